"""The sender reads the whole life of a report in plain words; the public reads who and when, never what was written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from ihanoi.cases import actions
from ihanoi.cases.models import Case
from ihanoi.cases.queries.story import story
from ihanoi.cases.words import State
from tests.cases.stages import bring
from tests.conftest import City

Submit = Callable[..., Case]
Upload = Callable[..., UUID]


def told(case: Case, *, for_sender: bool = True) -> list[Any]:
    case.refresh_from_db()
    return story(case, list(case.clocks.all()), for_sender=for_sender)


def last(case: Case) -> tuple[str, list[str], list[str]]:
    episode = told(case)[0]  # the newest
    return episode.title, list(episode.lines), list(episode.quotes)


def test_refused_with_the_reason_and_the_agencys_words(city: City, submitted: Submit, upload: Upload) -> None:
    case = submitted()
    actions.refuse_reception(
        actor=city.assigner, case_id=case.pk, reason="incomplete", text="Chưa rõ số nhà."
    )
    title, lines, quotes = last(case)
    assert title == "UBND phường Cửa Nam từ chối"
    assert lines == ["Thiếu thông tin để xác minh."]
    assert quotes == ["Chưa rõ số nhà."]


def test_withdrawn(city: City, submitted: Submit) -> None:
    case = submitted()
    actions.withdraw(actor=city.sender, case_id=case.pk, reason="Đã được sửa rồi.")
    assert last(case) == ("Bạn đã rút phản ánh", [], ["Đã được sửa rồi."])


def test_handed_back_and_more_time(city: City, submitted: Submit, upload: Upload) -> None:
    case = bring(submitted(), State.HANDLING, city, upload)
    actions.ask_extension(
        actor=city.handler,
        case_id=case.pk,
        document="Nghị định 106/2024",
        reason="Phải giám định",
        new_day=date(2026, 12, 4),
    )
    actions.grant_extension(actor=city.approver, case_id=case.pk)
    assert last(case) == ("Gia hạn đến 4/12", ["Căn cứ: Nghị định 106/2024."], ["Phải giám định"])
    actions.refuse_handling(actor=city.handler, case_id=case.pk, reason="inaccurate", text="Không thấy.")
    assert last(case) == ("Đơn vị được giao trả lại, đang phân công lại", [], [])


def test_reminded_reopened_and_merged(city: City, submitted: Submit, upload: Upload) -> None:
    first, case = submitted(), submitted()
    actions.remind(actor=city.overseer, case_id=case.pk, text="Làm ngay", reply_by=date(2026, 11, 20))
    assert last(case) == ("Thành phố nhắc UBND phường Cửa Nam", [], [])
    actions.merge(actor=city.assigner, case_id=case.pk, target_id=first.pk)
    assert last(case)[0] == "Gộp vào phản ánh cùng việc"
    actions.unmerge(actor=city.assigner, case_id=case.pk)
    assert last(case)[0] == "Tách ra để xử lý riêng"
    done = bring(first, State.RESOLVED, city, upload)
    actions.reopen(actor=city.overseer, case_id=done.pk, reason="Nắp lại vỡ.")
    assert last(done) == ("Mở lại để xử lý tiếp, lượt thứ 2", [], ["Nắp lại vỡ."])


def test_the_public_reads_no_words_of_anybody(city: City, submitted: Submit) -> None:
    case = submitted()
    actions.withdraw(actor=city.sender, case_id=case.pk, reason="Đã được sửa rồi.")
    public = told(case, for_sender=False)
    assert [episode.title for episode in public] == ["Người dân gửi"]
    assert not any(episode.quotes or episode.lines for episode in public)


def test_a_report_that_asked_for_a_person_says_why_the_city_placed_it(city: City, submitted: Submit) -> None:
    assert "theo ý bạn" in told(submitted(by_person=True))[-1].took
