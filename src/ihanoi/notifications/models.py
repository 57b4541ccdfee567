"""What people are told: the inbox in the app, and each attempt to reach them elsewhere."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from ihanoi.vault.fields import SpokenField


class Notice(models.Model):
    """One sentence for one account. Never contains another person's data."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    verb = models.CharField(max_length=48)
    title = SpokenField(max_length=200)
    body = SpokenField(blank=True)
    url = models.CharField(max_length=200)
    key = models.CharField(max_length=100)  # same key, same notice: telling twice is telling once
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "key"], name="notifications_told_once")]
        indexes = [
            models.Index("account", models.F("at").desc(), models.F("id").desc(), name="notifications_inbox"),
            models.Index(fields=["account"], condition=models.Q(read_at=None), name="notifications_unread"),
            models.Index(fields=["at"], name="notifications_notice_at"),  # the nightly eraser asks
            models.Index(fields=["url"], name="notifications_notice_url"),  # forgetting asks
        ]

    def __str__(self) -> str:
        return self.title


class Preference(models.Model):
    """Which channels an account wants besides the inbox; no row means e-mail on."""

    account = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    email = models.BooleanField(default=True)

    def __str__(self) -> str:
        return f"{self.account_id}"


class Mail(models.Model):
    """An e-mail to send, and what became of it. It waits as long as `next_try` is set."""

    notice = models.OneToOneField(Notice, on_delete=models.CASCADE, related_name="mail")
    tries = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    next_try = models.DateTimeField(null=True)  # null and not sent: given up
    error = SpokenField(blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["next_try"], condition=~models.Q(next_try=None), name="notifications_mail_waiting"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.notice_id}"
