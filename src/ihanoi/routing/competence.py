"""Who is competent: field × place × day → lead agency and those that work along. Pure; the rows come from the database.

A rule for one unit goes before one for its kind ("phường", "xã"), and that before one for the whole city.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

BEGIN: Final = date(2025, 7, 1)  # the first day of today's units: from here on no day may be without a rule
FOREVER: Final = date.max

Days = tuple[date, date]  # both included; FOREVER: no end
Key = tuple[int, int | None, str]


@dataclass(frozen=True, slots=True)
class Rule:
    """One row. `unit_id` None: all units, of the `kind` if it is not blank. `agency_id` None: the unit's own PC."""

    id: int
    field_id: int
    unit_id: int | None
    kind: str
    agency_id: int | None
    cooperating: tuple[int, ...]
    first: date
    last: date | None

    @property
    def key(self) -> Key:
        return self.field_id, self.unit_id, self.kind

    @property
    def days(self) -> Days:
        return self.first, self.last or FOREVER

    def holds(self, on: date) -> bool:
        return self.first <= on and (self.last is None or on <= self.last)


class Rules:
    """A set of rules, compiled. `thresholds`: field → the confidence from which a report is routed automatically."""

    def __init__(self, set_id: int | None, rows: Iterable[Rule], thresholds: Mapping[int, float]) -> None:
        self.set_id = set_id
        self.rows = tuple(rows)
        self.thresholds = dict(thresholds)
        self._by_key: dict[Key, list[Rule]] = defaultdict(list)
        for rule in self.rows:
            self._by_key[rule.key].append(rule)

    def of(self, field_id: int, unit_id: int | None, kind: str, on: date) -> Rule | None:
        """The rule that decides; None: nobody has said (which `flaws` does not let through)."""
        for key in ((field_id, unit_id, ""), (field_id, None, kind), (field_id, None, "")):
            for rule in self._by_key.get(key, ()):
                if rule.holds(on):
                    return rule
        return None


# --- checking a set --------------------------------------------------------------------------------------------------


class Flaw(StrEnum):
    """What can be wrong with a set of rules; `words.FLAWS` has the sentences."""

    BACKWARDS = "backwards"
    TWO_PLACES = "two_places"
    OVERLAP = "overlap"
    NO_AGENCY = "no_agency"
    LEADS_TWICE = "leads_twice"
    GAP = "gap"
    NO_COMMITTEE = "no_committee"


@dataclass(frozen=True, slots=True)
class Found:
    """A flaw, where it is, and the first day on which it shows. `count`: units in which the same is wrong."""

    flaw: Flaw
    field_id: int
    rule_id: int | None = None
    other_id: int | None = None
    agency_id: int | None = None
    unit_id: int | None = None
    day: date | None = None
    count: int = 1


@dataclass(frozen=True, slots=True)
class Place:
    """A unit with the days of its life and the days on which it has a people's committee of its own."""

    id: int
    kind: str
    days: Days
    committee: tuple[Days, ...]


@dataclass(frozen=True, slots=True)
class City:
    """What a set is checked against. `at_work`: agency → days on which it or a legal successor does its work."""

    fields: Sequence[int]
    places: Sequence[Place]
    at_work: Mapping[int, Sequence[Days]]
    _by_kind: dict[str, list[Place]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        for place in self.places:
            self._by_kind[place.kind].append(place)

    @property
    def by_kind(self) -> Mapping[str, Sequence[Place]]:
        return self._by_kind


def flaws(rules: Rules, city: City) -> list[Found]:
    """Everything that is wrong with a set: single rows first, then rows with each other, then what nobody has said."""
    rows = [found for rule in rules.rows for found in flaws_of(rule, rules.rows, city)]
    return [*rows, *_gaps(rules, city), *_without_committee(rules, city)]


def flaws_of(rule: Rule, rows: Iterable[Rule], city: City) -> Iterator[Found]:
    """What is wrong with one row. Of two that overlap, the later one is named."""
    if rule.last is not None and rule.last < rule.first:
        yield Found(Flaw.BACKWARDS, rule.field_id, rule.id)
        return
    if rule.unit_id is not None and rule.kind:
        yield Found(Flaw.TWO_PLACES, rule.field_id, rule.id)
    if rule.agency_id in rule.cooperating:
        yield Found(Flaw.LEADS_TWICE, rule.field_id, rule.id, agency_id=rule.agency_id)
    for agency_id in (rule.agency_id, *rule.cooperating):
        day = None if agency_id is None else first_gap(rule.days, city.at_work.get(agency_id, ()))
        if day is not None:
            yield Found(Flaw.NO_AGENCY, rule.field_id, rule.id, agency_id=agency_id, day=day)
    for other in rows:
        later = (rule.first, rule.id) > (other.first, other.id)
        if other.id != rule.id and other.key == rule.key and later and _meet(rule.days, other.days):
            day = max(rule.first, other.first)
            yield Found(Flaw.OVERLAP, rule.field_id, rule.id, other.id, unit_id=rule.unit_id, day=day)


def _meet(one: Days, other: Days) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _gaps(rules: Rules, city: City) -> Iterator[Found]:
    """Per field the units in which on some day no rule holds, told once with their number."""
    said: dict[Key, list[Days]] = defaultdict(list)
    for rule in rules.rows:
        said[rule.key].append(rule.days)
    for field_id in city.fields:
        missing = [
            (day, place.id)
            for kind, places in city.by_kind.items()
            for day, place in _unsaid(field_id, kind, places, said)
        ]
        if missing:
            day, unit_id = min(missing)
            yield Found(Flaw.GAP, field_id, unit_id=unit_id, day=day, count=len(missing))


def _unsaid(
    field_id: int, kind: str, places: Sequence[Place], said: Mapping[Key, list[Days]]
) -> Iterator[tuple[date, Place]]:
    general = [*said.get((field_id, None, ""), ()), *said.get((field_id, None, kind), ())]
    if first_gap((BEGIN, FOREVER), general) is None:
        return
    for place in places:
        day = first_gap(_lived(place), [*general, *said.get((field_id, place.id, ""), ())])
        if day is not None:
            yield day, place


def _without_committee(rules: Rules, city: City) -> Iterator[Found]:
    """A field is left to the unit's own committee, but on some day the unit has none."""
    for place in city.places:
        day = first_gap(_lived(place), place.committee)
        if day is None:
            continue
        for field_id in city.fields:
            rule = rules.of(field_id, place.id, place.kind, day)
            if rule is not None and rule.agency_id is None:
                yield Found(Flaw.NO_COMMITTEE, field_id, rule.id, unit_id=place.id, day=day)
                break


def _lived(place: Place) -> Days:
    return max(BEGIN, place.days[0]), place.days[1]


def first_gap(days: Days, covered: Iterable[Days]) -> date | None:
    """The first of the days that no stretch covers; None: all are covered."""
    at, end = days
    for first, last in sorted(covered):
        if first > at:
            break
        if last >= end:
            return None
        if last >= at:
            at = last + timedelta(days=1)
    return at if at <= end else None
