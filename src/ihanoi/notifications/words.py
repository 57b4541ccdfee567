"""What the pages and letters of notices say."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

NOT_FOUND: Final = _("Không tìm thấy thông báo này.")
STALE: Final = _("Để quá lâu nên không gửi nữa; thông báo vẫn nằm trong hộp thông báo.")
NO_ADDRESS: Final = _("Tài khoản đã đóng hoặc không có thư điện tử.")
SAVED: Final = _("Đã lưu cách nhận thông báo.")
ALL_READ: Final = _("Đã đánh dấu tất cả là đã đọc.")
