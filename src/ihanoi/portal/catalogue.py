"""The services of the city: those that work have an address; the announced ones (R101–R123) only a name."""

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


@dataclass(frozen=True, slots=True)
class Shelf:
    """Announced services that belong together."""

    label: Promise
    services: tuple[Service, ...]


SENDING: Final = (
    Service(
        "camera",
        _("Phản ánh hiện trường"),
        "/gui-phan-anh",
        _("Hố ga, đèn đường, rác, vỉa hè…: chụp ảnh, ghim vị trí, gửi."),
    ),
    Service(
        "file-text",
        _("Thủ tục hành chính"),
        "/gui/thu-tuc",
        _("Phản ánh, kiến nghị về quy định, thủ tục và cách cán bộ giải quyết."),
    ),
    Service(
        "badge-dollar-sign",
        _("Phản ánh lãng phí"),
        "/gui/lang-phi",
        _("Thủ trưởng cơ quan tiếp nhận, duyệt và công bố kết quả."),
    ),
    Service(
        "briefcase-business",
        _("Doanh nghiệp"),
        "/gui/doanh-nghiep",
        _("Kiến nghị của nhà đầu tư, doanh nghiệp, hộ kinh doanh."),
    ),
    Service(
        "message-square-text",
        _("Góp ý về ứng dụng"),
        "/gui/ung-dung",
        _("Lỗi, chỗ khó dùng, điều nên có trong ứng dụng này."),
    ),
)
"""The kinds of report, in the order of the regulation."""
READING: Final = (
    Service(
        "map-pinned",
        _("Bản đồ phản ánh"),
        "/ban-do",
        _("Xem mọi người đang phản ánh gì, ở đâu, tới đâu rồi."),
    ),
    Service("files", _("Việc của tôi"), "/cua-toi", _("Ai đang giữ phản ánh của bạn, khi nào phải trả lời.")),
    Service(
        "chart-column",
        _("Minh bạch"),
        "/minh-bach",
        _("Bao nhiêu việc, bao nhiêu đúng hạn, người dân đánh giá ra sao."),
    ),
    Service("bell", _("Thông báo"), "/thong-bao", _("Mỗi bước của phản ánh đều có tin báo cho người gửi.")),
    Service(
        "scale",
        _("Quy chế và thời hạn"),
        "/quy-che",
        _("Phản ánh đi qua những ai, mỗi bước bao lâu, trễ thì sao."),
    ),
    Service("database", _("Dữ liệu mở"), "/du-lieu-mo", _("RSS và GeoJSON của các phản ánh công khai.")),
)
WORKING: Final = (*SENDING, *READING)

TO_THE_CITY: Final = Shelf(
    _("Gửi tới chính quyền"),
    (
        Service("calendar-days", _("Đặt lịch tiếp dân"), note=_("Hẹn giờ với cơ quan.")),
        Service("lightbulb", _("Sáng kiến, góp ý"), note=_("Góp ý cho thành phố.")),
        Service("vote", _("Kiến nghị cử tri"), note=_("Gửi ý kiến tới đại biểu.")),
        Service("list-checks", _("Khảo sát ý kiến"), note=_("Trả lời câu hỏi của thành phố.")),
    ),
)
FROM_THE_CITY: Final = Shelf(
    _("Tin tức và trợ giúp"),
    (
        Service("megaphone", _("Cảnh báo, thông báo"), note=_("Tin từ thành phố tới khu phố của bạn.")),
        Service("newspaper", _("Tin tức Hà Nội"), note=_("Tin chính thức của thành phố.")),
        Service("messages-square", _("Trợ lý ảo"), note=_("Hỏi đáp cho người dân và cán bộ.")),
    ),
)
GETTING_AROUND: Final = Shelf(
    _("Đi lại"),
    (
        Service("cctv", _("Camera giao thông, điểm úng ngập"), note=_("Xem đường trước khi đi.")),
        Service("square-parking", _("Bãi đỗ xe"), note=_("Tìm chỗ, đặt trước, thanh toán.")),
        Service("bus", _("Xe buýt"), note=_("Tìm tuyến và điểm dừng.")),
        Service(
            "car",
            _("Phạt nguội, đăng kiểm, hành trình xe"),
            note=_("Tra cứu dữ liệu của cảnh sát giao thông, đăng kiểm, đường bộ."),
        ),
    ),
)
AT_HOME: Final = Shelf(
    _("Sức khỏe, học tập, gia đình"),
    (
        Service(
            "heart-pulse", _("Sổ sức khỏe điện tử"), note=_("Tra cứu hồ sơ, nhận kết quả khám chữa bệnh.")
        ),
        Service("school", _("Sổ liên lạc, tuyển sinh đầu cấp"), note=_("Việc học của con.")),
        Service("graduation-cap", _("Điểm thi"), note=_("Tra cứu điểm các kỳ thi.")),
        Service("wallet", _("Tiền điện, nạp điện thoại"), note=_("Thanh toán trực tuyến.")),
        Service("clipboard-list", _("Hồ sơ thủ tục hành chính"), note=_("Xem hồ sơ đã nộp đi đến đâu.")),
    ),
)
ANNOUNCED: Final = (TO_THE_CITY, FROM_THE_CITY, GETTING_AROUND, AT_HOME)

HOME: Final = (*SENDING, *READING[:3], *TO_THE_CITY.services[:2], FROM_THE_CITY.services[0])
"""The tiles of the front page, for which there is little room."""
