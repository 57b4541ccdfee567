"""How far the building of the demo city has come, so that an interrupted one goes on where it stopped."""

from __future__ import annotations

from django.db import models


class Stage(models.Model):
    """One stage. `until` is the moment at which the told life ends; `done` counts its steps."""

    name = models.SlugField(primary_key=True)
    until = models.DateTimeField()
    done = models.PositiveIntegerField(default=0)
    finished = models.BooleanField(default=False)
    kept = models.JSONField(default=dict)  # what the next stage or a second start needs to know

    def __str__(self) -> str:
        return self.name
