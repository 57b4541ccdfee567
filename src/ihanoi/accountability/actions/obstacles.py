"""Agencies record what hinders, by stage, with cause and proposed solution; overseers study and answer (R96, R97)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from django.db import transaction

from ihanoi.accountability import queries
from ihanoi.accountability.actions.step import (
    answering,
    check,
    clean,
    locked,
    named_case,
    overseers,
    seat_of,
    tell,
    write_down,
)
from ihanoi.accountability.models import Obstacle, ObstacleCase
from ihanoi.accountability.queries import facts, roles_of
from ihanoi.accountability.words import ObstacleState, Stage, Subject, Verb, Why
from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import Invalid

SUBJECT: Final = Subject.OBSTACLE


@transaction.atomic
def record_obstacle(
    *, actor: Actor, agency_id: int, stage: str, cause: str, solution: str, codes: Sequence[str] = ()
) -> Obstacle:
    """In the name of an agency in which a seat is held. Raises Invalid, Denied."""
    given = {"stage": stage, **clean(cause=cause, solution=solution)}
    state = check(SUBJECT, Verb.RECORD, "", roles_of(actor, [agency_id]), facts(), given)
    _check_stage(stage)
    assert actor.account_id is not None
    made = Obstacle.objects.create(
        state=state, agency_id=agency_id, stage=stage, cause=given["cause"], solution=given["solution"],
        recorded_by_id=actor.account_id, recorded_at=clock.now(),
    )  # fmt: skip
    linked = _link(actor, made, codes)
    seat = seat_of(actor, agency_id)
    data = {**given, "codes": linked}
    write_down(actor, SUBJECT, made.pk, Verb.RECORD, data, agency_id=agency_id, role=seat)
    told = {"agency": made.agency.name, "stage": Stage(stage).label}
    tell(overseers(), "obstacle_recorded", told, url=_page(made), key=f"obstacle:{made.pk}:new", actor=actor)
    return made


@transaction.atomic
def amend_obstacle(
    *, actor: Actor, obstacle_id: int, stage: str, cause: str, solution: str, codes: Sequence[str] = ()
) -> Obstacle:
    """As long as nobody studies it."""
    found = locked(queries.visible_obstacles(actor), obstacle_id)
    given = {"stage": stage, **clean(cause=cause, solution=solution)}
    check(SUBJECT, Verb.AMEND, found.state, roles_of(actor, [found.agency_id]), facts(), given)
    _check_stage(stage)
    found.stage, found.cause, found.solution = stage, given["cause"], given["solution"]
    found.save(update_fields=["stage", "cause", "solution"])
    ObstacleCase.objects.filter(obstacle=found).delete()
    data = {**given, "codes": _link(actor, found, codes)}
    seat = seat_of(actor, found.agency_id)
    write_down(actor, SUBJECT, found.pk, Verb.AMEND, data, agency_id=found.agency_id, role=seat)
    return found


def _check_stage(stage: str) -> None:
    if stage not in Stage.values:
        raise Invalid({"stage": Why.NO_STAGE})


def _link(actor: Actor, found: Obstacle, codes: Iterable[str]) -> list[str]:
    linked = {case.pk: case.code for code in codes if (case := named_case(actor, code, "codes"))}
    ObstacleCase.objects.bulk_create(ObstacleCase(obstacle=found, case_id=case_id) for case_id in linked)
    return sorted(linked.values())


@transaction.atomic
def study_obstacle(*, actor: Actor, obstacle_id: int) -> Obstacle:
    """An overseer takes it up."""
    return _judge(actor, obstacle_id, Verb.STUDY, "")


@transaction.atomic
def answer_obstacle(*, actor: Actor, obstacle_id: int, solved: bool, text: str) -> Obstacle:
    """What was done about it, or why nothing can be."""
    return _judge(actor, obstacle_id, Verb.SOLVE if solved else Verb.DECLINE, text)


def _judge(actor: Actor, obstacle_id: int, verb: Verb, text: str) -> Obstacle:
    found = locked(queries.visible_obstacles(actor), obstacle_id)
    given = clean(text=text)
    found.state = check(SUBJECT, verb, found.state, roles_of(actor), facts(), given)
    found.answer, found.answered_by_id, found.answered_at = given["text"], actor.account_id, clock.now()
    found.save(update_fields=["state", "answer", "answered_by", "answered_at"])
    write_down(actor, SUBJECT, found.pk, verb, given, agency_id=found.agency_id)
    told = {"state": ObstacleState(found.state).label, "text": given["text"]}
    accounts = answering([found.agency_id])[found.agency_id]
    key = f"obstacle:{found.pk}:{found.state}"
    tell(accounts, "obstacle_answered", told, url=_page(found), key=key, actor=actor)
    return found


def _page(found: Obstacle) -> str:
    return f"/ban-xu-ly/vuong-mac/{found.pk}"
