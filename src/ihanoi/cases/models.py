"""A case and what belongs to it. No verbs here: the state is written by `actions` alone."""

from __future__ import annotations

from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from ihanoi.cases import ports, rules, words
from ihanoi.media.models import File
from ihanoi.people.models import Account, Agency, Organisation
from ihanoi.places.models import Calendar, Unit
from ihanoi.routing.models import Field


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

    title = models.CharField(max_length=120)
    text = models.TextField()
    public_title = models.CharField(max_length=120)
    public_text = models.TextField()  # personal data masked
    folded = models.TextField()  # the public title, address and text without accents, for search
    field = models.ForeignKey(Field, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    accuracy_m = models.PositiveIntegerField(null=True)
    address = models.CharField(max_length=200, blank=True)
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
                include=["lead", "field", "margin_s", "closed_at", "due_at"],
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
    """The sender of a report that staff entered for somebody without an account."""

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="contact")
    name = models.CharField(max_length=200)
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)
    address = models.CharField(max_length=200, blank=True)


class Particulars(models.Model):
    """What a report of another kind than `field` says besides; blank where its kind has no such thing."""

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="particulars")
    agency = models.ForeignKey(
        Agency, null=True, on_delete=models.PROTECT, related_name="+"
    )  # that the sender names
    procedure = models.CharField(
        max_length=300, blank=True
    )  # the procedure or regulation, as the sender names it
    matter = models.CharField(max_length=12, choices=words.WasteMatter.choices, blank=True)  # what is wasted
    worth = models.CharField(max_length=120, blank=True)  # of what is wasted, in the sender's words
    organisation = models.ForeignKey(
        Organisation, null=True, on_delete=models.PROTECT, related_name="+"
    )  # that sends


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


class Result(models.Model):
    """A result as submitted for approval, and what the approver decided."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="results")
    round = models.PositiveSmallIntegerField()
    answer = models.TextField()
    outcome = models.CharField(max_length=16, choices=words.Outcome.choices)
    scheduled_for = models.DateField(null=True)
    handler = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)
    submitted_at = models.DateTimeField()
    fingerprint = ArrayField(models.IntegerField(), null=True)  # of the answer; null: none was kept
    decided_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    approved = models.BooleanField(null=True)
    missing = models.TextField(blank=True)
    public_answer = models.TextField(blank=True)
    private_reason = models.TextField(blank=True)
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


class Review(models.Model):
    """A bad rating judged: whether it is justified, why, by whom (R85). An overseer may judge again."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="reviews")
    round = models.PositiveSmallIntegerField()
    role = models.CharField(max_length=12)  # in which the judge acted
    justified = models.BooleanField()
    cause = models.CharField(max_length=16)
    text = models.TextField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "round", "role"], name="cases_reviewed_once_a_role")
        ]
        indexes = [models.Index(fields=["at"], name="cases_review_time", include=["justified", "cause"])]


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


class SampleCheck(models.Model):
    """An answer that the sample fell on, and what the check found."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="checks")
    result = models.OneToOneField(Result, on_delete=models.CASCADE, related_name="check_of_sample")
    percent = models.PositiveSmallIntegerField()  # the rate by which it was drawn
    drawn_at = models.DateTimeField()
    passed = models.BooleanField(null=True)
    text = models.TextField(blank=True)
    by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(null=True)


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


class Simulation(models.Model):
    """Past cases run again under other numbers: what was asked, and what came of it."""

    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    asked = models.JSONField()
    result = models.JSONField(null=True)  # null until it is finished
    finished_at = models.DateTimeField(null=True)


class Recomputation(models.Model):
    """An order to count due times anew, with its reason: what it concerns, how far it is, what it undoes."""

    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    reason = models.TextField()
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
    text = models.TextField()
    author = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class Cooperation(models.Model):
    """An agency that works along with the lead (R42)."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="cooperations")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "agency"], name="cases_cooperates_once")]


class Extension(models.Model):
    """A request for more time by a legal document that prescribes a procedure (R63)."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="extensions")
    round = models.PositiveSmallIntegerField()
    document = models.CharField(max_length=200)
    reason = models.TextField()
    new_due_at = models.DateTimeField()
    asked_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    granted = models.BooleanField(null=True)
    decided_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    note = models.TextField(blank=True)


class RatingRecord(models.Model):
    """The sender's judgement of one round."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="ratings")
    round = models.PositiveSmallIntegerField()
    value = models.CharField(max_length=12, choices=words.Rating.choices)
    reason = models.CharField(max_length=12, choices=words.RatingReason.choices, blank=True)
    text = models.TextField(blank=True)
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
    text = models.TextField()
    reply_by = models.DateField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class MapPoint(models.Model):
    """A listed case as the public map has counted it: enough to draw it, and to take it out of the counts again.

    `x`, `y`: Web Mercator on a grid of 2^26 cells a side (0.6 m), of the public position; null where none is known.
    """

    case = models.OneToOneField(Case, primary_key=True, on_delete=models.CASCADE, related_name="map_point")
    x = models.IntegerField(null=True)
    y = models.IntegerField(null=True)
    field_id = models.BigIntegerField(default=0)
    unit_id = models.BigIntegerField(default=0)
    group = models.CharField(max_length=8)  # words.PublicGroup
    late = models.BooleanField(default=False)  # open and beyond its due time
    submitted_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["x", "y"], name="cases_point_position"),
            models.Index(
                fields=["submitted_at"],
                name="cases_point_time",
                include=["x", "y", "group", "late", "field_id", "unit_id"],
            ),
            models.Index(fields=["unit_id", "submitted_at"], name="cases_point_unit"),
        ]


class MapCell(models.Model):
    """Kept counts of the map: one row per cell, field and group. Field 0 counts all fields, level 0 the whole city.

    `sum_x`, `sum_y` add up the positions, so that a cluster stands in the middle of what it counts.
    """

    level = models.PositiveSmallIntegerField()
    x = models.IntegerField()
    y = models.IntegerField()
    field_id = models.BigIntegerField()
    group = models.CharField(max_length=8)
    late = models.BooleanField()
    count = models.IntegerField()
    sum_x = models.BigIntegerField()
    sum_y = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["field_id", "level", "x", "y", "group", "late"], name="cases_cell_once"
            )
        ]


class SavedFilter(models.Model):
    """A list with its filters that an officer wants to open again by a name."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=40)
    shelf = models.CharField(max_length=16)
    query = models.CharField(max_length=500)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "name"], name="cases_filter_name")]
