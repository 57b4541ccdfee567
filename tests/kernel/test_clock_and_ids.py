"""The clock can be held, for one block and one context only; identifiers follow it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from threading import Thread

import pytest

from ihanoi.kernel import clock
from ihanoi.kernel.actor import PUBLIC, SYSTEM, Actor, Seat
from ihanoi.kernel.denials import Denied, Invalid, NotFound
from ihanoi.kernel.ids import uuid7

LATE = datetime(2026, 11, 16, 17, 30, tzinfo=UTC)  # half past midnight of the 17th in Hanoi


def test_the_clock_stands_for_the_block_and_goes_on_after_it() -> None:
    with clock.at(LATE):
        assert clock.now() == LATE
        with clock.at(LATE + timedelta(days=1)):
            assert clock.today() == date(2026, 11, 18)
        assert clock.today() == date(2026, 11, 17)
    assert clock.now() > LATE - timedelta(days=10_000) and clock.now() != LATE


def test_the_clock_goes_on_after_a_failure() -> None:
    with pytest.raises(ZeroDivisionError), clock.at(LATE):
        _ = 1 / 0
    assert clock.now() != LATE


def test_another_thread_keeps_its_own_time() -> None:
    seen: list[datetime] = []
    with clock.at(LATE):
        thread = Thread(target=lambda: seen.append(clock.now()))
        thread.start()
        thread.join()
    assert seen != [LATE]


def test_a_moment_without_a_zone_is_no_moment() -> None:
    with pytest.raises(ValueError, match="aware"), clock.at(datetime(2026, 11, 16)):  # noqa: DTZ001 - the point of the test
        pass


def test_identifiers_sort_by_birth_and_are_of_version_7() -> None:
    born = []
    for second in range(5):
        with clock.at(LATE + timedelta(seconds=second)):
            born.append(uuid7())
    assert born == sorted(born) and len(set(born)) == 5
    assert {(each.version, each.variant) for each in born} == {(7, "specified in RFC 4122")}


def test_an_actor_holds_a_role_where_the_seat_is() -> None:
    actor = Actor(1, "Lan", (Seat("handler", 7), Seat("approver", 8)))
    assert actor.holds("handler") and actor.holds("handler", 7) and not actor.holds("handler", 8)
    assert (actor.agencies("approver"), actor.agencies()) == ({8}, {7, 8})
    assert not PUBLIC.agencies() and SYSTEM.is_system


def test_each_denial_has_its_sentence_and_its_status() -> None:
    wrong = Invalid({"text": "Viết rõ hơn.", "address": "Cần vị trí."})
    assert (wrong.reason, wrong.status, list(wrong.errors)) == ("Viết rõ hơn.", 422, ["text", "address"])
    assert (Denied("Không.").status, NotFound("Không có.").status) == (409, 404)
