"""History, which only grows, and the outbox, which is emptied.

Rows name their subjects by plain ids: this room knows no other.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg.types.json import Json

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


class Seal(models.Model):
    """A Merkle root over the entries after the seal before up to `last_id`, chained to that seal."""

    at = models.DateTimeField()
    first_id = models.BigIntegerField(unique=True)
    last_id = models.BigIntegerField(unique=True)
    count = models.PositiveIntegerField()
    root = models.BinaryField(max_length=32)
    previous = models.BinaryField(max_length=32)
    hash = models.BinaryField(max_length=32)

    def __str__(self) -> str:
        return f"{self.first_id}–{self.last_id}"


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
    error = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["id"], condition=models.Q(parked_at=None), name="journal_event_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.pk}"
