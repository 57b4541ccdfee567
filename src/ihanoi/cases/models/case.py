"""A case, who sent it, and what its kind says besides. Everything that a list shows is on the row itself."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.db import models

from ihanoi.cases import ports, rules, words
from ihanoi.media.models import File
from ihanoi.people.models import Account, Agency, Organisation
from ihanoi.places.models import Unit
from ihanoi.routing.models import Field
from ihanoi.vault.fields import SealedField, SpokenField


class Case(models.Model):
    """One report from submission to rating. Everything a list shows is on this row (one projection query per list)."""

    kind = models.CharField(max_length=16, choices=words.Kind.choices)
    edition = models.CharField(max_length=16)  # of the regulation under which it was submitted
    channel = models.CharField(max_length=16, choices=words.Channel.choices, default=words.Channel.WEB)
    state = models.CharField(max_length=20, choices=words.State.choices)
    version = models.PositiveIntegerField(
        default=0
    )  # number of history lines; a second officer's stale page is told by it
    head = models.BinaryField(max_length=32, null=True)  # hash of the last line; null: it must be looked up
    round = models.PositiveSmallIntegerField(default=1)

    title = SpokenField(max_length=120)
    text = SpokenField()
    public_title = SpokenField(max_length=120)
    public_text = SpokenField()  # personal data masked
    folded = models.TextField()  # the public title, address and text without accents, for search
    field = models.ForeignKey(Field, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    accuracy_m = models.PositiveIntegerField(null=True)
    address = SpokenField(max_length=200, blank=True)
    approximate = models.BooleanField(default=False)  # the unit was found without boundaries
    round_position = models.BooleanField(default=False)  # the sender asked for a rounded public position
    occurred_at = models.DateTimeField(null=True)
    danger = models.BooleanField(default=False)

    sender = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    entered_by = models.ForeignKey(
        Account, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )  # R31: for others
    confidential = models.BooleanField(default=False)
    consent_at = models.DateTimeField()
    client_key = models.UUIDField(null=True)  # a repeated send makes no second report

    priority = models.CharField(max_length=8, choices=words.Priority.choices, blank=True)
    lead = models.ForeignKey(
        Agency, on_delete=models.PROTECT, related_name="+", db_index=False
    )  # answers for the case
    holder = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")  # the unit where it lies
    handler = models.ForeignKey(
        Account, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    assigner = models.ForeignKey(
        Account, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    assigned_by = models.ForeignKey(
        Agency, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )  # where it returns to
    returned_as = models.CharField(max_length=16, choices=words.HandlingRefusal.choices, blank=True)
    bounces = models.PositiveSmallIntegerField(default=0)
    placed = models.BooleanField(default=False)

    turn_role = models.CharField(max_length=12, blank=True)  # whose move it is; blank when nobody's
    turn_agency = models.ForeignKey(
        Agency, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    clock = models.CharField(
        max_length=12, choices=words.Clock.choices, blank=True
    )  # the running clock that ends first
    started_at = models.DateTimeField(null=True)  # of that clock
    due_at = models.DateTimeField(null=True)
    half_at = models.DateTimeField(null=True)
    soon_at = models.DateTimeField(null=True)  # three quarters used
    very_late_at = models.DateTimeField(null=True)

    submitted_at = models.DateTimeField()
    received_at = models.DateTimeField(null=True)
    resolved_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)  # resolved, refused, withdrawn or merged
    waited_s = models.IntegerField(null=True)  # working seconds from submission to resolution
    late = models.BooleanField(default=False)  # any clock of the case ended or stands beyond its limit
    margin_s = models.IntegerField(null=True)  # handling: working seconds left at the end, negative when late

    outcome = models.CharField(max_length=16, choices=words.Outcome.choices, blank=True)
    publication = models.CharField(max_length=8, blank=True)  # "public", "private", blank: undecided
    rating = models.CharField(max_length=12, choices=words.Rating.choices, blank=True)
    reopened = models.PositiveSmallIntegerField(default=0)
    refusal = models.CharField(max_length=16, blank=True)
    # Of a case about a procedure.
    classification = models.CharField(max_length=16, choices=words.Classification.choices, blank=True)
    review = models.CharField(max_length=12, blank=True)  # of a bad rating: "justified", "unjustified"
    promised_for = models.DateField(null=True)  # what the answer promised and nobody has reported as done
    extension_open = models.BooleanField(default=False)
    followers = models.PositiveIntegerField(default=0)
    repeats = models.PositiveIntegerField(default=0)
    merged_into = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    listed = models.BooleanField(default=True)  # shown to the public at all
    cover = models.ForeignKey(
        File, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )  # sender's first picture
    public_cover = models.ForeignKey(
        File, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sender", "client_key"], name="cases_sent_once"),
            models.UniqueConstraint(
                fields=["entered_by", "client_key"],
                name="cases_entered_once",
                condition=models.Q(entered_by__isnull=False),
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=words.State.values), name="cases_state_known"
            ),
        ]
        # Every move writes into every index whose condition it meets: so there is none that another one begins with,
        # and none over columns that are mostly empty without saying so.
        indexes = [
            models.Index(
                fields=["turn_agency", "turn_role", "due_at", "id"],
                name="cases_turn",
                condition=models.Q(turn_agency__isnull=False),
            ),
            models.Index(
                fields=["handler", "due_at", "id"],
                name="cases_handler_turn",
                condition=models.Q(turn_role="handler"),
            ),
            # The desk's filters stand in the index behind what sorts, so that only rows that are shown are read.
            models.Index(
                fields=["lead", "-submitted_at", "-id", "state", "field", "holder", "priority", "unit"],
                name="cases_lead_newest",
            ),
            models.Index(fields=["sender", "-submitted_at", "-id"], name="cases_mine"),
            models.Index(
                fields=["-submitted_at", "-id"], name="cases_public_newest", condition=models.Q(listed=True)
            ),
            models.Index(
                fields=["unit", "-submitted_at", "-id"],
                name="cases_unit_newest",
                condition=models.Q(listed=True),
            ),
            models.Index(
                fields=["field", "-submitted_at", "-id"],
                name="cases_field_newest",
                condition=models.Q(listed=True),
            ),
            models.Index(
                fields=["-followers", "-id"], name="cases_most_followed", condition=models.Q(listed=True)
            ),
            models.Index(fields=["lat", "lon"], name="cases_position", condition=models.Q(listed=True)),
            # Repeats are looked for among open cases alone, which stay few however many there have been.
            models.Index(
                fields=["lat", "lon"],
                name="cases_open_position",
                condition=models.Q(closed_at__isnull=True, listed=True),
            ),
            models.Index(
                fields=["due_at", "id", "state", "field", "priority", "lead", "unit"],
                include=["half_at"],
                name="cases_late_open",
                condition=models.Q(closed_at__isnull=True),
            ),
            models.Index(
                fields=["lead"], name="cases_extension_asked", condition=models.Q(extension_open=True)
            ),
            models.Index(
                fields=["-submitted_at", "-id"],
                name="cases_unhappy",
                condition=models.Q(rating=words.Rating.DISSATISFIED),
            ),
            # Figures read a month from these two alone, without the table.
            models.Index(
                fields=["submitted_at"],
                include=["lead", "field", "margin_s", "closed_at", "due_at", "kind"],
                name="cases_received",
            ),
            models.Index(
                fields=["closed_at"],
                include=[
                    "lead",
                    "state",
                    "margin_s",
                    "waited_s",
                    "rating",
                    "reopened",
                    "submitted_at",
                    "id",
                    "outcome",
                    "kind",
                ],
                name="cases_closed",
                condition=models.Q(closed_at__isnull=False),
            ),
            # Few cases are of another kind than `field`, and few promises are open: both lists are short.
            models.Index(
                fields=["kind", "-submitted_at", "-id"],
                name="cases_other_kinds",
                condition=~models.Q(kind=words.Kind.FIELD),
            ),
            models.Index(
                fields=["promised_for"],
                name="cases_promised",
                condition=models.Q(promised_for__isnull=False),
            ),
            models.Index(
                fields=["closed_at", "id", "lead"],
                name="cases_to_review",
                condition=models.Q(rating=words.Rating.DISSATISFIED, review=""),
            ),
            models.Index(
                fields=["due_at", "id"],
                name="cases_to_check",
                condition=models.Q(state=words.State.CHECKING),
            ),
            *(
                models.Index(
                    fields=[name], name=f"cases_{name}", condition=models.Q((f"{name}__isnull", False))
                )
                for name in ("handler", "merged_into", "cover", "public_cover")
            ),
            GinIndex(fields=["folded"], opclasses=["gin_trgm_ops"], name="cases_search"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        """The public code."""
        return rules.code_of(ports.code_prefix(), self.pk, self.submitted_at)


class Contact(models.Model):
    """The sender of a report that staff entered for somebody without an account, and what they agreed to.

    The consent is blank where the report was entered before it was asked for.
    """

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="contact")
    name = SpokenField(max_length=200)
    phone = SealedField()
    email = SealedField()
    citizen_id = SealedField()  # as told to the officer (R20); blank where it was not
    address = SpokenField(max_length=200, blank=True)
    consent_at = models.DateTimeField(null=True)  # to the handling of their data, given aloud or in writing
    consent_edition = models.PositiveSmallIntegerField(null=True)  # of the wording that was read out
    consent_digest = models.CharField(max_length=64, blank=True)  # sha256 of that wording
    consent_withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(consent_at__isnull=True, consent_edition__isnull=True, consent_digest="")
                | (
                    models.Q(consent_at__isnull=False, consent_edition__isnull=False)
                    & ~models.Q(consent_digest="")
                ),
                name="cases_consent_with_its_words",
            )
        ]


class Particulars(models.Model):
    """What a report of another kind than `field` says besides; blank where its kind has no such thing."""

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="particulars")
    agency = models.ForeignKey(
        Agency, null=True, on_delete=models.PROTECT, related_name="+"
    )  # that the sender names
    procedure = SpokenField(max_length=300, blank=True)  # the procedure or regulation, as the sender names it
    matter = models.CharField(max_length=12, choices=words.WasteMatter.choices, blank=True)  # what is wasted
    worth = SpokenField(max_length=120, blank=True)  # of what is wasted, in the sender's words
    organisation = models.ForeignKey(
        Organisation, null=True, on_delete=models.PROTECT, related_name="+"
    )  # that sends
