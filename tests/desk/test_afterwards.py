"""The desk's pages about what came after the answers: findings, checks, matters that came back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest

from ihanoi.accountability import queries as accountability
from ihanoi.cases import actions
from ihanoi.cases.models import Case
from ihanoi.cases.words import State
from ihanoi.kernel import clock
from tests.cases.stages import bring
from tests.conftest import CUA_NAM, MONDAY, City
from tests.desk.conftest import Enter

Submit = Callable[..., Case]
Upload = Callable[..., UUID]
DESK = "/ban-xu-ly/"


@pytest.fixture
def unhappy(city: City, submitted: Submit, upload: Upload) -> Case:
    case = bring(submitted(), State.PUBLISHED, city, upload)
    return actions.rate(
        actor=city.sender, case_id=case.pk, value="dissatisfied", reason="vague", text="Chưa thấy ai đến."
    )


def test_the_queue_leads_to_the_form_and_the_form_to_a_new_round(
    city: City, enter: Enter, unhappy: Case
) -> None:
    client = enter(city.overseer)
    queue = client.get(f"{DESK}cho-ket-luan").content.decode()
    assert unhappy.title in queue
    assert f"{DESK}{unhappy.code}/ket-luan-danh-gia" in queue
    page = client.get(f"{DESK}{unhappy.code}").content.decode()
    assert "Trả lời chung chung." in page and "Chưa thấy ai đến." in page
    sent = client.post(
        f"{DESK}{unhappy.code}/ket-luan-danh-gia",
        {"justified": "1", "cause": "vague", "text": "Trả lời không nói làm ở đâu."},
        follow=True,
    )
    assert sent.status_code == 200
    shown = client.get(f"{DESK}{unhappy.code}").content.decode()
    assert "Lượt xử lý thứ 1" in shown
    assert "Đánh giá chưa hài lòng có cơ sở: Trả lời chung chung." in shown
    assert "Trả lời không nói làm ở đâu." in shown
    paper = client.get(f"{DESK}{unhappy.code}/phieu").content.decode()
    assert "Trả lời không nói làm ở đâu." in paper


def test_findings_are_counted_and_listed(city: City, enter: Enter, unhappy: Case) -> None:
    actions.review(
        actor=city.overseer,
        case_id=unhappy.pk,
        justified=False,
        cause="outside",
        text="Ngoài thẩm quyền phường.",
    )
    page = enter(city.overseer).get(f"{DESK}sau-tra-loi").content.decode()
    assert "Mong muốn ngoài thẩm quyền của cơ quan" in page
    assert "Ngoài thẩm quyền phường." in page
    assert "UBND phường Cửa Nam" in page
    only = enter(city.overseer).get(f"{DESK}sau-tra-loi?ket-luan=co-co-so").content.decode()
    assert "Ngoài thẩm quyền phường." not in only
    others = enter(city.other_approver).get(f"{DESK}sau-tra-loi").content.decode()
    assert "Ngoài thẩm quyền phường." not in others


def test_checks_are_listed(city: City, enter: Enter, submitted: Submit, upload: Upload) -> None:
    case = bring(submitted(), State.CHECKING, city, upload)
    client = enter(city.overseer)
    assert case.title in client.get(f"{DESK}cho-phuc-tra").content.decode()
    assert "Được rút để phúc tra." in client.get(f"{DESK}{case.code}").content.decode()
    client.post(f"{DESK}{case.code}/phuc-tra-chua-dat", {"missing": "Ảnh chụp chỗ khác."})
    listed = client.get(f"{DESK}sau-tra-loi?xem=phuc-tra&ket-qua=chua-dat").content.decode()
    assert "Ảnh chụp chỗ khác." in listed
    assert (
        "Ảnh chụp chỗ khác." not in client.get(f"{DESK}sau-tra-loi?xem=phuc-tra&ket-qua=dat").content.decode()
    )


def test_what_came_back_is_one_cluster_for_page_and_proposals(
    city: City, enter: Enter, submitted: Submit, upload: Upload
) -> None:
    codes = []
    for days in (0, 2, 4, 6, 8):
        with clock.at(MONDAY + timedelta(days=days)):
            case = bring(submitted(), State.PUBLISHED, city, upload)
            actions.rate(actor=city.sender, case_id=case.pk, value="dissatisfied", reason="not_fixed")
        codes.append(case.code)
    with clock.at(MONDAY + timedelta(days=9)):
        page = enter(city.overseer).get(f"{DESK}lap-lai").content.decode()
        [candidate] = accountability.repeated((MONDAY - timedelta(days=30)).date())
        elsewhere = enter(city.overseer).get(f"{DESK}lap-lai?co-quan={city.other_ward}").content.decode()
    assert all(code in page for code in codes)
    assert "5 phản ánh, gửi lại sau câu trả lời 4 lần" in page
    assert "5 lần chưa hài lòng" in page
    assert (candidate.part, len(candidate.evidence)) == (5, 5)
    assert f"bbox={CUA_NAM[1] - 0.004:.4f}" in page
    assert "Không có việc nào lặp lại" in elsewhere


@pytest.mark.parametrize("who", ["approver", "assigner", "handler", "dispatcher"])
def test_clusters_are_for_those_who_see_all(city: City, enter: Enter, who: str) -> None:
    assert enter(city.actors[who]).get(f"{DESK}lap-lai").status_code == 404
