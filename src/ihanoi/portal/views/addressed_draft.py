"""A report of another kind than `field` that is being written: one draft a kind, kept in the session."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from dataclasses import field as made
from datetime import datetime
from uuid import UUID, uuid4

from django.contrib.sessions.backends.base import SessionBase

from ihanoi.cases.words import KIND_SLUGS, Kind
from ihanoi.kernel import clock

KEY = "addressed"


@dataclass(slots=True)
class AddressedDraft:
    """Plain values only: it is written as JSON. `agency`: as typed; `agency_id`: as understood."""

    kind: str
    key: str = made(default_factory=lambda: str(uuid4()))
    files: list[str] = made(default_factory=list)
    agency: str = ""
    agency_id: int | None = None
    procedure: str = ""
    matter: str = ""
    worth: str = ""
    organisation: int | None = None
    text: str = ""
    address: str = ""
    unit: int | None = None
    lat: float | None = None
    lng: float | None = None
    confidential: bool = False
    confirmed: str = ""  # the other channel that the sender has read of, and goes on all the same
    saved_at: str = ""

    @property
    def is_begun(self) -> bool:
        return bool(self.files or self.text or self.procedure or self.agency)

    @property
    def saved(self) -> datetime | None:
        return datetime.fromisoformat(self.saved_at) if self.saved_at else None

    @property
    def slug(self) -> str:
        return KIND_SLUGS[Kind(self.kind)]

    @property
    def kind_label(self) -> str:
        return str(Kind(self.kind).label)

    @property
    def file_ids(self) -> list[UUID]:
        return [UUID(file_id) for file_id in self.files]


def load(session: SessionBase, kind: str) -> AddressedDraft:
    """The draft of this kind, or a fresh one with its own key against double sending."""
    known = {f.name for f in fields(AddressedDraft)} - {"kind"}
    kept = session.get(KEY, {}).get(kind, {})
    return AddressedDraft(kind, **{name: value for name, value in kept.items() if name in known})


def save(session: SessionBase, draft: AddressedDraft) -> None:
    draft.saved_at = clock.now().isoformat()
    session[KEY] = session.get(KEY, {}) | {draft.kind: asdict(draft)}


def drop(session: SessionBase, kind: str) -> None:
    session[KEY] = {other: kept for other, kept in session.get(KEY, {}).items() if other != kind}


def begun(session: SessionBase) -> Iterator[AddressedDraft]:
    """Those with something in them."""
    found = (load(session, kind) for kind in session.get(KEY, {}) if kind in Kind.values)
    return (draft for draft in found if draft.is_begun)
