"""When what runs by itself last ran and what it found, and how often what is limited was done of late."""

from django.db import models


class Run(models.Model):
    """`name` is the turn's, or of what else is watched; a turn that has left the timetable leaves its row behind."""

    name = models.CharField(max_length=64, primary_key=True)
    at = models.DateTimeField()
    found = models.PositiveIntegerField(
        db_default=0
    )  # what a person must look at; most turns look for nothing


class Count(models.Model):
    """How often something limited was done since it began to count. An unlogged table: after a crash all begin anew."""

    key = models.BinaryField(
        primary_key=True, max_length=32
    )  # a keyed digest: no address and no account stands here
    ends_at = models.DateTimeField()  # then it begins anew
    count = models.PositiveIntegerField()

    class Meta:
        indexes = [models.Index(fields=["ends_at"], name="operation_counts_over")]
