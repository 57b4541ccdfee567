"""How the write path stores its rows: statements whose text is made once.

Django composes a statement anew for every row, column by column; for a case of some sixty columns that costs more
than the database needs to run it. Everywhere else Django's own ways are quick enough.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import Any, TypeVar

from django.db import connection
from django.db.models import JSONField, Model, Value

from ihanoi.vault.fields import SealedField, SpokenField

M = TypeVar("M", bound=Model)
_AS_IT_IS = Value(None)  # no part of a JSON document is asked for


@contextmanager
def together() -> Iterator[None]:
    """Send what is written in this block without waiting for each answer: one journey to the server instead of many."""
    connection.ensure_connection()
    with connection.wrap_database_errors, connection.connection.pipeline():
        yield


def number(row: Model) -> None:
    """Give a new row its number before it is stored."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, 'id'))", [row._meta.db_table])
        row.pk = cursor.fetchone()[0]


def add(row: Model) -> None:
    """Store a new row. Columns without a value are left out: the database leaves them empty, and numbers the row."""
    given = {name: value for name, value in _written(row).items() if value is not None}
    with connection.cursor() as cursor:
        cursor.execute(_addition(row._meta.db_table, tuple(given)), list(given.values()))
    row._state.adding, row._state.db = False, connection.alias


def read(model: type[M], condition: str, *given: Any) -> list[M]:
    """The rows of a model for which the condition holds, in the order of their numbers."""
    with connection.cursor() as cursor:
        cursor.execute(f"{_selection(model)} WHERE {condition} ORDER BY id", given)
        return [_made(model, row) for row in cursor.fetchall()]


def noted(row: Model) -> dict[str, Any]:
    """What the columns of a row hold now, for `update` to compare with."""
    return {name: getattr(row, name) for name, _ in _columns(type(row))}


def update(row: Model, before: Mapping[str, Any]) -> None:
    """Write the columns that changed since, and no others."""
    changed = {name: value for name, value in _written(row).items() if getattr(row, name) != before[name]}
    if changed:
        with connection.cursor() as cursor:
            cursor.execute(_change(row._meta.db_table, tuple(changed)), [*changed.values(), row.pk])


def _written(row: Model) -> dict[str, Any]:
    """Column → value as the driver takes it: only documents and what is sealed need Django's help."""
    return {
        name: field.get_db_prep_save(getattr(row, name), connection) if field else getattr(row, name)
        for name, field in _columns(type(row))
    }


@cache
def _columns(model: type[Model]) -> tuple[tuple[str, JSONField | SealedField | SpokenField | None], ...]:
    """The names of all columns; with its field where one holds a JSON document, a sealed text or what people write."""
    fields = model._meta.local_concrete_fields
    return tuple(
        (f.attname, f if isinstance(f, (JSONField, SealedField, SpokenField)) else None) for f in fields
    )


@cache
def _addition(table: str, names: tuple[str, ...]) -> str:
    columns, places = ", ".join(f'"{name}"' for name in names), ", ".join(["%s"] * len(names))
    return f'INSERT INTO "{table}" ({columns}) VALUES ({places})'  # nosec B608  # our own names


@cache
def _change(table: str, names: tuple[str, ...]) -> str:
    changes = ", ".join(f'"{name}" = %s' for name in names)
    return f'UPDATE "{table}" SET {changes} WHERE id = %s'  # nosec B608  # our own names


@cache
def _selection(model: type[Model]) -> str:
    columns = ", ".join(f'"{name}"' for name, _ in _columns(model))
    return f'SELECT {columns} FROM "{model._meta.db_table}"'  # nosec B608  # our own names


def _made(model: type[M], values: tuple[Any, ...]) -> M:
    columns = _columns(model)
    read = [
        document.from_db_value(value, _AS_IT_IS, connection) if document else value
        for (_, document), value in zip(columns, values, strict=True)
    ]
    return model.from_db(connection.alias, [name for name, _ in columns], read)
