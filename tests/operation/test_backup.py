"""A backup is whole or has no name, and is restored whole or not at all. A whole city: test_backup_city."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import mkdtemp

import psycopg
import pytest

from ihanoi.operation import backup
from ihanoi.operation.database import running
from ihanoi.operation.trouble import Trouble

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


def quiet(_text: str) -> None:
    """Say nothing."""


@pytest.fixture(scope="module")
def place() -> Iterator[Path]:
    """A folder for a server of its own."""
    folder = Path(mkdtemp(prefix="ihanoi-backup-"))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def databases(place: Path) -> Iterator[tuple[str, str]]:
    """Two databases on one server: one with rows, one empty."""
    with running(place / "postgres", quick=True) as server:
        for name in ("source", "empty"):
            with psycopg.connect(server.url(), autocommit=True) as connection:
                connection.execute(f"DROP DATABASE IF EXISTS {name}")
                connection.execute(f"CREATE DATABASE {name}")
        with psycopg.connect(server.url("source")) as connection:
            connection.execute("CREATE TABLE report (id int PRIMARY KEY, said text)")
            connection.execute(
                "INSERT INTO report SELECT n, 'Nắp cống vỡ ' || n FROM generate_series(1, 500) n"
            )
        yield server.url("source"), server.url("empty")


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """Two files in folders of their own, as media keeps them."""
    folder = tmp_path / "files"
    for name in ("a", "b"):
        (folder / name).mkdir(parents=True)
        (folder / name / "original").write_bytes(name.encode() * 3_000_000)
    return folder


def test_what_was_backed_up_comes_back(databases: tuple[str, str], files: Path, tmp_path: Path) -> None:
    full, empty = databases
    made = backup.make(full, files, tmp_path / "kept", now=NOW, say=quiet)
    assert made.name == "ihanoi-20261122T030000Z"
    assert {
        p.stat().st_mode & 0o077 for p in (made, made / backup.FILES, made / backup.FILES / "a" / "original")
    } == {0}
    held = backup.restore(empty, tmp_path / "new", made, say=quiet)
    assert (held.tables, held.files) == ({"report": 500}, 2)
    assert (tmp_path / "new/b/original").read_bytes() == b"b" * 3_000_000
    with psycopg.connect(empty) as connection:
        assert connection.execute("SELECT said FROM report WHERE id = 7").fetchone() == ("Nắp cống vỡ 7",)


def test_sums_are_as_sha256sum_reads_them(databases: tuple[str, str], files: Path, tmp_path: Path) -> None:
    made = backup.make(databases[0], files, tmp_path / "kept", now=NOW, say=quiet)
    checked = subprocess.run(
        ["sha256sum", "-c", "../files.sha256"], cwd=made / backup.FILES, capture_output=True
    )
    assert checked.returncode == 0


@pytest.mark.parametrize("damaged", ["database.dump", "files/a/original", "files.sha256"])
def test_a_damaged_backup_changes_nothing(
    databases: tuple[str, str], files: Path, tmp_path: Path, damaged: str
) -> None:
    full, empty = databases
    made = backup.make(full, files, tmp_path / "kept", now=NOW, say=quiet)
    with (made / damaged).open("ab") as broken:
        broken.write(b"0" * 64 + b"  nothing\n")
    with pytest.raises(Trouble, match="damaged or missing"):
        backup.restore(empty, tmp_path / "new", made, say=quiet)
    assert not (tmp_path / "new").exists()
    with psycopg.connect(empty) as connection:
        assert connection.execute(
            "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
        ).fetchone() == (0,)


def test_only_an_empty_place_is_restored_into(
    databases: tuple[str, str], files: Path, tmp_path: Path
) -> None:
    full, empty = databases
    made = backup.make(full, files, tmp_path / "kept", now=NOW, say=quiet)
    with pytest.raises(Trouble, match="database is not empty"):
        backup.restore(full, tmp_path / "new", made, say=quiet)
    with pytest.raises(Trouble, match="Name an empty folder"):
        backup.restore(empty, files, made, say=quiet)


def test_half_a_backup_bears_no_name(databases: tuple[str, str], files: Path, tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="does not answer"):
        backup.make(databases[0].replace("source", "missing"), files, tmp_path / "kept", now=NOW, say=quiet)
    assert not list((tmp_path / "kept").iterdir())


def test_old_backups_are_removed(databases: tuple[str, str], files: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    made = [backup.make(databases[0], files, kept, now=NOW + timedelta(days=n), say=quiet) for n in range(3)]
    assert backup.prune(kept, 2) == made[:1]
    assert backup.newest(kept) == NOW + timedelta(days=2)
    with pytest.raises(Trouble, match="is there already"):
        backup.make(databases[0], files, kept, now=NOW + timedelta(days=2), say=quiet)
