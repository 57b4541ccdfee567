"""Pictures of the Word papers for docs/screens: `python -m tests.accountability.pictures`.

Needs LibreOffice (soffice) and pdftoppm; the platform needs neither. What the papers say is invented.
"""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image

from ihanoi.accountability import paper
from ihanoi.accountability.words import LETTER_BODY, LETTER_SUBJECT

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "screens"
DOTS = "80"  # an inch
WHO = ("Ủy ban nhân dân\nthành phố Hà Nội", "Trung tâm Phục vụ hành chính công thành phố")
MATTERS = (
    ("Vỉa hè bong gạch trước trường mầm non, người già dễ vấp ngã", "Tiếp nhận"),
    ("Nắp hố ga vỡ một nửa giữa ngõ, xe máy dễ sụt bánh", "Xử lý"),
    ("Rác thải đổ trộm đầu ngõ, ba ngày chưa ai dọn", "Xử lý"),
)
FIRST = (
    "Qua theo dõi trên ứng dụng Công dân Thủ đô số (iHanoi), tính đến 08:00 ngày 19/11/2026, 09 phản ánh, kiến nghị "
    "tại 03 cơ quan, đơn vị đã quá hạn mà chưa được tiếp nhận hoặc chưa có kết quả xử lý (danh sách kèm theo)."
)
LAST = (
    "Kết quả báo cáo bằng văn bản, gửi trên ứng dụng iHanoi chậm nhất ngày 26/11/2026, để Trung tâm tổng hợp"
)
PLACES = ("UBND phường Cửa Nam", "UBND phường Hoàn Kiếm", "UBND phường Láng")


def _rows(place: int, agency: str) -> list[paper.Named]:
    ward = f"Phường {agency.removeprefix('UBND phường ')}"
    return [
        paper.Named(
            n, f"HN\u20112611\u20110{place}{n:04d}", title, ward, stage, f"{9 + n}/11/2026", f"{7 - n} ngày"
        )
        for n, (title, stage) in enumerate(MATTERS, 1)
    ]


def letter() -> bytes:
    """Three agencies, three cases each."""
    parts = [
        paper.Addressed(f"{n}. {agency}: 03 phản ánh (chờ tiếp nhận 01, chờ xử lý 02)", _rows(n, agency))
        for n, agency in enumerate(PLACES, 1)
    ]
    return paper.write_letter(
        paper.Letter(
            head=paper.Head(*WHO, "1234/TTPVHCC-GS", date(2026, 11, 19), is_draft=False),
            subject=LETTER_SUBJECT,
            recipients=PLACES,
            paragraphs=[FIRST, *LETTER_BODY.splitlines(), LAST],
            copies=("Như trên", "UBND thành phố (để báo cáo)", "Lưu: VT"),
            signer_title="Giám đốc",
            signer_name="Nguyễn Văn Bình",
            as_of="08:00 ngày 19/11/2026",
            agencies=parts,
        )
    )


def month_report() -> bytes:
    """Counts, and rates with their two numbers."""
    figures = (
        ("Tiếp nhận trong tháng", "413", "–"), ("Đã xử lý trong tháng", "380", "–"),
        ("Xử lý đúng hạn", "93,0 %", "358/385"), ("Xử lý quá hạn", "5,8 %", "22/380"),
        ("Đang mở, quá hạn chưa xử lý", "15,2 %", "5/33"),
        ("Hài lòng", "57,3 %", "55/96"), ("Chấp nhận", "22,9 %", "22/96"), ("Chưa hài lòng", "19,8 %", "19/96"),
    )  # fmt: skip
    rows = (("1", PLACES[0], "214", "201", "96,5 % (194/201)", "0/13", "88,0 % (44/50)"),
            ("2", PLACES[1], "187", "170", "91,2 % (155/170)", "4/17", "71,4 % (30/42)"),
            ("–", PLACES[2], "12", "9", "8/9", "1/3", "3/4"))  # fmt: skip
    return paper.write_month_report(
        paper.MonthReport(
            head=paper.Head(*WHO, "", None, is_draft=False),
            title="Kết quả tiếp nhận, xử lý phản ánh, kiến nghị tháng 10 năm 2026",
            as_of="tính đến hết 31/10/2026",
            figures=[paper.Figure(*row) for row in figures],
            agencies=[paper.AgencyRow(*row) for row in rows],
            notes=["Mỗi tỷ lệ ghi kèm tử số và mẫu số; cơ quan có ít việc có số mà không có hạng."],
            signer_title="Giám đốc",
            signer_name="",
        )
    )


def draw(name: str, document: bytes, pages: int) -> None:
    """The first pages side by side, in grey."""
    with TemporaryDirectory() as folder:
        source = Path(folder) / "paper.docx"
        source.write_bytes(document)
        quiet = {"check": True, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        subprocess.run(["soffice", "--headless", "--convert-to", "pdf", "--outdir", folder, source], **quiet)
        subprocess.run(
            ["pdftoppm", "-r", DOTS, "-png", Path(folder) / "paper.pdf", Path(folder) / "page"], **quiet
        )
        images = [Image.open(path).convert("L") for path in sorted(Path(folder).glob("page*.png"))[:pages]]
        wide = Image.new("L", (sum(i.width for i in images) + 12 * (len(images) - 1), images[0].height), 200)
        for number, image in enumerate(images):
            wide.paste(image, (number * (image.width + 12), 0))
        wide.quantize(16).save(FOLDER / name, optimize=True)
    sys.stdout.write(f"{name}\n")


if __name__ == "__main__":
    draw("16-letter.png", letter(), 2)
    draw("17-month-report.png", month_report(), 1)
