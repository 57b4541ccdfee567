"""What the portal's pages say about the settings: which cookies there are, and for how long."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings


@dataclass(frozen=True, slots=True)
class Cookies:
    """Names and lives of the cookies that Django sets."""

    session: str
    session_days: int
    csrf: str
    csrf_days: int
    language: str


def cookies() -> Cookies:
    """As they are set now."""
    session, csrf = (
        timedelta(seconds=age).days for age in (settings.SESSION_COOKIE_AGE, settings.CSRF_COOKIE_AGE)
    )
    return Cookies(
        settings.SESSION_COOKIE_NAME, session, settings.CSRF_COOKIE_NAME, csrf, settings.LANGUAGE_COOKIE_NAME
    )
