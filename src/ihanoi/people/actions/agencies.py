"""The tree of agencies, installed from the establishment and the units."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from django.db import connection, transaction
from django.utils.text import slugify

from ihanoi.journal import actions as journal
from ihanoi.kernel import clock
from ihanoi.kernel.actor import SYSTEM, Actor
from ihanoi.places import queries as places
from ihanoi.places.words import Level

from .. import establishment, queries
from ..establishment import Office
from ..models import Agency, Tree
from ..words import AgencyKind


@transaction.atomic
def install_agencies(*, actor: Actor = SYSTEM) -> int:
    """Bring the tree in line with the table and the units. Returns how many agencies were new or changed.

    Safe to repeat. Needs the units of `places.actions.install_units`; an agency that is no longer listed is left alone.
    """
    Tree.objects.select_for_update().first()
    wanted = [*establishment.CITY, *_districts(), *_former_committees(), *_committees()]
    units = dict(_units_of(wanted))
    existing = Agency.objects.in_bulk([o.code for o in wanted], field_name="code")
    fresh = [o.code for o in wanted if o.code not in existing]
    ids = {code: a.pk for code, a in existing.items()} | dict(zip(fresh, _new_ids(len(fresh)), strict=True))
    lines: dict[str | None, list[int]] = {None: []}
    changed = []
    for office in wanted:  # parents come before their children
        lines[office.code] = [*lines[office.parent], ids[office.code]]
        row = _agency(office, ids, lines[office.code], units.get(office.code))
        old = existing.get(office.code)
        if old is None or any(getattr(old, f) != getattr(row, f) for f in _KEPT):
            changed.append(row)
    _write(changed, actor)
    return len(changed)


_KEPT: Final = ("name", "kind", "parent_id", "line", "unit_id", "valid_from", "valid_to", "successor_id")


def _agency(office: Office, ids: Mapping[str, int], line: list[int], unit_id: int | None) -> Agency:
    return Agency(
        pk=ids[office.code],
        code=office.code,
        name=office.name,
        kind=office.kind,
        parent_id=ids[office.parent] if office.parent else None,
        line=line,
        unit_id=unit_id,
        valid_from=office.first,
        valid_to=office.last,
        successor_id=ids[office.successor] if office.successor else None,
    )


def _write(changed: Sequence[Agency], actor: Actor) -> None:
    if not changed:
        return
    fields = ["name", "kind", "parent", "line", "unit", "valid_from", "valid_to", "successor"]
    Agency.objects.bulk_create(
        changed, batch_size=1000, update_conflicts=True, unique_fields=["code"], update_fields=fields
    )
    Tree.objects.update_or_create(pk=1, defaults={"stamp": uuid.uuid4()})
    queries.forget()
    transaction.on_commit(queries.forget)
    codes = [a.code for a in changed] if len(changed) <= 50 else []
    data = {"changed": len(changed), "codes": codes}
    journal.record(actor=actor, subject="agencies", subject_id=1, verb="install", data=data)


def _new_ids(count: int) -> list[int]:
    with connection.cursor() as cursor:
        sequence = "pg_get_serial_sequence('people_agency', 'id')"
        cursor.execute(f"SELECT nextval({sequence}) FROM generate_series(1, %s)", [count])  # nosec B608  # our own name
        return [row[0] for row in cursor.fetchall()]


def _districts() -> list[Office]:
    return [
        Office(code, f"UBND {name}", AgencyKind.DISTRICT, last=establishment.NO_DISTRICTS)
        for code, name in establishment.DISTRICTS
    ]


def _former_committees() -> list[Office]:
    """The people's committees of the communes of the last days of the districts, below these."""
    last = establishment.NO_DISTRICTS
    districts = {unit.id: unit for unit in places.units(last, Level.DISTRICT)}
    return [
        Office(
            _former_code(unit, district),
            f"UBND {unit.kind} {unit.short_name}, {district.kind} {district.short_name}",
            AgencyKind.COMMUNE,
            unit.valid_from,
            unit.valid_to,
            parent=_code(district),
        )
        for unit, district in _with_districts(places.units(last, Level.COMMUNE), districts)
    ]


def _with_districts(
    units: Iterable[places.Unit], districts: Mapping[int, places.Unit]
) -> Iterable[tuple[places.Unit, places.Unit]]:
    return ((unit, found) for unit in units if (found := districts.get(unit.parent_id or 0)))


def _former_code(unit: places.Unit, district: places.Unit) -> str:
    """Most of their names were given again, to larger units."""
    return f"{_code(unit)}-{_code(district)}"


def _communes() -> list[places.Unit]:
    """Units of the first day without districts and of today; those abolished since stay, with their end."""
    first = date.fromordinal(establishment.NO_DISTRICTS.toordinal() + 1)
    found = {
        unit.id: unit
        for day in (first, max(first, clock.today()))
        for unit in places.units(day, Level.COMMUNE)
    }
    return sorted(found.values(), key=lambda unit: (unit.code, unit.valid_from))


def _code(unit: places.Unit) -> str:
    return slugify(f"{unit.kind} {unit.short_name}".lower().replace("đ", "d"))


def _committees() -> list[Office]:
    """The people's committee of each ward and commune, with its two divisions."""
    offices: list[Office] = []
    for unit in _communes():
        code, name = _code(unit), f"{unit.kind} {unit.short_name}"
        offices.append(Office(code, f"UBND {name}", AgencyKind.COMMUNE, unit.valid_from, unit.valid_to))
        for end, title in (establishment.ECONOMY_DIVISIONS[unit.kind], establishment.OFFICE_DIVISION):
            division = Office(
                f"{code}-{end}", f"{title} {name}", AgencyKind.DIVISION, unit.valid_from, unit.valid_to
            )
            offices.append(replace(division, parent=code))
    return offices


def _units_of(offices: Sequence[Office]) -> Iterable[tuple[str, int]]:
    """Which unit an office governs: the city, a commune, and a district where the old districts are installed."""
    last = establishment.NO_DISTRICTS
    districts = {unit.id: unit for unit in places.units(last, Level.DISTRICT)}
    by_code = {_code(unit): unit.id for unit in (*_communes(), *districts.values())}
    for unit, district in _with_districts(places.units(last, Level.COMMUNE), districts):
        by_code[_former_code(unit, district)] = unit.id
    for city in places.units(last, Level.CITY):
        by_code[establishment.ROOT] = city.id
    known = {office.code for office in offices}
    return ((code, unit_id) for code, unit_id in by_code.items() if code in known)
