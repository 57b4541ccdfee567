"""What lies around a case: files, words, who follows, agencies that work along or were urged."""

from __future__ import annotations

from django.db import models

from ihanoi.cases import words
from ihanoi.cases.models.answers import Result
from ihanoi.cases.models.case import Case
from ihanoi.media.models import File
from ihanoi.people.models import Account, Agency
from ihanoi.vault.fields import SealedField, SpokenField


class CaseFile(models.Model):
    """A file in a case, and what it is there."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="files")
    file = models.ForeignKey(File, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=10, choices=words.FileRole.choices)
    evidence = models.CharField(max_length=10, choices=words.Evidence.choices, blank=True)
    result = models.ForeignKey(Result, null=True, on_delete=models.CASCADE, related_name="files")
    public = models.BooleanField(default=False)
    order = models.PositiveSmallIntegerField(default=0)


class Message(models.Model):
    """A question to the sender, an addition by the sender, or an internal note."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="messages")
    kind = models.CharField(max_length=10, choices=words.MessageKind.choices)
    text = SpokenField()
    author = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class Original(models.Model):
    """The words of a confidential sender where they tell who it is; everybody else reads the masked text (R21)."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="originals")
    message = models.OneToOneField(Message, null=True, on_delete=models.CASCADE, related_name="original")
    text = SealedField()  # of the report, or of the addition


class Unsealing(models.Model):
    """An overseer opened who a confidential sender is, for a time and for the own eyes only (R21)."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="unsealings")
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    reason = SpokenField(max_length=300)
    at = models.DateTimeField()
    until = models.DateTimeField()


class Cooperation(models.Model):
    """An agency that works along with the lead (R42)."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="cooperations")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "agency"], name="cases_cooperates_once")]


class Follower(models.Model):
    """An account that wants to hear of the case."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="following")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "account"], name="cases_follows_once")]


class Reminder(models.Model):
    """An overseer urged the agency (R92)."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="reminders")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    text = SpokenField()
    reply_by = models.DateField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class SavedFilter(models.Model):
    """A list with its filters that an officer wants to open again by a name."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    name = SpokenField(max_length=40)
    shelf = models.CharField(max_length=16)
    query = SpokenField(max_length=500)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "name"], name="cases_filter_name")]
