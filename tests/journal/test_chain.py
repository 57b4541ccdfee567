"""History is chained per subject, and whoever changes the past is named."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from ihanoi.journal import actions, jobs, queries, rules
from ihanoi.journal.actions import sealing
from ihanoi.journal.models import Entry, Seal
from ihanoi.kernel import clock
from ihanoi.kernel.actor import SYSTEM, Actor

BINH = Actor(7, "Nguyễn Thị Bình")
AT = datetime(2026, 11, 16, 1, 0, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def tamper(sql: str) -> None:
    """As somebody who owns the database and has switched the guards off; the end of the test brings them back."""
    with connection.cursor() as cursor:
        for table in ("journal_entry", "journal_read", "journal_seal"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(sql)


@pytest.fixture
def lines() -> None:
    """Two cases with three lines each, written in turns."""
    with clock.at(AT):
        for verb in ("submit", "receive", "assign"):
            for case in (1, 2):
                actions.record(
                    actor=BINH, subject="case", subject_id=case, verb=verb, data={"note": 'Ổ gà "to"\n'}
                )


def test_each_line_names_its_predecessor(lines: None) -> None:
    first, second, third = queries.history("case", 1)
    assert [first.seq, second.seq, third.seq] == [1, 2, 3]
    assert bytes(first.previous) == rules.START
    assert bytes(second.previous) == bytes(first.hash)
    assert bytes(third.previous) == bytes(second.hash)


def test_a_line_keeps_who_when_what(lines: None) -> None:
    line = queries.history("case", 1)[0]
    assert (line.actor_id, line.actor_name, line.verb, line.at) == (7, "Nguyễn Thị Bình", "submit", AT)
    assert line.data == {"note": 'Ổ gà "to"\n'}


def test_the_head_may_be_given_or_left_out() -> None:
    first = actions.record(actor=BINH, subject="case", subject_id=1, verb="submit", first=True)
    second = actions.record(actor=BINH, subject="case", subject_id=1, verb="receive", previous=first)
    third = actions.record(actor=SYSTEM, subject="case", subject_id=1, verb="warn")
    assert (second.seq, third.seq) == (2, 3)
    assert queries.verify().sound


def test_many_lines_are_chained_like_single_ones(lines: None) -> None:
    with clock.at(AT):
        more = [
            actions.Line(BINH, "case", case, verb, AT) for verb in ("accept", "approve") for case in (1, 2, 3)
        ]
        assert actions.record_many(lines=more) == 6
    assert [e.verb for e in queries.history("case", 1)] == [
        "submit",
        "receive",
        "assign",
        "accept",
        "approve",
    ]
    assert [e.seq for e in queries.history("case", 3)] == [1, 2]
    assert queries.verify().sound


def test_moments_and_odd_texts_survive_the_way_through_the_database() -> None:
    data = {"at": AT, "list": [1, 2.5, None], "text": "\u2028 \\ / \x01 😀", "deep": {"b": 1, "a": 2}}
    for moment in (
        AT,
        AT + timedelta(microseconds=1),
        datetime(1999, 12, 31, 23, 59, 59, 999999, tzinfo=UTC),
    ):
        with clock.at(moment):
            actions.record(actor=BINH, subject="case", subject_id=1, verb="note", data=data)
    assert queries.verify().broken == []


def test_a_word_with_a_line_break_is_refused() -> None:
    with pytest.raises(ValueError, match="line break"):
        actions.record(actor=BINH, subject="case", subject_id=1, verb="submit\n9")


@pytest.mark.django_db(transaction=True)
def test_history_is_written_only_in_a_transaction() -> None:
    with pytest.raises(RuntimeError):
        actions.record(actor=BINH, subject="case", subject_id=1, verb="submit")


# --- the guards ---


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE journal_entry SET verb = 'x' WHERE subject_id = 1",
        "UPDATE journal_entry SET data = '{}' WHERE subject_id = 1",
        "UPDATE journal_entry SET data = '{\"erased\":true}', salt = '', actor_name = '', verb = 'x'",
        "DELETE FROM journal_entry WHERE subject_id = 1",
        "UPDATE journal_seal SET count = 0",
        "DELETE FROM journal_seal",
    ],
)
def test_the_database_refuses_to_change_the_past(lines: None, sql: str) -> None:
    actions.seal()
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)
    assert queries.verify().lines == 6


@pytest.mark.parametrize("table", ["journal_entry", "journal_seal"])
def test_the_database_refuses_to_empty_the_history(lines: None, table: str) -> None:
    with connection.cursor() as cursor:  # the tests' set-up has switched this guard off, for its own clean-up
        cursor.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_no_truncate")
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            cursor.execute(f"TRUNCATE {table}")
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {table}_no_truncate")


def test_personal_data_can_be_erased_and_the_chain_still_verifies(lines: None) -> None:
    actions.seal()
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE journal_entry SET data = %s, salt = '', actor_name = '' WHERE subject_id = 1 AND seq = 2",
            [rules.ERASED],
        )
    report = queries.verify()
    assert report.sound
    assert report.erased == 1
    assert queries.history("case", 1)[1].data == {"erased": True}


# --- finding what was changed ---


@pytest.mark.parametrize(
    ("sql", "where", "what"),
    [
        (
            'UPDATE journal_entry SET data = \'{"note":"khác"}\' WHERE subject_id = 1 AND seq = 2',
            "case 1, dòng 2",
            "nội dung",
        ),
        (
            "UPDATE journal_entry SET actor_name = 'Ai đó' WHERE subject_id = 1 AND seq = 2",
            "case 1, dòng 2",
            "nội dung",
        ),
        (
            "UPDATE journal_entry SET verb = 'refuse' WHERE subject_id = 1 AND seq = 2",
            "case 1, dòng 2",
            "dòng này",
        ),
        (
            "UPDATE journal_entry SET at = at + interval '1 microsecond' WHERE subject_id = 2 AND seq = 1",
            "case 2, dòng 1",
            "dòng này",
        ),
        (
            "UPDATE journal_entry SET actor_id = NULL WHERE subject_id = 1 AND seq = 3",
            "case 1, dòng 3",
            "dòng này",
        ),
        (
            "UPDATE journal_entry SET hash = digest WHERE subject_id = 1 AND seq = 1",
            "case 1, dòng 1",
            "dòng này",
        ),
        ("DELETE FROM journal_entry WHERE subject_id = 1 AND seq = 2", "case 1, dòng 2", "thiếu dòng"),
        ("DELETE FROM journal_entry WHERE subject_id = 1 AND seq = 1", "case 1, dòng 1", "thiếu dòng"),
        (
            "UPDATE journal_entry SET subject_id = 3 WHERE subject_id = 1 AND seq = 1",
            "case 3, dòng 1",
            "dòng này",
        ),
    ],
)
def test_the_first_broken_link_is_named(lines: None, sql: str, where: str, what: str) -> None:
    tamper(sql)
    first = queries.verify().broken[0]
    assert first.where == where
    assert what in first.what


def test_a_sealed_line_cut_off_the_end_of_a_chain_is_missed(lines: None) -> None:
    actions.seal()
    tamper("DELETE FROM journal_entry WHERE subject_id = 2 AND seq = 3")
    assert [b.what for b in queries.verify().broken] == ["phải có 6 dòng, thấy 5"]


def test_a_chain_forged_with_right_hashes_does_not_fit_its_seal(lines: None) -> None:
    actions.seal()
    ids = list(Entry.objects.order_by("id").values_list("id", flat=True))
    tamper("DELETE FROM journal_entry WHERE subject_id = 2 AND seq = 3")
    with clock.at(AT):
        actions.record(actor=Actor(8, "Kẻ giả mạo"), subject="case", subject_id=2, verb="assign")
    tamper(f"UPDATE journal_entry SET id = {ids[-1]} WHERE actor_id = 8")
    assert [b.what for b in queries.verify().broken] == ["các dòng không khớp với niêm phong"]


@pytest.mark.parametrize("change", ["count = count + 1", "root = hash", "at = at - interval '1 day'"])
def test_a_changed_seal_is_named(lines: None, change: str) -> None:
    seal = actions.seal()[0]
    tamper(f"UPDATE journal_seal SET {change}")
    first = queries.verify().broken[0]
    assert first.where == f"niêm phong {seal.first_id}–{seal.last_id}"


def test_a_removed_seal_is_noticed(lines: None) -> None:
    actions.seal()
    with clock.at(AT):
        actions.record(actor=BINH, subject="case", subject_id=1, verb="accept")
    actions.seal()
    tamper("DELETE FROM journal_seal WHERE id = (SELECT min(id) FROM journal_seal)")
    assert "không nối với niêm phong trước" in [b.what for b in queries.verify().broken]


# --- seals ---


def test_a_seal_covers_what_is_new_and_names_the_seal_before(lines: None) -> None:
    first = actions.seal()[0]
    assert first.count == 6
    assert actions.seal() == []
    with clock.at(AT):
        actions.record(actor=BINH, subject="case", subject_id=1, verb="accept")
    second = actions.seal()[0]
    assert (second.count, bytes(second.previous)) == (1, bytes(first.hash))
    report = queries.verify()
    assert (report.sound, report.seals, report.unsealed) == (True, 2, 0)


def test_a_large_backlog_gets_several_seals(lines: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "SEAL_SIZE", 4)
    assert [s.count for s in actions.seal()] == [4, 2]
    assert Seal.objects.count() == 2
    assert queries.verify().sound


@pytest.mark.parametrize("count", range(1, 10))
def test_the_root_changes_with_every_leaf(count: int) -> None:
    hashes = [bytes([n]) * 32 for n in range(count)]
    root = rules.merkle_root(hashes)
    for n in range(count):
        assert rules.merkle_root([*hashes[:n], b"x" * 32, *hashes[n + 1 :]]) != root
    assert rules.merkle_root([*hashes, hashes[-1]]) != root


def test_what_was_given_is_read_for_many_lines_at_once(lines: None) -> None:
    data = queries.data_of("case", [(1, 1), (2, 3), (3, 1)])
    assert data == {(1, 1): {"note": 'Ổ gà "to"\n'}, (2, 3): {"note": 'Ổ gà "to"\n'}}


def test_a_hundred_broken_links_are_named_and_the_rest_is_counted_as_seen() -> None:
    many = [actions.Line(BINH, "case", case, "submit", AT) for case in range(1, 105)]
    actions.record_many(lines=many)
    tamper("UPDATE journal_entry SET actor_name = 'Ai đó'")
    report = queries.verify()
    assert (report.lines, len(report.broken), report.sound) == (104, 100, False)
    assert str(report.broken[0]) == "case 1, dòng 1: nội dung đã bị sửa"


# --- marks, ends and the witness: what whoever owns the database cannot forge ---


def test_a_seal_written_without_the_key_is_named(lines: None) -> None:
    actions.seal()
    tamper("UPDATE journal_seal SET mark = sha256(hash)")
    assert [b.what for b in queries.verify().broken] == ["không mang dấu của hệ thống này"]


def test_a_history_forged_whole_with_its_seals_lacks_the_mark(lines: None) -> None:
    actions.seal()
    tamper("DELETE FROM journal_seal")
    tamper("DELETE FROM journal_entry")
    with clock.at(AT):
        actions.record(actor=BINH, subject="case", subject_id=1, verb="submit")
    actions.seal()
    tamper("UPDATE journal_seal SET mark = ''")
    assert "không mang dấu của hệ thống này" in [b.what for b in queries.verify().broken]


def test_an_older_seal_is_held_by_the_marked_one_after_it(lines: None) -> None:
    actions.seal()
    tamper("UPDATE journal_seal SET mark = ''")
    with clock.at(AT):
        actions.record(actor=BINH, subject="case", subject_id=1, verb="accept")
    actions.seal()
    assert queries.verify().sound


def test_a_tail_cut_off_before_it_was_sealed_is_missed_by_the_case(lines: None) -> None:
    last = queries.head("case", 2)
    assert last is not None
    end = ("case", 2, last.seq, bytes(last.hash))
    assert queries.verify(ends=[end]).sound
    tamper("DELETE FROM journal_entry WHERE subject_id = 2 AND seq > 1")
    assert [str(b) for b in queries.verify(ends=[end]).broken] == [
        "case 2, dòng 2: thiếu đến dòng 3: đuôi đã bị cắt"
    ]


def test_a_last_line_written_anew_is_not_the_one_that_the_case_knows(lines: None) -> None:
    last = queries.head("case", 2)
    assert last is not None
    end = ("case", 2, last.seq, bytes(last.hash))
    tamper("DELETE FROM journal_entry WHERE subject_id = 2 AND seq = 3")
    with clock.at(AT):
        actions.record(actor=Actor(8, "Kẻ giả mạo"), subject="case", subject_id=2, verb="assign")
    assert queries.verify().sound
    assert [b.what for b in queries.verify(ends=[end]).broken] == ["không phải dòng cuối mà hồ sơ còn giữ"]


def test_a_tail_cut_off_with_its_seals_is_missed_by_the_witness(lines: None) -> None:
    actions.seal()
    with clock.at(AT):
        actions.record(actor=BINH, subject="case", subject_id=1, verb="accept")
    jobs.seal()
    assert queries.verify(witness=queries.witness()).sound
    tamper("DELETE FROM journal_entry WHERE seq = 4")
    tamper("DELETE FROM journal_seal WHERE id = (SELECT max(id) FROM journal_seal)")
    assert queries.verify().sound
    assert [b.what for b in queries.verify(witness=queries.witness()).broken] == [
        "đã ghi ở ngoài cơ sở dữ liệu mà ở đây không có"
    ]


_KEPT = "subject, subject_id, at, actor_name, role, verb, data, salt, digest, previous, hash"


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE journal_entry SET seq = 9 - seq WHERE subject_id = 1",  # turned round
        (
            f"INSERT INTO journal_entry (seq, {_KEPT}) SELECT 9, {_KEPT} FROM journal_entry"
            " WHERE subject_id = 1 AND seq = 1"
        ),
    ],
)
def test_lines_inserted_or_reordered_are_named(lines: None, sql: str) -> None:
    actions.seal()
    tamper(sql)
    assert queries.verify().broken[0].where.startswith("case 1, dòng")
