"""Ids are given before commits: a seal waits for lines that may still appear below its end."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Event, Thread

import pytest
from django.db import connection, transaction

from ihanoi.journal import actions, queries
from ihanoi.kernel.actor import SYSTEM

pytestmark = pytest.mark.django_db(transaction=True)


def write(case: int) -> None:
    actions.record(actor=SYSTEM, subject="case", subject_id=case, verb="submit", first=True)


@pytest.fixture
def slow_writer() -> Iterator[Event]:
    """Another process has written a line and not committed yet, until the event is set."""
    written, finish = Event(), Event()

    def work() -> None:
        with transaction.atomic():
            write(1)
            written.set()
            finish.wait(10)
        connection.close()

    thread = Thread(target=work)
    thread.start()
    assert written.wait(10)
    yield finish
    finish.set()
    thread.join()


def test_nothing_is_sealed_while_a_lower_id_is_open(slow_writer: Event) -> None:
    with transaction.atomic():
        write(2)
    assert actions.seal(patience=0.1) == []


def test_the_seal_takes_the_late_line_with_it(slow_writer: Event) -> None:
    with transaction.atomic():
        write(2)
    Thread(target=lambda: (slow_writer.wait(0.2), slow_writer.set())).start()
    assert [s.count for s in actions.seal(patience=5)] == [2]
    assert queries.verify().sound


def test_writers_are_not_kept_waiting(slow_writer: Event) -> None:
    sealer = Thread(target=lambda: (actions.seal(patience=1), connection.close()))
    sealer.start()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '100ms'")
        write(3)
    sealer.join()


def test_of_two_sealers_at_once_one_goes_home() -> None:
    with transaction.atomic():
        write(1)
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtext('journal.seal'))")
        assert actions.seal() == []
        cursor.execute("SELECT pg_advisory_unlock(hashtext('journal.seal'))")
    other.close()
    assert [s.count for s in actions.seal()] == [1]
