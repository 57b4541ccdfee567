"""What an account, and an organisation, must bring. Pure: each returns the clean value, or None where it is wrong."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from ihanoi.kernel.plain import line, plain

from .provinces import PROVINCES
from .words import Level, Sex

_EMAIL: Final = re.compile(r"[^@\s<>\"',;:()\[\]\\]+@[a-z0-9-]+(\.[a-z0-9-]+)+")
_MOBILE: Final = re.compile(r"0[35789][0-9]{8}")
_TAX_CODE: Final = re.compile(r"([0-9]{10})(?:-?([0-9]{3}))?")
_HOUSEHOLD: Final = re.compile(r"[0-9]{12}")
_TAX_WEIGHTS: Final = (31, 29, 23, 19, 17, 13, 7, 5, 3)
_CITIZEN_ID: Final = re.compile(r"([0-9]{3})([0-9])([0-9]{2})[0-9]{6}")
_BORN: Final = re.compile(r"(?:(?P<day>[0-9]{1,2})[/.-](?P<month>[0-9]{1,2})[/.-])?(?P<year>[0-9]{4})")
NAME_LENGTH: Final = 200
NUMBER_DIGITS: Final = 9  # so many could be a telephone or citizen number


def clean_email(text: str) -> str | None:
    """Lower case, without blanks around it."""
    email = plain(unicodedata.normalize("NFC", text)).strip().lower()
    return email if len(email) <= 254 and _EMAIL.fullmatch(email) else None


def clean_phone(text: str) -> str | None:
    """A Vietnamese mobile number as "0912345678"; dots, blanks, hyphens and +84 are understood."""
    digits = re.sub(r"[\s.()-]", "", text)
    digits = re.sub(r"^(\+84|0084|84(?=\d{9}$))", "0", digits)
    return digits if _MOBILE.fullmatch(digits) else None


def clean_tax_code(text: str) -> str | None:
    """The tax code of an organisation: ten digits, the last one a check; "…-001" for a branch; twelve for a household.

    Twelve digits are the citizen number of the head of a household business, which has no check digit.
    """
    code = re.sub(r"[\s.]", "", plain(text))
    whole = _TAX_CODE.fullmatch(code)
    if whole is None:
        return code if _HOUSEHOLD.fullmatch(code) else None
    digits = [int(digit) for digit in whole[1]]
    weighed = sum(digit * weight for digit, weight in zip(digits, _TAX_WEIGHTS, strict=False))
    if 10 - weighed % 11 != digits[9]:
        return None
    return f"{whole[1]}-{whole[2]}" if whole[2] else whole[1]


def is_household(tax_code: str) -> bool:
    """Whether a clean tax code is that of a household business: the citizen number of its head."""
    return _HOUSEHOLD.fullmatch(tax_code) is not None


def clean_name(text: str) -> str | None:
    """Blanks made single, at least two letters, composed letters (NFC); nothing by which somebody is reached.

    Names are not sealed, for people are found by them: numbers and addresses have fields of their own.
    """
    name = line(unicodedata.normalize("NFC", text))
    is_name = sum(c.isalpha() for c in name) >= 2 and len(name) <= NAME_LENGTH
    reaches = "@" in name or sum(c.isdecimal() for c in name) >= NUMBER_DIGITS
    return name if is_name and not reaches else None


@dataclass(frozen=True, slots=True)
class CitizenId:
    """A citizen number and what is asked of it (Decree 137/2015, Circular 59/2021). The rest nobody needs."""

    number: str
    birth_year: int
    sex: Sex


def citizen_id(text: str, this_year: int, *, seen: bool = False) -> CitizenId | None:
    """Twelve digits: province of the birth, century with sex, two digits of the year, six of no meaning.

    Blanks and dots are understood. None for a province that never was and for a year to come. `seen`: whoever holds
    the card vouches for its number, so the first digits may be those of a country in which the birth was registered.
    """
    parts = _CITIZEN_ID.fullmatch(re.sub(r"[\s.]", "", plain(text)))
    if parts is None or not (seen or parts[1] in PROVINCES):
        return None
    century, woman = divmod(
        int(parts[2]), 2
    )  # 0, 1: a man, a woman of 1900 to 1999; 2, 3: of 2000 to 2099; …
    year = 1900 + 100 * century + int(parts[3])
    return CitizenId(parts[0], year, Sex.FEMALE if woman else Sex.MALE) if year <= this_year else None


def birth_year(text: str) -> int | None:
    """The year of a day of birth as cards print it: "17/05/1990", or "1990" where the day is not known."""
    parts = _BORN.fullmatch(re.sub(r"\s", "", plain(text)))
    if parts is None:
        return None
    try:
        return date(int(parts["year"]), int(parts["month"] or 1), int(parts["day"] or 1)).year
    except ValueError:
        return None


def masked_id(number: str) -> str:
    """ "001•••••••45": enough for the owner to know it again, too little for anybody else."""
    return f"{number[:3]}{'•' * (len(number) - 5)}{number[-2:]}" if len(number) > 5 else ""


def level(*, verified: bool, missing: Collection[str], proven: bool) -> Level:
    """How well the platform knows somebody. `verified`: a code came back from number or address; `missing`: of R20."""
    if not verified and not proven:
        return Level.UNKNOWN
    if missing:
        return Level.REACHABLE
    return Level.PROVEN if proven else Level.DECLARED


IDLE: Final = timedelta(days=45)  # security.md row 6
IDLE_NOTICE: Final = timedelta(days=7)  # between the warning and the end
IDLE_WARNED: Final = IDLE - IDLE_NOTICE
REVIEW_MONTHS: Final = 2  # of the quarter, until the review must be done


def period_ahead(first: date, last: date | None, today: date) -> bool:
    """Whether the period has days left. No last day: without end."""
    return last is None or last >= max(first, today)


def quarter_of(day: date) -> date:
    """The first day of its quarter."""
    return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)


def quarter_before(quarter: date) -> date:
    """The first day of the quarter before."""
    return quarter_of(quarter - timedelta(days=1))


def review_due(quarter: date) -> date:
    """The last day for a quarter's review: the end of its second month."""
    third = quarter.replace(month=quarter.month + REVIEW_MONTHS)
    return third - timedelta(days=1)
