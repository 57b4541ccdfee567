"""How alike two reports are: place, time, field, words and pictures, each weighed for or against the same matter.

The weights add up as log-odds, so that every reason stands for itself and the sum is a chance. Chosen by hand and
measured by `ihanoi eval` (operation/evaluation/repeats.py); docs/adr/0014.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import reduce
from math import exp, log
from typing import Final

from ihanoi.cases.rules.texts import read, shared, similarity

LIKELY: Final = 0.7  # most probably the same matter
POSSIBLE: Final = 0.4  # worth an officer's look, and the sender's question
START: Final = -3.0  # two reports are two matters until something speaks for one
WORDS_MOST, WORDS_LEAST = 3.0, -1.5
HOPELESS: Final = log(POSSIBLE / (1 - POSSIBLE)) - WORDS_MOST  # below it no words can make it possible


@dataclass(frozen=True, slots=True)
class Reach:
    """How far apart, in place and time, two reports of one matter of a field may be."""

    metres: int
    days: float


@dataclass(frozen=True, slots=True)
class Sight:
    """A report as it is compared. `slack_m`: by how much its place may be off, where it is shown rounded."""

    text: str
    at: datetime
    address: str = ""
    field: str = ""  # code of the leaf
    group: str = ""
    slack_m: float = 0.0


@dataclass(frozen=True, slots=True)
class Likeness:
    """The chance that two reports are of one matter, and what speaks for it."""

    chance: float
    metres: int
    apart: timedelta  # how much later the other came; negative: earlier
    same_field: bool
    about: str  # what both speak of, in the words of the first; blank for nothing that tells
    pictures: int | None  # bits in which the nearest pictures differ; None where none are near

    @property
    def is_likely(self) -> bool:
        return self.chance >= LIKELY

    @property
    def is_possible(self) -> bool:
        return self.chance >= POSSIBLE


def compare(one: Sight, other: Sight, metres: float, pictures: int | None = None) -> Likeness:
    """Pure, the same both ways but for `about` and the sign of `apart`. `metres`: between the two places."""
    odds, about = _but_for_words(one, other, metres) + _pictures(pictures), ""
    if odds >= HOPELESS:
        mine, theirs = read(one.text, one.address), read(other.text, other.address)
        odds += _words(similarity(mine, theirs))
        about = shared(mine, theirs)
    else:
        odds += WORDS_LEAST  # to read the texts would change nothing
    return Likeness(
        chance=1 / (1 + exp(-odds)),
        metres=round(metres),
        apart=other.at - one.at,
        same_field=one.field != "" and one.field == other.field,
        about=about,
        pictures=pictures,
    )


def _but_for_words(one: Sight, other: Sight, metres: float) -> float:
    reach = wider(reach_of(one.field), reach_of(other.field))
    place = _place(max(0.0, metres - one.slack_m - other.slack_m) / reach.metres)
    return START + place + _time(abs(other.at - one.at) / timedelta(days=reach.days)) + _field(one, other)


def _place(share: float) -> float:
    """3 on the spot, 0 at the reach of the field; beyond it the place speaks against."""
    return 3 - 3 * share if share <= 1 else max(-6.0, -4.5 * (share - 1))


def _time(share: float) -> float:
    return max(-6.0, 1 - 1.5 * share * share)


def _field(one: Sight, other: Sight) -> float:
    """A sender may choose the wrong leaf, less often the wrong group."""
    if not one.field or not other.field:
        return 0.0
    if one.field == other.field:
        return 1.5
    return -1.0 if one.group == other.group else -3.5


def _words(alike: float) -> float:
    """People say one thing in many ways: other words speak but little against."""
    return min(WORDS_MOST, max(WORDS_LEAST, 12 * (alike - 0.13)))


def _pictures(bits: int | None) -> float:
    if bits is None:
        return 0.0
    return 4.0 if bits <= 4 else 2.5


def wider(one: Reach, other: Reach) -> Reach:
    """Where the two reports name different fields."""
    return Reach(max(one.metres, other.metres), max(one.days, other.days))


def reach_of(field: str) -> Reach:
    """Of a field by its code; of a field that the city added, a cautious one."""
    return REACHES.get(field, ELSEWHERE)


def widest(fields: Iterable[str]) -> Reach:
    """Of several fields of which one is meant."""
    return reduce(wider, map(reach_of, fields))


ELSEWHERE: Final = Reach(60, 14)
REACHES: Final = {
    code: Reach(metres, days)
    for codes, metres, days in (
        # Things that stand on one spot until somebody comes.
        ("ho-ga", 30, 30),
        ("cay-xanh bien-bao bien-quang-cao", 40, 30),
        ("dien-luc vien-thong", 50, 30),
        ("mat-duong via-he", 50, 45),
        ("chieu-sang den-tin-hieu", 60, 21),
        ("xay-dung-trai-phep", 50, 60),
        # Things that fill a yard, a market, a stretch of street.
        ("rac-thai", 60, 7),
        ("lan-chiem-via-he do-xe-sai", 80, 7),
        ("cong-ranh cong-trinh-xay-dung bai-xe chung-cu", 100, 30),
        ("cau-ham cong-trinh-duong cong-vien van-hoa quy-hoach-dat-dai", 150, 45),
        ("nuoc-thai", 250, 30),
        ("xe-buyt duong-sat-do-thi giao-duc y-te thu-tuc ung-dung-so", 150, 14),
        ("an-toan-thuc-pham thi-truong du-lich phong-chay te-nan ngam-khi-dot", 80, 14),
        ("thai-do-can-bo an-sinh", 80, 7),
        # Things that pass: the same place on another day is another matter.
        ("tieng-on dong-vat", 120, 3),
        ("bui-mui", 250, 3),
        ("dot-rac", 150, 1),
        ("ngap-ung thien-tai", 250, 2),
        ("cap-nuoc", 400, 3),
        ("un-tac", 250, 0.5),
        ("vi-pham-giao-thong trom-cap an-ninh-trat-tu", 100, 1),
        ("khac", 50, 14),
    )
    for code in codes.split()
}
"""Metres and days by leaf. Chosen for this platform ◇: no source says how near a repeat is."""
