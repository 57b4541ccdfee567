"""Texts to which people agree, each edition kept as it was shown, so that it can be printed years later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Final

from .words import Purpose

VIETNAMESE: Final = "vi"


@dataclass(frozen=True, slots=True)
class Wording:
    """A text from a day on, in the language of the page on which it stands: each language is evidence of its own."""

    purpose: str
    edition: int
    since: date
    text: str
    language: str = VIETNAMESE

    @property
    def digest(self) -> str:
        """By which a printed text is compared with the kept one, and a ticked box says beside which text it stood."""
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
    Wording(
        Purpose.HANDLING,
        1,
        date(2026, 11, 22),
        "I agree that the city uses these data to handle the report and to reply. Only the agency that handles it sees "
        "the name and the telephone number. The consent can be withdrawn at any time.",
        "en",
    ),
    Wording(
        Purpose.PAPERS,
        1,
        date(2026, 11, 22),
        "I agree that the officers who verify may look at the pictures and files of the papers that I send, which are "
        "sensitive data. The files are encrypted and erased after a year. The consent can be withdrawn at any time "
        "under “My data”: then nobody can look at papers that wait any more.",
        "en",
    ),
    Wording(
        Purpose.POSITION,
        1,
        date(2026, 11, 22),
        "I agree that the app takes the position of my device, which is sensitive data, when I press “My location”, to "
        "pin the place of the report and to find the ward or commune that has to handle it. The app does not follow "
        "where I go. The consent can be withdrawn at any time under “My data”; reports can still be sent by typing the "
        "address or dragging the pin.",
        "en",
    ),
    Wording(Purpose.NEWS, 1, date(2026, 11, 22), "Receive warnings and general notices of the city", "en"),
)
"""A new text is a new edition with its day, in every language; none is ever changed or removed."""


def newest_wording(purpose: str, language: str = VIETNAMESE) -> Wording:
    """What is shown to whoever is asked now; in Vietnamese where the language has no text."""
    found = _newest(purpose)
    return found.get(language, found[VIETNAMESE])


def ticked_wording(purpose: str, said: str) -> Wording | None:
    """The text beside the box that was ticked: a box sends the digest. None: not ticked, or not in use now."""
    return next((each for each in _newest(purpose).values() if each.digest == said), None)


def _newest(purpose: str) -> dict[str, Wording]:
    ours = sorted((w for w in WORDINGS if w.purpose == purpose), key=lambda w: w.edition)
    return {each.language: each for each in ours}


def kept_wording(purpose: str, digest: str) -> Wording | None:
    """The text that was shown, by what is written down with the consent."""
    return next((w for w in WORDINGS if w.purpose == purpose and w.digest == digest), None)


def wording_on(purpose: str, on: date) -> Wording | None:
    """A guess by the day, for consents with which no text was written down: they were asked for in Vietnamese."""
    shown = [w for w in WORDINGS if w.purpose == purpose and w.since <= on and w.language == VIETNAMESE]
    return max(shown, key=lambda w: w.since, default=None)
