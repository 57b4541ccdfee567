"""A city of two roles, lost and brought back, tampered with, and given other keys: by the command line alone."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import psycopg
import pytest
from psycopg import sql

from ihanoi.operation.database import BINARIES, Server, running

HERE = Path(__file__).parents[2]
OLD, NEW, INDEX = (
    "old:b2xkb2xkb2xkb2xkb2xkb2xkb2xkb2xkb2xkb2xkb2w=",
    "new:bmV3bmV3bmV3bmV3bmV3bmV3bmV3bmV3bmV3bmV3bmU=",
    "aW5kZXhpbmRleGluZGV4aW5kZXhpbmRleGluZGV4aW4=",
)
OWNER, PROGRAMS = "keeper", "programs"  # who owns the schema, and the role of the programs


@dataclass(frozen=True)
class Site:
    """A database on a server with a folder of files beside it, as `deploy/README.md` sets it up."""

    server: Server
    database: str
    var: Path
    keys: str = OLD

    def run(self, *arguments: str, role: str = PROGRAMS, code: int = 0, **environment: str) -> str:
        """What a command says, to the person and to programs; the code with which it must leave."""
        url = self.server.url(self.database).replace("ihanoi@", f"{role}@")
        given = {
            "DATABASE_URL": url, "IHANOI_KEYS": self.keys, "IHANOI_INDEX_KEY": INDEX, "PYTHONUTF8": "1",
            "PATH": f"{BINARIES}:{os.environ['PATH']}",  # a pg_dump as old as the server
        }  # fmt: skip
        done = subprocess.run(
            [sys.executable, "-m", "ihanoi.operation.cli", "--var", str(self.var), *arguments],
            env=os.environ | given | environment, cwd=HERE, capture_output=True, text=True,
        )  # fmt: skip
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout if not code else done.stdout + done.stderr

    def ask(self, function: str, *given: str) -> Any:
        """The lines that a function of `lost` returns."""
        call = f"from tests.operation import lost; print(lost.{function}{given!r})"
        return self.run("manage", "shell", "--no-imports", "-c", call).strip().splitlines()

    def told(self, *statements: str, database: str = "") -> Any:
        """The server's administrator says something. Returns the rows of the last statement, where it has any."""
        with closing(
            psycopg.connect(self.server.url(database or self.database), autocommit=True)
        ) as connection:
            for statement in statements:
                done = connection.execute(sql.SQL(statement))  # type: ignore[arg-type]  # a text of these tests
            return done.fetchall() if done.description else []

    def rows(self) -> dict[str, int]:
        """Table → rows, counted one by one."""
        names = self.told("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
        return {name: self.told(f'SELECT count(*) FROM "{name}"')[0][0] for (name,) in names}

    def sums(self) -> dict[str, str]:
        """File → SHA-256."""
        kept = self.var / "files"
        found = sorted(path for path in kept.rglob("*") if path.is_file())
        return {str(path.relative_to(kept)): sha256(path.read_bytes()).hexdigest() for path in found}

    def last_seals(self) -> list[tuple[str, int, bytes]]:
        """The newest seal of each log."""
        return list(
            self.told(
                "SELECT DISTINCT ON (log) log, last_id, hash FROM journal_seal ORDER BY log, last_id DESC"
            )
        )


@dataclass(frozen=True)
class Living:
    """The city, and what its tests must know of it."""

    site: Site
    secret: str
    case: int
    code: str
    paper: str


@pytest.fixture(scope="module")
def place() -> Iterator[Path]:
    folder = Path(mkdtemp(prefix="ihanoi-city-"))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def living(place: Path) -> Iterator[Living]:
    """Made as the owner, filled as the programs."""
    with running(place / "postgres", quick=True) as server:
        site = Site(server, "living", place / "var")
        site.told(
            f"CREATE ROLE {OWNER} LOGIN", f"CREATE ROLE {PROGRAMS} LOGIN", f"CREATE DATABASE living OWNER {OWNER}",
            database="postgres",
        )  # fmt: skip
        _close_to_others(site)
        site.run("setup", role=OWNER, IHANOI_DATABASE_ROLE=PROGRAMS)
        yield Living(site, **json.loads(site.ask("build")[-1]))


@pytest.fixture(scope="module")
def made(living: Living, place: Path) -> Path:
    """A backup of it, made with the rights of the programs."""
    living.site.run("verify")
    living.site.run("backup", str(place / "kept"))
    (folder,) = (place / "kept").iterdir()
    return folder


def _close_to_others(site: Site) -> None:
    site.told(
        f"REVOKE CONNECT, TEMPORARY ON DATABASE {site.database} FROM PUBLIC",
        f"GRANT CONNECT ON DATABASE {site.database} TO {PROGRAMS}",
        database="postgres",
    )


@contextmanager
def copied(living: Living, place: Path) -> Iterator[Site]:
    """The city once more, to spoil."""
    site = replace(living.site, database="spoilt", var=place / "spoilt")
    site.told(f"CREATE DATABASE spoilt TEMPLATE living OWNER {OWNER}", database="postgres")
    shutil.copytree(living.site.var, site.var)
    _close_to_others(site)
    yield site
    site.told("DROP DATABASE spoilt (FORCE)", database="postgres")
    shutil.rmtree(site.var)


def _lives(site: Site, living: Living) -> None:
    """The official signs in by password and authenticator code and opens a case with its picture."""
    (said,) = site.ask("enter", living.secret, living.code)
    assert json.loads(said) == ["/dang-nhap/buoc-hai", 302, 302, 200, True, 200]


def test_a_lost_city_comes_back_where_nothing_was(living: Living, made: Path, place: Path) -> None:
    site = living.site
    rows, sums, seals = site.rows(), site.sums(), site.last_seals()
    assert rows["cases_case"] == 3 and rows["identity_authenticator"] == 1
    assert len(sums) >= 6 and len(seals) == 1
    with running(place / "another", quick=True) as server:  # it knows neither the database nor a role
        anew = Site(server, "anew", place / "anew")
        anew.told(f"CREATE ROLE {OWNER} LOGIN", f"CREATE DATABASE anew OWNER {OWNER}", database="postgres")
        named = {"role": OWNER, "IHANOI_DATABASE_ROLE": PROGRAMS}
        said = anew.run("restore", str(made), code=1, **named)
        assert "CREATE ROLE programs LOGIN" in said and anew.rows() == {}
        assert "The backup is whole" in anew.run("restore", str(made), "--dry-run", role=OWNER)

        anew.told(f"CREATE ROLE {PROGRAMS} LOGIN")
        _close_to_others(anew)
        assert "Restored and verified" in anew.run("restore", str(made), **named)
        assert (anew.rows(), anew.sums(), anew.last_seals()) == (rows, sums, seals)
        assert anew.told(
            "SELECT has_table_privilege('programs', 'journal_entry', 'SELECT, INSERT'),"
            " has_table_privilege('programs', 'journal_entry', 'UPDATE, DELETE, TRUNCATE'),"
            " has_function_privilege('public', 'journal_erase(text, bigint[], bigint)', 'EXECUTE')"
        ) == [(True, False, False)]
        assert "The history is whole" in anew.run("verify")
        _lives(anew, living)


def test_where_no_role_is_named_none_is_needed(living: Living, made: Path, place: Path) -> None:
    """A rehearsal on an engineer's own machine."""
    with running(place / "third", quick=True) as server:
        anew = Site(server, "anew", place / "third-var")
        anew.told(f"CREATE ROLE {OWNER} LOGIN", f"CREATE DATABASE anew OWNER {OWNER}", database="postgres")
        assert "Restored and verified" in anew.run("restore", str(made), role=OWNER)
        assert anew.rows() == living.site.rows()


def test_verify_names_the_line_that_was_tampered_with_and_the_alarm_reads_it(
    living: Living, place: Path
) -> None:
    with copied(living, place) as site:
        line = f"WHERE subject = 'case' AND subject_id = {living.case} AND seq = 1"
        ((verb,),) = site.told(f"SELECT verb FROM journal_entry {line}")
        site.told(
            "ALTER TABLE journal_entry DISABLE TRIGGER USER", f"UPDATE journal_entry SET verb = 'x' {line}"
        )
        assert f"✗ case {living.case}, dòng 1: dòng này đã bị sửa" in site.run("verify", code=1)
        told = dict(each.split() for each in site.ask("measure"))
        assert float(told["ihanoi_history_broken"]) == 1
        assert 0 <= float(told["ihanoi_history_verified_seconds"]) < 600
        site.told(f"UPDATE journal_entry SET verb = '{verb}' {line}")
        assert "The history is whole" in site.run("verify")
        told = dict(each.split() for each in site.ask("measure"))
        assert float(told["ihanoi_history_broken"]) == 0


def test_keys_are_rotated_and_the_old_one_is_not_needed_any_more(living: Living, place: Path) -> None:
    with copied(living, place) as site:
        too_early = replace(site, keys=NEW)
        assert "Put its key back into IHANOI_KEYS" in too_early.run("rotate-keys", code=1)
        both = replace(site, keys=f"{NEW},{OLD}")
        assert int(both.run("rotate-keys").split()[0]) > 10
        assert both.run("rotate-keys").startswith("0 values")
        alone = replace(site, keys=NEW)
        (said,) = alone.ask("read", living.paper)
        assert json.loads(said) == ["0900000001", "001000000001", True]
        assert "The history is whole" in alone.run("verify")
        _lives(alone, living)
