"""`ihanoi backup` and `ihanoi restore`: database and files in one folder, with lists by which both are checked.

The rows are counted in the very snapshot that is dumped. Files never change once written, so those copied after the
dump are at least those that it names.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from ihanoi.operation.database import client_program
from ihanoi.operation.trouble import Trouble

FORMAT: Final = 1
DUMP, LIST, SUMS, FILES = "database.dump", "backup.json", "files.sha256", "files"
PART: Final = 1024 * 1024
_ENVIRONMENT: Final = {
    "host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD", "dbname": "PGDATABASE",  # nosec B105  # no password
    "sslmode": "PGSSLMODE", "sslrootcert": "PGSSLROOTCERT", "sslcert": "PGSSLCERT", "sslkey": "PGSSLKEY",
}  # fmt: skip

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Contents:
    """What a backup holds: rows per table, and how many files."""

    tables: dict[str, int]
    files: int

    @property
    def rows(self) -> int:
        return sum(self.tables.values())


def make(url: str, files: Path, into: Path, *, now: datetime, say: Say) -> Path:
    """Write a new folder under `into`, readable by its owner alone. Half a backup never bears its final name."""
    name = f"ihanoi-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    part, whole = into / f".{name}.part", into / name
    if whole.exists():
        raise Trouble(f"{whole} is there already; nothing was written.")
    shutil.rmtree(part, ignore_errors=True)
    try:
        part.mkdir(mode=0o700, parents=True)
        say("database …")
        tables = _dump(url, part / DUMP)
        say("files …")
        sums = dict(_copy(files, part / FILES))
        _write_lists(part, tables, sums, now)
        part.rename(whole)
    except psycopg.Error as error:
        raise Trouble(f"The database does not answer: {str(error).strip().splitlines()[0]}") from error
    except OSError as error:
        raise Trouble(
            f"The backup could not be written: {error}. What was there before is untouched."
        ) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return whole


def restore(url: str, files: Path, source: Path, *, say: Say) -> Contents:
    """Bring a backup into an empty database and an empty folder. Nothing is changed unless all sums are right.

    Owners and rights are not brought along, for another server need not know the roles: `rights` gives them anew.
    """
    said = read(source, say=say)
    _demand_empty(url, files)
    say("database …")
    whole = ("--single-transaction", "--exit-on-error", "--no-owner", "--no-acl")
    _run("pg_restore", url, *whole, str(source / DUMP))
    say("files …")
    copied = dict(_copy(source / FILES, files))
    _demand_equal(_counts(url), said.tables)
    if copied != _sums(source):
        raise Trouble("Files differ after copying: the disk may be failing. Remove the folder and try again.")
    return said


def read(source: Path, *, say: Say) -> Contents:
    """What the backup says of itself, after checking every byte of it. Raises Trouble with what is wrong."""
    try:
        said: dict[str, Any] = json.loads((source / LIST).read_text())
        sums = _sums(source)
    except (OSError, ValueError) as error:
        raise Trouble(f"{source} is no whole backup: {error}.") from error
    if said.get("format") != FORMAT:
        raise Trouble(
            f"{source} was made in another format ({said.get('format')}); this release reads {FORMAT}."
        )
    say("sums …")
    wrong = [name for name, digest in {DUMP: said["dump"], SUMS: said["sums"]}.items()
             if _digest(source / name) != digest]  # fmt: skip
    wrong += [f"{FILES}/{name}" for name, digest in sums.items() if _digest(source / FILES / name) != digest]
    if wrong:
        raise Trouble(f"{len(wrong)} files of the backup are damaged or missing, the first: {wrong[0]}.")
    return Contents(said["tables"], len(sums))


def prune(folder: Path, keep: int) -> list[Path]:
    """Remove all but the newest so many backups. Returns what was removed."""
    found = sorted(path for path in folder.glob("ihanoi-*Z") if (path / LIST).exists())
    old = found[: max(len(found) - keep, 0)]
    for path in old:
        shutil.rmtree(path)
    return old


def newest(folder: Path) -> datetime | None:
    """When the newest whole backup in a folder was made."""
    names = sorted(path.name for path in folder.glob("ihanoi-*Z") if (path / LIST).exists())
    return datetime.strptime(names[-1], "ihanoi-%Y%m%dT%H%M%SZ").replace(tzinfo=UTC) if names else None


# --- the database ----------------------------------------------------------------------------------------------------


def _dump(url: str, to: Path) -> dict[str, int]:
    with psycopg.connect(url) as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        found = connection.execute("SELECT pg_export_snapshot()").fetchone()
        assert found is not None
        tables = _counted(connection)
        _run("pg_dump", url, "--format=custom", f"--snapshot={found[0]}", f"--file={to}")
    return tables


def _counts(url: str) -> dict[str, int]:
    with psycopg.connect(url) as connection:
        return _counted(connection)


def _counted(connection: psycopg.Connection[Any]) -> dict[str, int]:
    """Table → rows."""
    found = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
    return {name: _count(connection, name) for (name,) in found.fetchall()}


def _count(connection: psycopg.Connection[Any], table: str) -> int:
    row = connection.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))).fetchone()
    return row[0] if row else 0


def _run(program: str, url: str, *arguments: str) -> None:
    """Run a client program; the address goes by the environment, where other users do not see the password."""
    given = {_ENVIRONMENT[k]: str(v) for k, v in conninfo_to_dict(url).items() if k in _ENVIRONMENT}
    # pg_restore connects only where a database is named on its command line.
    named = [f"--dbname={given['PGDATABASE']}"] if program == "pg_restore" else []
    done = subprocess.run(  # nosec B603  # a fixed program, no shell
        [client_program(program), *named, *arguments], env=os.environ | given, capture_output=True, text=True
    )
    if done.returncode:
        said = done.stderr.strip().splitlines() or ["no reason given"]
        raise Trouble(f"{program} failed: {said[-1]}")


def _demand_empty(url: str, files: Path) -> None:
    if tables := _counts(url):
        raise Trouble(
            f"The database is not empty ({len(tables)} tables). Name an empty one; nothing was changed."
        )
    if files.exists() and any(files.iterdir()):
        raise Trouble(f"{files} is not empty. Name an empty folder with --var; nothing was changed.")


def _demand_equal(found: dict[str, int], said: dict[str, int]) -> None:
    differing = [name for name in sorted(found.keys() | said.keys()) if found.get(name) != said.get(name)]
    if differing:
        name = differing[0]
        raise Trouble(
            f"{len(differing)} tables differ after restoring, the first: {name}"
            f" has {found.get(name)} rows instead of {said.get(name)}."
        )


# --- the files -------------------------------------------------------------------------------------------------------


def _copy(source: Path, to: Path) -> Iterator[tuple[str, str]]:
    """Copy a tree. Yields each path in it with the digest of what was written."""
    to.mkdir(mode=0o700, parents=True, exist_ok=True)
    for path in sorted(source.rglob("*")) if source.exists() else ():
        name = path.relative_to(source)
        if path.is_dir():
            (to / name).mkdir(mode=0o700, exist_ok=True)
        elif digest := _copy_one(path, to / name):
            yield name.as_posix(), digest


def _copy_one(path: Path, to: Path) -> str:
    """The digest; blank where the file was erased while the backup ran."""
    digest = sha256()
    try:
        with path.open("rb") as read, to.open("wb") as written:
            while part := read.read(PART):
                digest.update(part)
                written.write(part)
    except FileNotFoundError:
        return ""
    to.chmod(0o600)
    return digest.hexdigest()


def _write_lists(folder: Path, tables: dict[str, int], sums: dict[str, str], now: datetime) -> None:
    """The sums as `sha256sum -c` reads them, and what the backup holds."""
    (folder / SUMS).write_text("".join(f"{digest}  {name}\n" for name, digest in sums.items()))
    said = {
        "format": FORMAT,
        "made_at": now.isoformat(timespec="seconds"),
        "dump": _digest(folder / DUMP),
        "sums": _digest(folder / SUMS),
        "tables": tables,
    }
    (folder / LIST).write_text(json.dumps(said, indent=1) + "\n")


def _sums(folder: Path) -> dict[str, str]:
    lines = (line.split("  ", 1) for line in (folder / SUMS).read_text().splitlines())
    return {name: digest for digest, name in lines}


def _digest(path: Path) -> str:
    """Of a file; blank where there is none."""
    try:
        with path.open("rb") as read:
            digest = sha256()
            while part := read.read(PART):
                digest.update(part)
            return digest.hexdigest()
    except FileNotFoundError:
        return ""
