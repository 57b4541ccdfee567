"""What the public map has counted."""

from __future__ import annotations

from django.db import models

from ihanoi.cases.models.case import Case


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
