"""The operator's page of the reader: versions, the switch and back, training anew; nobody else finds it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from ihanoi.cases.queries import Shelf, Tally
from ihanoi.journal.models import Entry
from ihanoi.kernel.actor import SYSTEM
from ihanoi.people import actions as people_actions
from ihanoi.people import queries as people
from ihanoi.people.words import Role
from ihanoi.routing import actions, jobs, queries, training
from ihanoi.routing.models import Edition, ReaderVersion, Training
from ihanoi.routing.reader import SHIPPED
from tests.conftest import City
from tests.desk.conftest import Enter

PAGE = "/ban-xu-ly/may-doc"


@pytest.fixture
def operator(city: City, enter: Enter) -> Client:
    queries.forget()
    new = people_actions.NewAccount("quan-tri@example.org", "Hoàng Minh Đức")
    account = people_actions.create_account(actor=SYSTEM, new=new)
    people_actions.grant(actor=SYSTEM, account_id=account.pk, agency_id=city.root, role=Role.OPERATOR)
    return enter(people.actor_for(account))


def text(answer: Any) -> str:
    return str(answer.content.decode())


def second() -> None:
    """A version that reads the same as the shipped one."""
    assert actions.adopt(actor=SYSTEM, weights=SHIPPED.read_bytes() + b"\0").number == 2


def test_the_version_in_use_stands_with_its_figures_and_their_n(operator: Client) -> None:
    page = text(operator.get(PAGE))
    row = ReaderVersion.objects.get()
    assert "Bản số 1" in page
    assert "Đang dùng" in page
    assert row.version in page
    assert f"n = {row.tested} bài" in page
    assert "đi kèm phần mềm" in page
    assert "Dùng bản số" not in page


def test_back_to_a_version_and_forward_again_are_recorded(operator: Client) -> None:
    second()
    page = text(operator.get(PAGE))
    assert "Trở về bản số 1" in page
    assert "không đổi" in page
    assert "Từ nay bản số 1" in text(operator.post(f"{PAGE}/1/dung", follow=True))
    card = queries.reader_card()
    assert card is not None and card.number == 1
    assert "Dùng bản số 2" in text(operator.get(PAGE))
    told = Entry.objects.filter(subject="reader", verb="switch_on").order_by("-id").first()
    assert told is not None
    assert told.data["number"] == 1
    assert told.actor_name == "Hoàng Minh Đức"
    again = operator.post(f"{PAGE}/1/dung")
    assert again.status_code == 409
    assert "đang được dùng rồi" in text(again)
    assert operator.post(f"{PAGE}/9/dung").status_code == 404


def test_training_runs_once_and_says_what_came_of_it(
    operator: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(training, "train", lambda *_given: SHIPPED.read_bytes())
    page = text(operator.post(f"{PAGE}/huan-luyen", follow=True))
    assert "Đang huấn luyện, từ" in page
    assert "Huấn luyện ngay" not in page
    assert operator.post(f"{PAGE}/huan-luyen").status_code == 409
    jobs.train(training_id=Training.objects.get().pk)
    page = text(operator.get(PAGE))
    assert "Huấn luyện ngay" in page
    assert "Không có gì mới để học" in page
    assert "Hoàng Minh Đức" in page


def test_a_worse_version_is_shown_with_how_much_worse(operator: Client) -> None:
    Training.objects.create(
        asked_at=ReaderVersion.objects.get().made_at, ended_at=ReaderVersion.objects.get().made_at,
        figures={"first": 0.9}, before={"first": 0.96}, tested=103, refusal="worse",
    )  # fmt: skip
    page = text(operator.get(PAGE))
    assert "kém hơn bản đang dùng" in page
    assert "kém 6,0 điểm phần trăm" in page


def test_without_any_version_the_page_says_so(operator: Client) -> None:
    Edition.objects.update(reader=None)
    ReaderVersion.objects.all().delete()
    queries.forget()
    assert "Chưa có bản đọc nào" in text(operator.get(PAGE))


@pytest.mark.parametrize("who", ["assigner", "handler", "approver", "dispatcher", "overseer", "sender"])
def test_others_find_no_reader(city: City, enter: Enter, who: str) -> None:
    client = enter(city.actors[who])
    assert client.get(PAGE).status_code == 404
    for address in (f"{PAGE}/1/dung", f"{PAGE}/huan-luyen"):
        assert client.post(address).status_code == 404
    assert not Training.objects.exists()


def test_the_rail_says_where_counting_stopped(
    city: City, enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    lengths = {Shelf.MINE.value: Tally(total=1000, capped=True), "reception": Tally(total=12)}
    monkeypatch.setattr("ihanoi.cases.queries.lengths", lambda *_given: lengths)
    for address in ("/ban-xu-ly/so-lieu", "/ban-xu-ly/menu"):
        page = text(enter(city.assigner).get(address))
        assert ">1.000+<" in page
        assert ">12<" in page
