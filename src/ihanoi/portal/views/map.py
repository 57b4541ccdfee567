"""The public map and the same list beside it, with feeds of each view. Every address can be shared and cached."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET

from ihanoi.cases import queries
from ihanoi.cases.queries import Card, Filters
from ihanoi.cases.words import PublicGroup
from ihanoi.kernel.plain import plain
from ihanoi.places import queries as places
from ihanoi.routing import queries as routing

DAYS = {"7": 7, "30": 30, "90": 90}
STATES = ("open", *PublicGroup.values, "late")
FEED_SIZE, GEOJSON_SIZE = 50, 500
WHOLE_CITY = (105.28, 20.56, 106.02, 21.39)


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
        for name in ("q", "don-vi", "linh-vuc", "trang-thai", "ky", "xep", "bbox", "xem")
    }
    unit = places.unit(given["don-vi"]) if given["don-vi"] else None
    node = routing.field_by_code(given["linh-vuc"]) if given["linh-vuc"] else None
    box = _box(given["bbox"])
    known = {
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
    kept = queries.total(view.filters)
    count, exact = (kept, True) if kept is not None else queries.count(view.filters)
    context = {
        "view": view,
        "page": page,
        "count": count,
        "exact": exact,
        "fields": routing.fields(),
        "units": places.units(),
        "states": _state_choices(),
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


@require_GET
@cache_control(public=True, max_age=30)
def points(request: HttpRequest) -> HttpResponse:
    """Clusters and pins of the visible part: ?bbox=west,south,east,north&zoom=…; or the one pin of ?ma=code."""
    if code := request.GET.get("ma"):
        return _geojson(request, [_pin(card) for card in queries.by_codes([code]) if card.lat is not None])
    view = read_view(request.GET)
    try:
        zoom = min(max(0.0, float(request.GET.get("zoom", "11"))), 24.0)  # in this order NaN becomes 0
    except ValueError:
        zoom = 11.0
    drawn = queries.draw(replace(view.filters, box=None), view.filters.box or WHOLE_CITY, zoom)
    clusters = [
        _feature(c.lon, c.lat, {"count": c.count, "late": c.late, "zoom": min(zoom + 2, 18)})
        for c in drawn.clusters
    ]
    pins = [_pin(card) for card in drawn.pins if card.lat is not None]
    return _geojson(request, clusters + pins)


def _pin(card: Card) -> dict[str, Any]:
    late = card.clock is not None and card.clock.is_late
    return _feature(
        card.lon,
        card.lat,
        {
            "id": card.code,
            "state": card.state,
            "state_label": card.state_label,
            "tone": "late" if late else "",
            "title": card.title,
            "place": card.place,
            "clock": card.clock.text if card.clock else "",
            "url": reverse("portal:case", args=[card.code]),
        },
    )


def _feature(lon: float | None, lat: float | None, properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [lon, lat]},
        "properties": properties,
    }


def _geojson(request: HttpRequest, features: list[dict[str, Any]]) -> HttpResponse:
    body = json.dumps(
        {"type": "FeatureCollection", "features": features}, ensure_ascii=False, separators=(",", ":")
    )
    return _cached(request, body.encode(), "application/geo+json")


def _cached(request: HttpRequest, body: bytes, content_type: str) -> HttpResponse:
    """With an ETag: a browser that has it already gets nothing twice."""
    etag = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
    known = get_conditional_response(request, etag=etag)
    if isinstance(known, HttpResponseNotModified):
        return known
    response = HttpResponse(body, content_type=content_type)
    response["ETag"] = etag
    return response


@require_GET
@cache_control(public=True, max_age=3600)
def shapes(request: HttpRequest) -> HttpResponse:
    """The units of today, for the map."""
    return _cached(request, places.map_shapes_json(), "application/geo+json")


@require_GET
@cache_control(public=True, max_age=60)
def geojson(request: HttpRequest) -> HttpResponse:
    """The newest cases of a view as open data."""
    view = read_view(request.GET)
    page = queries.listing(view.filters, most_followed=view.most_followed, size=GEOJSON_SIZE)
    return _geojson(request, [_open_data(request, card) for card in page.rows])


def _open_data(request: HttpRequest, card: Card) -> dict[str, Any]:
    made = _feature(
        card.lon,
        card.lat,
        {
            "code": card.code,
            "title": card.title,
            "field": card.field_name,
            "unit": card.unit_name,
            "agency": card.lead_name,
            "state": card.state,
            "state_label": card.state_label,
            "submitted_at": card.submitted_at.isoformat(),
            "resolved_at": card.resolved_at.isoformat() if card.resolved_at else None,
            "outcome": card.outcome_label,
            "followers": card.followers,
            "url": request.build_absolute_uri(reverse("portal:case", args=[card.code])),
        },
    )
    return made if card.lat is not None else {**made, "geometry": None}


@require_GET
@cache_control(public=True, max_age=60)
def feed(request: HttpRequest) -> HttpResponse:
    """RSS, or Atom with ?dang=atom, of a view."""
    view = read_view(request.GET)
    is_atom = request.GET.get("dang") == "atom"
    made = (Atom1Feed if is_atom else Rss201rev2Feed)(
        title=" · ".join(
            filter(None, (_("Phản ánh ở Hà Nội"), view.field_name, view.unit_name, view.filters.text))
        ),
        link=request.build_absolute_uri(view.but()),
        description=_("Phản ánh công khai gửi tới các cơ quan của thành phố"),
        feed_url=request.build_absolute_uri(),
        language=get_language() or "vi",
    )
    for card in queries.listing(view.filters, most_followed=view.most_followed, size=FEED_SIZE).rows:
        link = request.build_absolute_uri(reverse("portal:case", args=[card.code]))
        text = " · ".join(filter(None, (card.state_label, card.place, card.lead_name)))
        made.add_item(
            plain(card.title),  # one control character would take the whole feed away
            link,
            plain(text),
            pubdate=card.submitted_at,
            unique_id=card.code,
            categories=[card.field_name],
        )
    return _cached(
        request,
        made.writeString("utf-8").encode(),
        "application/atom+xml" if is_atom else "application/rss+xml",
    )
