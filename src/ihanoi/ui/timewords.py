"""Days and due times in words, Vietnamese with English beside: where a due time comes from, and its strip."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from ihanoi.ui.strip import StripRow

_VI: Final = {
    "received": "tiếp nhận",
    "holiday": "nghỉ lễ", "off": "nghỉ", "changed": "làm việc",
    "start": "nhận", "numbered": "ngày", "today": "hôm nay", "due": "hạn",
    "working_hours": "giờ làm việc", "working_days": "ngày làm việc", "d": "ngày", "h": "giờ",
}  # fmt: skip
_EN: Final = {
    "received": "received",
    "holiday": "holiday", "off": "off", "changed": "worked",
    "start": "received", "numbered": "day", "today": "today", "due": "due",
    "working_hours": "working hours", "working_days": "working days", "d": "days", "h": "hours",
}  # fmt: skip
_WEEKDAYS: Final = {
    "vi": ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_SHORT: Final = {
    "vi": ("T2", "T3", "T4", "T5", "T6", "T7", "CN"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}


def _words(language: str) -> Mapping[str, str]:
    return _EN if language == "en" else _VI


def weekday(day: date, language: str = "vi") -> str:
    """ "thứ Hai"."""
    return _WEEKDAYS["en" if language == "en" else "vi"][day.weekday()]


def short_day(day: date, language: str = "vi") -> str:
    """ "T2 16/11"."""
    return f"{_short_weekday(day, language)} {day_month(day)}"


def _short_weekday(day: date, language: str) -> str:
    return _SHORT["en" if language == "en" else "vi"][day.weekday()]


def day_month(day: date) -> str:
    """ "16/11", "2/1"."""
    return f"{day.day}/{day.month}"


def _moment(iso: str, language: str) -> str:
    at = datetime.fromisoformat(iso)
    return f"{weekday(at, language)} {day_month(at)} {at:%H:%M}"


def sentence(trace: Mapping[str, Any], language: str = "vi") -> str:
    """A trace in one line: "tiếp nhận thứ Hai 16/11 08:00 → 8 giờ làm việc → thứ Ba 17/11 08:00"."""
    words = _words(language)
    limit = trace["limit"]
    unit = {"days": "d", "hours": "h"}.get(limit["unit"], limit["unit"])
    steps = [f"{limit['amount']} {words[unit]}"]
    for key, word in (("off", words["holiday"]), ("changed", words["changed"])):
        if trace[key]:
            steps.append(f"{word} " + ", ".join(day_month(date.fromisoformat(d["day"])) for d in trace[key]))
    return (
        f"{words['received']} {_moment(trace['start'], language)} → {', '.join(steps)}"
        f" → {_moment(trace['due'], language)}"
    )


def strip_label(row: StripRow, language: str = "vi") -> str:
    """The left column of the strip: "T2 16/11"; days off by their weekday alone: "T7, CN"."""
    if row.is_off and not row.name and len(row.days) <= 2:
        return ", ".join(_short_weekday(d, language) for d in row.days)
    ends = (row.days[0], row.days[-1]) if len(row.days) > 1 else (row.days[0],)
    return " – ".join(short_day(d, language) for d in ends)


def strip_note(row: StripRow, due: datetime, language: str = "vi") -> str:
    """The right column of the strip: "nhận", "ngày 3", "hôm nay", "hạn 17:30", "nghỉ" or the holiday."""
    words = _words(language)
    if row.is_due:
        return f"{words['due']} {due:%H:%M}"
    if row.is_off:
        return row.name or words["off"]
    if row.is_today:
        return words["today"]
    return words["start"] if row.is_start else f"{words['numbered']} {row.number}"
