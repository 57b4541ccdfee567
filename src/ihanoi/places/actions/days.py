"""Days that differ from their week: set, cleared, taken from a year's notice; the last act can be taken back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from ihanoi.journal import actions as journal
from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import Denied, Invalid
from ihanoi.places import queries
from ihanoi.places.actions.guard import SUBJECT, changed, locked_calendar, require_operator, valid_hours
from ihanoi.places.models import Calendar, ConfirmedYear, DayChange, DayOverride
from ihanoi.places.rules import calendars, notices
from ihanoi.places.rules.calendars import PlannedDay
from ihanoi.places.words import DEFAULT_CALENDAR, NAME_LENGTH, DayAct

Wanted = Mapping[date, PlannedDay | None]
"""What each day shall be; None: as its week says."""


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
    require_operator(actor)
    hours = valid_hours(intervals)
    said = " ".join(name.split())[:NAME_LENGTH]
    if not said:
        raise Invalid({"name": _("Cần ghi tên ngày nghỉ hoặc lý do làm bù.")})
    calendar = locked_calendar(calendar_code)
    _refuse_unknown(day)
    act = _Act(actor, calendar, is_own=_is_own(calendar_code))
    act.put(DayAct.SET, day.year, {day: PlannedDay(day, said, hours)})
    return act.rows([day])[day]


@transaction.atomic
def clear_day(*, actor: Actor, day: date, calendar_code: str | None = None) -> None:
    """Let the day follow its week again, or in one calendar what holds for all of them."""
    require_operator(actor)
    act = _Act(actor, locked_calendar(calendar_code), is_own=_is_own(calendar_code))
    if not act.rows([day]):
        raise Denied(_("Ngày %(day)s không có thay đổi nào để xóa.") % {"day": f"{day:%d/%m/%Y}"})
    act.put(DayAct.CLEAR, day.year, {day: None})


@transaction.atomic
def import_year(
    *, actor: Actor, year: int, data: bytes, number: str, issued_on: date, source: str = "", seen: str = ""
) -> DayChange:
    """Take over the official notice of a year, whole or not at all, for all calendars; the year is confirmed by it.

    `seen`: the stamp of the preview that was agreed to; Denied when the days have changed since. Raises Invalid with
    `data` where a line refuses the file, with `number` or `issued_on` where the notice is not named.
    """
    require_operator(actor)
    calendar = locked_calendar(None)
    preview = queries.preview(year, data)
    if not preview.ok:
        raise Invalid({"data": _("Tệp còn lỗi nên chưa nhập được.")})
    if seen and seen != preview.stamp:
        raise Denied(_("Lịch năm %(year)d đã đổi từ lúc xem trước. Hãy xem lại rồi nhập.") % {"year": year})
    after: dict[date, PlannedDay] = {p.day: p for p in preview.days}
    wanted: Wanted = {day: after.get(day) for day in preview.diff.days()}
    act = _Act(actor, calendar, is_own=False)
    change = act.put(
        DayAct.IMPORT, year, wanted, source, {"number": number, "issued_on": issued_on.isoformat()}
    )
    _confirm(actor, year, number, issued_on, change)
    return change


@transaction.atomic
def confirm_year(*, actor: Actor, year: int, number: str, issued_on: date) -> ConfirmedYear:
    """Say that the days as they stand are those of the official notice. Raises Invalid with `number`, `issued_on`."""
    require_operator(actor)
    calendar = locked_calendar(None)
    if year not in queries.known_years():
        raise Invalid({"year": _("Lịch chưa có năm %(year)d.") % {"year": year}})
    row = _confirm(actor, year, number, issued_on, None)
    told = {"year": year, "number": row.number, "issued_on": issued_on.isoformat()}
    journal.record(actor=actor, subject=SUBJECT, subject_id=calendar.pk, verb="confirm_year", data=told)
    changed("calendars")
    return row


def _confirm(
    actor: Actor, year: int, number: str, issued_on: date, change: DayChange | None
) -> ConfirmedYear:
    said = " ".join(number.split())
    if not said:
        raise Invalid({"number": _("Cần ghi số của thông báo.")})
    if issued_on > clock.today():
        raise Invalid({"issued_on": _("Ngày ký thông báo không thể ở tương lai.")})
    return ConfirmedYear.objects.create(
        year=year, number=said[:60], issued_on=issued_on, confirmed_at=clock.now(), change=change,
        confirmed_by=actor.account_id, confirmed_by_name=actor.name,
    )  # fmt: skip


@transaction.atomic
def undo_last(*, actor: Actor, year: int, calendar_code: str | None = None) -> DayChange:
    """Take back the last act on the days of a year: they become what they were, and so does the confirmation.

    Due times already given stay as they are.
    """
    require_operator(actor)
    act = _Act(actor, locked_calendar(calendar_code), is_own=_is_own(calendar_code))
    last = act.changes.filter(year=year, undone_at=None).order_by("-pk").first()
    if last is None:
        raise Denied(_("Năm %(year)d không còn thay đổi nào để hoàn tác.") % {"year": year})
    days = [date.fromisoformat(day) for day in last.after]
    if act.standing(days) != last.after:
        raise Denied(_("Các ngày này đã đổi theo cách khác nên không hoàn tác được."))
    act.write(notices.restored(last.before))
    last.undone_at = clock.now()
    last.save(update_fields=["undone_at"])
    ConfirmedYear.objects.filter(change=last, withdrawn_at=None).update(withdrawn_at=last.undone_at)
    act.record("undo_days", {"year": year, "change": last.pk, "kind": last.kind, "days": last.before})
    return last


def _is_own(code: str | None) -> bool:
    """The city's calendar has no days of its own: what is set there holds for all."""
    return code not in (None, DEFAULT_CALENDAR)


@dataclass(frozen=True, slots=True)
class _Act:
    """Changes days of one calendar or of all, whose row the caller holds, and keeps what stood there before."""

    actor: Actor
    calendar: Calendar
    is_own: bool

    @property
    def _owner(self) -> Calendar | None:
        return self.calendar if self.is_own else None

    @property
    def changes(self) -> QuerySet[DayChange]:
        return DayChange.objects.filter(calendar=self._owner)

    def rows(self, days: Iterable[date]) -> dict[date, DayOverride]:
        """The days that are set."""
        found = DayOverride.objects.filter(calendar=self._owner, day__in=list(days))
        return {row.day: row for row in found}

    def standing(self, days: Iterable[date]) -> dict[str, Any]:
        """What the days are now, as a change keeps it."""
        wanted = list(days)
        rows = self.rows(wanted)
        return {
            day.isoformat(): {"name": rows[day].name, "intervals": rows[day].intervals}
            if day in rows
            else None
            for day in wanted
        }

    def write(self, wanted: Wanted) -> None:
        """Nothing but the rows."""
        DayOverride.objects.filter(calendar=self._owner, day__in=list(wanted)).delete()
        DayOverride.objects.bulk_create(
            DayOverride(
                calendar=self._owner, day=day, name=p.name, intervals=calendars.written_hours(p.hours)
            )
            for day, p in wanted.items()
            if p is not None
        )

    def put(
        self, kind: DayAct, year: int, wanted: Wanted, source: str = "", told: Mapping[str, Any] | None = None
    ) -> DayChange:
        """Write, keep what stood there, and record it."""
        before = self.standing(wanted)
        self.write(wanted)
        change = DayChange.objects.create(
            calendar=self._owner, year=year, kind=kind, before=before, after=self.standing(wanted), source=source[:200],
            at=clock.now(), by=self.actor.account_id, by_name=self.actor.name,
        )  # fmt: skip
        facts = {"year": year, "file": source, **told} if told else {}
        self.record(kind, {**facts, "all": not self.is_own, "days": change.after})
        return change

    def record(self, verb: str, data: Mapping[str, Any]) -> None:
        """A line of history under the calendar, and the news to every process."""
        journal.record(actor=self.actor, subject=SUBJECT, subject_id=self.calendar.pk, verb=verb, data=data)
        changed("calendars")


def _refuse_unknown(day: date) -> None:
    if day.year not in queries.known_years():
        raise Invalid({"day": _("Lịch chưa có năm %(year)d.") % {"year": day.year}})
