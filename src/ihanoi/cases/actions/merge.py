"""The same matter reported twice: the later case goes into the one it repeats, and nobody loses their voice.

What a merge moves is written into its line of history, so that `unmerge` can put it back (docs/adr/0014).
"""

from __future__ import annotations

from typing import Any, Final

from django.db import transaction
from django.db.models import F, Field

from ihanoi.cases import queries
from ihanoi.cases.actions import clocks
from ihanoi.cases.actions.step import Step, take
from ihanoi.cases.models import Case, CaseClock, CaseFile, Follower
from ihanoi.cases.words import DONE, OPEN, SUBJECT, Clock, Verb, Why
from ihanoi.journal import queries as history
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import Denied, NotFound

_TIMES: Final = ("started_at", "due_at", "first_due_at", "trace", "limit_s", "warn_at")


@transaction.atomic
def merge(*, actor: Actor, case_id: int, target_id: int | None, seen: int | None = None) -> Case:
    """Followers and evidence move along, the oldest clock stays, the sender follows the target and is told."""
    first = min(case_id, target_id or case_id)
    if first != case_id:
        _lock(actor, first)  # always in the order of ids, so that two merges cannot wait for each other
    step = take(actor, case_id, Verb.MERGE, seen)
    target = _lock(actor, target_id) if target_id else None
    step.check({"target_id": target_id, "target_ok": target is not None and _fits(step.case, target)})
    assert target is not None
    case = step.case
    moved = {
        "version": target.version,
        "stopped": {str(each.pk): {"warn_at": each.warn_at} for each in clocks.running(case)},
        "clocks": _keep_oldest_clock(case, target),
        **_move_voices(step, target),
    }
    case.merged_into, case.closed_at = target, step.now
    return step.done({"target_id": target.pk, "moved": moved})


def _lock(actor: Actor, case_id: int) -> Case | None:
    try:
        return queries.get(actor, case_id, lock=True)
    except NotFound:
        return None


def _fits(case: Case, target: Case) -> bool:
    alive = target.state in OPEN or target.state in DONE
    return alive and target.pk != case.pk and target.kind == case.kind


def _keep_oldest_clock(case: Case, target: Case) -> dict[str, Any]:
    """What the target's clocks were before, by id."""
    mine = {each.name: each for each in clocks.running(case)}
    running, before = clocks.running(target), {}
    for theirs in running:
        older = mine.get(theirs.name)
        if older and older.due_at < theirs.due_at:
            before[str(theirs.pk)] = {name: getattr(theirs, name) for name in _TIMES}
            _set_times(theirs, {name: getattr(older, name) for name in _TIMES})
    clocks.show(target, running)
    return before


def _set_times(clock: CaseClock, times: dict[str, Any]) -> None:
    for name in _TIMES:
        setattr(clock, name, times[name])
    clock.save(update_fields=_TIMES)


def _move_voices(step: Step, target: Case) -> dict[str, list[int]]:
    """Which files went along, and which accounts follow the target since."""
    case = step.case
    accounts = set(case.following.values_list("account_id", flat=True))
    if case.sender_id and case.sender_id != target.sender_id:
        accounts.add(case.sender_id)
    accounts -= {target.sender_id, *target.following.values_list("account_id", flat=True)}
    Follower.objects.bulk_create([Follower(case=target, account_id=a, since=step.now) for a in accounts])
    files = list(case.files.values_list("pk", flat=True))
    case.files.update(case=target)
    target.followers = target.following.count()
    target.repeats = F("repeats") + 1 + case.repeats
    target.save()
    return {"files": files, "followers": sorted(accounts)}


@transaction.atomic
def unmerge(*, actor: Actor, case_id: int, seen: int | None = None) -> Case:
    """Two matters after all: files, followers and clocks go back, no due time is given anew, the sender is told."""
    target_id = queries.get(actor, case_id).merged_into_id
    ids = sorted(filter(None, (case_id, target_id)))
    # The other case may lie elsewhere by now; what is taken back is this one's, so its own gate is enough.
    locked = Case.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk")
    target = next((each for each in locked if each.pk == target_id), None)
    step = take(actor, case_id, Verb.UNMERGE, seen)
    step.check()
    if target is None or step.case.merged_into_id != target.pk:
        raise Denied(Why.ALREADY_DISPATCHED)  # merged elsewhere since it was looked up
    merged = history.head(SUBJECT, case_id)
    assert merged is not None
    moved = merged.data["moved"]
    _take_back(step.case, target, moved)
    _resume(step, moved["stopped"])
    _give_clocks_back(target, moved["clocks"])
    target.save()
    case = step.case
    case.merged_into = case.closed_at = None
    case.holder_id, case.handler, case.assigner, case.assigned_by = case.lead_id, None, None, None
    case.returned_as = ""
    return step.done({"target_id": target.pk})


def _take_back(case: Case, target: Case, moved: dict[str, Any]) -> None:
    CaseFile.objects.filter(case=target, pk__in=moved["files"]).update(case=case)
    target.following.filter(account_id__in=moved["followers"]).delete()
    target.followers = target.following.count()
    target.repeats = max(0, target.repeats - 1 - case.repeats)


def _resume(step: Step, stopped: dict[str, dict[str, Any]]) -> None:
    """The clocks that the merge stopped run on as if it had not been; due times stay as given."""
    case = step.case
    running = list(case.clocks.filter(pk__in=map(int, stopped)).order_by("pk"))
    for clock in running:
        clock.stopped_at, clock.used_s, clock.late = None, None, False
        clock.warn_at = _read(clock, "warn_at", stopped[str(clock.pk)])
        clock.save(update_fields=["stopped_at", "used_s", "late", "warn_at"])
    case.late = any(clock.late for clock in case.clocks.all()) or any(c.due_at < step.now for c in running)
    if any(clock.name == Clock.HANDLING for clock in running):
        case.margin_s = None
    clocks.show(case, running)


def _give_clocks_back(target: Case, before: dict[str, Any]) -> None:
    """Only to clocks that still run: what has stopped was judged by the time it had."""
    running = clocks.running(target)
    for clock in running:
        if times := before.get(str(clock.pk)):
            _set_times(clock, {name: _read(clock, name, times) for name in _TIMES})
    clocks.show(target, running)


def _read(clock: CaseClock, name: str, written: dict[str, Any]) -> Any:
    """A value of a clock as history keeps it: moments are text there."""
    field = clock._meta.get_field(name)
    assert isinstance(field, Field)
    return field.to_python(written[name])
