"""The same matter reported twice: the later case goes into the one it repeats, and nobody loses their voice."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F

from ihanoi.cases import queries
from ihanoi.cases.actions import clocks
from ihanoi.cases.actions.step import Step, take
from ihanoi.cases.models import Case, CaseClock, Follower
from ihanoi.cases.words import DONE, OPEN, Verb
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import NotFound


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
    _keep_oldest_clock(step, target)
    _move_voices(step, target)
    case = step.case
    case.merged_into, case.closed_at = target, step.now
    return step.done({"target_id": target.pk})


def _lock(actor: Actor, case_id: int) -> Case | None:
    try:
        return queries.get(actor, case_id, lock=True)
    except NotFound:
        return None


def _fits(case: Case, target: Case) -> bool:
    alive = target.state in OPEN or target.state in DONE
    return alive and target.pk != case.pk and target.kind == case.kind


def _keep_oldest_clock(step: Step, target: Case) -> None:
    mine = {c.name: c for c in step.case.clocks.filter(stopped_at__isnull=True)}
    running = list(target.clocks.filter(stopped_at__isnull=True))
    for theirs in running:
        older = mine.get(theirs.name)
        if older and older.due_at < theirs.due_at:
            _take_over(theirs, older)
    clocks.show(target, running)


def _take_over(theirs: CaseClock, older: CaseClock) -> None:
    theirs.started_at, theirs.due_at, theirs.first_due_at = older.started_at, older.due_at, older.first_due_at
    theirs.trace, theirs.limit_s, theirs.warn_at = older.trace, older.limit_s, older.warn_at
    theirs.save(update_fields=["started_at", "due_at", "first_due_at", "trace", "limit_s", "warn_at"])


def _move_voices(step: Step, target: Case) -> None:
    case = step.case
    accounts = set(Follower.objects.filter(case=case).values_list("account_id", flat=True))
    if case.sender_id and case.sender_id != target.sender_id:
        accounts.add(case.sender_id)
    Follower.objects.bulk_create(
        [Follower(case=target, account_id=a, since=step.now) for a in accounts - {target.sender_id}],
        ignore_conflicts=True,
    )
    case.files.update(case=target)
    target.followers = target.following.count()
    target.repeats = F("repeats") + 1 + case.repeats
    target.save()
