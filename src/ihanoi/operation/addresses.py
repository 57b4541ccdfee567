"""TCP ports: which are free."""

from __future__ import annotations

import errno
import socket

from ihanoi.operation.trouble import Trouble


def is_free(host: str, port: int) -> bool:
    """Whether a server could listen there now. Raises Trouble where this user never could."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                return False
            raise Trouble(
                f"Cannot listen on {host}:{port}: {error.strerror}. Choose another with --port."
            ) from error
    return True


def next_free(host: str, port: int, taken: frozenset[int] = frozenset(), tries: int = 200) -> int:
    """The first free port from `port` on, leaving out those already given away."""
    for candidate in range(port, min(port + tries, 65_536)):
        if candidate not in taken and is_free(host, candidate):
            return candidate
    raise Trouble(f"No free port between {port} and {port + tries}.")
