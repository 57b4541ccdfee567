"""What people are told: the inbox in the app, and each attempt to reach them elsewhere."""

from django.conf import settings
from django.db import models


class Notice(models.Model):
    """One sentence for one account. Never contains another person's data."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    verb = models.CharField(max_length=48)
    title = models.CharField(max_length=200)
    body = models.TextField(blank=True)
    url = models.CharField(max_length=200)
    key = models.CharField(max_length=100)  # same key, same notice: telling twice is telling once
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "key"], name="notifications_told_once")]
        indexes = [models.Index(fields=["account", "-at"], name="notifications_inbox")]


class Preference(models.Model):
    """Which channels an account wants besides the inbox; no row means e-mail on."""

    account = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    email = models.BooleanField(default=True)


class Mail(models.Model):
    """An e-mail to send, and what became of it."""

    notice = models.OneToOneField(Notice, on_delete=models.CASCADE, related_name="mail")
    tries = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    next_try = models.DateTimeField(null=True)
    error = models.TextField(blank=True)
