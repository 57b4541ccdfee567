"""Names of what is written down, with their Vietnamese labels."""

from __future__ import annotations

from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Log(TextChoices):
    """Tables that only grow, each under its own chain of seals."""

    HISTORY = "history", _("Lịch sử")
    READS = "reads", _("Nhật ký xem dữ liệu")


AUDIT: Final = "audit"  # the subject under which exports of audit records stand in history, with the number 0
EXPORT_AUDIT: Final = "export_audit"


class Data(TextChoices):
    """Kinds of personal data that somebody saw."""

    CONTACT = "contact", _("Tên và cách liên hệ")
    IDENTITY = "identity", _("Giấy tờ tùy thân")
    UNSEALED = "unsealed", _("Danh tính được giữ kín, đã mở")
    ORIGINALS = "originals", _("Ảnh gốc chưa che")
    EXPORT = "export", _("Tệp xuất ra")
    ACCOUNT = "account", _("Hồ sơ tài khoản")
    LOG = "log", _("Nhật ký xem dữ liệu")


WAYS: Final = {
    "desk:case": _("Mở trang xử lý của phản ánh"),
    "desk:note": _("Ghi chú trên trang xử lý của phản ánh"),
    "desk:sheet": _("Mở bản in của phản ánh"),
    "desk:hide": _("Chọn phần cần che trong ảnh trước khi công khai"),
    "desk:account": _("Mở hồ sơ tài khoản cán bộ"),
    "desk:representative": _("Xem giấy tờ của người đại diện tổ chức"),
    "desk:privacy-request": _("Xem yêu cầu về dữ liệu cá nhân"),
    "desk:privacy-print": _("In bản sao dữ liệu cho người gửi"),
    "desk:incident-persons": _("Tải danh sách người bị ảnh hưởng bởi sự cố"),
    "desk:reads": _("Xem nhật ký xem dữ liệu"),
    "desk:reads-csv": _("Tải nhật ký xem dữ liệu"),
}
"""What somebody did on a page on which personal data stand, by the name of its address."""
ANOTHER_WAY: Final = _("Mở một trang dành cho cán bộ")
