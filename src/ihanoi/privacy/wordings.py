"""Texts to which people agree, each edition kept as it was shown, so that it can be printed years later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Final

from ihanoi.people.words import Purpose


@dataclass(frozen=True, slots=True)
class Wording:
    """A text from a day on, Vietnamese whoever reads it: it is the evidence."""

    purpose: str
    edition: int
    since: date
    text: str

    @property
    def digest(self) -> str:
        """By which a printed text is compared with the kept one."""
        return sha256(self.text.encode()).hexdigest()


WORDINGS: Final[tuple[Wording, ...]] = (
    Wording(
        Purpose.HANDLING,
        1,
        date(2025, 1, 1),
        "Đồng ý cho thành phố dùng dữ liệu này để xử lý phản ánh và trả lời. Chỉ cơ quan xử lý thấy tên và số điện "
        "thoại. Có thể rút lại sự đồng ý bất cứ lúc nào.",
    ),
    Wording(
        Purpose.PAPERS,
        1,
        date(2026, 11, 22),
        "Đồng ý cho cán bộ xác minh xem ảnh, tệp giấy tờ tôi gửi, là dữ liệu nhạy cảm. Tệp được mã hóa và xóa sau một "
        "năm. Rút lại được bất cứ lúc nào trong “Dữ liệu của tôi”: khi đó không ai xem được giấy tờ đang chờ nữa.",
    ),
    Wording(
        Purpose.POSITION,
        1,
        date(2026, 11, 22),
        "Đồng ý cho ứng dụng lấy vị trí của máy, là dữ liệu nhạy cảm, khi tôi bấm “Vị trí của tôi”, để ghim nơi phản "
        "ánh và tìm phường, xã phải xử lý. Ứng dụng không theo dõi tôi đi đâu. Rút lại được bất cứ lúc nào trong “Dữ "
        "liệu của tôi”; vẫn gửi được phản ánh bằng cách gõ địa chỉ hoặc kéo ghim.",
    ),
    Wording(Purpose.NEWS, 1, date(2025, 1, 1), "Nhận tin cảnh báo và thông báo chung của thành phố"),
)
"""A new text is a new edition with its day; none is ever changed or removed."""


def newest(purpose: str) -> Wording:
    """What is shown to whoever is asked now."""
    return max((w for w in WORDINGS if w.purpose == purpose), key=lambda w: w.edition)


def wording(purpose: str, on: date) -> Wording | None:
    """What somebody who agreed on that day was shown."""
    shown = [w for w in WORDINGS if w.purpose == purpose and w.since <= on]
    return max(shown, key=lambda w: w.since, default=None)
