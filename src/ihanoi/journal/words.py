"""Names of what is written down, with their Vietnamese labels."""

from __future__ import annotations

from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Log(TextChoices):
    """Tables that only grow, each under its own chain of seals."""

    HISTORY = "history", _("Lịch sử")
    READS = "reads", _("Nhật ký xem dữ liệu")


class Data(TextChoices):
    """Kinds of personal data that somebody saw."""

    CONTACT = "contact", _("Tên và cách liên hệ")
    IDENTITY = "identity", _("Giấy tờ tùy thân")
    UNSEALED = "unsealed", _("Danh tính được giữ kín, đã mở")
    ORIGINALS = "originals", _("Ảnh gốc chưa che")
    EXPORT = "export", _("Tệp xuất ra")
    ACCOUNT = "account", _("Hồ sơ tài khoản")
    LOG = "log", _("Nhật ký xem dữ liệu")


SIGN_IN: Final = (
    "sign_in"  # subject of history: how an account was entered, or was not; its id is the account's
)
