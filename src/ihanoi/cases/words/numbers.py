"""What the operator is told about limits, reasons and warnings, and what ships with the platform."""

from __future__ import annotations

from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from ihanoi.cases.words import Kind, RatingReason, ReasonList, ReceptionRefusal, ReviewCause


class Party(TextChoices):
    """Whom a warning tells."""

    TURN = "turn", _("Người đang phải làm")
    APPROVER = "approver", _("Người có thẩm quyền của cơ quan")
    OVERSEER = "overseer", _("Cơ quan giám sát của thành phố")


class Basis(TextChoices):
    """By what due times are counted anew."""

    LIMITS = "limits", _("Theo hạn đang có hiệu lực và lịch làm việc hiện nay")
    CALENDAR = "calendar", _("Giữ số giờ, số ngày đã cho; chỉ theo lịch làm việc hiện nay")


ADVICE: Final = {
    ReceptionRefusal.INCOMPLETE: _("Gửi lại với địa chỉ rõ hơn, thời điểm và ảnh thấy được chỗ đó."),
    ReceptionRefusal.WORDING: _(
        "Viết lại bằng lời bình thường rồi gửi lại. Bản bị từ chối không hiện công khai."
    ),
    ReceptionRefusal.MEDIA: _("Gửi lại với ảnh tự chụp tại chỗ. Bản bị từ chối không hiện công khai."),
    ReceptionRefusal.OTHER_CHANNEL: _("Nộp đơn ở nơi tiếp công dân; luật có trình tự riêng cho việc này."),
    ReceptionRefusal.NOT_PUBLIC: _("Nhờ hòa giải ở tổ dân phố, thôn. Bản bị từ chối không hiện công khai."),
}
"""What the sender can do after a refusal."""

REASONS: Final = {
    ReasonList.RECEPTION: (
        *((str(r.value), r.label, ADVICE[r], ()) for r in ReceptionRefusal),
        (
            "land",
            _("Tranh chấp đất đai: thuộc kênh khác"),
            _("Đề nghị UBND phường, xã hòa giải; sau đó theo trình tự của Luật Đất đai hoặc Tòa án."),
            (),
        ),
        (
            "form",
            _("Không đúng hình thức của phản ánh về thủ tục hành chính"),
            _("Ghi rõ thủ tục hoặc quy định nào, vướng ở đâu, và cách liên hệ với bạn, rồi gửi lại."),
            (str(Kind.PROCEDURE),),
        ),
    ),
    ReasonList.RATING: tuple((str(r.value), r.label, "", ()) for r in RatingReason),
    ReasonList.REVIEW: tuple((str(r.value), r.label, "", ()) for r in ReviewCause),
}
"""Code, label, advice and kinds (none: all) of the reasons that ship, in the order in which they are offered."""

LADDER: Final = (
    (50, (Party.TURN,), False),
    (75, (Party.TURN,), False),
    (100, (Party.TURN, Party.APPROVER), False),
    (150, (Party.TURN, Party.APPROVER, Party.OVERSEER), True),
)
"""At which share of a clock who is told, and whether again every working day (regulation.md §5)."""


class Cannot:
    """Why a number is not changed."""

    NOT_OPERATOR = _("Chỉ quản trị viên của thành phố được đổi hạn, lý do và mức nhắc.")
    PAST = _("Chỉ đổi được từ hôm nay trở đi. Những gì đã có hiệu lực không viết lại.")
    IN_FORCE = _("Mục này đã có hiệu lực từ hôm nay. Hãy chọn từ ngày mai trở đi.")
    PLANNED = _("Đã có một thay đổi định trước. Hãy bỏ thay đổi đó rồi đặt lại.")
    NOTHING_PLANNED = _("Không có thay đổi nào định trước.")
    UNKNOWN_CLOCK = _("Quy chế không có thời hạn này cho loại phản ánh này.")
    AMOUNT = _("Hạn là một số từ 1 đến 400.")
    NOT_IN_FORCE = _("Mục này hiện không còn được dùng.")
    LAST_REASON = _("Phải còn ít nhất một lý do cho mỗi loại phản ánh.")
    KINDS = _("Chỉ lý do từ chối tiếp nhận mới phân theo loại phản ánh.")
    PERCENT = _("Mức là phần trăm thời hạn, từ 1 đến 1000.")
    PARTIES = _("Chọn ít nhất một nơi được báo.")
    SCOPE = _("Chọn một phạm vi có trong danh sách.")
    UNFINISHED = _("Một lần tính lại khác chưa xong. Hãy đợi nó xong rồi làm tiếp.")
    SPAN = _("Khoảng thời gian dài ít nhất một ngày, nhiều nhất một năm.")
    PEOPLE = _("Số người thêm hoặc bớt từ -100 đến 100.")
    SIMULATING = _("Một lần mô phỏng khác chưa xong. Hãy đợi nó xong rồi hỏi tiếp.")
    UNDONE = _("Lần tính lại này đã được trả về trước đó, hoặc chưa xong.")


UNIT_WORDS: Final = {
    "working_hours": _("giờ làm việc"),
    "working_days": _("ngày làm việc"),
    "hours": _("giờ liên tục"),
    "days": _("ngày"),
}
