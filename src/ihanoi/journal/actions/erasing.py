"""Lines of history are emptied for whoever is forgotten. The chain still holds: it was hashed over digests."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection

from ihanoi.journal.actions.writing import need_transaction


def erase_lines(*, subject: str, subject_ids: Iterable[int], actor_id: int) -> int:
    """Empty what somebody wrote about these: their name and what was given. Returns how many lines.

    Who did what when, the hashes and the seals stay; that the line was emptied can be seen. The database lets no
    other change through.
    """
    need_transaction()
    with connection.cursor() as cursor:
        cursor.execute("SELECT journal_erase(%s, %s, %s)", [subject, list(subject_ids), actor_id])
        emptied: int = cursor.fetchone()[0]
        return emptied
