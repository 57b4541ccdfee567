"""Calendars: the city's is installed; others are made, named, and given hours from a day on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext as _

from ihanoi.journal import actions as journal
from ihanoi.kernel import clock
from ihanoi.kernel.actor import SYSTEM, Actor
from ihanoi.kernel.denials import Denied, Invalid
from ihanoi.kernel.folding import fold
from ihanoi.kernel.worktime import OFFICE_WEEK, Hours
from ihanoi.places.actions.guard import SUBJECT, changed, locked_calendar, require_operator, valid_hours
from ihanoi.places.models import Calendar, ConfirmedYear, DayChange, DayOverride, WorkingHours
from ihanoi.places.rules import calendars
from ihanoi.places.words import DEFAULT_CALENDAR

Week = Mapping[int, Sequence[Sequence[str]]]
"""Weekday (0 = Monday) to [["08:00", "12:00"], …]; a missing weekday is off."""


@transaction.atomic
def install_calendars(*, actor: Actor = SYSTEM) -> int:
    """Put in the city's office week and the public holidays. Returns how many days are known.

    May run again: years that an operator has touched or confirmed stay as they are.
    """
    require_operator(actor)
    calendar, made = Calendar.objects.get_or_create(
        code=DEFAULT_CALENDAR, defaults={"name": "Giờ hành chính thành phố Hà Nội"}
    )
    if made:
        first = date(calendars.FIRST_YEAR, 1, 1)
        WorkingHours.objects.bulk_create(_rows(calendar, OFFICE_WEEK, first, None))
    last_year = max(calendars.LAST_YEAR, clock.today().year + calendars.YEARS_AHEAD)
    planned = calendars.planned_days(calendars.FIRST_YEAR, last_year)
    touched = _touched_years()
    DayOverride.objects.bulk_create(
        [
            DayOverride(day=p.day, name=p.name, intervals=calendars.written_hours(p.hours), calendar=None)
            for p in planned
            if p.day.year not in touched
        ],
        ignore_conflicts=True,
    )
    _confirm_shipped()
    changed("calendars")
    return len(planned)


def plan_ahead(*, actor: Actor = SYSTEM) -> int:
    """Put in the holidays of years that have come into sight. Returns how many days are known, 0 if nothing was new."""
    last = clock.today().year + calendars.YEARS_AHEAD
    if DayOverride.objects.filter(calendar=None, day__year=last).exists():
        return 0
    return install_calendars(actor=actor)


def _touched_years() -> set[int]:
    """What a person has decided, no later release takes back."""
    edited = DayChange.objects.filter(calendar=None).values_list("year", flat=True)
    confirmed = ConfirmedYear.objects.exclude(number="").values_list("year", flat=True)
    return {*edited, *confirmed}


def _confirm_shipped() -> None:
    known = set(ConfirmedYear.objects.values_list("year", flat=True))
    ConfirmedYear.objects.bulk_create(
        ConfirmedYear(year=year, confirmed_at=clock.now(), confirmed_by_name=SYSTEM.name)
        for year in calendars.SHIPPED_YEARS
        if year not in known
    )


@transaction.atomic
def create_calendar(*, actor: Actor, name: str) -> Calendar:
    """A calendar that follows the city's until it is given hours of its own. Its code is made of the name."""
    require_operator(actor)
    said = _valid_name(name)
    code = slugify(fold(said))[:50] or "lich"
    if Calendar.objects.filter(code=code).exists():
        raise Invalid({"name": _("Đã có một lịch tên gần giống thế. Hãy đặt tên khác.")})
    calendar = Calendar.objects.create(code=code, name=said)
    _record(actor, calendar, "create_calendar", {"code": code, "name": said})
    return calendar


@transaction.atomic
def rename_calendar(*, actor: Actor, code: str, name: str) -> Calendar:
    """Its code stays, so that addresses go on to work."""
    require_operator(actor)
    calendar = locked_calendar(code)
    before, calendar.name = calendar.name, _valid_name(name)
    calendar.save(update_fields=["name"])
    _record(actor, calendar, "rename_calendar", {"before": before, "name": calendar.name})
    return calendar


def _valid_name(name: str) -> str:
    said = " ".join(name.split())
    if not said:
        raise Invalid({"name": _("Lịch cần có tên.")})
    return said[:120]


@transaction.atomic
def change_hours(*, actor: Actor, code: str, week: Week, valid_from: date) -> None:
    """Another week from a day on, today at the earliest; a later change that is already planned still comes.

    Raises Invalid with `valid_from`, `week`, or the number of the weekday whose hours cannot be.
    """
    require_operator(actor)
    calendar = locked_calendar(code)
    _refuse_past(valid_from)
    hours = _valid_week(week)
    rows = WorkingHours.objects.filter(calendar=calendar)
    later = rows.filter(valid_from__gt=valid_from).order_by("valid_from").values_list("valid_from", flat=True)
    next_change = later.first()
    rows.filter(valid_from=valid_from).delete()
    open_then = rows.filter(Q(valid_to=None) | Q(valid_to__gte=valid_from), valid_from__lt=valid_from)
    open_then.update(valid_to=valid_from - timedelta(1))
    until = next_change - timedelta(1) if next_change else None
    WorkingHours.objects.bulk_create(_rows(calendar, hours, valid_from, until))
    written = {str(day): calendars.written_hours(each) for day, each in hours.items()}
    _record(actor, calendar, "change_hours", {"from": valid_from.isoformat(), "week": written})


@transaction.atomic
def drop_hours(*, actor: Actor, code: str, valid_from: date) -> None:
    """Give up a planned change of hours that has not begun: the week before it goes on."""
    require_operator(actor)
    calendar = locked_calendar(code)
    rows = WorkingHours.objects.filter(calendar=calendar)
    planned = rows.filter(valid_from=valid_from)
    if valid_from <= clock.today() or not planned.exists():
        raise Denied(_("Chỉ bỏ được thay đổi giờ làm việc chưa bắt đầu."))
    ends = planned.order_by("valid_to").values_list("valid_to", flat=True).first()
    planned.delete()
    rows.filter(valid_to=valid_from - timedelta(1)).update(valid_to=ends)
    _record(actor, calendar, "drop_hours", {"from": valid_from.isoformat()})


def _refuse_past(day: date) -> None:
    if day < clock.today():
        raise Invalid({"valid_from": _("Giờ làm việc chỉ đổi từ hôm nay trở đi; quá khứ giữ nguyên.")})


def _valid_week(week: Week) -> dict[int, Hours]:
    errors: dict[str, Any] = {}
    hours: dict[int, Hours] = {}
    for weekday, intervals in week.items():
        try:
            hours[weekday] = valid_hours(intervals)
        except Invalid as invalid:
            errors[str(weekday)] = invalid.errors["intervals"]
    if errors:
        raise Invalid(errors)
    if not any(hours.values()):
        raise Invalid({"week": _("Tuần phải có ít nhất một buổi làm việc.")})
    return {weekday: each for weekday, each in hours.items() if each}


def _rows(
    calendar: Calendar, week: Mapping[int, Hours], first: date, last: date | None
) -> Iterator[WorkingHours]:
    for weekday, hours in week.items():
        for opens, closes in hours:
            yield WorkingHours(
                calendar=calendar,
                weekday=weekday,
                opens=opens,
                closes=closes,
                valid_from=first,
                valid_to=last,
            )


def _record(actor: Actor, calendar: Calendar, verb: str, data: Mapping[str, Any]) -> None:
    journal.record(actor=actor, subject=SUBJECT, subject_id=calendar.pk, verb=verb, data=data)
    changed("calendars")
