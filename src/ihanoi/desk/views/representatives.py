"""Officers of the agency where an organisation has its seat look at the papers of those who act for it."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ihanoi.desk.forms.accounts import PapersForm
from ihanoi.desk.views.duties import done, form_of, shown
from ihanoi.desk.views.frame import officials
from ihanoi.desk.views.seen import note_person
from ihanoi.journal.words import Data
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import NotFound
from ihanoi.media import queries as media
from ihanoi.people import actions
from ihanoi.people import queries as people
from ihanoi.people.queries import Representative
from ihanoi.ui.requests import actor_of

HERE = "representatives"


def _judge(request: HttpRequest) -> Actor:
    actor = actor_of(request)
    if not people.judges_papers(actor):
        raise NotFound(_("Không có trang này."))
    return actor


def _representative(actor: Actor, representative_id: int) -> Representative:
    found = people.representative(representative_id)
    if found is None or not people.may_judge_papers(actor, found):
        raise NotFound(_("Không có trang này."))
    return found


@require_safe
@officials
def representatives(request: HttpRequest) -> HttpResponse:
    """Whose papers wait, oldest first."""
    context = {"waiting": people.papers_waiting(_judge(request))}
    return shown(request, HERE, "representatives/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@officials
def representative(request: HttpRequest, representative_id: int) -> HttpResponse:
    """The papers; POST says what they show."""
    actor = _judge(request)
    found = _representative(actor, representative_id)
    note_person(request, found.account_id, Data.IDENTITY)
    claimed = {"name": found.firm_name, "address": found.firm_address, "unit_id": found.seat_id}
    form = form_of(request, PapersForm, initial=claimed)
    if request.method == "POST" and form.attempt(
        partial(actions.judge_papers, representative_id=representative_id)
    ):
        return done(request, _("Đã ghi; người gửi được báo."), "desk:representatives")
    context = {
        "found": found,
        "others": [each for each in people.representatives(found.organisation_id) if each.pk != found.pk],
        "papers": [media.url(paper, "full", to=actor) for paper in media.papers(found.papers)],
        "form": form,
    }
    return shown(request, HERE, "representatives/one.html", context, form.status)


@require_POST
@officials
def end_representative(request: HttpRequest, representative_id: int) -> HttpResponse:
    """The person does not act for the organisation any more."""
    actor = _judge(request)
    found = _representative(actor, representative_id)
    actions.end_representing(actor=actor, organisation_id=found.organisation_id, account_id=found.account_id)
    return done(request, _("Đã chấm dứt việc đại diện."), "desk:representatives")
