"""Why a case of a closed agency goes to another one, in sentences."""

from __future__ import annotations

from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Ground(TextChoices):
    """What speaks for an heir. Placeholders: `before`, the closed agency; `unit`, that of the case."""

    LEAD = "lead", _("Đơn vị trực thuộc đang giữ việc không còn nữa.")
    NAMED = "named", _("%(before)s đã sắp xếp vào cơ quan này.")
    POINT = "point", _("Vị trí của phản ánh nay thuộc địa bàn này.")
    UNIT = "unit", _("%(unit)s đã nhập, cả hoặc một phần, vào địa bàn này.")
    ADDRESS = "address", _("Địa chỉ ghi trong phản ánh nay thuộc địa bàn này.")
    AREA = "area", _("Địa bàn này nhận một phần của %(before)s.")


NOBODY_SITS: Final = _("Chưa ai được phân công nhận việc ở đây.")
RECEIVED_FROM: Final = _("Nhận từ %(before)s ngày %(day)s do sắp xếp lại đơn vị; hạn giữ nguyên.")
LATE_BEFORE: Final = _("Hạn đã qua trước ngày nhận; cơ quan này chỉ bị tính trễ sau %(due)s.")
"""Of a clock that was handed over. `due`: a moment in words."""
