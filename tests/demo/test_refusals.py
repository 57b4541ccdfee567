"""What is refused in the telling of the demo stops nobody else. Lives in the small city, not in the demo's."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from ihanoi.cases.models import Case
from ihanoi.cases.words import State, Verb
from ihanoi.demo.actions import life
from ihanoi.demo.models import Stage
from ihanoi.demo.plan import FOLLOW, NOTE, Step
from tests.conftest import MONDAY, City


def test_after_a_refused_step_only_that_story_ends(city: City, submitted: Any) -> None:
    first, second = submitted(), submitted(city.neighbour)
    stage = Stage.objects.create(name="life", until=MONDAY, kept={"1": first.pk, "2": second.pk, "3": 0})
    people = (city.assigner, city.handler, city.other_assigner)
    teller = life._Teller(stage, {who.account_id or 0: who for who in people}, 0)

    def step(story: int, verb: str, who: Any, **given: Any) -> Step:
        return Step(MONDAY + timedelta(minutes=5), story, verb, who.account_id, given)

    teller.tell(
        [
            step(1, Verb.ACCEPT, city.handler),  # not at this agency
            step(1, Verb.RECEIVE, city.assigner, priority="normal"),
            step(2, FOLLOW, city.other_assigner),
            step(3, FOLLOW, city.other_assigner),  # what cannot be followed any more
            step(2, NOTE, city.other_assigner, text="Không thấy"),
            step(2, Verb.RECEIVE, city.assigner, priority="normal"),
        ]
    )
    assert teller.lost == {1}
    assert set(teller.astray) == {"accept: not found", "note: not found"}
    states = Case.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == [State.SUBMITTED, State.RECEIVED]
