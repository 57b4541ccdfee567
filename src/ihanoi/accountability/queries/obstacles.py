"""The register of obstacles, by stage, and what it adds up to (R96, R97)."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, QuerySet

from ihanoi.accountability.models import Obstacle
from ihanoi.accountability.queries.standing import answers_for, sees_all
from ihanoi.accountability.words import ObstacleState, Stage, Why
from ihanoi.cases.queries.paging import Page, after, page
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import NotFound

PAGE = 20


@dataclass(frozen=True, slots=True)
class Sought:
    """Which obstacles; blank: all."""

    stage: str = ""
    state: str = ""
    agency_id: int | None = None


def visible_obstacles(actor: Actor) -> QuerySet[Obstacle]:
    """All for those who see all; an agency its own."""
    if sees_all(actor):
        return Obstacle.objects.all()
    return Obstacle.objects.filter(agency__in=answers_for(actor))


def sought(actor: Actor, wanted: Sought) -> QuerySet[Obstacle]:
    """Those that fit."""
    rows = visible_obstacles(actor)
    if wanted.stage in Stage.values:
        rows = rows.filter(stage=wanted.stage)
    if wanted.state in ObstacleState.values:
        rows = rows.filter(state=wanted.state)
    if wanted.agency_id is not None:
        rows = rows.filter(agency=wanted.agency_id)
    return rows


def obstacles(actor: Actor, wanted: Sought, mark: str = "") -> Page[Obstacle]:
    """Newest first."""
    rows = sought(actor, wanted).select_related("agency").annotate(case_count=Count("cases"))
    return page(after(rows, "recorded_at", mark), "recorded_at", PAGE)


def obstacle(actor: Actor, obstacle_id: int) -> Obstacle:
    """Raises NotFound."""
    rows = visible_obstacles(actor).select_related("agency", "recorded_by", "answered_by")
    found = rows.prefetch_related("cases").filter(pk=obstacle_id).first()
    if found is None:
        raise NotFound(Why.NOT_FOUND)
    return found


@dataclass(frozen=True, slots=True)
class StageCount:
    """How many obstacles lie on one side, and how many of them are settled."""

    stage: Stage
    total: int
    settled: int


def by_stage(actor: Actor) -> list[StageCount]:
    """In the order of the regulation: citizen, business, government (R97)."""
    rows = visible_obstacles(actor).order_by().values_list("stage", "state").annotate(n=Count("pk"))
    found = list(rows)
    settled = (ObstacleState.SOLVED, ObstacleState.DECLINED)
    return [
        StageCount(
            stage,
            sum(n for s, _state, n in found if s == stage),
            sum(n for s, state, n in found if s == stage and state in settled),
        )
        for stage in Stage
    ]
