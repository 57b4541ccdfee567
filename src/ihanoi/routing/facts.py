"""Key facts of a text: when, where, which vehicle, how many. Pure; what is found is quoted, never judged."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from ihanoi.routing.words import KeyFacts

_MOST: Final = 6  # of each kind: more is a list, not a fact
_FLAGS: Final = re.IGNORECASE

_CLOCK = r"\d{1,2}\s?(?:h|g|giờ|gio|:)\s?(?:\d{2})?(?:\s?(?:phút|p))?(?!\w)"
_PART = r"(?:sáng|trưa|chiều|tối|đêm|rạng sáng|sang|trua|chieu|toi|dem)"
_DAY = r"(?:nay|qua|hôm qua|hôm nay|hom qua|hom nay|mai|kia)"
_TIME: Final = re.compile(
    rf"""(?:từ\s+|khoảng\s+|lúc\s+|tu\s+|khoang\s+|luc\s+)?{_CLOCK}(?:\s?(?:-|–|đến|den|tới)\s?{_CLOCK})?(?:\s{_PART})?
    |(?:ngày\s+|ngay\s+|hôm\s+)?\b\d{{1,2}}[/-]\d{{1,2}}(?:[/-]\d{{2,4}})?\b
    |\b{_PART}\s{_DAY}\b|\b(?:hôm qua|hôm nay|hôm kia)\b
    |\b(?:thứ\s(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật)\b
    |\btừ\s(?:tháng|năm)\s\d+(?:/\d{{2,4}})?""",
    _FLAGS | re.VERBOSE,
)
_PLATE: Final = re.compile(
    r"\b\d{2}[A-Z]{1,2}\d?[-\s.]?\d{3}[.\s]?\d{2}\b|\b\d{2}[A-Z]\d?[-\s.]\d{4}\b", _FLAGS
)
_NAME = r"[^\W\d_a-zà-ỹ]\w*"  # a word with a capital
_NAMES = rf"(?:{_NAME}|\d+[A-Z]?)(?:\s(?:{_NAME}|\d+))*"
_PLACE: Final = re.compile(
    rf"""\b(?:[Ss]ố\snhà|[Nn]hà\ssố|[Ss]ố|[Nn]gõ|[Nn]gách|[Hh]ẻm|[Kk]iệt|[Nn]go|[Nn]gach)\s\d+\w*(?:/\d+\w*)*(?:\s{_NAMES})?
    |\b(?:[Đđ]ường|[Pp]hố|[Pp]hường|[Xx]ã|[Tt]hôn|[Tt]ổ(?:\sdân\sphố)?(?:\ssố)?|[Qq]uận|[Hh]uyện|[Nn]gã\s(?:ba|tư|năm)|[Cc]ầu|[Cc]hợ|[Hh]ồ
        |[Cc]hung\scư|[Tt]òa|[Kk]hu\sđô\sthị|[Kk]hu\stập\sthể|[Bb]ệnh\sviện|[Tt]rường|[Cc]ông\sviên|[Gg]a|[Bb]ến\sxe)\s{_NAMES}""",
    re.VERBOSE,
)
_UNITS = r"""(?:người|xe(?:\smáy|\stải|\sô\stô)?|hộ|nhà|cây|cột|bóng(?:\sđèn)?|đèn|con|cháu|em|học\ssinh|viên|chiếc|cái
    |nắp|hố|tầng|căn|mét|m2|m|km|cm|kg|tấn|ngày|tuần|tháng|năm|lần|đồng|nghìn|triệu|tỷ|tr|k|lít|nguoi|thang|ngay|lan)"""
_COUNT: Final = re.compile(
    rf"\b(?:hơn\s|gần\s|khoảng\s|hon\s|gan\s)?\d{{1,3}}(?:[.,]\d{{1,3}})*\s?{_UNITS}\b", _FLAGS | re.VERBOSE
)


def find(text: str) -> KeyFacts:
    """Facts of each kind as they stand in the text; the same one once."""
    return KeyFacts(
        times=_quoted(_TIME.finditer(text)),
        places=_quoted(_PLACE.finditer(text)),
        plates=_quoted(_PLATE.finditer(text)),
        counts=_quoted(_COUNT.finditer(text)),
    )


def _quoted(matches: Iterable[re.Match[str]]) -> tuple[str, ...]:
    found = (" ".join(match.group().split()) for match in matches)
    return tuple(dict.fromkeys(piece for piece in found if piece))[:_MOST]
