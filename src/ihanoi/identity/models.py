"""By what people prove who they are, and their sessions. Whatever could be used by a thief is sealed or a digest."""

from __future__ import annotations

from django.db import models

from ihanoi.people.models import Account
from ihanoi.vault.fields import DigestField, SealedField, SpokenField


class SignIn(models.Model):
    """A session of an account: where it began and how long it may lie idle. Ended rows stay for the owner to see."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    session_key = models.CharField(max_length=40, unique=True)
    method = models.CharField(max_length=16)  # words.Method
    is_strong = models.BooleanField(default=False)  # two factors were shown
    begun_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    idle = models.DurationField()  # after so long without a request it is over
    browser = models.CharField(max_length=120, blank=True)  # "Chrome, Android"
    address = SealedField()  # from where it began
    administered_at = models.DateTimeField(null=True)  # the last request to administration
    rights = models.CharField(max_length=16, blank=True)  # digest of the seats held when last looked at
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["seen_at"], name="identity_sign_ins_seen")]  # the nightly eraser asks

    def __str__(self) -> str:
        return f"{self.account_id} {self.method}"


class Message(models.Model):
    """A text message or letter that carries a code. Target and text are blank as soon as it has left or is too old."""

    channel = models.CharField(max_length=8)  # words.Channel
    target = SealedField()
    text = SealedField()
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()  # the code in it is of no use later
    next_try = models.DateTimeField(null=True)  # null: sent, or given up
    tries = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    error = SpokenField(max_length=200, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["next_try"], condition=models.Q(next_try__isnull=False), name="identity_messages_due"
            ),
            models.Index(fields=["created_at"], name="identity_messages_at"),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.pk}"


class Code(models.Model):
    """A one-time code. The code itself is kept as a keyed digest; the target is sealed and found by its digest."""

    target = SealedField(digest="target_digest")  # "0912345678" or an address
    target_digest = DigestField(of="target")
    channel = models.CharField(max_length=8)  # words.Channel
    errand = models.CharField(max_length=8)  # words.Errand
    account = models.ForeignKey(Account, null=True, on_delete=models.CASCADE, related_name="+")
    secret = models.BinaryField(max_length=32)
    tries = models.PositiveSmallIntegerField(default=0)  # wrong ones
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    message = models.ForeignKey(Message, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        indexes = [
            models.Index(fields=["target_digest", "created_at"], name="identity_codes_to"),
            models.Index(fields=["created_at"], name="identity_codes_at"),
        ]

    def __str__(self) -> str:
        return f"{self.errand} {self.pk}"


class Passkey(models.Model):
    """A key pair on a person's device; the public half (WebAuthn). It proves the device and its owner at once."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    credential_id = models.BinaryField(max_length=1023, unique=True)
    public_key = models.BinaryField()
    sign_count = models.PositiveBigIntegerField(default=0)
    transports = models.JSONField(default=list)
    name = SpokenField(max_length=60)  # "Điện thoại của tôi"
    created_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name


class Authenticator(models.Model):
    """An app that shows a code every 30 seconds (TOTP, RFC 6238). One per account."""

    account = models.OneToOneField(Account, on_delete=models.CASCADE, related_name="+")
    secret = SealedField()
    last_step = models.BigIntegerField(
        default=0
    )  # the step of the last code that was used: none is used twice
    created_at = models.DateTimeField()  # once a code of it had come back

    def __str__(self) -> str:
        return str(self.account_id)


class RecoveryCode(models.Model):
    """A code on paper for whoever lost their device; each opens once. A keyed digest."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    digest = models.BinaryField(max_length=32)
    created_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return str(self.account_id)


class Guesses(models.Model):
    """Wrong second proofs of an account since the last right one, and until when no more are looked at."""

    account = models.OneToOneField(Account, on_delete=models.CASCADE, related_name="+")
    wrong = models.PositiveSmallIntegerField(default=0)
    locked_until = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.account_id}: {self.wrong}"


class OldPassword(models.Model):
    """The hash of a password that was used before: the last ten are not taken again."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    password = models.CharField(max_length=128)
    ended_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.account_id)


class Link(models.Model):
    """An account at another provider (OpenID Connect) that opens this account."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    issuer = models.CharField(max_length=200)
    subject = SealedField(digest="subject_digest")  # who it is there
    subject_digest = DigestField(of="subject")
    linked_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["issuer", "subject_digest"], name="identity_link_once"),
            models.UniqueConstraint(fields=["account", "issuer"], name="identity_link_per_issuer"),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.issuer}"
