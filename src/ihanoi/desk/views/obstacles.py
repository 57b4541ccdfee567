"""The register of obstacles: agencies record, overseers synthesise and answer."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ihanoi.accountability import actions, queries
from ihanoi.accountability.queries import Sought
from ihanoi.accountability.words import ObstacleState, Stage, Subject
from ihanoi.desk.forms import choices
from ihanoi.desk.forms.duties import ObstacleAnswerForm, ObstacleForm
from ihanoi.desk.views.duties import (
    CSV,
    XLSX,
    chips,
    done,
    download,
    form_of,
    next_href,
    number_in,
    own_agencies,
    sent_from,
    shown,
)
from ihanoi.desk.views.frame import officials
from ihanoi.kernel import clock
from ihanoi.kernel.denials import NotFound
from ihanoi.ui.requests import actor_of

HERE = "obstacles"


def _sought(request: HttpRequest) -> Sought:
    return Sought(
        request.GET.get("khau", ""), request.GET.get("trang-thai", ""), number_in(request, "co-quan")
    )


@require_safe
@officials
def obstacles(request: HttpRequest) -> HttpResponse:
    """Newest first (`khau=`, `trang-thai=`, `co-quan=`), with what they add up to by stage."""
    actor = actor_of(request)
    wanted = _sought(request)
    found = queries.obstacles(actor, wanted, request.GET.get("sau", ""))
    context = {
        "obstacles": found.rows,
        "stages": queries.by_stage(actor),
        "chips": chips(request, "khau", Stage.choices),
        "states": chips(request, "trang-thai", ObstacleState.choices),
        "agencies": choices.agencies() if queries.sees_all(actor) else [],
        "wanted": wanted,
        "next_href": next_href(request, found.next),
        "own": own_agencies(request),
        "query": request.GET.urlencode(),
    }
    return shown(request, HERE, "obstacles/list.html", context)


@require_safe
@officials
def export_obstacles(request: HttpRequest, form: str) -> HttpResponse:
    """What the list shows, as XLSX or CSV."""
    content = actions.export_obstacles(actor=actor_of(request), wanted=_sought(request), form=form)
    return download(content, CSV if form == "csv" else XLSX, f"vuong-mac-{clock.today():%Y-%m-%d}.{form}")


@require_http_methods(["GET", "HEAD", "POST"])
@officials
def record_obstacle(request: HttpRequest) -> HttpResponse:
    """A new one, in the name of an own agency."""
    own = own_agencies(request)
    if not own:
        raise NotFound(_("Không có trang này."))
    form = form_of(request, ObstacleForm)
    form.offer(own)
    if request.method == "POST":
        made: list[Any] = []
        if form.attempt(lambda **given: made.append(actions.record_obstacle(**given))):
            return done(request, _("Đã ghi nhận; nơi tổng hợp được báo."), "desk:obstacle", made[0].pk)
    return shown(request, HERE, "obstacles/edit.html", {"form": form}, form.status)


@require_http_methods(["GET", "HEAD", "POST"])
@officials
def amend_obstacle(request: HttpRequest, obstacle_id: int) -> HttpResponse:
    """As long as nobody studies it."""
    found = queries.obstacle(actor_of(request), obstacle_id)
    codes = ", ".join(case.code for case in found.cases.all())
    first = {
        "agency_id": found.agency_id,
        "stage": found.stage,
        "cause": found.cause,
        "solution": found.solution,
    }
    form = form_of(request, ObstacleForm, initial={**first, "codes": codes})
    form.offer([(found.agency_id, found.agency.name)])
    if request.method == "POST" and form.attempt(partial(_amend, obstacle_id)):
        return done(request, _("Đã lưu."), "desk:obstacle", obstacle_id)
    return shown(request, HERE, "obstacles/edit.html", {"form": form, "obstacle": found}, form.status)


def _amend(obstacle_id: int, *, agency_id: int, **given: Any) -> None:
    """The agency stays what it was."""
    actions.amend_obstacle(obstacle_id=obstacle_id, **given)


@require_safe
@officials
def obstacle(request: HttpRequest, obstacle_id: int) -> HttpResponse:
    """One with its cases and its answer."""
    return _page(request, obstacle_id)


@sent_from("obstacle")
@officials
def study_obstacle(request: HttpRequest, obstacle_id: int) -> HttpResponse:
    """An overseer takes it up."""
    actions.study_obstacle(actor=actor_of(request), obstacle_id=obstacle_id)
    return done(request, _("Đã nhận nghiên cứu."), "desk:obstacle", obstacle_id)


@sent_from("obstacle")
@officials
def answer_obstacle(request: HttpRequest, obstacle_id: int) -> HttpResponse:
    """Solved or declined, with an answer."""
    form = form_of(request, ObstacleAnswerForm)
    if form.attempt(partial(actions.answer_obstacle, obstacle_id=obstacle_id)):
        return done(request, _("Đã trả lời cơ quan."), "desk:obstacle", obstacle_id)
    return _page(request, obstacle_id, form)


def _page(request: HttpRequest, obstacle_id: int, form: ObstacleAnswerForm | None = None) -> HttpResponse:
    found = queries.obstacle(actor_of(request), obstacle_id)
    context = {
        "obstacle": found,
        "form": form or ObstacleAnswerForm(),
        "steps": queries.steps(actor_of(request), Subject.OBSTACLE, found.state, [found.agency_id]),
    }
    return shown(request, HERE, "obstacles/obstacle.html", context, form.status if form else 200)
