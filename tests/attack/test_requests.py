"""Forged, twisted and oversized requests to every address: refused before they change anything."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Final
from urllib.parse import quote
from uuid import UUID

import pytest
from django.test import Client

from ihanoi.cases.models import Case
from ihanoi.identity.models import Code, Message, Passkey, SignIn
from ihanoi.journal.models import Entry
from ihanoi.media import queries as media
from ihanoi.notifications.models import Notice
from ihanoi.people.models import Account
from tests.attack.routes import PLAIN, ROUTES, Route, body, client_of
from tests.conftest import City

Submit = Callable[..., Case]
FORM = "application/x-www-form-urlencoded"
PARTS = "multipart/form-data; boundary=x"
SEATS = (None, "sender", "assigner")


def _state() -> tuple[object, ...]:
    """What a forged request might change."""
    counted = (Entry, Notice, Case, Message, Code, Account, SignIn, Passkey)
    accounts = Account.objects.order_by("pk").values_list("pk", "full_name", "is_active", "password")
    return (*(model.objects.count() for model in counted), [*accounts])  # type: ignore[attr-defined]  # all are models


# --- a page of somebody else (CSRF) ----------------------------------------------------------------------------------


@pytest.mark.parametrize("seat", SEATS)
def test_no_form_is_taken_from_another_page(city: City, submitted: Submit, seat: str | None) -> None:
    case = submitted()
    client = client_of(city, seat, enforce_csrf_checks=True)
    before = _state()
    for route in ROUTES:
        path = route.path({"code": case.code})
        for headers in ({}, {"Origin": "https://evil.example"}):
            answer = client.post(path, {"text": "x", "next": "/"}, headers=headers)
            assert answer.status_code in (302, 401, 403, 404, 405), (route.name, answer.status_code)
            if answer.status_code == 302:
                assert (
                    answer["Location"].startswith(("/dang-nhap", "/phien", "/het-phien")) or seat is None
                ), route.name
    assert _state() == before


# It refuses what is too large before anything is read, and only then looks for the token (tests/media/test_serving.py).
LATER: Final = ["media:upload"]


def test_no_other_view_is_exempt_from_the_token() -> None:
    assert [route.name for route in ROUTES if getattr(route.view, "csrf_exempt", False)] == LATER


# --- methods that nobody uses ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["DELETE", "TRACE"])
def test_methods_that_no_form_knows_change_nothing(city: City, submitted: Submit, method: str) -> None:
    case, client = submitted(), client_of(city, "assigner")
    before = _state()
    for route in ROUTES:
        answer = client.generic(method, route.path({"code": case.code}), b"text=x", FORM)
        assert answer.status_code < 500, route.name
        if method == "TRACE":
            assert b"text=x" not in body(answer)
    assert _state() == before


def test_a_method_in_a_header_or_field_is_no_method(city: City, submitted: Submit) -> None:
    case, client = submitted(), client_of(city, "sender")
    for extra in ({"X-HTTP-Method-Override": "POST"}, {"X-Method-Override": "DELETE"}):
        client.get(f"/cua-toi/{case.code}/rut?_method=post&reason=x", headers=extra)
    case.refresh_from_db()
    assert case.state == "submitted"


# --- where it leads (open redirects, host, line breaks in headers) ---------------------------------------------------

ELSEWHERE = [
    "https://evil.example/", "//evil.example", "/\\evil.example", "///evil.example", "http:evil.example",
    "\t//evil.example", "javascript:alert(1)", "https:///evil.example", "/%0d%0aSet-Cookie:evil=1",
    "/\r\nSet-Cookie: evil=1", "https://testserver@evil.example/",
]  # fmt: skip
NAMES = ("next", "onward", "return", "url", "to", "follow", "tro-ve", "ve", "back")
LEAVES = ("identity:sign_out", "identity:vneid")  # the second leads to the provider that the settings name


def _leads_elsewhere(location: str) -> bool:
    plain = location.replace("http://testserver", "", 1)
    return not plain.startswith("/") or plain.startswith(("//", "/\\"))


@pytest.mark.parametrize("seat", ["sender", "assigner"])
@pytest.mark.parametrize("target", ELSEWHERE[1:3])
def test_no_address_leads_elsewhere(city: City, seat: str | None, target: str) -> None:
    client, asked = client_of(city, seat), dict.fromkeys(NAMES, target)
    for route in PLAIN:
        if route.name.startswith(LEAVES):
            continue
        for answer in (
            client.get(route.pattern, asked, headers={"Referer": target}),
            client.post(
                route.pattern, asked | {"language": "vi", "theme": "dark"}, headers={"Referer": target}
            ),
        ):
            assert answer.status_code < 500, route.name
            location = answer.headers.get("Location", "")
            assert not (location and _leads_elsewhere(location)), (route.name, location)


@pytest.mark.parametrize("target", ELSEWHERE)
def test_choices_and_signing_out_come_back_to_us(city: City, target: str) -> None:
    for path in ("/dang-xuat", "/ngon-ngu", "/giao-dien", "/gui-phan-anh/bo-nhap"):
        given = dict.fromkeys(NAMES, target) | {"language": "vi", "theme": "dark"}
        answer = client_of(city, "sender").post(
            f"{path}?next={quote(target)}", given, headers={"Referer": target.strip()[:30]}
        )
        assert not _leads_elsewhere(answer.headers.get("Location", "/")), path
        assert "evil" not in {name.lower() for name in answer.cookies}


def test_sign_in_goes_only_where_it_may(city: City) -> None:
    account = Account.objects.get(pk=city.sender.account_id)
    account.set_password("mot cau that la dai")
    account.save()
    for target in ELSEWHERE:
        client = Client()
        answer = client.post(
            f"/dang-nhap?next={target}",
            {"email": account.email, "password": "mot cau that la dai", "next": target},
        )
        assert not _leads_elsewhere(answer.headers.get("Location", "/")), target


@pytest.mark.parametrize(
    "host",
    ["evil.example", "testserver.evil.example", "testserver:80@evil.example", "a b", "testserver\r\nX: y"],
)
def test_a_host_that_is_not_ours_is_refused(city: City, host: str) -> None:
    for path in ("/", "/dang-nhap", "/ban-do/rss", "/khong-co", "/.well-known/security.txt"):
        answer = Client().get(path, headers={"Host": host})
        assert answer.status_code == 400
        assert b"evil.example" not in body(answer)


def test_a_forwarded_host_is_not_believed(city: City) -> None:
    for name in ("X-Forwarded-Host", "X-Host", "Forwarded", "X-Original-URL", "X-Rewrite-URL"):
        for path in ("/", "/ban-do/rss", "/dang-nhap?next=/cua-toi"):
            answer = Client().get(path, headers={name: "host=evil.example"})
            assert b"evil.example" not in body(answer)


# --- too much of everything ------------------------------------------------------------------------------------------


def _forms(route: Route) -> list[tuple[bytes, str]]:
    deep = "[" * 20_000 + "]" * 20_000
    return [
        (b"&".join(b"a%d=1" % n for n in range(3000)), FORM),
        (b"text=" + b"x" * 300_000, FORM),
        (b"text=%00%ff%fe&seen=" + b"9" * 5000, FORM),
        (deep.encode(), "application/json"),
        (json.dumps({"text": {"$gt": ""}}).encode(), "application/json"),
        (b'--x\r\nContent-Disposition: form-data; name="pictures"; filename=""\r\n\r\n', PARTS),
        (b"no boundary", "multipart/form-data"),
        (b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>", "text/xml"),
        (b"text=x", "text/plain; charset=utf-7"),
    ]  # fmt: skip


@pytest.mark.parametrize("seat", [None, "sender", "assigner"])
def test_bodies_that_no_form_sends(city: City, submitted: Submit, seat: str | None) -> None:
    case = submitted()
    client = client_of(city, seat)
    client.raise_request_exception = False
    for route in ROUTES:
        for content, kind in _forms(route)[:: 1 if seat == "sender" else 3]:
            answer = client.generic("POST", route.path({"code": case.code}), content, kind)
            assert answer.status_code < 500, (route.name, kind)
            assert b"root:" not in body(answer)
            if seat and answer.status_code == 302 and route.name == "identity:sign_out":
                client = client_of(city, seat)
                client.raise_request_exception = False


def test_fields_that_no_form_has_set_nothing(
    city: City, submitted: Submit, upload: Callable[..., UUID]
) -> None:
    """Mass assignment: names of columns beside the fields of a form."""
    client, me = client_of(city, "sender"), Account.objects.get(pk=city.sender.account_id)
    columns = {field.attname: "1" for field in Account._meta.concrete_fields} | {
        "is_staff": "1", "is_superuser": "1", "role": "operator", "roles": "operator", "agency": str(city.root),
        "seats": "1", "email": "other@example.org", "full_name": "Người Khác", "confirmed": "1",
    }  # fmt: skip
    for path in (
        "/tai-khoan",
        "/thong-bao/cach-nhan",
        "/tai-khoan/dong-y-nhan-tin",
        "/tai-khoan/to-chuc",
        "/giao-dien",
    ):
        assert client.post(path, columns).status_code < 500
    fresh = Account.objects.get(pk=me.pk)
    for name in (
        "id",
        "email",
        "is_active",
        "password",
        "citizen_id",
        "proven_at",
        "email_verified_at",
        "phone_verified_at",
    ):
        assert getattr(fresh, name) == getattr(me, name), name
    assert not fresh.memberships.exists()
    case = submitted()
    before = {field.attname: getattr(case, field.attname) for field in case._meta.concrete_fields}
    more = {"text": "Thêm.", "state": "published", "lead": "1", "sender": "1", "priority": "urgent"}
    client.post(f"/cua-toi/{case.code}/bo-sung", more)
    case.refresh_from_db()
    assert {name for name, value in before.items() if getattr(case, name) != value} <= {"version", "head"}


def test_a_path_is_no_way_out(city: City, upload: Callable[..., UUID]) -> None:
    """Path traversal, plain and folded, at everything that opens files."""
    token = media.url(upload(city.sender)).rpartition("/")[2]
    climbs = [
        "../etc/passwd", "../" * 6 + "etc/passwd", "..%2f" * 6 + "etc%2fpasswd", "..\\..\\etc\\passwd",
        "%2e%2e/%2e%2e/etc/passwd", "....//....//etc/passwd", "/etc/passwd", "file:///etc/passwd",
        token + "/../../../etc/passwd", token + "%00.jpg",
    ]  # fmt: skip
    for climb in climbs:
        for base in (
            "/tep/",
            "/static/",
            "/static/built/",
            "/hop-thu/",
            "/ban-xu-ly/vuong-mac.",
            "/phan-anh/",
        ):
            answer = client_of(city, "overseer").get(base + climb)
            assert answer.status_code in (301, 302, 400, 404), (base, climb, answer.status_code)
            assert b"root:" not in body(answer)
