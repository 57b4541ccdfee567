"""A small demo city, told once for all tests of a module."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.files.storage import storages
from django.db import transaction
from pytest_django import DjangoDbBlocker

from ihanoi.cases import queries as cases
from ihanoi.demo import actions
from ihanoi.people import queries as people
from ihanoi.places import queries as places
from ihanoi.routing import queries as routing
from tests.conftest import MONDAY

SIZE = 0.08


def forget() -> None:
    """What a process keeps of the database."""
    people.forget()
    places.forget()
    routing.forget()
    cases.forget_limits()


def silent(_: str) -> None:
    """No progress."""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A folder for the pictures of a whole module."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setitem(storages["default"].__dict__, "location", str(tmp_path_factory.mktemp("files")))
        yield


@pytest.fixture(scope="module")
def founded(django_db_setup: None, django_db_blocker: DjangoDbBlocker, files: None) -> Iterator[None]:
    """The first stage, in a transaction that is rolled back."""
    with django_db_blocker.unblock(), transaction.atomic():
        forget()
        actions.build_foundation(progress=silent, now=MONDAY)
        yield
        transaction.set_rollback(True)
    forget()


@pytest.fixture(scope="module")
def told(founded: None) -> dict[str, int]:
    """The second stage, scaled down: how often each verb was done."""
    return dict(actions.build_life(progress=silent, now=MONDAY, size=SIZE, threads=0))
