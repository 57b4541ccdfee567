"""The one way to a case: what an actor may see, and the facts about it. Hidden and missing look the same."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from operator import attrgetter

from django.db import connection
from django.db.models import Q, QuerySet

from ihanoi.cases import words
from ihanoi.cases.models import Case, CaseClock
from ihanoi.cases.rules import Facts
from ihanoi.cases.words import Role
from ihanoi.journal import queries as journal
from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.actor import Seat as Seated
from ihanoi.kernel.denials import NotFound
from ihanoi.people import queries as people
from ihanoi.people.words import Role as Seat

WAITING = frozenset({words.State.SUBMITTED, words.State.RECEIVED})  # not yet dispatched
IN_HANDS = frozenset({words.State.ASSIGNED, words.State.HANDLING, words.State.REWORK})  # of a named handler
STAFF_ROLES = (Role.ASSIGNER, Role.HANDLER, Role.APPROVER, Role.DISPATCHER)
CITYWIDE = (Seat.OVERSEER, Seat.DISPATCHER, Seat.INSPECTOR)  # the last one only reads: no table names it


def visible_to(actor: Actor) -> QuerySet[Case]:
    """Cases whose inside the actor may see.

    The own ones, those of the agencies in which a seat is held and of those that these succeeded; all for `CITYWIDE`.
    """
    if actor.is_system or actor.agencies(*CITYWIDE):
        return Case.objects.all()
    if actor.account_id is None:
        return Case.objects.none()
    allowed = Q(sender=actor.account_id)
    seats = actor.agencies(*STAFF_ROLES)
    if seats:
        allowed |= Q(lead__in=seats) | Q(holder__in=seats) | Q(cooperations__agency__in=seats)
        past = people.predecessors(seats)
        allowed |= Q(lead__in=past.agencies) if past.agencies else Q()
        allowed |= Q(lead__in=past.districts, unit__in=past.units) if past.districts else Q()
        return Case.objects.filter(pk__in=Case.objects.filter(allowed).values("pk"))
    return Case.objects.filter(allowed)


def may_enter(actor: Actor) -> bool:
    """Whether the actor may enter reports for others: who works on cases, not who oversees or administers (R31)."""
    return bool(actor.agencies(*STAFF_ROLES))


def sees(actor: Actor, case: Case) -> bool:
    """The same as `visible_to`, of a case that has been read already."""
    if actor.is_system or actor.agencies(*CITYWIDE):
        return True
    if actor.account_id is None:
        return False
    seats = actor.agencies(*STAFF_ROLES)
    return (
        case.sender_id == actor.account_id
        or case.lead_id in seats
        or case.holder_id in seats
        or people.predecessors(seats).holds(case.lead_id, case.unit_id)
        or (bool(seats) and case.cooperations.filter(agency__in=seats).exists())
    )


def get(actor: Actor, case_id: int, *, lock: bool = False, related: Sequence[str] = ()) -> Case:
    """One case through the gate, with related rows in the same query. Raises NotFound."""
    if lock:
        case = _locked(case_id)
        visible = case is not None and sees(actor, case)
    else:
        case = visible_to(actor).select_related(*related).filter(pk=case_id).first()
        visible = case is not None
    if case is None or not visible:
        raise NotFound(words.NOT_FOUND)
    return case


_COLUMNS = [field.attname for field in Case._meta.concrete_fields]
_LOCK = f"SELECT {', '.join(_COLUMNS)} FROM cases_case WHERE id = %s FOR NO KEY UPDATE"  # nosec B608  # our own names


def _locked(case_id: int) -> Case | None:
    """By a text of our own: Django composes some sixty columns anew each time, and every move begins here."""
    with connection.cursor() as cursor:
        cursor.execute(_LOCK, [case_id])
        row = cursor.fetchone()
    return Case.from_db(connection.alias, _COLUMNS, row) if row else None


def line_of(case: Case) -> tuple[int, ...]:
    """Agencies from the one that answers for the case down to the unit where it lies."""
    line = people.agency(case.holder_id).line
    return tuple(line[line.index(case.lead_id) :]) if case.lead_id in line else (case.lead_id, case.holder_id)


def facts_of(actor: Actor, case: Case, now: datetime | None = None) -> Facts:
    """What the rules may know.

    Reads the agency tree (cached); results and clocks only where the state can need them.
    """
    now = now or clock.now()
    line = line_of(case)
    judged = case.state in (words.State.AWAITING_APPROVAL, words.State.RESOLVED)
    own = case.assigner_id == actor.account_id  # only then it matters whether others can judge
    timed = case.state in (words.State.HANDLING, words.State.REWORK)
    absent = _stands_for(actor, Role.APPROVER, line)
    own |= case.assigner_id in absent
    may_give = actor.is_system or bool(actor.seats)  # to the sender it does not matter who is away
    in_hands = case.handler_id is not None and case.state in IN_HANDS and may_give
    own_hands = in_hands and case.handler_id == actor.account_id
    handling = _handling(case) if timed else None
    return Facts(
        state=case.state,
        now=now,
        today=clock.day_of(now),
        actor_id=actor.account_id,
        sender_id=case.sender_id,
        handler_id=case.handler_id,
        assigner_id=case.assigner_id,
        submitter_id=case.handler_id,
        lead_id=case.lead_id,
        holder_id=case.holder_id,
        line=line,
        superior_id=people.superior(case.lead_id),
        placed=case.placed,
        others_can_approve=_others_can_approve(actor, case, line) if judged and own else True,
        returned_as=case.returned_as,
        extension_open=case.extension_open,
        first_due=handling.first_due_at if handling else None,
        due=handling.due_at if handling else None,
        publication=case.publication,
        rated=case.rating,
        resolved_at=case.resolved_at,
        received=case.received_at is not None,
        may_part=case.state == words.State.MERGED and may_part(case),
        classification=case.classification,
        review=case.review,
        overseer_reviewed=bool(case.review) and _overseer_reviewed(case),
        promised_for=case.promised_for,
        confidential=case.confidential,
        handler_seated=own_hands or ((in_hands or case.promised_for is not None) and _handler_seated(case)),
        handler_left=in_hands and actor.is_system and not _handler_works(case),
        stands_for=absent,
        oversees_for=_stands_for(actor, Role.OVERSEER),
        parties=_parties(case) if may_give and _awaits_judgement(case) else frozenset(),
    )


def seat_towards(actor: Actor, case: Case) -> Seated | None:
    """The seat in which the actor sees the case: nearest in its line of agencies, else the first one held."""
    line = line_of(case)
    inside = [seat for seat in actor.seats if seat.agency_id in line]
    return next(iter(inside or actor.seats), None)


def _handling(case: Case) -> CaseClock | None:
    """The last clock of this round's handling, out of the clocks that a page has read already."""
    found = [c for c in case.clocks.all() if c.name == words.Clock.HANDLING and c.round == case.round]
    return max(found, key=attrgetter("pk"), default=None)


def _overseer_reviewed(case: Case) -> bool:
    return case.reviews.filter(round=case.round, role=Role.OVERSEER).exists()


def _handler_seated(case: Case) -> bool:
    return case.handler_id in people.holder_ids(Role.HANDLER, [case.holder_id])[case.holder_id]


def _handler_works(case: Case) -> bool:
    """Away or not."""
    pair = (case.handler_id or 0, case.holder_id)
    return bool(people.seated(Role.HANDLER, {pair}))


def _stands_for(actor: Actor, role: Role, line: tuple[int, ...] | None = None) -> frozenset[int]:
    """Those without whose seats the actor could not act in the role, in these agencies or anywhere."""
    acting = [s.stands_for for s in actor.seats if s.role == role and (line is None or s.agency_id in line)]
    return frozenset() if None in acting else frozenset(absent for absent in acting if absent)


def _awaits_judgement(case: Case) -> bool:
    """By somebody who had no part in the answer: in the sample, or after a bad rating."""
    return case.state == words.State.CHECKING or case.rating == words.Rating.DISSATISFIED


def _parties(case: Case) -> frozenset[int]:
    """Who gave out, handled, answered and approved in this round."""
    approved = case.results.filter(round=case.round, approved=True).order_by("pk")
    answered = approved.values_list("handler_id", "decided_by_id").last() or ()
    return frozenset(each for each in (case.assigner_id, case.handler_id, *answered) if each)


def may_part(case: Case) -> bool:
    """Whether a merge can still be undone.

    The other case waits to be dispatched, or has not been moved since it took this one in when it already was.
    """
    merge, other = journal.head(words.SUBJECT, case.pk), case.merged_into
    if merge is None or other is None or "moved" not in merge.data or other.state not in words.OPEN:
        return False
    return other.state in WAITING or other.version == merge.data["moved"]["version"]


def _others_can_approve(actor: Actor, case: Case, line: tuple[int, ...]) -> bool:
    able = {account for found in people.holder_ids(Role.APPROVER, line).values() for account in found}
    return bool(able - {actor.account_id, case.handler_id})
