"""Django's sessions in the database, read by a statement made once: every page of whoever is signed in begins so.

A session of an account lives as long as its row of `SignIn`: one that was ended, lay idle too long, or whose account
was closed is over at once, whatever Django's own table says. One without such a row never began.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db import connection

from ihanoi.kernel import clock
from ihanoi.vault.ports import key_ring
from ihanoi.vault.rules import KeyRing, Unsealable

_PLACE = "django_session.session_data"
_LOAD = """
    SELECT s.session_data, i.id, i.account_id, i.seen_at, greatest(i.begun_at, i.administered_at), i.rights,
        i.ended_at IS NULL AND i.seen_at + i.idle > %(now)s AND a.is_active
    FROM (VALUES (%(key)s)) k (key)
    LEFT JOIN django_session s ON s.session_key = k.key AND s.expire_date > now()
    LEFT JOIN identity_signin i ON i.session_key = k.key
    LEFT JOIN people_account a ON a.id = i.account_id
"""


@dataclass(frozen=True, slots=True)
class Standing:
    """What the row of a living session says."""

    sign_in_id: int
    account_id: int
    seen_at: datetime  # by the minute
    administered_at: datetime  # the last proof, or the last request to administration
    rights: str  # a digest of the seats that were held when it was last looked at


class SessionStore(db.SessionStore):
    """Named by the setting SESSION_ENGINE."""

    standing: Standing | None = None  # None: nobody is signed in
    over: int | None = None  # the account whose session was over when this request came

    def load(self) -> dict[str, Any]:
        """What the session holds; nothing, and a new key when it is saved, once it is unknown or over."""
        with connection.cursor() as cursor:
            cursor.execute(_LOAD, {"key": self.session_key, "now": clock.now()})
            content, sign_in_id, account_id, seen_at, administered_at, rights, lives = cursor.fetchone()
        data = self.decode(content) if content is not None else {}
        if sign_in_id is not None and lives and data:
            self.standing = Standing(sign_in_id, account_id, seen_at, administered_at, rights)
        elif sign_in_id is not None or SESSION_KEY in data or content is None:
            self.over, self._session_key, data = account_id, None, {}
        return data

    def encode(self, session_dict: dict[str, Any]) -> str:
        """Sealed, for drafts and lists that were looked for hold what people type."""
        return b64encode(key_ring().seal_bytes(self.serializer().dumps(session_dict), _PLACE)).decode()

    def decode(self, session_data: bytes | str) -> dict[str, Any]:
        """What it held. Sessions from before they were sealed are read by Django's way, which opens nothing else."""
        try:
            content: dict[str, Any] = self.serializer().loads(
                key_ring().open_bytes(b64decode(session_data, validate=True), _PLACE)
            )
        except ValueError:
            return super().decode(session_data)
        return content

    def cycle_key(self) -> None:
        """A new key for the same session: its row goes along, and whoever knew the old key is left outside."""
        data, before = dict(self.items()), self.session_key
        self.create()
        self._session_cache = data
        if before:
            _set("session_key = %s", self.session_key, before)
            super().delete(before)

    def delete(self, session_key: str | None = None) -> None:
        """The session is over, and its row says so."""
        key = session_key or self.session_key
        if key:
            _set("ended_at = coalesce(ended_at, %s)", clock.now(), key)
            self.standing = None
        super().delete(session_key)


def reseal() -> int:
    """Seal with the key in use what an older key has sealed, or none. Returns how many; one saved meanwhile is left."""
    done, ring, store = 0, key_ring(), SessionStore()
    for key, stored in Session.objects.values_list("session_key", "session_data").iterator():
        data = store.decode(stored)
        if data and not _is_current(stored, ring):
            done += Session.objects.filter(pk=key, session_data=stored).update(
                session_data=store.encode(data)
            )
    return done


def all_open(some: int) -> bool:
    """Whether the first and the last to expire, so many of each, open with the keys at hand."""
    by_end = Session.objects.order_by("expire_date").values_list("session_data", flat=True)
    return all(_opens(stored) for stored in (*by_end[:some], *by_end.reverse()[:some]))


def _opens(stored: str) -> bool:
    try:
        key_ring().open_bytes(b64decode(stored, validate=True), _PLACE)
    except Unsealable:
        return False
    except ValueError:
        return True  # from before they were sealed
    return True


def _is_current(stored: str, ring: KeyRing) -> bool:
    try:
        return ring.is_current(b64decode(stored, validate=True))
    except ValueError:
        return False


def _set(what: str, value: str | datetime | None, key: str) -> None:
    with connection.cursor() as cursor:
        statement = f"UPDATE identity_signin SET {what} WHERE session_key = %s"  # nosec B608  # our own texts
        cursor.execute(statement, [value, key])
