"""One spelling per value, and what the timetable starts."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from ihanoi.journal import actions, jobs, queries, rules
from ihanoi.kernel.actor import SYSTEM


def test_values_have_one_spelling() -> None:
    hanoi = datetime(2026, 11, 16, 8, tzinfo=timezone(timedelta(hours=7)))
    assert rules.canonical({"b": hanoi, "a": date(2026, 11, 16), "c": {3, 1, 2}}) == (
        '{"a":"2026-11-16","b":"2026-11-16T01:00:00+00:00","c":[1,2,3]}'
    )


def test_what_has_no_spelling_is_refused() -> None:
    with pytest.raises(TypeError, match="cannot keep a object"):
        rules.canonical({"a": object()})
    with pytest.raises(ValueError, match="not JSON compliant"):
        rules.canonical({"a": float("nan")})


@pytest.mark.django_db
def test_the_jobs_drain_and_seal() -> None:
    actions.record(actor=SYSTEM, subject="test", subject_id=1, verb="made", first=True)
    assert jobs.seal() == 1
    assert jobs.seal() == 0
    assert jobs.relay() == 0
    assert queries.verify().sound


def test_moments_keep_their_microseconds() -> None:
    assert rules.micros(datetime(1970, 1, 1, 0, 0, 1, 5, tzinfo=UTC)) == 1_000_005
