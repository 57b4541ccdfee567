"""Days and due times in words of the active language: where a due time comes from, and its strip."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext, pgettext

from ihanoi.ui.strip import StripRow, difference

_WEEKDAYS: Final = (
    gettext_noop("thứ Hai"), gettext_noop("thứ Ba"), gettext_noop("thứ Tư"), gettext_noop("thứ Năm"),
    gettext_noop("thứ Sáu"), gettext_noop("thứ Bảy"), gettext_noop("Chủ nhật"),
)  # fmt: skip
_SHORT: Final = (
    gettext_noop("T2"), gettext_noop("T3"), gettext_noop("T4"), gettext_noop("T5"), gettext_noop("T6"),
    gettext_noop("T7"), gettext_noop("CN"),
)  # fmt: skip


SATURDAY: Final = 5
_DIFFERS: Final = {
    "worked": gettext_noop("làm bù"), "half": gettext_noop("nửa ngày"), "other": gettext_noop("giờ khác"),
}  # fmt: skip


def days(n: int) -> str:
    """7 ngày."""
    return ngettext("%(n)d ngày", "%(n)d ngày", n) % {"n": n}


def hours(n: int) -> str:
    """8 giờ."""
    return ngettext("%(n)d giờ", "%(n)d giờ", n) % {"n": n}


def working_days(n: int) -> str:
    """7 ngày làm việc."""
    return ngettext("%(n)d ngày làm việc", "%(n)d ngày làm việc", n) % {"n": n}


def working_hours(n: int) -> str:
    """8 giờ làm việc."""
    return ngettext("%(n)d giờ làm việc", "%(n)d giờ làm việc", n) % {"n": n}


_LIMITS: Final[Mapping[str, Callable[[int], str]]] = {
    "working_days": working_days, "working_hours": working_hours, "days": days, "hours": hours,
}  # fmt: skip


def limit(amount: int, unit: str) -> str:
    """A limit of the regulation in words; `unit` is a value of the kernel's LimitUnit."""
    return _LIMITS[unit](amount)


def weekday(day: date) -> str:
    """ "thứ Hai"."""
    return _(_WEEKDAYS[day.weekday()])


def short_day(day: date) -> str:
    """ "T2 16/11"."""
    return f"{_short_weekday(day)} {day_month(day)}"


def _short_weekday(day: date) -> str:
    return _(_SHORT[day.weekday()])


def short_weekdays() -> list[str]:
    """ "T2" … "CN", as narrow as a calendar's head needs them."""
    return [
        pgettext("calendar head", "T2"), pgettext("calendar head", "T3"), pgettext("calendar head", "T4"),
        pgettext("calendar head", "T5"), pgettext("calendar head", "T6"), pgettext("calendar head", "T7"),
        pgettext("calendar head", "CN"),
    ]  # fmt: skip


def day_month(day: date) -> str:
    """ "16/11", "2/1"."""
    return f"{day.day}/{day.month}"


def _moment(iso: str) -> str:
    at = datetime.fromisoformat(iso)
    return f"{weekday(at)} {day_month(at)} {at:%H:%M}"


def sentence(trace: Mapping[str, Any]) -> str:
    """A trace in one line: "tiếp nhận thứ Hai 16/11 08:00 → 8 giờ làm việc → thứ Ba 17/11 08:00"."""
    begun = _("tiếp nhận %(moment)s") % {"moment": _moment(trace["start"])}
    steps = [limit(trace["limit"]["amount"], trace["limit"]["unit"]), *_steps(trace)]
    return f"{begun} → {', '.join(steps)} → {_moment(trace['due'])}"


def _steps(trace: Mapping[str, Any]) -> Iterator[str]:
    """What moved the due time, and by whose calendar; traces of before 11/2026 lack the younger keys."""
    if name := trace.get("calendar"):
        yield _("theo lịch %(name)s") % {"name": name}
    if trace["off"]:
        yield _("nghỉ lễ %(days)s") % {"days": _listed(trace["off"])}
    if worked := changed(trace, "worked"):
        yield _("làm bù %(days)s") % {"days": _listed(worked)}
    if half := changed(trace, "half"):
        yield _("nửa ngày %(days)s") % {"days": _listed_with_hours(half)}
    if other := changed(trace, "other"):
        yield _("giờ khác %(days)s") % {"days": _listed_with_hours(other)}
    if turns := trace.get("new_hours"):
        yield _("giờ làm việc mới từ %(days)s") % {"days": ", ".join(_day_of(day) for day in turns)}
    if years := trace.get("provisional"):
        yield _("lịch nghỉ năm %(years)s chưa được xác nhận") % {"years": ", ".join(map(str, years))}


def changed(trace: Mapping[str, Any], how: str) -> list[Mapping[str, Any]]:
    """The working days of a trace that differ from their week in that way: "worked", "half" or "other"."""
    return [each for each in trace["changed"] if _difference(each) == how]


def _difference(each: Mapping[str, Any]) -> str:
    if "usual" in each:
        return difference(each["hours"], each["usual"])
    return "worked" if date.fromisoformat(each["day"]).weekday() >= SATURDAY else "half"


def spans(hours: Iterable[Sequence[str]]) -> str:
    """ "08:00–12:00, 13:30–17:30"."""
    return ", ".join(f"{opens}–{closes}" for opens, closes in hours)


def _listed(crossed: Iterable[Mapping[str, Any]]) -> str:
    return ", ".join(_day_of(each["day"]) for each in crossed)


def _listed_with_hours(crossed: Iterable[Mapping[str, Any]]) -> str:
    return ", ".join(f"{_day_of(each['day'])} ({spans(each['hours'])})" for each in crossed)


def _day_of(iso: str) -> str:
    return day_month(date.fromisoformat(iso))


def strip_label(row: StripRow) -> str:
    """The left column of the strip: "T2 16/11"; days off by their weekday alone: "T7, CN"."""
    if row.is_off and not row.name and len(row.days) <= 2:
        return ", ".join(_short_weekday(d) for d in row.days)
    ends = (row.days[0], row.days[-1]) if len(row.days) > 1 else (row.days[0],)
    return " – ".join(short_day(d) for d in ends)


def strip_note(row: StripRow, due: datetime) -> str:
    """The right column of the strip: "nhận", "ngày 3, nửa ngày", "hôm nay", "hạn 17:30", "nghỉ" or the holiday."""
    differs = _(_DIFFERS[row.differs]) if row.differs else ""
    return ", ".join(filter(None, (_plain_note(row, due), differs)))


def _plain_note(row: StripRow, due: datetime) -> str:
    if row.is_due:
        return _("hạn %(time)s") % {"time": f"{due:%H:%M}"}
    if row.is_off:
        return row.name or _("nghỉ")
    if row.is_today:
        return _("hôm nay")
    if row.is_start:
        return pgettext("the day on which a clock starts", "nhận")
    return _("ngày %(number)d") % {"number": row.number}
