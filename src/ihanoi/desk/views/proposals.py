"""Proposals to remind or criticise: what the machine counted, what people proposed, what the city decided."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from ihanoi.accountability import actions, queries
from ihanoi.accountability.words import Ground, ProposalState, Subject, Verb
from ihanoi.desk.forms.duties import (
    DecisionForm,
    DutyForm,
    NumberForm,
    ProposeForm,
    ReasonForm,
    ThresholdForm,
)
from ihanoi.desk.views.duties import chips, done, form_of, next_href, sent_from, shown
from ihanoi.desk.views.frame import officials
from ihanoi.kernel import clock
from ihanoi.kernel.denials import NotFound
from ihanoi.people import queries as people
from ihanoi.people.words import Role
from ihanoi.ui.requests import actor_of

HERE: Final = "proposals"
STEPS: Final[dict[Verb, tuple[type[DutyForm], Callable[..., object], Promise]]] = {
    Verb.PROPOSE: (ProposeForm, actions.propose, _("Đã đề xuất; các phản ánh chứng minh được giữ nguyên.")),
    Verb.DISMISS: (ReasonForm, actions.dismiss_proposal, _("Đã ghi là không đề xuất.")),
    Verb.SEND: (NumberForm, actions.send_proposal, _("Đã ghi nhận trình UBND thành phố; cơ quan được báo.")),
    Verb.DECIDE: (DecisionForm, actions.decide_proposal, _("Đã ghi quyết định; cơ quan được báo.")),
    Verb.WITHDRAW: (ReasonForm, actions.withdraw_proposal, _("Đã rút đề xuất.")),
}
"""What may be done with a proposal: its form, its action, the word when it is done."""
SLUGS: Final = {
    Verb.PROPOSE: "de-xuat",
    Verb.DISMISS: "khong-de-xuat",
    Verb.SEND: "trinh",
    Verb.DECIDE: "quyet-dinh",
    Verb.WITHDRAW: "rut",
}


@require_safe
@officials
def proposals(request: HttpRequest) -> HttpResponse:
    """Newest first (`trang-thai=`, `can-cu=`), with the thresholds in force."""
    actor = actor_of(request)
    state, ground = request.GET.get("trang-thai", ""), request.GET.get("can-cu", "")
    found = queries.proposals(actor, state, ground, request.GET.get("sau", ""))
    everything = queries.sees_all(actor)
    context = {
        "proposals": found.rows,
        "chips": chips(request, "trang-thai", ProposalState.choices) if everything else [],
        "grounds": chips(request, "can-cu", Ground.choices) if everything else [],
        "next_href": next_href(request, found.next),
        "thresholds": queries.in_force().values(),
        "operates": people.operates_city(actor),
    }
    return shown(request, HERE, "proposals/list.html", context)


@require_safe
@officials
def proposal(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """The counts, how they were made, the cases that prove them, and how far it has come."""
    return _page(request, proposal_id)


@sent_from("proposal")
@officials
def step(request: HttpRequest, proposal_id: int, verb: str) -> HttpResponse:
    """One step of the path."""
    kind, action, said = STEPS[Verb(verb)]
    form = form_of(request, kind)
    if form.attempt(partial(action, proposal_id=proposal_id)):
        return done(request, str(said), "desk:proposal", proposal_id)
    return _page(request, proposal_id, Verb(verb), form)


def _page(
    request: HttpRequest, proposal_id: int, verb: Verb | None = None, form: DutyForm | None = None
) -> HttpResponse:
    actor = actor_of(request)
    page = queries.proposal_page(actor, proposal_id)
    verbs = [Verb(each) for each in queries.steps(actor, Subject.PROPOSAL, page.proposal.state)]
    steps: list[dict[str, Any]] = [
        {
            "verb": each,
            "title": _("Ghi nhận đã trình") if each == Verb.SEND else each.label,
            "href": reverse(f"desk:proposal-{each}", args=[proposal_id]),
            "form": form if form and each == verb else STEPS[each][0](actor=actor),
            "tried": each == verb,
        }
        for each in verbs
    ]
    context = {"page": page, "proposal": page.proposal, "steps": steps}
    return shown(request, HERE, "proposals/proposal.html", context, form.status if form else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@officials
def thresholds(request: HttpRequest) -> HttpResponse:
    """All thresholds by day; operators of the city add one."""
    actor = actor_of(request)
    operates = people.operates_city(actor)
    if not actor.holds(Role.OPERATOR):
        queries.need_to_see_all(actor)
    form = form_of(request, ThresholdForm)
    if request.method == "POST":
        if not operates:
            raise NotFound(_("Không có trang này."))
        if form.attempt(actions.set_threshold):
            return done(request, str(_("Đã ghi ngưỡng mới.")), "desk:thresholds")
    context = {"rows": queries.thresholds(), "form": form, "operates": operates, "today": clock.today()}
    return shown(
        request, "thresholds" if operates else HERE, "proposals/thresholds.html", context, form.status
    )
