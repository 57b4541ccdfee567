"""No address of any officer shows who a confidential sender is, unless this very officer has unsealed it (R21)."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from ihanoi.cases import actions
from ihanoi.cases.models import Case
from ihanoi.cases.queries.sender import pseudonym
from ihanoi.journal import actions as journal
from ihanoi.kernel.actor import SYSTEM, Actor
from ihanoi.notifications.models import Notice
from ihanoi.people import actions as people
from ihanoi.people import queries
from ihanoi.people.actions import guarding
from ihanoi.people.models import Account
from ihanoi.people.words import Role
from tests.cases.stages import AGREED, bring
from tests.conftest import City

NAME, PHONE, EMAIL, HOME = "Tạ Uyển Khuê", "0912345678", "uyen.khue@example.org", "86 ngõ Tạm Thương"
SAID = (
    f"Nắp hố ga vỡ trước cổng trường, ai cần gọi {PHONE} gặp Uyển Khuê, thư {EMAIL}. Tôi là {NAME.upper()}, "
    "ta uyen khue."
)
TRACES = ("khuê", "khue", "912345678", "345678", "tạm thương")
SEATS = (
    "assigner",
    "approver",
    "handler",
    "division_head",
    "dispatcher",
    "overseer",
    "operator",
    "inspector",
    "guardian",
)
BACKEND = "django.contrib.auth.backends.ModelBackend"


def _named(resolver: URLResolver, spaces: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    for each in resolver.url_patterns:
        if isinstance(each, URLResolver):
            yield from _named(each, (*spaces, each.namespace) if each.namespace else spaces)
        elif isinstance(each, URLPattern) and each.name:
            yield ":".join((*spaces, each.name)), "/" + str(each.pattern)


ROUTES = dict(_named(get_resolver()))


@pytest.fixture
def people_of(city: City) -> dict[str, int]:
    """A seat → its account; the city's own and those that only watch."""
    found = {seat: getattr(city, seat).account_id for seat in SEATS if seat in city.actors}
    for role in (Role.OPERATOR, Role.INSPECTOR, Role.GUARDIAN):
        account = people.create_account(
            actor=SYSTEM, new=people.NewAccount(f"{role}@example.org", f"Người {role}")
        )
        people.grant(actor=SYSTEM, account_id=account.pk, agency_id=city.root, role=role)
        found[str(role)] = account.pk
    return found


def _known_sender(city: City) -> Actor:
    """The sender, under the name, number and address that are looked for."""
    account = Account.objects.get(pk=city.sender.account_id)
    account.full_name, account.phone, account.email = NAME, PHONE, EMAIL
    account.save()
    return queries.actor_for(account)


@pytest.fixture
def case(city: City, submitted: Callable[..., Case], upload: Callable[..., UUID]) -> Case:
    """In a state in which everybody has something to do, with all that a sender may say."""
    sender = _known_sender(city)
    made = submitted(actor=sender, text=SAID, confidential=True, files=[upload(sender)])
    actions.add_information(actor=sender, case_id=made.pk, text=f"Vẫn thế, {NAME} báo lại từ {PHONE}.")
    entered = submitted(
        actor=city.assigner, text=SAID, confidential=True, channel="phone",
        contact=actions.Contacted(NAME, PHONE, EMAIL, HOME, agreed=AGREED),
    )  # fmt: skip
    assert entered.sender_id is None
    bring(entered, "handling", city, upload)
    bring(made, "published", city, upload)
    actions.rate(
        actor=sender,
        case_id=made.pk,
        value="dissatisfied",
        reason="vague",
        text=f"{NAME} chưa thấy sửa, {PHONE}.",
    )
    journal.deliver()
    return made


def _pages(case: Case) -> list[str]:
    """Every address without arguments, and those of the cases."""
    found = [route for route in ROUTES.values() if "<" not in route]
    codes = [each.code for each in Case.objects.all()]
    for route in ROUTES.values():
        if ":code>" in route and route.count("<") == 1:
            found += [re.sub(r"<\w+:code>", code, route) for code in codes]
    found += [f"/ban-xu-ly/{code}?xem={tab}" for code in codes for tab in ("trao-doi", "ghi-chu", "lap-lai")]
    found += [f"/ban-xu-ly/tim?q={word}" for word in ("hố ga", "khuê", PHONE, EMAIL)]
    found += ["/ban-xu-ly/kiem-tra.csv", "/ban-xu-ly/kiem-tra.xlsx", "/ban-xu-ly/bao-cao-thang.docx"]
    return [f for f in found if "dang-xuat" not in f]


def _told(response: Any) -> str:
    """What an answer says; an office file is a folder of texts."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as parts:
            body = b"".join(parts.read(name) for name in parts.namelist())
    said: str = body.decode(errors="replace")
    asked = re.sub(
        r'(value|href|action|hx-[a-z]+|content)="[^"]*"', "", said
    )  # what was asked for comes back
    return asked + str(response.headers)


def _traces(text: str) -> list[str]:
    return [trace for trace in TRACES if trace in text.lower()]


def _walk(case: Case, account_id: int) -> None:
    """Every page that the account may open, without a trace of the sender."""
    client = Client(raise_request_exception=False)
    client.force_login(Account.objects.get(pk=account_id), BACKEND)
    seen = 0
    for path in _pages(case):
        response = client.get(path)
        if response.status_code == 200:
            seen += 1
            assert _traces(_told(response)) == [], path
    assert seen > 10


@pytest.mark.parametrize("seat", SEATS)
def test_no_page_of_any_officer_tells_who_it_is(case: Case, people_of: dict[str, int], seat: str) -> None:
    _walk(case, people_of[seat])


@pytest.mark.parametrize("seat", SEATS)
def test_no_page_of_any_officer_tells_who_stopped_the_use_of_their_data(
    city: City,
    submitted: Callable[..., Case],
    upload: Callable[..., UUID],
    people_of: dict[str, int],
    seat: str,
) -> None:
    """Law 91/2025: kept and not used; the report was sent under their name before."""
    sender = _known_sender(city)
    made = submitted(actor=sender, text="Nắp hố ga vỡ trước cổng trường.", files=[upload(sender)])
    actions.add_information(actor=sender, case_id=made.pk, text="Vẫn thế, sáng nay có người ngã.")
    bring(made, "published", city, upload)
    actions.rate(actor=sender, case_id=made.pk, value="dissatisfied", reason="vague", text="Chưa thấy sửa.")
    guarding.restrict(actor=SYSTEM, account_id=sender.account_id or 0, restricted=True)
    journal.deliver()
    _walk(made, people_of[seat])


def test_no_notice_of_an_officer_tells_who_it_is(case: Case, people_of: dict[str, int]) -> None:
    told = Notice.objects.exclude(account=case.sender_id)
    assert told.exists()
    assert [n.title for n in told if _traces(n.title + n.body)] == []


def test_a_question_reaches_the_sender_and_the_answer_bears_no_name(
    city: City, submitted: Callable[..., Case], upload: Callable[..., UUID]
) -> None:
    """Through the pages, as both write to each other."""
    sender = _known_sender(city)
    made = submitted(actor=sender, text="Nắp hố ga vỡ trước cổng trường.", confidential=True)
    bring(made, "handling", city, upload)
    asked, answer = "Nắp gang hay bê tông?", "Nắp gang, nứt một góc"
    officer, citizen = Client(), Client()
    officer.force_login(Account.objects.get(pk=city.handler.account_id), BACKEND)
    citizen.force_login(Account.objects.get(pk=sender.account_id), BACKEND)
    page, own = f"/ban-xu-ly/{made.code}", f"/cua-toi/{made.code}"
    assert officer.post(f"{page}/hoi-nguoi-gui", {"text": asked}).status_code in (302, 303)
    journal.deliver()
    notice = Notice.objects.filter(account=sender.account_id).latest("id")
    assert asked in notice.title + notice.body and notice.url.startswith(own)
    assert asked in citizen.get(own).content.decode()
    said = {"text": f"{answer}. {NAME}, {PHONE}."}
    assert citizen.post(f"{own}/bo-sung", said).status_code in (302, 303)
    journal.deliver()
    told = officer.get(f"{page}?xem=trao-doi").content.decode()
    assert asked in told and answer in told and pseudonym(made.pk) in told
    for seat in ("assigner", "approver", "handler", "division_head", "dispatcher", "overseer"):
        if seat in city.actors:
            _walk(made, getattr(city, seat).account_id)
    notices = Notice.objects.exclude(account=sender.account_id)
    assert [n.title for n in notices if _traces(n.title + n.body)] == []


def test_two_reports_of_one_sender_are_not_told_to_be_one_s(
    city: City, submitted: Callable[..., Case], upload: Callable[..., UUID]
) -> None:
    """That no other account sent the same picture would say that it was the same one."""
    first, second = (
        submitted(files=[upload(city.sender)]),
        submitted(files=[upload(city.sender)], confidential=True),
    )
    other = submitted(actor=city.neighbour, files=[upload(city.neighbour)], confidential=True)
    client = Client()
    client.force_login(Account.objects.get(pk=city.dispatcher.account_id), BACKEND)
    for each in (first, second, other):
        assert "tài khoản khác" not in client.get(f"/ban-xu-ly/{each.code}").content.decode()
