"""What the notice of an incident says, put together from its row. Always in Vietnamese, whoever asks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from django.utils.translation import override

from ihanoi.kernel import clock
from ihanoi.people import queries as people
from ihanoi.privacy import paper
from ihanoi.privacy.models import Incident
from ihanoi.privacy.queries.incidents import by_source
from ihanoi.privacy.queries.keeper import keeper, keeper_name
from ihanoi.privacy.words import DataClass
from ihanoi.ui import words
from ihanoi.ui.papers import Head

RECIPIENTS: Final = (
    "Công an thành phố Hà Nội (Phòng An ninh mạng và phòng, chống tội phạm sử dụng công nghệ cao)",
    "Cơ quan chuyên trách bảo vệ dữ liệu cá nhân, Bộ Công an",
)
OPENING: Final = (
    "Thực hiện Luật Bảo vệ dữ liệu cá nhân số 91/2025/QH15, {issuer}, cơ quan quản lý ứng dụng Công dân Thủ đô số "
    "(iHanoi), thông báo về sự cố {code}:"
)


def notice_document(incident: Incident) -> bytes:
    """DOCX; a draft as long as no number is written down."""
    with override("vi"):
        return paper.write_notice(_notice(incident))


def _notice(incident: Incident) -> paper.Notice:
    agency, issuer = keeper(), keeper_name()
    above = people.agency(agency.parent_id).name if agency and agency.parent_id else ""
    sent_on = clock.day_of(incident.notified_at) if incident.notified_at else None
    return paper.Notice(
        head=Head(above, issuer, incident.number, sent_on, is_draft=not incident.number),
        recipients=RECIPIENTS,
        opening=OPENING.format(issuer=issuer, code=incident.code),
        sections=list(_sections(incident)),
        signer_title="Thủ trưởng cơ quan",
    )


def _sections(incident: Incident) -> Iterator[paper.Section]:
    unknown = "Đang làm rõ."
    said = (
        ("Thời điểm phát hiện", [f"{_at(incident.found_at)}, do {incident.found_by} phát hiện."]),
        ("Diễn biến", incident.what.splitlines()),
        ("Loại dữ liệu cá nhân bị ảnh hưởng", [f"- {DataClass(each).label}" for each in incident.classes]),
        ("Số người bị ảnh hưởng", _persons(incident)),
        ("Nguyên nhân", incident.how.splitlines() or [unknown]),
        ("Biện pháp đã thực hiện", incident.measures.splitlines() or [unknown]),
        ("Báo cho người bị ảnh hưởng", [_told(incident)]),
        ("Đầu mối liên hệ", ["Cán bộ bảo vệ dữ liệu cá nhân của đơn vị (họ tên, điện thoại): …………………………"]),
    )
    return (paper.Section(title, lines) for title, lines in said)


def _persons(incident: Incident) -> list[str]:
    listed = by_source(incident)
    if not listed:
        return ["Chưa xác định được; sẽ bổ sung."]
    state = f"chốt lúc {_at(incident.frozen_at)}" if incident.frozen_at else "chưa chốt, sẽ bổ sung"
    parts = [f"- {each.label}: {each.persons} người" for each in listed]
    return [f"{sum(each.persons for each in listed)} người ({state}).", *parts]


def _told(incident: Incident) -> str:
    if incident.told_at is None:
        return "Chưa thực hiện; sẽ báo cho từng người trong danh sách."
    return f"Đã báo lúc {_at(incident.told_at)}, người không có tài khoản được gửi thư giấy."


def _at(value: datetime) -> str:
    return words.moment(value, True)
