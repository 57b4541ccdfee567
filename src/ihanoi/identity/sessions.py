"""Django's sessions in the database, read by a statement made once: every page of whoever is signed in begins so."""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.backends import db
from django.db import connection


class SessionStore(db.SessionStore):
    """Named by the setting SESSION_ENGINE; everything but reading is Django's."""

    def load(self) -> dict[str, Any]:
        """What the session holds; nothing, and a new key when it is saved, once it is unknown or over."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > now()",
                [self.session_key],
            )
            row = cursor.fetchone()
        if row is None:
            self._session_key = None
            return {}
        return self.decode(row[0])
