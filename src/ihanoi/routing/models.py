"""The catalogue of fields, the dated rules of who is competent, and what became of the router's proposals."""

from django.db import models
from django.utils.translation import get_language

from ihanoi.people.models import Account, Agency
from ihanoi.places.models import Unit
from ihanoi.vault.fields import SpokenField


class Field(models.Model):
    """A field of life ("Thoát nước, hố ga"). Reports carry a leaf; its parent groups it."""

    code = models.SlugField(unique=True, max_length=48)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="leaves")
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    icon = models.CharField(max_length=40)  # id in the icon sprite (lucide)
    words = models.JSONField(default=list)  # phrases with accents and the marks of catalogue.py
    order = models.PositiveSmallIntegerField(default=0)
    valid_to = models.DateField(null=True)  # the last day, included
    is_edited = models.BooleanField(
        default=False
    )  # the operator changed it: a new release leaves the row alone

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> str:
        """The name in the reader's language."""
        return self.name_en if (get_language() or "").startswith("en") else self.name


class RuleSet(models.Model):
    """All rules of competence at once. One set is in force; a draft is edited until it is first switched on.

    A set that was ever in force stays as it was, so that what it decided can be read again, and switched back to.
    """

    number = models.PositiveIntegerField(unique=True)
    note = SpokenField(max_length=200)  # what it is for, in the words of who made it
    made_by = models.ForeignKey(
        Account, null=True, on_delete=models.PROTECT, related_name="+"
    )  # null: shipped with the platform
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()  # of its rows: an older replay no longer speaks of them
    in_force_since = models.DateTimeField(null=True)  # the first time; null: a draft

    def __str__(self) -> str:
        return str(self.number)


class Competence(models.Model):
    """For a field, in a unit, a kind of unit or everywhere: who leads and who works along, from day to day."""

    rules = models.ForeignKey(RuleSet, on_delete=models.CASCADE, related_name="competences")
    field = models.ForeignKey(Field, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")  # null: all
    kind = models.CharField(max_length=16, blank=True)  # "phường", "xã"; blank: both
    agency = models.ForeignKey(
        Agency, null=True, on_delete=models.PROTECT, related_name="+"
    )  # null: the unit's own PC
    cooperating = models.JSONField(default=list)  # ids of agencies
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)  # the last day, included
    basis = SpokenField(max_length=200, blank=True)  # the document that says so

    def __str__(self) -> str:
        return f"{self.rules_id}: {self.field_id}"


class Threshold(models.Model):
    """From which confidence (percent) reports of a field are routed without a person; no row: the usual one."""

    rules = models.ForeignKey(RuleSet, on_delete=models.CASCADE, related_name="thresholds")
    field = models.ForeignKey(Field, on_delete=models.PROTECT, related_name="+")
    percent = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["rules", "field"], name="routing_threshold_once"),
        ]

    def __str__(self) -> str:
        return f"{self.field_id}: {self.percent} %"


class Replay(models.Model):
    """Past reports routed again under a draft. `changes`: the first of those that would go elsewhere."""

    rules = models.ForeignKey(RuleSet, on_delete=models.CASCADE, related_name="replays")
    asked_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    since = models.DateTimeField()  # reports sent from then on
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    changes = models.JSONField(default=list)
    ended_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.rules_id}: {self.done}/{self.total}"


class Decision(models.Model):
    """What the router proposed for one report, and where the report came to rest; the history proves it.

    `report_id` is a plain number: this room knows no case. `moved_seq`: the line of its history that moved it last.
    """

    report_id = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    way = models.CharField(max_length=10)  # words.Way
    rules = models.ForeignKey(RuleSet, null=True, on_delete=models.PROTECT, related_name="+")
    reader = models.CharField(max_length=40, blank=True)  # version of what read the text
    field = models.ForeignKey(Field, null=True, on_delete=models.PROTECT, related_name="+")
    field_share = models.FloatField(default=0)
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(
        Agency, null=True, on_delete=models.PROTECT, related_name="+"
    )  # the best candidate, chosen or not
    confidence = models.FloatField(default=0)
    threshold = models.FloatField(default=0)
    moves = models.PositiveSmallIntegerField(default=0)
    moved_seq = models.PositiveIntegerField(null=True)
    settled_at = models.DateTimeField(null=True)  # an agency has received it
    settled_agency = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="+")
    settled_field = models.ForeignKey(Field, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["at"], name="routing_decided")]

    def __str__(self) -> str:
        return str(self.report_id)


class ReaderVersion(models.Model):
    """A trained reader of texts. Versions stay, so that the city can go back to one."""

    number = models.PositiveIntegerField(unique=True)
    version = models.CharField(max_length=40, unique=True)  # names the weights, as decisions keep it
    weights = models.BinaryField()  # an archive of plain arrays (reader.packed)
    made_by = models.ForeignKey(
        Account, null=True, on_delete=models.PROTECT, related_name="+"
    )  # null: shipped, or the job
    made_at = models.DateTimeField()
    is_shipped = models.BooleanField(default=False)
    lessons = models.PositiveIntegerField(default=0)  # corrections among what it was trained on
    texts = models.PositiveIntegerField(
        default=0
    )  # all that it was trained on; 0: kept before this was counted
    figures = models.JSONField(default=dict)  # of the frozen texts, by name
    tested = models.PositiveIntegerField(default=0)  # how many frozen texts; 0: kept before this was counted

    def __str__(self) -> str:
        return str(self.number)


class Training(models.Model):
    """One training of a reader and what came of it: a version, or a refusal."""

    asked_by = models.ForeignKey(
        Account, null=True, on_delete=models.PROTECT, related_name="+"
    )  # null: the night's look, or the command
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    lessons = models.PositiveIntegerField(default=0)
    figures = models.JSONField(default=dict)  # of the frozen texts, by name
    before = models.JSONField(default=dict)  # the same of the version that was in use
    tested = models.PositiveIntegerField(default=0)
    reader = models.ForeignKey(ReaderVersion, null=True, on_delete=models.PROTECT, related_name="+")
    refusal = models.CharField(max_length=10, blank=True)  # words.Refusal

    def __str__(self) -> str:
        return f"{self.asked_at}: {self.refusal or self.reader_id}"


class Lesson(models.Model):
    """An officer's correction: this text, without personal data, belongs to that field. For the next training."""

    report_id = models.BigIntegerField(primary_key=True)
    text = SpokenField()
    field = models.ForeignKey(Field, on_delete=models.PROTECT, related_name="+")
    read_as = models.ForeignKey(
        Field, null=True, on_delete=models.PROTECT, related_name="+"
    )  # null: nothing was recognised
    at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.report_id)


class Edition(models.Model):
    """One row: the stamp of catalogue and rules, which rules are in force, and which reader reads.

    The stamp changes with each change, so that caches know when to read again.
    """

    stamp = models.UUIDField()
    rules = models.ForeignKey(RuleSet, null=True, on_delete=models.PROTECT, related_name="+")
    reader = models.ForeignKey(
        ReaderVersion, null=True, on_delete=models.PROTECT, related_name="+"
    )  # null: the words of the catalogue alone

    def __str__(self) -> str:
        return str(self.stamp)
