"""An interrupted telling goes on where it stopped and ends the same."""

from __future__ import annotations

import pytest

from ihanoi.cases.models import Case
from ihanoi.demo import actions, queries
from ihanoi.demo.actions import life
from ihanoi.demo.models import Stage
from tests.conftest import MONDAY
from tests.demo.conftest import SIZE, silent


class Interrupted(Exception):
    """Ctrl-C in the middle."""


def test_it_goes_on(founded: None, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    tell, calls = life._Teller.tell, []

    def stop_after_three(self: life._Teller, steps: list[object]) -> None:
        if len(calls) == 3:
            raise Interrupted
        calls.append(len(steps))
        tell(self, steps)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(life._Teller, "tell", stop_after_three)
        with pytest.raises(Interrupted):
            actions.build_life(progress=silent, now=MONDAY, size=SIZE, threads=0)
    assert not queries.is_built()
    stage = Stage.objects.get(name=queries.LIFE)
    assert stage.done == sum(calls)
    before = Case.objects.count()
    made = actions.build_life(progress=silent, size=SIZE, threads=0)
    assert queries.is_built()
    assert Case.objects.count() == before + made["submit"]
