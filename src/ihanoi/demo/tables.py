"""The tables around cases as the database itself describes them: columns, types, and what each key points to."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from django.db import connection

CASES: Final = "cases_case"
RESULTS: Final = "cases_result"
KEPT_BY_ROOM: Final = frozenset({"cases_mappoint"})  # counted anew by the room itself

Row = dict[str, Any]

_COLUMNS = """
SELECT column_name, data_type FROM information_schema.columns
WHERE table_schema = current_schema() AND table_name = %s ORDER BY ordinal_position
"""
_KEYS = """
SELECT a.attname, f.relname FROM pg_constraint c
JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
JOIN pg_class f ON f.oid = c.confrelid
WHERE c.contype = 'f' AND c.conrelid = %s::regclass AND array_length(c.conkey, 1) = 1
"""
_POINTING = """
SELECT t.relname FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid
WHERE c.contype = 'f' AND c.confrelid = %s::regclass AND t.relname <> %s ORDER BY t.relname
"""
_PLAIN_INDEXES = """
SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) FROM pg_index i
WHERE i.indrelid = ANY(%s::regclass[]) AND NOT i.indisunique
"""


@dataclass(frozen=True, slots=True)
class Table:
    """Columns in their order with their types; `keys` maps a column to the table that it points to."""

    name: str
    columns: tuple[str, ...]
    types: Mapping[str, str]
    keys: Mapping[str, str]

    @property
    def timed(self) -> tuple[str, ...]:
        """Columns that move along when a case is moved in time."""
        return tuple(c for c, kind in self.types.items() if kind in ("timestamp with time zone", "date"))


def describe(name: str) -> Table:
    """Read one table's description."""
    with connection.cursor() as cursor:
        cursor.execute(_COLUMNS, [name])
        types = dict(cursor.fetchall())
        cursor.execute(_KEYS, [name])
        keys = dict(cursor.fetchall())
    return Table(name, tuple(types), types, keys)


def around_cases() -> list[Table]:
    """The tables whose rows belong to a case, results first because files point to them.

    Letters and checks of the room above name cases too; a copied case was in none of them.
    """
    with connection.cursor() as cursor:
        cursor.execute(_POINTING, [CASES, CASES])
        names = [n for (n,) in cursor.fetchall() if n.startswith("cases_") and n not in KEPT_BY_ROOM]
    return [describe(name) for name in sorted(names, key=lambda n: (n != RESULTS, n))]


def rows(table: Table, condition: str = "true", parameters: Sequence[Any] = ()) -> list[Row]:
    """All rows that fit, as dictionaries, in the order of their ids. Django's connection gives JSON as text."""
    parsed = {column for column, kind in table.types.items() if kind == "jsonb"}
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {_listed(table)} FROM {table.name} WHERE {condition} ORDER BY id", parameters)  # nosec B608  # our own names
        return [
            {c: json.loads(v) if v and c in parsed else v for c, v in zip(table.columns, values, strict=True)}
            for values in cursor.fetchall()
        ]


def reserve(table: Table, count: int) -> range:
    """So many ids of the table's own sequence, in one stretch."""
    if not count:
        return range(0)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_serial_sequence(%s, 'id')", [table.name])
        sequence = cursor.fetchone()[0]
        cursor.execute(f"SELECT nextval('{sequence}')")
        first = int(cursor.fetchone()[0])
        cursor.execute("SELECT setval(%s, %s)", [sequence, first + count - 1])
    return range(first, first + count)


def copy_in(table: Table, made: Sequence[Row]) -> None:
    """By COPY."""
    if not made:
        return
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {table.name} ({_listed(table)}) FROM STDIN") as copy,
    ):
        for row in made:
            copy.write_row([row[column] for column in table.columns])


@contextmanager
def without_indexes(names: Sequence[str]) -> Iterator[None]:
    """Drop the tables' plain indexes for the time of the block: to make them at its end is quicker than to feed them.

    A process that is killed in between leaves them missing, so this is for databases made to be measured.
    """
    with connection.cursor() as cursor:
        cursor.execute(_PLAIN_INDEXES, [list(names)])
        found = cursor.fetchall()
        for name, _definition in found:
            cursor.execute(f"DROP INDEX {name}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SET maintenance_work_mem = '512MB'")
            for _name, definition in found:
                cursor.execute(definition)
            cursor.execute("RESET maintenance_work_mem")


def trust_keys() -> None:
    """Until the end of the transaction foreign keys are not checked, where the role may say so."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('session_replication_role', 'replica', true) FROM pg_roles"
            " WHERE rolname = current_user AND rolsuper"
        )


def _listed(table: Table) -> str:
    return ", ".join(f'"{column}"' for column in table.columns)
