"""Hands audit records to a collector as syslog (RFC 5424) over UDP, TCP, TLS or a socket of the machine."""

from __future__ import annotations

import json
import socket
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC
from typing import Final
from urllib.parse import SplitResult, urlsplit

from ihanoi.journal.queries import Audited

PATIENCE: Final = 10.0  # seconds to connect, and for each sending
CLOSING: Final = 2.0  # seconds for the collector to close after the last record
PORTS: Final = {"udp": 514, "tcp": 601, "tls": 6514}  # RFC 5426, 6587, 5425
AUDIT: Final = 13  # the facility "log audit"
NOTICE, WARNING = 5, 4
GRAVE: Final = frozenset(
    {"refused", "locked", "network_locked", "unseal", "unsealed", "export", "export_audit"}
)
ENTERPRISE: Final = "ihanoi@32473"  # the number kept for examples (RFC 5612); a city may map it to its own
MARK: Final = b"\xef\xbb\xbf"  # says that the text is UTF-8


class Collector:
    """One collector: "udp://host:514", "tcp://host:601", "tls://host:6514" or "unix:/dev/log"."""

    def __init__(self, url: str) -> None:
        self._there = urlsplit(url)
        if self._there.scheme not in {*PORTS, "unix"}:
            raise ValueError("IHANOI_AUDIT_SYSLOG begins with udp://, tcp://, tls:// or unix:")
        self._host = socket.gethostname()

    def send(self, acts: Sequence[Audited]) -> None:
        """All of them in order, over one connection. Raises OSError when the collector did not take them all.

        By TCP and TLS each record bears its length in front (RFC 6587 §3.4.1), and the collector's end of the
        connection is waited for: it has read everything then. UDP and a local socket promise nothing.
        """
        records = [record(act, self._host) for act in acts]
        streams = self._there.scheme in ("tcp", "tls")
        with _connected(self._there) as connection:
            if not streams:
                for each in records:
                    connection.send(each)
                return
            connection.sendall(b"".join(b"%d %b" % (len(each), each) for each in records))
            _close(connection)


@contextmanager
def _connected(there: SplitResult) -> Iterator[socket.socket]:
    if there.scheme == "unix":
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as local:
            local.settimeout(PATIENCE)
            local.connect(there.path)
            yield local
        return
    address = (there.hostname or "127.0.0.1", there.port or PORTS[there.scheme])
    if there.scheme == "udp":
        family, kind, protocol, _name, found = socket.getaddrinfo(*address, type=socket.SOCK_DGRAM)[0]
        with socket.socket(family, kind, protocol) as datagrams:
            datagrams.connect(found)
            yield datagrams
        return
    with socket.create_connection(address, timeout=PATIENCE) as plain:
        if there.scheme == "tcp":
            yield plain
            return
        with ssl.create_default_context().wrap_socket(plain, server_hostname=there.hostname) as sealed:
            yield sealed


def _close(connection: socket.socket) -> None:
    """Say that this is all, and read until the other end has closed; one that never does has had its time."""
    connection.settimeout(CLOSING)
    if isinstance(connection, ssl.SSLSocket):
        with suppress(ssl.SSLError, TimeoutError):
            connection.unwrap()
        return
    connection.shutdown(socket.SHUT_WR)
    with suppress(TimeoutError):
        while connection.recv(4096):
            pass


def record(act: Audited, host: str) -> bytes:
    """One record: <PRI>1 TIMESTAMP HOST APP PROCID MSGID [data] text."""
    severity = WARNING if act.act in GRAVE else NOTICE
    at = act.at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
    named = {
        "log": act.log, "id": act.id, "actor": act.actor_id, "role": act.role, "agency": act.agency_id,
        "subject": act.subject, "subject_id": act.subject_id,
    }  # fmt: skip
    data = " ".join(f'{name}="{_escaped(value)}"' for name, value in named.items() if value not in (None, ""))
    head = f"<{AUDIT * 8 + severity}>1 {at} {_word(host, 255)} ihanoi - {_word(act.act, 32)} [{ENTERPRISE} {data}] "
    said = json.dumps(act.given, ensure_ascii=False, sort_keys=True, default=str)
    return head.encode() + MARK + said.encode()


def _word(text: str, most: int) -> str:
    """Printable ASCII without blanks; a dash where nothing is left."""
    return "".join(sign for sign in text if "!" <= sign <= "~")[:most] or "-"


def _escaped(value: object) -> str:
    return "".join("\\" + sign if sign in '"\\]' else sign for sign in str(value))
