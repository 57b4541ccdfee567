"""Words that are a language to somebody: SQL, templates, spreadsheets, header lines. Here they stay words."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

import ihanoi
from ihanoi.accountability import actions as accountability
from ihanoi.cases import actions
from ihanoi.cases.models import Case
from ihanoi.people.models import Account, Agency
from tests.attack.routes import PLAIN, ROUTES, body, client_of
from tests.cases.stages import bring
from tests.conftest import City

Submit = Callable[..., Case]

PACKAGE: Final = Path(ihanoi.__file__).parent
# Names of what addresses take, gathered from the code so that a new one is tried too.
SOURCES: Final = 'request\\.GET(?:\\.get\\(|\\[|\\.getlist\\()\\s*"([a-z_-]+)"'
SQL: Final = [
    "' OR '1'='1", "1; SELECT pg_sleep(3)--", "') UNION SELECT password FROM people_account--",
    "1) OR pg_sleep(3) IS NULL--", "id; DROP TABLE cases_case", "-created_at__password", "sender__password",
    "\\' OR 1=1#", "%' AND 1=(SELECT 1/0)--", "{{7*7}}", "${7*7}", "%(x)s", "%s%s%n",
]  # fmt: skip


def _names() -> list[str]:
    found = {"q", "tim", "sau", "trang", "page", "order", "sort", "loai", "thang", "tu", "den"}
    for path in PACKAGE.rglob("*.py"):
        found |= set(re.findall(SOURCES, path.read_text()))
    return sorted(found)


NAMES: Final = _names()


def test_the_names_were_found() -> None:
    assert len(NAMES) > 25


@pytest.mark.parametrize("seat", [None, "sender", "overseer"])
def test_sql_in_every_question_stays_a_text(city: City, submitted: Submit, seat: str | None) -> None:
    submitted()
    client = client_of(city, seat)
    before = (Case.objects.count(), Account.objects.count())
    for number, evil in enumerate(SQL):
        with CaptureQueriesContext(connection) as asked:
            for route in PLAIN[number % 3 :: 3]:
                if route.name == "identity:sign_out":
                    continue
                answer = client.get(route.pattern, dict.fromkeys(NAMES, evil))
                assert answer.status_code < 500, (route.name, evil)
                assert b"49" not in answer.headers.get("Location", "").encode()
                assert b"argon2" not in body(answer)
        ran = [
            query["sql"] for query in asked.captured_queries if "pg_sleep(3)" in _outside_quotes(query["sql"])
        ]
        assert ran == []
    assert (Case.objects.count(), Account.objects.count()) == before


def _outside_quotes(sql: str) -> str:
    """The statement without its texts: what the server would run."""
    return re.sub(r"'(?:[^']|'')*'", "''", sql)


@pytest.mark.parametrize("evil", SQL)
def test_sql_in_an_address_finds_nothing(city: City, evil: str) -> None:
    client = client_of(city, "overseer")
    for route in ROUTES:
        if "str" in route.pattern or "slug" in route.pattern:
            values = dict.fromkeys(route.parameters, quote(evil, safe=""))
            numbers = dict.fromkeys(re.findall(r"<int:(\w+)>", route.pattern), 1)
            answer = client.get(route.path(values | numbers))
            assert answer.status_code < 500, (route.name, evil)


# --- spreadsheets ----------------------------------------------------------------------------------------------------

FORMULA: Final = [
    '=HYPERLINK("http://evil.example","x")', "+1+1", "-2+3", "@SUM(1)", "\t=1+1", "\r=1+1", "=cmd|' /C calc'!A0",
]  # fmt: skip


@pytest.fixture
def evil_city(city: City, submitted: Submit, upload: Any) -> City:
    """Formulas wherever a sender, an officer or an agency's name could put one."""
    Account.objects.filter(pk=city.sender.account_id).update(full_name="=1+1")
    for number, formula in enumerate(FORMULA):
        text = f"{formula} nắp hố ga vỡ trước cổng trường số {number}."
        case = submitted(text=text, address=formula)
        if number == 0:
            bring(case, "handling", city, upload)
    Agency.objects.filter(pk=city.ward).update(name="=1+1")
    causes = {"cause": "=1+1 thiếu người", "solution": "@SUM(1) thêm người"}
    accountability.record_obstacle(actor=city.assigner, agency_id=city.ward, stage="government", **causes)
    return city


def _exports(client: Client) -> Iterator[tuple[str, bytes]]:
    """Every address that answers with a sheet, found by asking all."""
    for route in ROUTES:
        ends = ("csv", "xlsx") if "<str:form>" in route.pattern else ("",)
        for end in ends:
            path = route.path({"form": end})
            if re.search(r"(csv|xlsx|xuat|tai|tep|sao-chep|sao)$", path):
                answer = client.get(path)
                kind = answer.headers.get("Content-Type", "")
                if answer.status_code == 200 and ("csv" in kind or "spreadsheet" in kind):
                    yield path, body(answer)


def _cells(content: bytes) -> Iterator[tuple[str, object]]:
    """Type and value of each cell: `f` is what a spreadsheet would reckon with."""
    if content.startswith(b"PK"):
        for sheet in load_workbook(BytesIO(content)).worksheets:
            yield from ((cell.data_type, cell.value) for row in sheet.iter_rows() for cell in row)
        return
    for row in csv.reader(StringIO(content.decode("utf-8-sig"), newline="")):
        yield from (("f" if re.match(r"[=+@\t\r]|-\D", cell) else "s", cell) for cell in row)


@pytest.mark.parametrize("seat", [None, "overseer"])
def test_no_export_holds_a_formula(evil_city: City, seat: str | None) -> None:
    found = dict(_exports(client_of(evil_city, seat)))
    assert len(found) >= (1 if seat is None else 5), list(found)
    for path, content in found.items():
        assert [value for kind, value in _cells(content) if kind == "f"] == [], path


# --- feeds and pages for programs ------------------------------------------------------------------------------------


def test_the_feed_declares_no_entity_and_holds_no_markup(city: City, submitted: Submit) -> None:
    submitted(text="<script>alert(1)</script> ]]> <!ENTITY x SYSTEM 'file:///etc/passwd'> &x; nắp hố ga vỡ.")
    content = body(Client().get("/ban-do/rss"))
    assert b"<!DOCTYPE" not in content and b"<!ENTITY" not in content and b"<script>" not in content
    assert "<script>alert(1)" in "".join(ElementTree.fromstring(content).itertext())


def test_pages_for_programs_are_no_pages_for_people(city: City, submitted: Submit) -> None:
    submitted(text="<img src=x onerror=alert(1)> nắp hố ga vỡ trước cổng trường.")
    for path in ("/ban-do/geojson", "/ban-do/diem?zoom=18", "/ban-do/don-vi", "/thong-bao/chua-doc"):
        answer = Client().get(path)
        assert answer["Content-Type"].startswith(("application/", "image/")), path
        assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_letter_is_no_template(city: City, submitted: Submit, upload: Any) -> None:
    """What people and officers write reaches pages and papers as words."""
    evil = "{{ 7*7 }} {% for x in ().__class__.__base__.__subclasses__() %}{{ x }}{% endfor %} hố ga vỡ."
    case = bring(submitted(text=evil), "handling", city, upload)
    actions.note(actor=city.assigner, case_id=case.pk, text="{{ 7*7 }}")
    for path in (
        f"/ban-xu-ly/{case.code}",
        f"/ban-xu-ly/{case.code}/phieu",
        f"/ban-xu-ly/{case.code}?xem=ghi-chu",
    ):
        page = body(client_of(city, "assigner").get(path)).decode()
        assert "{{ 7*7 }}" in page
        assert "subprocess" not in page


def test_no_line_break_reaches_a_letter_or_header(city: City) -> None:
    client = Client()
    for field in ("email", "target", "contact", "phone", "so-hoac-thu"):
        client.post("/dang-nhap/ma", {field: "a@example.org\r\nBcc: evil@example.org"})
        client.post("/dang-ky", {field: "a@example.org\nBcc: evil@example.org", "full_name": "A\r\nB: c"})
    for sent in mail.outbox:
        assert "evil@example.org" not in sent.message().as_string()
    answer = client.get("/ban-do", {"q": "\r\nSet-Cookie: evil=1"})
    assert "evil" not in answer.cookies
