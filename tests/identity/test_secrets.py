"""What proves who somebody is never comes back in a page: not after too many tries, not after a lapsed session."""

from __future__ import annotations

import ast
import inspect
import pkgutil
from collections.abc import Iterator
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest
from django import forms
from django.test import Client

from ihanoi.identity import forms as own
from ihanoi.identity import views
from ihanoi.kernel import clock
from ihanoi.operation.limits import Bound, By, Limit
from ihanoi.operation.middleware import limits
from ihanoi.operation.middleware.over import is_secret
from ihanoi.people.queries import Account
from tests.identity.conftest import by_password, entered, with_app

pytestmark = pytest.mark.django_db  # what is locked is opened after each test
HIDDEN = {"one-time-code", "current-password", "new-password"}  # what browsers are told that a field is
FIELDS = ("code", "recovery-code", "sent-code", "credential", "password", "current")


def _forms() -> Iterator[type[forms.Form]]:
    for _name, made in inspect.getmembers(own, inspect.isclass):
        if issubclass(made, forms.Form) and made.__module__ == own.__name__:
            yield made


def _is_proof(name: str, field: forms.Field) -> bool:
    attributes = field.widget.attrs
    return isinstance(field.widget, forms.PasswordInput) or attributes.get("autocomplete") in HIDDEN | {"off"}


def test_every_password_and_code_of_the_forms_is_known_as_a_secret() -> None:
    found = {
        f"{made.prefix}-{name}" if made.prefix else name
        for made in _forms()
        for name, field in made.base_fields.items()
        if _is_proof(name, field)
    }
    assert {"recovery-code", "sent-code", "code", "password", "current"} <= found
    assert [name for name in found if not is_secret(name)] == []


def test_every_field_that_stays_out_of_error_reports_is_known_as_a_secret() -> None:
    folder = Path(inspect.getfile(views)).parent
    marked = {
        str(argument.value)
        for file in folder.glob("*.py")
        for call in ast.walk(ast.parse(file.read_text()))
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "sensitive_post_parameters"
        for argument in call.args
        if isinstance(argument, ast.Constant)
    }
    assert marked == set(FIELDS)
    assert all(map(is_secret, marked))


def test_no_form_elsewhere_names_a_field_like_a_secret() -> None:
    """What is typed there must come back after a lapsed session: a report's code is `case_code`."""
    named = {
        f"{made.__module__}.{made.__name__}.{name}"
        for room in ("accountability", "desk", "people", "portal", "privacy")
        for made in _forms_of(room)
        for name in made.base_fields
        if is_secret(name)
    }
    assert named == set()


def _forms_of(room: str) -> Iterator[type[forms.Form]]:
    for module in _modules(import_module(f"ihanoi.{room}")):
        for _name, made in inspect.getmembers(module, inspect.isclass):
            if issubclass(made, forms.Form) and made.__module__ == module.__name__:
                yield made


def _modules(room: ModuleType) -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(room.__path__, f"{room.__name__}."):
        if ".forms" in found.name:
            yield import_module(found.name)


@pytest.mark.parametrize(
    "name", ["title", "contact", "full_name", "tax_code", "code_of_ward", "name", "next"]
)
def test_nothing_else_is(name: str) -> None:
    assert not is_secret(name)


@pytest.fixture
def one(monkeypatch: pytest.MonkeyPatch) -> None:
    """One of everything an hour."""
    one = Bound("one", {By.ADDRESS: Limit(1, timedelta(hours=1))})
    names = ("identity:second", "identity:prove")
    monkeypatch.setattr(limits, "table", lambda: dict.fromkeys(names, one))


@pytest.mark.parametrize("field", FIELDS)
def test_after_too_many_tries_no_secret_comes_back(one: None, citizen: Account, field: str) -> None:
    with_app(citizen)
    _answer, browser = by_password(citizen)
    form = {field: "K7MQ2-XV9TA", "next": "/tai-khoan"}
    for _ in range(2):
        page = browser.post("/dang-nhap/buoc-hai", form)
    assert page.status_code == 429
    assert "K7MQ2" not in page.content.decode()


@pytest.mark.parametrize("field", FIELDS)
def test_after_a_lapsed_session_no_secret_was_kept(citizen: Account, field: str) -> None:
    browser: Client = entered(citizen)
    form = {field: "K7MQ2-XV9TA", "next": "/tai-khoan"}
    with clock.at(clock.now() + timedelta(days=40)):
        lapsed = browser.post("/tai-khoan/bao-mat/xac-nhan", form)
        assert lapsed["Location"].startswith("/dang-nhap/het-phien")
        kept = dict(browser.session.items())
        by_password(citizen, browser)
        page = browser.get("/dang-nhap/noi-dung-da-nhap")
    assert "typed" in kept
    assert page.status_code == 200 and 'name="next"' in page.content.decode()
    assert "K7MQ2" not in page.content.decode()
