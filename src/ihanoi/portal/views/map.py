"""The public map and the same list beside it. Every address can be shared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from ihanoi.cases import queries
from ihanoi.cases.queries import Filters
from ihanoi.cases.words import KIND_OF_SLUG, KIND_SHORT, KIND_SLUGS, Kind, PublicGroup
from ihanoi.kernel.plain import plain
from ihanoi.places import queries as places
from ihanoi.routing import queries as routing

DAYS = {"7": 7, "30": 30, "90": 90}
STATES = ("open", *PublicGroup.values, "late")


@dataclass(frozen=True, slots=True)
class View:
    """The filters of an address, with the words for its chips."""

    filters: Filters
    given: dict[str, str]  # known, valid parameters only
    unit_name: str = ""
    field_name: str = ""

    @property
    def most_followed(self) -> bool:
        return self.given.get("xep") == "theo-doi"

    @property
    def field_code(self) -> str:
        return self.given.get("linh-vuc", "")

    @property
    def kind_slug(self) -> str:
        return self.given.get("loai", "")

    @property
    def kind_name(self) -> str:
        return str(KIND_SHORT[Kind(self.filters.kind)]) if self.filters.kind else ""

    @property
    def unit_code(self) -> str:
        return self.given.get("don-vi", "")

    @property
    def period(self) -> str:
        return self.given.get("ky", "")

    @property
    def query(self) -> str:
        return urlencode(self.given)

    @property
    def query_anywhere(self) -> str:
        """Without the part of the map that is seen."""
        return urlencode({name: value for name, value in self.given.items() if name != "bbox"})

    def but(self, **changed: str) -> str:
        """The address of the list with some parameters changed or (blank) left out."""
        kept = {name: value for name, value in {**self.given, **changed}.items() if value}
        return f"{reverse('portal:map')}?{urlencode(kept)}" if kept else reverse("portal:map")


def shapes_url() -> str:
    """The units' shapes, under an address that changes with them."""
    return f"{reverse('portal:shapes')}?v={places.map_version()}"


def read_view(query: QueryDict) -> View:
    """Whatever is not understood is left out: an old link still opens something."""
    given = {
        name: plain(query.get(name, "")).strip()[:200]
        for name in ("q", "loai", "don-vi", "linh-vuc", "trang-thai", "ky", "xep", "bbox", "xem")
    }
    unit = places.unit(given["don-vi"]) if given["don-vi"] else None
    node = routing.field_by_code(given["linh-vuc"]) if given["linh-vuc"] else None
    box = _box(given["bbox"])
    known = {
        "loai": given["loai"] in KIND_OF_SLUG,
        "don-vi": unit is not None,
        "linh-vuc": node is not None,
        "trang-thai": given["trang-thai"] in STATES,
        "ky": given["ky"] in DAYS,
        "bbox": box is not None,
        "xep": given["xep"] == "theo-doi",
        "xem": given["xem"] == "danh-sach",
    }
    given = {name: value for name, value in given.items() if value and known.get(name, True)}
    filters = Filters(
        text=given.get("q", ""),
        kind=KIND_OF_SLUG.get(given.get("loai", ""), ""),
        unit_id=unit.id if unit else None,
        field_ids=tuple(leaf.id for leaf in node.leaves) or (node.id,) if node else (),
        state=given.get("trang-thai", ""),
        days=DAYS.get(given.get("ky", "")),
        box=box,
    )
    return View(filters, given, unit.name if unit else "", node.label if node else "")


def _box(text: str) -> tuple[float, float, float, float] | None:
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError:
        return None
    fits = -180 <= west < east <= 180 and -90 <= south < north <= 90
    return (west, south, east, north) if fits else None


@require_GET
def the_map(request: HttpRequest) -> HttpResponse:
    """Map and list; htmx asks for the list alone."""
    view = read_view(request.GET)
    page = queries.listing(view.filters, mark=request.GET.get("sau", ""), most_followed=view.most_followed)
    kept = queries.counted_on_map(view.filters)
    count, exact = (kept, True) if kept is not None else queries.count_listed(view.filters)
    context = {
        "view": view,
        "page": page,
        "count": count,
        "exact": exact,
        "fields": routing.fields(),
        "units": places.units(),
        "states": _state_choices(),
        "kinds": [(KIND_SLUGS[kind], short) for kind, short in KIND_SHORT.items()],
        "next_href": view.but(sau=page.next) if page.next else "",
        "shapes_url": shapes_url(),
        "points_url": f"{reverse('portal:points')}?{view.query}",
        "chips": _chips(view),
        "chips_on": sum(chip["on"] for chip in _chips(view)),
        "periods": [(days, _period(days)) for days in DAYS],
        "newest_href": view.but(xep=""),
        "followed_href": view.but(xep="theo-doi"),
        "both_href": view.but(xem=""),
        "list_href": view.but(xem="danh-sach"),
    }
    part = request.headers.get("HX-Request") and not request.headers.get("HX-Boosted")
    return render(request, "portal/_map_list.html" if part else "portal/map.html", context)


def _state_choices() -> list[tuple[str, str]]:
    return [("open", _("Chưa xong")), *((g.value, str(g.label)) for g in PublicGroup), ("late", _("Quá hạn"))]


def _chips(view: View) -> list[dict[str, Any]]:
    """What is on, each with the address that takes it off; then the quick ones that are off."""
    on = [
        (name, label, view.but(**{name: ""}))
        for name, label in (
            ("loai", view.kind_name),
            ("linh-vuc", view.field_name),
            ("don-vi", view.unit_name),
            ("ky", _period(view.given.get("ky", ""))),
            ("trang-thai", dict(_state_choices()).get(view.given.get("trang-thai", ""), "")),
            ("bbox", _("Trong khung bản đồ")),
        )
        if name in view.given
    ]
    quick = [
        ("trang-thai", "open", _("Chưa xong")),
        ("trang-thai", "late", _("Quá hạn")),
        ("ky", "30", _period("30")),
    ]
    off = [(name, label, view.but(**{name: value})) for name, value, label in quick if name not in view.given]
    return [{"label": label, "href": href, "on": True} for _n, label, href in on] + [
        {"label": label, "href": href, "on": False} for _n, label, href in off
    ]


def _period(days: str) -> str:
    return {"7": _("7 ngày qua"), "30": _("30 ngày qua"), "90": _("90 ngày qua")}.get(days, "")
