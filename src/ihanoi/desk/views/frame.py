"""The frame around every desk page: who may enter, in which seats, and the rail with its counts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from ihanoi.accountability import queries as accountability
from ihanoi.cases import queries as cases
from ihanoi.cases.queries import Shelf, Tally
from ihanoi.desk.words import SHELVES
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import NotFound
from ihanoi.people import queries as people
from ihanoi.people.words import Role
from ihanoi.places import queries as places
from ihanoi.privacy import queries as privacy
from ihanoi.routing import queries as routing
from ihanoi.ui.requests import actor_of
from ihanoi.ui.responses import denials_as_pages

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]
SEAT = "desk_agency"


def officials(view: View[P]) -> View[P]:
    """Only for accounts with a seat: others are asked to sign in, or find nothing here."""

    @wraps(view)
    @never_cache
    @denials_as_pages
    def entered(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        actor = actor_of(request)
        if actor.account_id is None:
            return redirect_to_login(request.get_full_path())
        if not actor.seats:
            raise NotFound(_("Không có trang này."))
        return view(request, *args, **kwargs)

    return entered


def agency_of(request: HttpRequest) -> int | None:
    """The agency that the officer looks at; None: all in which a seat is held."""
    chosen = request.session.get(SEAT)
    return chosen if chosen in actor_of(request).agencies() else None


def works(actor: Actor) -> bool:
    """Whether somebody acts on cases: who inspects only reads."""
    return any(seat.role != Role.INSPECTOR for seat in actor.seats)


def frame(request: HttpRequest, here: str = "", tallies: Mapping[str, Tally] | None = None) -> dict[str, Any]:
    """What the layout shows around the page. `here`: the shelf or the name of the page."""
    actor, agency_id = actor_of(request), agency_of(request)
    if tallies is None:
        tallies = cases.lengths(actor, agency_id)
    many = len(actor.agencies()) > 1
    kept = _kept(request)
    at_kept = any(each["current"] for each in kept)
    own = [{"title": _("Bộ lọc đã lưu")}, *kept] if kept else []
    return {
        "rail": [*_lists(actor, "" if at_kept else here, tallies), *own, *_others(actor, here)],
        "saved": next((each for each in kept if each["current"]), None),
        "agency_name": _agency_name(actor, agency_id),
        "role_names": _role_names(actor, agency_id),
        "seat_href": reverse("desk:seat") if many else "",
        "here": here,
        "to_confirm": places.to_confirm() if places.watches_calendars(actor) else [],
        "may_plan": places.may_edit(actor),
    }


def _lists(actor: Actor, here: str, tallies: Mapping[str, Tally]) -> list[dict[str, Any]]:
    return [
        {
            "href": reverse(f"desk:shelf-{shelf}"),
            "icon": SHELVES[shelf].icon,
            "label": SHELVES[shelf].label,
            **_count(tallies.get(shelf.value)),
            "current": here == shelf,
        }
        for shelf in cases.shelves(actor)
    ]


def _kept(request: HttpRequest) -> list[dict[str, Any]]:
    """The filters that the officer has saved."""
    here = f"{request.path}?{tidy(request.GET.urlencode())}"
    kept = {
        f"{reverse(f'desk:shelf-{f.shelf}')}?{f.query}": f for f in cases.saved_filters(actor_of(request))
    }
    return [
        {
            "id": f.pk,
            "href": href,
            "icon": "bookmark",
            "label": f.name,
            "count": None,
            "current": href == here,
        }
        for href, f in kept.items()
    ]


def tidy(query: str) -> str:
    """Without the page and without what is empty, so that the same list has the same address."""
    given = QueryDict(query, mutable=True)
    given.pop("sau", None)
    for name in [name for name, value in given.items() if not value]:
        del given[name]
    return given.urlencode()


def _count(tally: Tally | None) -> dict[str, Any]:
    """Where counting stopped, "1.000+"."""
    if tally is None:
        return {"count": None}
    total = min(tally.total, cases.COUNTED) if tally.capped else tally.total
    return {"count": total, "capped": tally.capped}


def _others(actor: Actor, here: str) -> list[dict[str, Any]]:
    """What is not a list of cases, in sections: for everybody, for those who oversee, for the operator."""
    common = [("figures", "chart-column", _("Số liệu"))]
    if cases.may_enter(actor):
        common.insert(0, ("entry", "pen-line", _("Nhập hộ người gửi")))
    if people.may_vouch(actor):
        common.insert(1, ("vouch", "id-card", _("Xác nhận danh tính")))
    if cases.sees_promises(actor):
        common.append(("promises", "calendar-clock", _("Lời hứa")))
    common.append(("absences", "user-check", _("Nghỉ và thay")))
    if people.judges_papers(actor):
        common.append(("representatives", "briefcase-business", _("Người đại diện")))
    judged = [*duties(actor)]
    if accountability.sees_all(actor) or accountability.answers_for(actor):
        judged.append(("afterwards", "scale", _("Sau câu trả lời")))
    judged += [("recurring", "repeat", _("Việc lặp lại"))] if accountability.sees_all(actor) else []
    judged += [("quality", "badge-check", _("Chuyển tự động"))] if may_judge(actor) else []
    operated = []
    if people.operates_city(actor):
        operated += [("rules", "landmark", _("Thẩm quyền")), ("bench", "route", _("Thử chuyển"))]
        operated.append(("readers", "book-open", _("Máy đọc")))
        operated.append(("thresholds", "scale", _("Ngưỡng đề xuất")))
        operated += [
            ("numbers", "timer", _("Hạn và lý do")),
            ("recount", "calendar-clock", _("Tính lại hạn")),
        ]
        operated.append(("simulations", "chart-column", _("Mô phỏng")))
    if actor.holds(Role.OPERATOR):
        operated.insert(0, ("accounts", "users", _("Tài khoản cán bộ")))
    if any(actor.holds(role) for role in (Role.OPERATOR, Role.OVERSEER, Role.INSPECTOR)):
        operated.append(("seat-reviews", "list-checks", _("Rà soát vai trò")))
    if places.watches_calendars(actor):
        operated.append(("calendars", "calendar-days", _("Lịch làm việc")))
    guarded = [("privacy", "shield", _("Yêu cầu về dữ liệu")), ("retention", "archive", _("Lưu giữ và xóa"))]
    guarded = guarded if privacy.guards(actor) else []
    guarded += [("reads", "eye", _("Nhật ký xem dữ liệu"))] if watches_reads(actor) else []
    guarded += [("incidents", "siren", _("Sự cố dữ liệu"))] if privacy.keeps_incidents(actor) else []
    chart = {"href": "/ban-do", "icon": "map", "label": _("Bản đồ"), "count": None, "current": False}
    return [
        *_section(_("Khác"), common, here),
        chart,
        *_section(_("Trách nhiệm"), judged, here),
        *_section(_("Dữ liệu cá nhân"), guarded, here),
        *_section(_("Quản trị"), operated, here),
    ]


def _section(title: str, pages: list[tuple[str, str, str]], here: str) -> list[dict[str, Any]]:
    """Pages as (name, icon, label) under a title; nothing where there are none."""
    items = [
        {"href": reverse(f"desk:{n}"), "icon": i, "label": w, "count": None, "current": here == n}
        for n, i, w in pages
    ]
    return [{"title": title}, *items] if items else []


def duties(actor: Actor) -> list[tuple[str, str, str]]:
    """What agencies answer for: to those who follow it, and to those who answer."""
    if not accountability.sees_all(actor) and not accountability.answers_for(actor):
        return []
    pages = [
        ("letters", "mail", _("Công văn đôn đốc")),
        ("inquiries", "message-square-warning", _("Giải trình")),
        ("proposals", "gavel", _("Đề xuất xử lý")),
        ("directives", "scroll-text", _("Văn bản chỉ đạo")),
        ("obstacles", "construction", _("Vướng mắc")),
        ("month-report", "file-text", _("Báo cáo tháng")),
    ]
    checks = [("inspection", "shield-check", _("Kiểm tra công vụ"))]
    return pages + checks if accountability.sees_all(actor) else pages


def watches_reads(actor: Actor) -> bool:
    """Whether the actor watches over who sees whose data."""
    return bool(actor.agencies(Role.INSPECTOR, Role.GUARDIAN))


def may_judge(actor: Actor) -> bool:
    """Whether the actor answers for how reports are routed: dispatchers, overseers, the operator."""
    return any(actor.holds(role) for role in (Role.DISPATCHER, Role.OVERSEER)) or routing.may_edit(actor)


def _agency_name(actor: Actor, agency_id: int | None) -> str:
    held = sorted(actor.agencies())
    if agency_id is not None:
        return people.agency(agency_id).name
    return people.agency(held[0]).name if len(held) == 1 else _("Tất cả cơ quan của tôi")


def _role_names(actor: Actor, agency_id: int | None) -> str:
    short = {
        Role.ASSIGNER: pgettext("role", "Phân công"), Role.HANDLER: pgettext("role", "Xử lý"),
        Role.APPROVER: pgettext("role", "Duyệt"), Role.DISPATCHER: pgettext("role", "Điều phối"),
        Role.OVERSEER: pgettext("role", "Giám sát"), Role.OPERATOR: pgettext("role", "Quản trị"),
        Role.INSPECTOR: pgettext("role", "Thanh tra"), Role.GUARDIAN: pgettext("role", "Bảo vệ dữ liệu"),
    }  # fmt: skip
    held = {seat.role for seat in actor.seats if agency_id in (None, seat.agency_id)}
    return " · ".join(str(words) for role, words in short.items() if role in held)


@require_safe
@officials
def menu(request: HttpRequest) -> HttpResponse:
    """The rail as a page, for phones without JavaScript."""
    return render(request, "desk/menu.html", frame(request))


@require_http_methods(["GET", "HEAD", "POST"])
@officials
def seat(request: HttpRequest) -> HttpResponse:
    """Choose the agency to work for; empty: all of them."""
    actor = actor_of(request)
    if request.method != "POST":
        rows = [(a, people.agency(a).name, _role_names(actor, a)) for a in sorted(actor.agencies())]
        return render(
            request, "desk/seat.html", {**frame(request), "seats": rows, "chosen": agency_of(request)}
        )
    held = {str(agency): agency for agency in actor.agencies()}
    request.session[SEAT] = held.get(request.POST.get("agency", ""))
    return redirect(home(actor))


def home(actor: Actor) -> str:
    """The first list that makes sense for the seats."""
    first = next(iter(cases.shelves(actor)), Shelf.MINE)
    if privacy.guards(actor) and {seat.role for seat in actor.seats} == {Role.GUARDIAN}:
        return reverse("desk:privacy")
    return reverse(f"desk:shelf-{first}")


def go(request: HttpRequest, address: str) -> HttpResponse:
    """On to a page after something was done, for browsers and for htmx."""
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return HttpResponseRedirect(address, status=303)
