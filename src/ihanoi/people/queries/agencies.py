"""The tree of agencies, kept in the process and read anew when it has changed. Public, so no actor."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from ihanoi.kernel import clock
from ihanoi.kernel.denials import NotFound
from ihanoi.kernel.kept import Kept

from ..models import Agency, AgencyCalendar, Tree
from ..words import AgencyKind, Why


@dataclass(frozen=True, slots=True)
class AgencyNode:
    """An agency of the tree, as light as pages need it. `line`: ids from the root to this agency, itself included."""

    id: int
    code: str
    name: str
    kind: str
    parent_id: int | None
    line: tuple[int, ...]
    unit_id: int | None
    valid_from: date
    valid_to: date | None
    successor_id: int | None

    def valid(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


class _City:
    """All agencies there ever were, indexed."""

    def __init__(
        self, nodes: Iterable[AgencyNode], calendars: Iterable[tuple[int, date, int | None]] = ()
    ) -> None:
        self.nodes = MappingProxyType({node.id: node for node in nodes})
        self.codes = MappingProxyType({node.code: node for node in self.nodes.values()})
        self.of_unit: dict[int, list[AgencyNode]] = defaultdict(list)
        self.children: dict[int | None, list[AgencyNode]] = defaultdict(list)
        for node in self.nodes.values():
            self.children[node.parent_id].append(node)
            if node.unit_id is not None:
                self.of_unit[node.unit_id].append(node)
        self._calendars: dict[int, list[tuple[date, int | None]]] = defaultdict(list)
        for agency_id, first, calendar_id in calendars:
            self._calendars[agency_id].append((first, calendar_id))

    def calendar(self, node: AgencyNode, day: date) -> int | None:
        """Of the nearest agency of the line that has one on the day."""
        if not self._calendars:
            return None
        found = (self._own_calendar(agency_id, day) for agency_id in reversed(node.line))
        return next((calendar_id for calendar_id in found if calendar_id is not None), None)

    def _own_calendar(self, agency_id: int, day: date) -> int | None:
        rows = self._calendars.get(agency_id, ())
        return next((calendar_id for first, calendar_id in reversed(rows) if first <= day), None)


_FIELDS = tuple(AgencyNode.__dataclass_fields__)


def _stamp() -> uuid.UUID | None:
    return Tree.objects.values_list("stamp", flat=True).first()


def _read(_stamp: uuid.UUID | None) -> _City:
    rows = Agency.objects.order_by("id").values(*_FIELDS)
    calendars = AgencyCalendar.objects.order_by("valid_from")
    return _City(
        (AgencyNode(**{**row, "line": tuple(row["line"])}) for row in rows),
        calendars.values_list("agency_id", "valid_from", "calendar_id"),
    )


_kept = Kept(_stamp, _read)


def known_tree() -> _City:
    """The tree as this process knows it: the same object until it has changed."""
    return _kept.get()


def forget_agencies() -> None:
    """Drop this process's copy of the tree."""
    _kept.forget()


def agency(agency_id: int) -> AgencyNode:
    """One agency, past ones too. Raises NotFound."""
    node = known_tree().nodes.get(agency_id)
    if node is None:
        raise NotFound(Why.NO_AGENCY)
    return node


def all_agencies() -> list[AgencyNode]:
    """Those of the past too."""
    return list(known_tree().nodes.values())


def agency_by_code(code: str) -> AgencyNode | None:
    """One agency by its code: "phuong-cua-nam", "so-xay-dung"."""
    return known_tree().codes.get(code)


def agencies(on: date | None = None, *kinds: str) -> list[AgencyNode]:
    """Agencies that exist on a day (today), of some kinds or of all."""
    day = on or clock.today()
    return [n for n in known_tree().nodes.values() if n.valid(day) and (not kinds or n.kind in kinds)]


def agency_of_unit(unit_id: int, on: date | None = None) -> AgencyNode | None:
    """The people's committee that governs a unit on a day (today); None if the unit has none of its own."""
    day = on or clock.today()
    return next((n for n in known_tree().of_unit.get(unit_id, ()) if n.valid(day)), None)


def city() -> AgencyNode:
    """The root: the people's committee of the city. Raises NotFound before the agencies are installed."""
    root = next(iter(known_tree().children[None]), None)
    if root is None:
        raise NotFound(Why.NO_AGENCY)
    return root


def children(agency_id: int, on: date | None = None) -> list[AgencyNode]:
    """The agencies and divisions directly below."""
    day = on or clock.today()
    return [n for n in known_tree().children.get(agency_id, ()) if n.valid(day)]


def under(agency_id: int) -> frozenset[int]:
    """The agency and all below it, past ones too: history may lie there."""
    return frozenset(_below(known_tree(), agency_id))


def _below(tree: _City, agency_id: int) -> Iterator[int]:
    yield agency_id
    for child in tree.children.get(agency_id, ()):
        yield from _below(tree, child.id)


def superior(agency_id: int) -> int | None:
    """The agency above; None for the city."""
    return agency(agency_id).parent_id


def calendar_of(agency_id: int, on: date | None = None) -> int | None:
    """The calendar of the agency on a day (today), else of the nearest agency above; None: the city's default."""
    return known_tree().calendar(agency(agency_id), on or clock.today())


def successor(agency_id: int, on: date | None = None) -> AgencyNode:
    """Who does the work of an agency on a day (today): itself, or the last of its successors."""
    day, node = on or clock.today(), agency(agency_id)
    while not node.valid(day) and node.successor_id is not None:
        node = agency(node.successor_id)
    return node


def answerable(agency_id: int) -> AgencyNode:
    """The agency to which a division belongs; every other agency answers for itself."""
    node = agency(agency_id)
    while node.kind == AgencyKind.DIVISION and node.parent_id is not None:
        node = agency(node.parent_id)
    return node
