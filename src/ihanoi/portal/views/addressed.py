"""A report to an agency in two steps: words, preview. For every kind but that of the street, which begins with a place.

Each step keeps everything that was typed; what seems to belong to another channel is said and asked about, not blocked.
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from ihanoi.cases import actions as cases
from ihanoi.cases import queries
from ihanoi.cases.words import KIND_OF_SLUG, KIND_SLUGS, Kind, WasteMatter
from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import Invalid, NotFound
from ihanoi.media import actions as media
from ihanoi.media import queries as files
from ihanoi.media.words import FILES_MOST
from ihanoi.people import queries as people
from ihanoi.portal.addressed import SUGGESTED, AddressedForm, AddressedSendForm, named
from ihanoi.portal.forms import problems
from ihanoi.portal.views import addressed_draft as drafts
from ihanoi.portal.views import draft as sent
from ihanoi.portal.views.addressed_draft import AddressedDraft
from ihanoi.portal.views.map import shapes_url
from ihanoi.portal.views.report import REPORTS_AN_HOUR
from ihanoi.portal.views.sender import identity_asked, sender_shown, to_identity
from ihanoi.portal.wording import NOT_CONFIRMED, asks_channel, wording
from ihanoi.portal.words import KIND_WORDS
from ihanoi.ui.requests import actor_of
from ihanoi.ui.responses import denials_as_pages
from ihanoi.ui.views import too_many

KEPT = (
    "agency", "agency_id", "procedure", "matter", "worth", "organisation", "address", "unit", "lat", "lng",
    "confidential",
)  # fmt: skip
SHAPES = {"organisation_id": "organisation", "agency_id": "agency", "lat": "address"}


@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """All kinds of report, each with what it is for and who answers."""
    kinds = [(KIND_WORDS[kind], kind.label, _begin(kind)) for kind in Kind]
    return render(request, "portal/choose.html", {"kinds": kinds})


def _begin(kind: Kind) -> str:
    if kind == Kind.FIELD:
        return reverse("portal:report")
    return reverse("portal:write", args=[KIND_SLUGS[kind]])


@require_GET
def agency_names(request: HttpRequest) -> JsonResponse:
    """Agencies whose name has the words typed so far."""
    found = named(request.GET.get("address", "")[:100])[:SUGGESTED]
    shown = [{"text": a.name, "name": a.name, "note": ""} for a in found]
    return JsonResponse({"suggestions": shown})


# --- step 1: words ---------------------------------------------------------------------------------------------------


@never_cache
@require_http_methods(["GET", "POST"])
@denials_as_pages
def write(request: HttpRequest, slug: str) -> HttpResponse:
    """What, to whom, for whom."""
    kind, actor = _kind(slug), actor_of(request)
    draft = drafts.load(request.session, kind)
    firms = _represented(actor) if kind == Kind.BUSINESS else []
    if request.method == "GET":
        if len(firms) == 1 and draft.organisation is None:
            draft.organisation = firms[0].id
        return _write_page(request, draft, AddressedForm(kind=kind, represented=firms, initial=asdict(draft)))
    form = AddressedForm(request.POST, kind=kind, represented=firms)
    _keep(request, draft, form)
    if "them-to-chuc" in request.POST:
        return redirect(f"{reverse('people:organisations')}?next={reverse('portal:write', args=[slug])}")
    if not form.is_valid() or _asks_first(request, draft, form):
        return _write_page(request, draft, form)
    return redirect("portal:preview_addressed", slug=slug)


def _kind(slug: str) -> Kind:
    kind = KIND_OF_SLUG.get(slug, Kind.FIELD)
    if kind == Kind.FIELD:
        raise NotFound(_("Không có trang này."))
    return kind


def _represented(actor: Actor) -> list[people.Represented]:
    return people.represented(actor.account_id) if actor.account_id else []


def _keep(request: HttpRequest, draft: AddressedDraft, form: AddressedForm) -> None:
    """What was typed is kept even when it is not yet right, files that came with the form included."""
    form.is_valid()
    for name in KEPT:
        if name in form.cleaned_data:
            setattr(draft, name, form.cleaned_data[name])
    for name in ("text", "procedure", "worth", "agency", "address"):
        if name in form.fields:
            setattr(draft, name, str(form.data.get(name, ""))[:4000])
    draft.files = request.POST.getlist("files")[:FILES_MOST]
    _receive(request, draft, form)
    drafts.save(request.session, draft)


def _receive(request: HttpRequest, draft: AddressedDraft, form: AddressedForm) -> None:
    uploads = [*request.FILES.getlist("pictures"), *request.FILES.getlist("documents")]
    if uploads and actor_of(request).account_id is None:
        form.add_error(None, _("Hãy đăng nhập để thêm tệp; những gì bạn gõ vẫn được giữ."))
        return
    received = media.receive_all(actor=actor_of(request), uploads=uploads, held=len(draft.files))
    draft.files += [str(file.id) for file in received.files]
    for sentence in received.sentences:
        form.add_error(None, sentence)


def _asks_first(request: HttpRequest, draft: AddressedDraft, form: AddressedForm) -> bool:
    """Whether the sender has still to say that it is not meant for another channel (regulation.md §6)."""
    asks = asks_channel(draft, confirmed=bool(request.POST.get("confirmed")))
    if asks:
        form.add_error(None, NOT_CONFIRMED)
    drafts.save(request.session, draft)
    return asks


def _write_page(request: HttpRequest, draft: AddressedDraft, form: AddressedForm) -> HttpResponse:
    said, own = wording(draft.text), _own_files(request, draft)
    context = {
        "form": form,
        "draft": draft,
        "words": KIND_WORDS[Kind(draft.kind)],
        "pictures": [file for file in own if file["is_picture"]],
        "documents": [file for file in own if not file["is_picture"]],
        "files_most": FILES_MOST,
        "wording": said,
        "asks": bool(form.is_bound and asks_channel(draft)),
        "shapes_url": shapes_url(),
        "step": 1,
        "steps": 2,
        "close_href": "/",
    }
    return render(request, "portal/write.html", context, status=422 if form.errors else 200)


def _own_files(request: HttpRequest, draft: AddressedDraft) -> list[dict[str, Any]]:
    """The draft's files as the page shows them. Those that are gone or another's are dropped from the draft."""
    found = files.own(actor_of(request), draft.files)
    draft.files = [str(file.id) for file in found]
    return [
        {
            "id": str(file.id),
            "name": file.name,
            "is_picture": file.kind != "document",
            "thumb": files.url(file, "thumb", to=actor_of(request)) if file.kind != "document" else "",
            "label": "",
        }
        for file in found
    ]


# --- step 2: preview and sending -------------------------------------------------------------------------------------


@never_cache
@require_http_methods(["GET", "POST"])
@denials_as_pages
def preview(request: HttpRequest, slug: str) -> HttpResponse:
    """What everybody will see beside what only the agency sees; then the declaration, and sent."""
    kind, actor = _kind(slug), actor_of(request)
    draft = drafts.load(request.session, kind)
    form = AddressedSendForm(request.POST if request.method == "POST" else None)
    if form.is_bound and (code := sent.sent_as(request.session, str(form.data.get("client_key", "")))):
        return redirect("portal:receipt", code=code)
    if not draft.text.strip() or (kind == Kind.BUSINESS and draft.organisation is None and actor.account_id):
        return redirect("portal:write", slug=slug)
    if not form.is_bound:
        return _preview_page(request, draft, AddressedSendForm(initial={"client_key": draft.key}))
    if actor.account_id is None:
        return redirect(f"{reverse('identity:sign_in')}?next={request.path}")
    if identity_asked(actor)["asked"]:
        return to_identity(request.path)
    if queries.sent_since(actor, clock.now() - timedelta(hours=1)) >= REPORTS_AN_HOUR:
        sentence = _("Bạn đã gửi %(n)d phản ánh trong một giờ. Bản nháp vẫn được giữ; hãy gửi tiếp sau.")
        return too_many(request, retry_after=3600, sentence=sentence % {"n": REPORTS_AN_HOUR})
    if not form.is_valid():
        return _preview_page(request, draft, form)
    return _send(request, draft, form)


def _send(request: HttpRequest, draft: AddressedDraft, form: AddressedSendForm) -> HttpResponse:
    _own_files(request, draft)
    try:
        case = cases.submit(actor=actor_of(request), report=_report(draft))
    except Invalid as invalid:
        errors = {SHAPES.get(name, name): why for name, why in invalid.errors.items()}
        return _preview_page(request, draft, problems(form, errors))
    sent.remember_as_sent(request.session, draft.key, case.code)
    drafts.drop(request.session, draft.kind)
    return redirect("portal:receipt", code=case.code)


def _report(draft: AddressedDraft) -> cases.Report:
    return cases.Report(
        kind=draft.kind,
        text=draft.text,
        consent=True,
        agency_id=draft.agency_id,
        procedure=draft.procedure,
        matter=draft.matter,
        worth=draft.worth,
        organisation_id=draft.organisation,
        address=draft.address,
        unit_id=draft.unit,
        lat=draft.lat,
        lon=draft.lng,
        confidential=draft.confidential,
        files=draft.file_ids,
        client_key=UUID(draft.key),
    )


def _preview_page(request: HttpRequest, draft: AddressedDraft, form: Any) -> HttpResponse:
    actor = actor_of(request)
    firm = next((f for f in _represented(actor) if f.id == draft.organisation), None)
    hidden = [firm.name, firm.tax_code, actor.name] if firm else [actor.name] if draft.confidential else []
    context = {
        "form": form,
        "draft": draft,
        "words": KIND_WORDS[Kind(draft.kind)],
        "files": _own_files(request, draft),
        "foreseen": queries.foresee_addressed(
            kind=draft.kind, text=draft.text, agency_id=draft.agency_id, hidden=hidden
        ),
        "procedure": queries.masked(draft.procedure),
        "matter": dict(WasteMatter.choices).get(draft.matter, ""),
        "firm": firm,
        "sender": sender_shown(actor),
        "identity": identity_asked(actor),
        "step": 2,
        "steps": 2,
    }
    return render(request, "portal/preview.html", context, status=422 if form.errors else 200)


@require_POST
@denials_as_pages
def discard(request: HttpRequest, slug: str) -> HttpResponse:
    """Throw the draft away."""
    drafts.drop(request.session, _kind(slug))
    messages.success(request, _("Đã xóa bản nháp."))
    return redirect(f"{reverse('portal:home')}?da-xoa={slug}")
