"""What the official papers say, put together from rows. Always in Vietnamese, whoever asks."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.utils.translation import override

from ihanoi.accountability import paper
from ihanoi.accountability.models import Letter, NamedCase
from ihanoi.accountability.words import LetterState
from ihanoi.cases.words import Clock
from ihanoi.kernel.clock import HANOI
from ihanoi.people import queries as people
from ihanoi.people.queries import AgencyNode
from ihanoi.ui import words as said

COPIES: Final = ("Như trên", "UBND thành phố (để báo cáo)", "Lưu: VT")
FIRST: Final = (
    "Qua theo dõi trên ứng dụng Công dân Thủ đô số (iHanoi), tính đến {as_of}, {cases} phản ánh, kiến nghị tại "
    "{agencies} cơ quan, đơn vị đã quá hạn mà chưa được tiếp nhận hoặc chưa có kết quả xử lý (danh sách kèm theo)."
)
ORDERED: Final = "Thực hiện chỉ đạo tại {directives}, {issuer} thông báo:"
LAST: Final = (
    "Kết quả báo cáo bằng văn bản, gửi trên ứng dụng iHanoi chậm nhất ngày {day}, để {issuer} tổng hợp"
)


def letter_document(letter: Letter) -> bytes:
    """The letter as DOCX: a draft says that it is one."""
    with override("vi"):
        return paper.write_letter(_letter(letter))


def _letter(letter: Letter) -> paper.Letter:
    named: dict[int, list[NamedCase]] = {}
    for each in letter.named.order_by("agency__name", "due_at", "pk"):
        named.setdefault(each.agency_id, []).append(each)
    issuer = people.agency(letter.issuer_id)
    counts = {"cases": _two(sum(map(len, named.values()))), "agencies": _two(len(named))}
    ordered = [ORDERED.format(directives=by, issuer=issuer.name)] if (by := _directives(letter)) else []
    last = LAST.format(day=f"{letter.reply_by:%d/%m/%Y}", issuer=issuer.name)
    return paper.Letter(
        head=head(issuer, letter),
        subject=letter.subject,
        recipients=[people.agency(agency_id).name for agency_id in named],
        paragraphs=[*ordered, FIRST.format(as_of=_at(letter.as_of), **counts), *_lines(letter.body), last],
        copies=COPIES,
        signer_title=letter.signer_title or "Thủ trưởng cơ quan",
        signer_name=letter.signer_name,
        as_of=_at(letter.as_of),
        agencies=[_part(place, agency_id, rows) for place, (agency_id, rows) in enumerate(named.items(), 1)],
    )


def head(issuer: AgencyNode, letter: Letter | None = None) -> paper.Head:
    """Whose paper it is; without a letter one that nobody has signed yet."""
    above = people.agency(issuer.parent_id).name if issuer.parent_id else ""
    number, signed_on = (letter.number, letter.signed_on) if letter else ("", None)
    is_draft = letter is not None and letter.state != LetterState.SENT and not number
    return paper.Head(_in_full(above), _in_full(issuer.name), number, signed_on, is_draft)


def _in_full(name: str) -> str:
    return name.replace("UBND ", "Ủy ban nhân dân\n")


def _part(place: int, agency_id: int, rows: list[NamedCase]) -> paper.Addressed:
    at_door = sum(row.clock == Clock.RECEPTION for row in rows)
    counts = {"chờ tiếp nhận": at_door, "chờ xử lý": len(rows) - at_door}
    parts = ", ".join(f"{words} {_two(n)}" for words, n in counts.items() if n)
    title = f"{place}. {people.agency(agency_id).name}: {_two(len(rows))} phản ánh ({parts})"
    return paper.Addressed(title, [_row(number, row) for number, row in enumerate(rows, 1)])


def _directives(letter: Letter) -> str:
    """Those that the letter was linked to, by kind, number and day (R95)."""
    links = letter.directives.select_related("directive").order_by("directive__signed_on", "pk")
    named = [link.directive for link in links]
    return ", ".join(f"{d.get_kind_display()} số {d.number} ngày {d.signed_on:%d/%m/%Y}" for d in named)


def _row(number: int, row: NamedCase) -> paper.Named:
    return paper.Named(
        number=number,
        code=row.code.replace("-", "\u2011"),  # hyphens at which no line breaks
        title=row.title,
        place=row.place,
        stage=row.stage_name,
        due=f"{row.due_at.astimezone(HANOI):%d/%m/%Y}",
        over=said.duration(row.over_s),
    )


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _two(number: int) -> str:
    """Official papers write small numbers with two digits."""
    return f"{number:02d}"


def _at(moment: datetime) -> str:
    return f"{moment.astimezone(HANOI):%H:%M ngày %d/%m/%Y}"
