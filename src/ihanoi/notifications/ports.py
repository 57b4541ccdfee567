"""The mail server, how the platform names itself in letters, and where pages hear of changes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, cast

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection

from ihanoi.kernel import clock, live


class Mailer(Protocol):
    """A connection to a mail server that takes several letters. Django's mail backends are its adapters."""

    def open(self) -> bool | None: ...

    def close(self) -> None: ...

    def send_messages(self, email_messages: Iterable[EmailMultiAlternatives], /) -> int: ...


def mailer() -> Mailer:
    """A fresh connection, not yet opened. Which backend: the setting EMAIL_BACKEND."""
    return cast(Mailer, get_connection())


def sender() -> str:
    """From whom letters come."""
    return settings.DEFAULT_FROM_EMAIL


def address(path: str) -> str:
    """The full address of a page."""
    return settings.PUBLIC_URL.rstrip("/") + path


def live_url() -> str:
    """Where the live channel is."""
    return settings.LIVE_URL


def live_token(topic: str) -> str:
    """A token that lets a page hear of the topic."""
    return live.token(topic, settings.LIVE_SECRET, clock.now())


def live_topic(token: str) -> str | None:
    """The topic of a token that we gave out, whether it is still valid or not."""
    known = live.read(token, settings.LIVE_SECRET)
    return known[0] if known else None
