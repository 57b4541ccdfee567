"""Hands text messages to a gateway over HTTP. README.md has the contract."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

import requests

from ihanoi.identity.ports import Unsent

CONNECT: Final = 3.0  # seconds
PATIENCE: Final = 10.0  # seconds until the gateway has answered
REFUSED: Final = {400, 422}  # this message will never be taken
LONGEST_WAIT: Final = 300  # seconds; no gateway puts us off for longer


class Gateway:
    """One gateway, with the address and the token from the settings. Made for each message: it keeps nothing."""

    def __init__(self, url: str, token: str, patience: float = PATIENCE) -> None:
        self._url = url.rstrip("/") + "/messages"
        self._token = token
        self._patience = patience

    def send(self, number: str, text: str, key: str) -> None:
        """`key`: the same one for the same message, so that trying again never sends it twice. Raises Unsent."""
        try:
            with requests.post(
                self._url,
                json={"to": international(number), "text": text},
                headers={"Authorization": f"Bearer {self._token}", "Idempotency-Key": key},
                timeout=(CONNECT, self._patience),
                allow_redirects=False,
                stream=True,  # the status says all: whatever else it answers is not read
            ) as answer:
                status, wait = answer.status_code, answer.headers.get("Retry-After", "")
        except requests.RequestException as error:
            raise Unsent(type(error).__name__) from None  # its text could name what was sent
        if status not in {200, 201, 202}:
            raise Unsent(f"HTTP {status}", wait=_seconds(wait), final=status in REFUSED)


def international(number: str) -> str:
    """ "0912345678" → "84912345678" """
    return "84" + number.removeprefix("0")


def _seconds(text: str) -> timedelta | None:
    known = text.isascii() and text.isdigit() and len(text) < 6
    return timedelta(seconds=min(int(text), LONGEST_WAIT)) if known else None
