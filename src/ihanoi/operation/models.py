"""When each turn of the timetable last ran, and how often what is limited was done of late."""

from django.db import models


class Run(models.Model):
    """`name` is the turn's; a turn that has left the timetable leaves its row behind."""

    name = models.CharField(max_length=64, primary_key=True)
    at = models.DateTimeField()


class Count(models.Model):
    """How often something limited was done since it began to count. An unlogged table: after a crash all begin anew."""

    key = models.BinaryField(
        primary_key=True, max_length=32
    )  # a keyed digest: no address and no account stands here
    ends_at = models.DateTimeField()  # then it begins anew
    count = models.PositiveIntegerField()

    class Meta:
        indexes = [models.Index(fields=["ends_at"], name="operation_counts_over")]
