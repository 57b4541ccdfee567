"""What people are told: why something cannot be done, and what a notice says."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _


class Why:
    """Sentences for what cannot be done."""

    NEEDED: Final = _("Hãy điền chỗ này.")
    NOT_FOUND: Final = _("Không tìm thấy trang này.")
    NOT_YOURS: Final = _("Việc này do cán bộ bảo vệ dữ liệu cá nhân làm.")
    NOT_NOW: Final = _("Bước này không còn làm được; có thể người khác vừa làm xong. Hãy tải lại trang.")
    NOT_IN_LIST: Final = _("Hãy chọn trong danh sách.")
    SIGN_IN_AGAIN: Final = _(
        "Để không ai lấy hoặc xóa dữ liệu thay bạn, hãy xác nhận lại chính là bạn rồi gửi yêu cầu trong vòng 10 phút."
    )
    ALREADY: Final = _("Bạn đã có một yêu cầu như vậy đang được xử lý. Hãy chờ trả lời, hoặc rút yêu cầu đó.")
    ALREADY_HERE: Final = _("Yêu cầu như vậy của người này đang chờ trong danh sách. Hãy mở yêu cầu đó.")
    NO_CONTACT: Final = _(
        "Không thấy liên hệ của người không có tài khoản theo mã này. Hãy xem lại mã; ai có tài khoản thì tự gửi yêu "
        "cầu trong “Dữ liệu của tôi”; liên hệ đã xóa thì không còn gì để làm."
    )
    SHARED: Final = _(
        "Đây là tài khoản dùng thử chung của bản trình diễn: không ai được lấy bản sao hay xóa thay người khác. "
        "Hãy tạo một tài khoản riêng để thử."
    )
    OFFICIAL: Final = _(
        "Tài khoản này đang giữ vai trò trong cơ quan nên chưa xóa được. Cơ quan phải thôi giao vai trò trước."
    )
    CHOOSE: Final = _("Còn phản ánh đang mở. Hãy chọn: chờ trả lời xong, hay rút các phản ánh đó.")
    STILL_OPEN: Final = _(
        "Còn %(n)d phản ánh của người này chưa có kết quả. Chỉ xóa được khi các phản ánh đó đã kết thúc."
    )
    RESTRICTED: Final = _("Dữ liệu của tài khoản này đang được hạn chế rồi.")
    NO_CONSENT: Final = _("Chưa có sự đồng ý nào đang có hiệu lực để rút.")
    NOTHING_TO_CORRECT: Final = _("Hãy nhập ít nhất một chỗ đúng để sửa.")
    LINKED: Final = _(
        "Tài khoản này đang nối với VNeID, nên tên và số căn cước theo VNeID. Nếu giấy tờ đã đổi, người yêu cầu gỡ nối "
        "VNeID trước, rồi mới sửa được ở đây."
    )
    NO_COPY: Final = _("Bản sao chưa làm xong. Hãy cho máy làm lại, rồi xem lại sau ít phút.")
    GONE: Final = _("Bản sao này không còn: chỉ giữ được ít ngày. Hãy yêu cầu bản sao mới.")
    FOUND_AHEAD: Final = _("Thời điểm phát hiện không thể sau bây giờ.")
    FROZEN: Final = _("Danh sách đã chốt nên không thêm được nữa.")
    NOT_FROZEN: Final = _("Hãy chốt danh sách người bị ảnh hưởng trước, để mọi người nhận cùng một lời báo.")
    TOLD_ALREADY: Final = _("Những người trong danh sách đã được báo rồi.")
    NOT_NOTIFIED: Final = _("Chưa ghi nhận đã gửi thông báo chính thức, nên chưa kết thúc được.")
    NOT_TOLD: Final = _("Những người trong danh sách chưa được báo, nên chưa kết thúc được.")
    NO_CODES: Final = _("Không có phản ánh nào có mã như vậy.")
    PERIOD: Final = _("Khoảng thời gian chưa đúng: lúc cuối phải sau lúc đầu.")
    AMOUNT: Final = _("Con số phải từ 1 đến %(most)d.")
    SHORTER: Final = _("Quy định cho tối đa %(most)s; thành phố chỉ có thể đặt ngắn hơn.")
    DAY_PAST: Final = _("Thời hạn mới có hiệu lực từ hôm nay trở đi.")


TOLD: Final = {
    "request_received": (
        _("Đã nhận yêu cầu %(code)s: %(right)s"),
        _("Cán bộ bảo vệ dữ liệu trả lời trước %(answer)s; làm xong chậm nhất ngày %(done)s."),
    ),
    "request_accepted": (
        _("Yêu cầu %(code)s đang được thực hiện"),
        _("Làm xong chậm nhất ngày %(done)s."),
    ),
    "request_extended": (
        _("Yêu cầu %(code)s được gia hạn đến ngày %(done)s"),
        _("Lý do: %(reason)s Chỉ gia hạn được một lần."),
    ),
    "proof_gone": (
        _("Danh tính của bạn cần được xác nhận lại"),
        _(
            "Tên hoặc số căn cước vừa được sửa theo yêu cầu %(code)s mà chưa xem thẻ. Hãy nối VNeID, hoặc mang thẻ căn "
            "cước đến bộ phận một cửa phường, xã."
        ),
    ),
    "request_done": (_("Yêu cầu %(code)s đã thực hiện xong"), "%(reason)s"),
    "copy_ready": (
        _("Bản sao dữ liệu của bạn đã sẵn sàng"),
        _("Tải về trong “Dữ liệu của tôi” trước %(until)s. Sau đó bản sao tự xóa."),
    ),
    "request_refused": (
        _("Yêu cầu %(code)s không thực hiện được"),
        _(
            "Lý do: %(reason)s Không đồng ý thì bạn có thể khiếu nại tới %(keeper)s, "
            "hoặc phản ánh tới cơ quan chuyên trách bảo vệ dữ liệu cá nhân (Công an thành phố)."
        ),
    ),
    "restriction_lifted": (
        _("Đã bỏ hạn chế sử dụng dữ liệu"),
        _("Bạn gửi phản ánh và nhận thư như trước."),
    ),
    "request_asked": (
        _("Yêu cầu mới về dữ liệu: %(right)s"),
        _("%(code)s, trả lời trước %(answer)s."),
    ),
    "request_soon": (
        _("Yêu cầu %(code)s sắp đến hạn"),
        _("%(right)s: %(what)s trước %(due)s."),
    ),
    "request_over": (
        _("Yêu cầu %(code)s đã quá hạn"),
        _("%(right)s: lẽ ra %(what)s trước %(due)s."),
    ),
    "incident_recorded": (
        _("Sự cố dữ liệu %(code)s"),
        _("Báo tin ban đầu trước %(first)s; thông báo chính thức trước %(notice)s."),
    ),
    "incident_soon": (
        _("Sự cố %(code)s: sắp hết hạn %(what)s"),
        _("Hạn là %(due)s, tính theo giờ đồng hồ, cả ngày nghỉ."),
    ),
    "incident_over": (
        _("Sự cố %(code)s: đã quá hạn %(what)s"),
        _("Hạn là %(due)s. Hãy làm ngay và ghi rõ lý do chậm."),
    ),
    "incident_told": (_("Thông báo về sự cố dữ liệu có liên quan đến bạn"), "%(text)s"),
}
"""Title and body of each notice."""

SENDER_OF: Final = _("Người gửi phản ánh %(code)s")
"""Whoever has no account, by the report."""

DOING: Final = {"answer": _("trả lời đã nhận"), "done": _("thực hiện xong")}
"""What a clock of a request waits for."""
