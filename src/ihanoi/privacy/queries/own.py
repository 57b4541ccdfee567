"""What the platform keeps about me: by class, and everything at once for a copy."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from ihanoi.cases.queries import kept as cases
from ihanoi.identity.queries import kept as identity
from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor
from ihanoi.media import queries as media
from ihanoi.notifications import queries as notifications
from ihanoi.people import queries as people
from ihanoi.people.queries import ConsentRow, Wording
from ihanoi.people.queries import kept as accounts
from ihanoi.people.queries.known import known
from ihanoi.people.queries.restricted import sender
from ihanoi.people.words import Purpose
from ihanoi.privacy.models import Request
from ihanoi.privacy.queries.periods import in_words, limits
from ihanoi.privacy.regulation import RETENTION, Kept
from ihanoi.privacy.words import DataClass
from ihanoi.ui import timewords

Sheets = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class KeptRow:
    """A class of data in words: why, by which ground, who sees it, how long. `count`: how much of it is mine."""

    data: DataClass
    label: str
    purpose: str
    ground: str
    seen_by: str
    how_long: str
    sensitive: bool
    count: int | None = None


def kept_rows(counts: dict[str, int] | None = None) -> list[KeptRow]:
    """The table of classes as it is in force: the same for the public page, for my page and for the erasing job."""
    periods = limits()
    return [
        KeptRow(
            each.data,
            str(each.data.label),
            str(each.purpose),
            str(each.ground),
            str(each.seen_by),
            _how_long(each, periods),
            each.sensitive,
            (counts or {}).get(each.data),
        )
        for each in RETENTION
    ]


def _how_long(each: Kept, periods: dict[str, Any]) -> str:
    days = timewords.days(each.fixed_days) if each.fixed_days else ""
    span = in_words(periods[each.period]) if each.period else days
    return ". ".join(filter(None, (f"{span} {each.begins}" if span else "", str(each.fate.label))))


def sheets_of(account_id: int) -> Sheets:
    """Everything that the rooms keep about somebody, by the name of a sheet. Reads all of it: for the worker alone."""
    return {
        **accounts.kept_of(account_id),
        **identity.kept_of(account_id),
        **cases.kept_of(account_id),
        **notifications.kept_of(account_id),
        "yeu_cau_du_lieu": [
            {"ma": r.code, "quyen": r.get_right_display(), "luc": r.asked_at, "noi_dung": r.said,
             "trang_thai": r.get_state_display(), "ket_thuc_luc": r.closed_at, "tra_loi": r.reason}
            for r in _requests(account_id)
        ],
    }  # fmt: skip


def _requests(account_id: int) -> QuerySet[Request]:
    return Request.objects.filter(account=account_id).order_by("asked_at", "id")


_SHEETS_OF = {
    DataClass.CASES: ("phan_anh",),
    DataClass.CONSENTS: ("dong_y",),
    DataClass.PROOFS: ("khoa_truy_cap", "ung_dung_ma", "lien_ket"),
    DataClass.SIGN_INS: ("dang_nhap",),
    DataClass.CODES: ("ma_mot_lan",),
    DataClass.NOTICES: ("thong_bao",),
    DataClass.INVITATIONS: ("loi_moi",),
    DataClass.DELEGATIONS: ("thay_khi_vang",),
    DataClass.REQUESTS: ("yeu_cau_du_lieu",),
}


@dataclass(frozen=True, slots=True)
class Agreed:
    """A consent with the text that was shown. `guessed`: it was not written down, and the day says which it was."""

    purpose: str
    label: str
    given_at: datetime
    withdrawn_at: datetime | None
    wording: Wording | None
    guessed: bool

    @property
    def can_be_taken_back(self) -> bool:
        """By a button beside it; the city's news have one of their own, handling goes through a request."""
        return self.withdrawn_at is None and self.purpose in (Purpose.PAPERS, Purpose.POSITION)


def agreed(actor: Actor) -> list[Agreed]:
    """Everything that the actor ever agreed to, newest first."""
    return [
        Agreed(r.purpose, r.label, r.given_at, r.withdrawn_at, _shown(r), guessed=not r.digest)
        for r in people.consents(actor)
    ]


def _shown(row: ConsentRow) -> Wording | None:
    if row.digest:
        return people.kept_wording(row.purpose, row.digest)
    return people.wording_on(row.purpose, clock.day_of(row.given_at))


@dataclass(frozen=True, slots=True)
class OwnData:
    """My page: my values, the classes with how much there is, what I agreed to."""

    name: str
    phone: str
    email: str
    home: str  # ward or commune
    citizen_id: str  # masked
    rows: list[KeptRow]
    agreed: list[Agreed]
    wants_news: bool
    news: Wording  # to which I agree by wanting the city's news; `handling`: by letting reports be handled
    handling: Wording
    handles: bool  # I agree to the handling of reports, or never had to
    restricted_at: datetime | None
    level: str
    as_of: datetime


def own_data(actor: Actor) -> OwnData:
    """For whoever is signed in: counted, not read."""
    assert actor.account_id is not None
    account = people.account(actor.account_id)
    who, counts = known(account), _counts(account.pk, accounts.rows_of(account))
    return OwnData(
        name=account.full_name,
        phone=account.phone,
        email=account.email,
        home=account.unit.name if account.unit else "",
        citizen_id=who.citizen_id,
        rows=[row for row in kept_rows(counts) if row.data not in _OTHERS],
        agreed=agreed(actor),
        wants_news=people.consents_to(actor, Purpose.NEWS),
        news=people.asked_for(Purpose.NEWS),
        handling=people.asked_for(Purpose.HANDLING),
        handles=not sender(account.pk).withdrawn,
        restricted_at=account.restricted_at,
        level=str(who.level.label),
        as_of=clock.now(),
    )


def open_cases(actor: Actor) -> int:
    """How many of my reports have no result yet."""
    return cases.open_count(actor.account_id or 0)


def _counts(account_id: int, people_rows: dict[str, QuerySet[Any]]) -> dict[str, int]:
    """How much there is of each class; nothing is read."""
    rows = {
        **people_rows,
        **identity.rows_of(account_id),
        **cases.rows_of(account_id),
        **notifications.rows_of(account_id),
        "yeu_cau_du_lieu": _requests(account_id),
    }
    counts = {str(data): sum(rows[name].count() for name in names) for data, names in _SHEETS_OF.items()}
    counts[DataClass.PICTURES] = cases.own_files(account_id).count()
    counts[DataClass.PAPERS] = media.papers_of(account_id).count()
    return counts


_OTHERS = (DataClass.CONTACTS, DataClass.INCIDENTS, DataClass.TRIES)  # not kept under an account


def files_of(account_id: int) -> list[media.File]:
    """My own files in my reports, and the papers that I have sent."""
    ids = cases.file_ids_of(account_id)
    actor = Actor(account_id)
    return [*media.own(actor, ids), *media.papers_of(account_id)]
