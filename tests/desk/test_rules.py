"""The operator's pages of competence, the dispatcher's candidates, and how good the routing was."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from ihanoi.cases import actions
from ihanoi.cases.models import Case
from ihanoi.journal import actions as journal
from ihanoi.kernel.actor import SYSTEM
from ihanoi.people import actions as people_actions
from ihanoi.people import queries as people
from ihanoi.people.words import Role
from ihanoi.routing import queries as routing
from ihanoi.routing.models import Competence, RuleSet
from ihanoi.routing.words import Why
from tests.conftest import City
from tests.desk.conftest import Enter

Submit = Callable[..., Case]
SETS = "/ban-xu-ly/tham-quyen"
QUALITY = "/ban-xu-ly/do-chinh-xac"


@pytest.fixture
def operator(city: City, enter: Enter) -> Client:
    new = people_actions.NewAccount("quan-tri@example.org", "Hoàng Minh Đức")
    account = people_actions.create_account(actor=SYSTEM, new=new)
    people_actions.grant(actor=SYSTEM, account_id=account.pk, agency_id=city.root, role=Role.OPERATOR)
    return enter(people.actor_for(account))


def begun(operator: Client) -> str:
    answer = operator.post(SETS, {"note": "Đèn chiếu sáng về Sở Xây dựng"})
    assert answer.status_code == 302
    return str(answer["Location"])


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_from_draft_to_switch_and_back(operator: Client, city: City, submitted: Submit) -> None:
    first = routing.in_force()
    case = submitted(text="Đèn đường hỏng, đèn chiếu sáng không sáng, ngõ tối om.")
    at = begun(operator)
    field = routing.field_by_code("chieu-sang")
    assert field is not None
    row = Competence.objects.get(rules__in_force_since=None, field=field.id)
    department = people.agency_by_code("so-xay-dung")
    assert department is not None
    given = {
        "field_id": field.id, "place": "", "agency_id": department.id, "valid_from": "2008-08-01", "valid_to": "",
    }  # fmt: skip
    assert operator.get(f"{at}/quy-tac/{row.pk}").status_code == 200
    assert operator.post(f"{at}/quy-tac/{row.pk}", given).status_code == 302
    assert operator.post(f"{at}/bat").status_code == 409
    assert operator.post(f"{at}/chay-thu", {"days": "30"}).status_code == 302
    page = text(operator.get(at))
    assert "sẽ tới nơi khác" in page
    assert case.title in page
    assert reverse("portal:case", args=[case.code]) in page
    assert operator.post(f"{at}/bat").status_code == 302
    assert routing.in_force() != first
    assert submitted(text="Đèn đường hỏng, đèn chiếu sáng không sáng.").lead_id == department.id
    assert operator.post(f"{SETS}/{first}/bat").status_code == 302
    assert routing.in_force() == first


def test_an_overlapping_rule_is_refused_at_its_field(operator: Client) -> None:
    at = begun(operator)
    field = routing.field_by_code("chieu-sang")
    assert field is not None
    given = {"field_id": field.id, "place": "", "agency_id": "", "valid_from": "2026-11-01"}
    answer = operator.post(f"{at}/quy-tac", given)
    assert answer.status_code == 422
    assert "hai quy tắc cùng hiệu lực" in text(answer)


def test_a_second_draft_is_refused_with_the_sentence_why(operator: Client) -> None:
    at = begun(operator)
    second = operator.post(SETS, {"note": "Bản thứ hai"})
    assert second.status_code == 409
    assert str(Why.DRAFT_OPEN) in text(second)
    assert f'href="{at}"' in text(second)


@pytest.mark.parametrize("note", ["", "\u202e"])
def test_a_draft_needs_to_say_what_for(operator: Client, note: str) -> None:
    answer = operator.post(SETS, {"note": note})
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in text(answer)
    assert RuleSet.objects.count() == 1


def test_what_is_wrong_comes_back_as_a_form(operator: Client) -> None:
    at = begun(operator)
    field = routing.field_by_code("chieu-sang")
    assert field is not None
    new = text(operator.get(f"{at}/quy-tac", {"linh-vuc": field.id}))
    assert f'value="{field.id}" selected' in new
    assert operator.post(f"{at}/quy-tac", {"field_id": field.id, "valid_from": "hôm qua"}).status_code == 422
    assert operator.post(f"{at}/nguong", {"field_id": "x"}).status_code == 404
    assert operator.get(f"{at}/chay-thu").status_code == 200


def test_thresholds_and_gaps_are_shown(operator: Client) -> None:
    at = begun(operator)
    row = Competence.objects.filter(rules__in_force_since=None, valid_to=None).first()
    assert row is not None
    assert operator.post(f"{at}/nguong", {"field_id": row.field_id, "percent": 80}).status_code == 302
    assert operator.post(f"{at}/nguong", {"field_id": row.field_id, "percent": 5}).status_code == 422
    assert 'value="80"' in text(operator.get(at))
    assert operator.post(f"{at}/quy-tac/{row.pk}", {"bo": "1"}).status_code == 302
    assert "bị bỏ trống" in text(operator.get(at))
    assert operator.post(f"{at}/bo").status_code == 302
    assert RuleSet.objects.count() == 1


def test_the_bench_shows_the_whole_reasoning_under_both_sets(operator: Client) -> None:
    begun(operator)
    asked = {"text": "Nắp hố ga vỡ trước cổng trường", "where": "29 Trần Quốc Toản, phường Cửa Nam"}
    page = text(operator.get(f"{SETS}/thu", asked))
    assert page.count("UBND phường Cửa Nam") >= 2
    assert "Đang dùng: bộ số 1" in page
    assert "Bản nháp: bộ số 2" in page
    assert "Cơ quan phối hợp: Công ty TNHH MTV Thoát nước Hà Nội." in page
    assert operator.get(f"{SETS}/thu", {"text": ""}).status_code == 200
    assert operator.get(f"{SETS}/thu", {"text": "x", "where": "21.0245, 105.8465"}).status_code == 200


@pytest.mark.parametrize("who", ["assigner", "handler", "approver", "dispatcher", "overseer", "sender"])
def test_others_find_no_rules(city: City, enter: Enter, operator: Client, who: str) -> None:
    at, client = begun(operator), enter(city.actors[who])
    for address in (SETS, f"{SETS}/thu", at, f"{at}/quy-tac", f"{at}/chay-thu"):
        assert client.get(address).status_code == 404, address
    for address in (SETS, f"{at}/quy-tac", f"{at}/chay-thu", f"{at}/bat", f"{at}/bo", f"{at}/nguong"):
        answer = client.post(address, {"note": "x", "field_id": "1", "percent": "50"})
        assert answer.status_code == 404, address
    assert routing.in_force() == RuleSet.objects.get(number=1).pk
    may_judge = who in ("dispatcher", "overseer")
    assert client.get(QUALITY).status_code == (200 if may_judge else 404)


def test_the_dispatcher_sends_on_with_one_press(city: City, enter: Enter, submitted: Submit) -> None:
    case = submitted(by_person=True)
    assert case.lead_id == city.root
    client = enter(city.dispatcher)
    page = text(client.get(f"/ban-xu-ly/{case.code}"))
    assert "Chuyển tới UBND phường Cửa Nam" in page
    assert "Vị trí có lẽ nằm trong phường Cửa Nam" in page
    answer = client.post(
        f"/ban-xu-ly/{case.code}/chuyen",
        {"agency_id": city.ward, "reason": "Vị trí nằm trong phường Cửa Nam.", "seen": case.version},
    )
    assert answer.status_code == 303
    case.refresh_from_db()
    assert case.lead_id == city.ward
    assert "Chuyển tới UBND" not in text(client.get(f"/ban-xu-ly/{case.code}"))


def test_officers_of_a_ward_see_no_candidates(city: City, enter: Enter, submitted: Submit) -> None:
    assert "noi-nhan" not in text(enter(city.assigner).get(f"/ban-xu-ly/{submitted().code}"))


def test_quality_tells_numerator_and_denominator(city: City, enter: Enter, submitted: Submit) -> None:
    client = enter(city.dispatcher)
    assert "Chưa có phản ánh nào" in text(client.get(QUALITY))
    right, wrong = submitted(), submitted(text="Hố ga mất nắp giữa đường")
    submitted(by_person=True)
    actions.receive(actor=city.assigner, case_id=right.pk, priority="normal")
    actions.send_up(actor=city.assigner, case_id=wrong.pk, reason="Thuộc phường bên.")
    actions.transfer(
        actor=city.dispatcher, case_id=wrong.pk, agency_id=city.other_ward, reason="Thuộc phường bên."
    )
    actions.receive(actor=city.other_assigner, case_id=wrong.pk, priority="normal")
    while journal.deliver().delivered:
        pass
    found = client.get(QUALITY, {"dang": "json"}).json()
    assert (found["decided"], found["automatic"], found["asked"], found["moved"]) == (3, 2, 1, 1)
    assert (found["right"], found["judged"]) == (1, 2)
    assert [(p["proposed"], p["settled"], p["count"]) for p in found["agencies_mixed"]] == [
        ("UBND phường Cửa Nam", "UBND phường Hoàn Kiếm", 1)
    ]
    assert sum(tenth["of"] for tenth in found["tenths"]) == 2
    page = text(client.get(QUALITY))
    assert "50,0" in page
    assert client.get(QUALITY, {"linh-vuc": right.field_id, "phuong": right.unit_id}).status_code == 200
    assert client.get(QUALITY, {"ngay": "x", "linh-vuc": "²"}).status_code == 200
