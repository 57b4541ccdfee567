"""What every test may use: an own database server where none is named, and a clock that can be held."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, suppress
from datetime import datetime
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.contrib.staticfiles.storage import StaticFilesStorage, staticfiles_storage
from django.core.files.storage import storages
from django.db import connection
from hypothesis import HealthCheck
from hypothesis import settings as properties
from psycopg import sql
from pytest_django import DjangoDbBlocker

from ihanoi.config.settings import database
from ihanoi.kernel import clock
from ihanoi.operation.database import running
from ihanoi.places import queries as places

VAR = Path(__file__).parent / "var"
pytest_plugins = ["tests.processes"]

# Properties try the same values in every run, so that a run says what the change did and not what luck did.
# New values: pytest --hypothesis-profile=default
# How long a value takes is not what properties are about, and machines are busy.
properties.register_profile(
    "steady", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
properties.load_profile("steady")


@pytest.fixture(scope="session")
def database_url() -> Iterator[str]:
    """The server for the tests: DATABASE_URL, or the embedded one, shared by all workers and stopped by the last."""
    if url := os.environ.get("DATABASE_URL"):
        yield url
        return
    with running(VAR / "test-postgres", quick=True) as server:
        yield server.url()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    database_url: str, django_db_modify_db_settings_parallel_suffix: None
) -> None:
    """Pytest-django's own place for it: point Django at the server before the first connection.

    On the embedded server each process has a database of its own, so that several runs may share the server.
    """
    settings.DATABASES["default"].update(database(database_url))
    if "DATABASE_URL" not in os.environ:
        _drop_leftovers(database_url)
        settings.DATABASES["default"]["TEST"]["NAME"] = f"test_{os.getpid()}"


def _drop_leftovers(url: str) -> None:
    """Remove the databases of runs that were killed."""
    with psycopg.connect(url, autocommit=True) as connection:
        names = connection.execute("select datname from pg_database where datname like 'test\\_%'").fetchall()
        for (name,) in names:
            owner = name.split("_")[1]  # test_4711, and test_4711_city beside it
            if not (owner.isdigit() and Path(f"/proc/{owner}").exists()):
                with suppress(psycopg.Error):
                    connection.execute(sql.SQL("drop database {}").format(sql.Identifier(name)))


@pytest.fixture(autouse=True)
def own_files(tmp_path: Path) -> Iterator[None]:
    """Files that a test keeps go into its own folder."""
    storage = storages["default"]
    with pytest.MonkeyPatch.context() as patched:  # restores "not computed yet" too
        patched.setitem(storage.__dict__, "location", str(tmp_path / "files"))
        yield


@pytest.fixture(autouse=True)
def nothing_kept_of_places() -> None:
    """Units and calendars that a process keeps belong to rows that the last test rolled back."""
    places.forget()


@pytest.fixture
def at() -> Callable[[datetime], AbstractContextManager[None]]:
    """Hold the clock: `with at(moment): …`."""
    return clock.at


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Tests with real transactions are cleaned up by TRUNCATE, which the history would rightly refuse."""
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        for table in ("journal_entry", "journal_read", "journal_seal"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {table}_no_truncate")


@pytest.fixture(scope="session", autouse=True)
def plain_static_files() -> None:
    """Pages name their files as they are: no test waits for a collected and hashed copy."""
    staticfiles_storage._wrapped = StaticFilesStorage()
