"""When each turn of the timetable last ran, so that what was missed while nothing ran is caught up."""

from django.db import models


class Run(models.Model):
    """`name` is the turn's; a turn that has left the timetable leaves its row behind."""

    name = models.CharField(max_length=64, primary_key=True)
    at = models.DateTimeField()
