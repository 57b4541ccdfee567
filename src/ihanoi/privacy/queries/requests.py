"""Requests: the person's own, and the guardian's queue by what breaks first."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from ihanoi.cases.queries import Case
from ihanoi.cases.queries import kept as cases
from ihanoi.cases.queries.kept import Contact
from ihanoi.cases.queries.paging import Page
from ihanoi.cases.queries.sender import own_text
from ihanoi.journal import queries as journal
from ihanoi.journal.queries import Entry
from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import NotFound
from ihanoi.people import queries as people
from ihanoi.people.queries import Wording
from ihanoi.people.words import Level, Purpose
from ihanoi.privacy import rules
from ihanoi.privacy.models import Request
from ihanoi.privacy.queries.standing import guards, need_to_guard, roles_of, steps
from ihanoi.privacy.words import RequestState, Right, Subject, Why

WORKED_ON = (RequestState.ACCEPTED, RequestState.EXTENDED)
OPEN = (RequestState.RECEIVED, RequestState.ACCEPTED, RequestState.EXTENDED)


def visible_requests(actor: Actor) -> QuerySet[Request]:
    """All for whoever guards personal data; for everybody else their own."""
    rows = Request.objects.select_related("account", "case", "copy")
    if guards(actor):
        return rows
    return rows.filter(account=actor.account_id) if actor.account_id else rows.none()


@dataclass(frozen=True, slots=True)
class Waiting:
    """A request in the queue: which of its clocks ends first, and whether it has ended."""

    request: Request
    what: str  # "answer" or "done"
    due_at: datetime
    over: bool
    soon: bool


def waiting(request: Request) -> Waiting:
    """The clock that runs now: until the answer of receipt, then until it is done."""
    now = clock.now()
    what, due = ("answer", request.answer_due_at) if request.answered_at is None else ("done", request.due_at)
    return Waiting(
        request, what, due, rules.is_over(due, None, now), rules.is_soon(due, None, now, rules.SOON)
    )


def queue(actor: Actor) -> list[Waiting]:
    """Open requests, what breaks first on top."""
    need_to_guard(actor)
    rows = Request.objects.filter(closed_at__isnull=True).select_related(
        "account", "case", "copy", "handled_by"
    )
    return sorted((waiting(each) for each in rows), key=lambda w: (w.due_at, w.request.pk))


def closed(actor: Actor, size: int = 30, before: int | None = None) -> Page[Request]:
    """Those that are over, newest first."""
    need_to_guard(actor)
    rows = Request.objects.filter(closed_at__isnull=False).select_related("account", "case", "handled_by")
    rows = rows.filter(pk__lt=before) if before else rows
    found = list(rows.order_by("-pk")[: size + 1])
    return Page(found[:size], str(found[size - 1].pk) if len(found) > size else "")


def own_requests(actor: Actor) -> list[Request]:
    """My requests, newest first."""
    if actor.account_id is None:
        return []
    return list(
        Request.objects.filter(account=actor.account_id).select_related("copy").order_by("-asked_at", "-id")
    )


@dataclass(frozen=True, slots=True)
class RequestPage:
    """A request with its history, and what the actor may do now."""

    request: Request
    waiting: Waiting
    level: str
    lines: list[Entry]
    verbs: list[str]
    contact: Contact | None = None  # of whoever has no account, while it is kept
    counts: dict[str, int] = field(default_factory=dict)
    open_codes: list[str] = field(default_factory=list)
    unnamed_open: int = 0  # more of these, whose codes would tell who their confidential sender is


def request_page(actor: Actor, request_id: int) -> RequestPage:
    """Raises NotFound for whoever may not know of it."""
    found = visible_requests(actor).filter(pk=request_id).first()
    if found is None:
        raise NotFound(Why.NOT_FOUND)
    page = RequestPage(
        request=found,
        waiting=waiting(found),
        level=str(Level(found.level).label),
        lines=journal.history(Subject.REQUEST, found.pk),
        verbs=steps("request", found.state, roles_of(actor, found.account_id)),
    )
    return _with_account(page, found.account_id) if found.account_id else _with_sender(page, found.case)


def _with_account(page: RequestPage, account_id: int) -> RequestPage:
    found = cases.open_of(account_id)
    codes = [case.code for case in found if not case.confidential]
    counts = cases.counts_of(account_id)
    return replace(page, counts=counts, open_codes=codes, unnamed_open=len(found) - len(codes))


def _with_sender(page: RequestPage, case: Case | None) -> RequestPage:
    assert case is not None
    codes = [case.code] if cases.is_open(case.pk) else []
    counts = cases.counts_of_contact(case.pk)
    return replace(page, contact=cases.contact_of(case.pk), counts=counts, open_codes=codes)


@dataclass(frozen=True, slots=True)
class Printed:
    """Everything that is kept about whoever has no account: how to reach them, their report, what they agreed to."""

    request: Request
    contact: Contact
    text: str  # of the report, in their own words
    wording: Wording | None  # that was read to them


def printed(actor: Actor, request_id: int) -> Printed:
    """The copy for whoever has no account, while it is being carried out. Raises NotFound."""
    need_to_guard(actor)
    rows = visible_requests(actor).filter(right=Right.COPY, state__in=WORKED_ON, case__isnull=False)
    found = rows.filter(pk=request_id).first()
    contact = cases.contact_of(found.case_id or 0) if found else None
    if found is None or contact is None:
        raise NotFound(Why.NOT_FOUND)
    wording = people.kept_wording(Purpose.HANDLING, contact.consent_digest)
    return Printed(found, contact, own_text(contact.case), wording)


@dataclass(frozen=True, slots=True)
class Standing:
    """For those who run the platform: how many wait, how many are over."""

    open: int
    over: int


def standing() -> Standing:
    """In one query."""
    now = clock.now()
    late = Q(answered_at=None, answer_due_at__lt=now) | Q(due_at__lt=now)
    found = Request.objects.filter(closed_at=None).aggregate(open=Count("pk"), over=Count("pk", filter=late))
    return Standing(**found)


def is_right(text: str) -> bool:
    """Whether it names one."""
    return text in Right.values
