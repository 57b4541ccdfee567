"""What is said to sender and officer about the wording of a report: pointed out, never a reason to refuse by itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ihanoi.cases.rules import wording
from ihanoi.cases.rules.wording import Channel
from ihanoi.cases.words import ReceptionRefusal


@dataclass(frozen=True, slots=True)
class Channelled:
    """Another way that the text seems to ask for: what it is, and what to do (R38)."""

    title: Promise
    advice: Promise
    reason: str = ReceptionRefusal.OTHER_CHANNEL  # by which it is refused, if it is


CHANNELS: Final[dict[Channel, Channelled]] = {
    Channel.COMPLAINT: Channelled(
        _("Có vẻ là khiếu nại."),
        _(
            "Khiếu nại về quyết định hoặc hành vi hành chính có thời hiệu và thủ tục riêng theo Luật Khiếu nại: gửi đơn"
            " tới người đã ra quyết định, hoặc nộp tại nơi tiếp công dân. Gửi ở đây không thay cho đơn đó."
        ),
    ),
    Channel.DENUNCIATION: Channelled(
        _("Có vẻ là tố cáo."),
        _(
            "Tố cáo được giữ kín tên và bảo vệ người tố cáo theo Luật Tố cáo: gửi đơn hoặc tới trực tiếp nơi tiếp"
            " công dân của cơ quan quản lý người bị tố cáo. Đừng gửi ở đây, vì nội dung phản ánh được công khai."
        ),
    ),
    Channel.SECRET: Channelled(
        _("Có vẻ nhắc tới bí mật nhà nước."),
        _(
            "Thông tin, tài liệu thuộc bí mật nhà nước không được gửi qua ứng dụng này: bỏ phần đó và các tệp liên"
            " quan, hoặc báo trực tiếp với cơ quan công an."
        ),
    ),
    Channel.LAND: Channelled(
        _("Có vẻ là tranh chấp đất đai."),
        _(
            "Tranh chấp giữa các bên được hòa giải tại UBND phường, xã nơi có đất theo Luật Đất đai: nộp đơn ở bộ phận"
            " một cửa. Phản ánh ở đây chỉ dành cho đất công, vỉa hè, lòng đường và xây dựng trái phép."
        ),
        "land",
    ),
}


def channelled(text: str) -> Channelled | None:
    """The other channel that fits the text, if any."""
    found = wording.channel(text)
    return CHANNELS[found] if found else None


def remarks(text: str) -> list[str]:
    """For the officer: what is to be looked at in the wording (R26, R38)."""
    found = [str(_("Có lời lẽ xúc phạm; bản công khai đã che."))] if wording.insults(text) else []
    if (other := channelled(text)) is not None:
        found.append(f"{other.title} {_('Xem có thuộc kênh khác không.')}")
    return found
