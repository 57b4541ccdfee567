"""What is said of promises: an answer that names the day on which something will be done."""

from __future__ import annotations

from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kept(TextChoices):
    """What became of a promise."""

    OPEN = "open", _("Chưa tới hẹn")
    DUE = "due", _("Đã tới hẹn, đang kiểm tra")
    ON_TIME = "on_time", _("Giữ lời, đúng hẹn")
    LATE = "late", _("Làm xong, trễ hẹn")
    BROKEN = "broken", _("Không giữ lời")


REMINDED: Final = _("Sắp tới ngày đã hẹn: %(title)s")
REMINDED_TEXT: Final = _(
    "Đã hẹn khắc phục trước hết ngày %(day)s. Làm xong thì báo kết quả kèm ảnh; quá ngày mà chưa báo, phản ánh tự trở "
    "lại xử lý."
)
