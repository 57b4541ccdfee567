"""A mark comes back as it was written; everything else is the beginning."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from datetime import UTC, datetime
from types import NoneType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ihanoi.kernel.mark import MOST, Mark

MOMENT = datetime(2026, 11, 16, 1, 2, 3, 456789, tzinfo=UTC)
VALUES = st.one_of(st.none(), st.integers(0, MOST), st.datetimes(timezones=st.just(UTC)))


@given(VALUES, st.integers(0, MOST))
def test_a_mark_is_read_as_it_was_written(value: datetime | int | None, last: int) -> None:
    mark = Mark(value, last)
    assert Mark.decode(mark.encode(), datetime, int, NoneType) == mark


@given(st.text())
def test_any_text_is_a_mark_or_the_beginning(text: str) -> None:
    assert Mark.decode(text, datetime) is None or isinstance(Mark.decode(text, datetime), Mark)


@pytest.mark.parametrize("value", [MOMENT, 7, None])
def test_a_mark_of_another_list_is_the_beginning(value: datetime | int | None) -> None:
    kinds = {datetime, int, NoneType} - {type(value)}
    assert Mark.decode(Mark(value, 1).encode(), *kinds) is None


@pytest.mark.parametrize(
    "plain",
    ["", "|", "x|1", "2026-11-16T01:02:03|1", f"7|{MOST + 1}", "7|-1", "9" * 5000 + "|1", "2026-13-40T0|1"],
)
def test_what_is_broken_is_the_beginning(plain: str) -> None:
    assert Mark.decode(urlsafe_b64encode(plain.encode()).decode(), datetime, int) is None
