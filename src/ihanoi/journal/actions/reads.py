"""Write down who saw whose personal data."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.db import connection

from ihanoi.journal import rules
from ihanoi.journal.models import Read
from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor
from ihanoi.vault import spoken

AGAIN: Final = timedelta(minutes=10)  # within it the same page seen again by the same person is the same read
REASON_MAX: Final = 300

_COLUMNS: Final = [f.attname for f in Read._meta.local_concrete_fields if not f.primary_key]
_WRITE: Final = f"""
INSERT INTO journal_read ({", ".join(_COLUMNS)}) SELECT {", ".join(f"%({name})s" for name in _COLUMNS)}
WHERE NOT EXISTS (
    SELECT FROM journal_read WHERE reader_id = %(reader_id)s AND at > %(since)s AND kind = %(kind)s AND way = %(way)s
    AND owner_id IS NOT DISTINCT FROM %(owner_id)s AND subject = %(subject)s
    AND subject_id IS NOT DISTINCT FROM %(subject_id)s
)
"""  # nosec B608  # names of this file


def record_read(
    *,
    actor: Actor,
    kind: str,
    way: str,
    owner_id: int | None = None,
    subject: str = "",
    subject_id: int | None = None,
    reason: str = "",
    role: str = "",
    agency_id: int | None = None,
) -> bool:
    """Write that the actor saw personal data, in one statement. Returns whether it is a new read.

    `kind`: words.Data. `way`: the name of the address, like "desk:case". `owner_id`: the account whose data they are;
    `subject` and `subject_id`: the case or other thing in which they stand. Without `role` it is the first seat's.
    One's own data, and the system's work, are no reads. Numbers and addresses in `reason` are hidden.
    """
    if actor.account_id is None or actor.account_id == owner_id:
        return False
    if not role and actor.seats:
        role, agency_id = actor.seats[0].role, actor.seats[0].agency_id
    now = clock.now()
    read = Read(
        at=now,
        reader_id=actor.account_id,
        role=role,
        agency_id=agency_id,
        owner_id=owner_id,
        subject=subject,
        subject_id=subject_id,
        kind=str(kind),
        way=way,
        reason=spoken.hidden(reason)[:REASON_MAX],
    )
    read.hash = rules.read(read)
    with connection.cursor() as cursor:
        values = {name: getattr(read, name) for name in _COLUMNS}
        cursor.execute(_WRITE, {**values, "since": now - AGAIN})
        return bool(cursor.rowcount)
