"""What is sealed opens with its key at its place and nowhere else; what is looked for is found without being read."""

from __future__ import annotations

import base64
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ihanoi.vault.rules import KeyRing, Unsealable, read_ring

OLD, NEW, INDEX = (bytes([n]) * 32 for n in range(3))
RING = KeyRing({"new": NEW, "old": OLD}, INDEX)
PLACE = "people_account.phone"


@given(st.text(), st.text())
def test_what_is_sealed_opens(text: str, place: str) -> None:
    assert RING.open(RING.seal(text, place), place) == text


@given(st.text(min_size=4))
def test_nothing_of_it_can_be_read_or_compared(text: str) -> None:
    sealed = RING.seal(text, PLACE)
    assert text.encode() not in sealed
    assert RING.seal(text, PLACE) != sealed


def test_it_opens_at_its_own_place_alone() -> None:
    with pytest.raises(Unsealable, match="belongs elsewhere"):
        RING.open(RING.seal("0912345678", PLACE), "people_account.email")


@given(st.integers(min_value=0), st.integers(min_value=1, max_value=255))
def test_a_changed_byte_is_noticed(where: int, change: int) -> None:
    sealed = bytearray(RING.seal("0912345678", PLACE))
    sealed[where % len(sealed)] ^= change
    with pytest.raises(Unsealable):
        RING.open(bytes(sealed), PLACE)


@given(st.binary(), st.text())
def test_bytes_open_at_their_own_place_alone(data: bytes, place: str) -> None:
    sealed = RING.seal_bytes(data, place)
    assert RING.open_bytes(sealed, place) == data
    with pytest.raises(Unsealable):
        RING.open_bytes(sealed, f"{place}/")
    with pytest.raises(Unsealable):
        RING.open_bytes(sealed[:-1], place)


def test_an_older_key_still_opens_and_is_told_apart() -> None:
    before = KeyRing({"old": OLD}, INDEX).seal("0912345678", PLACE)
    assert RING.open(before, PLACE) == "0912345678"
    assert not RING.is_current(before)
    assert RING.is_current(RING.seal("0912345678", PLACE))


def test_a_key_that_is_gone_is_named() -> None:
    sealed = KeyRing({"lost": bytes(32)}, INDEX).seal("0912345678", PLACE)
    with pytest.raises(Unsealable, match="lost"):
        RING.open(sealed, PLACE)


@pytest.mark.parametrize("sealed", [b"", b"\x01", b"\x02abc", b"plain text"])
def test_what_was_never_sealed_does_not_open(sealed: bytes) -> None:
    with pytest.raises(Unsealable):
        RING.open(sealed, PLACE)


@given(st.text(), st.text())
def test_digests_are_equal_for_equal_texts_only(a: str, b: str) -> None:
    assert (RING.digest(a, PLACE) == RING.digest(b, PLACE)) == (a == b)
    assert RING.digest(a, PLACE) != RING.digest(a, "elsewhere")
    assert RING.digest(a, PLACE) == KeyRing({"other": OLD}, INDEX).digest(a, PLACE)


def test_a_ring_is_read_from_settings() -> None:
    first, second, index = (base64.b64encode(os.urandom(32)).decode() for _ in range(3))
    ring = read_ring(f"2026b:{first}, 2026a:{second}", index)
    assert (ring.current, list(ring.keys)) == ("2026b", ["2026b", "2026a"])


@pytest.mark.parametrize(
    ("keys", "index"),
    [
        ("", "A" * 44),
        ("a:" + base64.b64encode(bytes(16)).decode(), base64.b64encode(bytes(32)).decode()),
        (f"a:{base64.b64encode(bytes(32)).decode()}", "short"),
        (",".join([f"a:{base64.b64encode(bytes(32)).decode()}"] * 2), base64.b64encode(bytes(32)).decode()),
        (f":{base64.b64encode(bytes(32)).decode()}", base64.b64encode(bytes(32)).decode()),
    ],
)
def test_a_wrong_ring_is_refused(keys: str, index: str) -> None:
    with pytest.raises(ValueError):
        read_ring(keys, index)
