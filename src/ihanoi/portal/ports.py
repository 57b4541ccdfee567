"""What the portal takes from the settings: its address, which cookies there are, a token to hear of one's own case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings

from ihanoi.kernel.live import case_topic
from ihanoi.notifications import ports as notifications


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


@dataclass(frozen=True, slots=True)
class Site:
    """Where the platform is, and where somebody tells of a weakness (mailto:, https: or tel:)."""

    url: str
    security_contact: str


def site() -> Site:
    """As people reach it."""
    return Site(settings.PUBLIC_URL.rstrip("/"), settings.SECURITY_CONTACT)


def live_context(case_id: int) -> dict[str, str]:
    """What the layout needs to hear of changes of the case; only for its sender."""
    return {"live_token": notifications.live_token(case_topic(case_id))}
