"""The notice of an incident has the same head as every official paper, and says what was typed as text."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO

from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor
from ihanoi.privacy import actions, queries
from ihanoi.privacy.models import Incident
from ihanoi.privacy.paper import NOTICE, making
from ihanoi.privacy.words import DataClass
from tests.accountability.test_paper import opened, parts_of, words

JANUARY = datetime(2027, 1, 5, 3, 0, tzinfo=UTC)


def said(guardian: Actor, what: str = "Gửi nhầm tệp.", number: str = "") -> str:
    incident = actions.record_incident(
        actor=guardian, what=what, found_at=clock.now(), found_by="Trực ban", classes=[DataClass.CASES]
    )
    if number:
        actions.notify_incident(actor=guardian, incident_id=incident.pk, number=number)
    return words(opened(queries.notice_document(Incident.objects.get(pk=incident.pk))))


def test_the_template_is_what_its_maker_makes() -> None:
    made = BytesIO()
    making.notice().save(made)
    assert parts_of(made) == parts_of(NOTICE)


def test_a_draft_has_neither_number_nor_day(guardian: Actor) -> None:
    text = said(guardian)
    assert "DỰ THẢO" in text and "ngày      tháng      năm" in text and "Số:         /" in text


def test_january_is_written_with_a_nought(guardian: Actor) -> None:
    with clock.at(JANUARY):
        text = said(guardian, number="12/TTPVHCC-BVDL")
    for part in ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Số: 12/TTPVHCC-BVDL", "ngày 05 tháng 01 năm 2027",
                 "THÔNG BÁO", "- Công an thành phố Hà Nội", "1. Thời điểm phát hiện", "8. Đầu mối liên hệ",
                 "Nơi nhận:", "THỦ TRƯỞNG CƠ QUAN"):  # fmt: skip
        assert part in text, part
    assert "DỰ THẢO" not in text


def test_what_was_typed_is_text(guardian: Actor) -> None:
    assert "a <b> & {{ 7 * 7 }}" in said(guardian, "a <b> & {{ 7 * 7 }}")
