"""One picture of a case: what its public copy hides."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ihanoi.cases import actions
from ihanoi.cases import queries as cases
from ihanoi.cases.words import NOT_FOUND
from ihanoi.desk.forms.hiding import HidingForm
from ihanoi.desk.views.frame import actor_of, frame, officials
from ihanoi.desk.views.seen import note
from ihanoi.desk.words import HIDDEN_KINDS, HIDDEN_SAVED
from ihanoi.journal.words import Data
from ihanoi.kernel.denials import Denied, NotFound
from ihanoi.media.queries import Area


@require_http_methods(["GET", "HEAD", "POST"])
@officials
def hide(request: HttpRequest, code: str, case_file_id: int) -> HttpResponse:
    """See, draw and remove areas. What was typed stays when it must be corrected."""
    actor = actor_of(request)
    case = cases.inside(actor, code)
    if (found := cases.picture_of(actor, case, case_file_id)) is None:
        raise NotFound(NOT_FOUND)
    picture, areas = found
    note(request, case, Data.ORIGINALS)
    ids = [area.pk for area in areas]
    form = HidingForm(request.POST if request.method == "POST" else None, area_ids=ids)
    if request.method == "POST" and form.is_valid():
        try:
            actions.hide_areas(
                actor=actor,
                case_id=case.pk,
                case_file_id=case_file_id,
                keep=form.cleaned_data["keep"],
                draw=form.drawn,
            )
        except NotFound:
            raise
        except Denied as denied:
            form.take(denied)
        else:
            messages.success(request, HIDDEN_SAVED)
            return redirect(request.path)
    context = {
        "form": form,
        "case": case,
        "code": case.code,
        "picture": picture,
        "areas": _listed(form, areas),
    }
    return render(
        request, "desk/hide.html", {**frame(request), **context}, status=422 if form.errors else 200
    )


def _listed(form: HidingForm, areas: list[Area]) -> list[dict[str, Any]]:
    """Each area with its name, whether it is hidden, and its place in thousandths for the drawing over the picture."""
    kept = set(cast(QueryDict, form.data).getlist("keep")) if form.is_bound else None
    return [
        {
            "id": area.pk,
            "kind": area.kind,
            "name": _("%(kind)s, vùng %(n)d") % {"kind": HIDDEN_KINDS[area.kind], "n": number},
            "hidden": area.hidden if kept is None else str(area.pk) in kept,
            "x": round(area.left * 1000),
            "y": round(area.top * 1000),
            "width": round((area.right - area.left) * 1000),
            "height": round((area.bottom - area.top) * 1000),
        }
        for number, area in enumerate(areas, 1)
    ]
