"""Audit records on their way: the collector may take its time, and nobody in the database waits for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

import pytest
from django.db import connection
from psycopg.pq import TransactionStatus
from pytest_django import Settings

from ihanoi.journal import actions
from ihanoi.journal.models import Sent
from ihanoi.journal.queries import Audited
from ihanoi.kernel.actor import SYSTEM, Actor


class Watching:
    """A collector that looks around while it is sent something."""

    seen: ClassVar[list[int]] = []
    meanwhile: ClassVar[Callable[[], object]]

    def __init__(self, _url: str) -> None:
        pass

    def send(self, acts: Sequence[Audited], /) -> None:
        self.seen.extend(act.id for act in acts)
        type(self).meanwhile()


@pytest.fixture
def watching(settings: Settings) -> type[Watching]:
    settings.AUDIT_SYSLOG = "tcp://nobody"
    settings.AUDIT_CLIENT = f"{__name__}.Watching"
    Watching.seen.clear()
    return Watching


@pytest.mark.django_db(transaction=True)
def test_no_transaction_is_open_while_the_collector_takes_its_time(watching: type[Watching]) -> None:
    found: list[TransactionStatus] = []
    watching.meanwhile = lambda: found.append(connection.connection.info.transaction_status)
    actions.record_read(actor=Actor(5), kind="contact", way="desk:case", owner_id=9)
    assert actions.send_audit(actor=SYSTEM) == 1
    assert found == [TransactionStatus.IDLE]


@pytest.mark.django_db
def test_of_two_senders_the_slower_one_leaves_the_cursor_where_it_is(watching: type[Watching]) -> None:
    actions.record_read(actor=Actor(5), kind="contact", way="desk:case", owner_id=9)
    watching.meanwhile = lambda: Sent.objects.filter(log="reads").update(last_id=10**9)
    assert actions.send_audit(actor=SYSTEM) == 0
    assert len(watching.seen) == 1
    assert Sent.objects.get(log="reads").last_id == 10**9
