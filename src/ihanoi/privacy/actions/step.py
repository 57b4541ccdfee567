"""One step of whatever this room keeps: its table is asked, its line of history is written, people are told."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final

from ihanoi.journal import actions as journal
from ihanoi.journal.actions.steps import Steps
from ihanoi.kernel.actor import Actor
from ihanoi.notifications.actions import say
from ihanoi.privacy.regulation import TABLES
from ihanoi.privacy.rules import AT_FIELD
from ihanoi.privacy.words import TOLD, Role, Why

_STEPS: Final = Steps(TABLES, Why, AT_FIELD)
locked, check = _STEPS.locked, _STEPS.check


def write_down(
    actor: Actor, subject: str, subject_id: int, verb: str, roles: Collection[str], data: Mapping[str, Any]
) -> None:
    """One line of history in the caller's transaction. Numbers, names of fields and reasons only: no personal value."""
    role = next((str(each) for each in Role if each in roles), "")
    journal.record(actor=actor, subject=subject, subject_id=subject_id, verb=verb, role=role, data=data)


def tell(account_ids: Iterable[int], occasion: str, told: Mapping[str, Any], *, url: str, key: str) -> None:
    """A notice for each, in the caller's transaction. The same key is told once."""
    say(account_ids, occasion, TOLD[occasion], told, url=url, key=key)
