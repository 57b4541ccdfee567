"""How a clock looks at a moment: its tone, its words and how far it has run. One place for lists, pages and mails."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from django.utils.translation import gettext

from ihanoi.cases.words import Clock
from ihanoi.kernel.worktime import HANOI, WorkingTime
from ihanoi.ui.words import duration

HALF, SOON, FULL, VERY_LATE = 0.5, 0.75, 1.0, 1.5


class Timed(Protocol):
    """What is read of a case, whether it comes as a model or as a row of a list."""

    clock: str
    started_at: datetime | None
    due_at: datetime | None
    closed_at: datetime | None
    margin_s: int | None


@dataclass(frozen=True, slots=True)
class ClockFace:
    """`tone` is one of plain, notice, soon, late, very, ok, okl, none; `left_s` working seconds, negative when late."""

    tone: str
    text: str
    used: float = 0.0
    left_s: int = 0
    name: str = ""


def face(case: Timed, calendar: WorkingTime, now: datetime) -> ClockFace:
    """The clock of a case: the running one that ends first, else how it stopped."""
    if case.due_at is not None and case.started_at is not None and case.closed_at is None:
        name = str(Clock(case.clock).label) if case.clock else ""
        return running(case.started_at, case.due_at, calendar, now, name)
    if case.margin_s is not None and case.closed_at is not None:
        return stopped(case.margin_s)
    return ClockFace("none", gettext("Không tính hạn"))


def running(
    started: datetime, due: datetime, calendar: WorkingTime, now: datetime, name: str = ""
) -> ClockFace:
    """Grey, gold from half, filled gold from three quarters or on the last day, vermilion when late."""
    left = calendar.between(now, due)
    used = calendar.fraction_used(started, due, now)
    if now > due:
        tone = "very" if used >= VERY_LATE else "late"
        return ClockFace(tone, gettext("Quá hạn %s") % duration(left), 1.0, left, name)
    today = due.astimezone(HANOI).date() == now.astimezone(HANOI).date()
    tone = "soon" if today or used >= SOON else "notice" if used >= HALF else "plain"
    return ClockFace(tone, gettext("Còn %s") % duration(left), used, left, name)


def stopped(margin_s: int) -> ClockFace:
    """In time or late, and by how much."""
    if margin_s >= 0:
        return ClockFace("ok", gettext("Xong sớm %s") % duration(margin_s), 1.0, margin_s)
    return ClockFace("okl", gettext("Xong, trễ %s") % duration(margin_s), 1.0, margin_s)
