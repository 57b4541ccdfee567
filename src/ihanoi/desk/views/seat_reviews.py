"""The quarter's review of seats: operators decide seat by seat, overseers see who is behind."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ihanoi.desk.views.duties import done, shown
from ihanoi.desk.views.frame import officials
from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import Denied, Invalid, NotFound
from ihanoi.people import actions
from ihanoi.people import queries as people
from ihanoi.people.words import Role
from ihanoi.ui.requests import actor_of

HERE = "accounts"  # where the list leads there


def _agencies(actor: Actor) -> frozenset[int]:
    """Operators see their own line, who oversees or inspects all of it. Raises NotFound for everybody else."""
    if actor.holds(Role.OVERSEER) or actor.holds(Role.INSPECTOR):
        return frozenset(node.id for node in people.agencies())
    if actor.holds(Role.OPERATOR):
        return people.governed(actor)
    raise NotFound(_("Không có trang này."))


def _quarter(request: HttpRequest) -> date:
    """`quy=2026-10-01`, one that has begun; this one otherwise."""
    today = clock.today()
    try:
        wanted = people.quarter_of(date.fromisoformat(request.GET.get("quy", "")))
    except ValueError:
        wanted = people.quarter_of(today)
    return min(wanted, people.quarter_of(today))


@require_safe
@officials
def seat_reviews(request: HttpRequest) -> HttpResponse:
    """Each agency: how many seats, how many looked at, until when."""
    actor, quarter = actor_of(request), _quarter(request)
    states = people.reviews(_agencies(actor), quarter)
    context = {
        "states": states,
        "overdue": sum(state.overdue for state in states),
        **_words(quarter),
    }
    return shown(request, HERE, "accounts/reviews.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@officials
def seat_review(request: HttpRequest, agency_id: int) -> HttpResponse:
    """The seats of an agency; POST says of some whether they stay (`ghe-<id>=giu|thu`)."""
    actor, quarter = actor_of(request), _quarter(request)
    if agency_id not in _agencies(actor):
        raise NotFound(_("Không có trang này."))
    wrong, status = "", 200
    if request.method == "POST":
        try:
            count = actions.check_seats(
                actor=actor, agency_id=agency_id, quarter=quarter, verdicts=_verdicts(request)
            )
        except NotFound:
            raise
        except Denied as denial:
            wrong, status = str(denial.reason), denial.status
        else:
            said = _("Đã ghi kết quả rà soát của %(n)d vai trò.") % {"n": count}
            return done(request, said, "desk:seat-review", agency_id)
    rows = people.review(agency_id, quarter)
    context = {
        "agency": people.agency(agency_id),
        "rows": rows,
        "left": sum(row.checked_at is None for row in rows),
        "may_check": agency_id in people.governed(actor),
        "me": actor.account_id,
        "wrong": wrong,
        "now": clock.now(),
        **_words(quarter),
    }
    return shown(request, HERE, "accounts/review.html", context, status)


def _verdicts(request: HttpRequest) -> dict[int, bool]:
    """What was chosen; seats without a choice are left out. Raises Invalid for what no page sends."""
    chosen = {name[4:]: value for name, value in request.POST.items() if name.startswith("ghe-")}
    if not all(
        name.isdecimal() and len(name) < 19 and value in ("giu", "thu") for name, value in chosen.items()
    ):
        raise Invalid({"": _("Chọn giữ hay thu hồi cho ít nhất một vai trò.")})
    return {int(name): value == "giu" for name, value in chosen.items()}


def _words(quarter: date) -> dict[str, Any]:
    return {
        "quarter": quarter,
        "quarter_name": _("quý %(n)d/%(year)d") % {"n": (quarter.month + 2) // 3, "year": quarter.year},
        "due_on": people.review_due(quarter),
        "before": people.quarter_before(quarter),
        "is_now": quarter == people.quarter_of(clock.today()),
    }
