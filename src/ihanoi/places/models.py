"""Units of the city through time, and the calendars by which working time is counted."""

from datetime import time

from django.db import models

from ihanoi.vault.fields import SpokenField


class Unit(models.Model):
    """An administrative unit for as long as it existed. A code may live twice, at different times."""

    code = models.CharField(max_length=8)
    level = models.CharField(max_length=12)  # words.Level: city, district, commune
    kind = models.CharField(max_length=16)  # "phường", "xã", "quận", ...
    name = models.CharField(max_length=120)  # "Phường Cửa Nam"
    short_name = models.CharField(max_length=120)  # "Cửa Nam"
    folded = models.CharField(max_length=120, db_index=True)  # without accents, lower case
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)  # the last day, included
    lat = models.FloatField()
    lon = models.FloatField()
    area_km2 = models.FloatField(null=True)
    population = models.IntegerField(null=True)
    boundary = models.JSONField(
        null=True
    )  # GeoJSON geometry, WGS 84; null: only the approximate cell is known
    box = models.JSONField(null=True)  # [west, south, east, north] where the source knows it
    # Names of communes merged into it long ago, letters only: "buithixuan".
    aliases = models.JSONField(default=list)
    successors = models.ManyToManyField(
        "self",
        through="Succession",
        through_fields=("old", "new"),
        symmetrical=False,
        related_name="predecessors",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "valid_from"], name="places_unit_code_once_a_time")
        ]

    def __str__(self) -> str:
        return self.name


class Succession(models.Model):
    """The new unit received the old one, or a part of it. `is_default`: the larger part."""

    old = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="successions")
    new = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="inheritances")
    is_default = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["old", "new"], name="places_succession_once")]


class Revision(models.Model):
    """Changes whenever rows of its subject do; processes compare it with what their caches were built from."""

    subject = models.CharField(max_length=20, primary_key=True)  # "units" or "calendars"
    stamp = models.UUIDField()


class Calendar(models.Model):
    """Working hours of an agency. The calendar named `default` is the city's."""

    code = models.SlugField(unique=True)
    name = models.CharField(max_length=120)

    def __str__(self) -> str:
        return self.name


class WorkingHours(models.Model):
    """One interval of one weekday (0 = Monday), in local time, while the row is valid."""

    calendar = models.ForeignKey(Calendar, on_delete=models.CASCADE, related_name="hours")
    weekday = models.PositiveSmallIntegerField()
    opens = models.TimeField()
    closes = models.TimeField()  # 00:00: midnight at the end of the day
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(weekday__lte=6), name="places_hours_weekday"),
            models.CheckConstraint(
                condition=models.Q(closes__gt=models.F("opens")) | models.Q(closes=time()),
                name="places_hours_run_forward",
            ),
        ]


class DayOverride(models.Model):
    """A day that differs: off, or worked in `intervals` ([["08:00", "12:00"]]). No calendar: for all of them."""

    calendar = models.ForeignKey(Calendar, null=True, on_delete=models.CASCADE, related_name="overrides")
    day = models.DateField()
    intervals = models.JSONField(default=list)  # empty: off
    name = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["calendar", "day"], name="places_override_once_a_day", nulls_distinct=False
            )
        ]


class DayChange(models.Model):
    """One act on days: what stood there before and after, so that the last one can be taken back."""

    calendar = models.ForeignKey(Calendar, null=True, on_delete=models.PROTECT, related_name="+")  # null: all
    year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12)  # words.DayAct
    before = models.JSONField()  # {"2027-02-05": {"name": …, "intervals": [[…]]}, …}; null: as the week says
    after = models.JSONField()
    source = SpokenField(max_length=200, blank=True)  # the file's name
    at = models.DateTimeField()
    by = models.BigIntegerField(null=True)  # the account: people stands on a higher floor; null: the system
    by_name = models.CharField(max_length=200)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["year", "calendar"], name="places_daychange_year")]

    def __str__(self) -> str:
        return f"{self.kind} {self.year}"


class ConfirmedYear(models.Model):
    """The days off of a year are those of an official notice. The newest row that stands speaks for the year."""

    year = models.PositiveSmallIntegerField(db_index=True)
    number = SpokenField(max_length=60, blank=True)  # of the notice; blank: shipped with the platform
    issued_on = models.DateField(null=True)
    confirmed_at = models.DateTimeField()
    confirmed_by = models.BigIntegerField(null=True)  # the account
    confirmed_by_name = models.CharField(max_length=200)
    change = models.ForeignKey(
        DayChange, null=True, on_delete=models.PROTECT, related_name="+"
    )  # the import that brought it; undoing it takes the confirmation back
    withdrawn_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.year} {self.number}"
