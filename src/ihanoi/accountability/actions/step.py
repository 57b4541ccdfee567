"""One step of whatever this room keeps: its table is asked, its line of history is written, people are told."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, TypeVar
from uuid import UUID

from django.db import models
from django.utils.translation import override

from ihanoi.accountability.regulation import TABLES
from ihanoi.accountability.rules import AT_FIELD, Facts
from ihanoi.accountability.words import TOLD, Why
from ihanoi.cases import queries as cases
from ihanoi.cases.queries import Case
from ihanoi.journal import actions as journal
from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import Denied, Invalid, NotFound
from ihanoi.kernel.workflow import Refusal
from ihanoi.media import actions as media
from ihanoi.media.queries import File
from ihanoi.notifications.actions import Note, notify
from ihanoi.people import queries as people
from ihanoi.people.words import Role as Seat

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
    actor: Actor,
    subject: str,
    subject_id: int,
    verb: str,
    data: Mapping[str, Any],
    *,
    agency_id: int | None = None,
    role: str = Seat.OVERSEER,
) -> None:
    """One line of history in the caller's transaction."""
    journal.record(
        actor=actor,
        subject=subject,
        subject_id=subject_id,
        verb=verb,
        role=role,
        agency_id=agency_id,
        data=data,
    )


def kept_file(actor: Actor, file_ids: Sequence[UUID]) -> File | None:
    """The one document that goes with a step, claimed."""
    claimed = media.claim(actor=actor, file_ids=file_ids, limit=1) if file_ids else []
    return claimed[0] if claimed else None


def clean(**texts: str) -> dict[str, str]:
    """Without blanks around them."""
    return {name: text.strip() for name, text in texts.items()}


def tell(
    account_ids: Iterable[int], occasion: str, told: Mapping[str, Any], *, url: str, key: str, actor: Actor
) -> None:
    """A notice for each, in the caller's transaction; not for the one who acts."""
    now = clock.now()
    with override("vi"):
        title, body = (str(sentence) % told for sentence in TOLD[occasion])
    wanted = sorted(set(account_ids) - {actor.account_id})
    notify([Note(each, occasion, title[:200], body, url, key, now) for each in wanted])


def overseers() -> set[int]:
    """Everybody who follows and urges agencies."""
    held = people.holder_ids(Seat.OVERSEER, [agency.id for agency in people.agencies()])
    return {account for accounts in held.values() for account in accounts}


def named_case(actor: Actor, code: str, at: str = "code") -> Case:
    """A case by its code that the actor may see. Raises Invalid at the field `at`."""
    case_id = cases.case_id_of(code.strip())
    found = cases.visible_to(actor).filter(pk=case_id).first() if case_id else None
    if found is None:
        raise Invalid({at: Why.NO_CASE})
    return found


def seat_of(actor: Actor, agency_id: int) -> str:
    """In which seat of the agency the actor answers."""
    return Seat.APPROVER if actor.holds(Seat.APPROVER, agency_id) else Seat.ASSIGNER


def answering(agency_ids: Collection[int]) -> dict[int, set[int]]:
    """Who answers for each agency: its assigners and approvers."""
    found: dict[int, set[int]] = {agency_id: set() for agency_id in agency_ids}
    for role in (Seat.ASSIGNER, Seat.APPROVER):
        for agency_id, accounts in people.holder_ids(role, agency_ids).items():
            found[agency_id].update(accounts)
    return found
