"""A report in three steps: picture and place, words, preview. Each keeps everything that was typed."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ihanoi.cases import actions as cases
from ihanoi.cases import queries
from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import Invalid, NotFound
from ihanoi.media import actions as media
from ihanoi.media.words import FILES_MOST
from ihanoi.people import actions as people_actions
from ihanoi.people import queries as people
from ihanoi.people.words import Purpose
from ihanoi.places import queries as places
from ihanoi.portal.forms import TEXT_MAX, PlaceForm, SendForm, TextForm, problems
from ihanoi.portal.views import draft as drafts
from ihanoi.portal.views.draft import Draft
from ihanoi.portal.views.sender import identity_asked, sender_shown, to_identity
from ihanoi.portal.views.unit_choice import UnitChoice, settle, unit_choice
from ihanoi.portal.wording import NOT_CONFIRMED, asks_channel, wording
from ihanoi.routing import queries as routing
from ihanoi.ui.requests import actor_of
from ihanoi.ui.responses import denials_as_pages
from ihanoi.ui.views import too_many

REPORTS_AN_HOUR = 20


# --- step 1: picture and place ---------------------------------------------------------------------------------------


@never_cache
@require_http_methods(["GET", "POST"])
@denials_as_pages
def place(request: HttpRequest) -> HttpResponse:
    """Picture first, then where; the unit is shown and can be corrected."""
    draft = drafts.load(request.session)
    if request.method == "GET":
        drafts.own_files(actor_of(request), draft)
        form = PlaceForm(initial=_initial(draft))
        return _place_page(request, draft, form, unit_choice(draft))
    form = PlaceForm(request.POST)
    draft.files = request.POST.getlist("files")[:FILES_MOST]
    _receive_pictures(request, draft, form)
    drafts.own_files(actor_of(request), draft)
    if form.is_valid():
        for name in ("address", "lat", "lng", "accuracy", "unit"):
            setattr(draft, name, form.cleaned_data[name])
        if form.cleaned_data["agreed_position"]:
            draft.agreed_position = form.cleaned_data["position_text"] or draft.agreed_position
        _ask_position(actor_of(request), draft)
    units = unit_choice(draft)
    if form.is_valid():
        _check_unit(form, units)
        draft.unit = units.chosen
        settle(draft, units)
    drafts.save(request.session, draft)
    if form.is_valid() and (units.is_sure or form.cleaned_data["unit"]):
        return redirect("portal:describe")
    return _place_page(request, draft, form, units)


def _initial(draft: Draft) -> dict[str, object]:
    return asdict(draft) | {"occurred_at": draft.occurred}


def _receive_pictures(request: HttpRequest, draft: Draft, form: PlaceForm) -> None:
    """Pictures that came with the form itself, from a browser without JavaScript. Nobody's are not taken (R20)."""
    if request.FILES and actor_of(request).account_id is None:
        form.add_error(None, _("Hãy đăng nhập để thêm ảnh; những gì bạn gõ vẫn được giữ."))
        return
    uploads = request.FILES.getlist("pictures")
    received = media.receive_all(actor=actor_of(request), uploads=uploads, held=len(draft.files))
    draft.files += [str(file.id) for file in received.files]
    for sentence in received.sentences:
        form.add_error(None, sentence)


def _ask_position(actor: Actor, draft: Draft) -> None:
    """Where a person's device is, is sensitive data (Law 91/2025): without a consent to that by itself it is dropped.

    The page asks before it takes it, so only what came past the page is dropped here.
    """
    _note_agreed(actor, draft)
    if draft.accuracy is not None and not _agrees_position(actor, draft):
        draft.lat = draft.lng = draft.accuracy = None


def _agrees_position(actor: Actor, draft: Draft) -> bool:
    return bool(_position_text(draft)) or people.consents_to(actor, Purpose.POSITION)


def _position_text(draft: Draft) -> people.Wording | None:
    return people.ticked_wording(Purpose.POSITION, draft.agreed_position)


def _note_agreed(actor: Actor, draft: Draft) -> None:
    """Kept with the account, as soon as there is one."""
    shown = _position_text(draft)
    if shown and actor.account_id is not None:
        people_actions.give_consent(actor=actor, shown=shown)
        draft.agreed_position = ""  # else one that is taken back meanwhile would come again with the draft


def _check_unit(form: PlaceForm, units: UnitChoice) -> None:
    if not units.asked and units.chosen is None:
        form.add_error("address", _("Cần vị trí: ghim trên bản đồ hoặc gõ địa chỉ."))
    elif units.outside:
        form.add_error("address", _("Vị trí này nằm ngoài thành phố."))
    elif units.said and units.chosen is None:
        form.add_error("address", _("Địa chỉ và ghim không khớp nhau. Hãy chọn một trong hai ở dưới."))
    elif units.candidates and units.chosen is None:
        form.add_error("address", _("Chưa chắc phường, xã nào. Hãy chọn ở dưới."))
    elif units.chosen is None:
        form.add_error("address", _("Chưa nhận ra phường, xã từ địa chỉ này. Hãy chọn phường, xã ở dưới."))


def _place_page(request: HttpRequest, draft: Draft, form: PlaceForm, units: UnitChoice) -> HttpResponse:
    context = {
        "form": form, "draft": draft, "files": drafts.own_files(actor_of(request), draft), "units": units, "step": 1,
        "all_units": places.units(), "pictures_most": FILES_MOST, "shapes_url": _shapes_url(),
        "agreement": None if _agrees_position(actor_of(request), draft) else people.asked_for(Purpose.POSITION),
    }  # fmt: skip
    return render(request, "portal/report_place.html", context, status=422 if form.errors else 200)


def _shapes_url() -> str:
    return f"{reverse('portal:shapes')}?v={places.map_version()}"


@never_cache
@require_GET
def unit(request: HttpRequest) -> HttpResponse:
    """The unit of a point or an address, while these are being chosen."""
    form = PlaceForm(request.GET)
    draft = Draft()
    if form.is_valid():
        for name in ("address", "lat", "lng"):
            setattr(draft, name, form.cleaned_data[name])
    context = {"units": unit_choice(draft), "draft": draft, "all_units": places.units()}
    return render(request, "portal/_unit.html", context)


# --- step 2: words ---------------------------------------------------------------------------------------------------


@never_cache
@require_http_methods(["GET", "POST"])
@denials_as_pages
def describe(request: HttpRequest) -> HttpResponse:
    """What is wrong; field, personal data and similar cases are found in it."""
    draft = drafts.load(request.session)
    if not draft.has_place:
        return redirect("portal:report")
    if request.method == "GET":
        return _describe_page(request, draft, TextForm(initial=_initial(draft)))
    form = TextForm(request.POST)
    _keep_words(draft, form)
    drafts.save(request.session, draft)
    if followed := request.POST.get("follow"):
        return _follow_instead(request, followed)
    if (other := _number(request.POST.get("other", ""))) is not None:
        draft.others.append(other)
        drafts.save(request.session, draft)
        return _describe_page(request, draft, TextForm(initial=_initial(draft)))
    if not form.is_valid() or _asks_channel(request, draft, form):
        return _describe_page(request, draft, form)
    if _alike(actor_of(request), draft) and not (draft.asked_alike or request.POST.get("asked_alike")):
        draft.asked_alike = True
        drafts.save(request.session, draft)
        return _describe_page(request, draft, form)
    return redirect("portal:preview")


def _keep_words(draft: Draft, form: TextForm) -> None:
    """What was typed is kept even when it is not yet right."""
    form.is_valid()
    given = form.cleaned_data
    draft.text = str(form.data.get("text", ""))[:4000]
    draft.field = given.get("field")
    draft.danger = given.get("danger", "")
    draft.confidential, draft.round_position = (
        given.get("confidential", False),
        given.get("round_position", False),
    )
    at = given.get("occurred_at")
    # %Y writes the year 999 with three digits, which nothing reads again.
    draft.occurred_at = f"{at:%Y-%m-%dT%H:%M}".rjust(16, "0") if at else ""


def _asks_channel(request: HttpRequest, draft: Draft, form: TextForm) -> bool:
    """Whether the sender has still to say that it is not meant for another channel (regulation.md §6)."""
    asks = asks_channel(draft, confirmed=bool(request.POST.get("confirmed")))
    if asks:
        form.add_error(None, NOT_CONFIRMED)
    drafts.save(request.session, draft)
    return asks


def _follow_instead(request: HttpRequest, code: str) -> HttpResponse:
    """Following counts as a voice; the draft stays for another day."""
    named = queries.by_code(code)
    if named is None:
        raise NotFound(_("Không có phản ánh này."))
    case_id, code = named
    if actor_of(request).account_id is None:
        return redirect(f"{reverse('identity:sign_in')}?next={reverse('portal:case', args=[code])}")
    cases.follow(actor=actor_of(request), case_id=case_id)
    messages.success(request, _("Đã theo dõi. Bản nháp của bạn vẫn được giữ."))
    return redirect("portal:case", code=code)


def _number(text: str) -> int | None:
    """An id that a form gave back; None for anything else."""
    return int(text) if text.isdecimal() and len(text) < 16 else None


def _alike(actor: Actor, draft: Draft) -> list[queries.Alike]:
    """Others' open reports of what may be the same matter: nobody needs to follow their own."""
    if draft.lat is None or draft.lng is None or not draft.text.strip():
        return []
    fields = [draft.field] if draft.field else [guess.field_id for guess in routing.read(draft.text).fields]
    found = queries.alike(
        draft.text,
        draft.lat,
        draft.lng,
        field_ids=fields,
        address=draft.address,
        file_ids=draft.file_ids,
        not_of=actor.account_id,
    )
    return [each for each in found if each.card.id not in draft.others]


def _hints(actor: Actor, draft: Draft) -> dict[str, object]:
    """What the text tells while it is typed."""
    reading = routing.read(draft.text) if draft.text.strip() else None
    guesses = list(reading.fields) if reading else []
    chosen = draft.field or (guesses[0].field_id if guesses else None)
    shown = [(g.field_id, g.name) for g in guesses]
    if chosen and chosen not in {field_id for field_id, _name in shown}:
        shown.insert(0, (chosen, routing.field(chosen).label))
    return {
        "wording": wording(draft.text),
        "picks": shown,
        "chosen": chosen,
        "suggested": guesses[0].field_id if guesses else None,
        "why": guesses[0].words[:2] if guesses else (),
        "urgent": bool(reading and reading.urgent),
        "groups": routing.fields(),
        "alike": _alike(actor, draft),
    }


def _describe_page(request: HttpRequest, draft: Draft, form: TextForm) -> HttpResponse:
    found = _hints(actor_of(request), draft)
    asks = bool(form.is_bound and asks_channel(draft))
    context = {"form": form, "draft": draft, "step": 2, "close_href": "/", **found, "asks": asks}
    return render(request, "portal/report_text.html", context, status=422 if form.errors else 200)


@never_cache
@require_POST
@denials_as_pages
def hints(request: HttpRequest) -> HttpResponse:
    """The same part of the page, while the text is being typed. Nothing is kept."""
    draft = drafts.load(request.session)
    draft.text = request.POST.get("text", "")[:TEXT_MAX]
    chosen = request.POST.get("other_field") or request.POST.get("field", "")
    is_own_choice = chosen != request.POST.get("suggested")
    draft.field = _number(chosen) if is_own_choice else None
    return render(
        request, "portal/_hints.html", {"draft": draft, "live": True, **_hints(actor_of(request), draft)}
    )


# --- step 3: preview and sending -------------------------------------------------------------------------------------


@never_cache
@require_http_methods(["GET", "POST"])
@denials_as_pages
def preview(request: HttpRequest) -> HttpResponse:
    """What everybody will see beside what only the agency sees; then the declaration, and sent."""
    draft = drafts.load(request.session)
    sent = SendForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and (
        code := drafts.sent_as(request.session, str(sent.data.get("client_key", "")))
    ):
        return redirect("portal:receipt", code=code)
    if not draft.has_place:
        return redirect("portal:report")
    if not draft.text.strip() or not draft.danger:
        return redirect("portal:describe")
    if request.method == "GET":
        return _preview_page(request, draft, SendForm(initial={"client_key": draft.key}))
    if actor_of(request).account_id is None:
        return redirect(f"{reverse('identity:sign_in')}?next={reverse('portal:preview')}")
    if identity_asked(actor_of(request), danger=draft.danger == "1")["asked"]:
        return to_identity(reverse("portal:preview"))
    if queries.sent_since(actor_of(request), clock.now() - timedelta(hours=1)) >= REPORTS_AN_HOUR:
        sentence = _("Bạn đã gửi %(n)d phản ánh trong một giờ. Bản nháp vẫn được giữ; hãy gửi tiếp sau.")
        return too_many(request, retry_after=3600, sentence=sentence % {"n": REPORTS_AN_HOUR})
    if not sent.is_valid():
        return _preview_page(request, draft, sent)
    return _send(request, draft, sent)


def _send(request: HttpRequest, draft: Draft, form: SendForm) -> HttpResponse:
    drafts.own_files(actor_of(request), draft)
    _note_agreed(actor_of(request), draft)
    try:
        case = cases.submit(
            actor=actor_of(request),
            report=_report(
                draft, consent=form.cleaned_data["consent"], by_person=form.cleaned_data["by_person"]
            ),
        )
    except Invalid as invalid:
        return _preview_page(request, draft, problems(form, dict(invalid.errors)))
    drafts.remember_sent(request.session, draft.key, case.code)
    return redirect("portal:receipt", code=case.code)


def _report(draft: Draft, *, consent: bool, by_person: bool) -> cases.Report:
    return cases.Report(
        text=draft.text,
        consent=consent,
        lat=draft.lat,
        lon=draft.lng,
        accuracy_m=round(draft.accuracy) if draft.accuracy is not None else None,
        address=draft.address,
        unit_id=draft.unit,
        field_id=draft.field,
        occurred_at=draft.occurred,
        danger=draft.danger == "1",
        confidential=draft.confidential,
        round_position=draft.round_position,
        by_person=by_person,
        files=draft.file_ids,
        client_key=UUID(draft.key),
    )


def _preview_page(request: HttpRequest, draft: Draft, form: object) -> HttpResponse:
    actor = actor_of(request)
    context = {
        "form": form, "draft": draft, "step": 3, "files": drafts.own_files(actor, draft),
        "sender": sender_shown(actor), "identity": identity_asked(actor, danger=draft.danger == "1"),
        "foreseen": queries.foresee(
            text=draft.text, lat=draft.lat, lon=draft.lng, field_id=draft.field, unit_id=draft.unit
        ),
    }  # fmt: skip
    return render(
        request, "portal/report_preview.html", context, status=422 if getattr(form, "errors", None) else 200
    )


@require_POST
def discard(request: HttpRequest) -> HttpResponse:
    """Throw the draft away."""
    drafts.drop(request.session)
    messages.success(request, _("Đã xóa bản nháp."))
    return redirect(f"{reverse('portal:home')}?da-xoa=1")
