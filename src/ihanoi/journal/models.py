"""History and the record of reads, which only grow, and the outbox, which is emptied.

Rows name their subjects by plain ids: this room knows no other.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg.types.json import Json

from ihanoi.vault.fields import SealedField, SpokenField

from . import words
from .rules import canonical


class ExactJSONField(models.JSONField):
    """PostgreSQL's `json`, which keeps the text as it was written: hashes are taken over that very text."""

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        return "json"

    def from_db_value(self, value: Any, expression: Any, connection: BaseDatabaseWrapper) -> Any:
        return value  # the driver has read it: Django switches its reading off for `jsonb` only

    def get_db_prep_value(self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False) -> Any:
        if hasattr(value, "as_sql"):
            return value
        return Json(value, dumps=canonical)


class Entry(models.Model):
    """One line of history, chained to the line before of the same subject.

    `hash` covers `digest`, which covers `data` and `actor_name`: these two can be erased and the chain still verifies.
    """

    subject = models.CharField(max_length=32)
    subject_id = models.BigIntegerField()
    seq = models.PositiveIntegerField()
    at = models.DateTimeField()
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=200, blank=True)
    role = models.CharField(max_length=32, blank=True)
    agency_id = models.BigIntegerField(null=True)
    verb = models.CharField(max_length=48)
    data = ExactJSONField(default=dict)
    salt = models.BinaryField(max_length=16)
    digest = models.BinaryField(max_length=32)
    previous = models.BinaryField(max_length=32)
    hash = models.BinaryField(max_length=32)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "subject_id", "seq"], name="journal_entry_one_line_a_seq"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.subject_id} #{self.seq}: {self.verb}"


class Said(models.Model):
    """What was given at a line of history, where it held a number or address: the line itself shows them hidden.

    The line names the keyed digest of this, so that nobody can put other words here. It is erased with the line.
    """

    subject = models.CharField(max_length=32)
    subject_id = models.BigIntegerField()
    seq = models.PositiveIntegerField()
    data = SealedField()  # canonical

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject", "subject_id", "seq"], name="journal_said_once"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.subject_id} #{self.seq}"


class Read(models.Model):
    """That somebody saw personal data of somebody else: who, in which seat, whose, which kind, by which page and why.

    Ids only. `hash` covers the row; the seals chain the hashes.
    """

    at = models.DateTimeField()
    reader_id = models.BigIntegerField()
    role = models.CharField(max_length=32, blank=True)
    agency_id = models.BigIntegerField(null=True)
    owner_id = models.BigIntegerField(null=True)  # the account whose data; null: of somebody without one
    subject = models.CharField(max_length=32, blank=True)  # the thing in which they stand, as of history
    subject_id = models.BigIntegerField(null=True)
    kind = models.CharField(max_length=16, choices=words.Data.choices)
    way = models.CharField(max_length=64)  # the name of the page's address
    reason = models.CharField(max_length=300, blank=True)  # where one must be given
    hash = models.BinaryField(max_length=32)

    class Meta:
        indexes = [
            models.Index(fields=["at", "id"], name="journal_read_at"),
            models.Index(fields=["reader_id", "at", "id"], name="journal_read_reader"),
            models.Index(
                fields=["owner_id", "at", "id"],
                name="journal_read_owner",
                condition=models.Q(owner_id__isnull=False),
            ),
            models.Index(
                fields=["subject", "subject_id", "at", "id"],
                name="journal_read_subject",
                condition=models.Q(subject_id__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reader_id} {self.kind} {self.subject} {self.subject_id}"


class Seal(models.Model):
    """A Merkle root over the rows of a log after the seal before up to `last_id`, chained to that seal.

    `mark` is keyed: who owns the database, and not the keys of the installation, can write no seal.
    """

    log = models.CharField(max_length=8, choices=words.Log.choices, default=words.Log.HISTORY)
    at = models.DateTimeField()
    first_id = models.BigIntegerField()
    last_id = models.BigIntegerField()
    count = models.PositiveIntegerField()
    root = models.BinaryField(max_length=32)
    previous = models.BinaryField(max_length=32)
    hash = models.BinaryField(max_length=32)
    mark = models.BinaryField(max_length=32, default=b"")  # blank on seals older than the mark

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["log", "first_id"], name="journal_seal_one_a_beginning"),
            models.UniqueConstraint(fields=["log", "last_id"], name="journal_seal_one_an_end"),
        ]

    def __str__(self) -> str:
        return f"{self.log} {self.first_id}–{self.last_id}"


class Sent(models.Model):
    """How far a log has been sent to the city's collector of audit records."""

    log = models.CharField(max_length=8, choices=words.Log.choices, primary_key=True)
    last_id = models.BigIntegerField(default=0)
    at = models.DateTimeField()
    error = models.CharField(max_length=200, blank=True)  # of the last try, where it failed

    def __str__(self) -> str:
        return f"{self.log} {self.last_id}"


class Event(models.Model):
    """What happened, waiting to be told. Written in the commit of the change, deleted once every listener has it."""

    at = models.DateTimeField()
    name = models.CharField(max_length=48)
    data = models.JSONField()
    waiting = models.JSONField(
        null=True
    )  # listeners that failed and are still to be told; null: nobody was told yet
    tries = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField(null=True)
    parked_at = models.DateTimeField(null=True)  # given up; a person must look
    error = SpokenField(blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["id"], condition=models.Q(parked_at=None), name="journal_event_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.pk}"
