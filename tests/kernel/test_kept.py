"""What a process keeps follows the rows: looked at once a second, built again only when their stamp has changed."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from ihanoi.kernel import kept
from ihanoi.kernel.kept import LOOK_AGAIN_S, Kept


class Rows:
    """Rows with their stamp; `looks` and `builds` count who asked."""

    def __init__(self) -> None:
        self.stamp, self.looks, self.builds = 1, 0, 0

    def look(self) -> int:
        self.looks += 1
        return self.stamp

    def build(self, stamp: int) -> str:
        self.builds += 1
        return f"value {stamp}"


@pytest.fixture
def rows() -> Rows:
    return Rows()


@pytest.fixture
def wait(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Let seconds pass."""
    now = [100.0]
    monkeypatch.setattr(kept.time, "monotonic", lambda: now[0])

    def passed(seconds: float) -> None:
        now[0] += seconds

    return passed


def test_it_is_built_once_and_trusted_for_a_second(rows: Rows, wait: Callable[[float], None]) -> None:
    value = Kept(rows.look, rows.build)
    assert [value.get(), value.get()] == ["value 1", "value 1"]
    wait(LOOK_AGAIN_S / 2)
    value.get()
    assert (rows.looks, rows.builds) == (1, 1)


def test_after_a_second_the_stamp_is_looked_at_and_an_unchanged_value_stays(
    rows: Rows, wait: Callable[[float], None]
) -> None:
    value = Kept(rows.look, rows.build)
    first = value.get()
    wait(LOOK_AGAIN_S)
    assert value.get() is first
    assert (rows.looks, rows.builds) == (2, 1)


def test_a_change_elsewhere_is_seen_within_a_second(rows: Rows, wait: Callable[[float], None]) -> None:
    value = Kept(rows.look, rows.build)
    value.get()
    rows.stamp = 2
    assert value.get() == "value 1"
    wait(LOOK_AGAIN_S)
    assert value.get() == "value 2"


def test_a_change_made_here_is_seen_at_once(rows: Rows, wait: Callable[[float], None]) -> None:
    value = Kept(rows.look, rows.build)
    value.get()
    rows.stamp = 2
    value.forget()
    assert value.get() == "value 2"


def test_a_change_between_stamp_and_rows_is_noticed_by_the_next_look(
    rows: Rows, wait: Callable[[float], None]
) -> None:
    def build_while_others_write(stamp: int) -> str:
        rows.stamp = 2
        return rows.build(stamp)

    value = Kept(rows.look, build_while_others_write)
    assert value.get() == "value 1"
    wait(LOOK_AGAIN_S)
    assert value.get() == "value 2"


def test_a_build_that_fails_leaves_what_was_kept(rows: Rows, wait: Callable[[float], None]) -> None:
    def build(stamp: int) -> str:
        if stamp == 2:
            raise LookupError("the database is away")
        return rows.build(stamp)

    value = Kept(rows.look, build)
    value.get()
    rows.stamp = 2
    wait(LOOK_AGAIN_S)
    with pytest.raises(LookupError):
        value.get()
    rows.stamp = 1
    assert value.get() == "value 1"
    assert rows.builds == 1


def test_threads_that_ask_at_once_share_one_look(rows: Rows) -> None:
    inside, go_on = threading.Event(), threading.Event()

    def slow(stamp: int) -> str:
        inside.set()
        go_on.wait(5)
        return rows.build(stamp)

    value = Kept(rows.look, slow)
    found: list[str] = []
    askers = [threading.Thread(target=lambda: found.append(value.get())) for _ in range(4)]
    for asker in askers:
        asker.start()
    assert inside.wait(5)
    go_on.set()
    for asker in askers:
        asker.join(5)
    assert found == ["value 1"] * 4
    assert (rows.looks, rows.builds) == (1, 1)
