"""A due time that explains itself: in words, with the strip of working days and the working it came from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from ihanoi.cases.models import CaseClock
from ihanoi.cases.queries.story import limit_words
from ihanoi.cases.queries.succession_told import counted_from, origin_words
from ihanoi.cases.words import Clock, Priority
from ihanoi.kernel.clock import HANOI
from ihanoi.kernel.worktime import Due
from ihanoi.places import queries as places
from ihanoi.places.words import day_off
from ihanoi.ui import timewords
from ihanoi.ui import words as said
from ihanoi.ui.drawing import plain
from ihanoi.ui.strip import Part, StripRow, day_strip


@dataclass(frozen=True, slots=True)
class Deadline:
    """`rows` are those of the component c-worktime-strip; `trace` is the one-line working."""

    name: str
    title: str
    due_at: datetime
    why: str
    trace: str
    rows: list[dict[str, Any]]
    notes: str
    left_s: int
    is_late: bool


def deadline_of(clock: CaseClock, priority: str, now: datetime) -> Deadline:
    """Of a running clock. Its due time was computed when it started and never moves silently."""
    worktime = places.working_time(clock.calendar_id)
    strip = day_strip(worktime, counted_from(clock), clock.due_at, now)
    return Deadline(
        name=clock.name,
        title=str(_TITLES[Clock(clock.name)]()),
        due_at=clock.due_at,
        why=_why(clock, priority),
        trace=timewords.sentence(clock.trace),
        rows=strip_rows(strip, clock.due_at),
        notes=notes_of(clock.trace),
        left_s=worktime.between(now, clock.due_at),
        is_late=now > clock.due_at,
    )


_TITLES = {
    Clock.RECEPTION: lambda: _("Phải trả lời tiếp nhận trước"),
    Clock.DISPATCH: lambda: _("Phải giao việc trước"),
    Clock.HANDLING: lambda: _("Phải có kết quả trước"),
    Clock.INTAKE: lambda: _("Phải giao việc trước"),
    Clock.FORWARDING: lambda: _("Phải chuyển đúng nơi có thẩm quyền trước"),
    Clock.CHECK: lambda: _("Phải phúc tra xong trước"),
}


def _why(clock: CaseClock, priority: str) -> str:
    return " ".join(filter(None, (_by_the_rules(clock, priority), origin_words(clock))))


def _by_the_rules(clock: CaseClock, priority: str) -> str:
    facts = {
        "limit": limit_words(clock),
        "start": said.moment(counted_from(clock)),
        "level": str(Priority(priority).label).lower() if priority else "",
    }
    if clock.name == Clock.RECEPTION:
        return _("Quy chế cho %(limit)s làm việc để tiếp nhận, kể từ %(start)s.") % facts
    if clock.name == Clock.DISPATCH:
        return _("Quy chế cho %(limit)s làm việc để giao việc, kể từ %(start)s.") % facts
    if clock.name == Clock.INTAKE:
        return _("Quy chế cho %(limit)s làm việc để tiếp nhận và giao việc, kể từ %(start)s.") % facts
    if clock.name == Clock.FORWARDING:
        return _("Quy chế cho %(limit)s để chuyển đúng thẩm quyền, kể từ %(start)s.") % facts
    if clock.name == Clock.CHECK:
        return _("Kết quả được rút mẫu: %(limit)s để phúc tra, kể từ %(start)s.") % facts
    if clock.unit in ("working_hours", "hours"):
        return _("Mức %(level)s: %(limit)s làm việc kể từ lúc tiếp nhận, %(start)s.") % facts
    return _("Mức %(level)s: %(limit)s kể từ lúc tiếp nhận, %(start)s.") % facts


def notes_of(trace: Mapping[str, Any]) -> str:
    """Everything that a due time was counted by, in sentences."""
    return " ".join([*_counted(trace), *_differing(trace), *_cautions(trace)])


def _counted(trace: Mapping[str, Any]) -> Iterator[str]:
    """Which hours, of whose calendar."""
    if hours := _usual_hours(trace):
        yield _("Chỉ tính giờ làm việc %(hours)s.") % {"hours": timewords.spans(hours)}
    if name := trace.get("calendar"):
        yield _("Theo lịch làm việc riêng: %(name)s.") % {"name": name}
    if turns := trace.get("new_hours"):
        yield _("Giờ làm việc đổi từ %(days)s.") % {"days": ", ".join(_day(iso) for iso in turns)}


def _usual_hours(trace: Mapping[str, Any]) -> Sequence[Sequence[str]]:
    """The hours of the due day; where that is a half day, those that its week says."""
    changed: Sequence[Mapping[str, Any]] = trace.get("changed", ())
    last = next((each for each in changed if trace["due"].startswith(each["day"])), None)
    if last is None:
        return trace.get("hours", ())
    return last.get("usual") or trace.get("hours", ())


def _differing(trace: Mapping[str, Any]) -> Iterator[str]:
    """The days in between that do not follow their week."""
    off = ", ".join(day_off(day["name"]) or day["day"] for day in trace.get("off", ()))
    worked, half, other = (timewords.changed(trace, how) for how in ("worked", "half", "other"))
    if off:
        yield _("Nghỉ: %(days)s.") % {"days": off}
    if worked:
        yield _("Làm bù: %(days)s.") % {"days": ", ".join(_day(each["day"]) for each in worked)}
    if half:
        yield _("Làm nửa ngày: %(days)s.") % {"days": _with_hours(half)}
    if other:
        yield _("Làm giờ khác: %(days)s.") % {"days": _with_hours(other)}
    if not (off or worked or half or other):
        yield _("Không có ngày lễ trong khoảng này.")


def _cautions(trace: Mapping[str, Any]) -> Iterator[str]:
    """A due time never moves silently; one in a year that nobody has confirmed may be recomputed (regulation §5)."""
    for year in trace.get("provisional", ()):
        yield _("Lịch nghỉ năm %(year)d chưa được xác nhận; hạn có thể được tính lại.") % {"year": year}
    yield _("Hạn đã báo không tự đổi.")


def _day(iso: str) -> str:
    return timewords.short_day(date.fromisoformat(iso))


def _with_hours(days: Iterable[Mapping[str, Any]]) -> str:
    return ", ".join(f"{_day(each['day'])} ({timewords.spans(each['hours'])})" for each in days)


def strip_rows(rows: Sequence[StripRow], due_at: datetime) -> list[dict[str, Any]]:
    """The kernel's strip as the component draws it."""
    due = due_at.astimezone(HANOI)
    return [
        {
            "label": timewords.strip_label(row),
            "off": row.is_off,
            "halves": [_half(interval) for interval in row.intervals],
            "note": _("nghỉ lễ") if row.is_off and row.name else timewords.strip_note(row, due),
            "today": row.is_today,
        }
        for row in rows
    ]


def _half(interval: Sequence[Part]) -> list[dict[str, str]] | str:
    """The parts of an interval; "off" for one that the week works and this day does not."""
    if interval[0].kind == "off":
        return "off"
    return [_part(part) for part in interval if part.kind != "outside"]


def _part(part: Part) -> dict[str, str]:
    return {"kind": part.kind, "x": plain(part.begins * 100), "width": plain(part.width * 100)}


def promise(due: Due) -> str:
    """The working of a due time that is only foreseen, in one line."""
    return timewords.sentence(due.trace)
