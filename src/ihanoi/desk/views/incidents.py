"""The register of incidents: recorded, reported, the persons concerned listed, frozen and told."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from ihanoi.accountability.queries.sheets import csv_text
from ihanoi.desk.forms.duties import DutyForm
from ihanoi.desk.forms.privacy import (
    AgencyForm,
    CloseForm,
    CodesForm,
    IncidentAmendForm,
    IncidentForm,
    NotifyForm,
    PlainForm,
    ReaderForm,
    ReportForm,
    TellForm,
)
from ihanoi.desk.views.duties import CSV, DOCX, done, download, form_of, sent_from
from ihanoi.desk.views.frame import officials
from ihanoi.desk.views.privacy import shown
from ihanoi.desk.views.seen import note_person
from ihanoi.journal.words import Data
from ihanoi.privacy import actions, queries
from ihanoi.privacy.words import Verb
from ihanoi.ui.requests import actor_of

HERE: Final = "incidents"
STEPS: Final[dict[Verb, tuple[type[DutyForm], Callable[..., object], Promise]]] = {
    Verb.REPORT: (ReportForm, actions.report_incident, _("Đã ghi nhận báo tin ban đầu.")),
    Verb.NOTIFY: (NotifyForm, actions.notify_incident, _("Đã ghi nhận gửi thông báo chính thức.")),
    Verb.FREEZE: (PlainForm, actions.freeze_list, _("Đã chốt danh sách.")),
    Verb.TELL: (TellForm, actions.tell_concerned, _("Đã báo cho những người có tài khoản.")),
    Verb.CLOSE: (CloseForm, actions.close_incident, _("Đã kết thúc sự cố.")),
    Verb.AMEND: (IncidentAmendForm, actions.amend_incident, _("Đã lưu thông tin.")),
}
SLUGS: Final = {
    Verb.REPORT: "bao-tin",
    Verb.NOTIFY: "thong-bao",
    Verb.FREEZE: "chot",
    Verb.TELL: "bao-nguoi",
    Verb.CLOSE: "ket-thuc",
    Verb.AMEND: "sua",
}
LISTS: Final[dict[str, tuple[type[DutyForm], Callable[..., int], Promise]]] = {
    "ma": (CodesForm, actions.list_by_codes, _("Theo mã phản ánh")),
    "co-quan": (AgencyForm, actions.list_by_agency, _("Theo cơ quan giữ phản ánh")),
    "nguoi-xem": (ReaderForm, actions.list_by_reader, _("Theo tài khoản cán bộ đã mở")),
}


@require_safe
@officials
def incidents(request: HttpRequest) -> HttpResponse:
    """Open ones by what breaks first; below, those that are over (`truoc=`)."""
    actor = actor_of(request)
    past = queries.closed_incidents(actor, mark=request.GET.get("truoc", ""))
    context = {"rows": queries.open_incidents(actor), "past": past.rows, "next": past.next}
    return shown(request, HERE, "privacy/incidents.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@officials
def record(request: HttpRequest) -> HttpResponse:
    """Write an incident down; both clocks are counted from when it was found."""
    queries.need_to_keep_incidents(actor_of(request))
    form, made = form_of(request, IncidentForm), []
    if request.method == "POST" and form.attempt(
        lambda **given: made.append(actions.record_incident(**given))
    ):
        return done(request, str(_("Đã ghi nhận sự cố.")), "desk:incident", made[0].pk)
    return shown(request, HERE, "privacy/record.html", {"form": form}, form.status)


@require_safe
@officials
def incident(request: HttpRequest, incident_id: int) -> HttpResponse:
    """What is known, the two clocks, the list, the steps."""
    return _page(request, incident_id)


@sent_from("incident")
@officials
def step(request: HttpRequest, incident_id: int, verb: str) -> HttpResponse:
    """One step."""
    queries.visible_incident(actor_of(request), incident_id)
    kind, action, said = STEPS[Verb(verb)]
    form = form_of(request, kind)
    if form.attempt(partial(action, incident_id=incident_id)):
        return done(request, str(said), "desk:incident", incident_id)
    return _page(request, incident_id, verb, form)


@sent_from("incident")
@officials
def add(request: HttpRequest, incident_id: int, way: str) -> HttpResponse:
    """Put persons onto the list, by one of the ways to find them."""
    queries.visible_incident(actor_of(request), incident_id)
    kind, action, _label = LISTS[way]
    form, new = _offered(form_of(request, kind)), []
    if form.attempt(lambda **given: new.append(action(incident_id=incident_id, **given))):
        count = new[0]
        said = ngettext("Đã thêm %(n)d người.", "Đã thêm %(n)d người.", count) % {"n": count}
        messages.success(request, said)
        return redirect("desk:incident", incident_id)
    return _page(request, incident_id, way, form)


def _offered(form: DutyForm) -> DutyForm:
    if isinstance(form, ReaderForm):
        form.offer([(pk, name) for pk, name in queries.officials()])
    return form


def _page(
    request: HttpRequest, incident_id: int, tried: str = "", form: DutyForm | None = None
) -> HttpResponse:
    actor = actor_of(request)
    page = queries.incident_page(actor, incident_id)
    steps = [
        _step(request, page, verb, form if verb == tried else None) for verb in STEPS if verb in page.verbs
    ]
    lists: list[dict[str, Any]] = [
        {
            "title": label,
            "href": reverse(f"desk:incident-{way}", args=[incident_id]),
            "form": form if form and way == tried else _offered(kind(actor=actor)),
            "tried": way == tried,
        }
        for way, (kind, _action, label) in LISTS.items()
    ]
    lines = [{"at": e.at, "label": Verb(e.verb).label, "who": e.actor_name} for e in reversed(page.lines)]
    may_list = Verb.LIST in page.verbs and page.incident.frozen_at is None
    context = {"page": page, "inc": page.incident, "steps": steps, "lines": lines,
               "lists": lists if may_list else []}  # fmt: skip
    return shown(request, HERE, "privacy/incident.html", context, form.status if form else 200)


def _step(
    request: HttpRequest, page: queries.IncidentPage, verb: Verb, form: DutyForm | None
) -> dict[str, Any]:
    known = {n: getattr(page.incident, n) for n in ("what", "found_by", "classes", "how", "measures")}
    initial = {"initial": known} if verb == Verb.AMEND else {}
    return {
        "verb": verb,
        "title": verb.label,
        "href": reverse(f"desk:incident-{verb}", args=[page.incident.pk]),
        "form": form or STEPS[verb][0](actor=actor_of(request), **initial),
        "tried": form is not None,
    }


@require_safe
@officials
def persons(request: HttpRequest, incident_id: int) -> HttpResponse:
    """The list as CSV: whom to write to on paper, and who was told in the app. The download is on record."""
    rows = actions.export_concerned(actor=actor_of(request), incident_id=incident_id)
    note_person(request, None, Data.EXPORT, "incident", incident_id)
    columns = (
        "TT",
        "Họ tên",
        "Thư điện tử",
        "Số điện thoại",
        "Mã phản ánh",
        "Nguồn",
        "Đã báo trong ứng dụng",
    )
    return download(csv_text(columns, rows), CSV, f"su-co-{incident_id}-nguoi-bi-anh-huong.csv")


@require_safe
@officials
def notice(request: HttpRequest, incident_id: int) -> HttpResponse:
    """The notice to the authority as a Word document, with everything that is known now."""
    found = queries.visible_incident(actor_of(request), incident_id)
    return download(queries.notice_document(found), DOCX, f"thong-bao-{found.code}.docx")
