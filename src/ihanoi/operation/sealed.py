"""Which columns are sealed."""

from __future__ import annotations

from django.apps import apps
from django.db.models import Model

from ihanoi.vault.fields import SealedField


def sealed_fields() -> list[tuple[type[Model], SealedField]]:
    """Each with its model, found among all models so that none is forgotten."""
    fields = ((m, f) for m in apps.get_models() for f in m._meta.local_concrete_fields)
    return [(model, field) for model, field in fields if isinstance(field, SealedField)]
