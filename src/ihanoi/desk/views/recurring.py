"""Matters that came back, as clusters: what overseers read before they propose anything (R87, T17)."""

from __future__ import annotations

from datetime import timedelta
from itertools import islice
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ihanoi.accountability import queries as accountability
from ihanoi.accountability.words import Ground, Threshold
from ihanoi.cases import queries as cases
from ihanoi.cases.queries import Recurring
from ihanoi.desk.forms import choices
from ihanoi.desk.views.duties import chips, number_in, shown
from ihanoi.desk.views.frame import officials
from ihanoi.kernel import clock
from ihanoi.people import queries as people
from ihanoi.people.words import AgencyKind
from ihanoi.places import queries as places
from ihanoi.ui.requests import actor_of

HERE: Final = "recurring"
SPANS: Final = {"30": 30, "": 90, "180": 180}
SHOWN: Final = 50
AROUND: Final = 0.004  # degrees: some four hundred metres on the map


@require_safe
@officials
def recurring(request: HttpRequest) -> HttpResponse:
    """Clusters whose last report came in the last days (`ngay=`), of an agency (`co-quan=`) or field (`linh-vuc=`)."""
    accountability.need_to_see_all(actor_of(request))
    days = SPANS.get(request.GET.get("ngay", ""), SPANS[""])
    lead_id, field_id = number_in(request, "co-quan"), number_in(request, "linh-vuc")
    until = clock.now()
    found = cases.clusters(until - timedelta(days=days), until, lead_ids=[lead_id] if lead_id else None)
    found = [each for each in found if field_id in (None, each.field_id)]
    limit = accountability.threshold(Threshold.DISSATISFIED)
    codes = cases.known_as(i for each in found[:SHOWN] for i in each.case_ids)
    context = {
        "clusters": [_shown(each, codes, limit) for each in islice(found, SHOWN)],
        "total": len(found),
        "reports": sum(each.reports for each in found),
        "beyond": sum(each.dissatisfied >= limit for each in found),
        "limit": limit,
        "days": days,
        "until": until,
        "spans": chips(request, "ngay", [("30", _("30 ngày")), ("180", _("180 ngày"))], every=_("90 ngày")),
        "agencies": [(a.id, a.name) for a in people.agencies() if a.kind != AgencyKind.DIVISION],
        "fields": choices.fields(),
        "lead_id": lead_id,
        "field_id": field_id,
        "proposals_href": f"{reverse('desk:proposals')}?can-cu={Ground.CLUSTER}",
    }
    return shown(request, HERE, "recurring/recurring.html", context)


def _shown(cluster: Recurring, codes: dict[int, Any], limit: int) -> dict[str, Any]:
    unit = places.unit_by_id(cluster.unit_id) if cluster.unit_id else None
    field_name, icon = cases.field_face(cluster.field_id)
    west, south = cluster.lon - AROUND, cluster.lat - AROUND
    return {
        "field": field_name,
        "icon": icon,
        "unit": unit.name if unit else "",
        "agencies": [people.agency(a).name for a in cluster.lead_ids],
        "returns": cluster.returns,
        "reports": cluster.reports,
        "merged": cluster.merged,
        "dissatisfied": cluster.dissatisfied,
        "is_beyond": cluster.dissatisfied >= limit,
        "first_at": cluster.first_at,
        "last_at": cluster.last_at,
        "days": (cluster.last_at - cluster.first_at).days,
        "cases": [codes[i] for i in cluster.case_ids if i in codes],
        "map_href": f"/ban-do?bbox={west:.4f},{south:.4f},{west + 2 * AROUND:.4f},{south + 2 * AROUND:.4f}",
    }
