"""What was answered, and how it was judged: by the approver, a check of a sample, the sender, a review."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from ihanoi.cases import words
from ihanoi.cases.models.case import Case
from ihanoi.people.models import Account
from ihanoi.vault.fields import SpokenField


class Result(models.Model):
    """A result as submitted for approval, and what the approver decided."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="results")
    round = models.PositiveSmallIntegerField()
    answer = SpokenField()
    outcome = models.CharField(max_length=16, choices=words.Outcome.choices)
    scheduled_for = models.DateField(null=True)
    handler = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)
    submitted_at = models.DateTimeField()
    fingerprint = ArrayField(models.IntegerField(), null=True)  # of the answer; null: none was kept
    decided_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    approved = models.BooleanField(null=True)
    missing = SpokenField(blank=True)
    public_answer = SpokenField(blank=True)
    private_reason = SpokenField(blank=True)
    promise_kept = models.BooleanField(
        null=True
    )  # of a scheduled outcome; null: not yet known, or none was made
    promise_ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            # The handler's last answers, to tell a copy.
            models.Index(fields=["handler", "-submitted_at", "-id"], name="cases_result_handler"),
            models.Index(
                fields=["scheduled_for"],
                name="cases_result_promise",
                condition=models.Q(approved=True, scheduled_for__isnull=False),
            ),
        ]


class SampleCheck(models.Model):
    """An answer that the sample fell on, and what the check found."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="checks")
    result = models.OneToOneField(Result, on_delete=models.CASCADE, related_name="check_of_sample")
    percent = models.PositiveSmallIntegerField()  # the rate by which it was drawn
    drawn_at = models.DateTimeField()
    passed = models.BooleanField(null=True)
    text = SpokenField(blank=True)
    by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(null=True)


class RatingRecord(models.Model):
    """The sender's judgement of one round."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="ratings")
    round = models.PositiveSmallIntegerField()
    value = models.CharField(max_length=12, choices=words.Rating.choices)
    reason = models.CharField(max_length=12, choices=words.RatingReason.choices, blank=True)
    text = SpokenField(blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "round"], name="cases_rated_once_a_round")]
        indexes = [
            models.Index(
                fields=["at"],
                include=["case"],
                name="cases_rated_badly",
                condition=models.Q(value=words.Rating.DISSATISFIED),
            )
        ]


class Review(models.Model):
    """A bad rating judged: whether it is justified, why, by whom (R85). An overseer may judge again."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="reviews")
    round = models.PositiveSmallIntegerField()
    role = models.CharField(max_length=12)  # in which the judge acted
    justified = models.BooleanField()
    cause = models.CharField(max_length=16)
    text = SpokenField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "round", "role"], name="cases_reviewed_once_a_role")
        ]
        indexes = [models.Index(fields=["at"], name="cases_review_time", include=["justified", "cause"])]
