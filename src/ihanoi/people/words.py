"""Roles that are held in agencies, kinds of agency, and what people are told about their accounts."""

from __future__ import annotations

from typing import Final

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _

DEMO_DOMAIN: Final = "demo.ihanoi.example"
DEMO_PASSWORD: Final = "ihanoi-demo"

SUBJECT: Final = "account"  # of what history tells about accounts


class Role(TextChoices):
    """What a seat allows (regulation.md §2). Held in an agency, for a period, by an account."""

    ASSIGNER = "assigner", _("Cán bộ phân công xử lý")
    HANDLER = "handler", _("Cán bộ xử lý")
    APPROVER = "approver", _("Người có thẩm quyền")
    DISPATCHER = "dispatcher", _("Đầu mối điều phối thành phố")
    OVERSEER = "overseer", _("Giám sát")
    OPERATOR = "operator", _("Quản trị")
    INSPECTOR = "inspector", _("Thanh tra, kiểm tra")
    GUARDIAN = "guardian", _("Cán bộ bảo vệ dữ liệu cá nhân")


class AgencyKind(TextChoices):
    """Kinds of node in the tree of agencies."""

    CITY = "city", _("Thành phố")
    OFFICE = "office", _("Cơ quan tham mưu của thành phố")
    DEPARTMENT = "department", _("Sở, ngành")
    CORPORATION = "corporation", _("Tổng công ty, công ty")
    BOARD = "board", _("Ban quản lý dự án")
    POLICE = "police", _("Công an")
    DISTRICT = "district", _("Quận, huyện, thị xã")
    COMMUNE = "commune", _("Phường, xã")
    DIVISION = "division", _("Phòng, ban trực thuộc")


class Closed(TextChoices):
    """Why an account is closed."""

    LEFT = "left", _("Đã thôi công tác")
    IDLE = "idle", _("Lâu không dùng")


class Standing(TextChoices):
    """Whether somebody has shown that they may act for an organisation."""

    CLAIMED = "claimed", _("Chưa xác minh")
    VERIFIED = "verified", _("Đã xác minh")
    REFUSED = "refused", _("Không được xác minh")


class Form(TextChoices):
    """How a person wishes to be addressed; without a choice, by name alone."""

    NONE = "", _("Không dùng")
    CHI = "chị", _("Chị")
    ANH = "anh", _("Anh")
    BA = "bà", _("Bà")
    ONG = "ông", _("Ông")
    CO = "cô", _("Cô")
    CHU = "chú", _("Chú")


class Level(IntegerChoices):
    """How well the platform knows who somebody is. Each level has what the ones before it have."""

    UNKNOWN = 0, _("Chưa xác nhận")
    REACHABLE = 1, _("Đã xác nhận cách liên lạc")  # number or address answered with a code
    DECLARED = 2, _("Đã khai căn cước")  # citizen number, number and address (R20)
    PROVEN = 3, _("Đã định danh")  # VNeID, or papers seen at a counter


class Proof(TextChoices):
    """Who vouched for a person."""

    VNEID = "vneid", _("VNeID")
    COUNTER = "counter", _("Bộ phận một cửa đã xem giấy tờ")


class Purpose(TextChoices):
    """What a person consents to (Law 91/2025): each purpose by itself."""

    HANDLING = "handling", _("Xử lý phản ánh, kiến nghị và trả lời người gửi")
    NEWS = "news", _("Nhận tin cảnh báo và thông báo chung của thành phố")


class Why:
    """Sentences for a person whose sign-up or sign-in cannot go on."""

    NAME: Final = _("Hãy nhập họ và tên, để cơ quan biết xưng hô khi trả lời.")
    EMAIL: Final = _("Địa chỉ thư điện tử này chưa đúng. Ví dụ đúng: binh.nguyen@example.vn.")
    EMAIL_TAKEN: Final = _("Địa chỉ thư này đã có tài khoản. Hãy đăng nhập, hoặc dùng địa chỉ khác.")
    PASSWORD: Final = _("Hãy nhập mật khẩu.")
    PHONE: Final = _("Số điện thoại chưa đúng. Hãy nhập số di động 10 chữ số, ví dụ 0912 345 678.")
    PHONE_TAKEN: Final = _("Số điện thoại này đã có tài khoản. Hãy đăng nhập, hoặc dùng số khác.")
    CITIZEN_ID: Final = _(
        "Số căn cước chưa đúng. Hãy nhập đủ 12 chữ số như in trên thẻ, hoặc mang thẻ đến bộ phận một cửa phường, xã."
    )
    CITIZEN_ID_TAKEN: Final = _(
        "Số căn cước này đã được khai ở một tài khoản. Nếu tài khoản đó của bạn, hãy đăng nhập vào đó;"
        " nếu không, hãy mang thẻ đến bộ phận một cửa phường, xã để được xác nhận."
    )
    NEW_PASSWORD: Final = _("Hãy đặt mật khẩu, ít nhất 8 ký tự.")
    SHORT: Final = _("Mật khẩu cần ít nhất %(length)d ký tự.")
    COMMON: Final = _("Mật khẩu này quá phổ biến, người khác dễ đoán. Hãy chọn mật khẩu khác.")
    SIMILAR: Final = _("Mật khẩu quá giống tên, thư hoặc số điện thoại đã nhập. Hãy chọn mật khẩu khác.")
    WEAK: Final = _("Mật khẩu này chưa đủ mạnh. Hãy chọn mật khẩu khác.")
    CONSENT: Final = _("Thành phố chỉ xử lý được phản ánh khi có sự đồng ý cho dùng dữ liệu vào việc này.")
    WRONG: Final = _("Thư điện tử hoặc mật khẩu không đúng.")
    LOCKED: Final = _(
        "Đăng nhập sai quá nhiều lần. Hãy thử lại sau %(minutes)d phút; mọi phản ánh đã gửi vẫn an toàn."
    )
    WRONG_PASSWORD: Final = _("Mật khẩu đang dùng không đúng.")
    SAME_PASSWORD: Final = _("Mật khẩu mới phải khác mật khẩu đang dùng.")
    SHARED: Final = _("Đây là tài khoản dùng thử chung của bản trình diễn, nên không đổi mật khẩu được.")
    NO_UNIT: Final = _("Hãy chọn một phường, xã trong danh sách, hoặc để trống.")
    NOT_HERE: Final = _("Sự đồng ý này không rút lại được ở đây.")
    NO_ACCOUNT: Final = _("Không tìm thấy tài khoản này.")
    NO_AGENCY: Final = _("Không tìm thấy cơ quan này.")
    NO_ROLE: Final = _("Không có vai trò này.")
    HELD: Final = _("Người này đang giữ vai trò đó tại cơ quan.")
    NOT_HELD: Final = _("Người này không giữ vai trò đó tại cơ quan.")
    TAX_CODE: Final = _(
        "Mã số thuế chưa đúng: 10 chữ số (chi nhánh thêm 3 số, ví dụ 0100112437-001), hoặc 12 chữ số của hộ kinh doanh."
    )
    FIRM: Final = _("Ghi tên đầy đủ của doanh nghiệp, tổ chức như trong giấy đăng ký.")
    POSITION: Final = _("Ghi chức vụ, hoặc theo giấy ủy quyền nào.")
    REPRESENTED: Final = _("Bạn đang đại diện cho tổ chức này rồi.")
    NOT_REPRESENTED: Final = _("Bạn không đại diện cho tổ chức này.")
    NOT_OPERATOR: Final = _("Chỉ quản trị viên mới được cấp hoặc thu hồi vai trò.")
