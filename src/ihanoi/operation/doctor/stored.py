"""What is kept: room on the disk, files, sealed columns, the sealed history, backups."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection

from ihanoi.identity import queries as identity
from ihanoi.journal import queries as journal
from ihanoi.kernel import clock
from ihanoi.media import queries as media
from ihanoi.operation import backup, queries
from ihanoi.operation.sealed import sealed_fields, spoken_fields
from ihanoi.vault.fields import SealedField, SpokenField
from ihanoi.vault.rules import Unsealable
from ihanoi.vault.spoken import OPENING

from .finding import Finding, Grade, measured

SAMPLE: Final = 50  # of the oldest, and of the newest
PAPERS: Final = 5  # whole files are read
HOUR: Final = 3600
GIGABYTE: Final = 1024**3


def disk() -> Iterator[Finding]:
    """Where files, logs and an embedded database lie."""
    room = shutil.disk_usage(settings.VAR if Path(settings.VAR).exists() else Path(settings.VAR).anchor)
    yield measured(
        "disk", room.used / room.total, f"{room.free / GIGABYTE:.1f} GB free under {settings.VAR}.",
        warn=0.85, bad=0.95,
        do="Make room: old backups (ihanoi backup --keep), logs, replication slots that nobody reads.",
    )  # fmt: skip


def backups() -> Iterator[Finding]:
    """How old the newest whole one is."""
    if not settings.BACKUPS:
        grade = Grade.OK if settings.DEMO else Grade.BAD
        yield Finding(
            "backup",
            grade,
            "none is watched.",
            "" if settings.DEMO else "Set IHANOI_BACKUPS.",
        )
        return
    made = backup.newest(Path(settings.BACKUPS))
    do = f"Run: ihanoi backup {settings.BACKUPS}; then see why the nightly one did not."
    if made is None:
        yield Finding("backup", Grade.BAD, f"there is no whole one in {settings.BACKUPS}.", do)
        return
    age = (clock.now() - made).total_seconds()
    yield measured(
        "backup", age, f"the newest is {age / HOUR:.0f} h old.", warn=26 * HOUR, bad=50 * HOUR, do=do
    )


def files() -> Iterator[Finding]:
    """May files be written, and are those there that the database knows? A sample of the newest and oldest."""
    root = Path(default_storage.path(""))
    try:
        root.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=root):
            pass
    except OSError as error:
        yield Finding(
            "files",
            Grade.BAD,
            f"{root} cannot be written: {error.strerror}.",
            "No picture can be sent. Rights? A full disk?",
        )
        return
    known = media.folders(SAMPLE)
    missing = [folder for folder in known if not (root / folder).is_dir()]
    says = f"{len(known)} of the files were looked for, {len(missing)} are missing"
    if missing:
        yield Finding(
            "files", Grade.BAD, f"{says}, the first: {missing[0]}.", "Bring them back from a backup."
        )
    else:
        yield Finding("files", Grade.OK, f"{says}.")
    yield from _unknown(root)


def _unknown(root: Path) -> Iterator[Finding]:
    """Folders of the last day that no row names: left behind by a crash between file and commit."""
    day = max(root.glob("[0-9]*/[0-9]*/[0-9]*"), default=None)
    there = [str(path.relative_to(root)) for path in day.iterdir()][:SAMPLE] if day else []
    strange = len(set(there) - media.known_folders(there))
    yield Finding(
        "files", Grade.WARN if strange else Grade.OK, f"{strange} of {len(there)} folders of the last day are unknown.",
        "They harm nobody; when they are older than two days they may be removed." if strange else "",
    )  # fmt: skip


def keys() -> Iterator[Finding]:
    """Does the newest and the oldest of everything that is sealed open with the keys at hand?

    Columns, numbers inside texts, sessions, and papers.
    """
    columns, texts = sealed_fields(), spoken_fields()
    lost = [field.place for _, field in columns if not _opens(field, "length({0}) > 0")]
    lost += [field.place for _, field in texts if not _opens(field, f"strpos({{0}}, '{OPENING}') > 0")]
    lost += [] if identity.sessions_open(SAMPLE) else ["sessions"]
    lost += [] if media.papers_open(PAPERS) else ["papers"]
    if lost:
        yield Finding(
            "keys",
            Grade.BAD,
            f"values of {', '.join(lost)} do not open.",
            "Put the missing key back into IHANOI_KEYS.",
        )
        return
    yield Finding(
        "keys",
        Grade.OK,
        f"samples of all {len(columns)} sealed columns, {len(texts)} texts, sessions and papers open.",
    )


def _opens(field: SealedField | SpokenField, holding: str) -> bool:
    """Whether a sample of a column opens, of the rows that hold something sealed."""
    quote = connection.ops.quote_name
    column, key = quote(str(field.column)), quote(str(field.model._meta.pk.column))
    table = quote(field.model._meta.db_table)
    some = f"SELECT {column} FROM {table} WHERE {holding.format(column)} ORDER BY {key}"  # nosec B608  # our own names
    with connection.cursor() as cursor:
        cursor.execute(f"({some} LIMIT {SAMPLE}) UNION ALL ({some} DESC LIMIT {SAMPLE})")  # nosec B608  # our own names
        rows = [stored for (stored,) in cursor.fetchall()]
    try:
        for stored in rows:
            field.from_db_value(stored, None, connection)
    except Unsealable:
        return False
    return True


def history() -> Iterator[Finding]:
    """How long the newest lines wait for their seal; the whole chain is verified by `ihanoi verify`."""
    waiting = journal.unsealed()
    newest = max((seal.at for _, seal in journal.newest_seals()), default=None)
    age = (clock.now() - newest).total_seconds() if newest else 0.0
    sealed = f"the newest seal is {age / 60:.0f} min old" if newest else "nothing is sealed yet"
    yield measured(
        "history", age if waiting else 0, f"{waiting} lines wait for a seal; {sealed}.", warn=HOUR / 2, bad=6 * HOUR,
        do="Does the worker run? Then: ihanoi verify",
    )  # fmt: skip


def verification() -> Iterator[Finding]:
    """How the last verification ended, and how long ago that was."""
    last = queries.verification()
    if last is None:
        do = "" if settings.DEMO else "Run: ihanoi verify"
        yield Finding("verification", Grade.WARN if do else Grade.OK, "has not been done yet.", do)
        return
    age = (clock.now() - last.at).total_seconds()
    says = f"{age / HOUR:.0f} h ago, {last.found} broken links."
    do = "Run: ihanoi verify; then see why it did not follow the nightly backup."
    found = measured("verification", age, says, warn=26 * HOUR, bad=50 * HOUR, do=do)
    told = "An incident: docs/runbook.md, HistoryBroken, before anything else."
    yield Finding("verification", Grade.BAD, says, told) if last.found else found
