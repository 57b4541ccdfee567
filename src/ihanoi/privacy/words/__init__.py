"""Rights, requests, incidents: their names, states and verbs, with the labels that people read."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ihanoi.privacy.words.data import DataClass, Fate
from ihanoi.privacy.words.sentences import SENDER_OF, TOLD, Why

__all__ = [
    "OF_SENDERS", "SENDER_OF", "TOLD", "DataClass", "Fate", "IncidentState", "OpenCases", "Period", "RequestState",
    "Right", "Role", "Source", "Subject", "Verb", "Why",
]  # fmt: skip


class Subject(TextChoices):
    """Of what the history tells."""

    REQUEST = "request", _("Yêu cầu về dữ liệu")
    INCIDENT = "incident", _("Sự cố dữ liệu")
    PERIOD = "period", _("Thời hạn")


class Right(TextChoices):
    """What people may ask of whoever keeps their data (Law 91/2025). Seeing needs no request: the page shows it."""

    COPY = "copy", _("Nhận bản sao dữ liệu")
    CORRECT = "correct", _("Sửa dữ liệu chưa đúng")
    WITHDRAW = "withdraw", _("Rút lại sự đồng ý xử lý phản ánh")
    RESTRICT = "restrict", _("Hạn chế sử dụng dữ liệu")
    DELETE = "delete", _("Xóa dữ liệu của tôi")


OF_SENDERS = (Right.COPY, Right.CORRECT, Right.WITHDRAW, Right.DELETE)
"""What whoever sent a report without an account may ask for: withdrawing stops the use of their contact too."""


class RequestState(TextChoices):
    """How far a request has come."""

    RECEIVED = "received", _("Đã nhận, chờ trả lời")
    ACCEPTED = "accepted", _("Đã trả lời, đang thực hiện")
    EXTENDED = "extended", _("Đã gia hạn một lần")
    DONE = "done", _("Đã thực hiện")
    REFUSED = "refused", _("Không thực hiện được")
    CANCELLED = "cancelled", _("Người yêu cầu đã rút")


class OpenCases(TextChoices):
    """What becomes of reports that are still being handled when their sender wants to be forgotten."""

    WAIT = "wait", _("Chờ cơ quan trả lời xong rồi mới xóa")
    WITHDRAW = "withdraw", _("Rút các phản ánh đang mở rồi xóa")


class Role(TextChoices):
    """What an actor is towards a request or an incident."""

    PERSON = "person", _("Người có dữ liệu")
    GUARDIAN = "guardian", _("Cán bộ bảo vệ dữ liệu cá nhân")
    OPERATOR = "operator", _("Quản trị")
    SYSTEM = "system", _("Hệ thống")


class Verb(TextChoices):
    """Every step of this room."""

    ASK = "ask", _("Gửi yêu cầu")
    ENTER = "enter", _("Nhập yêu cầu của người không có tài khoản")
    ACCEPT = "accept", pgettext_lazy("privacy", "Nhận thực hiện")
    EXTEND = "extend", _("Gia hạn")
    FINISH = "finish", _("Ghi nhận đã thực hiện")
    REFUSE = "refuse", _("Từ chối")
    CANCEL = "cancel", _("Rút yêu cầu")
    RECORD = "record", _("Ghi nhận sự cố")
    AMEND = "amend", _("Bổ sung thông tin")
    LIST = "list", _("Thêm người bị ảnh hưởng")
    FREEZE = "freeze", _("Chốt danh sách")
    REPORT = "report", _("Ghi nhận đã báo tin ban đầu")
    NOTIFY = "notify", _("Ghi nhận đã gửi thông báo chính thức")
    TELL = "tell", _("Báo cho người bị ảnh hưởng")
    EXPORT = "export", _("Tải danh sách")
    CLOSE = "close", _("Kết thúc sự cố")


class IncidentState(TextChoices):
    """An incident is open until everybody who must know has been told."""

    OPEN = "open", _("Đang xử lý")
    CLOSED = "closed", _("Đã kết thúc")


class Source(TextChoices):
    """By what a person came onto the list of an incident."""

    CASE = "case", _("Người gửi phản ánh có mã được nêu")
    AGENCY = "agency", _("Người gửi phản ánh do cơ quan giữ trong thời gian nêu")
    READS = "reads", _("Người có dữ liệu mà tài khoản cán bộ này đã mở trong thời gian nêu")


class Period(TextChoices):
    """Numbers of this room; each is a dated row, first put in as the regulation has it."""

    ANSWER = "answer", _("Trả lời là đã nhận yêu cầu")
    COPY = "copy", _("Đưa bản sao dữ liệu")
    COPY_MORE = "copy_more", _("Gia hạn đưa bản sao")
    CORRECT = "correct", _("Sửa dữ liệu")
    CORRECT_MORE = "correct_more", _("Gia hạn sửa dữ liệu")
    WITHDRAW = "withdraw", _("Ngừng xử lý sau khi rút sự đồng ý")
    WITHDRAW_MORE = "withdraw_more", _("Gia hạn ngừng xử lý")
    RESTRICT = "restrict", _("Hạn chế sử dụng dữ liệu")
    RESTRICT_MORE = "restrict_more", _("Gia hạn hạn chế sử dụng")
    DELETE = "delete", _("Xóa dữ liệu")
    DELETE_MORE = "delete_more", _("Gia hạn xóa dữ liệu")
    INCIDENT_FIRST = "incident_first", _("Báo tin ban đầu về sự cố")
    INCIDENT_NOTICE = "incident_notice", _("Gửi thông báo chính thức về sự cố")
    KEEP_COPIES = "keep_copies", _("Giữ bản sao đã làm")
    KEEP_CODES = "keep_codes", _("Giữ mã một lần và tin nhắn chứa mã")
    KEEP_SIGN_INS = "keep_sign_ins", _("Giữ các lần đăng nhập")
    KEEP_TRIES = "keep_tries", _("Giữ các lần đăng nhập sai")
    KEEP_NOTICES = "keep_notices", _("Giữ thông báo")
    KEEP_CONTACTS = "keep_contacts", _("Giữ liên hệ của người gửi không có tài khoản")
    KEEP_PICTURES = "keep_pictures", _("Giữ ảnh và tệp của người gửi")
    KEEP_REQUESTS = "keep_requests", _("Giữ nội dung yêu cầu về dữ liệu")
    KEEP_INCIDENTS = "keep_incidents", _("Giữ danh sách người bị ảnh hưởng của sự cố")
