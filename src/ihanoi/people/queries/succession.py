"""Who came after whom: agencies that are closed, those that do their work, and what these may read of the past."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ihanoi.kernel import clock
from ihanoi.kernel.kept import Kept
from ihanoi.places import queries as places

from ..words import AgencyKind
from .agencies import AgencyNode, agency_of_unit, all_agencies, known_tree, successor


@dataclass(frozen=True, slots=True)
class Past:
    """What came to an agency: whole agencies; and of districts, which were divided, what lay in some units."""

    agencies: frozenset[int] = frozenset()
    districts: frozenset[int] = frozenset()
    units: frozenset[int] = frozenset()

    def holds(self, agency_id: int, unit_id: int | None) -> bool:
        """Whether it is a case of the past: by the agency that answered and the unit in which the place lies."""
        return agency_id in self.agencies or (agency_id in self.districts and unit_id in self.units)


NOTHING = Past()


def closed(before: date) -> list[AgencyNode]:
    """Agencies whose last day lies before the day."""
    return [node for node in all_agencies() if node.valid_to is not None and node.valid_to < before]


def heirs(agency_id: int, on: date | None = None) -> tuple[AgencyNode, ...]:
    """Who does the work of an agency on a day (today): itself while it exists, the one that the establishment names,
    or the committees of the units that its ground belongs to, the larger part first.
    """
    day = on or clock.today()
    node = successor(agency_id, day)
    if node.valid(day):
        return (node,)
    if node.kind == AgencyKind.DIVISION and node.parent_id is not None:
        return heirs(node.parent_id, day)
    return of_ground(node.unit_id, day) if node.unit_id is not None else ()


def of_ground(unit_id: int, on: date | None = None) -> tuple[AgencyNode, ...]:
    """The committees that govern on a day (today) what was a unit before."""
    found = (agency_of_unit(unit.id, on) for unit in places.heirs(unit_id, on))
    return tuple(dict.fromkeys(node for node in found if node is not None))


def predecessors(agency_ids: Iterable[int]) -> Past:
    """What some agencies of today have taken over."""
    today = _lineage.get().on(clock.today())
    found = [past for each in agency_ids if (past := today.get(each))]
    if not found:
        return NOTHING
    return Past(
        frozenset().union(*(past.agencies for past in found)),
        frozenset().union(*(past.districts for past in found)),
        frozenset().union(*(past.units for past in found)),
    )


class _Lineage:
    """What came to each agency, by day."""

    def __init__(self, _stamp: object) -> None:
        self._made: dict[date, dict[int, Past]] = {}

    def on(self, day: date) -> dict[int, Past]:
        if day not in self._made:
            self._made[day] = _pasts(day)
        return self._made[day]


def _pasts(day: date) -> dict[int, Past]:
    whole: defaultdict[int, set[int]] = defaultdict(set)
    divided: defaultdict[int, set[int]] = defaultdict(set)
    for node in closed(day):
        for heir in heirs(node.id, day):
            (divided if node.kind == AgencyKind.DISTRICT else whole)[heir.id].add(node.id)
    units = _units(day) if divided else {}
    return {
        each: Past(frozenset(whole[each]), frozenset(divided[each]), frozenset(units.get(each, ())))
        for each in {*whole, *divided}
    }


def _units(day: date) -> dict[int, set[int]]:
    """Of each committee: its unit and those of before that went into it, wholly or in part."""
    found: defaultdict[int, set[int]] = defaultdict(set)
    for unit in places.communes():
        for node in of_ground(unit.id, day):
            found[node.id].add(unit.id)
    return found


_lineage = Kept(lambda: (known_tree(), places.map_version()), _Lineage)


def forget_lineage() -> None:
    """Drop this process's copy, after a change of the tree made here."""
    _lineage.forget()
