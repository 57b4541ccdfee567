"""The catalogue of fields in two levels, and who is competent for each."""

from django.db import models
from django.utils.translation import get_language

from ihanoi.people.models import Agency


class Field(models.Model):
    """A field of life ("Thoát nước, hố ga"). Reports carry a leaf; its parent groups it."""

    code = models.SlugField(unique=True, max_length=48)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="leaves")
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    icon = models.CharField(max_length=40)  # id in the icon sprite (lucide)
    words = models.JSONField(default=list)  # phrases with accents and the marks of catalogue.py
    agency = models.ForeignKey(
        Agency, null=True, on_delete=models.PROTECT, related_name="+"
    )  # null: the unit's own PC
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


class Edition(models.Model):
    """One row: the stamp of the catalogue. It changes with each change, so that caches know when to read again."""

    stamp = models.UUIDField()

    def __str__(self) -> str:
        return str(self.stamp)
