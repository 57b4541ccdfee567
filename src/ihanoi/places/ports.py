"""Who keeps what holds for the whole city: seats are known on a higher floor, which the setting OPERATES_CITY names."""

from __future__ import annotations

from typing import Protocol, cast

from django.conf import settings
from django.utils.module_loading import import_string

from ihanoi.kernel.actor import Actor


class OperatesCity(Protocol):
    """Whether the actor administers the city itself, and not one of its agencies."""

    def __call__(self, actor: Actor, /) -> bool: ...


def operates_city(actor: Actor) -> bool:
    """Whether the actor may change units and calendars, by which all agencies go."""
    return cast(OperatesCity, import_string(settings.OPERATES_CITY))(actor)
