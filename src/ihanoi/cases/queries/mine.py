"""The sender's own cases: the list, and one case with everything that its sender may know and do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q, QuerySet

from ihanoi.cases import policies
from ihanoi.cases.models import Case, CaseClock, Particulars
from ihanoi.cases.queries import gate
from ihanoi.cases.queries.answered import Answer, Past, answer_of, approved_result, past
from ihanoi.cases.queries.cards import FIELDS, Card, cards
from ihanoi.cases.queries.codes import case_id_of, code_of, same_code
from ihanoi.cases.queries.deadline import Deadline, deadline_of
from ihanoi.cases.queries.held import Held, held, waited_s
from ihanoi.cases.queries.opened import rating_ends
from ihanoi.cases.queries.paging import Page, after, page
from ihanoi.cases.queries.pictures import Shown, shown
from ihanoi.cases.queries.rounds import Judged, last_word
from ihanoi.cases.queries.sender import own_text
from ihanoi.cases.queries.story import Episode, story
from ihanoi.cases.regulation import table
from ihanoi.cases.words import DONE, NOT_FOUND, OPEN, FileRole, MessageKind, Rating, Role, State
from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import NotFound
from ihanoi.people import queries as people
from ihanoi.routing.words import Way


@dataclass(frozen=True, slots=True)
class MyCounts:
    """How many reports I sent, how many are open, and how many answers wait for my rating."""

    sent: int
    open: int
    to_rate: int


def _own(actor: Actor) -> QuerySet[Case]:
    return gate.visible_to(actor).filter(sender=actor.account_id) if actor.account_id else Case.objects.none()


def my_cases(actor: Actor, *, only_open: bool = False, mark: str = "", size: int = 20) -> Page[Card]:
    """My reports, newest first."""
    own = _own(actor)
    if only_open:
        own = own.filter(_waiting())
    found = page(after(own, "submitted_at", mark).values_list(*FIELDS, named=True), "submitted_at", size)
    return Page(cards(found.rows, own=actor), found.next)


def _waiting() -> Q:
    """Not at its end for me: open, or answered and still to be rated."""
    return Q(state__in=OPEN) | Q(state__in=DONE, rating="", resolved_at__gte=clock.now() - timedelta(days=30))


def my_counts(actor: Actor) -> MyCounts:
    """In one query."""
    to_rate = _waiting() & Q(state__in=DONE)
    found = _own(actor).aggregate(
        sent=Count("pk"), open=Count("pk", filter=Q(state__in=OPEN)), to_rate=Count("pk", filter=to_rate)
    )
    return MyCounts(**found)


def sent_since(actor: Actor, since: datetime) -> int:
    """How many reports the account has sent since then: for the limit per account."""
    return _own(actor).filter(submitted_at__gte=since).count()


@dataclass(frozen=True, slots=True)
class MyCase:
    """My case. `verbs`: what the table allows me now."""

    card: Card
    case_id: int
    version: int
    text: str
    particulars: Particulars | None
    firm: people.Firm | None  # for which it was sent
    deadline: Deadline | None
    lines: list[Episode]
    pictures: list[Shown]
    documents: list[Shown]
    answer: Answer | None
    proofs: list[Shown]
    before: Shown | None
    after: Shown | None
    rating: str
    rating_label: str
    finding: Judged | None  # what a review found of my bad rating of this answer
    past: list[Past]
    rate_until: datetime | None
    question: str
    holder_name: str
    lead_name: str
    holder_role: str
    waited_s: int
    verbs: frozenset[str]
    held: list[Held]
    listed: bool
    confidential: bool
    publication: str
    private_reason: str
    merged_code: str
    submitted_at: datetime
    reopened: int
    may_ask_person: bool  # it was routed automatically and nobody has received it yet


_SHOWN = ("merged_into", "particulars__agency")


def my_case(actor: Actor, code: str) -> MyCase:
    """Raises NotFound for anybody but the sender."""
    case_id = case_id_of(code)
    case = _own(actor).filter(pk=case_id).select_related(*_SHOWN).first() if case_id else None
    if case is None or not same_code(code, case.pk, case.submitted_at):
        raise NotFound(NOT_FOUND)
    return _mine(actor, case)


def _mine(actor: Actor, case: Case) -> MyCase:
    now = clock.now()
    clocks = list(case.clocks.all())
    told = story(case, clocks, for_sender=True)
    running = _first_to_end(clocks)
    mine_or_proof = Q(file__owner=case.sender_id) | Q(
        role=FileRole.EVIDENCE
    )  # others' came with a merged report
    files = shown(case.files.filter(mine_or_proof).select_related("file").order_by("role", "order"), to=actor)
    own = [f for f in files if f.role != FileRole.EVIDENCE]
    result = approved_result(case) if case.state in DONE else None
    proofs = shown(result.files.select_related("file").order_by("order"), to=actor) if result else []
    photos = [f for f in proofs if f.is_picture]
    target = case.merged_into
    return MyCase(
        card=cards([case], own=actor)[0],
        case_id=case.pk,
        version=case.version,
        text=own_text(case),
        particulars=getattr(case, "particulars", None),
        firm=_firm(case),
        deadline=deadline_of(running, case.priority, now) if running else None,
        lines=told,
        pictures=[f for f in own if f.is_picture],
        documents=[f for f in own if not f.is_picture],
        answer=answer_of(result, result.answer, result.decided_at) if result else None,
        proofs=proofs,
        before=next((f for f in own if f.is_picture and f.role == FileRole.REPORT), None),
        after=photos[0] if photos else None,
        rating=case.rating,
        rating_label=str(Rating(case.rating).label) if case.rating else "",
        finding=last_word(case, case.round) if case.review else None,
        past=past(case, to=actor),
        rate_until=rating_ends(case),
        question=_open_question(case),
        holder_name=people.agency(case.holder_id).name,
        lead_name=people.agency(case.lead_id).name,
        holder_role=str(Role(case.turn_role).label)
        if case.turn_role in (Role.ASSIGNER, Role.HANDLER, Role.APPROVER)
        else "",
        waited_s=waited_s(case, now),
        verbs=_verbs(actor, case, now),
        held=held(clocks, now),
        listed=case.listed,
        confidential=case.confidential,
        publication=case.publication,
        private_reason=result.private_reason if result else "",
        merged_code=code_of(target.pk, target.submitted_at) if target else "",
        submitted_at=case.submitted_at,
        reopened=case.reopened,
        may_ask_person=case.state == State.SUBMITTED and not case.bounces and _is_automatic(told),
    )


def _firm(case: Case) -> people.Firm | None:
    said: Particulars | None = getattr(case, "particulars", None)
    return people.firm_of(case.sender_id, said.organisation_id) if said and said.organisation_id else None


def _is_automatic(told: Sequence[Episode]) -> bool:
    return any(line.way == Way.AUTOMATIC for line in told)


def _first_to_end(clocks: Sequence[CaseClock]) -> CaseClock | None:
    return min((c for c in clocks if c.stopped_at is None), key=lambda c: c.due_at, default=None)


def _verbs(actor: Actor, case: Case, now: datetime) -> frozenset[str]:
    facts = gate.facts_of(actor, case, now)
    roles = policies.roles_of(actor, facts) & {Role.SENDER}
    moves = table(case.kind, case.edition).open(case.state, roles, facts)
    return frozenset(row.verb for row, reason in moves if reason is None)


def _open_question(case: Case) -> str:
    """The agency's last question, if I have not answered since."""
    last = case.messages.exclude(kind=MessageKind.NOTE).order_by("-at", "-pk").first()
    return last.text if last and last.kind == MessageKind.QUESTION and case.state in OPEN else ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the sender gets at once: code, holder and due time."""

    code: str
    title: str
    case_id: int
    lead_name: str
    state: str
    submitted_at: datetime
    deadline: Deadline | None
    card: Card
    is_automatic: bool


def receipt(actor: Actor, code: str) -> Receipt:
    """Raises NotFound for anybody but the sender."""
    whole = my_case(actor, code)
    return Receipt(
        whole.card.code, whole.card.title, whole.case_id, whole.lead_name, whole.card.state, whole.submitted_at,
        whole.deadline, whole.card, _is_automatic(whole.lines),
    )  # fmt: skip


def followed(actor: Actor, case_ids: Sequence[int]) -> set[int]:
    """Which of these I follow."""
    if actor.account_id is None:
        return set()
    return set(
        Case.objects.filter(pk__in=case_ids, following__account=actor.account_id).values_list("pk", flat=True)
    )
