"""Which columns are sealed."""

from __future__ import annotations

from collections.abc import Iterator

from django.apps import apps
from django.db.models import Model

from ihanoi.vault.fields import SealedField, SpokenField


def sealed_fields() -> list[tuple[type[Model], SealedField]]:
    """Each with its model, found among all models so that none is forgotten."""
    return [(model, field) for model, field in _fields() if isinstance(field, SealedField)]


def spoken_fields() -> list[tuple[type[Model], SpokenField]]:
    """Those of texts in which numbers and addresses are sealed."""
    return [(model, field) for model, field in _fields() if isinstance(field, SpokenField)]


def _fields() -> Iterator[tuple[type[Model], object]]:
    return ((m, f) for m in apps.get_models() for f in m._meta.local_concrete_fields)
