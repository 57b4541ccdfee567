"""How numbers, times and durations are said. Pure but for the active language and the kernel's clock."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache

from django.utils.translation import get_language, gettext, ngettext

from ihanoi.kernel import clock
from ihanoi.kernel.clock import HANOI
from ihanoi.ui.timewords import days, hours, weekday

WORKING_DAY = 8 * 3600


def number(value: float, places: int = 0) -> str:
    """1284 → 1.284 in Vietnamese, 1,284 in English."""
    plain = f"{value:,.{places}f}"
    if get_language() == "en":
        return plain
    return plain.translate(str.maketrans(",.", ".,"))


def percent(part: float, places: int = 1) -> str:
    """0.914 → 91,4 % with a space that does not break; 91.4% in English."""
    sign = "%" if get_language() == "en" else "\u00a0%"
    return number(part * 100, places) + sign


def day(value: date, with_year: bool | None = None) -> str:
    """20/11; with the year when it is not this one or when asked."""
    here = value.astimezone(HANOI) if isinstance(value, datetime) else value
    short = f"{here.day}/{here.month}"
    this_year = clock.now().astimezone(HANOI).year
    return f"{short}/{here.year}" if with_year or (with_year is None and here.year != this_year) else short


def moment(value: datetime, with_year: bool | None = None) -> str:
    """14:20, thứ Sáu 20/11."""
    here = value.astimezone(HANOI)
    return f"{here:%H:%M}, {weekday(here)} {day(here, with_year)}"


def duration(seconds: float) -> str:
    """Working seconds in at most two units: 2 ngày 4 giờ, 1 giờ 10, 40 phút. A working day has eight hours."""
    return _duration(round(abs(seconds) / 60), get_language())


@lru_cache(maxsize=4096)
def _duration(minutes: int, _language: str | None) -> str:
    """A list says a hundred of them, mostly the same."""
    whole_days, minutes = divmod(minutes, WORKING_DAY // 60)
    whole_hours, minutes = divmod(minutes, 60)
    if whole_days:
        return f"{days(whole_days)} {hours(whole_hours)}" if whole_hours else days(whole_days)
    if not whole_hours:
        return ngettext("%(n)d phút", "%(n)d phút", minutes) % {"n": minutes}
    return gettext("%(h)d giờ %(m)02d") % {"h": whole_hours, "m": minutes} if minutes else hours(whole_hours)


def ago(value: datetime) -> str:
    """vừa xong, 5 phút trước, 2 giờ trước, hôm qua, 3 ngày trước; older than a week: the date."""
    now = clock.now().astimezone(HANOI)
    here = value.astimezone(HANOI)
    seconds = int((now - here).total_seconds())
    nights = (now.date() - here.date()).days
    if seconds < 60:
        return gettext("vừa xong")
    if seconds < 3600:
        n = seconds // 60
        return ngettext("%(n)d phút trước", "%(n)d phút trước", n) % {"n": n}
    if nights == 0 or seconds < 6 * 3600:
        n = seconds // 3600
        return ngettext("%(n)d giờ trước", "%(n)d giờ trước", n) % {"n": n}
    if nights == 1:
        return gettext("hôm qua")
    if nights < 7:
        return ngettext("%(n)d ngày trước", "%(n)d ngày trước", nights) % {"n": nights}
    return day(here)


def initials(name: str) -> str:
    """Nguyễn Thị Thu Hương → TH: Vietnamese call each other by the last words of a name."""
    words = [word for word in name.split() if word[:1].isalpha()]
    return "".join(word[0] for word in words[-2:]).upper()
