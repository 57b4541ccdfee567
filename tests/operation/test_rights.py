"""The programs' own role does everything that life asks for, and cannot rewrite the past, whoever speaks through it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction
from psycopg import sql
from pytest_django import DjangoDbBlocker, Settings

from ihanoi.cases import actions
from ihanoi.cases.models import Case
from ihanoi.cases.queries import ends
from ihanoi.journal import actions as journal
from ihanoi.journal import queries as history
from ihanoi.journal.models import Entry
from ihanoi.operation import checking, preparation, rights
from ihanoi.operation.trouble import Trouble
from tests.cases.stages import bring
from tests.conftest import City

ATTACKS = [
    "UPDATE {table} SET id = id",
    "DELETE FROM {table}",
    "TRUNCATE {table}",
    "ALTER TABLE {table} DISABLE TRIGGER USER",
    "DROP TABLE {table}",
    "LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE",
]
ROLE = "ihanoi_of_a_test"


@pytest.fixture
def as_programs(city: City) -> Iterator[None]:
    """The connection has the rights of the programs alone; the end of the test takes the role back."""
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE ROLE {ROLE}")
        rights.grant(ROLE)
        cursor.execute(f"SET LOCAL ROLE {ROLE}")
    yield
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")


def test_a_whole_life_needs_no_more(
    as_programs: None, city: City, submitted: Callable[..., Case], upload: Any
) -> None:
    case = bring(submitted(confidential=True, files=[upload(city.sender)]), "published", city, upload)
    actions.rate(actor=city.sender, case_id=case.pk, value="satisfied")
    assert journal.record_read(
        actor=city.overseer, kind="contact", way="desk:case", subject="case", subject_id=case.pk
    )
    assert journal.deliver().delayed == 0
    assert len(journal.seal(patience=0.5)) == 2
    assert history.verify(ends=ends()).sound


@pytest.mark.parametrize("table", rights.GROWING)
@pytest.mark.parametrize("attack", ATTACKS)
def test_the_past_is_refused_to_it(
    as_programs: None, submitted: Callable[..., Case], attack: str, table: str
) -> None:
    submitted()
    with pytest.raises(DatabaseError) as refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(attack.format(table=table))
    assert refused.value.__cause__.sqlstate == "42501"  # type: ignore[union-attr]  # psycopg's, insufficient privilege


@pytest.mark.parametrize(
    "attack",
    [
        "SET LOCAL session_replication_role = replica",
        "CREATE OR REPLACE FUNCTION journal_refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN OLD; END'",
        "GRANT DELETE ON journal_entry TO CURRENT_USER",
        "CREATE TABLE public.journal_copy (id int)",
    ],
)
def test_nor_can_it_take_the_guards_away(as_programs: None, attack: str) -> None:
    with pytest.raises(DatabaseError) as refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(attack)
        cursor.execute(
            "SELECT 1/(1 - has_table_privilege('journal_entry', 'DELETE')::int)"
        )  # a grant that gave it
        assert "GRANT" in attack, attack
        raise DatabaseError("granted nothing")
    assert refused.value


def test_lines_are_emptied_with_the_owner_s_right_and_no_other_way(
    as_programs: None, city: City, submitted: Callable[..., Case]
) -> None:
    case = submitted()
    with transaction.atomic():
        done = journal.erase_lines(
            subject="case", subject_ids=[case.pk], actor_id=city.sender.account_id or 0
        )
    assert done == 1
    assert Entry.objects.get(subject="case", subject_id=case.pk).data == {"erased": True}
    assert history.verify(ends=ends()).sound


def test_a_program_that_signs_in_as_it_is_refused(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> None:
    """Over a connection of its own, as in production."""
    given = connection.settings_dict
    with django_db_blocker.unblock():
        there = {"dbname": given["NAME"], "host": given["HOST"], "port": given["PORT"] or None}
    owner: Any = psycopg.connect(
        **there, user=given["USER"], password=given["PASSWORD"] or None, autocommit=True
    )
    name = sql.Identifier(f"{ROLE}_{owner.info.backend_pid}")
    with owner:
        owner.execute(sql.SQL("CREATE ROLE {} LOGIN").format(name))
        try:
            for statement in rights._statements(name):
                owner.execute(statement)
            with psycopg.connect(**there, user=name.as_string(owner).strip(chr(34))) as program:
                assert program.execute("SELECT count(*) FROM journal_entry").fetchone() is not None
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    program.execute("DELETE FROM journal_entry")
        finally:
            owner.execute(sql.SQL("DROP OWNED BY {}").format(name))
            owner.execute(sql.SQL("DROP ROLE {}").format(name))


def test_what_a_restored_dump_forgets_is_taken_from_everybody_again(db: None) -> None:
    asked = f"SELECT has_function_privilege('public', '{rights.CLOSED}', 'EXECUTE')"
    with connection.cursor() as cursor:
        cursor.execute(f"GRANT EXECUTE ON FUNCTION {rights.CLOSED} TO PUBLIC")
        rights.close()
        cursor.execute(asked)
        assert cursor.fetchone() == (False,)


def test_a_role_that_is_not_there_is_asked_for(db: None) -> None:
    with pytest.raises(Trouble, match="CREATE ROLE nobody_at_all LOGIN"):
        rights.demand("nobody_at_all")
    rights.demand("")


def test_the_check_says_who_may_rewrite_what(city: City, settings: Settings) -> None:
    settings.DEMO = False
    assert any("may rewrite journal_entry" in sentence for sentence in checking._rights())
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE ROLE {ROLE}")
    settings.DATABASE_ROLE = ROLE
    preparation.migrate()
    assert list(checking._rights()) == []
    settings.DEMO = True
    settings.DATABASE_ROLE = ""
    assert list(checking._rights()) == []


def test_verify_names_a_tail_that_somebody_cut_off(city: City, submitted: Callable[..., Case]) -> None:
    case = submitted()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE journal_entry DISABLE TRIGGER USER")
        cursor.execute("DELETE FROM journal_entry WHERE subject = 'case' AND subject_id = %s", [case.pk])
    report = history.verify(ends=ends())
    assert [str(link) for link in report.broken] == [
        f"case {case.pk}, dòng 1: thiếu đến dòng 1: đuôi đã bị cắt"
    ]
