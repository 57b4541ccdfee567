"""What each party is told of each move: title and text. A test demands a sentence for every `tells` of the table."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ihanoi.cases.words import Classification, Verb

V = Verb

TOLD: Final = {
    (V.SUBMIT, "sender"): (_("Đã gửi. Mã của bạn là %(code)s"), _("%(lead)s sẽ tiếp nhận trước %(due)s.")),
    (V.SUBMIT, "assigner"): (_("Phản ánh mới: %(title)s"), _("Cần tiếp nhận trước %(due)s.")),
    (V.SUBMIT, "turn"): (_("Phản ánh mới: %(title)s"), _("Cần tiếp nhận trước %(due)s.")),
    (V.ADD_INFORMATION, "turn"): (_("Người gửi bổ sung %(code)s"), _("%(title)s")),
    (V.RECEIVE, "sender"): (_("%(lead)s đã tiếp nhận"), _("Có kết quả trước %(result_due)s.")),
    (V.REFUSE_RECEPTION, "sender"): (
        _("%(lead)s từ chối tiếp nhận %(code)s"),
        _("Lý do: %(reason)s. %(text)s"),
    ),
    (V.REFUSE_RECEPTION, "overseer"): (
        _("%(lead)s từ chối tiếp nhận %(code)s"),
        _("%(title)s. Lý do: %(reason)s. %(text)s"),
    ),
    (V.SEND_UP, "sender"): (
        _("%(code)s được gửi lên %(lead)s"),
        _("Vì ngoài thẩm quyền của nơi nhận trước. %(lead)s sẽ chỉ định cơ quan xử lý."),
    ),
    (V.SEND_UP, "assigner"): (
        _("Cần điều phối: %(title)s"),
        _("Cấp dưới gửi lên: %(text)s. Cần xử lý trước %(due)s."),
    ),
    (V.TRANSFER, "sender"): (
        _("%(code)s được chuyển tới %(lead)s"),
        _("%(lead)s sẽ tiếp nhận trước %(due)s. Lý do chuyển: %(text)s"),
    ),
    (V.TRANSFER, "assigner"): (
        _("Được chuyển đến: %(title)s"),
        _("Lý do: %(text)s. Cần tiếp nhận trước %(due)s."),
    ),
    (V.ASSIGN, "turn"): (_("Được giao: %(title)s"), _("%(text)s")),
    (V.ASSIGN, "sender"): (_("%(code)s đã được giao xử lý"), _("%(holder)s đang giữ việc này.")),
    (V.ACCEPT, "sender"): (_("%(holder)s bắt đầu xử lý"), _("%(title)s. Có kết quả trước %(result_due)s.")),
    (V.REFUSE_HANDLING, "turn"): (_("Bị trả lại: %(title)s"), _("Lý do: %(reason)s. %(text)s")),
    (V.REFUSE_AFTER_CHECK, "sender"): (
        _("%(lead)s từ chối %(code)s sau khi xác minh"),
        _("Lý do: %(reason)s. %(text)s"),
    ),
    (V.REFUSE_AFTER_CHECK, "overseer"): (
        _("%(lead)s từ chối %(code)s sau khi xác minh"),
        _("%(title)s. Lý do: %(reason)s. %(text)s"),
    ),
    (V.ASK_EXTENSION, "approver"): (_("Xin gia hạn: %(title)s"), _("Đến %(new_due)s. Lý do: %(text)s")),
    (V.GRANT_EXTENSION, "sender"): (
        _("%(code)s được gia hạn đến %(new_due)s"),
        _("Theo %(document)s: %(text)s"),
    ),
    (V.GRANT_EXTENSION, "handler"): (_("Được gia hạn: %(title)s"), _("Hạn mới: %(new_due)s.")),
    (V.DENY_EXTENSION, "handler"): (_("Không được gia hạn: %(title)s"), _("%(text)s")),
    (V.ASK_SENDER, "sender"): (
        _("%(lead)s hỏi thêm về %(code)s"),
        _("“%(text)s” Trả lời giúp cơ quan xử lý nhanh hơn."),
    ),
    (V.SUBMIT_RESULT, "turn"): (_("Chờ duyệt: %(title)s"), _("%(handler)s trình kết quả: %(outcome)s.")),
    (V.REJECT_RESULT, "handler"): (_("Kết quả cần làm tiếp: %(title)s"), _("Còn thiếu: %(text)s")),
    (V.APPROVE, "sender"): (
        _("Đã có kết quả: %(title)s"),
        _("%(outcome)s. Mời bạn đánh giá trước %(rate_by)s."),
    ),
    (V.APPROVE, "handler"): (_("Kết quả được duyệt: %(title)s"), _("%(code)s")),
    (V.APPROVE, "followers"): (_("Đã xử lý: %(title)s"), _("%(outcome)s.")),
    (V.PUBLISH, "sender"): (
        _("Kết quả %(code)s đã công khai"),
        _("Mọi người đều xem được; tên bạn không hiện."),
    ),
    (V.PUBLISH, "followers"): (_("Kết quả đã công khai: %(title)s"), _("%(outcome)s.")),
    (V.KEEP_PRIVATE, "sender"): (
        _("Kết quả %(code)s không công khai"),
        _("Chỉ mình bạn xem được. Lý do: %(text)s"),
    ),
    (V.RATE, "approver"): (_("Người gửi đánh giá: %(rating)s"), _("%(title)s. %(text)s")),
    (V.REOPEN, "sender"): (_("%(code)s được mở lại"), _("%(lead)s phải xử lý lại. Lý do: %(text)s")),
    (V.REOPEN, "turn"): (_("Bị mở lại: %(title)s"), _("Lý do: %(text)s")),
    (V.WITHDRAW, "turn_before"): (_("Người gửi đã rút %(code)s"), _("%(title)s")),
    (V.MERGE, "sender"): (
        _("%(code)s được gộp vào %(target)s"),
        _("Cùng một việc. Bạn vẫn được báo khi có kết quả."),
    ),
    (V.MERGE, "followers"): (
        _("%(code)s được gộp vào %(target)s"),
        _("Cùng một việc. Bạn vẫn được báo khi có kết quả."),
    ),
    (V.UNMERGE, "sender"): (
        _("%(code)s được tách ra, xử lý riêng"),
        _(
            "Cơ quan thấy đây là việc khác với phản ánh đã gộp. %(lead)s xử lý tiếp trước %(due)s, hạn như cũ."
        ),
    ),
    (V.UNMERGE, "followers"): (
        _("%(code)s được tách ra, xử lý riêng"),
        _("Cơ quan thấy đây là việc khác với phản ánh đã gộp. %(lead)s xử lý tiếp."),
    ),
    (V.UNSEAL, "sender"): (
        _("Danh tính bạn giữ kín ở %(code)s đã được mở"),
        _("Lý do: %(text)s Chỉ người mở xem được, trong 24 giờ; mỗi lượt xem đều được ghi lại."),
    ),
    (V.REMIND, "turn"): (_("Thành phố nhắc: %(title)s"), _("%(text)s Trả lời trước %(reply_by)s.")),
    (V.REMIND, "approver"): (_("Thành phố nhắc: %(title)s"), _("%(text)s Trả lời trước %(reply_by)s.")),
    (V.SEND_UP, "turn"): (
        _("Cần điều phối: %(title)s"),
        _("Cấp dưới gửi lên: %(text)s. Cần xử lý trước %(due)s."),
    ),
    (V.TRANSFER, "turn"): (
        _("Được chuyển đến: %(title)s"),
        _("Lý do: %(text)s. Cần tiếp nhận trước %(due)s."),
    ),
    (V.CLASSIFY, "sender"): (
        _("%(lead)s sẽ trả lời %(code)s"),
        _("Nội dung thuộc thẩm quyền của cơ quan này. Có kết quả trước %(result_due)s."),
    ),
    (V.APPROVE, "overseer"): (
        _("Cần phúc tra: %(title)s"),
        _("Kiểm tra kết quả của %(lead)s trước %(due)s."),
    ),
    (V.PASS_CHECK, "sender"): (
        _("%(code)s đã có kết quả"),
        _("%(outcome)s. Kết quả đã được kiểm tra độc lập. Hãy xem và đánh giá trước %(rate_by)s."),
    ),
    (V.PASS_CHECK, "handler"): (_("Phúc tra đạt: %(title)s"), _("Câu trả lời đã tới người gửi.")),
    (V.PASS_CHECK, "approver"): (_("Phúc tra đạt: %(title)s"), _("Câu trả lời đã tới người gửi.")),
    (V.PASS_CHECK, "followers"): (_("%(code)s đã có kết quả"), _("%(title)s: %(outcome)s.")),
    (V.FAIL_CHECK, "handler"): (_("Phúc tra chưa đạt: %(title)s"), _("Còn thiếu: %(text)s")),
    (V.FAIL_CHECK, "approver"): (_("Phúc tra chưa đạt: %(title)s"), _("Còn thiếu: %(text)s")),
    (V.ANNOUNCE, "sender"): (
        _("%(code)s đã có kết quả và được công bố"),
        _("%(outcome)s. Hãy xem câu trả lời và đánh giá trước %(rate_by)s."),
    ),
    (V.ANNOUNCE, "handler"): (_("Đã duyệt và công bố: %(title)s"), _("Câu trả lời đã tới người gửi.")),
    (V.ANNOUNCE, "followers"): (_("%(code)s đã có kết quả"), _("%(title)s: %(outcome)s.")),
    (V.REVIEW, "sender"): (
        _("Đánh giá của bạn về %(code)s đã được xem xét"),
        _("%(finding)s %(text)s"),
    ),
    (V.REVIEW, "approver"): (_("Đã kết luận về đánh giá: %(title)s"), _("%(finding)s %(text)s")),
    (V.REVIEW, "turn"): (_("Phải xử lý lại: %(title)s"), _("%(finding)s %(text)s")),
    (V.RECALL, "sender"): (
        _("%(code)s trở lại xử lý"),
        _("Việc cơ quan hứa thực hiện đang được kiểm tra. Có kết quả trước %(result_due)s."),
    ),
    (V.RECALL, "turn"): (
        _("Đến hạn lời hứa: %(title)s"),
        _("Báo kết quả thực hiện kèm chứng minh trước %(result_due)s."),
    ),
    (V.SUCCEED, "sender"): (
        _("%(code)s nay do %(lead)s xử lý"),
        _("Vì cơ quan trước đã được sắp xếp lại. Hạn trả lời không thay đổi."),
    ),
    (V.TAKE_BACK, "turn"): (
        _("Cần giao người khác: %(title)s"),
        _("Người đang xử lý đã thôi việc ở đơn vị. Hạn giữ nguyên: %(kept_due)s."),
    ),
    (V.SUCCEED, "turn"): (_("Nhận từ cơ quan trước: %(title)s"), _("Hạn giữ nguyên: %(kept_due)s.")),
    (V.RECOMPUTE, "sender"): (_("Hạn của %(code)s được tính lại"), _("Hạn mới: %(due)s. Lý do: %(text)s")),
    (V.RECOMPUTE, "turn"): (_("Hạn được tính lại: %(title)s"), _("Hạn mới: %(due)s. Lý do: %(text)s")),
}

CLASSED: Final[dict[tuple[str, str, str], tuple[Promise, Promise]]] = {
    (V.RECEIVE, "sender", Classification.OTHER): (
        _("%(lead)s đã nhận và sẽ chuyển đúng nơi"),
        _(
            "Nội dung không thuộc thẩm quyền của cơ quan này; phải chuyển tới cơ quan có thẩm quyền trước %(due)s."
        ),
    ),
}
"""Where a move says something else of a report of this class (R69)."""


def told(verb: Verb, party: str, classification: str = "") -> tuple[Promise, Promise]:
    """Title and text for a party. Raises KeyError where the table names a party without a sentence."""
    return CLASSED.get((verb, party, classification)) or TOLD[verb, party]


WARNED: Final = {
    50: _("Đã dùng nửa thời hạn: %(title)s"),
    75: _("Sắp hết hạn: %(title)s"),
    100: _("Quá hạn: %(title)s"),
    150: _("Quá hạn nhiều: %(title)s"),
}
WARNED_EARLY: Final = _("Đã dùng %(percent)d%% thời hạn: %(title)s")
WARNED_TEXT: Final = _("%(clock)s, hạn %(due)s. %(holder)s đang giữ.")


def warned(percent: int) -> Promise:
    """The title of a warning at any share of a clock."""
    if percent in WARNED:
        return WARNED[percent]
    return WARNED_EARLY if percent < 100 else WARNED[100 if percent < 150 else 150]


ABSENT: Final = _("%(name)s nghỉ từ %(first)s đến %(last)s, đang có %(n)d việc trong tay")
ABSENT_TEXT: Final = _("Trong những ngày đó bạn có thể giao các việc này cho người khác; hạn giữ nguyên.")
