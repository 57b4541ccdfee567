"""Finds personal data in Vietnamese texts and masks it: phone, e-mail, citizen ID, bank account, number plate. Pure.

What is public stays: hotlines (113, 1022, 1900 …), addresses of public bodies, dates, prices, house numbers, codes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Final, NamedTuple

from ihanoi.kernel.folding import fold

MASK: Final = "•"


class PersonalData(StrEnum):
    """Kinds of what is masked."""

    PHONE = "phone"
    EMAIL = "email"
    CITIZEN_ID = "citizen_id"
    BANK_ACCOUNT = "bank_account"
    PLATE = "plate"


class Finding(NamedTuple):
    """What was found in the text as given, from `start` to before `end`."""

    kind: PersonalData
    start: int
    end: int


class Redacted(NamedTuple):
    """The masked text, as long as the original, and what was masked (places in the original)."""

    text: str
    findings: tuple[Finding, ...]


_EMAIL: Final = re.compile(r"(?<![\w.+-])[\w][\w.+-]*@[\w-]+(?:\.[\w-]+)+")
_PUBLIC_MAIL: Final = re.compile(r"(?:@|\.)gov\.vn$", re.IGNORECASE)

# Digits in groups with one separator between them, as people write long numbers.
_RUN: Final = re.compile(r"(?<![\w])[+(]{0,2}[0-9]+(?:(?:\) ?|[ ./\-–\u00a0])[0-9]+)*(?!\w)")
_DIGITS: Final = re.compile(r"[0-9]+")
_PHONE: Final = re.compile(r"(?:0|84|0084)(?:[35789][0-9]{8}|1[2689][0-9]{8}|2[0-9]{9})")
_DAY: Final = re.compile(r"\b(?:0[1-9]|[12][0-9]|3[01]) (?:0[1-9]|1[0-2]) (?:19|20)[0-9]{2}\b")
_CITIZEN_ID: Final = re.compile(r"0(?:0[1-9]|[1-8][0-9]|9[0-6])[0-9]{9}")  # begins with a province's code
_SHORTEST, _LONGEST = 8, 19  # digits of anything that is looked for

_MONEY_AFTER: Final = re.compile(r"\s*(?:dong|d|vnd|vnđ|trieu|ty|nghin|ngan|k|usd|m2|m|km)\b")
_OF_CITIZEN: Final = re.compile(
    r"\b(?:cccd|cmnd|cmt|cmtnd|can cuoc|chung minh|dinh danh|giay to tuy than)\b[^0-9]{0,40}$"
)
_OF_BANK: Final = re.compile(
    r"\b(?:stk|so tk|tk|tai khoan|chuyen khoan|ck|ngan hang|vietcombank|vcb|vietinbank|bidv|agribank|techcombank|tcb"
    r"|mb ?bank|mb|acb|vpbank|tpbank|sacombank|vib|shb|hdbank|ocb|msb|seabank|momo)\b[^0-9]{0,40}$"
)
_PLATE: Final = re.compile(
    r"(?<![\w.,])[1-9][0-9][ .-]?(?:[A-HK-NPR-VX-ZĐ]{1,2}[0-9]?)[ .-]?"
    r"(?P<number>[0-9]{3}\.?[0-9]{2}|[0-9]{4})(?![\w]|[.,][0-9])",
    re.IGNORECASE,
)
_SURE_PLATE: Final = re.compile(
    r"[1-9][0-9]-?[A-ZĐ]{1,2}[0-9]?[ -]?[0-9]{3}\.?[0-9]{2}|[1-9][0-9][A-ZĐ]{1,2}[0-9]?-[0-9]{4}"
)
_OF_PLATE: Final = re.compile(r"\b(?:bien|bks|bsx|bien so|bien kiem soat|xe|oto|o to)\b[^0-9]{0,25}$")


def redact(text: str) -> Redacted:
    """Mask personal data. Masking again changes nothing."""
    findings = find(text)
    letters = list(text)
    for finding in findings:
        letters[finding.start : finding.end] = _masked(finding.kind, text[finding.start : finding.end])
    return Redacted("".join(letters), findings)


def find(text: str) -> tuple[Finding, ...]:
    """Personal data in the order of the text, without overlaps; an e-mail address goes before a number inside it."""
    found: list[Finding] = []
    for finding in (*_emails(text), *_numbers(text), *_plates(text)):
        if all(finding.end <= f.start or f.end <= finding.start for f in found):
            found.append(finding)
    return tuple(sorted(found, key=lambda f: f.start))


def _emails(text: str) -> Iterator[Finding]:
    for match in _EMAIL.finditer(text):
        if not _PUBLIC_MAIL.search(match[0]):
            yield Finding(PersonalData.EMAIL, match.start(), match.end())


def _numbers(text: str) -> Iterator[Finding]:
    for run in _RUN.finditer(text):
        groups = [(m.start() + run.start(), m.end() + run.start()) for m in _DIGITS.finditer(run[0])]
        first = 0
        while first < len(groups):
            finding, count = _number(text, run.start(), groups[first : first + _LONGEST])
            if finding:
                yield finding
            first += count


def _number(text: str, run_start: int, groups: list[tuple[int, int]]) -> tuple[Finding | None, int]:
    """The longest number of a kind that begins with the first group, and how many groups it takes."""
    start, parts, best, count = groups[0][0], list[str](), None, 1
    opening = run_start if start - run_start <= 2 else start  # with the "+" or "(" before it
    # Before a later group stands another, and no word: looking for one at each costs the square of a long text.
    before = _before(text, start) if opening == run_start else ""
    for used, (begin, end) in enumerate(groups, 1):
        parts.append(text[begin:end])
        length = sum(map(len, parts))
        if length > _LONGEST:
            break
        if length >= _SHORTEST and (kind := _kind(parts, before, text[end : end + 10])):
            best, count = Finding(kind, opening, end), used
    return best, count


def _kind(groups: list[str], before: str, after: str) -> PersonalData | None:
    digits = "".join(groups)
    if _PHONE.fullmatch(digits) and _grouped_as_phone(groups):
        return PersonalData.PHONE
    if _CITIZEN_ID.fullmatch(digits) and _grouped_as_card(groups):
        return PersonalData.CITIZEN_ID
    if len(digits) in (9, 12) and _OF_CITIZEN.search(before):
        return PersonalData.CITIZEN_ID
    if _OF_BANK.search(before) and not _MONEY_AFTER.match(fold(after)) and not digits.endswith("000"):
        return PersonalData.BANK_ACCOUNT
    return None


def _grouped_as_phone(groups: list[str]) -> bool:
    """Whether people group a phone number so; "05.12.2025 10" is a day and an hour, "03-05.12.2025" some days."""
    first = groups[0]
    if first in ("84", "0084") or len(first) >= 3 or len(set(map(len, groups))) == 1:
        return True
    return len(groups[1]) >= 3 if len(first) == 1 else not _DAY.search(" ".join(groups))


def _grouped_as_card(groups: list[str]) -> bool:
    """Whether it may be one number of twelve digits, and not six of two or a day with something beside it."""
    lengths = [*map(len, groups)]
    return max(lengths) >= 3 and min(lengths[1:], default=3) >= 2 and not _DAY.search(" ".join(groups))


def _before(text: str, start: int) -> str:
    """The folded words before a place, by which one tells an account from an amount."""
    return fold(text[max(0, start - 60) : start])


def _plates(text: str) -> Iterator[Finding]:
    for match in _PLATE.finditer(text):
        if _SURE_PLATE.fullmatch(match[0]) or _OF_PLATE.search(_before(text, match.start())):
            yield Finding(PersonalData.PLATE, match.start(), match.end())


def _masked(kind: PersonalData, text: str) -> str:
    """Same length; enough stays for the owner to know it again: 09•• ••• •78, b•••@•••.vn, 29A-•••.••."""
    places = [i for i, c in enumerate(text) if c in "0123456789"]
    match kind:
        case PersonalData.EMAIL:
            hidden = {*range(1, text.rindex("."))} - {text.index("@")}
        case PersonalData.PLATE:
            hidden = {i for i in places if i >= _number_of_plate(text)}
        case PersonalData.PHONE:
            hidden = {*places[2:-2]}
        case _:
            hidden = {*places[:-2]}
    return "".join(MASK if i in hidden else c for i, c in enumerate(text))


def _number_of_plate(text: str) -> int:
    plate = _PLATE.fullmatch(text)
    return plate.start("number") if plate else 0
