"""The quality gate: what is lacking in an answer to a report (R54–R56). Pure; measured by `ihanoi eval --answers`.

What is certain is refused by the table. The rest is pointed out to whoever writes and to whoever approves, and never
keeps an answer back: a machine's guess is no verdict.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any, Final

from ihanoi.cases.rules.answer_texts import (
    Span,
    Written,
    blanks,
    echoed,
    fingerprint,
    likeness,
    read_answer,
)
from ihanoi.cases.rules.conditions import Facts
from ihanoi.cases.rules.frequencies import weight
from ihanoi.cases.rules.texts import TELLS, read
from ihanoi.cases.words import Evidence, Outcome, Why
from ihanoi.cases.words.answers import ABOUT, BLOCKING, MEND, Lack

Given = Mapping[str, Any]

FAR: Final = timedelta(days=30)  # a promise beyond what an extension could give (R63)
CLOCKS_DIFFER: Final = timedelta(hours=1)  # between a camera and the server
ECHO_FROM: Final = 0.6  # of the telling words
COPY_FROM: Final = 0.6  # of the pieces

_WHEN: Final = re.compile(
    r"\b\d{1,2}\s?[/.-]\s?\d{1,2}\b|\bngay \d|\bthang \d|\b\d{1,2}\s?(?:h|gio)\b|\b\d{1,2}h\d\d\b|\b\d{1,2}:\d\d\b"
    r"|\bhom (?:nay|qua|kia)\b|\b(?:sang|trua|chieu|toi|dem) (?:nay|qua|hom)\b"
    r"|\b(?:tuan|thang|quy|nam) (?:nay|truoc|sau|toi)\b"
    r"|\b(?:sau|trong|truoc|het) (?:khoang )?\d+ (?:phut|gio|ngay|tuan|thang)\b|\btrong (?:ngay|dem|buoi|sang|chieu)\b"
    r"|\bthu (?:hai|ba|tu|nam|sau|bay)\b|\bchu nhat\b|\b(?:moi|hang|hai ngay mot) (?:ngay|dem|tuan|sang|toi|lan)\b"
    r"|\bquy (?:i{1,3}|iv|\d)\b|\b(?:cuoi|dau|giua) (?:tuan|thang|nam)\b|\bdot \d"
)
_WHERE: Final = re.compile(
    r"\b(?:tai|ngo|ngach|hem|pho|duong|thon|xom|toa nha|chung cu|nga tu|nga ba|nut giao|truong|cong vien|vuon hoa"
    r"|bo ho|tuyen|quoc lo|doi dien|ben xe|phuong|xa) (?!quy\b|cac\b|don vi\b|thoi\b|day\b|bo\b|an\b)\w"
    r"|\b(?:so|to|km|khu) \d"
    r"|\b(?:truoc|canh|goc|dau|cuoi|doc) (?:so|nha|cong|cho|truong|ngo|ngach|pho|duong|cau|khu|xom|quan)\b"
)
_WHO: Final = re.compile(
    r"\b(?:doi (?:\w+ )?(?:thoat|quan|trat|sua|canh|duy|xe|cay|ve)|to (?:cong|sua|thu|trat|ve|dan|truc|ky|bao|dien)"
    r"|cong ty|xi nghiep|chi nhanh|trung tam|nha thau|nha mang|dien luc|urenco|evn|ubnd|uy ban|cong an|canh sat"
    r"|phong (?:van|kinh|quan|ky|do|tai|tu|noi)|ban (?:quan|duy|chi|cong)|doan (?:kiem|lien|thanh|cong)|thanh tra"
    r"|can bo|cong nhan|tho|nhan vien|dan phong|chu (?:dau tu|ho|co so|cua hang|quan|xe|xuong|nha))\b"
)
_GROUND: Final = re.compile(
    r"\b(?:luat|bo luat|nghi dinh|thong tu|quyet dinh|nghi quyet|cong van|chi thi|thong bao so|quy hoach|giay phep"
    r"|ban an|bien ban|hop dong|du an|quy chuan|tieu chuan|tcvn|qcvn|dieu \d+|khoan \d+|van ban so|so \d+\w*/)"
)


@dataclass(frozen=True, slots=True)
class Proof:
    """A file of proof. `taken_at`: as the camera wrote it, where it did."""

    kind: str
    taken_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """The report that is answered. `terms`: folded phrases of its field. `on_site`: something at a place."""

    text: str
    address: str = ""
    terms: tuple[str, ...] = ()
    reported_at: datetime | None = None
    on_site: bool = True


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer as it stands in the form."""

    text: str
    outcome: str = ""
    scheduled_for: date | None = None
    proofs: tuple[Proof, ...] = ()


@dataclass(frozen=True, slots=True)
class Earlier:
    """An answer that was given before, by its case."""

    case_id: int
    fingerprint: Sequence[int]


def given_before(case_id: int, text: str) -> Earlier:
    """An earlier answer by its words."""
    return Earlier(case_id, fingerprint(read_answer(text)) or ())


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is lacking. `at`: where in the text; `cases`: whose answers are alike."""

    lack: Lack
    at: tuple[Span, ...] = ()
    cases: tuple[int, ...] = ()

    @property
    def blocks(self) -> bool:
        return self.lack in BLOCKING

    @property
    def about(self) -> str:
        """The input it speaks of."""
        return ABOUT.get(self.lack, "answer")


def judge(reply: Reply, question: Question, earlier: Iterable[Earlier], today: date) -> tuple[Finding, ...]:
    """Everything that is lacking, what blocks first."""
    answer = read_answer(reply.text)
    found = [*_of_substance(answer), *_of_proof(reply, question), *_of_day(reply, today)]
    if answer.is_concrete:
        found += [*_of_likeness(answer, question, earlier), *_of_details(answer, reply, question)]
    return tuple(sorted(found, key=lambda each: not each.blocks))


def _of_substance(answer: Written) -> Iterator[Finding]:
    if not answer.words:
        yield Finding(Lack.EMPTY)
        return
    if not answer.is_concrete:
        yield Finding(Lack.STOCK, _stretches(answer))
    open_blanks = blanks(answer)
    if open_blanks:
        yield Finding(Lack.TEMPLATE, tuple(open_blanks))


def _stretches(answer: Written) -> tuple[Span, ...]:
    """Neighbouring words of stock phrases, together."""
    found: list[Span] = []
    goes_on = False
    for span, tells in zip(answer.spans, answer.telling, strict=True):
        if not tells and goes_on:
            found[-1] = (found[-1][0], span[1])
        elif not tells:
            found.append(span)
        goes_on = not tells
    return tuple(found)


def _of_proof(reply: Reply, question: Question) -> Iterator[Finding]:
    if reply.outcome == Outcome.FIXED and question.on_site:
        lack = photo_lacks(reply.proofs, question.reported_at)
        if lack:
            yield Finding(lack)
    elif not reply.proofs:
        yield Finding(Lack.NO_PROOF)


def photo_lacks(proofs: Iterable[Proof], reported_at: datetime | None) -> Lack | None:
    """A repair is shown by a picture from the site, taken after the report as far as the cameras say."""
    photos = [proof for proof in proofs if proof.kind == Evidence.PHOTO]
    if not photos:
        return Lack.NO_PHOTO
    since = reported_at - CLOCKS_DIFFER if reported_at else None
    old = since is not None and all(each.taken_at is not None and each.taken_at < since for each in photos)
    return Lack.OLD_PHOTO if old else None


def _of_day(reply: Reply, today: date) -> Iterator[Finding]:
    if reply.outcome == Outcome.SCHEDULED:
        if reply.scheduled_for is None or reply.scheduled_for < today:
            yield Finding(Lack.NO_DAY)
        elif reply.scheduled_for > today + FAR:
            yield Finding(Lack.FAR_DAY)


def _of_likeness(answer: Written, question: Question, earlier: Iterable[Earlier]) -> Iterator[Finding]:
    share, where = echoed(answer, read_answer(question.text))
    if share >= ECHO_FROM and where is not None:
        yield Finding(Lack.ECHO, (where,))
    own = fingerprint(answer)
    if own is not None:
        alike = {
            each.case_id
            for each in earlier
            if each.fingerprint and likeness(own, each.fingerprint) >= COPY_FROM
        }
        if alike:
            yield Finding(Lack.COPY, cases=tuple(sorted(alike, reverse=True)))


def _of_details(answer: Written, reply: Reply, question: Question) -> Iterator[Finding]:
    if not _touches(answer, question):
        yield Finding(Lack.OFF)
    if reply.outcome != Outcome.SCHEDULED and not _WHEN.search(answer.flat):
        yield Finding(Lack.NO_WHEN)
    if not (_WHERE.search(answer.plain) or _WHO.search(answer.plain) or _named(answer, question.address)):
        yield Finding(Lack.NO_WHERE)
    if reply.outcome in (Outcome.EXPLAINED, Outcome.NOT_POSSIBLE) and not _grounded(answer, reply):
        yield Finding(Lack.NO_GROUND)


def _touches(answer: Written, question: Question) -> bool:
    """A word of the report that tells, a term of its field, or its place."""
    told = {word for word in read(question.text).folded if weight(word) >= TELLS}
    if told.intersection(answer.rest) or _named(answer, question.address):
        return True
    return any(f" {term} " in answer.plain for term in question.terms)


def _named(answer: Written, address: str) -> bool:
    """Two neighbouring words of the address: a street's name, or its number."""
    words = read_answer(address).words
    return any(f" {one} {two} " in answer.plain for one, two in pairwise(words))


def _grounded(answer: Written, reply: Reply) -> bool:
    papers = any(proof.kind in (Evidence.LETTER, Evidence.PAPER, Evidence.MINUTES) for proof in reply.proofs)
    return papers or _GROUND.search(answer.flat) is not None


# --- conditions of the table -----------------------------------------------------------------------------------------


def answer_is_concrete(_facts: Facts, given: Given) -> object | None:
    """R56: an answer of stock phrases only says nothing; at least twenty letters must remain without them."""
    if not given:
        return None
    return None if read_answer(str(given.get("answer", ""))).is_concrete else Why.STOCK_PHRASES


def answer_is_filled_in(_facts: Facts, given: Given) -> object | None:
    """R56: no blank of a template is left open."""
    return MEND[Lack.TEMPLATE] if blanks(read_answer(str(given.get("answer", "")))) else None


def repair_is_shown(_facts: Facts, given: Given) -> object | None:
    """R54, R55: what was repaired at a place is shown by a picture from there, taken after the report."""
    if given.get("outcome") != Outcome.FIXED:
        return None
    lack = photo_lacks(given.get("proofs", ()), given.get("reported_at"))
    return MEND[lack] if lack else None
