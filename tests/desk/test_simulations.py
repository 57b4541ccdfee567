"""The operator's simulator: asked, watched, read and taken along as CSV."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from types import SimpleNamespace
from uuid import UUID

import pytest
from django.test import Client

from ihanoi.cases import actions, jobs, queries
from ihanoi.cases.actions import simulating
from ihanoi.cases.models import Case
from ihanoi.cases.words import State
from ihanoi.kernel import clock
from ihanoi.kernel.actor import SYSTEM, Actor
from ihanoi.people import actions as people_actions
from ihanoi.people import queries as people
from ihanoi.people.words import Role
from tests.cases.stages import bring
from tests.conftest import MONDAY, City

AT = "/ban-xu-ly/mo-phong"


@pytest.fixture
def client(city: City, enter: Callable[[Actor], Client], monkeypatch: pytest.MonkeyPatch) -> Client:
    task = SimpleNamespace(defer=lambda simulation_id: None)
    monkeypatch.setattr(simulating, "app", SimpleNamespace(configure_task=lambda name: task))
    new = people_actions.NewAccount("quan-tri@example.org", "Quản Trị Viên")
    account = people_actions.create_account(actor=SYSTEM, new=new)
    people_actions.grant(
        actor=SYSTEM,
        account_id=account.pk,
        agency_id=city.root,
        role=Role.OPERATOR,
        valid_from=date(2020, 1, 1),
    )
    return enter(people.actor_for(account))


def test_only_the_operator_finds_it(city: City, enter: Callable[[Actor], Client]) -> None:
    assert enter(city.overseer).get(AT).status_code == 404


def test_a_question_and_its_answer(
    client: Client, city: City, submitted: Callable[..., Case], upload: Callable[..., UUID]
) -> None:
    assert "Chưa hỏi lần nào" in client.get(AT).content.decode()
    case = submitted()
    with clock.at(MONDAY + timedelta(hours=3)):
        bring(case, State.RESOLVED, city, upload)
    with clock.at(MONDAY + timedelta(days=2)):
        asked = client.post(AT, {"days": 30, "reception": 1, "assigners": 2}, follow=True).content.decode()
        assert "Đang chạy: 0 trong 0 cơ quan" in asked
        row = queries.simulations()[0]
        assert "agency,cases" in client.get(f"{AT}/{row.id}.csv").content.decode()
        jobs.simulate(row.id)
        page = client.get(f"{AT}/{row.id}").content.decode()
        part = client.get(f"{AT}/{row.id}", headers={"HX-Request": "true"}).content.decode()
    for said in ("Tiếp nhận: 1 giờ làm việc", "Mô hình lặp lại được", "UBND phường Cửa Nam", "100"):
        assert said in page
    assert "<html" not in part
    lines = client.get(f"{AT}/{row.id}.csv").content.decode("utf-8-sig").splitlines()
    assert lines[1].startswith("Toàn thành phố,1,reception,0,0,1,")
    assert len(lines) == 7
    assert "Tiếp nhận: 1 giờ làm việc" in client.get(AT).content.decode()


def test_nothing_to_simulate(client: Client) -> None:
    client.post(AT, {"days": 30})
    row = queries.simulations()[0]
    actions.run_simulation(actor=SYSTEM, simulation_id=row.id)
    assert "Không có phản ánh nào" in client.get(f"{AT}/{row.id}").content.decode()


def test_what_is_wrong(client: Client) -> None:
    assert client.post(AT, {"days": 31}).status_code == 422
    client.post(AT, {"days": 30, "normal": 5})
    again = client.post(AT, {"days": 30})
    assert (again.status_code, "chưa xong" in again.content.decode()) == (422, True)
    assert client.get(f"{AT}/0").status_code == 404
