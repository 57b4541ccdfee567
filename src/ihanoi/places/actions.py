"""Changing places: installing units and calendars, importing boundaries, planning a day."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from ihanoi.journal import actions as journal
from ihanoi.kernel.actor import SYSTEM, Actor
from ihanoi.kernel.denials import Denied, Invalid
from ihanoi.kernel.folding import fold_words
from ihanoi.kernel.worktime import OFFICE_WEEK, Hours
from ihanoi.places import gazetteer, queries
from ihanoi.places.gazetteer import Entry
from ihanoi.places.models import Calendar, DayOverride, Revision, Succession, Unit, WorkingHours
from ihanoi.places.rules import boundaries, calendars
from ihanoi.places.words import DEFAULT_CALENDAR, FLAWS, Flaw, Level

OPERATOR = "operator"  # people.words.Role.OPERATOR: people stands on a higher floor


def _changed(subject: str) -> None:
    """Tell every process that what it keeps is old; this one at once, and again when others can see the rows."""
    Revision.objects.update_or_create(subject=subject, defaults={"stamp": uuid4()})
    queries.forget()
    transaction.on_commit(queries.forget)


def _require_operator(actor: Actor) -> None:
    if not (actor.is_system or actor.holds(OPERATOR)):
        raise Denied(_("Chỉ quản trị hệ thống được thay đổi địa giới và lịch làm việc."))


# Units.


@transaction.atomic
def install_units(*, actor: Actor = SYSTEM) -> int:
    """Put in the city, the 30 districts, the 579 communes until 31/12/2024, the 526 until 30/6/2025, the 126 since.

    May run again: names and centres follow the package, boundaries stay. Returns how many units there are.
    """
    _require_operator(actor)
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
    _changed("units")
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
    _require_operator(actor)
    checked = queries.check_boundaries(Path(path))
    errors = tuple(_sentence(p) for p in checked.problems if p.blocks)
    warnings = tuple(_sentence(p) for p in checked.problems if not p.blocks)
    # Through JSON, so that tuples and lists compare equal.
    wanted = {u.id: json.loads(json.dumps(checked.shapes.get(u.code))) for u in queries.units()}
    changed = [u for u in queries.units() if checked.shapes and u.boundary != wanted[u.id]]
    write = checked.ok and bool(changed) and not dry_run
    if write:
        _write_boundaries(actor, {u.id: wanted[u.id] for u in changed}, Path(path).name)
    return Report(errors, warnings, len(checked.shapes), len(changed), write)


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
    _changed("units")


def _sentence(problem: boundaries.Problem) -> str:
    told = {"code": problem.code, "name": problem.name, "detail": problem.detail}
    return str(FLAWS[Flaw(problem.flaw)]) % told


# Calendars.


@transaction.atomic
def install_calendars(*, actor: Actor = SYSTEM) -> int:
    """Put in the city's office week and the public holidays; may run again, leaving edited days alone. Returns days."""
    _require_operator(actor)
    calendar, made = Calendar.objects.get_or_create(
        code=DEFAULT_CALENDAR, defaults={"name": "Giờ hành chính thành phố Hà Nội"}
    )
    if made:
        WorkingHours.objects.bulk_create(
            WorkingHours(
                calendar=calendar, weekday=weekday, opens=opens, closes=closes,
                valid_from=date(calendars.FIRST_YEAR, 1, 1),
            )
            for weekday, hours in OFFICE_WEEK.items()
            for opens, closes in hours
        )  # fmt: skip
    planned = calendars.planned_days()
    DayOverride.objects.bulk_create(
        [
            DayOverride(day=p.day, name=p.name, intervals=calendars.written_hours(p.hours), calendar=None)
            for p in planned
        ],
        ignore_conflicts=True,
    )
    _changed("calendars")
    return len(planned)


@transaction.atomic
def set_day(
    *,
    actor: Actor,
    day: date,
    name: str,
    intervals: Sequence[Sequence[str]] = (),
    calendar_code: str | None = None,
) -> DayOverride:
    """Make a day differ: off (no intervals), or worked in [["08:00", "12:00"]]; in one calendar, or in all of them.

    Due times already given stay as they are (regulation §5).
    """
    _require_operator(actor)
    hours = _valid_hours(intervals)
    if not name.strip():
        raise Invalid({"name": _("Cần ghi tên ngày nghỉ hoặc lý do làm bù.")})
    calendar = _locked_calendar(calendar_code)
    row, _made = DayOverride.objects.update_or_create(
        calendar=calendar if calendar_code else None,
        day=day,
        defaults={"name": name.strip(), "intervals": calendars.written_hours(hours)},
    )
    _record_day(actor, calendar, "set_day", row)
    return row


@transaction.atomic
def clear_day(*, actor: Actor, day: date, calendar_code: str | None = None) -> None:
    """Let the day follow its week again."""
    _require_operator(actor)
    calendar = _locked_calendar(calendar_code)
    row = DayOverride.objects.filter(calendar=calendar if calendar_code else None, day=day).first()
    if row is None:
        raise Denied(_("Ngày %(day)s không có thay đổi nào để xóa.") % {"day": f"{day:%d/%m/%Y}"})
    row.delete()
    _record_day(actor, calendar, "clear_day", row)


def _record_day(actor: Actor, calendar: Calendar, verb: str, row: DayOverride) -> None:
    journal.record(
        actor=actor,
        subject="places.calendar",
        subject_id=calendar.id,
        verb=verb,
        data={
            "day": row.day.isoformat(),
            "name": row.name,
            "intervals": row.intervals,
            "all": row.calendar_id is None,
        },
    )
    _changed("calendars")


def _locked_calendar(code: str | None) -> Calendar:
    """Changes to all calendars are recorded under the city's."""
    found = Calendar.objects.select_for_update().filter(code=code or DEFAULT_CALENDAR).first()
    if found is None:
        raise Invalid({"calendar": _("Không có lịch làm việc này.")})
    return found


def _valid_hours(intervals: Sequence[Sequence[str]]) -> Hours:
    try:
        hours = calendars.parse_hours(intervals)
    except (ValueError, TypeError) as error:
        raise Invalid({"intervals": _("Giờ làm việc ghi theo dạng 08:00–12:00.")}) from error
    why = calendars.wrong_hours(hours)
    if why == "reversed":
        raise Invalid({"intervals": _("Giờ kết thúc phải sau giờ bắt đầu.")})
    if why == "overlap":
        raise Invalid({"intervals": _("Hai buổi làm việc không được chồng lên nhau.")})
    return hours
