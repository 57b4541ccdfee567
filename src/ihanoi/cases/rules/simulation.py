"""Past cases run again under other numbers: a queue for those who assign and one for those who handle (ADR 22). Pure.

Time is counted in working seconds of the agency's calendar. A case takes work of an assigner until it is received and
then until it is assigned, and after that work of a handler until it is answered. Each officer works on one case at a
time: the one that is due first, by the due times that were given, setting another aside for it.

How much of the time that a case took was work and how much was waiting was never written down. So each agency's share
of work is set such that the queue, with the numbers as they were, takes as long on average as it really did.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from heapq import heappop, heappush
from typing import Final

from ihanoi.kernel.worktime import Limit, WorkingTime

CLOCKS: Final = ("reception", "dispatch", "handling")
TOLERANCE: Final = 0.05  # how far the late share of the model may lie from the one that was observed
STEPS: Final = 12  # halvings of the share of work
LEAST: Final = 0.001  # of the share of work
NOTHING: Final = 0.001  # seconds: what is left of work by rounding


@dataclass(frozen=True, slots=True)
class Past:
    """One case as it went: when it came, working seconds for each step, and by when each had to be done.

    `limits_s`: working seconds that each clock was given, by `limits`; `ranks`: due times of reception and handling as numbers.
    """

    kind: str
    priority: str
    arrived: float  # working seconds since the beginning of the span
    reception_s: float
    dispatch_s: float
    handling_s: float  # from being assigned to the answer
    limits_s: tuple[float, float, float]
    limits: tuple[Limit, Limit, Limit]
    ranks: tuple[float, float]

    @property
    def taken(self) -> tuple[float, float, float]:
        """What each clock showed in the end; handling counts from reception."""
        return self.reception_s, self.dispatch_s, self.dispatch_s + self.handling_s


@dataclass(frozen=True, slots=True)
class Task:
    """Work that waits for a server: released at a moment, in parts, more pressing the smaller its rank."""

    released: float
    parts: tuple[float, ...]
    rank: float


def serve(tasks: Sequence[Task], servers: int) -> list[list[float]]:
    """When each part of each task is done. The `servers` most pressing of the tasks that are there are worked on.

    With more servers no part is done later, for a task is worked on whenever fewer than `servers` more pressing ones
    are there.
    """
    order = sorted(range(len(tasks)), key=lambda i: tasks[i].released)
    done: list[list[float]] = [[] for _ in tasks]
    left: dict[int, float] = {}  # of the part that a task is at
    waiting: list[tuple[float, int]] = []
    running: list[tuple[float, int]] = []
    now, at = 0.0, 0
    while at < len(order) or running:
        ends = now + min((left[i] for _, i in running), default=float("inf"))
        comes = tasks[order[at]].released if at < len(order) else float("inf")
        passed = min(ends, comes) - now
        now = min(ends, comes)
        for _, i in running:
            left[i] = max(left[i] - passed, 0.0)
        while at < len(order) and tasks[order[at]].released <= now:
            i = order[at]
            left[i] = tasks[i].parts[0]
            heappush(waiting, (tasks[i].rank, i))
            at += 1
        running = [pair for pair in running if not _finishes(tasks, left, done, pair[1], now)]
        _fill(waiting, running, servers)
    return done


def _finishes(
    tasks: Sequence[Task], left: dict[int, float], done: list[list[float]], i: int, now: float
) -> bool:
    """Note the end of a part; whether it was the last one."""
    while left[i] <= NOTHING:
        done[i].append(now)
        if len(done[i]) == len(tasks[i].parts):
            return True
        left[i] = tasks[i].parts[len(done[i])]
    return False


def _fill(waiting: list[tuple[float, int]], running: list[tuple[float, int]], servers: int) -> None:
    """The most pressing ones run; what is less pressing is set aside."""
    while waiting and len(running) < servers:
        running.append(heappop(waiting))
    while waiting and waiting[0] < max(running):
        least = max(running)
        running.remove(least)
        running.append(heappop(waiting))
        heappush(waiting, least)


@dataclass(frozen=True, slots=True)
class Staff:
    """How many officers do each work; and which share of the time that a case took was work."""

    assigners: int
    handlers: int
    assigning: float = 1.0
    handling: float = 1.0


@dataclass(frozen=True, slots=True)
class Run:
    """What each clock of each case would have shown, and the share of their time that officers worked."""

    taken: tuple[tuple[float, float, float], ...]
    received: tuple[float, ...]  # when, in working seconds
    assigners_busy: float
    handlers_busy: float


def run(cases: Sequence[Past], staff: Staff) -> Run:
    """All cases of one agency through both queues."""
    first = serve(
        [
            Task(c.arrived, (c.reception_s * staff.assigning, c.dispatch_s * staff.assigning), c.ranks[0])
            for c in cases
        ],
        staff.assigners,
    )
    works = [case.handling_s * staff.handling for case in cases]
    second = serve(
        [Task(a[1], (w,), c.ranks[1]) for c, a, w in zip(cases, first, works, strict=True)], staff.handlers
    )
    begun, ended = min(case.arrived for case in cases), max(done[0] for done in second)
    span = max(ended - begun, 1.0)
    assigned = sum((case.reception_s + case.dispatch_s) * staff.assigning for case in cases)
    return Run(
        taken=tuple(
            (a[0] - c.arrived, a[1] - a[0], b[0] - a[0]) for c, a, b in zip(cases, first, second, strict=True)
        ),
        received=tuple(a[0] for a in first),
        assigners_busy=assigned / (staff.assigners * span),
        handlers_busy=sum(works) / (staff.handlers * span),
    )


def calibrated(cases: Sequence[Past], assigners: int, handlers: int) -> Staff:
    """The shares of work with which the queues take as long on average as the cases did."""

    def assigning(share: float) -> float:
        found = run(cases, Staff(assigners, handlers, share, LEAST))
        return sum(taken[0] + taken[1] for taken in found.taken)

    wanted = sum(case.reception_s + case.dispatch_s for case in cases)
    first = _share(assigning, wanted)

    def handling(share: float) -> float:
        found = run(cases, Staff(assigners, handlers, first, share))
        return sum(taken[2] for taken in found.taken)

    return Staff(assigners, handlers, first, _share(handling, sum(case.taken[2] for case in cases)))


def _share(total: Callable[[float], float], wanted: float) -> float:
    """By halving: with a larger share nothing is done sooner."""
    low, high = LEAST, 1.0
    if total(high) <= wanted + NOTHING:
        return high
    for _ in range(STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if total(middle) <= wanted else (low, middle)
    return low


# Lateness.


def late_as_it_was(cases: Sequence[Past]) -> tuple[int, int, int]:
    """How many were late by each clock, by the limits that were given."""
    return _count([[t > limit for t, limit in zip(c.taken, c.limits_s, strict=True)] for c in cases])


def late_by(
    cases: Sequence[Past],
    found: Run,
    limits: Mapping[tuple[str, str, str], Limit],
    worktime: WorkingTime,
    since: float,
) -> tuple[int, int, int]:
    """How many would be late by each clock. `limits`: (clock, kind, priority); where none is named, as it was given.

    `since`: seconds since 1970 at the beginning of the span, from which working seconds are counted.
    """
    from_axis = Axis(worktime, since)
    rows = []
    for case, taken, received in zip(cases, found.taken, found.received, strict=True):
        starts = (case.arrived, received, received)
        row = []
        for name, start, took, given in zip(CLOCKS, starts, taken, case.limits, strict=True):
            limit = limits.get((name, case.kind, case.priority), given)
            row.append(took > from_axis.allowed(start, limit) + 1)
        rows.append(row)
    return _count(rows)


def _count(rows: Sequence[Sequence[bool]]) -> tuple[int, int, int]:
    first, second, third = (sum(row[n] for row in rows) for n in range(3))
    return first, second, third


class Axis:
    """Working seconds since a moment, and back."""

    def __init__(self, worktime: WorkingTime, since: float) -> None:
        self._worktime = worktime
        self._since = datetime.fromtimestamp(since, worktime.zone)

    def allowed(self, start: float, limit: Limit) -> float:
        """How many working seconds a limit gives to what starts there."""
        begun = self._worktime.add(self._since, int(start))
        return self._worktime.between(begun, self._worktime.due(begun, limit).at)


def quantile(values: Sequence[float], share: float) -> float:
    """Of sorted values: between the two that lie next to it."""
    if not values:
        return 0.0
    place = share * (len(values) - 1)
    low = int(place)
    high = min(low + 1, len(values) - 1)
    return values[low] + (values[high] - values[low]) * (place - low)
