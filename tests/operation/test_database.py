"""The embedded server: made whole or not at all, shared, stopped by its last user, back after a kill."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
import pytest

from ihanoi.operation import database
from ihanoi.operation.trouble import Trouble


@pytest.fixture
def folder() -> Iterator[Path]:
    """A short path of its own: pytest's are too long for a socket."""
    with TemporaryDirectory(prefix="ihanoi-") as name:
        yield Path(name) / "postgres"


def ask(server: database.Server) -> str:
    with psycopg.connect(server.url()) as connection:
        row = connection.execute("select lower('ĐƯỜNG LÁNG')").fetchone()
    assert row is not None
    return str(row[0])


def test_it_is_made_shared_and_stopped_by_the_last(folder: Path) -> None:
    with database.running(folder, quick=True) as first:
        with database.running(folder, quick=True) as second:
            assert second.pid == first.pid
        assert ask(first) == "đường láng"
    assert first.pid is None


def test_an_interrupted_making_is_done_anew(folder: Path) -> None:
    half = folder.with_name("postgres.half-made")
    half.mkdir()
    (half / "PG_VERSION").write_text("18")
    said: list[str] = []
    with database.running(folder, quick=True, say=said.append) as server:
        assert ask(server)
    assert any("interrupted" in line for line in said)
    assert not half.exists()


def test_a_folder_with_other_files_is_left_alone(folder: Path) -> None:
    folder.mkdir()
    (folder / "thesis.txt").write_text("mine")
    with pytest.raises(Trouble, match="holds files but no database"), database.running(folder):
        pass
    assert (folder / "thesis.txt").read_text() == "mine"


def test_a_killed_server_comes_back_with_what_was_committed(folder: Path) -> None:
    with database.running(folder) as server:
        with psycopg.connect(server.url(), autocommit=True) as connection:
            connection.execute("create table kept as select 1 as one")
        pid = server.pid
        assert pid is not None
        os.kill(pid, signal.SIGKILL)
        _until(lambda: server.pid is None)
        database.revive(server)
        with psycopg.connect(server.url()) as connection:
            assert connection.execute("select one from kept").fetchone() == (1,)


def test_a_long_path_gets_a_short_private_socket(folder: Path) -> None:
    long = folder.parent / ("x" * 90) / "postgres"
    with database.running(long, quick=True) as server:
        assert server.socket_folder != long
        assert server.socket_folder.stat().st_mode & 0o077 == 0
        assert ask(server)


def test_another_release_of_the_data_is_named(folder: Path) -> None:
    folder.mkdir()
    (folder / "PG_VERSION").write_text("14")
    with pytest.raises(Trouble, match="made by PostgreSQL 14"), database.running(folder):
        pass


def test_a_full_disk_is_named() -> None:
    trouble = database._explained(
        "initdb: could not write: No space left on device", Path("/"), "initdb failed"
    )
    assert "is full" in str(trouble)
    assert "nothing is lost" in str(trouble)


def _until(true: Callable[[], bool], seconds: float = 10) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.01)
