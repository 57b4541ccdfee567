"""Units through time, the unit of a point or a name, map shapes: kept in each process, made when asked for."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from ihanoi.kernel import clock
from ihanoi.kernel.denials import Invalid
from ihanoi.kernel.kept import Kept
from ihanoi.places import gazetteer, models
from ihanoi.places.rules import boundaries, locating, names, shapes, suggesting
from ihanoi.places.rules.addresses.lineage import Lineage
from ihanoi.places.rules.addresses.parts import Street
from ihanoi.places.rules.addresses.reading import Address, AddressReader, once_named
from ihanoi.places.rules.locating import Locator, PlaceGuess, Placing
from ihanoi.places.rules.suggesting import Suggester, Suggestion
from ihanoi.places.rules.units import Succession, Unit
from ihanoi.places.words import Level


class _Atlas:
    """All units with what is derived from them, each part made when first asked for."""

    def __init__(self, stamp: UUID | None) -> None:
        self.version = stamp.hex if stamp else "empty"
        rows = models.Unit.objects.order_by("folded", "code").values(*Unit.__dataclass_fields__)
        self.units = tuple(_facts(row) for row in rows)
        self.by_id = {u.id: u for u in self.units}
        self.successions = tuple(
            Succession(*row)
            for row in models.Succession.objects.values_list("old_id", "new_id", "is_default")
        )
        ends = {u.valid_to + timedelta(1) for u in self.units if u.valid_to}
        self._changes = sorted(ends | {u.valid_from for u in self.units})
        self._made: dict[Any, Any] = {}

    def on(self, day: date, level: Level = Level.COMMUNE) -> tuple[Unit, ...]:
        """The units of a level that exist on the day."""
        return self._once(
            ("on", level, self._era(day)),
            lambda: tuple(u for u in self.units if u.level == level and u.holds_on(day)),
        )

    def locator(self, day: date) -> Locator:
        """Answers which of the day's communes holds a point."""
        return self._once(
            ("locator", self._era(day)), lambda: locating.locator(self.on(day), self.units, self.successions)
        )

    def reader(self, day: date) -> AddressReader:
        """Finds the day's communes in addresses, by their own names or by those of before."""
        return self._once(("reader", self._era(day)), lambda: self._make_reader(day))

    def suggester(self, day: date) -> Suggester:
        """Completes addresses while they are typed."""
        return self._once(("suggester", self._era(day)), lambda: self._make_suggester(day))

    def neighbours(self, day: date) -> Mapping[str, tuple[str, ...]]:
        """The day's communes by code, with the codes of those that touch them."""
        return self._once(("neighbours", self._era(day)), lambda: shapes.neighbours(self.shapes(day)[0]))

    def shapes(self, day: date) -> tuple[dict[str, Any], bytes]:
        """The day's communes for the map, as GeoJSON and written out."""
        return self._once(("shapes", self._era(day)), lambda: self._make_shapes(day))

    def parts(self, unit_id: int) -> tuple[tuple[Unit, bool], ...]:
        """What a unit became at its end, the larger part first; a district became its communes."""
        unit = self.by_id[unit_id]
        if unit.is_district:
            last = unit.valid_to or unit.valid_from
            return tuple((u, True) for u in self.on(last) if u.parent_id == unit_id)
        found = [(self.by_id[s.new_id], s.is_default) for s in self._after.get(unit_id, ())]
        return tuple(sorted(found, key=lambda pair: (not pair[1], pair[0].code)))

    @property
    def _after(self) -> Mapping[int, list[Succession]]:
        return self._once("after", self._by_old)

    def _by_old(self) -> dict[int, list[Succession]]:
        found: defaultdict[int, list[Succession]] = defaultdict(list)
        for succession in self.successions:
            found[succession.old_id].append(succession)
        return dict(found)

    def _make_reader(self, day: date) -> AddressReader:
        return AddressReader(
            self.on(day), self._before(day), self._districts, self._lineage(day), self._streets()
        )

    def _make_suggester(self, day: date) -> Suggester:
        former = once_named(self._before(day))
        return Suggester(self.on(day), former, self._districts, self._streets(), self._lineage(day))

    def _before(self, day: date) -> list[Unit]:
        """Communes that were gone by the day."""
        return [u for u in self.units if u.is_commune and u.valid_to and u.valid_to < day]

    def _lineage(self, day: date) -> Lineage:
        return self._once(
            ("lineage", self._era(day)), lambda: Lineage(self.on(day), self._before(day), self.successions)
        )

    @property
    def _districts(self) -> list[Unit]:
        return [u for u in self.units if u.is_district]

    def _streets(self) -> tuple[Street, ...]:
        """The package's streets, with the ids of their districts."""
        ids = {d.folded: d.id for d in self._districts}
        return self._once("streets", lambda: tuple(_street(s, ids) for s in gazetteer.read_streets()))

    def _make_shapes(self, day: date) -> tuple[dict[str, Any], bytes]:
        made = shapes.collection(self.on(day), self.units, self.successions)
        return made, json.dumps(made, ensure_ascii=False, separators=(",", ":")).encode()

    def _era(self, day: date) -> int:
        """Days between the same two changes of units share what was made for them."""
        return bisect_right(self._changes, day)

    def _once(self, key: Any, make: Callable[[], Any]) -> Any:
        if key not in self._made:
            self._made[key] = make()
        return self._made[key]


def _facts(row: Mapping[str, Any]) -> Unit:
    lists = {"box": tuple(row["box"]) if row["box"] else None, "aliases": tuple(row["aliases"])}
    return Unit(**{**row, **lists})


def _street(known: gazetteer.KnownStreet, district_ids: Mapping[str, int]) -> Street:
    return Street(
        known.name, known.kind, tuple(district_ids[d] for d in known.districts if d in district_ids)
    )


def stamp(subject: str) -> UUID | None:
    """Changes whenever rows of the subject do."""
    return models.Revision.objects.filter(subject=subject).values_list("stamp", flat=True).first()


_atlas = Kept(partial(stamp, "units"), _Atlas)


def forget_units() -> None:
    """Drop what this process keeps."""
    _atlas.forget()


def units(on: date | None = None, level: str = Level.COMMUNE) -> tuple[Unit, ...]:
    """The units of a level on a day (today), by name."""
    return _atlas.get().on(on or clock.today(), Level(level))


def communes() -> tuple[Unit, ...]:
    """Wards, communes and townships of all times."""
    return tuple(u for u in _atlas.get().units if u.is_commune)


def unit(code: str, on: date | None = None) -> Unit | None:
    """The unit of any level that bears the code on a day (today). Codes were given again in 2025."""
    day = on or clock.today()
    return next((u for u in _atlas.get().units if u.code == code and u.holds_on(day)), None)


def unit_by_id(unit_id: int) -> Unit | None:
    """A unit of any time."""
    return _atlas.get().by_id.get(unit_id)


def successors(unit_id: int) -> tuple[tuple[Unit, bool], ...]:
    """The units that received the old one or a part of it; True marks the one that holds most of it."""
    return _atlas.get().parts(unit_id)


def heirs(unit_id: int, on: date | None = None) -> tuple[Unit, ...]:
    """The communes of a day (today) that the ground of an earlier unit belongs to, the larger part first."""
    day, atlas = on or clock.today(), _atlas.get()
    found: dict[int, Unit] = {}
    ahead = [atlas.by_id[unit_id]]
    while ahead:
        unit = ahead.pop(0)
        if unit.is_commune and unit.holds_on(day):
            found.setdefault(unit.id, unit)
        else:
            ahead += [part for part, _default in atlas.parts(unit.id)]
    return tuple(found.values())


def neighbours(unit_id: int) -> tuple[Unit, ...]:
    """The communes that touch one, while it existed; without boundaries by cells that stand in for them."""
    atlas = _atlas.get()
    mine = atlas.by_id[unit_id]
    day = mine.valid_to or clock.today()
    codes = atlas.neighbours(day).get(mine.code, ())
    return tuple(u for u in atlas.on(day) if u.code in codes)


def unit_at(lat: float, lon: float, on: date | None = None) -> Placing:
    """Which commune holds the point on a day (today): by boundaries, else ranked candidates, approximate."""
    return _atlas.get().locator(on or clock.today()).place(lat, lon)


def locator(shapes: Mapping[str, Any] | None = None) -> Locator:
    """Today's answers for points; on trial, with other boundaries by code (none at all: {})."""
    atlas, today = _atlas.get(), clock.today()
    if shapes is None:
        return atlas.locator(today)
    trial = [replace(unit, boundary=shapes.get(unit.code)) for unit in atlas.on(today)]
    return locating.locator(trial, atlas.units, atlas.successions)


def check_boundaries(path: Path) -> boundaries.Checked:
    """What is in a boundary file, and what is wrong with it; Invalid where it cannot be read."""
    return boundaries.check(_read_json(path), units())


def _read_json(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise Invalid({"path": _("Không đọc được tệp %(path)s.") % {"path": path}}) from error
    except ValueError:
        return None  # the check says that this is no GeoJSON


def search_units(text: str, limit: int = 10, on: date | None = None) -> list[Unit]:
    """Communes by name, forgiving accents, abbreviations and small slips; best first."""
    return names.search(units(on), text, limit)


def read_address(text: str, on: date | None = None) -> Address:
    """What an address says: number, alleys, street, hamlet, and the units of any time that it may mean."""
    return _atlas.get().reader(on or clock.today()).read(text)


def suggest(text: str, limit: int = suggesting.LIMIT, on: date | None = None) -> list[Suggestion]:
    """Completions of an address that is being typed; best first, none of fewer than two letters."""
    return _atlas.get().suggester(on or clock.today()).suggest(text, limit)


def find_address(text: str, on: date | None = None) -> tuple[PlaceGuess, ...]:
    """Communes that an address names, by today's names or those of before; best first, distance unknown."""
    return read_address(text, on).guesses


def map_shapes(on: date | None = None) -> dict[str, Any]:
    """GeoJSON of the communes for the map; `approximate` where cells stand in for boundaries."""
    return _atlas.get().shapes(on or clock.today())[0]


def map_shapes_json(on: date | None = None) -> bytes:
    """The same, written out."""
    return _atlas.get().shapes(on or clock.today())[1]


def map_version() -> str:
    """Changes whenever the shapes may: for an ETag or a versioned address."""
    return _atlas.get().version
