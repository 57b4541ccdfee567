"""By way of a provider such as VNeID: there, back, and what follows; linking and unlinking."""

from __future__ import annotations

from dataclasses import asdict, fields, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final, cast
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ihanoi.kernel import clock
from ihanoi.kernel.denials import Denied, Invalid
from ihanoi.people import queries as people
from ihanoi.people.queries import Account
from ihanoi.ui.requests import actor_of

from .. import actions, ports, queries
from ..forms import VouchedForm
from ..ports import Asked, NotVouched, Vouched
from ..words import Elsewhere, Method
from .answers import answered
from .codes import codes_to
from .entering import enter, onward, proven_again, proven_at
from .proving import asked_again

ASKED: Final = "oidc"  # in the session: what must come back from the provider
PERSON: Final = "oidc_person"  # and who it was, until they have said to which account they belong
PATIENCE: Final = timedelta(minutes=15)
PAGE: Final = "identity:vneid"


@never_cache
@require_GET
def there(request: HttpRequest) -> HttpResponse:
    """To the provider. A link, not a form: what browsers allow forms to lead to is this site alone."""
    provider = ports.provider()
    try:
        if provider is None:
            raise NotVouched(Elsewhere.NO_PROVIDER)
        asked = provider.begin(_return_to(request), anew=request.user.is_authenticated)
    except NotVouched as denial:
        return _back(request, denial.reason, onward(request))
    request.session[ASKED] = asdict(asked) | {"onward": onward(request), "at": clock.now().isoformat()}
    return HttpResponseRedirect(asked.url)


def _return_to(request: HttpRequest) -> str:
    return request.build_absolute_uri(reverse("identity:vneid_back"))


def _back(request: HttpRequest, reason: object, wanted: str) -> HttpResponse:
    """To the page with all other ways in, or whence somebody signed in came, with a sentence."""
    messages.error(request, str(reason))
    if request.user.is_authenticated:
        return redirect(wanted or PAGE)
    return redirect(
        f"{reverse('identity:sign_in')}?{urlencode({'next': wanted})}" if wanted else "identity:sign_in"
    )


@never_cache
@require_GET
def back(request: HttpRequest) -> HttpResponse:
    """From the provider. What was asked is good for one answer."""
    kept = request.session.pop(ASKED, None)
    provider = ports.provider()
    wanted = kept["onward"] if kept else ""
    if kept is None or provider is None or _is_over(kept["at"]):
        return _back(request, Elsewhere.TOO_LATE, wanted)
    asked = Asked(**{each.name: kept[each.name] for each in fields(Asked)})
    try:
        vouched = provider.finish(asked, _return_to(request), request.GET.dict())
        account = actions.follow_link(vouched=vouched)
    except (NotVouched, Denied) as denial:
        return _back(request, denial.reason, wanted)
    if account is not None and request.user.is_authenticated:
        return _again(request, account, wanted, anew=bool(asked.since))
    if account is not None:
        return _in(request, account, vouched, wanted)
    _keep_person(request, vouched, wanted)
    return redirect(PAGE if request.user.is_authenticated else "identity:vneid_new")


def _is_over(at: str) -> bool:
    return datetime.fromisoformat(at) + PATIENCE < clock.now()


def _again(request: HttpRequest, account: Account, wanted: str, *, anew: bool) -> HttpResponse:
    """Whoever is signed in already has shown once more who they are, if it is them and they signed in there anew."""
    if request.user.pk != account.pk:
        return _back(request, Elsewhere.LINKED, wanted)
    if anew:
        proven_again(request, account)
    return redirect(wanted or PAGE)


def _in(request: HttpRequest, account: Account, vouched: Vouched, wanted: str) -> HttpResponse:
    """The proof is as old as the session there: one that still lives says nothing of who sits here now."""
    answer = enter(request, account, Method.OIDC, onward=wanted, strong=vouched.strong)
    if queries.PROVEN in request.session:
        at = datetime.fromtimestamp(vouched.signed_in_at, UTC)
        request.session[queries.PROVEN] = min(at, clock.now()).isoformat()
    return answer


# --- who came back, and belongs to no account yet ---------------------------------------------------------------------


def _keep_person(request: HttpRequest, vouched: Vouched, wanted: str) -> None:
    if not request.user.is_authenticated:
        request.session.cycle_key()  # whoever planted the key before does not share who came back
    told = asdict(vouched) | {"born": vouched.born.isoformat() if vouched.born else ""}
    request.session[PERSON] = {"told": told, "onward": wanted, "at": clock.now().isoformat()}


def _person(request: HttpRequest) -> Vouched | None:
    """Who came back a moment ago."""
    kept = request.session.get(PERSON)
    if not kept or _is_over(kept["at"]):
        request.session.pop(PERSON, None)
        return None
    told = kept["told"]
    return Vouched(**told | {"born": date.fromisoformat(told["born"]) if told["born"] else None})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """An account for whoever came back: what the provider says is filled in, the person agrees."""
    vouched = _person(request)
    if vouched is None:
        return _back(request, Elsewhere.TOO_LATE, "")
    first = {"title": "", "phone": vouched.phone, "email": vouched.email}
    form = VouchedForm(request.POST or None, initial=first)
    if request.method == "POST":
        account = _signed_up(form, vouched)
        if account is not None:
            wanted = codes_to(
                request, account, _unproven(form, account), request.session.pop(PERSON)["onward"]
            )
            messages.success(request, _("Đã tạo tài khoản."))
            return _in(request, account, vouched, wanted)
    context = {
        "form": form,
        "name": vouched.name,
        "number": _masked(vouched),
        "seems_here": queries.seems_here(vouched),
        "wanted": request.session[PERSON]["onward"],
    }
    return answered(render(request, "identity/vneid_new.html", context), form)


def _signed_up(form: VouchedForm, vouched: Vouched) -> Account | None:
    if not form.is_valid():
        return None
    given = form.cleaned_data
    try:
        return actions.sign_up_by_link(
            vouched=vouched,
            title=given["title"],
            phone=given["phone"],
            email=given["email"],
            consents=form.consents(),
        )
    except Invalid as denial:
        for name, why in denial.errors.items():
            form.add_error(name if name in form.fields else None, str(why))
    except Denied as denial:
        form.add_error(None, str(denial.reason))
    return None


def _unproven(form: VouchedForm, account: Account) -> list[str]:
    """What was typed and the account does not have, since the provider does not vouch for it."""
    return [form.cleaned_data[kind] for kind in ("phone", "email") if not getattr(account, kind)]


def _masked(vouched: Vouched) -> str:
    read = people.citizen_number(vouched.citizen_id, seen=True)
    return people.masked_id(read.number) if read else ""


# --- one's own link ---------------------------------------------------------------------------------------------------


@never_cache
@login_required
@require_http_methods(["GET", "HEAD"])
def vneid(request: HttpRequest) -> HttpResponse:
    """Whether VNeID opens this account; whoever has just come back from there is asked whether to link."""
    return render(request, "identity/vneid.html", _page(request))


def _page(request: HttpRequest) -> dict[str, Any]:
    account = people.account(cast(Account, request.user).pk)
    vouched = _person(request)
    return {
        "link": queries.link_of(account),
        "person": replace(vouched, citizen_id=_masked(vouched)) if vouched else None,
        "known": people.known(account),
        "shared": people.is_shared(account),
    }


@login_required
@require_POST
def link(request: HttpRequest) -> HttpResponse:
    """Yes, that is me: pressed on this site, so that nobody links somebody else's account to a stranger's."""
    vouched = _person(request)
    if vouched is None:
        return _back(request, Elsewhere.TOO_LATE, "")
    if ask := asked_again(request, PAGE):
        return ask
    wanted = request.session.pop(PERSON)["onward"]
    try:
        actions.link(actor=actor_of(request), proven_at=proven_at(request), vouched=vouched)
    except Denied as denial:
        return _back(request, denial.reason, "")
    messages.success(request, _("Đã nối VNeID. Danh tính của bạn đã được xác nhận."))
    return redirect(wanted or PAGE)


@login_required
@require_POST
def unlink(request: HttpRequest) -> HttpResponse:
    """The account is opened by its other ways alone."""
    if ask := asked_again(request, PAGE):
        return ask
    try:
        actions.unlink(actor=actor_of(request), proven_at=proven_at(request))
    except Denied as denial:
        return _back(request, denial.reason, "")
    messages.success(request, _("Đã gỡ VNeID khỏi tài khoản."))
    return redirect(PAGE)


@login_required
@require_POST
def drop(request: HttpRequest) -> HttpResponse:
    """No, not this account."""
    request.session.pop(PERSON, None)
    return redirect(PAGE)
