"""The lists."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ihanoi.cases import queries as cases
from ihanoi.cases.queries import Colour, InboxRow, Shelf, Tally, Wanted
from ihanoi.cases.words import KIND_OF_SLUG, KIND_SHORT, KIND_SLUGS, Kind, Priority, State, Verb
from ihanoi.desk.forms import choices
from ihanoi.desk.views import walk
from ihanoi.desk.views.frame import agency_of, frame, home, officials, works
from ihanoi.desk.views.rows import BY_AGE, OF_THE_CITY, groups
from ihanoi.desk.words import MOVES, SHELVES
from ihanoi.kernel import clock
from ihanoi.kernel.plain import plain
from ihanoi.people import queries as people
from ihanoi.people.words import AgencyKind, Role
from ihanoi.places import queries as places
from ihanoi.ui.requests import actor_of

FILTERS = ("loai", "trang-thai", "linh-vuc", "uu-tien", "dia-ban", "co-quan", "tim", "mau")
COLOURS = {"qua-han": Colour.LATE, "hom-nay": Colour.TODAY, "nua-han": Colour.HALF, "trong-han": Colour.EASY}


@require_safe
@officials
def shelf(request: HttpRequest, shelf: Shelf) -> HttpResponse:
    """One list: rows and counts, one query each."""
    actor = actor_of(request)
    if shelf not in cases.shelves(actor):
        return (
            redirect(home(actor))
            if home(actor) != request.path
            else render(request, "desk/nothing.html", frame(request))
        )
    wanted = wanted_of(request, shelf)
    page, tallies = cases.inbox(actor, wanted), cases.tallies(actor, wanted)
    tally = tallies.get("", Tally())
    walk.remember(request, str(SHELVES[shelf].label), [row.code for row in page.rows])
    context = {
        **frame(request, shelf, tallies),
        "shelf": SHELVES[shelf],
        "groups": groups(page.rows, tally, shelf, counted=not wanted.colour, works=works(actor)),
        "boxes": _boxes(request, tally, wanted),
        "total": max(_total(tally, wanted), len(page.rows)),
        "capped": tally.capped,
        "shown": len(page.rows),
        "now": clock.now(),
        "filters": _filters(request, wanted),
        "filtered": any(request.GET.get(name) for name in FILTERS),
        "next_href": "?" + _query(request, sau=page.next) if page.next else "",
        "first_href": request.path if wanted.mark else "",
        "bulk": _bulk(request, page.rows),
        "text": wanted.text,
        "keep": _query(request),
        "show_boxes": shelf not in BY_AGE,
        "absent": cases.of_absent(actor) if shelf == Shelf.DISPATCH else [],
    }
    return render(request, "desk/inbox.html", context)


@require_safe
@officials
def search(request: HttpRequest) -> HttpResponse:
    """The search field as a page, for phones."""
    return render(request, "desk/search.html", {**frame(request), "home": home(actor_of(request))})


def wanted_of(request: HttpRequest, shelf: Shelf) -> Wanted:
    """What the address asks for; what is not understood is left out."""
    given = request.GET
    state, priority = given.get("trang-thai", ""), given.get("uu-tien", "")
    return Wanted(
        shelf=shelf,
        agency_id=agency_of(request),
        kind=KIND_OF_SLUG.get(given.get("loai", ""), ""),
        state=state if state in State.values else "",
        field_id=_number(given, "linh-vuc"),
        priority=priority if priority in Priority.values else "",
        unit_id=_number(given, "dia-ban"),
        lead_id=_number(given, "co-quan"),
        text=plain(given.get("tim", "")).strip()[:100],
        colour=COLOURS.get(given.get("mau", ""), ""),
        mark=given.get("sau", ""),
    )


def _total(tally: Tally, wanted: Wanted) -> int:
    """How many are in the list as it is filtered, by colour too."""
    return getattr(tally, wanted.colour) if wanted.colour else tally.total


def _number(given: QueryDict, name: str) -> int | None:
    value = given.get(name, "")
    return int(value) if value.isdecimal() and len(value) < 10 else None


def _query(request: HttpRequest, **changed: str) -> str:
    query = request.GET.copy()
    query.pop("sau", None)
    for name, value in changed.items():
        query[name] = value
        if not value:
            del query[name]
    return query.urlencode()


def _boxes(request: HttpRequest, tally: Tally, wanted: Wanted) -> list[dict[str, Any]]:
    shown = (
        ("qua-han", _("Quá hạn"), "", tally.late, "lacquer", "alarm-clock"),
        ("hom-nay", _("Đến hạn hôm nay"), _("trước 24:00"), tally.today, "gold", "hourglass"),
        ("nua-han", _("Qua nửa hạn"), _("từ 50 %"), tally.half, "goldline", "clock"),
        ("trong-han", _("Trong hạn"), _("dưới 50 %"), tally.easy, "stone", "clock"),
    )
    return [
        {
            "label": label, "note": note, "value": value, "tone": tone, "icon": icon,
            "href": "?" + _query(request, mau="" if COLOURS[slug] == wanted.colour else slug),
            "current": COLOURS[slug] == wanted.colour,
        }
        for slug, label, note, value, tone, icon in shown
    ]  # fmt: skip


def _filters(request: HttpRequest, wanted: Wanted) -> list[dict[str, Any]]:
    of_agency = {
        "name": "co-quan",
        "label": _("Cơ quan chịu trách nhiệm"),
        "options": [("", [(a.id, a.name) for a in people.agencies() if a.kind != AgencyKind.DIVISION])],
        "value": str(wanted.lead_id or ""),
    }
    return [
        *([of_agency] if wanted.shelf in OF_THE_CITY else []),
        {
            "name": "loai",
            "label": _("Loại"),
            "options": [("", [(KIND_SLUGS[kind], short) for kind, short in KIND_SHORT.items()])],
            "value": KIND_SLUGS[Kind(wanted.kind)] if wanted.kind else "",
        },
        {
            "name": "trang-thai",
            "label": _("Trạng thái"),
            "options": [("", State.choices)],
            "value": wanted.state,
        },
        {
            "name": "linh-vuc",
            "label": _("Lĩnh vực"),
            "options": choices.fields(),
            "value": str(wanted.field_id or ""),
        },
        {
            "name": "uu-tien",
            "label": _("Mức ưu tiên"),
            "options": [("", Priority.choices)],
            "value": wanted.priority,
        },
        {
            "name": "dia-ban",
            "label": _("Địa bàn"),
            "options": [("", [(u.id, u.name) for u in places.units()])],
            "value": str(wanted.unit_id or ""),
        },
    ]


def _bulk(request: HttpRequest, rows: Sequence[InboxRow]) -> list[dict[str, Any]]:
    """Moves for several rows; a head receives and gives out only matters of waste, so only where there are some."""
    actor = actor_of(request)
    offered = []
    if actor.holds(Role.ASSIGNER) or actor.holds(Role.DISPATCHER):
        offered += [Verb.RECEIVE, Verb.ASSIGN]
    elif actor.holds(Role.APPROVER):
        waiting = {row.move for row in rows}
        offered += [verb for verb in (Verb.RECEIVE, Verb.ASSIGN) if verb in waiting]
    if actor.holds(Role.OVERSEER):
        offered.append(Verb.REMIND)
    return [{"verb": v.value, "label": v.label, "icon": MOVES[v].icon} for v in offered]
