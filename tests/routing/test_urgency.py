"""Danger: situations and words, and what takes them back. Facts that a text tells. No database."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ihanoi.kernel.folding import fold
from ihanoi.routing import facts, features, urgency


def judged(text: str) -> int:
    return urgency.judge(features.cut(text)).urgency


DANGERS = [
    "Dây điện đứt rơi xuống vỉa hè, đang phóng điện",
    "Mất nắp cống giữa đường, trời tối không ai thấy",
    "Mùi gas rất nồng trong hành lang chung cư",
    "Cây xà cừ bật gốc nghiêng, sắp đổ vào nhà dân",
    "Giàn giáo công trình đang nghiêng ra đường",
    "Có trẻ em mắc kẹt trong thang máy",
    "Cháy lớn ở xưởng gỗ, cứu với",
    "Nước lũ đang dâng, mấy cụ già mắc kẹt",
    "Cáp rơi vắt ngang đường ngang cổ người đi xe máy",
]


@pytest.mark.parametrize("text", DANGERS)
def test_danger(text: str) -> None:
    assert judged(text) == urgency.URGENT
    assert judged(text.upper()) == urgency.URGENT


@pytest.mark.parametrize("text", DANGERS)
def test_danger_without_accents(text: str) -> None:
    assert judged(fold(text)) == urgency.URGENT


@pytest.mark.parametrize(
    "text",
    [
        "Đèn hỏng, nhờ thay bóng",
        "Dây điện đứt hôm qua đã được xử lý, xin cảm ơn",
        "Cây đổ đã dọn xong, chỉ còn lá trên vỉa hè",
        "Chỗ này không nguy hiểm nhưng mất mỹ quan",
        "Xe máy chạy qua đây rất đông",
        "Đề nghị bổ sung ghế đá",
        "Sáp nhập xã xong giấy tờ có phải đổi không",
        "Xe cấp cứu đỗ trước cổng bệnh viện",
    ],
)
def test_no_danger(text: str) -> None:
    assert judged(text) != urgency.URGENT


def test_a_claim_that_it_is_settled_settles_nothing() -> None:
    assert judged("Dây điện đứt phóng điện, phường báo đã xử lý nhưng vẫn còn nguyên") == urgency.URGENT
    assert judged("Dây điện đứt phóng điện, chưa được xử lý") == urgency.URGENT


def test_wishes_and_questions() -> None:
    assert judged("Cho hỏi bao giờ phường làm vỉa hè?") == urgency.WISH
    assert judged("Đề xuất trồng thêm cây ở sân trường") == urgency.WISH
    assert judged("Rác chất đống không ai thu gom") == urgency.NORMAL


def test_the_words_that_show_danger_are_the_senders() -> None:
    found = urgency.judge(features.cut("Mất NẮP cống giữa đường, day dien dut roi xuong"))
    assert found.words
    assert all(word in "Mất NẮP cống giữa đường, day dien dut roi xuong" for word in found.words)


@settings(deadline=None, max_examples=150)
@given(st.text(max_size=300))
def test_any_text_is_judged(text: str) -> None:
    assert judged(text) in (urgency.URGENT, urgency.NORMAL, urgency.WISH)
    facts.find(text)


def test_facts() -> None:
    found = facts.find(
        "Khoảng 7h30 sáng ngày 12/5/2026 xe 29C-123.45 đỗ trước số nhà 12 ngõ 34 phố Trần Phú, phường Láng Hạ, "
        "có 6 bóng đèn hỏng đã 3 tháng"
    )
    assert any("7h30" in time for time in found.times)
    assert any("12/5/2026" in time for time in found.times)
    assert found.plates == ("29C-123.45",)
    assert "ngõ 34" in " ".join(found.places)
    assert "phường Láng Hạ" in found.places
    assert "6 bóng đèn" in found.counts
    assert "3 tháng" in found.counts


def test_no_facts() -> None:
    found = facts.find("nhờ phường xem giúp")
    assert (found.times, found.places, found.plates, found.counts) == ((), (), (), ())
