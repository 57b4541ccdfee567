"""The report that is being written: kept in the session between the steps, so that nothing typed is lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from dataclasses import field as made
from datetime import datetime
from uuid import UUID, uuid4

from django.contrib.sessions.backends.base import SessionBase

from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.clock import HANOI
from ihanoi.media import queries as media

KEY, SENT = "report", "sent"
SENT_KEPT = 5


@dataclass(slots=True)
class Draft:
    """Plain values only: it is written as JSON."""

    key: str = made(default_factory=lambda: str(uuid4()))
    files: list[str] = made(default_factory=list)
    address: str = ""
    lat: float | None = None
    lng: float | None = None
    accuracy: float | None = (
        None  # metres, of the device's own place; None: pinned by hand, or only an address
    )
    agreed_position: str = (
        ""  # digest of the text; before sending nobody may be signed in to whom the consent would belong
    )
    unit: int | None = None
    text: str = ""
    field: int | None = None
    danger: str = ""
    occurred_at: str = ""
    confidential: bool = False
    round_position: bool = False
    asked_alike: bool = False
    confirmed: str = ""  # the other channel that the sender has read of, and goes on all the same
    others: list[int] = made(default_factory=list)  # "another matter", said of these
    saved_at: str = ""

    @property
    def has_place(self) -> bool:
        return self.unit is not None

    @property
    def is_begun(self) -> bool:
        return bool(self.files or self.address or self.text or self.lat is not None)

    @property
    def saved(self) -> datetime | None:
        return datetime.fromisoformat(self.saved_at) if self.saved_at else None

    @property
    def occurred(self) -> datetime | None:
        return datetime.fromisoformat(self.occurred_at).replace(tzinfo=HANOI) if self.occurred_at else None

    @property
    def file_ids(self) -> list[UUID]:
        return [UUID(file_id) for file_id in self.files]


def load(session: SessionBase) -> Draft:
    """The draft of this session, or a fresh one with its own key against double sending."""
    known = {f.name for f in fields(Draft)}
    return Draft(**{name: value for name, value in session.get(KEY, {}).items() if name in known})


def save(session: SessionBase, draft: Draft) -> None:
    draft.saved_at = clock.now().isoformat()
    session[KEY] = asdict(draft)


def drop(session: SessionBase) -> None:
    session.pop(KEY, None)


def remember_sent(session: SessionBase, key: str, code: str) -> None:
    """The draft has become a report."""
    remember_as_sent(session, key, code)
    drop(session)


def remember_as_sent(session: SessionBase, key: str, code: str) -> None:
    """So that a second press of "send" leads to the receipt of the first."""
    session[SENT] = dict([*session.get(SENT, {}).items(), (key, code)][-SENT_KEPT:])


def sent_as(session: SessionBase, key: str) -> str:
    """The code under which this draft was sent, or blank."""
    return str(session.get(SENT, {}).get(key, ""))


def own_files(actor: Actor, draft: Draft) -> list[dict[str, str]]:
    """The draft's pictures as the chooser shows them. Those that are gone or another's are dropped from the draft."""
    shown = chosen(actor, draft.files)
    draft.files = [file["id"] for file in shown]
    return shown


def chosen(actor: Actor, file_ids: Sequence[str]) -> list[dict[str, str]]:
    """Uploads of this person, for the picture chooser; an address is given for nobody else's."""
    return [
        {
            "id": str(f.id),
            "thumb": media.url(f, "thumb", to=actor),
            "view": media.url(f, "view", to=actor),
            "label": "",
        }
        for f in media.own(actor, file_ids)
    ]
