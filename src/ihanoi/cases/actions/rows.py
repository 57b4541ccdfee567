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
from django.db.models import AutoField, Field, JSONField, Model, Value

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
    """Store a new row, under its number if it has one."""
    fields = _columns(type(row)) if row.pk is None else tuple(type(row)._meta.local_concrete_fields)
    with connection.cursor() as cursor:
        cursor.execute(_addition(type(row), fields), _values(row, fields))
    row._state.adding, row._state.db = False, connection.alias


def read(model: type[M], condition: str, *given: Any) -> list[M]:
    """The rows of a model for which the condition holds, in the order of their numbers."""
    with connection.cursor() as cursor:
        cursor.execute(f"{_selection(model)} WHERE {condition} ORDER BY id", given)
        return [_made(model, row) for row in cursor.fetchall()]


def noted(row: Model) -> dict[str, Any]:
    """What the columns of a row hold now, for `update` to compare with."""
    return {field.attname: getattr(row, field.attname) for field in _columns(type(row))}


def update(row: Model, before: Mapping[str, Any]) -> None:
    """Write the columns that changed since, and no others."""
    changed = tuple(f for f in _columns(type(row)) if getattr(row, f.attname) != before[f.attname])
    if changed:
        with connection.cursor() as cursor:
            cursor.execute(_change(type(row), changed), [*_values(row, changed), row.pk])


def _values(row: Model, fields: tuple[Field[Any, Any], ...]) -> list[Any]:
    return [f.get_db_prep_save(getattr(row, f.attname), connection) for f in fields]


def _made(model: type[M], values: tuple[Any, ...]) -> M:
    fields = model._meta.concrete_fields
    read = [_python(field, value) for field, value in zip(fields, values, strict=True)]
    return model.from_db(connection.alias, [field.attname for field in fields], read)


def _python(field: Field[Any, Any], value: Any) -> Any:
    return field.from_db_value(value, _AS_IT_IS, connection) if isinstance(field, JSONField) else value


@cache
def _selection(model: type[Model]) -> str:
    names = ", ".join(f'"{field.column}"' for field in model._meta.concrete_fields)
    return f'SELECT {names} FROM "{model._meta.db_table}"'


@cache
def _columns(model: type[Model]) -> tuple[Field[Any, Any], ...]:
    """All but the number that the database gives."""
    return tuple(f for f in model._meta.local_concrete_fields if not isinstance(f, AutoField))


@cache
def _addition(model: type[Model], fields: tuple[Field[Any, Any], ...]) -> str:
    names, places = ", ".join(f'"{f.column}"' for f in fields), ", ".join(["%s"] * len(fields))
    return f'INSERT INTO "{model._meta.db_table}" ({names}) VALUES ({places})'


@cache
def _change(model: type[Model], fields: tuple[Field[Any, Any], ...]) -> str:
    changes = ", ".join(f'"{f.column}" = %s' for f in fields)
    return f'UPDATE "{model._meta.db_table}" SET {changes} WHERE id = %s'
