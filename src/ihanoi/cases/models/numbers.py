"""The numbers of the regulation as dated rows, and what others would do to past cases."""

from __future__ import annotations

from django.db import models

from ihanoi.people.models import Account, Agency


class ClockLimit(models.Model):
    """How long a clock may run, dated. Blank priority: for all."""

    kind = models.CharField(max_length=16)
    clock = models.CharField(max_length=12)
    priority = models.CharField(max_length=8, blank=True)
    amount = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=16)  # kernel.worktime units
    valid_from = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "clock", "priority", "valid_from"], name="cases_limit_once"
            )
        ]


class Reason(models.Model):
    """An entry of a list of reasons that officers and senders choose from, dated. The code means the same for ever."""

    list_name = models.CharField(max_length=20)  # words.ReasonList
    code = models.CharField(max_length=16)
    label = models.CharField(max_length=120)
    advice = models.TextField(blank=True)  # told to the sender along with it: what to do instead
    kinds = models.JSONField(default=list)  # for which kinds of case; empty: for all
    order = models.PositiveSmallIntegerField(default=0)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)  # the last day, included

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["list_name", "code", "valid_from"], name="cases_reason_once")
        ]


class WarningStep(models.Model):
    """A rung of the ladder of warnings: at which share of a clock who is told, dated (regulation.md §5)."""

    percent = models.PositiveSmallIntegerField()
    parties = models.JSONField()  # of "turn", "approver", "overseer"
    daily = models.BooleanField(default=False)  # again every working day from then on
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)  # the last day, included

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["percent", "valid_from"], name="cases_warning_step_once")
        ]


class SampleRate(models.Model):
    """How many of a hundred answers are checked independently before they count, dated. Blank: for all."""

    kind = models.CharField(max_length=16, blank=True)
    agency = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="+")
    percent = models.PositiveSmallIntegerField()
    valid_from = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "agency", "valid_from"], name="cases_sample_rate_once", nulls_distinct=False
            ),
            models.CheckConstraint(condition=models.Q(percent__lte=100), name="cases_sample_rate_percent"),
        ]


class Simulation(models.Model):
    """Past cases run again under other numbers: what was asked, and what came of it."""

    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    asked = models.JSONField()
    result = models.JSONField(null=True)  # null until it is finished
    finished_at = models.DateTimeField(null=True)
