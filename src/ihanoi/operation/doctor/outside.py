"""What the installation was told and what the world sees of it: settings, pages, certificates, years."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings

from ihanoi.kernel import clock
from ihanoi.operation import checking, queries
from ihanoi.places import queries as places

from .finding import Finding, Grade, measured

PATIENCE_S: Final = 5
SECURE_PORT: Final = 443
RENEW: Final = "Renew it: systemctl status 'certbot*', or whatever renews it here."


def settings_() -> Iterator[Finding]:
    """Settings that let anybody in, or leave somebody out."""
    wrong = [] if settings.DEMO else list(checking.unsafe_settings(settings))
    for sentence in wrong:
        yield Finding("settings", Grade.BAD, sentence, "Set it in the environment, then start anew.")
    if not wrong:
        yield Finding("settings", Grade.OK, "of a demo." if settings.DEMO else "are safe.")


def pages() -> Iterator[Finding]:
    """Scripts, styles and pictures of the pages."""
    wrong = list(checking.unbuilt_pages())
    for sentence in wrong:
        says, _, do = sentence.partition(" Run: ")
        yield Finding("pages", Grade.BAD, says, f"Run: {do}")
    if not wrong:
        yield Finding("pages", Grade.OK, "are built and collected.")


def certificates() -> Iterator[Finding]:
    """Until when browsers trust the addresses that people use."""
    for address in dict.fromkeys((settings.PUBLIC_URL, settings.LIVE_URL)):
        parts = urlsplit(address)
        if parts.scheme == "https" and parts.hostname:
            yield _certificate(parts.hostname, parts.port or SECURE_PORT)


def _certificate(host: str, port: int) -> Finding:
    try:
        with (
            socket.create_connection((host, port), PATIENCE_S) as plain,
            ssl.create_default_context().wrap_socket(plain, server_hostname=host) as secure,
        ):
            shown = secure.getpeercert() or {}
    except OSError as error:  # an SSLError is one
        reason = getattr(error, "verify_message", "") or error.strerror or type(error).__name__
        return Finding("certificate", Grade.BAD, f"{host}: {reason}.", RENEW)
    ends = datetime.fromtimestamp(ssl.cert_time_to_seconds(str(shown["notAfter"])), UTC)
    left = (ends - clock.now()).days
    return measured("certificate", -left, f"{host}: {left} days left.", warn=-21, bad=-7, do=RENEW)


def years() -> Iterator[Finding]:
    """Years whose days off nobody has confirmed."""
    open_years = places.to_confirm()
    for year in open_years:
        yield Finding(
            "calendar", Grade.WARN, f"the days off of {year} are not confirmed: due times in it are provisional.",
            f"An operator takes over the notice at /ban-xu-ly/lich/nam/{year}/thong-bao.",
        )  # fmt: skip
    if not open_years:
        yield Finding("calendar", Grade.OK, "every year in use is confirmed.")


def seats() -> Iterator[Finding]:
    """Agencies that have not looked at every seat by the day of the quarter's review."""
    left = queries.reviews_left()
    late = [state.agency_name for state in left if state.overdue]
    says = f"{sum(state.left for state in left)} seats are still to be looked at this quarter"
    if late:
        yield Finding(
            "seats", Grade.WARN, f"{says}; {len(late)} agencies are late, the first: {late[0]}.",
            "Their operators review them at /ban-xu-ly/quan-tri/ra-soat.",
        )  # fmt: skip
    else:
        yield Finding("seats", Grade.OK, f"{says}; nobody is late.")
