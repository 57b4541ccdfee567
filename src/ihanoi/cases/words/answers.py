"""What may be lacking in an answer, and how it is said to whoever writes it (R54–R56)."""

from __future__ import annotations

from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Lack(TextChoices):
    """Findings about an answer, by name."""

    EMPTY = "empty", _("Chưa có câu trả lời")
    STOCK = "stock", _("Chỉ có câu chung chung")
    TEMPLATE = "template", _("Còn chỗ trống của mẫu")
    NO_PROOF = "no_proof", _("Chưa có chứng minh")
    NO_PHOTO = "no_photo", _("Chưa có ảnh hiện trường")
    OLD_PHOTO = "old_photo", _("Ảnh chụp trước khi có phản ánh")
    NO_DAY = "no_day", _("Chưa hẹn ngày")
    ECHO = "echo", _("Chép lại phản ánh")
    COPY = "copy", _("Giống câu trả lời khác")
    OFF = "off", _("Chưa nói tới điều được phản ánh")
    NO_WHEN = "no_when", _("Chưa nói khi nào")
    NO_WHERE = "no_where", _("Chưa nói ở đâu, ai làm")
    NO_GROUND = "no_ground", _("Chưa nêu căn cứ")
    FAR_DAY = "far_day", _("Hẹn quá xa")


BLOCKING: Final = frozenset(
    {Lack.EMPTY, Lack.STOCK, Lack.TEMPLATE, Lack.NO_PROOF, Lack.NO_PHOTO, Lack.OLD_PHOTO, Lack.NO_DAY}
)
"""What the table refuses; everything else is pointed out and may be sent all the same."""

ABOUT: Final = {
    Lack.NO_PROOF: "files",
    Lack.NO_PHOTO: "files",
    Lack.OLD_PHOTO: "files",
    Lack.NO_DAY: "scheduled_for",
    Lack.FAR_DAY: "scheduled_for",
}
"""The input that a finding speaks of, where it is not the answer's text."""

MEND: Final = {
    Lack.EMPTY: _("Viết đã làm gì, ở đâu, khi nào, ai làm."),
    Lack.STOCK: _("Câu này dùng được cho mọi phản ánh. Viết rõ đã làm gì, ở đâu, khi nào."),
    Lack.TEMPLATE: _("Câu trả lời còn chỗ trống của mẫu. Điền nốt hoặc bỏ đi."),
    Lack.NO_PROOF: _("Thêm ảnh, biên bản hoặc văn bản chứng minh."),
    Lack.NO_PHOTO: _("Đã khắc phục thì cần ảnh hiện trường chụp sau khi làm xong."),
    Lack.OLD_PHOTO: _("Ảnh này chụp trước lúc người dân gửi. Chụp lại tại chỗ sau khi làm xong."),
    Lack.NO_DAY: _("Ghi ngày thực hiện, từ hôm nay trở đi."),
    Lack.ECHO: _("Người gửi đã biết điều này. Viết thêm cơ quan đã làm gì và kết quả ra sao."),
    Lack.COPY: _("Gần như trùng với câu trả lời đã gửi trước. Viết riêng cho việc này."),
    Lack.OFF: _("Không thấy nhắc tới việc hay nơi được phản ánh. Trả lời đúng điều người gửi hỏi."),
    Lack.NO_WHEN: _("Ghi ngày, giờ đã làm hoặc đã kiểm tra."),
    Lack.NO_WHERE: _("Ghi chỗ đã làm, hoặc tổ, đội, cơ quan nào đã làm."),
    Lack.NO_GROUND: _("Nêu văn bản, điều luật, giấy phép hay dự án là căn cứ, hoặc đính kèm văn bản."),
    Lack.FAR_DAY: _("Ngày hẹn sau hơn 30 ngày. Hẹn sớm hơn, hoặc nói vì sao phải lâu như vậy."),
}
"""What to do about it."""
