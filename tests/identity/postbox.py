"""What the tests of codes have in common: a gateway in memory, and the code that was sent last."""

from __future__ import annotations

import re
from typing import ClassVar

from django.test import Client

from ihanoi.identity.models import Message
from ihanoi.identity.ports import Unsent

NUMBER, ADDRESS = "0912345678", "binh@example.org"


class Memory:
    """A gateway that remembers what it was handed, or fails as it is told. Held to the client by the same Protocol."""

    handed: ClassVar[list[tuple[str, str, str]]] = []
    failure: ClassVar[Unsent | None] = None

    def __init__(self, url: str, token: str) -> None:
        """As the real one is made."""

    def send(self, number: str, text: str, key: str) -> None:
        """Remember, or fail."""
        if Memory.failure is not None:
            raise Memory.failure
        Memory.handed.append((number, text, key))

    @classmethod
    def begin(cls, failure: Unsent | None = None) -> None:
        """Forget what was before."""
        cls.handed.clear()
        cls.failure = failure


def sent() -> str:
    """The code in the newest message, as its reader sees it."""
    found = re.search(r"\b[0-9]{6}\b", Message.objects.latest("id").text)
    assert found
    return found.group()


def other_than(code: str) -> str:
    """A wrong one."""
    return f"{(int(code) + 1) % 10**6:06d}"


def ask_for_code(client: Client, contact: str = NUMBER, **more: str) -> str:
    """Through the page; returns the code."""
    answer = client.post("/dang-nhap/gui-ma", {"contact": contact, **more})
    assert (answer.status_code, answer["Location"]) == (302, "/dang-nhap/ma"), answer.content.decode()
    return sent()
