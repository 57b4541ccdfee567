"""How a report is worded: insults and obscenities (R26), what belongs to another channel (R38). Pure; only hints.

Missing an insult is better than accusing somebody: every pattern needs its accents, or a context that leaves no doubt.
So "đèn lồng", "lon bia", "đeo", "cháy đít", "quả óc chó" and "đàn chó" pass.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Final

from ihanoi.cases.rules.concealing import folded_letters, spelt
from ihanoi.kernel.folding import fold
from ihanoi.kernel.redaction import MASK, redact

INSULT: Final = "insult"


class Channel(StrEnum):
    """A way of its own, with its own law, that a report cannot replace."""

    COMPLAINT = "complaint"  # khiếu nại, formal: against a decision or act of an administration
    DENUNCIATION = "denunciation"  # tố cáo: a breach of law by somebody
    LAND = "land"  # tranh chấp đất đai between private persons
    SECRET = "secret"  # bí mật nhà nước, which must not be sent at all  # nosec B105  # a kind of word


def _spelt(word: str, group: str) -> str:
    """The word, also with one and the same sign between all its letters ("đ.é.o", "l ồ n") and a drawn-out end."""
    first, rest = word[0], word[1:]
    return f"{first}(?P<{group}>[ .\\-_*]?)" + f"(?P={group})".join(rest) + f"{rest[-1]}*"


_OBSCENE: Final = ("lồn", "cặc", "địt", "đéo", "buồi", "đụ")  # wherever they stand
_ABUSERS: Final = "đồ|lũ|bọn|thằng|con|quân|tụi|mày|chúng mày|cán bộ"
_PATTERNS: Final = (
    *(_spelt(word, f"sign{number}") for number, word in enumerate(_OBSCENE)),
    r"l\*+n|đ\*+t|c\*+c|đ\*+o|đ\*+ m[ẹeá]",  # stars instead of letters
    r"đ[íịj]t (?:con )?mẹ|dịt mẹ|[đd]jt m[ẹe]|l[0o]z+|cặk",
    r"[đd]m+ (?:m[àa]y|b[ọo]n|l[ũu]|ch[úu]ng|th[ằa]ng)|đmm+|[đd]kmm?|đcmm?|dcm m[àa]y|v[ck]l+",
    r"(?:tiên|tổ) sư (?:cha|bố|mẹ|mày|lũ|bọn|chúng|thằng|con)|con mẹ (?:nó|mày|chúng)|mẹ kiếp|mẹ (?:chúng )?mày",
    rf"(?:{_ABUSERS}) (?:ngu|khốn(?! (?:khổ|khó|đốn|cùng))|mất dạy|vô học|đốn mạt|chó đẻ|ăn hại)",
    r"đồ con chó|con đĩ|đĩ điếm",
    r"(?:đồ|thằng) chó(?! (?:này|kia|đó|nhà|con|hoang|cắn|ta|tây|cỏ))|ngu như (?:chó|bò|lợn|heo)|bố láo|láo toét",
    r"(?<!hạt )(?<!quả )(?<!trái )(?<!cây )(?<!gỗ )(?<!dầu )(?<!sữa )(?<!bánh )(?<!nhân )óc chó",
    r"(?:đồ|lũ|bọn|quân) súc vật|như cứt|khốn nạn|khốn kiếp|súc sinh",
    # Without accents only what nothing else is written like.
    r"dit (?:con )?me|lon me may|deo (?:biet|hieu|chiu|quan tam)|khon nan|thang cho de|ngu nhu (?:cho|bo|lon)",
    r"tien su bo",
)
_INSULT: Final = re.compile(rf"(?<![\w*])(?:{'|'.join(_PATTERNS)})(?![\w*])")

_LAND: Final = "lấn|chiếm|lấn chiếm"
_ACCENTED: Final = {
    Channel.SECRET: (
        r"(?:thông tin|tài liệu|văn bản|nội dung|hồ sơ|lộ) (?:là |thuộc )*(?:danh mục )?bí mật (?:nhà nước|quốc gia)",
        r"(?:tài liệu|văn bản|công văn|hồ sơ|(?:đóng )?dấu|độ) (?:tuyệt mật|tối mật|mật(?! (?:độ|khẩu|thiết|ong)))\b",
    ),
    Channel.DENUNCIATION: (
        r"đơn tố cáo",
        r"(?:tôi|chúng tôi|gia đình|xin|gửi|muốn|làm đơn) (?:được )?tố cáo",
        r"tố cáo (?:ông|bà|cán bộ|công an|chủ tịch|bí thư|giám đốc|hành vi|đối tượng|việc)",
    ),
    Channel.COMPLAINT: (
        r"đơn khiếu nại",
        r"(?:tôi|chúng tôi|gia đình|xin|gửi|làm đơn) khiếu nại (?!về tiếng ồn)",
        r"khiếu nại (?:lần|quyết định|hành vi hành chính|việc (?:thu hồi|bồi thường|đền bù|xử phạt|cưỡng chế))",
    ),
    Channel.LAND: (
        r"tranh chấp (?:về |quyền sử dụng )?(?:đất|ranh giới|thửa|mốc giới|lối đi chung|ngõ đi chung)",
        rf"(?:{_LAND}) (?:đất|ranh giới|ranh|thửa) (?:của |nhà )+(?:tôi|gia đình|chúng tôi|em|mình)",
        r"đòi lại (?:đất|nhà)",
    ),
}
_PLAIN: Final = {  # "to cao" is also "tall and big", so without accents more of the sentence is asked for
    Channel.DENUNCIATION: (
        r"don to cao|(?:chung toi|xin|gui don|lam don) to cao",
        r"to cao (?:can bo|cong an|chu tich|bi thu|giam doc|hanh vi)",
    ),
    Channel.COMPLAINT: (
        r"don khieu nai|(?:chung toi|xin|lam don) khieu nai|khieu nai (?:lan|quyet dinh|hanh vi hanh chinh)",
    ),
    Channel.LAND: (
        r"tranh chap (?:dat|ranh gioi|thua)|doi lai dat",
        r"(?:lan|chiem) (?:dat|ranh gioi) (?:cua )?(?:nha|gia dinh) (?:toi|em|minh)",
    ),
}


def _compiled(patterns: Mapping[Channel, tuple[str, ...]]) -> dict[Channel, re.Pattern[str]]:
    return {channel: re.compile(rf"\b(?:{'|'.join(each)})") for channel, each in patterns.items()}


_FORMAL: Final = _compiled(_ACCENTED)
_FORMAL_PLAIN: Final = _compiled(_PLAIN)


def insults(text: str) -> tuple[tuple[int, int], ...]:
    """Where insults and obscenities stand: from `start` to before `end`."""
    composed, places = _composed(text)
    return tuple((places[m.start()], places[m.end()]) for m in _INSULT.finditer(_lower(composed)))


def public_words(text: str) -> tuple[str, tuple[tuple[str, int, int], ...]]:
    """The text as everybody may read it, as long as the original, and what was masked: kind, start, end."""
    redacted = redact(text)
    found = [(str(finding.kind), finding.start, finding.end) for finding in redacted.findings]
    letters = list(redacted.text)
    for start, end in insults(text):
        if all(end <= other_start or other_end <= start for _kind, other_start, other_end in found):
            found.append((INSULT, start, end))
            letters[start:end] = _masked(text[start:end])
    return "".join(letters), tuple(sorted(found, key=lambda each: each[1]))


def without_names(text: str, names: Iterable[str]) -> str:
    """The text with these names masked wherever they stand, so that it tells nobody who sends it; as long as before.

    However they are written: without accents, or with these apart.
    """
    looked_for = {tuple(fold(name).split()) for name in names if len(name.strip()) > 3}
    plain = " ".join(fold(text).split())
    if not any(" ".join(parts) in plain for parts in looked_for):
        return text  # nearly always
    letters, (folded, places) = list(text), folded_letters(text)
    for parts in looked_for:
        for found in spelt(parts).finditer(folded):
            start, end = places[found.start()], places[found.end()]
            letters[start:end] = _masked(text[start:end])
    return "".join(letters)


def channel(text: str) -> Channel | None:
    """The other channel that the text asks for by its own words; a denunciation before a complaint before land."""
    plain = text.isascii()
    words = " ".join((fold(text) if plain else _lower(_composed(text)[0])).split())
    formal = _FORMAL_PLAIN if plain else _FORMAL
    return next((each for each, pattern in formal.items() if pattern.search(words)), None)


def _masked(words: str) -> Iterator[str]:
    """The first letter of a word stays, so that its writer knows it again; of one spelt out only the very first."""
    spelt_out = all(len(word) == 1 for word in unicodedata.normalize("NFC", words).split())
    at_start = True
    for sign in words:
        letter = sign.isalnum() or unicodedata.combining(sign)
        yield MASK if letter and not at_start else sign
        at_start = sign.isspace() and not spelt_out


def _lower(text: str) -> str:
    """Sign by sign, so that every sign keeps its place: "İ" has two small ones."""
    return "".join(small if len(small := sign.lower()) == 1 else sign for sign in text)


def _composed(text: str) -> tuple[str, list[int]]:
    """One sign for a letter with its accents, and where each began: some keyboards write accents apart."""
    letters: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        whole = (
            unicodedata.normalize("NFC", letters[-1] + sign)
            if letters and unicodedata.combining(sign)
            else ""
        )
        if len(whole) == 1:
            letters[-1] = whole
        else:
            letters.append(sign)
            places.append(place)
    return "".join(letters), [*places, len(text)]
