"""Build the demo city: first what a sign-in needs, then its life. Each can be interrupted and repeated."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.conf import settings

from ihanoi.demo import queries
from ihanoi.demo.actions.bulk import Bulk, copy_life
from ihanoi.demo.actions.duties import build_duties
from ihanoi.demo.actions.foundation import build_foundation
from ihanoi.demo.actions.life import build_life
from ihanoi.demo.queries import is_built, is_founded
from ihanoi.kernel.denials import Denied

__all__ = [
    "Bulk",
    "build",
    "build_duties",
    "build_foundation",
    "build_life",
    "copy_life",
    "is_built",
    "is_founded",
]


def build(progress: Callable[[str], None], *, now: datetime | None = None) -> None:
    """All stages; what is done already is left. Raises Denied outside the demo."""
    if not settings.DEMO:
        raise Denied("Đây không phải bản minh họa; không dựng dữ liệu vào đây.")
    if not queries.is_founded():
        build_foundation(progress=progress, now=now)
    if not queries.is_built():
        build_life(progress=progress, now=now)
    if not queries.has_duties():
        build_duties(progress=progress)
