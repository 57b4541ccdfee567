"""Lines of history are emptied for whoever is forgotten. The chain still holds: it was hashed over digests."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection

from ihanoi.journal.actions.writing import need_transaction

_SAID = """
    DELETE FROM journal_said s USING journal_entry e
    WHERE (e.subject, e.subject_id, e.seq) = (s.subject, s.subject_id, s.seq)
        AND e.subject = %s AND e.subject_id = ANY(%s) AND e.actor_id = %s
"""


def erase_lines(*, subject: str, subject_ids: Iterable[int], actor_id: int) -> int:
    """Empty what somebody wrote about these: their name and what was given, what lies sealed beside it too.

    Returns how many lines.

    Who did what when, the hashes and the seals stay; that the line was emptied can be seen. The database lets no
    other change through.
    """
    need_transaction()
    given: list[str | list[int] | int] = [subject, list(subject_ids), actor_id]
    with connection.cursor() as cursor:
        cursor.execute(_SAID, given)
        cursor.execute("SELECT journal_erase(%s, %s, %s)", given)
        emptied: int = cursor.fetchone()[0]
        return emptied
