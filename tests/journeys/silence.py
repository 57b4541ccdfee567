"""What the programs and the database write down tells nobody's citizen number, telephone number or address."""

from __future__ import annotations

from collections.abc import Iterable

from tests.journeys.stack import Stack
from tests.needles import needles


def assert_silent(stack: Stack, secrets: Iterable[str]) -> None:
    """Web, worker, codes, live, supervisor, mail, SMS gateway, provider of VNeID, and the embedded database.

    The boxes of letters and text messages are no logs: they are what the demo shows in the place of telephones.
    """
    looked_for = needles(secrets)
    assert looked_for
    assert [line for line in stack.said() if any(needle in line for needle in looked_for)] == []
