"""Due times are counted anew only by an order with a reason, and each case says so in its history."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import groupby
from typing import Any, Final

from django.db import transaction
from django.db.models import F
from procrastinate.contrib.django import app

from ihanoi.cases import queries
from ihanoi.cases.actions import clocks, dated
from ihanoi.cases.actions.step import Step, take
from ihanoi.cases.models import CaseClock, Recomputation, RecomputedClock
from ihanoi.cases.queries.recounting import ClockRow, Counter, Scope, clock_rows
from ihanoi.cases.words import Clock, Kind, Priority, Verb, Why
from ihanoi.cases.words.numbers import Basis, Cannot
from ihanoi.kernel import clock
from ihanoi.kernel.actor import SYSTEM, Actor
from ihanoi.kernel.denials import Denied, Invalid

AT_ONCE: Final = 60  # due times that are moved while the operator waits
KEPT: Final = ("amount", "unit", "trace")


@transaction.atomic
def order_recount(*, actor: Actor, scope: Scope, reason: str) -> Recomputation:
    """Count the due times of a scope anew: few at once, many by the worker."""
    _require(actor, reason)
    if not _is_known(scope):
        raise Denied(Cannot.SCOPE)
    return _begin(actor, scope, reason, total=queries.shifts(scope).total)


@transaction.atomic
def undo_recount(*, actor: Actor, order_id: int, reason: str) -> Recomputation:
    """Back to the due times before an order, where nothing else has moved them since; itself an order."""
    _require(actor, reason)
    undone = Recomputation.objects.filter(pk=order_id, undoes=None, finished_at__isnull=False).first()
    if undone is None or Recomputation.objects.filter(undoes=undone).exists():
        raise Denied(Cannot.UNDONE)
    return _begin(actor, Scope.of(undone.scope), reason, total=undone.clocks.count(), undoes=undone)


def _require(actor: Actor, reason: str) -> None:
    dated.require_operator(actor)
    if not reason.strip():
        raise Invalid({"reason": Why.NEEDED})
    if Recomputation.objects.select_for_update(no_key=True).filter(finished_at=None).exists():
        raise Denied(Cannot.UNFINISHED)


def _is_known(scope: Scope) -> bool:
    lists = ((scope.kind, Kind), (scope.clock, Clock), (scope.priority, Priority))
    return scope.basis in Basis.values and all(not value or value in known.values for value, known in lists)


def _begin(
    actor: Actor, scope: Scope, reason: str, *, total: int, undoes: Recomputation | None = None
) -> Recomputation:
    assert actor.account_id is not None
    order = Recomputation.objects.create(
        by_id=actor.account_id,
        asked_at=clock.now(),
        reason=reason.strip(),
        scope=scope.as_json(),
        undoes=undoes,
        total=total,
    )
    said = {"reason": order.reason, "scope": order.scope, "undoes": order.undoes_id, "total": total}
    dated.record(actor, "recomputation", order.pk, "order_recount", said)
    if total <= AT_ONCE:
        run_recount(actor=SYSTEM, order_id=order.pk)
    else:
        app.configure_task("cases.recount").defer(order_id=order.pk)
    order.refresh_from_db()
    return order


def run_recount(*, actor: Actor, order_id: int) -> None:
    """Case by case, each in a commit of its own. Safe to run twice: a clock that an order has moved is left alone."""
    order = Recomputation.objects.select_related("by", "undoes").get(pk=order_id)
    if order.finished_at is not None:
        return
    for case_id, group in groupby(_concerned(order), key=lambda row: row.case_id):
        _recount_case(actor, order, case_id, [row.pk for row in group])
    Recomputation.objects.filter(pk=order.pk).update(finished_at=clock.now())


def _concerned(order: Recomputation) -> list[ClockRow]:
    """The clocks that would move now."""
    moved = set(order.clocks.values_list("clock_id", flat=True))
    if order.undoes is not None:
        before = set(order.undoes.clocks.values_list("clock_id", flat=True))
        return [row for row in clock_rows(Scope(), before) if row.pk not in moved]
    scope = Scope.of(order.scope)
    counter = Counter(scope.basis, clock.now())
    rows = (row for row in clock_rows(scope) if row.pk not in moved)
    return [row for row in rows if (found := counter.count(row)) and found.due_at != row.due_at]


@transaction.atomic
def _recount_case(actor: Actor, order: Recomputation, case_id: int, clock_ids: Iterable[int]) -> None:
    """One case, under its lock; nothing where it has moved on meanwhile."""
    step = take(actor, case_id, Verb.RECOMPUTE)
    said = [told for row in clock_rows(Scope(), clock_ids) if (told := _move(order, step, row))]
    if said:
        step.check({"reason": order.reason})
        clocks.show(step.case, clocks.running(step.case))
        step.done(
            {"reason": order.reason, "order_id": order.pk, "ordered_by": order.by.full_name, "clocks": said}
        )
    Recomputation.objects.filter(pk=order.pk).update(done=F("done") + len(said))


def _move(order: Recomputation, step: Step, row: ClockRow) -> dict[str, Any] | None:
    """Move one clock and say how."""
    found = _earlier(order, row, step.now) if order.undoes else _counted(order, row, step.now)
    if found is None or found["due_at"] == row.due_at:
        return None
    each = CaseClock.objects.get(pk=row.pk)
    RecomputedClock.objects.create(
        recomputation=order, clock=each, before={name: getattr(each, name) for name in KEPT},
        first_before=row.first_due_at, due_before=row.due_at,
        first_after=found["first_due_at"], due_after=found["due_at"],
    )  # fmt: skip
    clocks.recount(step.case, each, found, step.now)
    return {
        "clock": row.name, "first_before": row.first_due_at, "due_before": row.due_at,
        "first_after": found["first_due_at"], "due_after": found["due_at"],
    }  # fmt: skip


def _counted(order: Recomputation, row: ClockRow, now: datetime) -> Mapping[str, Any] | None:
    counter = Counter(Scope.of(order.scope).basis, now)
    found, limit = counter.count(row), counter.limit(row)
    if found is None:
        return None
    return {
        "first_due_at": found.first.at,
        "due_at": found.due_at,
        "amount": limit.amount,
        "unit": str(limit.unit),
        "trace": found.first.trace,
    }


def _earlier(order: Recomputation, row: ClockRow, now: datetime) -> Mapping[str, Any] | None:
    """What stood before the order that is undone; the same sparing holds on the way back."""
    kept = RecomputedClock.objects.filter(
        recomputation=order.undoes, clock=row.pk, due_after=row.due_at
    ).first()
    if kept is None:
        return None
    worktime = Counter(Basis.CALENDAR, now).calendar(row.calendar_id)
    due_at = queries.spared(row.due_at, kept.due_before, worktime, now)
    return {**kept.before, "first_due_at": kept.first_before, "due_at": due_at}
