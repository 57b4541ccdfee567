"""Roles that are held in agencies, kinds of agency, and what people are told about their accounts."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _

DEMO_DOMAIN: Final = "demo.ihanoi.example"
DEMO_PASSWORD: Final = "ihanoi-demo"

NOBODY: Final = "Tài khoản đã xóa"  # stands where the name of a forgotten person stood
SUBJECT: Final = "account"  # of what history tells about accounts
INVITATION: Final = "invitation"  # and about invitations, before there is an account


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
    FORGOTTEN = "forgot", _("Đã xóa theo yêu cầu của người dùng")


class Condition(TextChoices):
    """How an official's account stands, for those who administer it."""

    OPEN = "open", _("Đang dùng")
    AWAY = "away", _("Đang nghỉ, có người thay")
    SEATLESS = "seatless", _("Không giữ vai trò nào")
    IDLE = "idle", _("Đã khóa vì lâu không dùng")
    LEFT = "left", _("Đã thôi công tác")


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


class Sex(StrEnum):
    """As a citizen number says it, and the OpenID claim `gender`."""

    MALE = "male"
    FEMALE = "female"


class Level(IntegerChoices):
    """How well the platform knows who somebody is. Each level has what the ones before it have."""

    UNKNOWN = 0, _("Chưa xác nhận")
    REACHABLE = 1, _("Đã xác nhận cách liên lạc")  # number or address answered with a code
    DECLARED = 2, _("Đã khai căn cước")  # citizen number, number and address (R20)
    PROVEN = 3, _("Đã định danh")  # VNeID, or papers seen at a counter


NEXT: Final = {
    Level.UNKNOWN: _("Xác nhận số điện thoại hoặc thư điện tử bằng mã để lên mức sau."),
    Level.REACHABLE: _("Khai đủ số căn cước, số điện thoại và thư điện tử để gửi được phản ánh."),
    Level.DECLARED: _("Nối VNeID, hoặc mang thẻ căn cước đến bộ phận một cửa, để danh tính được xác nhận."),
}


class Proof(TextChoices):
    """Who vouched for a person."""

    VNEID = "vneid", _("VNeID")
    COUNTER = "counter", _("Bộ phận một cửa đã xem giấy tờ")


class Act(TextChoices):
    """What opens as the platform knows somebody better (regulation.NEEDED)."""

    FOLLOW = "follow", _("Viết bản nháp, theo dõi phản ánh của người khác")
    WARN = "warn", _("Báo việc nguy hiểm trước, khai thông tin còn thiếu sau")
    SEND = "send", _("Gửi mọi loại phản ánh, kiến nghị")
    BE_SURE = "be_sure", _("Tên và số căn cước được xác nhận; không tài khoản nào khác được xác nhận trùng")


class Purpose(TextChoices):
    """What a person consents to (Law 91/2025): each purpose by itself."""

    HANDLING = "handling", _("Xử lý phản ánh, kiến nghị và trả lời người gửi")
    PAPERS = "papers", _("Xem ảnh, tệp giấy tờ bạn gửi để xác minh (dữ liệu nhạy cảm)")
    POSITION = "position", _("Lấy vị trí của máy để ghim nơi phản ánh (dữ liệu nhạy cảm)")
    NEWS = "news", _("Nhận tin cảnh báo và thông báo chung của thành phố")


AT_ONCE: Final = (Purpose.NEWS, Purpose.PAPERS, Purpose.POSITION)
"""Taken back by oneself on a page; the next papers or position ask again. Handling goes through a request."""


class Why:
    """Sentences for a person whose sign-up or sign-in cannot go on."""

    NAME: Final = _(
        "Hãy nhập họ và tên, không kèm số điện thoại, số căn cước hay địa chỉ thư, để cơ quan biết xưng hô khi trả lời."
    )
    EMAIL: Final = _("Địa chỉ thư điện tử này chưa đúng. Ví dụ đúng: binh.nguyen@example.vn.")
    EMAIL_TAKEN: Final = _("Địa chỉ thư này đã có tài khoản. Hãy đăng nhập, hoặc dùng địa chỉ khác.")
    PASSWORD: Final = _("Hãy nhập mật khẩu.")
    PHONE: Final = _("Số điện thoại chưa đúng. Hãy nhập số di động 10 chữ số, ví dụ 0912 345 678.")
    PHONE_TAKEN: Final = _("Số điện thoại này đã có tài khoản. Hãy đăng nhập, hoặc dùng số khác.")
    CITIZEN_ID: Final = _(
        "Số căn cước chưa đúng. Hãy nhập đủ 12 chữ số như in trên thẻ, hoặc mang thẻ đến bộ phận một cửa phường, xã."
    )
    HELD_ELSEWHERE: Final = _(
        "Số hoặc địa chỉ này đang thuộc một tài khoản khác của bạn. Hãy đăng nhập vào tài khoản đó, hoặc dùng số khác."
    )
    AGENCY_ADDRESS: Final = _("Địa chỉ thư của cán bộ do cơ quan ghi; muốn sửa hãy báo quản trị của cơ quan.")
    SHARED_CONTACT: Final = _(
        "Đây là tài khoản dùng thử chung của bản trình diễn, nên không đổi số điện thoại hay thư được."
    )
    NEW_PASSWORD: Final = _("Hãy đặt mật khẩu, ít nhất 8 ký tự.")
    SHORT: Final = _("Mật khẩu cần ít nhất %(length)d ký tự.")
    COMMON: Final = _("Mật khẩu này quá phổ biến, người khác dễ đoán. Hãy chọn mật khẩu khác.")
    SIMILAR: Final = _("Mật khẩu quá giống tên, thư hoặc số điện thoại đã nhập. Hãy chọn mật khẩu khác.")
    WEAK: Final = _("Mật khẩu này chưa đủ mạnh. Hãy chọn mật khẩu khác.")
    CONSENT: Final = _("Thành phố chỉ xử lý được phản ánh khi có sự đồng ý cho dùng dữ liệu vào việc này.")
    READ_AGAIN: Final = _("Lời văn đồng ý vừa được sửa. Hãy đọc lại rồi bấm đồng ý.")
    WRONG: Final = _("Số điện thoại, thư điện tử hoặc mật khẩu không đúng.")
    LOCKED: Final = _(
        "Đăng nhập sai quá nhiều lần. Hãy thử lại sau %(minutes)d phút; mọi phản ánh đã gửi vẫn an toàn."
    )
    NO_UNIT: Final = _("Hãy chọn một phường, xã trong danh sách, hoặc để trống.")
    HOLDS_SEATS: Final = _("Người này đang giữ vai trò trong cơ quan, nên tài khoản chưa xóa được.")
    NOT_GUARDIAN: Final = _(
        "Việc này chỉ cán bộ bảo vệ dữ liệu cá nhân được làm, và không làm cho chính mình."
    )
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
    ROLE_OF_CITY: Final = _(
        "Vai trò này có phạm vi toàn thành phố. Hãy đề nghị quản trị viên của thành phố cấp hoặc giao người thay."
    )


class WhyOfficial:
    """Sentences for operators, and for officials who are invited, away or gone."""

    EMAIL: Final = _("Nhập địa chỉ thư công vụ của người được mời, ví dụ binh.nguyen@hanoi.gov.vn.")
    NAME: Final = _("Nhập họ và tên của người được mời, không kèm số điện thoại hay địa chỉ thư.")
    ROLES: Final = _("Chọn ít nhất một vai trò.")
    PERIOD: Final = _("Ngày cuối phải sau ngày đầu và chưa qua.")
    PAST: Final = _("Ngày đầu không thể ở trước hôm nay.")
    REASON: Final = _("Ghi lý do trong một câu; lý do được lưu lại.")
    INVITED: Final = _(
        "Địa chỉ này đã có thư mời còn hiệu lực của cơ quan. Có thể gửi lại hoặc thu hồi thư đó."
    )
    NO_INVITATION: Final = _(
        "Thư mời này không còn dùng được: đã quá hạn, bị thu hồi hoặc đã nhận rồi. Hãy nhờ người mời gửi lại."
    )
    INVITER_GONE: Final = _(
        "Người mời không còn quyền cấp vai trò này, nên thư mời hết hiệu lực. Hãy đề nghị cơ quan gửi thư mời mới."
    )
    HAS_ACCOUNT: Final = _("Địa chỉ này đã có tài khoản. Hãy đăng nhập bằng tài khoản đó rồi nhận lời mời.")
    OTHER_ADDRESS: Final = _(
        "Thư mời gửi cho một địa chỉ khác. Hãy đăng nhập bằng tài khoản của địa chỉ nhận thư."
    )
    NO_OFFICIAL: Final = _("Không có tài khoản này trong các cơ quan bạn quản trị.")
    NO_COLLEAGUE: Final = _("Chọn một đồng nghiệp đang giữ vai trò trong cùng cơ quan.")
    NOT_TO_ONESELF: Final = _("Không thể tự giao vai trò của người khác cho chính mình.")
    AWAY: Final = _("Trong những ngày này đã có người thay rồi.")
    AWAY_TOO: Final = _("Đồng nghiệp này cũng nghỉ trong những ngày đó.")
    NO_DELEGATION: Final = _("Không có lần giao thay nào như vậy.")
    DELEGATION_OVER: Final = _("Lần giao thay này đã kết thúc.")
    NOT_ONESELF: Final = _("Việc này phải do một quản trị viên khác làm cho bạn.")
    NOT_CLOSED: Final = _("Tài khoản này đang mở, hoặc không phải do nghỉ việc hay lâu không dùng mà đóng.")
    NO_VERDICT: Final = _("Chọn giữ hay thu hồi cho ít nhất một vai trò.")
    CHECKED: Final = _("Có vai trò vừa được người khác xem xét hoặc đã thu hồi. Hãy xem lại danh sách.")


class WhyOrganisation:
    """Sentences for those who act for organisations, and for officers who look at their papers."""

    UNIT: Final = _("Chọn phường, xã nơi đặt trụ sở: cơ quan ở đó xem giấy tờ.")
    PAPERS: Final = _("Gửi ít nhất một ảnh hoặc tệp PDF: giấy đăng ký, hoặc giấy ủy quyền có tên bạn.")
    VERIFIED: Final = _("Việc đại diện này đã được xác minh.")
    NOT_HERE: Final = _("Không có ai chờ xác minh như vậy ở cơ quan của bạn.")
    REFUSAL: Final = _("Ghi vì sao giấy tờ chưa đủ; người gửi đọc câu này.")
    NOT_VERIFIED: Final = _("Chỉ người đại diện đã được xác minh mới xác nhận được cho đồng nghiệp.")
    OWN: Final = _("Không thể tự xác minh cho mình.")


class Known:
    """Sentences about how well somebody is known."""

    PROVEN: Final = _(
        "Số căn cước đã được xác nhận nên không sửa ở đây được. Nếu sai, hãy mang thẻ đến bộ phận một cửa."
    )
    HALF: Final = _("Đã định danh, còn thiếu thông tin liên lạc")
    NOT_OFFICER: Final = _("Chỉ cán bộ tiếp nhận của phường, xã mới xác nhận danh tính tại quầy được.")
    NOT_ONESELF: Final = _("Không tự xác nhận danh tính của chính mình được; hãy nhờ cán bộ khác.")
    NOBODY_THERE: Final = _(
        "Chưa xác nhận được: không có tài khoản nào đã xác nhận số hoặc địa chỉ này, hoặc tài khoản đó khai số căn "
        "cước khác. Hãy cùng người dân đăng nhập và xem lại phần định danh của họ."
    )
    OTHER_NUMBER: Final = _("Tài khoản này đã khai một số căn cước khác. Hãy xem lại số trên thẻ.")
    PROVEN_ELSEWHERE: Final = _(
        "Số căn cước này đã được xác nhận ở một tài khoản khác. Hãy giúp người dân đăng nhập vào tài khoản đó."
    )
    TOLD_TITLE: Final = _("Danh tính của bạn đã được xác nhận tại quầy")
    TOLD: Final = _(
        "Cán bộ đã xem thẻ căn cước của bạn. Nếu không phải bạn, hãy báo ngay bộ phận một cửa phường, xã."
    )
    CARD: Final = _("Hãy xác nhận rằng bạn đã xem thẻ căn cước bản gốc.")
    BORN: Final = _("Nhập ngày sinh như in trên thẻ, ví dụ 17/05/1990; thẻ chỉ ghi năm thì nhập năm.")
    BORN_OTHERWISE: Final = _("Ngày sinh này không khớp với số căn cước. Hãy xem lại cả hai trên thẻ.")
    SHARED: Final = _("Đây là tài khoản dùng thử chung của bản trình diễn, nên không đổi danh tính được.")


DID: Final = {
    "create": _("Tạo tài khoản"),
    "accept_invitation": _("Nhận lời mời"),
    "grant": _("Cấp vai trò"),
    "revoke": _("Thu hồi vai trò"),
    "confirm_seat": _("Rà soát: giữ vai trò"),
    "end_seat": _("Rà soát: thu hồi vai trò"),
    "delegate": _("Giao người thay"),
    "end_delegation": _("Kết thúc việc thay"),
    "leave": _("Ghi thôi công tác"),
    "close_idle": _("Khóa vì lâu không dùng"),
    "reopen_account": _("Mở lại tài khoản"),
    "reset_second_proof": _("Đặt lại bước xác nhận thứ hai"),
    "unlock_sign_in": _("Mở khóa đăng nhập"),
}
"""What history tells operators of an official's account."""
