"""For operators: the accounts of their agencies' officials, and the invitations that wait for an answer."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ihanoi.desk.forms.accounts import InviteForm
from ihanoi.desk.views.duties import done, form_of, next_href, number_in, shown
from ihanoi.desk.views.frame import officials
from ihanoi.identity import actions as identity
from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import NotFound
from ihanoi.people import actions
from ihanoi.people import queries as people
from ihanoi.people.queries import Sought
from ihanoi.people.words import Condition, Role
from ihanoi.ui.requests import actor_of

HERE = "accounts"


def operator(request: HttpRequest) -> Actor:
    """Who administers accounts somewhere. Raises NotFound."""
    actor = actor_of(request)
    if not actor.holds(Role.OPERATOR):
        raise NotFound(_("Không có trang này."))
    return actor


@require_safe
@officials
def accounts(request: HttpRequest) -> HttpResponse:
    """By name (`tim=`, `co-quan=`, `vai-tro=`, `trang-thai=`), page after page (`sau=`)."""
    actor = operator(request)
    role, condition = request.GET.get("vai-tro", ""), request.GET.get("trang-thai", "")
    sought = Sought(
        name=request.GET.get("tim", "")[:100],
        agency_id=number_in(request, "co-quan"),
        role=role if role in Role.values else "",
        condition=condition if condition in Condition.values else "",
        mark=request.GET.get("sau", ""),
    )
    known = sought.agency_id is None or sought.agency_id in people.governed(actor)
    found = people.officials(actor, sought) if known else people.Officials([], "")
    governed = people.governed(actor)
    quarter = people.quarter_of(clock.today())
    context = {
        "officials": found.rows,
        "sought": sought,
        "agencies": sorted((a.name, a.id) for a in people.agencies() if a.id in governed),
        "roles": Role.choices,
        "conditions": Condition.choices,
        "filtered": bool(sought.name or sought.agency_id or role or condition),
        "next_href": next_href(request, found.next),
        "invitations": people.invitations(governed),
        "now": clock.now(),
        "behind": sum(state.left for state in people.reviews(governed, quarter)),
        "due_on": people.review_due(quarter),
        "localities": people.localities(),
        "fewest": people.FEWEST,
    }
    return shown(request, HERE, "accounts/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@officials
def invite(request: HttpRequest) -> HttpResponse:
    """A letter to somebody who is to work in an agency."""
    operator(request)
    form = form_of(request, InviteForm)
    if request.method == "POST" and form.attempt(identity.invite):
        said = _("Đã gửi thư mời tới %(name)s; thư dùng được 7 ngày.") % {
            "name": form.cleaned_data["full_name"]
        }
        return done(request, said, "desk:accounts")
    return shown(request, HERE, "accounts/invite.html", {"form": form}, form.status)


@require_POST
@officials
def invite_again(request: HttpRequest, invitation_id: int) -> HttpResponse:
    """Another letter; the one before opens nothing any more."""
    identity.invite_again(actor=operator(request), invitation_id=invitation_id)
    return done(request, _("Đã gửi lại thư mời. Thư trước không còn dùng được."), "desk:accounts")


@require_POST
@officials
def take_back_invitation(request: HttpRequest, invitation_id: int) -> HttpResponse:
    """The letter opens nothing any more."""
    actions.take_back_invitation(actor=operator(request), invitation_id=invitation_id)
    return done(request, _("Đã thu hồi thư mời."), "desk:accounts")
