"""What the pages and letters of notices say."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

NOT_FOUND: Final = _("Không tìm thấy thông báo này.")
STALE: Final = _("Để quá lâu nên không gửi nữa; thông báo vẫn nằm trong hộp thông báo.")
NO_ADDRESS: Final = _("Tài khoản đã đóng, hoặc chưa có thư điện tử đã xác nhận.")
SAVED: Final = _("Đã lưu cách nhận thông báo.")
ALL_READ: Final = _("Đã đánh dấu tất cả là đã đọc.")

STANDS_IN: Final = _("Bạn thay %(name)s từ %(first)s đến %(last)s")
STANDS_IN_TEXT: Final = _("Trong những ngày đó bạn giữ cả vai trò của %(name)s; lịch sử ghi là bạn làm thay.")
STOOD_IN: Final = _("%(name)s thay bạn từ %(first)s đến %(last)s")
STOOD_IN_TEXT: Final = _("Về sớm thì kết thúc việc thay ở trang Nghỉ và thay.")
DELEGATION_OVER: Final = _("Việc thay đã kết thúc sớm")
DELEGATION_OVER_TEXT: Final = _("%(absent)s lại giữ vai trò của mình; %(delegate)s không còn thay nữa.")
IDLE: Final = _("Tài khoản của bạn sẽ bị khóa ngày %(day)s")
IDLE_TEXT: Final = _("Đã lâu không ai đăng nhập. Đăng nhập một lần trước ngày đó là tài khoản vẫn mở.")
VERIFIED: Final = _("Đã xác minh bạn đại diện cho %(firm)s")
VERIFIED_TEXT: Final = _("Từ nay cơ quan xử lý thấy bạn là người đại diện đã xác minh.")
REFUSED: Final = _("Chưa xác minh được bạn đại diện cho %(firm)s")
REFUSED_TEXT: Final = _("Lý do: %(reason)s Bạn có thể gửi lại giấy tờ.")
