"""States, grounds, stages and decisions, with their labels, and the sentences of denials."""

from __future__ import annotations

from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Subject(TextChoices):
    """Of what the history tells."""

    LETTER = "letter", _("Công văn đôn đốc")
    INQUIRY = "inquiry", _("Yêu cầu giải trình")
    PROPOSAL = "proposal", _("Đề xuất nhắc nhở, phê bình")
    DIRECTIVE = "directive", _("Văn bản chỉ đạo")
    SAMPLE = "sample", _("Mẫu kiểm tra")
    EXPORT = "export", _("Lần xuất dữ liệu")
    OBSTACLE = "obstacle", _("Khó khăn, vướng mắc")
    THRESHOLD = "threshold", _("Ngưỡng")


class Role(TextChoices):
    """What an actor is towards something that an agency answers for."""

    OVERSEER = "overseer", _("Cơ quan theo dõi, đôn đốc")
    INSPECTOR = "inspector", _("Kiểm tra công vụ")
    AGENCY = "agency", _("Cơ quan phải trả lời")
    SYSTEM = "system", _("Hệ thống")


class LetterState(TextChoices):
    """A letter to agencies with overdue cases."""

    DRAFT = "draft", _("Dự thảo")
    SENT = "sent", _("Đã gửi")
    DROPPED = "dropped", _("Đã bỏ")


class InquiryState(TextChoices):
    """A case of which the agency must give an account."""

    OPEN = "open", _("Chờ giải trình")
    ANSWERED = "answered", _("Đã giải trình")
    ACCEPTED = "accepted", _("Chấp nhận giải trình")
    REJECTED = "rejected", _("Không chấp nhận")


class ProposalState(TextChoices):
    """From what a machine counted to what the city decided. Only a person takes it beyond `found`."""

    FOUND = "found", _("Máy tìm thấy, chờ xem")
    DISMISSED = "dismissed", _("Không đề xuất")
    PROPOSED = "proposed", _("Đã đề xuất")
    SENT = "sent", _("Đã trình UBND thành phố")
    ANSWERED = "answered", _("Đã có quyết định")
    WITHDRAWN = "withdrawn", _("Đã rút")


class Ground(TextChoices):
    """Why a reminder or criticism may be proposed (R87, R88)."""

    CLUSTER = "cluster", _("Phản ánh lặp lại, nhiều lần chưa hài lòng")
    LATE_MONTH = "late_month", _("Tỷ lệ chậm trong tháng vượt ngưỡng")


class Decision(TextChoices):
    """What the People's Committee answered (R89)."""

    REMINDED = "reminded", _("Nhắc nhở")
    CRITICISED = "criticised", _("Phê bình")
    DECLINED = "declined", _("Không nhắc nhở, phê bình")


class Threshold(TextChoices):
    """Numbers from which on something may be proposed; each is a dated row."""

    DISSATISFIED = "dissatisfied", _("Số lần chưa hài lòng của một cụm phản ánh lặp lại, từ")
    LATE_PERCENT = "late_percent", _("Tỷ lệ chậm trong tháng, trên (%)")
    LATE_MINIMUM = "late_minimum", _("Số phản ánh trong tháng để tính tỷ lệ, từ")


SEEDED: Final = {Threshold.DISSATISFIED: 5, Threshold.LATE_PERCENT: 30, Threshold.LATE_MINIMUM: 30}
"""R87: five times or more; R88: over 30 %; the smallest whole that makes a percentage fair is our choice ◇."""


class DirectiveKind(TextChoices):
    """Forms of documents by which the city directs."""

    TELEGRAM = "telegram", _("Công điện")
    LETTER = "letter", pgettext_lazy("directive", "Công văn")
    PLAN = "plan", _("Kế hoạch")
    DECISION = "decision", pgettext_lazy("directive", "Quyết định")
    NOTICE = "notice", pgettext_lazy("directive", "Thông báo")


class Stage(TextChoices):
    """On whose side an obstacle lies (R97)."""

    CITIZEN = "citizen", _("Khâu của người dân")
    BUSINESS = "business", _("Khâu của doanh nghiệp")
    GOVERNMENT = "government", _("Khâu của chính quyền")


class ObstacleState(TextChoices):
    """What becomes of a recorded obstacle (R96)."""

    NEW = "new", _("Mới ghi nhận")
    STUDIED = "studied", _("Đang nghiên cứu")
    SOLVED = "solved", _("Đã giải quyết")
    DECLINED = "declined", _("Không thực hiện")


class Verdict(TextChoices):
    """What a checked case shows (R94)."""

    COMPLIANT = "compliant", _("Chấp hành đúng")
    NOT_COMPLIANT = "not_compliant", _("Chưa chấp hành đúng")


class Verb(TextChoices):
    """Every move of this room."""

    DRAFT = "draft", _("Soạn công văn")
    AMEND = "amend", _("Lưu dự thảo")
    REFRESH = "refresh", _("Cập nhật danh sách")
    DROP = "drop", _("Bỏ dự thảo")
    SEND = "send", pgettext_lazy("accountability", "Ghi nhận đã gửi")
    ANSWER = "answer", pgettext_lazy("accountability", "Trả lời")
    ASK = "ask", _("Yêu cầu giải trình")
    ACCEPT = "accept", pgettext_lazy("accountability", "Chấp nhận")
    REJECT = "reject", pgettext_lazy("accountability", "Không chấp nhận")
    FIND = "find", _("Tìm thấy")
    PROPOSE = "propose", _("Đề xuất")
    DISMISS = "dismiss", _("Không đề xuất")
    WITHDRAW = "withdraw", pgettext_lazy("accountability", "Rút đề xuất")
    DECIDE = "decide", _("Ghi quyết định")
    RECORD = "record", _("Ghi nhận")
    STUDY = "study", _("Nhận nghiên cứu")
    SOLVE = "solve", _("Đã giải quyết")
    DECLINE = "decline", _("Không thực hiện")


class Why:
    """Sentences for what cannot be done."""

    NEEDED: Final = _("Hãy điền chỗ này.")
    NOT_FOUND: Final = _("Không tìm thấy văn bản này.")
    NOT_YOURS: Final = _("Việc này do cơ quan khác làm.")
    NOT_NOW: Final = _("Bước này không còn làm được; có thể người khác vừa làm xong.")
    REPLY_PAST: Final = _("Hạn trả lời phải sau hôm nay, để cơ quan còn kịp trả lời.")
    REPLY_OFF: Final = _("Ngày này không phải ngày làm việc theo lịch của thành phố. Hãy chọn ngày làm việc.")
    STALE: Final = _("Danh sách không còn là của hôm nay. Hãy cập nhật danh sách rồi mới gửi.")
    NO_CASES: Final = _("Công văn chưa nêu phản ánh nào.")
    NO_AGENCY: Final = _("Hãy chọn ít nhất một cơ quan có việc quá hạn.")
    EMPTY_AGENCY: Final = _(
        "Có cơ quan không còn việc nào được nêu. Hãy bỏ cơ quan đó, hoặc giữ lại một việc."
    )
    TOO_MANY: Final = _("Danh sách có hơn 500 phản ánh. Hãy chọn ít cơ quan hơn.")
    NUMBER: Final = _("Số, ký hiệu chưa đúng. Ví dụ đúng: 2468/UBND-TTĐT.")
    NUMBER_TAKEN: Final = _("Số, ký hiệu này đã có trong sổ. Hãy kiểm tra lại.")
    SIGNED_AHEAD: Final = _("Ngày ký không thể sau hôm nay.")
    ANSWERED: Final = _("Cơ quan này đã trả lời rồi.")
    ASKED: Final = _("Phản ánh này đang có một yêu cầu giải trình chưa kết thúc.")
    NO_CASE: Final = _("Không tìm thấy phản ánh có mã này, hoặc bạn không được xem.")
    NO_STAGE: Final = _("Hãy chọn khâu trong danh sách.")
    NOT_IN_LIST: Final = _("Hãy chọn trong danh sách.")
    BELOW: Final = _("Theo số liệu hiện nay, cơ quan không còn vượt ngưỡng nên không đề xuất được.")
    NOTHING_LINKED: Final = _("Hãy chọn đúng một thứ để gắn với văn bản này.")
    LINKED: Final = _("Đã gắn với văn bản này rồi.")
    SAMPLE_SIZE: Final = _("Cỡ mẫu từ 1 đến 200 phản ánh.")
    SEED: Final = _("Hãy nhập chuỗi khởi tạo, ví dụ ngày rút mẫu, để ai cũng rút lại được đúng mẫu này.")
    NO_POPULATION: Final = _("Không có phản ánh nào trong phạm vi này.")
    PERIOD: Final = _("Ngày cuối phải từ ngày đầu trở đi.")
    THRESHOLD: Final = _("Ngưỡng phải từ 1 đến %(most)d.")
    THRESHOLD_PAST: Final = _("Ngưỡng mới có hiệu lực từ hôm nay trở đi; không đổi ngưỡng của ngày đã qua.")


# Official papers are Vietnamese whoever drafts them, so these are not translated.
LETTER_SUBJECT: Final = "xử lý phản ánh, kiến nghị quá hạn trên ứng dụng iHanoi"
LETTER_BODY: Final = (
    "Đề nghị Thủ trưởng các cơ quan, đơn vị chỉ đạo kiểm tra từng phản ánh trong danh sách; tiếp nhận, xử lý dứt điểm "
    "và trả lời người dân trên ứng dụng iHanoi.\n"
    "Làm rõ nguyên nhân và trách nhiệm để chậm; có biện pháp không để phát sinh phản ánh quá hạn mới."
)

METHOD: Final = _(
    "Tính SHA-256 của chuỗi khởi tạo, dấu hai chấm và mã phản ánh; xếp tăng dần; lấy từ đầu cho đủ cỡ mẫu."
)
"""How a sample is drawn, so that anybody can draw it again."""


TOLD: Final = {
    "letter_sent": (
        _("Công văn %(number)s nêu %(n)d phản ánh quá hạn của cơ quan"),
        _("Trả lời bằng văn bản chậm nhất ngày %(day)s."),
    ),
    "letter_answered": (
        _("%(agency)s đã trả lời công văn %(number)s"),
        _("Hạn trả lời là ngày %(day)s."),
    ),
    "inquiry_asked": (
        _("Yêu cầu giải trình về phản ánh %(code)s"),
        _("Giải trình bằng văn bản chậm nhất ngày %(day)s."),
    ),
    "inquiry_answered": (
        _("%(agency)s đã giải trình về phản ánh %(code)s"),
        _("Hạn giải trình là ngày %(day)s."),
    ),
    "inquiry_closed": (_("%(state)s về phản ánh %(code)s"), "%(verdict)s"),
    "proposals_found": (
        _("%(n)d trường hợp vượt ngưỡng, chờ người xem xét"),
        _("Máy chỉ đếm. Chỉ người theo dõi mới đề xuất nhắc nhở, phê bình."),
    ),
    "proposal_sent": (
        _("Cơ quan được nêu trong đề xuất trình UBND thành phố, văn bản %(number)s"),
        _("Mở đề xuất để xem số liệu và các phản ánh kèm theo."),
    ),
    "proposal_decided": (_("UBND thành phố đã quyết định: %(decision)s"), "%(text)s"),
    "obstacle_recorded": (_("%(agency)s ghi nhận một khó khăn, vướng mắc"), "%(stage)s"),
    "obstacle_answered": (_("Khó khăn, vướng mắc của cơ quan: %(state)s"), "%(text)s"),
}
"""Title and body of each notice."""
