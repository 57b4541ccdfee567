"""Units: installed from the gazetteer, their boundaries imported."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction

from ihanoi.journal import actions as journal
from ihanoi.kernel.actor import SYSTEM, Actor
from ihanoi.kernel.folding import fold_words
from ihanoi.places import gazetteer, queries
from ihanoi.places.actions.guard import changed, require_operator
from ihanoi.places.gazetteer import Entry
from ihanoi.places.models import Succession, Unit
from ihanoi.places.rules import boundaries
from ihanoi.places.words import FLAWS, Flaw, Level


@transaction.atomic
def install_units(*, actor: Actor = SYSTEM) -> int:
    """Put in the city, the 30 districts, the 579 communes until 31/12/2024, the 526 until 30/6/2025, the 126 since.

    May run again: names and centres follow the package, boundaries stay. Returns how many units there are.
    """
    require_operator(actor)
    book = gazetteer.read()
    until = gazetteer.LAST_DAY_OF_THREE_TIERS
    city = _install([book.city], Level.CITY, gazetteer.CITY_FROM, None, {})
    districts = _install(book.districts, Level.DISTRICT, gazetteer.DISTRICTS_FROM, until, city)
    first, last = gazetteer.COMMUNES_OF_2020_FROM, gazetteer.LAST_DAY_OF_579
    oldest = _install(book.communes_of_2020, Level.COMMUNE, first, last, districts)
    old = _install(book.old_communes, Level.COMMUNE, gazetteer.OLD_COMMUNES_FROM, until, districts)
    new = _install(book.communes, Level.COMMUNE, gazetteer.TWO_TIERS_FROM, None, city)
    links = [(oldest[a], old[b], default) for a, b, default in book.mergers_of_2025_01]
    links += [(old[a], new[b], default) for a, b, default in book.successions]
    Succession.objects.bulk_create(
        [Succession(old=a, new=b, is_default=default) for a, b, default in links],
        update_conflicts=True,
        unique_fields=["old", "new"],
        update_fields=["is_default"],
    )
    changed("units")
    return len(city) + len(districts) + len(oldest) + len(old) + len(new)


def _install(
    entries: Iterable[Entry], level: Level, since: date, until: date | None, parents: dict[str, Unit]
) -> dict[str, Unit]:
    rows = [
        Unit(
            code=e.code, level=level, kind=e.kind, name=e.name, short_name=e.short_name,
            folded=fold_words(e.short_name), parent=parents.get(e.parent or ""), valid_from=since, valid_to=until,
            lat=e.lat, lon=e.lon, area_km2=e.area_km2, box=list(e.box) if e.box else None,
            aliases=list(e.aliases),
        )
        for e in entries
    ]  # fmt: skip
    kept = (
        "level",
        "kind",
        "name",
        "short_name",
        "folded",
        "parent",
        "valid_to",
        "lat",
        "lon",
        "area_km2",
        "box",
        "aliases",
    )
    made = Unit.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["code", "valid_from"], update_fields=kept
    )
    return {unit.code: unit for unit in made}


@dataclass(frozen=True, slots=True)
class Report:
    """What a boundary import found and did. `errors` refuse the file; `warnings` do not."""

    errors: tuple[str, ...]
    warnings: tuple[str, ...]
    units: int
    changed: int
    written: bool

    @property
    def ok(self) -> bool:
        """Whether the file may be taken over."""
        return not self.errors


def import_boundaries(path: Path | str, dry_run: bool = False, *, actor: Actor = SYSTEM) -> Report:
    """Take over the boundaries of all of today's communes from a GeoJSON file keyed by `ward_code`, or none of them."""
    require_operator(actor)
    checked = queries.check_boundaries(Path(path))
    errors = tuple(_sentence(p) for p in checked.problems if p.blocks)
    warnings = tuple(_sentence(p) for p in checked.problems if not p.blocks)
    # Through JSON, so that tuples and lists compare equal.
    wanted = {u.id: json.loads(json.dumps(checked.shapes.get(u.code))) for u in queries.units()}
    differing = [u for u in queries.units() if checked.shapes and u.boundary != wanted[u.id]]
    write = checked.ok and bool(differing) and not dry_run
    if write:
        _write_boundaries(actor, {u.id: wanted[u.id] for u in differing}, Path(path).name)
    return Report(errors, warnings, len(checked.shapes), len(differing), write)


@transaction.atomic
def _write_boundaries(actor: Actor, shapes: dict[int, Any], source: str) -> None:
    rows = list(Unit.objects.select_for_update().filter(id__in=shapes).order_by("id"))
    for row in rows:
        row.boundary = shapes[row.id]
    Unit.objects.bulk_update(rows, ["boundary"])
    city = Unit.objects.select_for_update().get(level=Level.CITY)
    journal.record(
        actor=actor,
        subject="places.unit",
        subject_id=city.id,
        verb="import_boundaries",
        data={"file": source, "units": len(rows)},
    )
    changed("units")


def _sentence(problem: boundaries.Problem) -> str:
    told = {"code": problem.code, "name": problem.name, "detail": problem.detail}
    return str(FLAWS[Flaw(problem.flaw)]) % told
