"""History, which only grows, and the outbox, which is emptied. Rows name their subjects by plain ids: this room knows no other."""

from django.db import models


class Entry(models.Model):
    """One line of history, chained to the line before of the same subject.

    `hash` covers `digest`, not `data` itself: personal data can be erased from `data` and the chain still verifies.
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
    data = models.JSONField(default=dict)
    salt = models.BinaryField(max_length=16)
    digest = models.BinaryField(max_length=32)
    previous = models.BinaryField(max_length=32)
    hash = models.BinaryField(max_length=32)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject", "subject_id", "seq"], name="journal_entry_one_line_a_seq"),
        ]


class Seal(models.Model):
    """A Merkle root over the entries from `first_id` to `last_id`, chained to the seal before."""

    at = models.DateTimeField()
    first_id = models.BigIntegerField(unique=True)
    last_id = models.BigIntegerField(unique=True)
    count = models.PositiveIntegerField()
    root = models.BinaryField(max_length=32)
    previous = models.BinaryField(max_length=32)
    hash = models.BinaryField(max_length=32)


class Event(models.Model):
    """What happened, waiting to be told. Written in the commit of the change, deleted once every listener has it."""

    at = models.DateTimeField()
    name = models.CharField(max_length=48)
    data = models.JSONField()
    tries = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField(null=True)
    error = models.TextField(blank=True)
