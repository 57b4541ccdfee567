"""Letters, accounts asked for, proposals, directives, checks, obstacles. Lists that prove something are frozen rows."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from ihanoi.accountability import words
from ihanoi.cases.models import Case
from ihanoi.cases.words import Clock
from ihanoi.media.models import File
from ihanoi.people.models import Account, Agency
from ihanoi.vault.fields import SpokenField


class Threshold(models.Model):
    """A number of the regulation, from a day on."""

    name = models.CharField(max_length=20, choices=words.Threshold.choices)
    value = models.PositiveSmallIntegerField()
    valid_from = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["name", "valid_from"], name="accountability_threshold_once"),
            models.CheckConstraint(condition=Q(value__gte=1), name="accountability_threshold_counts"),
        ]


class Answered(models.Model):
    """What an agency wrote back, and whether in time. `late` by the day, not by the hour."""

    answer = SpokenField(blank=True)
    answered_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)
    answer_file = models.ForeignKey(File, null=True, on_delete=models.PROTECT, related_name="+")
    late = models.BooleanField(default=False)

    class Meta:
        abstract = True


class Letter(models.Model):
    """A letter to the agencies with overdue cases (R90, R91). `document`: the DOCX exactly as sent."""

    state = models.CharField(max_length=10, choices=words.LetterState.choices)
    issuer = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    subject = SpokenField(max_length=200)
    body = SpokenField()
    reply_by = models.DateField()
    as_of = models.DateTimeField()  # of the list of cases
    drafted_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    number = models.CharField(max_length=50, blank=True)  # "1234/TTPVHCC-GS"
    signed_on = models.DateField(null=True)
    signer_title = SpokenField(max_length=120, blank=True)
    signer_name = SpokenField(max_length=120, blank=True)
    sent_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(null=True)
    document = models.ForeignKey(File, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["issuer", "number"], condition=~Q(number=""), name="accountability_letter_number"
            ),
            models.CheckConstraint(
                condition=~Q(state="sent")
                | Q(sent_at__isnull=False, signed_on__isnull=False, document__isnull=False) & ~Q(number=""),
                name="accountability_letter_as_sent",
            ),
        ]
        indexes = [models.Index(fields=["-drafted_at", "-id"], name="accountability_letter_newest")]


class Addressee(Answered):
    """An agency that a letter goes to, and its reply."""

    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="addressees")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["letter", "agency"], name="accountability_addressed_once"),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answer="")
                | Q(answered_at__isnull=False) & ~Q(answer=""),
                name="accountability_reply_has_words",
            ),
        ]


class NamedCase(models.Model):
    """An overdue case as a letter names it: frozen, and without anything about its sender."""

    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="named")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=20)
    title = SpokenField(max_length=120)  # the public one
    place = models.CharField(max_length=120, blank=True)  # the ward or commune
    clock = models.CharField(max_length=12)
    submitted_at = models.DateTimeField()
    due_at = models.DateTimeField()
    over_s = models.PositiveIntegerField()  # working seconds beyond the limit, as of the list

    class Meta:
        constraints = [models.UniqueConstraint(fields=["letter", "case"], name="accountability_named_once")]

    @property
    def stage_name(self) -> str:
        """What was not done in time, in words."""
        return str(Clock(self.clock).label)


class Inquiry(Answered):
    """A case of which an agency must give an account in writing (R93)."""

    state = models.CharField(max_length=10, choices=words.InquiryState.choices)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=20)
    title = SpokenField(max_length=120)
    why = SpokenField()
    reply_by = models.DateField()
    asked_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    verdict = SpokenField(blank=True)
    closed_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(state__in=["open", "answered"]), name="accountability_asked_once"
            )
        ]
        indexes = [models.Index(fields=["-asked_at", "-id"], name="accountability_inquiry_newest")]


class Proposal(models.Model):
    """A reminder or criticism that may be proposed, is, or was (R87–R89).

    `part` counts dissatisfied ratings of a cluster, or late cases of `whole` in the month; `limit` is the threshold
    that it passed. Counts are those of `as_of`; proposing counts anew and freezes the cases.
    """

    state = models.CharField(max_length=10, choices=words.ProposalState.choices)
    ground = models.CharField(max_length=10, choices=words.Ground.choices)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    occasion = models.CharField(max_length=40)  # the month "2026-10", or the first case of the cluster
    month = models.DateField()  # its first day
    part = models.PositiveIntegerField()
    whole = models.PositiveIntegerField()  # of a cluster: its reports
    limit = models.PositiveSmallIntegerField()
    rated_late = models.PositiveIntegerField(
        default=0
    )  # senders who gave "too slow" as their reason: told apart
    as_of = models.DateTimeField()
    found_at = models.DateTimeField()
    text = SpokenField(blank=True)
    proposed_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(null=True)
    number = models.CharField(max_length=50, blank=True)
    signed_on = models.DateField(null=True)
    sent_at = models.DateTimeField(null=True)
    decision = models.CharField(max_length=12, choices=words.Decision.choices, blank=True)
    decision_text = SpokenField(blank=True)
    reason = SpokenField(blank=True)  # of a dismissal or withdrawal
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["ground", "agency", "occasion"], name="accountability_found_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["found", "dismissed"]) | Q(proposed_by__isnull=False),
                name="accountability_a_person_proposes",
            ),
        ]
        indexes = [models.Index(fields=["-found_at", "-id"], name="accountability_found_newest")]


class Proof(models.Model):
    """A case that proves a proposal, with what it shows, frozen when it was proposed."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="proofs")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=20)
    title = SpokenField(max_length=120)
    submitted_at = models.DateTimeField()
    shows = SpokenField(max_length=200)
    counts = models.BooleanField(default=True)  # belongs to the numerator

    class Meta:
        constraints = [models.UniqueConstraint(fields=["proposal", "case"], name="accountability_proof_once")]


class Directive(models.Model):
    """A document by which the city directs (R95), findable without accents by `folded`."""

    kind = models.CharField(max_length=10, choices=words.DirectiveKind.choices)
    number = models.CharField(max_length=50)
    signed_on = models.DateField()
    issuer = SpokenField(max_length=200)
    subject = SpokenField(max_length=300)
    file = models.ForeignKey(File, null=True, on_delete=models.PROTECT, related_name="+")
    folded = models.TextField()
    recorded_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["number", "issuer"], name="accountability_directive_number")
        ]
        indexes = [models.Index(fields=["-signed_on", "-id"], name="accountability_directed_newest")]


class DirectiveLink(models.Model):
    """What a directive led to or speaks of: exactly one thing a row."""

    directive = models.ForeignKey(Directive, on_delete=models.CASCADE, related_name="links")
    letter = models.ForeignKey(Letter, null=True, on_delete=models.CASCADE, related_name="directives")
    proposal = models.ForeignKey(Proposal, null=True, on_delete=models.CASCADE, related_name="directives")
    agency = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    letter__isnull=False, proposal__isnull=True, agency__isnull=True, case__isnull=True
                )
                | Q(letter__isnull=True, proposal__isnull=False, agency__isnull=True, case__isnull=True)
                | Q(letter__isnull=True, proposal__isnull=True, agency__isnull=False, case__isnull=True)
                | Q(letter__isnull=True, proposal__isnull=True, agency__isnull=True, case__isnull=False),
                name="accountability_links_one_thing",
            ),
            models.UniqueConstraint(
                fields=["directive", "letter", "proposal", "agency", "case"],
                nulls_distinct=False,
                name="accountability_linked_once",
            ),
        ]


class Sample(models.Model):
    """Cases drawn for a check, so that the same seed draws the same cases again (R94)."""

    drawn_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    drawn_at = models.DateTimeField()
    agency = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField()
    seed = SpokenField(max_length=60)
    size = models.PositiveSmallIntegerField()
    population = models.PositiveIntegerField()

    class Meta:
        indexes = [models.Index(fields=["-drawn_at", "-id"], name="accountability_drawn_newest")]


class SampledCase(models.Model):
    """A case of a sample with what its check showed."""

    sample = models.ForeignKey(Sample, on_delete=models.CASCADE, related_name="sampled")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField()
    verdict = models.CharField(max_length=14, choices=words.Verdict.choices, blank=True)
    note = SpokenField(blank=True)
    checked_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    checked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sample", "case"], name="accountability_sampled_once"),
            models.UniqueConstraint(fields=["sample", "order"], name="accountability_sampled_in_order"),
            models.CheckConstraint(
                condition=~Q(verdict="not_compliant") | ~Q(note=""), name="accountability_verdict_says_why"
            ),
        ]


class Export(models.Model):
    """That somebody took data out of the platform: who, what, how much."""

    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    what = models.CharField(max_length=20)
    format = models.CharField(max_length=4)
    filters = models.JSONField()
    rows = models.PositiveIntegerField()

    class Meta:
        indexes = [models.Index(fields=["-at", "-id"], name="accountability_export_newest")]


class Obstacle(models.Model):
    """What hinders, on whose side, why, and what the agency proposes (R96, R97)."""

    state = models.CharField(max_length=10, choices=words.ObstacleState.choices)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    stage = models.CharField(max_length=12, choices=words.Stage.choices)
    cause = SpokenField()
    solution = SpokenField()
    recorded_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    answer = SpokenField(blank=True)
    answered_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)
    cases = models.ManyToManyField(Case, through="ObstacleCase", related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=["solved", "declined"]) | ~Q(answer=""),
                name="accountability_obstacle_is_answered",
            )
        ]
        indexes = [models.Index(fields=["-recorded_at", "-id"], name="accountability_hindered_newest")]


class ObstacleCase(models.Model):
    """A case that shows an obstacle."""

    obstacle = models.ForeignKey(Obstacle, on_delete=models.CASCADE, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["obstacle", "case"], name="accountability_shown_once")]
