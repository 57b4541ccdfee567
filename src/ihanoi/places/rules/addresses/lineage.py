"""Who came after whom: today's units of any commune or district of before, with their shares."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Final

from ihanoi.places.rules.units import Succession, Unit

_LARGER_PART: Final = 3.0


class Lineage:
    """Successions followed to the units of one day, over one or several changes."""

    def __init__(self, units: Sequence[Unit], old: Sequence[Unit], successions: Iterable[Succession]) -> None:
        self.units: Mapping[int, Unit] = {u.id: u for u in units}
        self._next: dict[int, list[Succession]] = {}
        for s in successions:
            self._next.setdefault(s.old_id, []).append(s)
        self.heirs = cache(self._heirs)
        parents = {u.id: u.parent_id for u in old}
        self._inside: dict[int, list[int]] = {}
        self._districts: dict[int, set[int]] = {i: {p} for i, p in parents.items() if p is not None}
        for s in (s for parts in self._next.values() for s in parts if s.new_id in self.units):
            district = parents.get(s.old_id)
            if district is not None:
                self._districts.setdefault(s.new_id, set()).add(district)
                self._inside.setdefault(district, []).append(s.old_id)

    def districts(self, unit: Unit) -> set[int]:
        """The old districts that held the unit, or the communes from which it was made."""
        return self._districts.get(unit.id, set())

    def of_district(self, district_id: int) -> dict[int, float]:
        """The day's units on a district's ground, with shares that add up to 1."""
        shares: dict[int, float] = {}
        communes = sorted(set(self._inside.get(district_id, [])))
        for commune in communes:
            for unit_id, share in self.heirs(commune).items():
                shares[unit_id] = shares.get(unit_id, 0.0) + share / len(communes)
        return shares

    def _heirs(self, unit_id: int) -> dict[int, float]:
        """The day's units that hold the unit's ground, with shares that add up to 1; none where it is unknown."""
        if unit_id in self.units:
            return {unit_id: 1.0}
        parts = self._next.get(unit_id, [])
        whole = sum(_size(s) for s in parts)
        shares: dict[int, float] = {}
        for s in parts:
            for heir, share in self.heirs(s.new_id).items():
                shares[heir] = shares.get(heir, 0.0) + share * _size(s) / whole
        return shares


def _size(succession: Succession) -> float:
    return _LARGER_PART if succession.is_default else 1.0
