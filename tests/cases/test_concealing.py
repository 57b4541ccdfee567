"""What a confidential sender tells of themselves is masked, however it is written; the matter stays readable."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ihanoi.cases.rules.concealing import Own, conceal
from ihanoi.kernel.folding import fold

LAN = Own(
    names=("Nguyễn Thị Lan", "Công ty TNHH Bình Minh"),
    numbers=("0912345678", "001190012345"),
    words=("lan.nguyen@example.org", "12 ngõ 34 Hàng Bột"),
)


@pytest.mark.parametrize(
    ("said", "gone"),
    [
        ("Tôi là Nguyễn Thị Lan, ở gần đó.", "Lan"),
        ("toi la nguyen thi lan o gan do", "lan"),
        ("NGUYỄN  THỊ LAN", "LAN"),
        ("Nguyê\u0303n Thi\u0323 Lan kính báo", "Lan"),  # accents written apart
        ("Em tên Lan ạ", "Lan"),
        ("gọi cô Lan nhé", "Lan"),
        ("Liên hệ: Lan", "Lan"),
        ("Ký tên: Thị Lan", "Thị Lan"),
        ("công ty tnhh bình minh xin kiến nghị", "bình minh"),
        ("Gọi 0912 345 678", "345"),
        ("Số +84912345678", "12345"),
        ("số 912.345.678 nhé", "345"),
        ("CCCD 001190012345", "0011"),
        ("thư lan.nguyen@example.org", "example"),
        ("Thư LAN.NGUYEN@EXAMPLE.ORG", "EXAMPLE"),
        ("Nhà tôi ở 12 ngõ 34 Hàng Bột", "Hàng Bột"),
    ],
)
def test_the_sender_is_masked(said: str, gone: str) -> None:
    assert gone in said
    masked = conceal(said, LAN)
    assert gone not in masked
    assert len(masked) == len(said)


@pytest.mark.parametrize(
    "said",
    [
        "Cây phong lan trên vỉa hè bị gãy, lan can cầu hỏng.",
        "Xe 29A-123.45 đỗ kín vỉa hè trước số 12 phố Hàng Bông.",
        "Đường dây nóng 113 không ai nghe, 5 lần từ 8 giờ 30.",
        "Nước ngập 40 cm từ 16/11/2026.",
    ],
)
def test_the_matter_stays_as_it_is(said: str) -> None:
    assert conceal(said, LAN) == said


def test_somebody_else_s_number_is_masked_too() -> None:
    assert "0987" not in conceal("Chủ quán, số 0987654321, chiếm vỉa hè.", LAN)


def test_masking_again_changes_nothing() -> None:
    once = conceal("Tôi là Nguyễn Thị Lan, 0912345678.", LAN)
    assert conceal(once, LAN) == once


@given(st.text(), st.text(), st.booleans(), st.sampled_from(["", " ", ".", "-"]))
def test_whatever_stands_around_it(before: str, after: str, plain: bool, between: str) -> None:
    name = fold(LAN.names[0]) if plain else LAN.names[0]
    number = between.join(("0912", "345", "678"))
    text = f"{before} {name} {number} {after}"
    masked = conceal(text, LAN)
    assert len(masked) == len(text)
    inside = masked[len(before) + 1 : len(before) + 2 + len(name) + len(number)]
    assert not re.search(r"[^\W\d_•]", inside), inside


@given(st.text())
def test_any_text_keeps_its_length(text: str) -> None:
    assert len(conceal(text, LAN)) == len(text)


def test_what_is_hardly_known_masks_nothing() -> None:
    """A blank name, the single letter in which one ends, a number too short to be anybody's."""
    said = "Nhà số 12, anh A gọi cho chị B về cột đèn 123."
    assert conceal(said, Own(names=("", "Lê B"), numbers=("123",))) == said
