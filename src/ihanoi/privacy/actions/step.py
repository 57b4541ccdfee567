"""One step of whatever this room keeps: its table is asked, its line of history is written, people are told."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any, TypeVar

from django.db import models
from django.utils.translation import override

from ihanoi.journal import actions as journal
from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import Denied, Invalid, NotFound
from ihanoi.kernel.workflow import Refusal
from ihanoi.notifications.actions import Note, notify
from ihanoi.privacy.regulation import TABLES
from ihanoi.privacy.rules import AT_FIELD, Facts
from ihanoi.privacy.words import TOLD, Role, Why

M = TypeVar("M", bound=models.Model)


def locked(rows: models.QuerySet[M], pk: int) -> M:
    """The row for a change; references to it need not wait. Raises NotFound."""
    found = rows.select_for_update(no_key=True, of=("self",)).filter(pk=pk).first()
    if found is None:
        raise NotFound(Why.NOT_FOUND)
    return found


def check(
    subject: str, verb: str, state: str, roles: Collection[str], facts: Facts, given: Mapping[str, Any]
) -> str:
    """The state to which the step leads. Raises Denied with the one sentence why not, at its field where it has one."""
    row = TABLES[subject].check(verb, state, frozenset(roles), facts, given)
    if isinstance(row, Refusal):
        raise _denial(row)
    return row.to or state


def _denial(refusal: Refusal) -> Denied:
    if refusal.cause == "needs":
        return Invalid(dict.fromkeys(refusal.missing, Why.NEEDED))
    if refusal.cause == "role":
        return Denied(Why.NOT_YOURS)
    if refusal.cause != "condition":
        return Denied(Why.NOT_NOW)
    at = AT_FIELD.get(refusal.rule)
    return Invalid({at: refusal.reason}) if at else Denied(refusal.reason)


def write_down(
    actor: Actor, subject: str, subject_id: int, verb: str, roles: Collection[str], data: Mapping[str, Any]
) -> None:
    """One line of history in the caller's transaction. Numbers, names of fields and reasons only: no personal value."""
    role = next((str(each) for each in Role if each in roles), "")
    journal.record(actor=actor, subject=subject, subject_id=subject_id, verb=verb, role=role, data=data)


def tell(account_ids: Iterable[int], occasion: str, told: Mapping[str, Any], *, url: str, key: str) -> None:
    """A notice for each, in the caller's transaction. The same key is told once."""
    now = clock.now()
    with override("vi"):
        title, body = (str(sentence) % told for sentence in TOLD[occasion])
    notify([Note(each, occasion, title[:200], body, url, key, now) for each in sorted(set(account_ids))])
