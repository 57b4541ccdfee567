"""Lines of history are emptied for whoever is forgotten. The chain still holds: it was hashed over digests."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection

from ihanoi.journal.actions.writing import _need_transaction
from ihanoi.journal.rules import ERASED

_ERASE = """
    UPDATE journal_entry SET data = %(erased)s, salt = '', actor_name = ''
    WHERE subject = %(subject)s AND subject_id = ANY(%(ids)s) AND actor_id = %(actor)s AND salt <> ''
"""


def erase_lines(*, subject: str, subject_ids: Iterable[int], actor_id: int) -> int:
    """Empty what somebody wrote about these: their name and what was given. Returns how many lines.

    Who did what when, the hashes and the seals stay; that the line was emptied can be seen. The database lets no
    other change through.
    """
    _need_transaction()
    with connection.cursor() as cursor:
        given = {"erased": ERASED, "subject": subject, "ids": list(subject_ids), "actor": actor_id}
        cursor.execute(_ERASE, given)
        return cursor.rowcount
