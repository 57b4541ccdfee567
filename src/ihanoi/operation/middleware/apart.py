"""Administration apart: its own host and port, its own networks, its own hours. Nothing is set in the demo."""

from __future__ import annotations

from datetime import time
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

from ihanoi.kernel import clock


def is_open(request: HttpRequest) -> bool:
    """Whether this address, from there, at this hour, is where administration is."""
    return (
        _at_host(request.get_host(), settings.ADMINISTRATION_HOST)
        and _from_network(request.META.get("REMOTE_ADDR", ""), settings.ADMINISTRATION_NETWORKS)
        and _at_hour(settings.ADMINISTRATION_HOURS)
    )


def _at_host(host: str, wanted: str) -> bool:
    return not wanted or host.lower() == wanted.lower()


def _from_network(address: str, wanted: list[str]) -> bool:
    if not wanted:
        return True
    try:
        here = ip_address(address)
    except ValueError:
        return False
    return any(here in ip_network(network) for network in wanted)


def _at_hour(wanted: str) -> bool:
    """`wanted`: "07:30-18:00" in the city's time; blank: always."""
    if not wanted:
        return True
    opens, closes = (time.fromisoformat(part.strip()) for part in wanted.split("-"))
    return opens <= clock.now().astimezone(clock.HANOI).time() < closes
