"""An answer as it is read: its words with their places, phrases that say nothing, blanks of a template, a fingerprint.

Everything is compared without accents. Places count characters of the text in composed form (NFC).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from typing import Final
from unicodedata import normalize

from ihanoi.kernel.folding import fold

Span = tuple[int, int]
"""From the first character to behind the last one."""

STOCK_PHRASES: Final = (
    "cam on", "kinh gui", "tran trong", "ong ba", "anh chi", "quy cong dan", "phan anh kien nghi",
    "phan anh", "kien nghi", "cua cong dan", "da tiep nhan", "da ghi nhan", "tiep nhan", "ghi nhan",
    "da chuyen", "chuyen don vi chuc nang", "don vi chuc nang", "co quan chuc nang", "don vi lien quan",
    "cac don vi", "co quan", "don vi", "se xu ly", "se kiem tra", "se chi dao", "dang xu ly", "da xu ly",
    "kiem tra xu ly", "kiem tra", "xu ly", "theo quy dinh", "theo tham quyen", "trong thoi gian som nhat",
    "trong thoi gian toi", "thoi gian toi", "som nhat", "yeu cau", "noi dung", "thuc hien", "da", "se",
    "va", "de", "cac", "cho", "theo", "toi", "den", "ubnd", "phuong", "xa", "thanh pho", "cua", "nay",
    "duoc", "biet",
    "cong dan", "nguoi dan", "nguoi gui", "quan tam", "gop y", "dong gop", "y kien", "thong tin",
    "luc luong chuc nang", "bo phan chuyen mon", "phong chuyen mon", "chuyen mon", "lien quan", "chuc nang",
    "tham quyen", "chi dao", "ra soat", "phoi hop", "giai quyet", "tiep tuc", "theo doi", "kip thoi",
    "dut diem", "nghiem tuc", "nhanh chong", "khan truong", "tang cuong", "bao dam", "dam bao",
    "dung quy dinh", "quy dinh", "phap luat", "theo dung", "hien nay", "hien tai", "trong", "thoi gian",
    "mot cach", "voi", "ve", "viec", "cung", "neu tren", "neu", "tren", "dang", "xin", "rat", "mong", "se som",
    "som", "hop tac", "thong cam", "chan thanh", "ung ho", "tinh hinh", "van de", "su viec", "vu viec",
    "tien hanh", "to chuc", "khac phuc", "hoan thanh", "ket qua", "tra loi", "bao cao", "trao doi", "lam viec",
)  # fmt: skip
"""What can stand in an answer to anything."""
CONCRETE_MIN: Final = 20  # letters that must remain without them

_WORD: Final = re.compile(r"[0-9a-z]+")
_PHRASES: Final = sorted((tuple(p.split()) for p in set(STOCK_PHRASES)), key=lambda p: (-len(p), p))
_LONGEST: Final = len(_PHRASES[0])
_STOCK: Final = frozenset(_PHRASES)

_NAMED: Final = (
    "ngay|gio|thang|nam|thoi gian|thoi diem|dia chi|dia diem|noi|ten|ho ten|duong|pho|phuong|don vi|co quan|so"
    "|noi dung|ly do|ket qua|bien phap|nguoi|can bo|linh vuc|van ban|dien"
)
_BLANKS: Final = re.compile(
    rf"[\[{{<(]\s*(?:{_NAMED})\b[^\]}}>)\n0-9]{{0,30}}[\]}}>]"  # [ngày], {tên đường}, <nội dung …>
    r"|_{2,}|\.{4,}|…{2,}"
    rf"|\b(?:{_NAMED}|tai|luc|ong|ba|dong chi)\s*:?\s*(?:…|\.{{3}})(?!\w)"  # ngày …, số: ...
    r"|(?<![\w/-])(?:dd|nn|xx|\.\.|…)\s*/\s*(?:mm|tt|xx|\.\.|…)(?![\w-])"  # dd/mm, …/…
    r"|(?<![\w.-])x{3,}(?![\w.-])"
)

SHINGLE: Final = 3  # words
SKETCH: Final = 24  # numbers that are kept of an answer: 100 bytes, and the whole of a short one
SHORT: Final = 6  # telling words: below, likeness says nothing
ECHOED: Final = 4  # words in a row that cannot stand in both by chance


@dataclass(frozen=True, slots=True)
class Written:
    """A text, read once: `flat` is as long as the text, `words` are folded, `telling` are not of a stock phrase."""

    flat: str
    words: tuple[str, ...]
    spans: tuple[Span, ...]
    telling: tuple[bool, ...]

    @property
    def plain(self) -> str:
        """The words with single spaces, one before and one after."""
        return f" {' '.join(self.words)} "

    @property
    def rest(self) -> tuple[str, ...]:
        """The words that are of no stock phrase."""
        return tuple(word for word, tells in zip(self.words, self.telling, strict=True) if tells)

    @property
    def is_concrete(self) -> bool:
        return sum(map(len, self.rest)) >= CONCRETE_MIN


@lru_cache(maxsize=256)
def read_answer(text: str) -> Written:
    """See `Written`."""
    flat = "".join(map(_letter, normalize("NFC", text)))
    found = list(_WORD.finditer(flat))
    words = tuple(each.group() for each in found)
    return Written(flat, words, tuple(each.span() for each in found), tuple(_telling(words)))


@lru_cache(maxsize=2048)
def _letter(char: str) -> str:
    """One character for one, so that places stay."""
    folded = fold(char)
    return folded if len(folded) == 1 else " "


def _telling(words: Sequence[str]) -> Iterator[bool]:
    """The longest stock phrase first, from left to right."""
    at = 0
    while at < len(words):
        most = min(_LONGEST, len(words) - at)
        length = next((n for n in range(most, 0, -1) if tuple(words[at : at + n]) in _STOCK), 0)
        yield from [False] * length or [True]
        at += length or 1


def blanks(text: Written) -> list[Span]:
    """Where a template was not filled in."""
    return [each.span() for each in _BLANKS.finditer(text.flat)]


# --- likeness --------------------------------------------------------------------------------------------------------


def fingerprint(text: Written) -> list[int] | None:
    """The smallest hashes of its pieces of three telling words: equal pieces, equal numbers. None of a short one."""
    words = text.rest
    if len(words) < SHORT:
        return None
    pieces = {" ".join(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1)}
    return sorted(map(_hash, pieces))[:SKETCH]


def _hash(piece: str) -> int:
    return int.from_bytes(blake2b(piece.encode(), digest_size=4).digest(), signed=True)


def likeness(one: Sequence[int], other: Sequence[int]) -> float:
    """0…1: the share of pieces that two answers have in common, told from the smallest of both together."""
    smallest = sorted({*one, *other})[:SKETCH]
    return len({*one} & {*other} & {*smallest}) / len(smallest)


def echoed(answer: Written, report: Written) -> tuple[float, Span | None]:
    """The share of the answer's telling words that stand in the report in a row, and the longest such stretch."""
    known = set(_rows(report.words))
    covered = [False] * len(answer.words)
    for at, row in enumerate(_rows(answer.words)):
        if row in known:
            covered[at : at + ECHOED] = [True] * ECHOED
    telling = [hit for hit, tells in zip(covered, answer.telling, strict=True) if tells]
    return (sum(telling) / len(telling) if telling else 0.0), _longest(covered, answer.spans)


def _rows(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return (tuple(words[i : i + ECHOED]) for i in range(len(words) - ECHOED + 1))


def _longest(covered: Sequence[bool], spans: Sequence[Span]) -> Span | None:
    best: Span | None = None
    start = 0
    for at in range(len(covered) + 1):
        if at < len(covered) and covered[at]:
            continue
        if at > start and (best is None or at - start > best[1] - best[0]):
            best = (start, at)
        start = at + 1
    return (spans[best[0]][0], spans[best[1] - 1][1]) if best else None
