"""Codes on their way to people."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Min

from ihanoi.identity.models import Message


def backlog() -> dict[str, Any]:
    """For those who run the platform: how many wait, since when, and how many were given up."""
    waiting = Message.objects.exclude(next_try=None).aggregate(waiting=Count("id"), oldest=Min("created_at"))
    given_up = Message.objects.filter(next_try=None, sent_at=None)
    return {**waiting, "given_up": given_up.count()}
