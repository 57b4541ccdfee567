"""That an officer's page showed personal data of a sender is written down in the request that showed it (R23)."""

from __future__ import annotations

from django.http import HttpRequest

from ihanoi.cases import queries as cases
from ihanoi.cases.queries import Case, CasePage
from ihanoi.cases.words import SUBJECT
from ihanoi.journal.actions import record_read
from ihanoi.journal.words import Data
from ihanoi.ui.requests import actor_of


def note_case(request: HttpRequest, page: CasePage) -> None:
    """One statement a page. Of a confidential sender's page it is the pictures, which nobody has veiled yet."""
    if page.sender.unsealed_until:
        note(request, page.case, Data.UNSEALED, page.sender.reason)
    elif page.sender.is_known:
        note(request, page.case, Data.CONTACT)
    elif page.pictures:
        note(request, page.case, Data.ORIGINALS)


def note_person(
    request: HttpRequest, owner_id: int | None, kind: Data, subject: str = "", subject_id: int | None = None
) -> None:
    """A page that shows somebody's own data, apart from a case."""
    record_read(
        actor=actor_of(request),
        kind=kind,
        way=_way(request),
        owner_id=owner_id,
        subject=subject,
        subject_id=subject_id,
    )


def _way(request: HttpRequest) -> str:
    return request.resolver_match.view_name if request.resolver_match else ""


def note(request: HttpRequest, case: Case, kind: Data, reason: str = "") -> None:
    """In the seat in which the actor sees the case."""
    actor = actor_of(request)
    seat = cases.seat_towards(actor, case)
    record_read(
        actor=actor,
        kind=kind,
        way=_way(request),
        owner_id=case.sender_id,
        subject=SUBJECT,
        subject_id=case.pk,
        reason=reason,
        role=seat.role if seat else "",
        agency_id=seat.agency_id if seat else None,
    )
