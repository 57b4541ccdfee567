"""One step of whatever this room keeps: its table is asked, its line of history is written, people are told."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from ihanoi.accountability.regulation import TABLES
from ihanoi.accountability.rules import AT_FIELD
from ihanoi.accountability.words import TOLD, Why
from ihanoi.cases import queries as cases
from ihanoi.cases.queries import Case
from ihanoi.journal import actions as journal
from ihanoi.journal.actions.steps import Steps
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import Invalid
from ihanoi.media import actions as media
from ihanoi.media.queries import File
from ihanoi.notifications.actions import say
from ihanoi.people import queries as people
from ihanoi.people.words import Role as Seat

_STEPS: Final = Steps(TABLES, Why, AT_FIELD)
locked, check = _STEPS.locked, _STEPS.check


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
    say(set(account_ids) - {actor.account_id}, occasion, TOLD[occasion], told, url=url, key=key)


def overseers() -> set[int]:
    """Everybody who follows and urges agencies."""
    held = people.holder_ids(Seat.OVERSEER, [agency.id for agency in people.agencies()])
    return {account for accounts in held.values() for account in accounts}


def named_case(actor: Actor, code: str, at: str = "case_code") -> Case:
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
