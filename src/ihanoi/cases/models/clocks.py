"""What is timed in a case, and what was counted anew."""

from __future__ import annotations

from datetime import datetime

from django.db import models

from ihanoi.cases import words
from ihanoi.cases.models.case import Case
from ihanoi.people.models import Account, Agency
from ihanoi.places.models import Calendar
from ihanoi.vault.fields import SpokenField


class CaseClock(models.Model):
    """One clock of one round, at one agency: the due time is computed once, kept with the working it came from."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="clocks", db_index=False)
    round = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=12, choices=words.Clock.choices)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", db_index=False)
    calendar = models.ForeignKey(
        Calendar, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    started_at = models.DateTimeField()
    amount = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=16)
    limit_s = models.IntegerField()  # working seconds from start to the first due time
    first_due_at = models.DateTimeField()
    due_at = models.DateTimeField()
    trace = models.JSONField()
    stopped_at = models.DateTimeField(null=True)
    used_s = models.IntegerField(null=True)
    late = models.BooleanField(default=False)
    warned = models.PositiveSmallIntegerField(default=0)  # percent last told
    warn_at = models.DateTimeField(null=True)  # next telling; null when stopped

    class Meta:
        indexes = [
            models.Index(
                fields=["warn_at"], name="cases_clock_warn", condition=models.Q(stopped_at__isnull=True)
            ),
            # Figures read from these two alone: what began in a month, and what was due at a moment that is past.
            models.Index(
                fields=["started_at"],
                include=["agency", "name", "due_at", "stopped_at", "case"],
                name="cases_clock_begun",
            ),
            models.Index(
                fields=["case"], include=["started_at", "stopped_at", "due_at"], name="cases_clock_case"
            ),
        ]

    @property
    def judged_at(self) -> datetime:
        """When the agency is late: at the due time, or later where that had passed before it got the clock (ADR 21)."""
        own = self.trace.get("from", {}).get("late_after")
        return datetime.fromisoformat(own) if own else self.due_at


class Extension(models.Model):
    """A request for more time by a legal document that prescribes a procedure (R63)."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="extensions")
    round = models.PositiveSmallIntegerField()
    document = SpokenField(max_length=200)
    reason = SpokenField()
    new_due_at = models.DateTimeField()
    asked_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    granted = models.BooleanField(null=True)
    decided_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    note = SpokenField(blank=True)


class Recomputation(models.Model):
    """An order to count due times anew, with its reason: what it concerns, how far it is, what it undoes."""

    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    reason = SpokenField()
    scope = models.JSONField()  # queries.recounting.Scope
    undoes = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="undone_by")
    total = models.PositiveIntegerField(default=0)  # clocks that would move when it was ordered
    done = models.PositiveIntegerField(default=0)
    finished_at = models.DateTimeField(null=True)


class RecomputedClock(models.Model):
    """A due time that an order has moved."""

    recomputation = models.ForeignKey(Recomputation, on_delete=models.CASCADE, related_name="clocks")
    clock = models.ForeignKey(CaseClock, on_delete=models.CASCADE, related_name="+")
    before = models.JSONField()  # amount, unit and trace
    first_before = models.DateTimeField()
    due_before = models.DateTimeField()
    first_after = models.DateTimeField()
    due_after = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["recomputation", "clock"], name="cases_recomputed_once")
        ]
