"""`ihanoi audit`: the acts of some days as lines of JSON, masked; and that they were written out is itself an act."""

from __future__ import annotations

import json
import os
import pwd
from contextlib import nullcontext
from datetime import UTC, datetime
from typing import Any

import pytest
from click.testing import CliRunner, Result
from django.db import transaction

from ihanoi.journal import actions
from ihanoi.journal import queries as journal
from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor, Seat
from ihanoi.operation import cli

pytestmark = pytest.mark.django_db
BINH = Actor(5, "Nguyễn Thị Bình", (Seat("operator", 1),))


@pytest.fixture(autouse=True)
def in_the_tests_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli, "_django", nullcontext)
    monkeypatch.delenv("SUDO_USER", raising=False)


def run(since: str, until: str) -> Result:
    return CliRunner().invoke(cli.main, ["audit", "--since", since, "--until", until])


def written(since: str, until: str) -> list[dict[str, Any]]:
    done = run(since, until)
    assert done.exit_code == 0, done.output
    return [json.loads(line) for line in done.stdout.splitlines()]


def acts_on(*moments: datetime) -> None:
    for number, moment in enumerate(moments, start=1):
        with clock.at(moment), transaction.atomic():
            actions.record(
                actor=BINH, subject="seat", subject_id=number, verb="grant", role="operator", agency_id=1,
                data={"name": "Trần Văn Cường", "phone": "0912345678", "days": 3},
            )  # fmt: skip


def test_the_days_are_those_of_the_city_and_both_count() -> None:
    acts_on(
        datetime(2026, 10, 31, 16, 59, tzinfo=UTC),  # a minute before the first of November in Hanoi
        datetime(2026, 10, 31, 17, 0, tzinfo=UTC),
        datetime(2026, 11, 2, 16, 59, tzinfo=UTC),
        datetime(2026, 11, 2, 17, 0, tzinfo=UTC),
    )
    assert [act["subject_id"] for act in written("2026-11-01", "2026-11-02")] == [2, 3]


def test_history_and_reads_are_written_masked() -> None:
    acts_on(moment := datetime(2026, 11, 2, 3, 0, tzinfo=UTC))
    with clock.at(moment):
        actions.record_read(
            actor=BINH, kind="contact", way="desk:case", owner_id=9, reason="Gọi lại cho bà Tư"
        )
    grant, read = written("2026-11-02", "2026-11-02")
    assert grant.pop("id") and read.pop("id")
    assert grant == {
        "log": "history", "at": "2026-11-02T03:00:00+00:00", "act": "grant", "actor_id": 5, "role": "operator",
        "agency_id": 1, "subject": "seat", "subject_id": 1,
        "given": {"name": "•", "phone": "•", "days": 3, "said": "•"},
    }  # fmt: skip
    assert (read["log"], read["act"], read["actor_id"]) == ("reads", "contact", 5)
    assert read["given"] == {"way": "desk:case", "owner": 9, "reason": True}


def test_who_had_them_for_which_days_stands_in_history(monkeypatch: pytest.MonkeyPatch) -> None:
    written("2026-11-01", "2026-11-30")
    monkeypatch.setenv("SUDO_USER", "lan")
    written("2026-12-01", "2026-12-31")
    user = pwd.getpwuid(os.getuid()).pw_name
    lines = journal.history("audit", 0)
    assert [(line.verb, line.data) for line in lines] == [
        ("export_audit", {"by": user, "first": "2026-11-01", "last": "2026-11-30"}),
        ("export_audit", {"by": f"lan/{user}", "first": "2026-12-01", "last": "2026-12-31"}),
    ]
    with clock.at(datetime(2027, 1, 4, 3, 0, tzinfo=UTC)):
        (own,) = written("2027-01-04", "2027-01-04")  # an audit record like others
    assert (own["act"], own["given"]["first"]) == ("export_audit", "2027-01-04")
    assert journal.verify().sound


def test_a_user_without_a_name_is_a_number(monkeypatch: pytest.MonkeyPatch) -> None:
    def nameless(number: int) -> object:
        raise KeyError(number)

    monkeypatch.setattr(pwd, "getpwuid", nameless)
    written("2026-11-01", "2026-11-01")
    (line,) = journal.history("audit", 0)
    assert line.data["by"] == str(os.getuid())


@pytest.mark.parametrize(
    ("since", "until", "says"),
    [
        ("hôm qua", "2026-11-01", "hôm qua is no day"),
        ("2026-11-01", "2026-11-31", "2026-11-31 is no day"),
        ("2026-11-02", "2026-11-01", "2026-11-01 is before 2026-11-02"),
    ],
)
def test_what_are_no_days_is_said_and_leaves_no_line(since: str, until: str, says: str) -> None:
    done = run(since, until)
    assert done.exit_code == 1 and says in done.output
    assert not journal.history("audit", 0)
