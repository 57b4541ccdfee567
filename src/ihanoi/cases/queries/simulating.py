"""Past cases for the simulator, and what came of simulations."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from itertools import groupby
from typing import Any, Final

from django.utils.translation import gettext as _

from ihanoi.cases.models import CaseClock, Simulation
from ihanoi.cases.rules import simulation as model
from ihanoi.cases.words import Clock, Kind, Priority
from ihanoi.kernel.denials import NotFound
from ihanoi.kernel.worktime import Limit, LimitUnit, WorkingTime
from ihanoi.people import queries as people
from ihanoi.people.words import Role
from ihanoi.places import queries as places
from ihanoi.ui import timewords

MOST: Final = 100_000
KINDS: Final = (
    Kind.FIELD,
    Kind.PROCEDURE,
    Kind.WASTE,
    Kind.APP,
)  # whose reception and dispatch are timed apart
ORDER: Final = {name: number for number, name in enumerate(model.CLOCKS)}


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to the simulator. `limits`: (clock, priority) → limit; people: more or fewer in each agency."""

    since: datetime
    until: datetime
    limits: tuple[tuple[str, str, int, str], ...] = ()
    assigners: int = 0
    handlers: int = 0
    agency_id: int | None = None
    calendar_id: int | None = None
    seed: int = 1

    def as_json(self) -> dict[str, Any]:
        return {**asdict(self), "since": self.since.isoformat(), "until": self.until.isoformat()}

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> Asked:
        given = dict(kept)
        moments = {name: datetime.fromisoformat(given[name]) for name in ("since", "until")}
        return cls(**{**given, **moments, "limits": tuple(tuple(each) for each in given["limits"])})

    def by_kind(self) -> dict[tuple[str, str, str], Limit]:
        """Clock, kind and priority → limit; a limit of reception or dispatch is for all priorities."""
        return {
            (name, kind, level): Limit(amount, LimitUnit(unit))
            for name, priority, amount, unit in self.limits
            for kind in KINDS
            for level in ((priority,) if priority else ("", *Priority.values))
        }

    @property
    def told(self) -> list[str]:
        """What is changed, in words."""
        said = [
            f"{Clock(name).label}{f', {Priority(priority).label}'.lower() if priority else ''}: "
            f"{_amount(amount, unit)}"
            for name, priority, amount, unit in self.limits
        ]
        if self.assigners:
            said.append(_("Người phân công: %(n)+d mỗi cơ quan") % {"n": self.assigners})
        if self.handlers:
            said.append(_("Người xử lý: %(n)+d mỗi cơ quan") % {"n": self.handlers})
        if self.calendar_id:
            said.append(_("Lịch làm việc: %(name)s") % {"name": calendar_name(self.calendar_id)})
        return said or [_("Không đổi gì (đối chiếu mô hình)")]


def _amount(amount: int, unit: str) -> str:
    return timewords.limit(amount, unit)


def calendar_name(calendar_id: int) -> str:
    """Of a working calendar; blank for one that is gone."""
    return next((row.name for row in places.calendar_rows() if row.id == calendar_id), "")


@dataclass(slots=True)
class Batch:
    """The finished cases of one agency in the span."""

    agency_id: int
    cases: list[model.Past] = field(default_factory=list)


def batches(asked: Asked) -> tuple[list[Batch], int]:
    """By agency; and how many agencies were left out by chance, as there were more cases than are looked at."""
    found: dict[int, Batch] = {}
    for agency_id, case in _past(asked):
        found.setdefault(agency_id, Batch(agency_id)).cases.append(case)
    chosen = sorted(found.values(), key=lambda batch: batch.agency_id)
    if sum(len(batch.cases) for batch in chosen) <= MOST:
        return chosen, 0
    random.Random(asked.seed).shuffle(chosen)  # nosec B311  # repeatable on purpose
    kept, total = [], 0
    for batch in chosen:
        if total + len(batch.cases) <= MOST:
            kept.append(batch)
            total += len(batch.cases)
    return kept, len(chosen) - len(kept)


def _past(asked: Asked) -> Iterator[tuple[int, model.Past]]:
    """Only cases that were answered: of others nobody knows how long they would have taken."""
    columns = (
        "case_id", "name", "agency_id", "started_at", "used_s", "limit_s", "first_due_at", "case__kind",
        "case__priority", "case__lead_id", "amount", "unit",
    )  # fmt: skip
    rows = CaseClock.objects.filter(
        case__submitted_at__gte=asked.since, case__submitted_at__lt=asked.until, round=1,
        stopped_at__isnull=False, name__in=model.CLOCKS, case__kind__in=KINDS, case__resolved_at__isnull=False,
    )  # fmt: skip
    if asked.agency_id:
        rows = rows.filter(case__lead__in=people.under(asked.agency_id))
    calendars = _Calendars(asked)
    found = rows.order_by("case_id", "started_at", "pk").values(*columns)
    for _case_id, group in groupby(found.iterator(chunk_size=5000), key=lambda row: row["case_id"]):
        last = {row["name"]: row for row in group}  # where it was passed on: the agency that kept it
        if len(last) == len(model.CLOCKS):
            reception, dispatch, handling = (last[name] for name in model.CLOCKS)
            agency_id = people.answerable(reception["case__lead_id"]).id
            yield agency_id, _case(reception, dispatch, handling, calendars.before(agency_id), asked.since)


def _case(
    reception: Mapping[str, Any],
    dispatch: Mapping[str, Any],
    handling: Mapping[str, Any],
    worktime: WorkingTime,
    since: datetime,
) -> model.Past:
    return model.Past(
        kind=reception["case__kind"],
        priority=reception["case__priority"],
        arrived=worktime.between(since, reception["started_at"]),
        reception_s=reception["used_s"],
        dispatch_s=dispatch["used_s"],
        handling_s=max(handling["used_s"] - dispatch["used_s"], 0),
        limits_s=(reception["limit_s"], dispatch["limit_s"], handling["limit_s"]),
        limits=(_limit(reception), _limit(dispatch), _limit(handling)),
        ranks=(reception["first_due_at"].timestamp(), handling["first_due_at"].timestamp()),
    )


def _limit(row: Mapping[str, Any]) -> Limit:
    return Limit(row["amount"], LimitUnit(row["unit"]))


class _Calendars:
    def __init__(self, asked: Asked) -> None:
        self._before: dict[int, WorkingTime] = {}
        self._after = places.working_time(asked.calendar_id) if asked.calendar_id else None

    def before(self, agency_id: int) -> WorkingTime:
        """By which the agency works."""
        if agency_id not in self._before:
            self._before[agency_id] = places.working_time(people.calendar_of(agency_id))
        return self._before[agency_id]

    def after(self, agency_id: int) -> WorkingTime:
        """The one on trial, or the agency's own."""
        return self._after or self.before(agency_id)


@dataclass(slots=True)
class Totals:
    """Of one agency or of all: cases, late by each clock, what each clock showed, and how busy people were."""

    cases: int = 0
    observed: list[int] = field(default_factory=lambda: [0, 0, 0])
    before: list[int] = field(default_factory=lambda: [0, 0, 0])
    after: list[int] = field(default_factory=lambda: [0, 0, 0])
    taken_before: list[tuple[float, float, float]] = field(default_factory=list)
    taken_after: list[tuple[float, float, float]] = field(default_factory=list)

    def add(self, other: Totals) -> None:
        self.cases += other.cases
        for name in ("observed", "before", "after"):
            setattr(
                self, name, [a + b for a, b in zip(getattr(self, name), getattr(other, name), strict=True)]
            )
        self.taken_before += other.taken_before
        self.taken_after += other.taken_after


def simulate(batch: Batch, asked: Asked) -> tuple[Totals, dict[str, Any]]:
    """One agency as it was and as it would be; the second is what is kept of it."""
    calendars = _Calendars(asked)
    here = people.under(batch.agency_id)
    assigners, handlers = (_manned(role, here) for role in (Role.ASSIGNER, Role.HANDLER))
    staff = model.calibrated(batch.cases, assigners, handlers)
    more = model.Staff(
        max(assigners + asked.assigners, 1),
        max(handlers + asked.handlers, 1),
        staff.shares,
    )
    worktime, other = calendars.before(batch.agency_id), calendars.after(batch.agency_id)
    since = asked.since.timestamp()
    moved = list(_moved(batch.cases, worktime, other, asked.since))
    before, after = model.run(batch.cases, staff), model.run(moved, more)
    totals = Totals(
        cases=len(batch.cases),
        observed=list(model.late_as_it_was(batch.cases)),
        before=list(model.late_by(batch.cases, before, {}, worktime, since)),
        after=list(model.late_by(moved, after, asked.by_kind(), other, since)),
        taken_before=list(before.taken),
        taken_after=list(after.taken),
    )
    row = {
        "agency": people.agency(batch.agency_id).name, **told(totals),
        "assigners": [assigners, more.assigners], "handlers": [handlers, more.handlers],
        "busy": [before.assigners_busy, after.assigners_busy, before.handlers_busy, after.handlers_busy],
        "work": list(staff.shares),
    }  # fmt: skip
    return totals, row


def _manned(role: str, agencies: Iterable[int]) -> int:
    """At least one: somebody did the work."""
    held = people.holder_ids(role, list(agencies))
    return max(len({account for accounts in held.values() for account in accounts}), 1)


def _moved(
    cases: Sequence[model.Past], worktime: WorkingTime, other: WorkingTime, since: datetime
) -> Iterator[model.Past]:
    """The same cases in the working time of another calendar."""
    for case in cases:
        if other is worktime:
            yield case
        else:
            arrived = other.between(since, worktime.add(since, int(case.arrived)))
            yield replace(case, arrived=arrived)


def told(totals: Totals) -> dict[str, Any]:
    """Shares and waits, as they are kept and shown."""
    clocks = []
    for name, number in ORDER.items():
        before = sorted(taken[number] for taken in totals.taken_before)
        after = sorted(taken[number] for taken in totals.taken_after)
        clocks.append(
            {
                "clock": name,
                "observed": totals.observed[number],
                "before": totals.before[number],
                "after": totals.after[number],
                "median": [model.quantile(before, 0.5), model.quantile(after, 0.5)],
                "p90": [model.quantile(before, 0.9), model.quantile(after, 0.9)],
            }
        )
    return {"cases": totals.cases, "clocks": clocks}


# What was asked before.


@dataclass(frozen=True, slots=True)
class SimulationRow:
    """A simulation as it stands; `result` empty until it is finished, `done` of `total` agencies so far."""

    id: int
    by: str
    asked_at: datetime
    asked: Asked
    result: Mapping[str, Any]
    finished_at: datetime | None
    done: int
    total: int

    @property
    def percent(self) -> int:
        return 100 * self.done // self.total if self.total else 0

    @property
    def scope(self) -> str:
        return people.agency(self.asked.agency_id).name if self.asked.agency_id else _("Toàn thành phố")


def simulations(most: int = 30) -> list[SimulationRow]:
    """Newest first."""
    return [_row(each) for each in Simulation.objects.select_related("by").order_by("-pk")[:most]]


def simulation(simulation_id: int) -> SimulationRow:
    """Raises NotFound."""
    found = Simulation.objects.select_related("by").filter(pk=simulation_id).first()
    if found is None:
        raise NotFound(_("Không có trang này."))
    return _row(found)


def _row(each: Simulation) -> SimulationRow:
    kept = each.result or {}
    return SimulationRow(
        each.pk, each.by.full_name, each.asked_at, Asked.of(each.asked), kept if each.finished_at else {},
        each.finished_at, kept.get("done", 0), kept.get("total", 0),
    )  # fmt: skip
