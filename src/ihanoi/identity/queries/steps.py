"""What somebody still has to show before a session begins."""

from __future__ import annotations

from ihanoi.people.queries import Account

from ..words import Method, Step


def next_step(account: Account, method: Method, *, strong: bool) -> Step:
    """`strong`: two factors were shown already."""
    return Step.NONE
