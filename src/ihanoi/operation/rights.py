"""What the role of the programs may do in the database: everything but rewrite the past.

The schema belongs to another role, which only `ihanoi migrate` and `ihanoi setup` use; so whoever takes over a program
can neither change history nor switch off its guards (security.md row 8).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.conf import settings
from django.db import connection
from psycopg import sql

from ihanoi.operation.trouble import Trouble

GROWING: Final = ("journal_entry", "journal_read", "journal_seal")  # may be read and added to
READ_ONLY: Final = ("django_migrations",)
CLOSED: Final = "journal_erase(text, bigint[], bigint)"  # runs with its owner's rights


def grant(role: str) -> None:
    """Give a role what the programs need, in the caller's transaction or at once. Safe to repeat."""
    with connection.cursor() as cursor:
        for statement in _statements(sql.Identifier(role)):
            cursor.execute(statement)


def close() -> None:
    """Take from everybody what only the programs' role may do. Migrations do so too, but a restored dump forgets it."""
    with connection.cursor() as cursor:
        cursor.execute(f"REVOKE ALL ON FUNCTION {CLOSED} FROM PUBLIC")


def demand(role: str) -> None:
    """Raises Trouble where the role that is to get the rights is not there; a blank name asks for nobody."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_roles WHERE rolname = %s", [role])
        if role and not cursor.fetchone()[0]:
            raise Trouble(
                f"The server knows no role {role}, which IHANOI_DATABASE_ROLE names; nothing was changed."
                f" Make it first: CREATE ROLE {role} LOGIN;"
            )


def _statements(role: sql.Identifier) -> Iterator[sql.Composed]:
    def said(text: str, *tables: str) -> sql.Composed:
        named = sql.SQL(", ").join(map(sql.Identifier, tables))
        return sql.SQL(text).format(role=role, tables=named)

    yield said("GRANT USAGE ON SCHEMA public TO {role}")
    yield said("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}")
    yield said("GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}")
    yield said("GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO {role}")
    yield said("REVOKE UPDATE, DELETE, TRUNCATE ON {tables} FROM {role}", *GROWING)
    yield said("REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON {tables} FROM {role}", *READ_ONLY)


def role() -> str:
    """The role of the programs: the one named, else the one that is connected."""
    return str(settings.DATABASE_ROLE) or str(connection.settings_dict["USER"])


def may_rewrite(name: str) -> list[str]:
    """Tables of the past that a role could change, by a right or as their owner."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT t FROM unnest(%s::text[]) t, pg_class c WHERE c.oid = t::regclass AND ("
            " has_table_privilege(%s, c.oid, 'UPDATE, DELETE, TRUNCATE') OR pg_has_role(%s, c.relowner, 'MEMBER'))",
            [list(GROWING), name, name],
        )
        return [row[0] for row in cursor.fetchall()]
