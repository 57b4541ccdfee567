"""Attacks send more than the limits let through; those have tests of their own (tests/operation/test_limits.py)."""

from __future__ import annotations

import pytest
from pytest_django import Settings


@pytest.fixture(autouse=True)
def unlimited(settings: Settings) -> None:
    """So that every attack reaches what it is meant for."""
    settings.LIMITED = False
