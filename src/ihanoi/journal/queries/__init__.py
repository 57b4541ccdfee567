"""Read history and reads, look after the outbox, and verify that nobody has changed the past."""

from ihanoi.journal.models import Entry, Read
from ihanoi.journal.queries.audit import Audited, audited, audited_on, unsent_since
from ihanoi.journal.queries.history import data_of, head, history, outbox, parked, unsealed
from ihanoi.journal.queries.reads import ReadPage, reads, reads_of
from ihanoi.journal.queries.said import SAID, digest_of
from ihanoi.journal.queries.seals import LOGS, Sealable, mark_of, newest_seals, witness
from ihanoi.journal.queries.verifying import Broken, End, Report, Witness, verify

__all__ = [
    "LOGS",
    "SAID",
    "Audited",
    "Broken",
    "End",
    "Entry",
    "Read",
    "ReadPage",
    "Report",
    "Sealable",
    "Witness",
    "audited",
    "audited_on",
    "data_of",
    "digest_of",
    "head",
    "history",
    "mark_of",
    "newest_seals",
    "outbox",
    "parked",
    "reads",
    "reads_of",
    "unsealed",
    "unsent_since",
    "verify",
    "witness",
]
