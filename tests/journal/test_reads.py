"""Who saw whose data is written once a sight, in one statement, and cannot be changed unnoticed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from ihanoi.journal import actions, queries
from ihanoi.journal.actions import sealing
from ihanoi.journal.models import Read
from ihanoi.journal.words import Data, Log
from ihanoi.kernel import clock
from ihanoi.kernel.actor import PUBLIC, SYSTEM, Actor, Seat
from tests.journal.test_chain import tamper

AT = datetime(2026, 11, 16, 1, 0, tzinfo=UTC)
BINH = Actor(7, "Nguyễn Thị Bình", (Seat("handler", 3),))
CHI = Actor(8, "Trần Thị Chi", (Seat("overseer", 1),))

pytestmark = pytest.mark.django_db


def see(actor: Actor = BINH, **given: object) -> bool:
    said = {"kind": Data.CONTACT, "way": "desk:case", "owner_id": 21, "subject": "case", "subject_id": 5}
    return actions.record_read(actor=actor, **(said | given))  # type: ignore[arg-type]  # what a page says


@pytest.fixture
def seen() -> None:
    """Four reads: two persons, two cases."""
    with clock.at(AT):
        for who in (BINH, CHI):
            for number in (5, 6):
                assert see(who, subject_id=number)


def test_a_read_says_who_in_which_seat_whose_which_and_why() -> None:
    with clock.at(AT):
        see(reason="Bảo vệ người gửi")
    read = Read.objects.get()
    assert (read.reader_id, read.role, read.agency_id, read.owner_id) == (7, "handler", 3, 21)
    assert (read.subject, read.subject_id, read.kind, read.way) == ("case", 5, "contact", "desk:case")
    assert (read.at, read.reason) == (AT, "Bảo vệ người gửi")


def test_numbers_in_the_reason_are_hidden_for_ever_and_codes_stay() -> None:
    see(reason="Vì HN-2611-000123, gọi 0912 345 678 hoặc a@b.vn")
    assert Read.objects.get().reason == "Vì HN-2611-000123, gọi •••• ••• ••• hoặc •@•.••"


def test_it_costs_one_statement() -> None:
    with CaptureQueriesContext(connection) as captured:
        see()
    assert len(captured) == 1


def test_the_same_page_again_within_minutes_is_the_same_read() -> None:
    with clock.at(AT):
        assert see()
        assert not see()
        assert see(subject_id=6) and see(way="desk:sheet") and see(CHI) and see(owner_id=None)
    with clock.at(AT + timedelta(minutes=9)):
        assert not see()
    with clock.at(AT + timedelta(minutes=11)):
        assert see()


def test_own_data_the_public_and_the_system_leave_no_read() -> None:
    assert not see(Actor(21, "Chính chủ"))
    assert not see(PUBLIC)
    assert not see(SYSTEM)
    assert not Read.objects.exists()


def test_the_person_concerned_is_told_newest_first_page_by_page(seen: None) -> None:
    with clock.at(AT + timedelta(hours=1)):
        see(way="desk:sheet")
        see(owner_id=22)
    first = queries.reads_of(21, size=3)
    second = queries.reads_of(21, first.next, size=3)
    assert first.rows[0].way == "desk:sheet"
    assert len({r.pk for r in (*first.rows, *second.rows)}) == 5
    assert second.next == ""


def test_reads_are_found_by_person_thing_and_day(seen: None) -> None:
    assert len(queries.reads(reader_id=7).rows) == 2
    assert len(queries.reads(subject=("case", 6)).rows) == 2
    assert len(queries.reads(owner_id=21, since=AT, until=AT + timedelta(days=1)).rows) == 4
    assert queries.reads(until=AT).rows == []


# --- nobody changes it ---


@pytest.mark.parametrize(
    "sql", ["UPDATE journal_read SET reader_id = 9", "DELETE FROM journal_read WHERE subject_id = 5"]
)
def test_the_database_refuses_to_change_a_read(seen: None, sql: str) -> None:
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)


def test_even_as_a_replica_the_guards_stand(seen: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for table in ("journal_read", "journal_entry", "journal_seal"):
            cursor.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_no_truncate")
            with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
                cursor.execute(f"TRUNCATE {table}")
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {table}_no_truncate")
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            cursor.execute("DELETE FROM journal_read")


def test_reads_are_sealed_beside_history(seen: None) -> None:
    with clock.at(AT):
        actions.record(actor=BINH, subject="case", subject_id=1, verb="submit")
    assert {s.log: s.count for s in actions.seal()} == {Log.HISTORY: 1, Log.READS: 4}
    report = queries.verify()
    assert (report.sound, report.lines, report.reads, report.seals) == (True, 1, 4, 2)


def test_reads_without_a_seal_verify_too(seen: None) -> None:
    report = queries.verify()
    assert (report.sound, report.reads, report.unsealed) == (True, 4, 4)


@pytest.mark.parametrize(
    ("sql", "what"),
    [
        ("UPDATE journal_read SET reader_id = 9 WHERE id = {last}", "dòng này đã bị sửa"),
        ("UPDATE journal_read SET reason = 'x' WHERE id = {last}", "dòng này đã bị sửa"),
        ("DELETE FROM journal_read WHERE id = {last}", "phải có 4 dòng, thấy 3"),
        ("UPDATE journal_read SET id = id + 100 WHERE id = {first}", "phải có 4 dòng, thấy 3"),
        (
            # another read in its place, with a hash that fits it
            (
                "UPDATE journal_read SET (reader_id, role, agency_id, subject_id, hash) = (SELECT reader_id, role,"
                " agency_id, subject_id, hash FROM journal_read WHERE id = {first}) WHERE id = {last}"
            ),
            "các dòng không khớp với niêm phong",
        ),
    ],
)
def test_a_read_that_was_changed_is_named(seen: None, sql: str, what: str) -> None:
    actions.seal()
    first, *_rest, last = Read.objects.order_by("id").values_list("id", flat=True)
    tamper(sql.format(first=first, last=last))
    assert what in [b.what for b in queries.verify().broken]


def test_a_seal_of_one_log_fits_no_other(seen: None) -> None:
    actions.seal()
    tamper("UPDATE journal_seal SET log = 'history'")
    assert not queries.verify().sound


def test_many_reads_get_several_seals(seen: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "SEAL_SIZE", 3)
    assert [s.count for s in actions.seal()] == [3, 1]
    assert queries.verify().sound
