"""Topics of the live channel: what changed, never what it says. A browser needs a signed token to hear of a topic."""

from __future__ import annotations

import hmac
import re
from base64 import urlsafe_b64encode
from datetime import datetime, timedelta

CHANNEL = "ihanoi_live"
LIFE = timedelta(minutes=10)  # then the page asks for another, and gets it while its session lives
_TOPIC = re.compile(r"[a-z]+:[0-9]+")


def case_topic(case_id: int) -> str:
    """The topic on which changes of one case are told."""
    return f"case:{case_id}"


def account_topic(account_id: int) -> str:
    """The topic on which new notices of one account are told."""
    return f"account:{account_id}"


def token(topic: str, secret: str, now: datetime) -> str:
    """A token that lets its bearer hear of the topic for `LIFE`."""
    if not _TOPIC.fullmatch(topic):
        raise ValueError(f"not a topic: {topic}")
    text = f"{topic}.{int((now + LIFE).timestamp())}"
    return f"{text}.{_signature(text, secret)}"


def read(signed: str, secret: str) -> tuple[str, int] | None:
    """Topic and end (seconds since 1970) of a token that is genuine, valid or not; else None."""
    text, _, signature = signed.rpartition(".")
    if not hmac.compare_digest(signature.encode(), _signature(text, secret).encode()):
        return None
    topic, _, until = text.partition(".")
    return topic, int(until)


def _signature(text: str, secret: str) -> str:
    return urlsafe_b64encode(hmac.digest(secret.encode(), text.encode(), "sha256")).decode().rstrip("=")
