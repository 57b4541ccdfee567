"""What machines ask: alive, ready, measured."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import Error, connection, transaction
from django.test import Client
from prometheus_client.parser import text_string_to_metric_families as families
from pytest_django import Settings

from ihanoi.cases import actions as cases
from ihanoi.cases.models import Case
from ihanoi.journal import actions as journal
from ihanoi.kernel import clock
from ihanoi.kernel.actor import PUBLIC
from ihanoi.operation import actions, backup, checking
from tests.conftest import City

TOKEN = {"authorization": "Bearer a-long-token"}


def measured() -> dict[str, dict[tuple[str, ...], float]]:
    """Name of a sample → values by the values of its labels, in the order of their names."""
    body = Client().get("/metrics", headers=TOKEN).content.decode()
    found: dict[str, dict[tuple[str, ...], float]] = {}
    for family in families(body):
        for sample in family.samples:
            found.setdefault(sample.name, {})[tuple(sample.labels.values())] = sample.value
    return found


@pytest.fixture
def token(settings: Settings) -> None:
    """A monitoring server may ask."""
    settings.METRICS_TOKEN = "a-long-token"


def test_a_process_says_that_it_lives() -> None:
    assert Client().get("/alive").json() == {"alive": True}


def test_it_is_ready_with_its_database(db: None) -> None:
    answer = Client().get("/ready")
    assert (answer.status_code, answer.json()) == (200, {"ready": True})
    assert "no-store" in answer["Cache-Control"]


def test_without_the_database_it_is_not_ready(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise Error("gone")

    with monkeypatch.context() as patched:
        patched.setattr(connection, "ensure_connection", refuse)
        answer = Client().get("/ready")
    assert (answer.status_code, answer.json()) == (503, {"ready": False})


def test_an_older_schema_is_not_ready(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "missing_migrations", lambda: 2)
    checking._migrated.clear()
    assert Client().get("/ready").status_code == 503


@pytest.mark.parametrize(
    "headers", [{}, {"authorization": "Bearer wrong"}, {"authorization": "a-long-token"}]
)
def test_only_who_bears_the_token_is_told(db: None, token: None, headers: dict[str, str]) -> None:
    assert Client().get("/metrics", headers=headers).status_code == 404


def test_without_a_token_there_is_no_such_page(db: None) -> None:
    assert Client().get("/metrics", headers={"authorization": "Bearer "}).status_code == 404


def test_the_work_is_counted(
    token: None, submitted: Callable[..., Case], settings: Settings, tmp_path: Path, city: Any
) -> None:
    settings.BACKUPS = str(tmp_path)
    made = tmp_path / "ihanoi-20261115T010000Z"
    made.mkdir()
    (made / backup.LIST).write_text("{}")
    submitted()
    found = measured()
    assert found["ihanoi_cases_open"] == {("submitted",): 1}
    assert found["ihanoi_cases_overdue"] == {(): 0}
    assert found["ihanoi_outbox_waiting"][()] >= 1
    assert found["ihanoi_worker_seen_seconds"] == {(): -1}
    assert found["ihanoi_backup_age_seconds"] == {(): 24 * 3600}
    assert found["ihanoi_database_bytes"][()] > 1_000_000


def test_a_history_that_nobody_verified_is_told_from_one_that_is_broken(db: None, token: None) -> None:
    assert measured()["ihanoi_history_verified_seconds"] == {(): -1}
    now = clock.now()
    with clock.at(now - timedelta(hours=3)):
        actions.note_verification(2)
    with clock.at(now):
        found = measured()
        assert found["ihanoi_history_verified_seconds"] == {(): 3 * 3600}
        assert found["ihanoi_history_broken"] == {(): 2}
        actions.note_verification(0)
        found = measured()
    assert found["ihanoi_history_verified_seconds"] == {(): 0}
    assert found["ihanoi_history_broken"] == {(): 0}


def test_lock_outs_and_unsealings_of_the_last_hour_are_counted(
    token: None, submitted: Callable[..., Case], city: City
) -> None:
    def lock(*account_ids: int) -> None:
        for account_id in account_ids:
            with transaction.atomic():
                journal.record_in_turn(
                    actor=PUBLIC, subject="sign_in", subject_id=account_id, verb="locked", data={}
                )

    now = clock.now()
    with clock.at(now - timedelta(hours=2)):
        lock(1, 2)
        journal.seal()
    assert measured()["ihanoi_lockouts"] == {(): 0}
    lock(3, 3, 3, 4)
    case = submitted(confidential=True)
    cases.unseal(actor=city.overseer, case_id=case.pk, reason="Công an đề nghị xác minh người gửi này.")
    found = measured()
    assert found["ihanoi_lockouts"] == {(): 2}
    assert found["ihanoi_unsealings"] == {(): 1}


def test_requests_are_counted_by_view(db: None, token: None) -> None:
    before = measured().get("ihanoi_requests_total", {}).get(("GET", "200", "operation:alive"), 0)
    Client().get("/alive")
    Client().generic("BREW", "/alive")
    Client().get("/there-is-no-such-page-412")
    found = measured()
    assert found["ihanoi_requests_total"]["GET", "200", "operation:alive"] == before + 1
    assert found["ihanoi_requests_total"]["other", "405", "operation:alive"] >= 1
    assert found["ihanoi_requests_total"]["GET", "404", "none"] >= 1
    assert found["ihanoi_request_seconds_count"][("operation:alive",)] >= 1


def test_nothing_personal_is_measured(token: None, submitted: Callable[..., Case], city: Any) -> None:
    case = submitted()
    Client().get(f"/cua-toi/{case.code}")
    body = Client().get("/metrics", headers=TOKEN).content.decode()
    assert case.code not in body
    assert "example.org" not in body


def test_no_backup_has_no_age(tmp_path: Path) -> None:
    assert backup.newest(tmp_path) is None
