"""The services on the home page. Only what exists has an address; the others say that they are still to come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Service:
    """A tile. `href` blank: still to come."""

    icon: str
    label: Promise
    href: str = ""
    note: Promise | str = ""


SERVICES: Final = (
    Service("camera", _("Phản ánh hiện trường"), "/gui-phan-anh", _("Hố ga, đèn đường, rác, vỉa hè…: chụp ảnh, ghim vị trí, gửi.")),
    Service("map-pinned", _("Bản đồ phản ánh"), "/ban-do", _("Xem mọi người đang phản ánh gì, ở đâu, tới đâu rồi.")),
    Service("files", _("Việc của tôi"), "/cua-toi", _("Ai đang giữ phản ánh của bạn, khi nào phải trả lời.")),
    Service("chart-column", _("Minh bạch"), "/minh-bach", _("Bao nhiêu việc, bao nhiêu đúng hạn, người dân đánh giá ra sao.")),
    Service("database", _("Dữ liệu mở"), "/du-lieu-mo", _("RSS và GeoJSON của các phản ánh công khai.")),
    Service("file-text", _("Thủ tục hành chính"), note=_("Phản ánh về quy định, thủ tục.")),
    Service("badge-dollar-sign", _("Phản ánh lãng phí"), note=_("Phản ánh hành vi gây lãng phí.")),
    Service("briefcase-business", _("Doanh nghiệp"), note=_("Kiến nghị của nhà đầu tư, doanh nghiệp.")),
    Service("calendar-days", _("Đặt lịch tiếp dân"), note=_("Hẹn giờ với cơ quan.")),
    Service("lightbulb", _("Sáng kiến, góp ý"), note=_("Góp ý cho thành phố.")),
    Service("megaphone", _("Cảnh báo, thông báo"), note=_("Tin từ thành phố tới khu phố của bạn.")),
)
