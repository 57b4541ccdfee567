"""Asking a provider: never for long, never much, never elsewhere than it said."""

from __future__ import annotations

import time
from typing import Any, Final

from authlib.integrations.requests_client import OAuth2Session
from requests import PreparedRequest, Response
from requests.adapters import HTTPAdapter
from requests.exceptions import Timeout
from urllib3.util import Timeout as Patience

PATIENCE: Final = 6.0  # seconds for a conversation, which is one question to begin and up to five to finish
QUESTION: Final = 3.0  # seconds for one of its questions, the answer included
LARGEST: Final = 256 * 1024  # bytes of an answer


class TooLarge(ValueError):
    """An answer beyond LARGEST."""


class Impatient(HTTPAdapter):
    """Reads the whole answer in time: a server that sends a byte now and then would hold a thread for hours."""

    def __init__(self, until: float) -> None:
        super().__init__()
        self._until = until

    def send(self, request: PreparedRequest, **given: Any) -> Response:  # type: ignore[override]  # the stubs list each
        left = min(QUESTION, self._until - time.monotonic())
        if left <= 0:
            raise Timeout(f"the conversation took longer than {PATIENCE} s", request=request)
        end = time.monotonic() + left
        response = super().send(request, **given | {"timeout": Patience(total=left), "stream": True})
        content = bytearray()
        for piece in response.iter_content(8192):
            content += piece
            if time.monotonic() > end:
                raise Timeout(f"no whole answer within {left:.1f} s", request=request)
            if len(content) > LARGEST:
                raise TooLarge(f"an answer of more than {LARGEST} bytes")
        response._content = bytes(content)  # the only place from which requests reads it later
        return response


def session(client_id: str, client_secret: str, *, until: float, **given: Any) -> OAuth2Session:
    """For a conversation that is over at a moment of time.monotonic().

    It follows no redirects and reads no proxies or passwords from the environment.
    """
    made = OAuth2Session(client_id, client_secret, code_challenge_method="S256", **given)
    made.trust_env = False
    made.max_redirects = 0
    for scheme in ("http://", "https://"):
        made.mount(scheme, Impatient(until))
    return made
