"""The register of directives: found without accents, entered with their file, linked to what they led to."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ihanoi.accountability import actions, queries
from ihanoi.desk.forms.duties import DirectiveForm, LinkForm
from ihanoi.desk.views.duties import done, form_of, next_href, sent_from, shown
from ihanoi.desk.views.frame import officials
from ihanoi.kernel.denials import NotFound
from ihanoi.media import queries as media
from ihanoi.ui.requests import actor_of

HERE = "directives"


@require_safe
@officials
def directives(request: HttpRequest) -> HttpResponse:
    """Newest signature first; `tim=` searches number, issuer and subject."""
    text = request.GET.get("tim", "")[:200]
    rows, mark = queries.directives(actor_of(request), text, request.GET.get("sau", ""))
    context = {"directives": rows, "text": text, "next_href": next_href(request, mark)}
    return shown(request, HERE, "directives/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@officials
def enter_directive(request: HttpRequest) -> HttpResponse:
    """A new one, with its file."""
    if not queries.oversees(actor_of(request)):
        raise NotFound(_("Không có trang này."))
    form = form_of(request, DirectiveForm)
    if request.method == "POST":
        made: list[Any] = []
        if form.attempt(lambda **given: made.append(actions.register_directive(**given))):
            return done(request, _("Đã vào sổ."), "desk:directive", made[0].pk)
    return shown(request, HERE, "directives/enter.html", {"form": form}, form.status)


@require_http_methods(["GET", "HEAD", "POST"])
@officials
def directive(request: HttpRequest, directive_id: int) -> HttpResponse:
    """One with its links; POST adds a link."""
    actor = actor_of(request)
    queries.directive(actor, directive_id)
    form = form_of(request, LinkForm)
    if queries.oversees(actor):
        letters = [(each.pk, each.number or each.subject) for each in queries.letters(actor).rows]
        proposals = [
            (p.pk, f"{p.agency.name}, {p.get_ground_display()}") for p in queries.proposals(actor).rows
        ]
        form.offer(letters, proposals)
    if request.method == "POST" and form.attempt(partial(actions.link_directive, directive_id=directive_id)):
        return done(request, _("Đã gắn với văn bản."), "desk:directive", directive_id)
    found = queries.directive(actor, directive_id)
    file = media.url(found.file, "full", to=actor_of(request)) if found.file else ""
    return shown(
        request,
        HERE,
        "directives/directive.html",
        {"directive": found, "form": form, "file": file},
        form.status,
    )


@sent_from("directive")
@officials
def unlink_directive(request: HttpRequest, directive_id: int, link_id: int) -> HttpResponse:
    """Take a link back."""
    actions.unlink_directive(actor=actor_of(request), directive_id=directive_id, link_id=link_id)
    return done(request, _("Đã bỏ liên kết."), "desk:directive", directive_id)
