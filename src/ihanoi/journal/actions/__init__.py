"""Write history, events and reads; seal what only grows; empty the outbox; send to the collector."""

from ihanoi.journal.actions.erasing import erase_lines
from ihanoi.journal.actions.exporting import note_export, send_audit
from ihanoi.journal.actions.outbox import Delivery, deliver, unpark
from ihanoi.journal.actions.reads import record_read
from ihanoi.journal.actions.sealing import bear_witness, seal
from ihanoi.journal.actions.writing import (
    Head,
    Line,
    Link,
    announce,
    announce_many,
    record,
    record_in_turn,
    record_many,
)

__all__ = [
    "Delivery",
    "Head",
    "Line",
    "Link",
    "announce",
    "announce_many",
    "bear_witness",
    "deliver",
    "erase_lines",
    "note_export",
    "record",
    "record_in_turn",
    "record_many",
    "record_read",
    "seal",
    "send_audit",
    "unpark",
]
