"""Settings that would let anybody in: with one of them no program of a city starts. Without Django, as `live` is."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from typing import Any, Final

from ihanoi.vault.rules import read_ring

SHORTEST_SECRET: Final = 50  # characters, as Django's own deployment check asks


def refuse(given: Any) -> None:
    """End this program before it serves anybody, with one message that names all that is open; the demo may stand open.

    `given`: the settings. Exits with EX_CONFIG (78), after which systemd does not try again.
    """
    wrong = [] if given.DEMO else list(open_doors(given))
    if wrong:
        lines = "".join(f"\n- {sentence}" for sentence in wrong)
        sys.stderr.write(
            f"iHanoi does not start with unsafe settings:{lines}\nAsk again with: ihanoi check\n"
        )
        sys.exit(os.EX_CONFIG)


def open_doors(given: Any) -> Iterator[str]:
    """One sentence each, for the engineer who must mend it."""
    if given.DEBUG:
        yield "IHANOI_DEBUG is on: errors would show the inside of the program to everybody."
    if not given.TLS:
        yield "IHANOI_TLS is off: cookies would travel in the clear."
    if not given.LIMITED:
        yield "IHANOI_LIMITS is off: anybody may try and send as often as they like."
    if "*" in given.ALLOWED_HOSTS:
        yield "IHANOI_HOSTS is *: anybody could have letters point to their own host."
    yield from _weak_secrets(given)


def _weak_secrets(given: Any) -> Iterator[str]:
    if given.SECRET_KEY == given.DEMO_SECRET_KEY or len(given.SECRET_KEY) < SHORTEST_SECRET:
        yield (
            f"IHANOI_SECRET_KEY is blank, the demo's or shorter than {SHORTEST_SECRET} characters:"
            " sessions could be forged."
        )
    if len(given.LIVE_SECRET) < SHORTEST_SECRET:
        yield (
            f"IHANOI_LIVE_SECRET is blank or shorter than {SHORTEST_SECRET} characters:"
            " the right to listen could be forged."
        )
    if fault := _fault_of_keys(given):
        yield f"IHANOI_KEYS and IHANOI_INDEX_KEY {fault}"
    if given.SMS_TOKEN in {"", given.DEMO_SMS_TOKEN}:
        yield "IHANOI_SMS_TOKEN is blank or the demo's: anybody could send text messages in the city's name."
    if given.OIDC_ISSUER and given.OIDC_CLIENT_SECRET in {"", given.DEMO_OIDC_SECRET}:
        yield "IHANOI_OIDC_CLIENT_SECRET is blank or the demo's: anybody could ask the provider in the city's name."


def _fault_of_keys(given: Any) -> str:
    """What is wrong with them, as the end of a sentence; blank where nothing is."""
    if not given.NAMED_KEYS:
        return "are not both set: personal numbers would be sealed with the demo's keys."
    try:
        read_ring(given.KEYS, given.INDEX_KEY)
    except ValueError as error:
        return f"do not work: {error}."
    return ""
