"""Accounts, the dated tree of agencies, and who holds which role where."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from ihanoi.places.models import Calendar, Unit
from ihanoi.vault.fields import DigestField, SealedField, SpokenField

from . import rules


class AccountManager(BaseUserManager["Account"]):
    def get_by_natural_key(self, username: str | None) -> Account:
        """By what people sign in with: their address or, in any spelling, their number."""
        typed = (username or "").strip()
        number = rules.clean_phone(typed)
        return self.get(phone=number) if number else self.get(email=typed.lower())


class Account(AbstractBaseUser):
    """A person that can sign in: by an address (in lower case), by a number, or by both.

    Address, number and citizen number are sealed: whoever steals the database cannot read them.
    """

    email = SealedField(digest="email_digest")  # or blank
    email_digest = DigestField(of="email", unique=True)
    phone = SealedField(digest="phone_digest")  # "0912345678", or blank
    phone_digest = DigestField(of="phone", unique=True)
    citizen_id = SealedField(digest="citizen_id_digest")  # twelve digits, or blank; a claim until proven
    citizen_id_digest = DigestField(of="citizen_id")
    email_verified_at = models.DateTimeField(null=True)  # a code that was sent there came back
    phone_verified_at = models.DateTimeField(null=True)
    proven_at = models.DateTimeField(null=True)  # somebody trusted vouched for the person
    proven_by = models.CharField(max_length=16, blank=True)  # words.Proof
    full_name = models.CharField(max_length=200)
    title = models.CharField(max_length=20, blank=True)  # words.Form; blank: no form of address
    job_title = SpokenField(max_length=120, blank=True)  # officials: "Phó Chủ tịch UBND phường"
    unit = models.ForeignKey(
        Unit, null=True, on_delete=models.SET_NULL, related_name="+"
    )  # where a citizen lives
    is_active = models.BooleanField(default=True)
    is_shared = models.BooleanField(default=False)  # of the demo: its password stands on the sign-in page
    new_password_due = models.BooleanField(default=False)  # somebody else chose the present one
    seen_at = models.DateTimeField(null=True)  # by the day; accounts that nobody uses are closed
    restricted_at = models.DateTimeField(
        null=True
    )  # the person had the use of their data stopped (Law 91/2025)
    created_at = models.DateTimeField()
    leaves_on = models.DateField(null=True)  # officials: their last day, as the operator wrote it
    closed_at = models.DateTimeField(null=True)  # not active since then
    closed_as = models.CharField(max_length=8, blank=True)  # words.Closed
    idle_told_at = models.DateTimeField(null=True)  # was warned that nobody uses the account
    reopened_at = models.DateTimeField(null=True)  # days without use count from here anew

    objects = AccountManager()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["citizen_id_digest"],
                condition=models.Q(proven_at__isnull=False),
                name="people_citizen_id_proven_once",
            )
        ]
        indexes = [models.Index(fields=["citizen_id_digest"], name="people_citizen_id")]

    def __str__(self) -> str:
        return self.full_name

    @property
    def shown_email(self) -> str:
        """The address, once the person has shown that it is their own; else blank."""
        return self.email if self.email_verified_at else ""


class Consent(models.Model):
    """A person agreed to a use of their data; taking it back ends the row and a new consent begins another."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=16)  # words.Purpose
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    edition = models.PositiveSmallIntegerField(null=True)  # of wordings; null: nobody wrote it down then
    digest = models.CharField(max_length=64, blank=True, db_default="")  # SHA-256 of the text that was shown
    language = models.CharField(max_length=8, blank=True, db_default="")  # of that text: "vi", "en"

    def __str__(self) -> str:
        return self.purpose


class Agency(models.Model):
    """A node of the dated tree. `line` lists the ids from the root to this agency, itself included."""

    code = models.SlugField(unique=True, max_length=80)
    name = models.CharField(max_length=200)  # "UBND phường Cửa Nam"
    kind = models.CharField(max_length=16)  # words.AgencyKind
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    line = models.JSONField(default=list)
    unit = models.ForeignKey(
        Unit, null=True, on_delete=models.PROTECT, related_name="+"
    )  # the unit it governs
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    successor = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="predecessors")

    def __str__(self) -> str:
        return self.name


class AgencyCalendar(models.Model):
    """From a day on, an agency and those below it work by a calendar; null: again by that of the agency above."""

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="calendars")
    calendar = models.ForeignKey(Calendar, null=True, on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "valid_from"], name="people_calendar_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.agency_id} {self.calendar_id}"


class Tree(models.Model):
    """One row: the stamp of the tree of agencies. It changes with the tree, so that caches know when to read again."""

    stamp = models.UUIDField()

    def __str__(self) -> str:
        return str(self.stamp)


class Membership(models.Model):
    """An account holds a role in an agency for a period; both days are included."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="memberships")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=16)  # words.Role
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "agency", "role", "valid_from"], name="people_membership_once"
            )
        ]
        indexes = [models.Index(fields=["agency", "role"], name="people_membership_holders")]

    def __str__(self) -> str:
        return f"{self.account_id} {self.role} {self.agency_id}"


class Invitation(models.Model):
    """Somebody is asked into roles of an agency. The letter's link opens once; its token is kept as a digest."""

    email = SealedField(digest="email_digest")  # the official address
    email_digest = DigestField(of="email")
    full_name = models.CharField(max_length=200)
    job_title = SpokenField(max_length=120, blank=True)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    roles = models.JSONField(default=list)  # of words.Role
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    invited_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    token_digest = models.BinaryField(max_length=32)  # of the last letter; those before open nothing
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    account = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["token_digest"], name="people_invitation_token")]
        indexes = [models.Index(fields=["agency", "-created_at"], name="people_invitations_of")]

    def __str__(self) -> str:
        return f"{self.pk} {self.agency_id}"


class Delegation(models.Model):
    """While somebody is away, a colleague holds their seats; both days are included."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="delegations")
    delegate = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="stands_in")
    valid_from = models.DateField()
    valid_to = models.DateField()
    reason = SpokenField(max_length=300)
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)  # earlier than agreed
    ended_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [
            models.Index(
                fields=["delegate"], condition=models.Q(ended_at=None), name="people_delegations_to"
            ),
            models.Index(
                fields=["account"], condition=models.Q(ended_at=None), name="people_delegations_from"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.delegate_id}"


class SeatCheck(models.Model):
    """In the review of a quarter an operator looked at a seat: it stays, or was taken away. Kept as it was then."""

    quarter = models.DateField()  # its first day
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=16)  # words.Role
    held_from = models.DateField()
    kept = models.BooleanField()
    checked_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    checked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["quarter", "agency", "account", "role", "held_from"], name="people_seat_checked_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.quarter} {self.account_id} {self.role}"


class Organisation(models.Model):
    """An enterprise or other organisation that sends reports through those who represent it (R18, R79).

    The tax code is sealed: that of a household is the citizen number of its head. Name, address and seat come from an
    officer who saw papers or entered a report for it; until then they are blank, whoever claims it.
    """

    # "0101234567", "0101234567-001", twelve digits, or blank
    tax_code = SealedField(digest="tax_code_digest")
    tax_code_digest = DigestField(of="tax_code", unique=True)
    name = SpokenField(max_length=200, blank=True)
    address = SpokenField(max_length=200, blank=True)
    unit = models.ForeignKey(Unit, null=True, on_delete=models.SET_NULL, related_name="+")  # of its seat
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class Representative(models.Model):
    """An account acts for an organisation from one day to another; both days are included.

    Whoever claims an organisation says what it is called and where it is. That stays with the claim, and is blank once
    it is verified: then the organisation's own count.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="representatives")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="represents")
    name = SpokenField(max_length=200, blank=True, default="", db_default="")
    address = SpokenField(max_length=200, blank=True, default="", db_default="")
    unit = models.ForeignKey(Unit, null=True, on_delete=models.SET_NULL, related_name="+")
    position = SpokenField(max_length=120, blank=True)  # "Giám đốc"
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    standing = models.CharField(max_length=8, default="claimed")  # words.Standing
    papers = models.JSONField(default=list)  # ids of files of the room media
    shown_at = models.DateTimeField(null=True)  # the papers were sent in; waits for an officer
    checked_at = models.DateTimeField(null=True)
    checked_by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")
    refusal = SpokenField(max_length=300, blank=True)  # why the papers do not show it

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "account", "valid_from"], name="people_represents_once"
            )
        ]
        indexes = [
            models.Index(
                fields=["shown_at"], condition=models.Q(standing="claimed"), name="people_to_be_verified"
            )
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.organisation_id}"

    @property
    def firm_name(self) -> str:
        """What the organisation is called in all that this account sends."""
        return self.name or self.organisation.name

    @property
    def firm_address(self) -> str:
        """Where it is, in the same way."""
        return self.address if self.name else self.organisation.address

    @property
    def seat_id(self) -> int | None:
        """The unit whose agency looks at the papers."""
        return self.unit_id or self.organisation.unit_id
