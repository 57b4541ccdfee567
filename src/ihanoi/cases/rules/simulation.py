"""Past cases run again under other numbers: queues for reception, dispatch and handling (ADR 22). Pure.

Time is counted in working seconds of the agency's calendar. A case waits for an assigner to be received, again to be
assigned, and then for a handler to be answered; the three queues are apart. Each officer works on one case at a
time: the one that is due first, by the due times that were given, setting another aside for it.

How much of the time that a case took was work and how much was waiting was never written down. So each agency's share
of work is set such that, with the numbers as they were, as many cases are late as really were.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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

    `limits_s`: working seconds that each clock was given, by `limits`. `ranks`: when reception and handling were due.
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
    """How many officers do each work; and which share of the time that each step took was work."""

    assigners: int
    handlers: int
    shares: tuple[float, float, float] = (1.0, 1.0, 1.0)


@dataclass(frozen=True, slots=True)
class Run:
    """What each clock of each case would have shown, and the share of their time that officers worked."""

    taken: tuple[tuple[float, float, float], ...]
    received: tuple[float, ...]  # when, in working seconds
    assigners_busy: float
    handlers_busy: float


def run(cases: Sequence[Past], staff: Staff) -> Run:
    """All cases of one agency through the three queues."""
    works = [
        [
            took * share
            for took, share in zip((c.reception_s, c.dispatch_s, c.handling_s), staff.shares, strict=True)
        ]
        for c in cases
    ]
    received = _queue(
        [c.arrived for c in cases], [w[0] for w in works], [c.ranks[0] for c in cases], staff.assigners
    )
    assigned = _queue(received, [w[1] for w in works], [c.ranks[0] for c in cases], staff.assigners)
    answered = _queue(assigned, [w[2] for w in works], [c.ranks[1] for c in cases], staff.handlers)
    span = max(max(answered) - min(case.arrived for case in cases), 1.0)
    return Run(
        taken=tuple(
            (r - c.arrived, a - r, b - r)
            for c, r, a, b in zip(cases, received, assigned, answered, strict=True)
        ),
        received=tuple(received),
        assigners_busy=sum(w[0] + w[1] for w in works) / (staff.assigners * span),
        handlers_busy=sum(w[2] for w in works) / (staff.handlers * span),
    )


def _queue(
    released: Sequence[float], works: Sequence[float], ranks: Sequence[float], servers: int
) -> list[float]:
    """When each is done."""
    tasks = [Task(at, (work,), rank) for at, work, rank in zip(released, works, ranks, strict=True)]
    return [done[0] for done in serve(tasks, servers)]


def calibrated(cases: Sequence[Past], assigners: int, handlers: int) -> Staff:
    """The shares of work with which as many cases are late in each step as really were: one step after the other."""
    shares = [LEAST, LEAST, LEAST]
    for number, wanted in enumerate(late_as_it_was(cases)):

        def beyond(share: float, number: int = number, wanted: int = wanted) -> int:
            """How many more are late than were: with a larger share no fewer."""
            shares[number] = share
            return _late(cases, run(cases, _staff(assigners, handlers, shares)), number) - wanted

        low, high = LEAST, 1.0
        for _ in range(STEPS if beyond(high) > 0 else 0):
            middle = (low + high) / 2
            low, high = (middle, high) if beyond(middle) <= 0 else (low, middle)
        shares[number] = min(high, low, key=lambda share: abs(beyond(share)))
    return _staff(assigners, handlers, shares)


def _staff(assigners: int, handlers: int, shares: Sequence[float]) -> Staff:
    first, second, third = shares
    return Staff(assigners, handlers, (first, second, third))


def _late(cases: Sequence[Past], found: Run, number: int) -> int:
    """By the time that each clock was given, wherever it began."""
    pairs = zip(cases, found.taken, strict=True)
    return sum(taken[number] > case.limits_s[number] for case, taken in pairs)


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
