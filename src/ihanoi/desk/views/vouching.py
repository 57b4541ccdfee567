"""At the counter of a ward or commune: an officer has seen somebody's card."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from ihanoi.desk.forms.vouching import VouchForm
from ihanoi.desk.views.frame import frame, officials
from ihanoi.kernel.denials import Invalid, NotFound
from ihanoi.people import actions, queries
from ihanoi.ui.requests import actor_of


@sensitive_post_parameters("contact", "citizen_id", "full_name", "born")
@require_http_methods(["GET", "HEAD", "POST"])
@officials
def vouch(request: HttpRequest) -> HttpResponse:
    """Tells nothing of an account before it is found by what its owner has proven."""
    if not queries.may_vouch(actor_of(request)):
        raise NotFound(_("Không có trang này."))
    form = VouchForm(request.POST if request.method == "POST" else None, label_suffix="")
    if form.is_bound and form.is_valid():
        try:
            known = actions.prove_at_counter(actor=actor_of(request), **form.cleaned_data)
        except Invalid as denial:
            for name, why in denial.errors.items():
                form.add_error(name if name in form.fields else None, str(why))
        else:
            messages.success(
                request,
                _("Đã xác nhận danh tính của %(name)s. Người dân đã được báo.") % {"name": known.full_name},
            )
            return redirect("desk:vouch")
    context = {**frame(request, "vouch"), "form": form}
    return render(request, "desk/vouch.html", context, status=422 if form.errors else 200)
