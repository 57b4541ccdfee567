"""Classes of data that the platform keeps about people, and what becomes of each when its time is over."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class DataClass(TextChoices):
    """What belongs together: kept for one purpose, for one time."""

    ACCOUNT = "account", _("Tài khoản: họ tên, cách xưng hô, số điện thoại, thư điện tử, số căn cước, nơi ở")
    PROOFS = "proofs", _("Cách đăng nhập: mật khẩu dạng băm, khóa truy cập, ứng dụng mã, liên kết VNeID")
    CONSENTS = "consents", _("Sự đồng ý: mục đích, lúc cho, lúc rút")
    CASES = "cases", _("Phản ánh: nội dung, vị trí, trao đổi, đánh giá")
    PICTURES = "pictures", _("Ảnh, video, văn bản bạn gửi; nơi và lúc chụp ghi trong tệp gốc")
    UNUSED = "unused", _("Tệp tải lên mà không gửi kèm phản ánh nào")
    DRAFTS = "drafts", _("Bản nháp phản ánh, trong phiên làm việc")
    CONTACTS = (
        "contacts",
        _("Tên, số căn cước và cách liên hệ của người gửi qua điện thoại, bưu điện, tại quầy"),
    )
    PAPERS = "papers", _("Giấy tờ bạn gửi để chứng minh mình đại diện một tổ chức")
    INVITATIONS = "invitations", _("Thư mời cán bộ: họ tên, chức danh, thư điện tử công vụ")
    DELEGATIONS = "delegations", _("Lần cán bộ vắng và người làm thay: ngày, lý do")
    CODES = "codes", _("Mã một lần, và tin nhắn hoặc thư chứa mã")
    SIGN_INS = "sign_ins", _("Lần đăng nhập: lúc nào, máy nào, địa chỉ mạng")
    TRIES = "tries", _("Lần đăng nhập sai: lúc nào, địa chỉ mạng, để chặn dò mật khẩu")
    NOTICES = "notices", _("Thông báo và thư đã gửi bạn")
    HISTORY = "history", _("Lịch sử từng bước và ai đã xem dữ liệu của bạn")
    REQUESTS = "requests", _("Yêu cầu của bạn về dữ liệu")
    COPIES = "copies", _("Bản sao dữ liệu làm theo yêu cầu của bạn")
    INCIDENTS = "incidents", _("Danh sách người bị ảnh hưởng của một sự cố dữ liệu")


class Fate(TextChoices):
    """What happens when the time is over."""

    ERASE = "erase", _("Xóa hẳn")
    STRIP = "strip", _("Ảnh không công khai xóa hẳn; ảnh công khai chỉ còn bản đã che")
    ACCOUNT = "account", _("Xóa cùng tài khoản, khi bạn yêu cầu")
    NAMELESS = "nameless", _("Giữ để thống kê; bỏ tên và dữ liệu cá nhân khi bạn yêu cầu xóa")
    KEEP = "keep", _("Không xóa, không sửa được; khi bạn yêu cầu xóa thì không còn tên")
