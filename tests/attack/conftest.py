"""Attacks send more than the limits let through; those have tests of their own (tests/operation/test_limits.py)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.core.files.storage import storages
from pytest_django import DjangoDbBlocker, Settings

from ihanoi.kernel import clock
from tests.attack.things import DECEMBER, Things, everything
from tests.conftest import City


@pytest.fixture(autouse=True)
def unlimited(settings: Settings) -> None:
    """So that every attack reaches what it is meant for."""
    settings.LIMITED = False


@pytest.fixture(scope="module")
def files_once(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Where the files of `things_once` lie."""
    return str(tmp_path_factory.mktemp("things"))


@contextmanager
def _filed_in(folder: str) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setitem(storages["default"].__dict__, "location", folder)
        yield


@pytest.fixture(scope="module")
def things_once(city_once: City, files_once: str, django_db_blocker: DjangoDbBlocker) -> Things:
    """One of everything, for one module; it goes with the module's city."""
    with django_db_blocker.unblock(), _filed_in(files_once):
        return everything(city_once)


@pytest.fixture
def things(things_once: Things, files_once: str, city: City) -> Iterator[Things]:
    """The same, in December; what a test does to it is undone."""
    with clock.at(DECEMBER), _filed_in(files_once):
        yield things_once
