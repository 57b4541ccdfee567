"""The names of everything that a form of the platform may send, from the forms and from the views themselves."""

from __future__ import annotations

import pkgutil
import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from inspect import getsource

from django.forms import BaseForm

import ihanoi

_READ = re.compile(r'\bPOST(?:\.get|\.getlist)?[\[(]"(\w+)"')


@cache
def field_names() -> tuple[str, ...]:
    """Each once, in order."""
    rooms = [each.name for each in pkgutil.walk_packages(ihanoi.__path__, "ihanoi.")]
    return tuple(sorted({name for room in rooms for name in (*_of_forms(room), *_of_views(room))}))


def _of_forms(module: str) -> Iterator[str]:
    if ".forms" in module:
        for each in vars(import_module(module)).values():
            if isinstance(each, type) and issubclass(each, BaseForm):
                yield from getattr(each, "base_fields", {})


def _of_views(module: str) -> list[str]:
    return _READ.findall(getsource(import_module(module))) if ".views" in module else []
