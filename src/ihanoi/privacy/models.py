"""Requests about one's data, copies, incidents and their lists, dated numbers. What people wrote is sealed."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from ihanoi.cases.models import Case
from ihanoi.people.models import Account
from ihanoi.privacy import words
from ihanoi.vault.fields import SealedField, SpokenField


class Period(models.Model):
    """A number of the regulation, from a day on."""

    name = models.CharField(max_length=20, choices=words.Period.choices)
    amount = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=16)  # kernel.worktime units
    valid_from = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["name", "valid_from"], name="privacy_period_once"),
            models.CheckConstraint(condition=Q(amount__gte=1), name="privacy_period_counts"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.amount} {self.unit}"


class Request(models.Model):
    """Somebody makes use of a right. Two clocks: until the answer of receipt, and until it is done.

    It concerns an account, or whoever sent the case without one: then the guardian entered it.
    """

    account = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, null=True, on_delete=models.PROTECT, related_name="+")
    right = models.CharField(max_length=10, choices=words.Right.choices)
    state = models.CharField(max_length=10, choices=words.RequestState.choices)
    said = SealedField()  # what the person wrote
    open_cases = models.CharField(max_length=10, choices=words.OpenCases.choices, blank=True)
    level = models.PositiveSmallIntegerField()  # people.words.Level when it was asked
    asked_at = models.DateTimeField()
    answer_due_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField()
    first_due_at = models.DateTimeField()  # before the extension
    extended_at = models.DateTimeField(null=True)
    extension_reason = SpokenField(blank=True)
    closed_at = models.DateTimeField(null=True)
    reason = SpokenField(blank=True)  # what the person is told at the end
    handled_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    result = models.JSONField(default=dict)  # how much was changed, in numbers

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "right"],
                condition=Q(closed_at__isnull=True),
                name="privacy_one_request_a_right",
            ),
            models.UniqueConstraint(
                fields=["case", "right"],
                condition=Q(closed_at__isnull=True),
                name="privacy_one_request_a_contact",
            ),
            models.CheckConstraint(
                condition=Q(account__isnull=False, case__isnull=True)
                | Q(account__isnull=True, case__isnull=False),
                name="privacy_request_of_one",
            ),
        ]
        indexes = [
            models.Index(fields=["due_at", "id"], name="privacy_open", condition=Q(closed_at__isnull=True)),
            models.Index(fields=["account", "-asked_at"], name="privacy_of_account"),
            models.Index(fields=["closed_at"], name="privacy_closed"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        """As people write it: "DL-26-000012"."""
        return f"DL-{self.asked_at:%y}-{self.pk:06d}"

    @property
    def whose(self) -> str:
        """Whose data, as the queue names them: somebody without an account by their report."""
        if self.account is not None:
            return self.account.full_name
        return words.SENDER_OF % {"code": self.case.code if self.case else ""}


class Copy(models.Model):
    """The archive of somebody's data, sealed with a key of its own: without this row nobody can read it."""

    request = models.OneToOneField(Request, on_delete=models.CASCADE, related_name="copy")
    path = models.CharField(max_length=80)  # in the storage; unguessable; blank: erased
    key = SealedField()  # base64 of 32 bytes; blank: erased
    size = models.PositiveBigIntegerField()  # bytes of the archive
    sha256 = models.CharField(max_length=64)  # of the archive
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    fetched_at = models.DateTimeField(null=True)  # last

    class Meta:
        indexes = [models.Index(fields=["expires_at"], name="privacy_copies_end", condition=~Q(path=""))]

    def __str__(self) -> str:
        return f"{self.request_id}"


class Incident(models.Model):
    """Personal data came where it does not belong. Due times run by the wall clock, nights and holidays included."""

    state = models.CharField(max_length=8, choices=words.IncidentState.choices)
    what = SpokenField()
    found_at = models.DateTimeField()
    found_by = SpokenField(max_length=200)
    how = SpokenField(blank=True)  # cause, as far as it is known
    measures = SpokenField(blank=True)
    classes = models.JSONField(default=list)  # words.DataClass
    recorded_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    first_due_at = models.DateTimeField()
    reported_at = models.DateTimeField(null=True)
    reported_to = SpokenField(max_length=200, blank=True)
    notice_due_at = models.DateTimeField()
    notified_at = models.DateTimeField(null=True)
    number = SpokenField(max_length=50, blank=True)  # of the notice that was sent
    frozen_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)
    told_text = SpokenField(blank=True)
    closed_at = models.DateTimeField(null=True)
    conclusion = SpokenField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["-found_at", "-id"], name="privacy_found_newest")]

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        """As people write it: "SC-26-0003"."""
        return f"SC-{self.found_at:%y}-{self.pk:04d}"


class Concerned(models.Model):
    """Somebody whose data an incident concerns: an account, or the sender without one of a case."""

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="concerned")
    account = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, null=True, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=10, choices=words.Source.choices)
    told_at = models.DateTimeField(null=True)  # in the app; null: by paper, from the list

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["incident", "account"],
                condition=Q(account__isnull=False),
                name="privacy_concerned_account",
            ),
            models.UniqueConstraint(
                fields=["incident", "case"],
                condition=Q(account__isnull=True),
                name="privacy_concerned_case",
            ),
            models.CheckConstraint(
                condition=Q(account__isnull=False) | Q(case__isnull=False), name="privacy_concerns_somebody"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.incident_id} {self.account_id or self.case_id}"


class Erasure(models.Model):
    """What one daily run erased of one class: numbers, so that anybody can see that it happens."""

    data = models.CharField(max_length=12)  # words.DataClass
    at = models.DateTimeField()
    before = models.DateTimeField()
    count = models.PositiveIntegerField()

    class Meta:
        indexes = [models.Index(fields=["data", "-at"], name="privacy_erased_newest")]

    def __str__(self) -> str:
        return f"{self.data} {self.count}"
