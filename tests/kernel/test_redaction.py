"""Personal data is masked in the ways people write it, and what only looks like it stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ihanoi.kernel.redaction import PersonalData, find, redact
from tests.needles import grouped

PHONE, EMAIL, ID, BANK, PLATE = PersonalData


@pytest.mark.parametrize(
    ("text", "masked", "kind"),
    [
        ("gọi 0912 345 678 nhé", "gọi 09•• ••• •78 nhé", PHONE),
        ("SĐT:0912345678.", "SĐT:09••••••78.", PHONE),
        ("0987-654-321", "09••-•••-•21", PHONE),
        ("+84 912.345.678", "+84 •••.•••.•78", PHONE),
        ("84912345678", "84•••••••78", PHONE),
        ("(024) 3825 1234", "(02•) •••• ••34", PHONE),
        ("09 12 34 56 78", "09 •• •• •• 78", PHONE),
        ("+84 90 123 45 67", "+84 •• ••• •• 67", PHONE),
        ("(+84) 90 123 4567", "(+84) •• ••• ••67", PHONE),
        ("84-90-123-4567", "84-••-•••-••67", PHONE),
        ("+84.90.1234567", "+84.••.•••••67", PHONE),
        ("0 903 777 888", "0 9•• ••• •88", PHONE),
        ("09.03.777.888", "09.••.•••.•88", PHONE),
        ("0903/777/888", "09••/•••/•88", PHONE),
        ("số 12 0912345678", "số 12 09••••••78", PHONE),
        ("thư nguyen.van.a@gmail.com.", "thư n•••••••••••@•••••.com.", EMAIL),
        ("thư 0912345678@gmail.com", "thư 0•••••••••@•••••.com", EMAIL),  # not a number as well
        ("CCCD 001099012345", "CCCD ••••••••••45", ID),
        ("số 001 099 012 345", "số ••• ••• ••• •45", ID),
        ("chứng minh nhân dân 012345678", "chứng minh nhân dân •••••••78", ID),
        ("STK 1903 4567 8901 23 Techcombank", "STK •••• •••• •••• 23 Techcombank", BANK),
        ("chuyển vào tài khoản: 19034567890", "chuyển vào tài khoản: •••••••••90", BANK),
        ("xe 29A-123.45 đỗ", "xe 29A-•••.•• đỗ", PLATE),
        ("30F1-123.45", "30F1-•••.••", PLATE),
        ("29-H1 123.45", "29-H1 •••.••", PLATE),
        ("biển số 30a 12345", "biển số 30a •••••", PLATE),
        ("29C-1234", "29C-••••", PLATE),
        ("80LD-123.45", "80LD-•••.••", PLATE),
    ],
)
def test_masks(text: str, masked: str, kind: PersonalData) -> None:
    assert redact(text).text == masked
    assert [f.kind for f in find(text)] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "ngày 09/12/2025, ngày 05.12.2025 10 giờ, ngày 08-11-2025",
        "từ 03-05.12.2025, từ 08/11/2025-10/12/2025, ngày 09-12-2025 08 30",
        "các tổ 01 02 03 04 05 06, ngày 01.02.2025 0304",
        "ngõ 12/34/56, công văn 0912/2025/QĐ",
        "giá 250.000 đồng, 1.250.000.000 đ, 123456789 đồng, 012345678 đồng",
        "số 1234, ngõ 12/34/56, số 25A 1234, căn 1205",
        "gọi 113, 114, 115, 1022 hoặc 1900 1234, 18001091",
        "phản ánh HN-2611-004612",
        "chuyển khoản 15000000 đồng",
        "Quyết định 1207/QĐ-UBND ngày 28/2/2025, Luật 91/2025/QH15",
        "tọa độ 21.028511, 105.804817",
        "lúc 20h 2025 đến 22h30",
        "vanthu@hanoi.gov.vn",
        "QL1A, TL 427B, đường 70, CT01",
        "từ năm 2024-2025 có 12 345 người",
    ],
)
def test_leaves_alone(text: str) -> None:
    assert redact(text) == (text, ())


def test_two_numbers_side_by_side() -> None:
    assert redact("0912345678 0987654321").text == "09••••••78 09••••••21"


@given(
    st.text(alphabet=st.sampled_from("0123456789 .-()+@ABHĐabcxđSTKCD,/\n") | st.characters(), max_size=120)
)
def test_masking_keeps_the_length_and_settles(text: str) -> None:
    once = redact(text)
    assert len(once.text) == len(text)
    assert redact(once.text).text == once.text
    ends = 0
    for finding in once.findings:
        assert ends <= finding.start < finding.end <= len(text)
        ends = finding.end


@given(
    st.from_regex(r"0[35789][0-9]{8}", fullmatch=True),
    st.sampled_from([(4, 3, 3), (3, 3, 4), (4, 2, 2, 2), (10,), (2, 2, 2, 2, 2), (4, 6), (3, 4, 3)]),
    st.sampled_from([" ", ".", "-"]),
    st.sampled_from(["", "gọi ", "SĐT:", "(", "liên hệ Zalo "]),
    st.sampled_from(["", ".", " gặp anh Nam", ", cảm ơn", ")"]),
)
def test_finds_every_mobile_number(
    number: str, groups: tuple[int, ...], separator: str, before: str, after: str
) -> None:
    rest, parts = number, []
    for length in groups:
        parts.append(rest[:length])
        rest = rest[length:]
    [finding] = find(before + separator.join(parts) + after)
    assert finding.kind is PHONE


@pytest.mark.parametrize("written", [*grouped("0903777888"), *grouped("001099012345")])
def test_finds_a_number_however_it_is_grouped(written: str) -> None:
    assert [finding.kind for finding in find(f"liên hệ {written} nhé")] in ([PHONE], [ID])


@given(st.integers(1, 10**9))
def test_prices_are_no_personal_data(amount: int) -> None:
    assert not find(f"thu {amount:,} đồng".replace(",", "."))
