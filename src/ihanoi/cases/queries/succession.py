"""Cases that a closed agency left behind, and who may take each of them over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from ihanoi.cases.models import Case
from ihanoi.cases.regulation import table
from ihanoi.cases.rules.succession import Guess, Heir, Lot, heirs, sole
from ihanoi.cases.words import SUBJECT, State, Verb
from ihanoi.cases.words.succession import NOBODY_SITS, Ground
from ihanoi.journal import queries as journal
from ihanoi.people import queries as people
from ihanoi.places import queries as places
from ihanoi.routing.words import AgencyGuess

ANSWERED = frozenset({State.CHECKING, State.RESOLVED})
"""The answer is written: what is left to decide goes to the likeliest heir, and who wrote it stays on record."""


@dataclass(frozen=True, slots=True)
class Decision:
    """Where a case goes. `heir` None: to the city's dispatcher, who chooses among `heirs`."""

    case_id: int
    from_id: int
    agency_id: int
    heir: Heir | None
    heirs: tuple[Heir, ...]
    nobody_sits: bool = False

    @property
    def data(self) -> dict[str, Any]:
        """For the line of history."""
        return {
            "agency_id": self.agency_id,
            "from_id": self.from_id,
            "ground": self.heir.ground if self.heir else "",
            "nobody_sits": self.nobody_sits,
            "heirs": [
                {"agency_id": each.agency_id, "ground": each.ground, "share": round(each.share, 4)}
                for each in self.heirs
            ],
        }


def left_behind(on: date, after: int = 0, size: int = 500) -> list[int]:
    """Ids of cases that wait for somebody of an agency that no longer exists on the day, in the order of their ids."""
    gone = [node.id for node in people.closed(on)]
    if not gone:
        return []
    is_open = Q(closed_at=None)
    waiting = (
        is_open & Q(lead__in=gone)
        | is_open & Q(holder__in=gone) & ~Q(state=State.CHECKING)
        | Q(state=State.RESOLVED, publication="", lead__in=gone)
    )
    return list(Case.objects.filter(waiting, pk__gt=after).order_by("pk").values_list("pk", flat=True)[:size])


def decide(case: Case, on: date) -> Decision | None:
    """Who takes the case over on the day; None where nothing is closed."""
    if not _is_left_behind(case, on):
        return None
    found = heirs(_lot(case, on))
    heir = found[0] if found and case.state in ANSWERED else sole(found)
    empty = heir is not None and case.state not in ANSWERED and not _sits(case, heir.agency_id)
    if empty or heir is None:
        return Decision(case.pk, case.lead_id, people.city().id, None, found, nobody_sits=empty)
    return Decision(case.pk, case.lead_id, heir.agency_id, heir, found)


def _is_left_behind(case: Case, on: date) -> bool:
    if case.state == State.RESOLVED and case.publication:
        return False
    lead, holder = people.agency(case.lead_id), people.agency(case.holder_id)
    return not lead.valid(on) or (case.state not in ANSWERED and not holder.valid(on))


def _sits(case: Case, agency_id: int) -> bool:
    """Whether somebody there can receive the case or give it out."""
    if agency_id == case.lead_id:
        return True  # it never left the agency
    state = State.SUBMITTED if case.state == State.SUBMITTED else State.RECEIVED
    role = table(case.kind, case.edition).owners[state]
    return bool(people.holder_ids(role, [agency_id])[agency_id])


def _lot(case: Case, on: date) -> Lot:
    lead = people.agency(case.lead_id)
    if lead.valid(on):
        return Lot(living=lead.id)
    named = people.successor(lead.id, on)
    if named.valid(on):
        return Lot(named=named.id)
    point, exact = _by_point(case, on)
    unit = people.of_ground(case.unit_id, on) if case.unit_id else ()
    return Lot(
        point=point,
        exact=exact,
        unit=tuple(node.id for node in unit),
        address=() if point or unit else _by_address(case, on),
        area=tuple(node.id for node in people.heirs(lead.id, on)),
    )


def _by_point(case: Case, on: date) -> tuple[tuple[Guess, ...], bool]:
    if case.lat is None or case.lon is None:
        return (), False
    placing = places.unit_at(case.lat, case.lon, on)
    return _guesses(placing.candidates, on), placing.inside_city and not placing.approximate


def _by_address(case: Case, on: date) -> tuple[Guess, ...]:
    return _guesses(places.find_address(case.address, on), on) if case.address else ()


def _guesses(found: Iterable[places.PlaceGuess], on: date) -> tuple[Guess, ...]:
    """By committee; one may govern several of the guessed units."""
    weights: dict[int, float] = {}
    for guess in found:
        committee = people.agency_of_unit(guess.unit_id, on)
        if committee is not None:
            weights[committee.id] = weights.get(committee.id, 0.0) + guess.confidence
    return tuple(weights.items())


def heirs_of(case: Case) -> tuple[AgencyGuess, ...]:
    """Of a case that waits at the city because its agency was closed: among whom the dispatcher chooses, and why."""
    if case.lead_id != people.city().id or case.closed_at is not None:
        return ()
    placing = (Verb.SUCCEED, Verb.TRANSFER, Verb.SEND_UP)
    lines = [line for line in journal.history(SUBJECT, case.pk) if line.verb in placing]
    if not lines or lines[-1].verb != Verb.SUCCEED:
        return ()
    return tuple(_told(case, each, lines[-1].data) for each in lines[-1].data["heirs"])


def _told(case: Case, heir: Mapping[str, Any], data: Mapping[str, Any]) -> AgencyGuess:
    unit = places.unit_by_id(case.unit_id) if case.unit_id else None
    words = {"before": people.agency(data["from_id"]).name, "unit": unit.name if unit else ""}
    reasons = [str(Ground(heir["ground"]).label) % words]
    reasons += [str(NOBODY_SITS)] if data["nobody_sits"] else []
    node = people.agency(heir["agency_id"])
    return AgencyGuess(node.id, node.name, heir["share"], tuple(reasons))
