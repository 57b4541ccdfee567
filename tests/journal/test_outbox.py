"""Events are told at least once, and no listener suffers from another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from django.test import override_settings

from ihanoi.journal import actions, jobs, queries
from ihanoi.journal.actions import outbox
from ihanoi.journal.models import Event
from ihanoi.journal.ports import Told
from ihanoi.kernel import clock
from ihanoi.kernel.actor import SYSTEM

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 16, 1, 0, tzinfo=UTC)
HERE = "tests.journal.test_outbox"
LISTENERS = {"Moved": (f"{HERE}.good", f"{HERE}.picky"), "Other": (f"{HERE}.good",)}
told: list[int] = []
wrote: list[int] = []


@dataclass(frozen=True)
class Moved:
    """An event of the tests."""

    case_id: int
    at: datetime | None = None


@dataclass(frozen=True)
class Unheard:
    """Nobody listens to it."""


def good(events: Sequence[Told]) -> None:
    told.extend(e.data["case_id"] for e in events)


def picky(events: Sequence[Told]) -> None:
    """Fails on case 13, after having written for the others of its batch."""
    for event in events:
        if event.data["case_id"] == 13:
            raise RuntimeError("thirteen")
        Event.objects.create(
            at=event.at, name="Written", data={"case_id": event.data["case_id"]}, parked_at=event.at
        )


@pytest.fixture(autouse=True)
def listeners() -> object:
    told.clear()
    with override_settings(LISTENERS=f"{HERE}.LISTENERS"), clock.at(AT):
        yield


def test_an_event_leaves_the_outbox_when_all_have_it() -> None:
    actions.announce(Moved(1))
    assert jobs.relay() == 1
    assert told == [1]
    assert not Event.objects.exclude(name="Written").exists()


def test_the_event_carries_its_fields_in_plain_json() -> None:
    actions.announce(Moved(1, AT))
    assert Event.objects.get().data == {"case_id": 1, "at": "2026-11-16T01:00:00+00:00"}


def test_an_event_without_listeners_is_dropped() -> None:
    actions.announce(Unheard())
    assert jobs.relay() == 1
    assert queries.outbox()["count"] == 0


def test_events_come_in_their_order_and_in_batches() -> None:
    actions.announce_many(Moved(n) for n in range(30, 60))
    assert actions.deliver(batch=7).delivered == 30
    assert told == list(range(30, 60))


def test_a_bad_event_delays_neither_the_others_nor_the_other_listener() -> None:
    actions.announce_many(Moved(n) for n in (12, 13, 14))
    done = actions.deliver()
    assert (done.delivered, done.delayed) == (2, 1)
    assert told == [12, 13, 14]
    assert sorted(e.data["case_id"] for e in Event.objects.filter(name="Written")) == [12, 14]
    late = Event.objects.get(name="Moved")
    assert late.waiting == [f"{HERE}.picky"]
    assert "RuntimeError: thirteen" in late.error


def test_a_delayed_event_waits_longer_each_time_and_is_parked_at_last() -> None:
    actions.announce(Moved(13))
    now, waits = AT, []
    for _ in range(outbox.TRIES):
        with clock.at(now):
            actions.deliver()
            assert actions.deliver().delayed == 0, "not due yet"
        event = Event.objects.get()
        assert event.not_before is not None
        waits.append(event.not_before - now)
        now = event.not_before
    assert waits[:3] == [timedelta(seconds=10), timedelta(seconds=20), timedelta(seconds=40)]
    assert [e.pk for e in queries.parked()] == [event.pk]
    assert queries.outbox() == {"count": 0, "oldest": None, "parked": 1}
    assert told == [13], "the listener that had it is not told again"


def test_a_parked_event_gets_another_chance_when_a_person_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    actions.announce(Moved(13))
    monkeypatch.setattr(outbox, "TRIES", 1)
    assert actions.deliver().parked == 1
    monkeypatch.setitem(LISTENERS, "Moved", (f"{HERE}.good",))
    event = queries.parked()[0]
    assert actions.unpark(actor=SYSTEM, event_ids=[event.pk]) == 1
    event.refresh_from_db()
    assert (event.parked_at, event.tries) == (None, 0)
