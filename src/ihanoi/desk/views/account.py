"""For operators: one official's account, and what may be done with it. Each form has its own address."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ihanoi.cases import queries as cases
from ihanoi.desk.forms.accounts import AwayForm, GrantForm, LeaveForm, ReasonForm
from ihanoi.desk.forms.duties import DutyForm
from ihanoi.desk.views.accounts import HERE, operator
from ihanoi.desk.views.duties import done, form_of, sent_from, shown
from ihanoi.desk.views.frame import officials
from ihanoi.desk.views.seen import note_person
from ihanoi.identity import actions as identity
from ihanoi.journal.words import Data
from ihanoi.kernel import clock
from ihanoi.kernel.denials import NotFound
from ihanoi.people import actions
from ihanoi.people import queries as people
from ihanoi.people.words import Closed

FORMS: Final[Mapping[str, type[DutyForm]]] = {
    "grant": GrantForm,
    "away": AwayForm,
    "leave": LeaveForm,
    "reopen": ReasonForm,
    "reset": ReasonForm,
    "unlock": ReasonForm,
}


@require_safe
@officials
def account(request: HttpRequest, account_id: int) -> HttpResponse:
    """Seats with their days, who stands in, history, and the forms."""
    return _page(request, account_id)


@sent_from("account")
@officials
def grant(request: HttpRequest, account_id: int) -> HttpResponse:
    """One more role."""
    return _step(request, account_id, "grant", actions.grant, _("Đã cấp vai trò."))


@sent_from("account")
@officials
def revoke(request: HttpRequest, account_id: int) -> HttpResponse:
    """A role ends today (`agency_id`, `role`)."""
    actor = operator(request)
    people.official(actor, account_id)
    given = request.POST
    agency_id = given.get("agency_id", "")
    if not agency_id.isdecimal() or len(agency_id) > 9:
        raise NotFound(_("Không có trang này."))
    actions.revoke(actor=actor, account_id=account_id, agency_id=int(agency_id), role=given.get("role", ""))
    return done(request, _("Đã thu hồi vai trò; có hiệu lực ngay."), "desk:account", account_id)


@sent_from("account")
@officials
def away(request: HttpRequest, account_id: int) -> HttpResponse:
    """A colleague stands in."""
    return _step(request, account_id, "away", actions.delegate, _("Đã ghi người thay."))


@sent_from("account")
@officials
def leave(request: HttpRequest, account_id: int) -> HttpResponse:
    """The official's last day."""
    said = _("Đã ghi. Vai trò, phiên đăng nhập và thư mời kết thúc cùng ngày cuối.")
    return _step(request, account_id, "leave", actions.leave, said)


@sent_from("account")
@officials
def reopen(request: HttpRequest, account_id: int) -> HttpResponse:
    """A closed account may be used again."""
    return _step(request, account_id, "reopen", actions.reopen, _("Đã mở lại tài khoản."))


@sent_from("account")
@officials
def reset_second_proof(request: HttpRequest, account_id: int) -> HttpResponse:
    """Break-glass: the second proof is set up anew at the next sign-in."""
    said = _("Đã gỡ bước xác nhận thứ hai và kết thúc mọi phiên. Chủ tài khoản được báo.")
    return _step(request, account_id, "reset", identity.reset_second_proof, said)


@sent_from("account")
@officials
def unlock(request: HttpRequest, account_id: int) -> HttpResponse:
    """Break-glass: proofs are looked at again though too many wrong ones were given."""
    return _step(
        request, account_id, "unlock", identity.unlock, _("Đã mở khóa đăng nhập. Chủ tài khoản được báo.")
    )


def _step(
    request: HttpRequest, account_id: int, name: str, act: Callable[..., object], said: str
) -> HttpResponse:
    people.official(operator(request), account_id)
    form = form_of(request, FORMS[name], auto_id=f"{name}-%s")
    _offer(form, account_id)
    if form.attempt(partial(act, account_id=account_id)):
        return done(request, said, "desk:account", account_id)
    return _page(request, account_id, {name: form}, form.status)


def _offer(form: DutyForm, account_id: int) -> None:
    if isinstance(form, AwayForm):
        form.offer(people.colleagues(account_id))


def _page(
    request: HttpRequest, account_id: int, sent: Mapping[str, DutyForm] | None = None, status: int = 200
) -> HttpResponse:
    """`sent`: the form that could not be taken, with what was typed."""
    actor = operator(request)
    found = people.official(actor, account_id)
    note_person(request, found.pk, Data.ACCOUNT)
    forms = {name: kind(actor=actor, auto_id=f"{name}-%s") for name, kind in FORMS.items()} | dict(sent or {})
    for form in forms.values():
        _offer(form, account_id)
    seats = people.seats_held([account_id]).get(account_id, [])
    governed = people.governed(actor)
    context: dict[str, Any] = {
        "account": found,
        "official": people.condition_of(found),
        "seats": [(seat, seat.current and seat.agency_id in governed) for seat in seats],
        "governs": people.governs(actor, account_id),
        "is_self": actor.account_id == account_id,
        "may_reopen": not found.is_active and found.closed_as in (Closed.LEFT, Closed.IDLE),
        "delegations": people.delegations(account_id),
        "today": clock.today(),
        "invitations": people.invitations(governed, account_id=account_id),
        "history": people.account_history(actor, account_id),
        "held": len(cases.held_by(account_id)),
        "forms": forms,
        "open": next(iter(sent), "") if sent else "",
    }
    return shown(request, HERE, "accounts/account.html", context, status)
