"""What the map and other programs read: tiles of points, the units' shapes, open data, feeds. Each may be cached."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import Any, Final

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET

from ihanoi.cases import queries
from ihanoi.cases.queries import Card, Drawn, Filters, grid
from ihanoi.kernel.plain import plain
from ihanoi.places import queries as places
from ihanoi.portal.views.map import read_view

FEED_SIZE, GEOJSON_SIZE = 50, 500
WHOLE_CITY: Final = (105.28, 20.56, 106.02, 21.39)
GEOJSON: Final = "application/geo+json"
KEPT_S: Final = 5  # a tile; browsers keep a view for 30 seconds by themselves


@require_GET
@cache_control(public=True, max_age=30)
def points(request: HttpRequest) -> HttpResponse:
    """Clusters and pins of the visible part: ?bbox=west,south,east,north&zoom=…; or the one pin of ?ma=code."""
    if code := request.GET.get("ma"):
        pins = [_pin(card) for card in queries.by_codes([code]) if card.lat is not None]
        return _answer(request, _collection([_features(pins)]), GEOJSON)
    view = read_view(request.GET)
    wanted = grid.tiles(view.filters.box or WHOLE_CITY, _zoom(request))
    return _answer(request, _tiles(view.filters, wanted), GEOJSON)


def _zoom(request: HttpRequest) -> float:
    try:
        return min(max(0.0, float(request.GET.get("zoom", "11"))), 24.0)  # in this order NaN becomes 0
    except ValueError:
        return 11.0


def _tiles(filters: Filters, wanted: Sequence[grid.Tile]) -> bytes:
    """The tiles as one collection. Those that many look at are kept written out for a moment."""
    if not filters.is_plain:
        return _collection(map(_written, queries.draw(filters, wanted).values()))
    what = f"{get_language()}:{filters.field_ids}:{filters.state}".replace(" ", "")
    keys = {f"portal.tile:{what}:{t.level}:{t.x}:{t.y}": t for t in wanted}
    kept = cache.get_many(keys)
    missing = {tile: key for key, tile in keys.items() if key not in kept}
    made = {missing[t]: _written(d) for t, d in queries.draw(filters, missing).items()}
    if made:
        cache.set_many(made, KEPT_S)
    return _collection((kept | made).values())


def _written(drawn: Drawn) -> bytes:
    """The features of a tile, without what stands around them."""
    clusters = [
        _feature(c.lon, c.lat, {"count": c.count, "late": c.late, "zoom": c.zoom}) for c in drawn.clusters
    ]
    return _features([*clusters, *(_pin(card) for card in drawn.pins if card.lat is not None)])


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


def _features(features: Sequence[dict[str, Any]]) -> bytes:
    """Written out one after another."""
    return ",".join(json.dumps(f, ensure_ascii=False, separators=(",", ":")) for f in features).encode()


def _collection(parts: Iterable[bytes]) -> bytes:
    return b'{"type":"FeatureCollection","features":[' + b",".join(filter(None, parts)) + b"]}"


def _answer(request: HttpRequest, body: bytes, content_type: str) -> HttpResponse:
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
    return _answer(request, places.map_shapes_json(), GEOJSON)


@require_GET
@cache_control(public=True, max_age=60)
def geojson(request: HttpRequest) -> HttpResponse:
    """The newest cases of a view as open data."""
    view = read_view(request.GET)
    page = queries.listing(view.filters, most_followed=view.most_followed, size=GEOJSON_SIZE)
    return _answer(
        request, _collection([_features([_open_data(request, card) for card in page.rows])]), GEOJSON
    )


def _open_data(request: HttpRequest, card: Card) -> dict[str, Any]:
    made = _feature(
        card.lon,
        card.lat,
        {
            "code": card.code,
            "kind": card.kind,
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
            filter(
                None,
                (_("Phản ánh ở Hà Nội"), view.kind_name, view.field_name, view.unit_name, view.filters.text),
            )
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
            categories=list(filter(None, (card.kind_short, card.field_name))),
        )
    return _answer(
        request,
        made.writeString("utf-8").encode(),
        "application/atom+xml" if is_atom else "application/rss+xml",
    )
