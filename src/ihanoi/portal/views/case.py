"""The public page of one case, and following it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from ihanoi.cases import actions as cases
from ihanoi.cases import queries
from ihanoi.portal.forms import RatingForm
from ihanoi.portal.views.map import shapes_url
from ihanoi.portal.views.mine import rating_choices
from ihanoi.ui.requests import actor_of
from ihanoi.ui.responses import denials_as_pages


@require_GET
@denials_as_pages
def case(request: HttpRequest, code: str) -> HttpResponse:
    """De-identified; its sender finds the rating here as well."""
    opened = queries.open_case(actor_of(request), code)
    if code != opened.card.code:
        return redirect("portal:case", code=opened.card.code, permanent=True)
    context = {
        "opened": opened,
        "card": opened.card,
        "rating": RatingForm(),
        "shapes_url": shapes_url(),
        **rating_choices(),
    }
    return render(request, "portal/case.html", context)


@require_POST
@denials_as_pages
def follow(request: HttpRequest, code: str) -> HttpResponse:
    """Follow, or stop following with `stop`."""
    case_id = queries.open_case(actor_of(request), code).card.id
    here = reverse("portal:case", args=[code])
    if actor_of(request).account_id is None:
        return redirect(f"{reverse('identity:sign_in')}?next={here}")
    if request.POST.get("stop"):
        cases.unfollow(actor=actor_of(request), case_id=case_id)
        messages.success(request, _("Đã bỏ theo dõi."))
    else:
        cases.follow(actor=actor_of(request), case_id=case_id)
        messages.success(request, _("Đã theo dõi. Có tin mới bạn sẽ được báo."))
    return redirect(here)
