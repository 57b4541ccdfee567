"""What every answer carries so that browsers help: on pages, errors, downloads, parts of pages, redirects."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any, Final, TypeAlias
from uuid import UUID

import pytest
from django.http import HttpResponseBase
from django.test import Client

from ihanoi.cases.models import Case
from ihanoi.media import queries as media
from ihanoi.people.models import Account
from ihanoi.portal.views import home
from tests.attack.routes import PLAIN, client_of
from tests.conftest import City
from tests.operation import node

Answers: TypeAlias = list[tuple[str, HttpResponseBase]]
PASSWORD: Final = "mot cau that la dai"


def _answers(city: City, case: Case, picture: UUID) -> Iterator[tuple[str, HttpResponseBase]]:
    """One of every kind of page there is."""
    nobody, officer, sender = Client(), client_of(city, "assigner"), client_of(city, "sender")
    for path in (
        "/",
        "/dang-nhap",
        "/ban-do",
        "/ban-do/rss",
        "/ban-do/geojson",
        "/minh-bach.xlsx",
        "/alive",
        "/ready",
    ):
        yield path, nobody.get(path)
    yield "security.txt", nobody.get("/.well-known/security.txt")
    yield "404", nobody.get("/khong-co")
    yield "404 of an address", nobody.get("/phan-anh/HN-2611-999999")
    yield "405", nobody.post("/quy-che")
    yield "413", nobody.generic("POST", "/dang-nhap", b"x", "text/plain", CONTENT_LENGTH=str(10**12))
    yield "400", nobody.get("/", headers={"Host": "evil.example"})
    yield "403 of a forged form", Client(enforce_csrf_checks=True).post("/dang-nhap", {})
    yield "302", nobody.get("/cua-toi")
    yield "401", nobody.post("/tep/gui")
    yield "desk", officer.get(f"/ban-xu-ly/{case.code}")
    yield "part of a page", officer.get(f"/ban-xu-ly/{case.code}/cac-buoc", headers={"HX-Request": "true"})
    yield "404 of the desk", client_of(city, "other_assigner").get(f"/ban-xu-ly/{case.code}")
    yield "own page", sender.get(f"/cua-toi/{case.code}")
    yield "picture", sender.get(media.url(picture, "view"))
    yield "json", sender.get("/thong-bao/chua-doc")
    yield "csv", client_of(city, "overseer").get("/ban-xu-ly/kiem-tra.csv")
    yield "422", sender.post("/gui-phan-anh", {})


@pytest.fixture
def answers(
    city: City, submitted: Callable[..., Case], upload: Callable[..., UUID]
) -> list[tuple[str, HttpResponseBase]]:
    return list(_answers(city, submitted(), upload(city.sender)))


def test_every_answer_guards_its_reader(answers: Answers) -> None:
    for what, answer in answers:
        policy = answer.headers.get("Content-Security-Policy", "")
        assert answer.headers.get("X-Content-Type-Options") == "nosniff", what
        assert answer.headers.get("Referrer-Policy") == "same-origin", what
        assert answer.headers.get("X-Frame-Options") == "DENY", what
        assert "geolocation=(self)" in answer.headers.get("Permissions-Policy", ""), what
        assert policy, what
        assert "unsafe" not in policy and "*" not in policy, what
        assert "frame-ancestors 'none'" in policy or policy == "default-src 'none'; sandbox", what
        assert "Server" not in answer.headers and "X-Powered-By" not in answer.headers, what


def test_own_pages_are_kept_by_nobody_on_the_way(answers: Answers) -> None:
    """A shared computer or a proxy does not hand one person's page to the next."""
    for what, answer in answers:
        if what in ("desk", "part of a page", "own page", "csv", "json"):
            varies = "Cookie" in answer.headers.get("Vary", "")
            kept = answer.headers.get("Cache-Control", "")
            assert varies or "private" in kept or "no-" in kept, what


def test_no_page_says_how_it_failed(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("password=geheim /srv/ihanoi")

    monkeypatch.setattr(home, "render", broken)
    client = Client(raise_request_exception=False)
    answer = client.get("/")
    assert answer.status_code == 500
    page = answer.content.decode()
    assert (
        "geheim" not in page and "Traceback" not in page and "RuntimeError" not in page and "/srv" not in page
    )
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]


def _loaded(**environment: str) -> dict[str, Any]:
    """What the settings say of TLS in a process with this environment: nothing is set by hand here."""
    asked = (
        "import json; from ihanoi.config import settings; print(json.dumps({name: value for name, value in"
        " vars(settings).items() if name.startswith('SECURE_') or name.endswith('_COOKIE_SECURE')}))"
    )
    read = subprocess.run(
        [sys.executable, "-c", asked], env=environment, capture_output=True, text=True, check=True
    )
    told: dict[str, Any] = json.loads(read.stdout)
    return told


@pytest.fixture(scope="module")
def of_a_city() -> dict[str, Any]:
    """As deploy/ sets it up; TLS is no line there, for it is on wherever nobody switches it off."""
    return _loaded(**node.environment())


@pytest.fixture
def behind_tls(settings: Any, of_a_city: dict[str, Any]) -> None:
    """The settings of a production, where TLS stands in front."""
    for name, value in of_a_city.items():
        setattr(settings, name, value)


@pytest.mark.parametrize("given", [{}, {"IHANOI_TLS": "1"}, {"IHANOI_TLS": "1", "IHANOI_DEMO": "1"}])
def test_the_settings_demand_tls(given: dict[str, str]) -> None:
    told = _loaded(**node.environment(**given))
    assert told["SECURE_SSL_REDIRECT"] is True
    assert told["SESSION_COOKIE_SECURE"] is True and told["CSRF_COOKIE_SECURE"] is True
    assert told["SECURE_HSTS_SECONDS"] >= 31_536_000
    assert told["SECURE_HSTS_INCLUDE_SUBDOMAINS"] is True and told["SECURE_HSTS_PRELOAD"] is True
    assert told["SECURE_PROXY_SSL_HEADER"] == ["HTTP_X_FORWARDED_PROTO", "https"]


def test_the_demo_needs_no_tls_and_believes_nobody_who_says_that_it_is_there() -> None:
    told = _loaded(**node.environment(IHANOI_DEMO="1"))
    assert not told["SECURE_SSL_REDIRECT"] and not told["SESSION_COOKIE_SECURE"]
    assert told["SECURE_HSTS_SECONDS"] == 0 and told["SECURE_PROXY_SSL_HEADER"] is None


def test_tls_is_demanded_and_remembered(city: City, behind_tls: None) -> None:
    answer = Client().get("/dang-nhap")
    assert (answer.status_code, answer["Location"]) == (301, "https://testserver/dang-nhap")
    for path in ("/", "/khong-co", "/dang-nhap", "/ban-do/rss"):
        secure = Client().get(path, secure=True)
        assert secure["Strict-Transport-Security"].startswith("max-age=31536000; includeSubDomains"), path


def test_cookies_stay_with_the_browser_and_the_site(city: City, behind_tls: None) -> None:
    account = Account.objects.get(pk=city.sender.account_id)
    account.set_password(PASSWORD)
    account.save()
    client = Client()
    client.get("/dang-nhap", secure=True)
    client.post("/dang-nhap", {"email": account.email, "password": PASSWORD}, secure=True)
    assert {"sessionid", "csrftoken"} <= set(client.cookies)
    for name in ("sessionid", "csrftoken"):
        cookie = client.cookies[name]
        assert cookie["httponly"] and cookie["secure"] and cookie["samesite"] == "Lax", name
        assert not cookie["domain"], name


def test_nothing_is_answered_to_other_sites_by_cors(city: City) -> None:
    client = client_of(city, "sender")
    for route in PLAIN:
        if route.name == "identity:sign_out":
            continue
        asking = {"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"}
        answer = client.options(route.pattern, headers=asking)
        allowed = answer.headers.get("Access-Control-Allow-Origin", "")
        assert "evil" not in allowed, route.name
        assert not answer.headers.get("Access-Control-Allow-Credentials"), route.name
