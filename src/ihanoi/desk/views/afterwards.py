"""After the answers: what reviews and checks found, per agency and cause, with the findings themselves."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ihanoi.cases import queries as cases
from ihanoi.cases.words import FINDINGS
from ihanoi.desk.views.duties import chips, next_href
from ihanoi.desk.views.figures import answers_for
from ihanoi.desk.views.frame import agency_of, frame, officials
from ihanoi.insight import queries
from ihanoi.ui.requests import actor_of

HERE: Final = "afterwards"
FOUND: Final = {"co-co-so": True, "giu-nguyen": False}
CHECKED: Final = {"dat": True, "chua-dat": False}


@require_safe
@officials
def afterwards(request: HttpRequest) -> HttpResponse:
    """Of a month or other days: findings (`ket-luan=`), or checks of the sample (`xem=phuc-tra`, `ket-qua=`)."""
    actor = actor_of(request)
    answers = answers_for(actor, agency_of(request))
    scope = None if answers.parent_id is None else answers.id
    report = queries.asked(request.GET, scope)
    checks = request.GET.get("xem") == "phuc-tra"
    context = {
        **frame(request, HERE),
        **queries.judged(report),
        "scope": answers.name,
        "months": queries.months(),
        "checks": checks,
        "tabs": _tabs(request),
        **(_checks(request, scope) if checks else _findings(request, scope)),
    }
    return render(request, "desk/afterwards/afterwards.html", context)


def _tabs(request: HttpRequest) -> list[dict[str, Any]]:
    return chips(request, "xem", [("phuc-tra", _("Phúc tra mẫu"))], every=_("Kết luận về đánh giá"))


def _findings(request: HttpRequest, scope: int | None) -> dict[str, Any]:
    found = FOUND.get(request.GET.get("ket-luan", ""))
    page = cases.findings(actor_of(request), justified=found, lead_id=scope, mark=request.GET.get("sau", ""))
    options = [(slug, FINDINGS[value]) for slug, value in FOUND.items()]
    return {
        "rows": [(each.case, cases.judged(each)) for each in page.rows],
        "chips": chips(request, "ket-luan", options),
        "next_href": next_href(request, page.next),
    }


def _checks(request: HttpRequest, scope: int | None) -> dict[str, Any]:
    passed = CHECKED.get(request.GET.get("ket-qua", ""))
    page = cases.sample_checks(
        actor_of(request), passed=passed, lead_id=scope, mark=request.GET.get("sau", "")
    )
    options = [("dat", _("Đạt")), ("chua-dat", _("Chưa đạt"))]
    return {
        "rows": page.rows,
        "chips": chips(request, "ket-qua", options),
        "next_href": next_href(request, page.next),
    }
