"""The pages: who finds them, what they say, and what is wrong stands at its field."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ihanoi.accountability import actions
from ihanoi.accountability.models import Directive, Inquiry, Letter, Obstacle, Sample
from ihanoi.kernel.actor import Actor
from ihanoi.people import queries as people
from tests.accountability.conftest import BODY, NUMBER, SUBJECT, Late, drafted, sent

Enter = Callable[[Actor], Client]
HERE = "/ban-xu-ly/"


@pytest.fixture
def enter() -> Enter:
    """`enter(city.overseer)` → a client signed in as that officer."""

    def signed_in(actor: Actor) -> Client:
        client = Client()
        assert actor.account_id is not None
        client.force_login(people.account(actor.account_id), "django.contrib.auth.backends.ModelBackend")
        return client

    return signed_in


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_a_letter_from_the_list_to_the_reply(late: Late, enter: Enter) -> None:
    overseer, approver = enter(late.city.overseer), enter(late.city.approver)
    page = text(overseer.get(f"{HERE}cong-van/qua-han"))
    assert "UBND phường Cửa Nam" in page and "2 phản ánh quá hạn" in page
    given = {"agency_ids": [late.city.ward], "subject": SUBJECT, "body": BODY, "reply_by": "2026-11-24"}
    answer = overseer.post(f"{HERE}cong-van/qua-han", given)
    assert answer.status_code == 422 and "không phải ngày làm việc" in text(answer)
    answer = overseer.post(f"{HERE}cong-van/qua-han", given | {"reply_by": "2026-11-26"})
    at = answer["Location"]
    assert late.cases[0].code in text(overseer.get(at))
    amended = {"subject": "đôn đốc", "body": BODY, "reply_by": "2026-11-26", "case_ids": [late.cases[0].pk]}
    assert overseer.post(at, amended | {"reply_by": "2026-11-19"}).status_code == 422
    assert overseer.post(at, amended).status_code == 302
    assert late.cases[1].code not in text(overseer.get(at))
    assert overseer.post(f"{at}/cap-nhat").status_code == 302
    assert late.cases[1].code in text(overseer.get(at))
    assert overseer.get(f"{at}.docx").content[:2] == b"PK"
    signed = {
        "number": "x",
        "signed_on": "2026-11-19",
        "signer_title": "Giám đốc",
        "signer_name": "Đặng Thu Phương",
    }
    answer = overseer.post(f"{at}/gui", signed)
    assert answer.status_code == 422 and "2468/UBND-TTĐT" in text(answer)
    assert overseer.post(f"{at}/gui", signed | {"number": NUMBER}).status_code == 302
    assert "0 trên 1 cơ quan" in text(overseer.get(at))
    assert overseer.get(f"{at}.docx").status_code == 302
    assert NUMBER in text(approver.get(f"{HERE}cong-van"))
    answer = approver.post(f"{at}/tra-loi/{late.city.ward}", {"text": " "})
    assert answer.status_code == 422
    assert (
        approver.post(f"{at}/tra-loi/{late.city.ward}", {"text": "Đã tiếp nhận cả hai."}).status_code == 302
    )
    page = text(overseer.get(at))
    assert "1 trên 1 cơ quan" in page and "Đã tiếp nhận cả hai." in page
    assert "1/1 đã trả lời" in text(overseer.get(f"{HERE}cong-van?trang-thai=sent"))


def test_a_draft_can_be_dropped(late: Late, enter: Enter) -> None:
    letter = drafted(late.city)
    assert enter(late.city.overseer).post(f"{HERE}cong-van/{letter.pk}/bo").status_code == 302
    assert Letter.objects.get(pk=letter.pk).state == "dropped"


def test_an_account_is_asked_given_and_not_accepted(late: Late, enter: Enter) -> None:
    overseer, approver = enter(late.city.overseer), enter(late.city.approver)
    code = late.cases[0].code
    assert code in text(overseer.get(f"{HERE}giai-trinh/moi?ma={code}"))
    given = {"case_code": "HN-2611-999999", "why": "Vì sao chưa tiếp nhận?", "reply_by": "2026-11-26"}
    answer = overseer.post(f"{HERE}giai-trinh/moi", given)
    assert answer.status_code == 422 and "Không tìm thấy phản ánh" in text(answer)
    at = overseer.post(f"{HERE}giai-trinh/moi", given | {"case_code": code})["Location"]
    assert code in text(approver.get(f"{HERE}giai-trinh"))
    assert approver.post(f"{at}/tra-loi", {"text": ""}).status_code == 422
    assert approver.post(f"{at}/tra-loi", {"text": "Do thiếu người."}).status_code == 302
    assert overseer.post(f"{at}/ket-luan", {"accepted": "0", "verdict": ""}).status_code == 422
    assert overseer.post(f"{at}/ket-luan", {"accepted": "0", "verdict": "Chưa rõ."}).status_code == 302
    page = text(overseer.get(at))
    assert reverse("desk:reopen", args=[code]) in page
    assert reverse("desk:reopen", args=[code]) not in text(approver.get(at))
    assert Inquiry.objects.get().state == "rejected"


def test_a_directive_is_entered_found_and_linked(late: Late, enter: Enter) -> None:
    overseer, assigner = enter(late.city.overseer), enter(late.city.assigner)
    letter = sent(late.city)
    assert "Sổ chưa có văn bản nào" in text(assigner.get(f"{HERE}chi-dao"))
    given = {
        "kind": "telegram", "number": "05/CĐ-UBND", "signed_on": "2024-08-12", "issuer": "Chủ tịch UBND thành phố",
        "subject": "Về giải quyết phản ánh trên iHanoi",
    }  # fmt: skip
    assert overseer.get(f"{HERE}chi-dao/moi").status_code == 200
    assert overseer.post(f"{HERE}chi-dao/moi", given | {"number": "năm"}).status_code == 422
    at = overseer.post(f"{HERE}chi-dao/moi", given)["Location"]
    assert "05/CĐ-UBND" in text(assigner.get(f"{HERE}chi-dao?tim=cong dien 05/cd-ubnd"))
    assert "Không tìm thấy văn bản nào" in text(assigner.get(f"{HERE}chi-dao?tim=quyet dinh"))
    assert overseer.post(at, {}).status_code == 409
    assert overseer.post(at, {"letter_id": letter.pk}).status_code == 302
    assert NUMBER in text(assigner.get(at))
    link = Directive.objects.get().links.get()
    assert assigner.post(f"{at}/bo/{link.pk}").status_code == 404
    assert overseer.post(f"{at}/bo/{link.pk}").status_code == 302
    assert assigner.get(f"{HERE}chi-dao/moi").status_code == 404


def test_an_obstacle_is_recorded_studied_and_answered(late: Late, enter: Enter) -> None:
    overseer, assigner = enter(late.city.overseer), enter(late.city.assigner)
    given = {
        "agency_id": late.city.ward,
        "stage": "government",
        "cause": "Thiếu người.",
        "solution": "Thêm người.",
    }
    assert assigner.get(f"{HERE}vuong-mac/moi").status_code == 200
    assert assigner.post(f"{HERE}vuong-mac/moi", given | {"codes": "HN-2611-999999"}).status_code == 422
    at = assigner.post(f"{HERE}vuong-mac/moi", given | {"codes": late.cases[0].code})["Location"]
    assert "Thiếu người." in text(assigner.get(f"{at}/sua"))
    assert assigner.post(f"{at}/sua", given | {"cause": "Thiếu hai người."}).status_code == 302
    assert overseer.post(f"{at}/nghien-cuu").status_code == 302
    assert overseer.post(f"{at}/tra-loi", {"solved": "1", "text": ""}).status_code == 422
    assert overseer.post(f"{at}/tra-loi", {"solved": "1", "text": "Đã bổ sung."}).status_code == 302
    assert "Đã bổ sung." in text(assigner.get(at))
    page = text(overseer.get(f"{HERE}vuong-mac?khau=government&trang-thai=solved&co-quan={late.city.ward}"))
    assert "Thiếu hai người." in page
    assert overseer.get(f"{HERE}vuong-mac.csv").content.startswith(b"\xef\xbb\xbf")
    assert assigner.get(f"{HERE}vuong-mac.csv").status_code == 404
    assert enter(late.city.overseer).get(f"{HERE}vuong-mac/moi").status_code == 404
    assert Obstacle.objects.get().state == "solved"


def test_the_inspector_reads_takes_out_draws_and_notes(late: Late, enter: Enter, inspector: Actor) -> None:
    client = enter(inspector)
    page = text(client.get(f"{HERE}kiem-tra"))
    assert late.cases[0].code in page and "2 phản ánh" in page
    assert late.cases[0].code not in text(client.get(f"{HERE}kiem-tra?tu=2026-10-01&den=2026-10-31"))
    assert late.cases[0].code in text(
        client.get(f"{HERE}kiem-tra?tre=1&trang-thai=submitted&co-quan={late.city.ward}")
    )
    assert client.get(f"{HERE}kiem-tra.xlsx").content[:2] == b"PK"
    assert client.get(f"{HERE}kiem-tra.pdf").status_code == 404
    assert client.get(f"{HERE}kiem-tra/mau").status_code == 200
    given = {"since": "2026-11-01", "until": "2026-11-19", "seed": "19/11/2026", "size": "1"}
    assert client.post(f"{HERE}kiem-tra/mau", given | {"seed": " "}).status_code == 422
    at = client.post(f"{HERE}kiem-tra/mau", given)["Location"]
    assert client.post(f"{at}/1", {"verdict": "not_compliant", "note": ""}).status_code == 422
    assert (
        client.post(f"{at}/1", {"verdict": "not_compliant", "note": "Quá 8 giờ chưa tiếp nhận."}).status_code
        == 302
    )
    assert "Quá 8 giờ chưa tiếp nhận." in text(client.get(at))
    assert Sample.objects.get().population == 2
    assert enter(late.city.assigner).get(f"{HERE}kiem-tra").status_code == 404
    assert enter(late.city.assigner).get(at).status_code == 404


def test_an_inspector_s_pages_offer_no_deed(late: Late, enter: Enter, inspector: Actor) -> None:
    letter = sent(late.city)
    client = enter(inspector)
    for path in (
        "cong-van",
        "cong-van/qua-han",
        f"cong-van/{letter.pk}",
        "giai-trinh",
        "de-xuat",
        "chi-dao",
        "vuong-mac",
    ):
        page = client.get(f"{HERE}{path}")
        assert page.status_code == 200, path
        main = text(page).split('id="noi-dung"')[1].split('id="rail-drawer"')[0]
        assert 'method="post"' not in main, path
    assert client.post(f"{HERE}cong-van/{letter.pk}/cap-nhat").status_code == 404
    assert client.post(f"{HERE}cong-van/qua-han").status_code == 403
    assert client.get(f"{HERE}giai-trinh/moi").status_code == 404


def test_the_month_report_as_page_and_document(late: Late, enter: Enter) -> None:
    overseer, approver = enter(late.city.overseer), enter(late.city.approver)
    page = text(overseer.get(f"{HERE}bao-cao-thang?thang=2026-11"))
    assert "Báo cáo tháng 11/2026" in page and "tính đến 08:00" in page and "UBND phường Cửa Nam" in page
    assert overseer.get(f"{HERE}bao-cao-thang.docx").content[:2] == b"PK"
    assert "UBND phường Cửa Nam" in text(approver.get(f"{HERE}bao-cao-thang"))
    assert approver.get(f"{HERE}bao-cao-thang?co-quan={late.city.other_ward}").status_code == 404
    assert enter(late.city.handler).get(f"{HERE}bao-cao-thang").status_code == 404


def test_a_month_of_before_the_wards_is_of_the_districts_of_then(late: Late, enter: Enter) -> None:
    page = text(enter(late.city.overseer).get(f"{HERE}bao-cao-thang?thang=2025-06"))
    assert "UBND quận Hoàn Kiếm" in page and "UBND phường Cửa Nam</option>" not in page


def test_thresholds_are_read_by_overseers_and_set_by_the_operator(
    late: Late, enter: Enter, operator: Actor
) -> None:
    assert "30" in text(enter(late.city.overseer).get(f"{HERE}de-xuat/nguong"))
    client = enter(operator)
    given = {"name": "late_percent", "value": "25", "valid_from": "2026-12-01"}
    assert client.post(f"{HERE}de-xuat/nguong", given | {"value": "101"}).status_code == 422
    assert client.post(f"{HERE}de-xuat/nguong", given).status_code == 302
    assert "chưa đến" in text(client.get(f"{HERE}de-xuat/nguong"))
    assert enter(late.city.overseer).post(f"{HERE}de-xuat/nguong", given).status_code == 403
    assert enter(late.city.assigner).get(f"{HERE}de-xuat/nguong").status_code == 404


def test_the_rail_shows_each_what_it_answers_for(late: Late, enter: Enter, inspector: Actor) -> None:
    for actor, sees in ((late.city.overseer, True), (inspector, True), (late.city.assigner, False)):
        page = text(enter(actor).get(f"{HERE}menu"))
        assert f'href="{HERE}cong-van"' in page
        assert (f'href="{HERE}kiem-tra"' in page) is sees
    assert f'href="{HERE}cong-van"' not in text(enter(late.city.handler).get(f"{HERE}menu"))


def test_nobody_else_finds_these_pages(late: Late, enter: Enter) -> None:
    letter = sent(late.city)
    actions.ask_account(
        actor=late.city.overseer, case_code=late.cases[0].code, why="Vì sao?", reply_by=letter.reply_by
    )
    inquiry = Inquiry.objects.get()
    for actor in (late.city.other_approver, late.city.handler):
        client = enter(actor)
        assert client.get(f"{HERE}cong-van/{letter.pk}").status_code == 404
        assert client.get(f"{HERE}cong-van/{letter.pk}.docx").status_code == 404
        assert client.get(f"{HERE}giai-trinh/{inquiry.pk}").status_code == 404
        assert client.get(f"{HERE}cong-van/qua-han").status_code == 404
    assert enter(late.city.sender).get(f"{HERE}cong-van").status_code == 404


def test_lists_ask_no_more_for_more_rows(late: Late, enter: Enter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ihanoi.kernel.kept.LOOK_AGAIN_S", 3600.0)  # no looks at stamps in between
    client = enter(late.city.overseer)
    paths = ("cong-van", "vuong-mac", "kiem-tra", "chi-dao")

    def asked() -> list[int]:
        counts = []
        for path in paths:
            with CaptureQueriesContext(connection) as captured:
                assert client.get(f"{HERE}{path}").status_code == 200
            counts.append(len(captured))
        return counts

    def more() -> None:
        drafted(late.city)
        number = Directive.objects.count() + 1
        actions.register_directive(
            actor=late.city.overseer, kind="letter", number=f"{number}/UBND-TH", signed_on=date(2026, 11, 2),
            issuer="UBND thành phố", subject="Về iHanoi",
        )  # fmt: skip
        actions.record_obstacle(
            actor=late.city.assigner, agency_id=late.city.ward, stage="citizen", cause="A", solution="B"
        )

    more()
    asked()
    few = asked()
    for _ in range(3):
        more()
    assert asked() == few
