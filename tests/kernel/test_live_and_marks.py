"""Tokens of the live channel, and marks between the pages of a list: broken ones are nothing, never an error."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ihanoi.kernel import live
from ihanoi.kernel.mark import MOST, Mark

NOW = datetime(2026, 11, 16, 1, 0, tzinfo=UTC)
SECRET = "only for this test"


def test_a_token_opens_its_topic_for_its_time() -> None:
    token = live.token(live.case_topic(7), SECRET, NOW)
    assert live.read(token, SECRET) == ("case:7", (NOW + live.LIFE).timestamp())


@pytest.mark.parametrize(
    "change", [lambda t: t.replace("7", "8", 1), lambda t: t[:-1], lambda t: "", lambda t: "é" + t]
)
def test_a_changed_token_opens_nothing(change: Callable[[str], str]) -> None:
    token = live.token(live.account_topic(7), SECRET, NOW)
    assert live.read(change(token), SECRET) is None
    assert live.read(token, "another") is None


def test_only_topics_get_tokens() -> None:
    with pytest.raises(ValueError, match="not a topic"):
        live.token("case:1 or account:2", SECRET, NOW)


@given(st.one_of(st.none(), st.integers(0, MOST), st.datetimes(timezones=st.just(UTC))), st.integers(0, MOST))
def test_a_mark_comes_back(value: datetime | int | None, last: int) -> None:
    mark = Mark(value, last)
    assert Mark.decode(mark.encode(), datetime, int, type(None)) == mark


@given(st.text(max_size=60))
def test_any_text_is_a_mark_or_nothing(text: str) -> None:
    found = Mark.decode(text, datetime, int)
    assert found is None or 0 <= found.id <= MOST


@pytest.mark.parametrize(
    "plain", ["2026-11-16T08:00:00|5", "|-1", f"1|{MOST + 1}", "x|1", "1", "2026-99-99T|1"]
)
def test_a_broken_mark_is_the_beginning(plain: str) -> None:
    assert Mark.decode(urlsafe_b64encode(plain.encode()).decode(), datetime, int) is None


def test_a_mark_of_another_list_is_the_beginning() -> None:
    assert Mark.decode(Mark(5, 1).encode(), datetime) is None
