"""Running clocks counted anew: which due times would move, and what a limit would do to open cases."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import datetime, time, timedelta
from typing import Any, NamedTuple, Self

from django.utils.translation import gettext as _

from ihanoi.cases.models import Case, CaseClock, Recomputation, RecomputedClock
from ihanoi.cases.queries.ladder import ladder
from ihanoi.cases.queries.limits import has_own_limit, limit
from ihanoi.cases.rules.recounting import Recounted, Running, recount
from ihanoi.cases.words import Clock, Kind, Priority
from ihanoi.cases.words.numbers import Basis
from ihanoi.kernel import clock
from ihanoi.kernel.clock import HANOI
from ihanoi.kernel.worktime import Limit, LimitUnit, WorkingTime
from ihanoi.people import queries as people
from ihanoi.places import queries as places

SHOWN = 200


@dataclass(frozen=True, slots=True)
class Scope:
    """Which running clocks, and by what they are counted anew. Blank: all."""

    basis: str = Basis.LIMITS
    kind: str = ""
    clock: str = ""
    priority: str = ""
    agency_id: int | None = None

    def as_json(self) -> dict[str, Any]:
        return {name: str(value) if isinstance(value, str) else value for name, value in asdict(self).items()}

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> Self:
        return cls(**{each.name: kept[each.name] for each in fields(cls)})

    @property
    def label(self) -> str:
        """In words."""
        said = [
            str(Kind(self.kind).label) if self.kind else "",
            str(Clock(self.clock).label) if self.clock else "",
            str(Priority(self.priority).label) if self.priority else "",
            people.agency(self.agency_id).name if self.agency_id else "",
        ]
        return ", ".join(filter(None, said)) or _("Mọi phản ánh đang mở")


class ClockRow(NamedTuple):
    """A running clock with what is read of its case."""

    pk: int
    case_id: int
    case__submitted_at: datetime
    case__kind: str
    case__priority: str
    name: str
    agency_id: int
    calendar_id: int | None
    started_at: datetime
    amount: int
    unit: str
    first_due_at: datetime
    due_at: datetime
    warned: int
    trace__start: str  # where the counting began: earlier than the start of a clock that was handed over
    trace__from: Mapping[str, Any] | None

    @property
    def running(self) -> Running:
        begun = datetime.fromisoformat(self.trace__start) if self.trace__from else self.started_at
        return Running(begun, self.first_due_at, self.due_at)


def clock_rows(scope: Scope, ids: Iterable[int] | None = None) -> Iterator[ClockRow]:
    """The running clocks of a scope in the order of their cases, or those with these numbers."""
    rows = CaseClock.objects.filter(stopped_at__isnull=True, case__closed_at__isnull=True)
    if ids is not None:
        rows = rows.filter(pk__in=list(ids))
    wanted = {"case__kind": scope.kind, "name": scope.clock, "case__priority": scope.priority}
    rows = rows.filter(**{name: value for name, value in wanted.items() if value})
    if scope.agency_id:
        rows = rows.filter(agency__in=people.under(scope.agency_id))
    found = rows.order_by("case_id", "pk").values_list(*ClockRow._fields)
    return (ClockRow(*row) for row in found.iterator(chunk_size=2000))


class Counter:
    """Counts clocks anew as of one moment; limits and calendars are looked up once."""

    def __init__(self, basis: str, now: datetime, instead: Limit | None = None) -> None:
        self._basis, self._now, self._instead = basis, now, instead
        self._limits: dict[tuple[str, str, str], Limit] = {}
        self._calendars: dict[int | None, WorkingTime] = {}

    def count(self, row: ClockRow) -> Recounted | None:
        return recount(row.running, self.limit(row), self.calendar(row.calendar_id), self._now)

    def limit(self, row: ClockRow) -> Limit:
        """The one on trial, the one now in force, or the clock's own."""
        if self._instead is not None:
            return self._instead
        if self._basis == Basis.CALENDAR:
            return Limit(row.amount, LimitUnit(row.unit))
        key = (row.case__kind, row.name, row.case__priority)
        if key not in self._limits:
            self._limits[key] = limit(*key, self._now)
        return self._limits[key]

    def calendar(self, calendar_id: int | None) -> WorkingTime:
        if calendar_id not in self._calendars:
            self._calendars[calendar_id] = places.working_time(calendar_id)
        return self._calendars[calendar_id]


# What a recomputation would move.


@dataclass(frozen=True, slots=True)
class Shift:
    """A due time that would move. `spared`: counted it would be sooner, but nobody becomes late by it."""

    clock_id: int
    case_id: int
    code: str
    clock: str
    agency: str
    before: datetime
    after: datetime
    is_spared: bool
    was_late: bool
    is_late: bool


@dataclass(slots=True)
class Shifts:
    """The first of them, and how many there are."""

    looked_at: int = 0
    total: int = 0
    later: int = 0
    sooner: int = 0
    spared: int = 0
    no_longer_late: int = 0
    first: list[Shift] = field(default_factory=list)


def shifts(scope: Scope, now: datetime | None = None) -> Shifts:
    """A dry run: nothing is written."""
    at = now or clock.now()
    counter, found = Counter(scope.basis, at), Shifts()
    for row in clock_rows(scope):
        found.looked_at += 1
        counted = counter.count(row)
        if counted is None or counted.due_at == row.due_at:
            continue
        is_spared = counted.counted != counted.due_at
        found.total += 1
        found.later += counted.due_at > row.due_at
        found.sooner += counted.due_at < row.due_at
        found.spared += is_spared
        found.no_longer_late += row.due_at < at <= counted.due_at
        if len(found.first) < SHOWN:
            found.first.append(_shift(row, counted, at, is_spared=is_spared))
    return found


def _shift(row: ClockRow, counted: Recounted, now: datetime, *, is_spared: bool) -> Shift:
    return Shift(
        clock_id=row.pk,
        case_id=row.case_id,
        code=Case(pk=row.case_id, submitted_at=row.case__submitted_at).code,
        clock=str(Clock(row.name).label),
        agency=people.answerable(row.agency_id).name,
        before=row.due_at,
        after=counted.due_at,
        is_spared=is_spared,
        was_late=row.due_at < now,
        is_late=counted.due_at < now,
    )


@dataclass(frozen=True, slots=True)
class Order:
    """A recomputation as it stands."""

    id: int
    by: str
    at: datetime
    reason: str
    scope: str
    basis: str
    total: int
    done: int
    moved: int
    finished_at: datetime | None
    undoes: int | None
    undone_by: int | None

    @property
    def may_undo(self) -> bool:
        return bool(self.finished_at and self.moved and not self.undoes and not self.undone_by)

    @property
    def percent(self) -> int:
        return 100 * self.done // self.total if self.total else 0


def orders(most: int = 30) -> list[Order]:
    """Newest first."""
    rows = Recomputation.objects.select_related("by", "undone_by").order_by("-pk")[:most]
    return [_order(row) for row in rows]


def _order(row: Recomputation) -> Order:
    scope = Scope.of(row.scope)
    undone = getattr(row, "undone_by", None)
    return Order(
        id=row.pk, by=row.by.full_name, at=row.asked_at, reason=row.reason, scope=scope.label,
        basis=str(Basis(scope.basis).label), total=row.total, done=row.done,
        moved=RecomputedClock.objects.filter(recomputation=row).count(), finished_at=row.finished_at,
        undoes=row.undoes_id, undone_by=undone.pk if undone else None,
    )  # fmt: skip


# What a limit would do.


@dataclass(slots=True)
class Effect:
    """On the open cases of an agency. `late_at_once`: due in the past if they were counted anew by this limit."""

    agency: str
    running: int = 0
    sooner: int = 0
    later: int = 0
    late_at_once: int = 0
    no_longer_late: int = 0
    warned_today: int = 0

    @property
    def same(self) -> int:
        return self.running - self.sooner - self.later


@dataclass(frozen=True, slots=True)
class Effects:
    """By agency, those with the most running clocks first, and in all."""

    rows: list[Effect]
    total: Effect


def effects(kind: str, name: str, priority: str, instead: Limit, now: datetime | None = None) -> Effects:
    """What would become of the running clocks that the limit concerns, if they were counted anew by it."""
    at = now or clock.now()
    tonight = datetime.combine(clock.day_of(at) + timedelta(1), time(), HANOI)
    counter = Counter(Basis.LIMITS, at, instead)
    rungs = sorted(rung.percent for rung in ladder())
    found: defaultdict[str, Effect] = defaultdict(lambda: Effect(""))
    total = Effect("")
    for row in clock_rows(Scope(kind=kind, clock=name, priority=priority)):
        if not priority and has_own_limit(kind, name, row.case__priority, clock.day_of(at)):
            continue
        counted = counter.count(row)
        if counted is None:
            continue
        due = counted.counted
        used, _left = counter.calendar(row.calendar_id).progress(row.started_at, due, tonight)
        warned = max((percent for percent in rungs if percent <= 100 * used), default=0) > row.warned
        for effect in (total, found[people.answerable(row.agency_id).name]):
            effect.running += 1
            effect.sooner += due < row.due_at
            effect.later += due > row.due_at
            effect.late_at_once += due < at <= row.due_at
            effect.no_longer_late += row.due_at < at <= due
            effect.warned_today += warned
    for agency, effect in found.items():
        effect.agency = agency
    return Effects(sorted(found.values(), key=lambda each: (-each.running, each.agency)), total)
