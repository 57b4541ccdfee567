"""Lines of history hide numbers and addresses; what was given lies sealed beside, is read with it and goes with it."""

from __future__ import annotations

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from ihanoi.journal import actions, queries
from ihanoi.journal.actions import Line
from ihanoi.journal.models import Entry, Said
from ihanoi.kernel import clock
from ihanoi.kernel.actor import SYSTEM, Actor
from tests.cases.stages import ANSWER

BINH = Actor(7, "Nguyễn Thị Bình")
TOLD = {"text": "Gọi 0912 345 678 hoặc binh@example.org", "files": 2}
pytestmark = pytest.mark.django_db


def told(actor: Actor = BINH) -> Entry:
    return actions.record(actor=actor, subject="case", subject_id=1, verb="add", data=TOLD)


def test_a_line_hides_what_its_reader_is_told() -> None:
    told()
    kept = Entry.objects.get().data
    assert kept["text"] == "Gọi •••• ••• ••• hoặc ••••@•••••••.•••"
    assert queries.history("case", 1)[0].data == TOLD
    assert queries.data_of("case", [(1, 1)]) == {(1, 1): TOLD}
    head = queries.head("case", 1)
    assert head is not None and head.data == TOLD
    assert queries.verify().sound


def test_many_lines_do_the_same() -> None:
    at = clock.now()
    lines = [
        Line(BINH, "case", case, "add", at, data=TOLD if case == 2 else {"text": ANSWER}) for case in (1, 2)
    ]
    actions.record_many(lines=lines)
    assert Said.objects.count() == 1
    assert [queries.history("case", case)[0].data["text"] for case in (1, 2)] == [ANSWER, TOLD["text"]]
    assert queries.verify().sound


def test_a_line_without_a_number_keeps_nothing_beside() -> None:
    actions.record(
        actor=SYSTEM, subject="case", subject_id=1, verb="x", data={"ids": (1, 2), "day": "2026-11-16"}
    )
    assert not Said.objects.exists()
    assert queries.head("case", 2) is None


def test_other_words_put_beside_a_line_are_not_told() -> None:
    told()
    Said.objects.update(data='{"text":"Gọi 0999 999 999"}')
    assert "•••" in queries.history("case", 1)[0].data["text"]


def test_they_are_erased_with_the_line_of_whoever_is_forgotten() -> None:
    told()
    told(Actor(8, "Trần Văn An"))
    with transaction.atomic():
        assert actions.erase_lines(subject="case", subject_ids=[1], actor_id=7) == 1
    assert [line.data for line in queries.history("case", 1)] == [{"erased": True}, TOLD]
    assert Said.objects.count() == 1
    assert queries.verify().sound


def test_nothing_is_asked_for_where_nothing_is_hidden() -> None:
    actions.record(actor=SYSTEM, subject="case", subject_id=1, verb="x", data={"text": ANSWER})
    with CaptureQueriesContext(connection) as asked:
        queries.history("case", 1)
    assert len(asked) == 1
