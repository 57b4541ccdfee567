"""The Word papers: measures and parts of Nghị định 30/2020/NĐ-CP, and nothing in them about a sender."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from docx import Document
from docx.document import Document as Paper
from docx.shared import Mm, Pt

from ihanoi.accountability import queries
from ihanoi.accountability.paper import HERE, LETTER, MONTH, Head, making
from ihanoi.kernel import clock
from tests.accountability.conftest import NUMBER, Late, drafted, sent

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def opened(content: bytes) -> Paper:
    return Document(BytesIO(content))


def words(paper: Paper) -> str:
    """All that is printed, tables in their place."""
    nodes = paper.element.body.iter(f"{WORD}t", f"{WORD}p")
    return "".join(node.text or "" if node.tag == f"{WORD}t" else "\n" for node in nodes)


def parts_of(path: Path | BytesIO) -> dict[str, Any]:
    """The parts that make up a document, as trees, those that change with each writing left out."""
    with zipfile.ZipFile(path) as archive:
        names = [n for n in archive.namelist() if n.endswith(".xml")]
        return {n: ElementTree.canonicalize(archive.read(n).decode()) for n in names}


@pytest.mark.parametrize("path", [LETTER, MONTH], ids=lambda path: path.name)
def test_a_template_is_what_its_maker_makes(path: Path) -> None:
    made = BytesIO()
    making.MADE[path]().save(made)
    assert parts_of(made) == parts_of(path)


def test_every_template_has_its_maker() -> None:
    assert set(HERE.glob("*.docx")) == set(making.MADE)


@pytest.mark.parametrize("path", [LETTER, MONTH], ids=lambda path: path.name)
def test_measures(path: Path) -> None:
    paper = Document(str(path))
    section = paper.sections[0]
    margins = (section.left_margin, section.right_margin, section.top_margin, section.bottom_margin)
    for found, wanted in zip(margins, (30, 15, 20, 20), strict=True):
        assert abs(found - Mm(wanted)) < Mm(0.1)
    assert abs(section.page_width - Mm(210)) < Mm(0.1) and abs(section.page_height - Mm(297)) < Mm(0.1)
    assert (paper.styles["Normal"].font.name, paper.styles["Normal"].font.size) == ("Times New Roman", Pt(14))
    assert section.different_first_page_header_footer


@pytest.mark.parametrize("path", [LETTER, MONTH], ids=lambda path: path.name)
def test_one_font_and_sizes_as_prescribed(path: Path) -> None:
    body = Document(str(path)).element.body
    fonts = {v for node in body.iter(f"{WORD}rFonts") for k, v in node.attrib.items() if "Theme" not in k}
    assert fonts <= {"Times New Roman"}
    printed = [
        run for run in body.iter(f"{WORD}r") if "".join(t.text or "" for t in run.iter(f"{WORD}t")).strip()
    ]
    sizes = {int(size.get(f"{WORD}val")) / 2 for run in printed for size in run.iter(f"{WORD}sz")}
    assert sizes <= {11, 12, 13, 14}


def test_a_letter_has_all_parts(late: Late) -> None:
    letter = sent(late.city)
    text = words(opened(queries.letter_document(letter)))
    for part in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", f"Số: {NUMBER}", "V/v xử lý phản ánh",
        "Hà Nội, ngày 19 tháng 11 năm 2026", "Kính gửi: UBND phường Cửa Nam", "tính đến 08:00 ngày 19/11/2026",
        "02 phản ánh, kiến nghị tại 01 cơ quan", "chậm nhất ngày 26/11/2026", "./.", "Nơi nhận:", "- Lưu: VT.",
        "GIÁM ĐỐC", "Đặng Thu Phương", "PHỤ LỤC", "1. UBND phường Cửa Nam: 02 phản ánh (chờ tiếp nhận 02)",
    ):  # fmt: skip
        assert part in text, part
    for case in late.cases:
        assert case.code.replace("-", "\u2011") in text
    assert "DỰ THẢO" not in text
    assert not re.search(r"[{}%]", text)


def test_a_draft_says_so(late: Late) -> None:
    assert "DỰ THẢO" in words(opened(queries.letter_document(drafted(late.city))))


def test_no_letter_names_a_sender(late: Late) -> None:
    with zipfile.ZipFile(BytesIO(queries.letter_document(sent(late.city)))) as archive:
        content = "".join(archive.read(name).decode(errors="ignore") for name in archive.namelist())
    assert late.city.sender.name not in content and "sender@example.org" not in content


def test_what_people_typed_is_text_and_no_markup(late: Late) -> None:
    letter = drafted(late.city)
    letter.subject, letter.body = "a <b> & {{ 7 * 7 }}", "{% for x in y %} <w:p/>"
    text = words(opened(queries.letter_document(letter)))
    assert "V/v a <b> & {{ 7 * 7 }}" in text and "{% for x in y %} <w:p/>" in text


def test_the_month_report_has_every_rate_with_its_numbers(late: Late) -> None:
    content = queries.month_document(late.city.overseer, clock.today().replace(day=1), None)
    text = words(opened(content))
    for part in (
        "BÁO CÁO",
        "tháng 11 năm 2026",
        "tính đến 08:00",
        "Xử lý đúng hạn",
        "0/2",
        "UBND phường Cửa Nam",
    ):
        assert part in text, part
    assert not re.search(r"[{}]", text)


def test_the_report_of_an_agency_is_its_own(late: Late) -> None:
    content = queries.month_document(late.city.approver, clock.today().replace(day=1), None)
    text = words(opened(content))
    assert "của UBND phường Cửa Nam" in text and "Từng cơ quan" not in text


@pytest.mark.parametrize(
    ("month", "said"), [(1, "tháng 01"), (2, "tháng 02"), (3, "tháng 3"), (11, "tháng 11")]
)
def test_only_the_first_two_months_get_a_nought(month: int, said: str) -> None:
    day = clock.today().replace(month=month, day=5)
    assert said in Head("", "UBND", "1/A", day, False).lines["place_and_day"]
