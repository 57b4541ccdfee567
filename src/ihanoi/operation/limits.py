"""What a row of the table of limits says (config/limits.py): how often, in what time, by whom. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import time, timedelta
from enum import StrEnum
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Final

STEPS: Final = 50  # a process looks at the shared count so often on the way to the limit


class By(StrEnum):
    """Whose requests are counted together."""

    ACCOUNT = "account"
    DEVICE = "device"  # a session, signed in or not
    ADDRESS = "address"  # whole offices and mobile networks stand behind one: the widest


@dataclass(frozen=True, slots=True)
class Limit:
    """So many within so long, from the first one on."""

    most: int
    within: timedelta

    @property
    def step(self) -> int:
        """How many a process may let pass before it looks at the shared count again: all count where it matters."""
        return max(1, self.most // STEPS)


@dataclass(frozen=True, slots=True)
class Bound:
    """Addresses that share a name are counted together."""

    name: str
    limits: Mapping[By, Limit]
    reads: bool = False  # counts asking too; else only sending does


Bounds = Mapping[str, Bound]


def bounds(bound: Bound, *names: str) -> dict[str, Bound]:
    """The same bound for several addresses; each text may hold several names."""
    return {name: bound for text in names for name in text.split()}


def network_of(address: str) -> str:
    """What is counted as one address: of IPv6 the network that one customer gets."""
    try:
        known = ip_address(address)
    except ValueError:
        return ""
    return str(ip_network(f"{known}/64", strict=False)) if isinstance(known, IPv6Address) else str(known)


def real_address(peer: str, forwarded: str, proxies: Iterable[str]) -> str:
    """The client's address: what trusted proxies say of who asked them, read from the nearest on.

    `forwarded`: the header X-Forwarded-For; `proxies`: trusted networks. What others say of themselves is not believed.
    """
    trusted, address = [ip_network(network) for network in proxies], peer
    said = [part.strip() for part in forwarded.split(",") if part.strip()]
    while said and _is_in(address, trusted):
        try:
            address = str(ip_address(said.pop()))
        except ValueError:
            break
    return address


def _is_in(address: str, networks: Iterable[IPv4Network | IPv6Network]) -> bool:
    try:
        return any(ip_address(address) in network for network in networks)
    except ValueError:
        return False


def is_network(text: str) -> bool:
    """Whether it is an address or a network."""
    try:
        ip_network(text)
    except ValueError:
        return False
    return True


def are_hours(text: str) -> bool:
    """Whether it is a span of the day, "07:30-18:00"."""
    try:
        opens, closes = (time.fromisoformat(part.strip()) for part in text.split("-"))
    except ValueError:
        return False
    return opens < closes
