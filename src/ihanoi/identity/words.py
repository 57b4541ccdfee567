"""Ways to prove who one is, and what people are told while they do."""

from __future__ import annotations

from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

SUBJECT: Final = "account"  # history tells of the account, as in the room people


class Method(TextChoices):
    """By what a session began. Password and code prove one thing; a passkey proves two; VNeID what it says."""

    PASSWORD = "password", _("Mật khẩu")
    CODE = "code", _("Mã một lần")
    PASSKEY = "passkey", _("Khóa truy cập")
    OIDC = "oidc", _("VNeID")


class Channel(TextChoices):
    """Where a one-time code goes."""

    PHONE = "phone", _("Tin nhắn")
    EMAIL = "email", _("Thư điện tử")


class Errand(TextChoices):
    """What a one-time code is for: one that was sent for one thing opens no other."""

    ENTER = "enter", _("Đăng nhập hoặc tạo tài khoản")
    VERIFY = "verify", _("Xác nhận số điện thoại, thư điện tử")
    RECOVER = "recover", _("Lấy lại tài khoản")


class Step(TextChoices):
    """What is still missing before a session begins."""

    NONE = "none", _("Không cần gì thêm")
    SECOND = "second", _("Xác nhận bước hai")
    ENROL = "enrol", _("Cài đặt bước hai")  # officials must have one
    RENEW = "renew", _("Đặt mật khẩu mới")  # somebody else chose the present one


class Why:
    """Sentences for a person who cannot go on."""
