"""Obstacles by stage, with cause and proposed solution, studied and answered (R96, R97)."""

from __future__ import annotations

from typing import Any

import pytest

from ihanoi.accountability import actions, queries
from ihanoi.accountability.models import Export, Obstacle
from ihanoi.accountability.queries import Sought, StageCount
from ihanoi.accountability.words import ObstacleState, Stage, Why
from ihanoi.journal import queries as journal
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import Denied, Invalid, NotFound
from ihanoi.notifications.models import Notice
from tests.accountability.conftest import Late
from tests.accountability.test_letters import refused


def record(late: Late, **given: Any) -> Obstacle:
    right: dict[str, Any] = {
        "agency_id": late.city.ward, "stage": "government", "cause": "Chưa rõ ai quản lý hè phố.",
        "solution": "Ban hành danh mục tuyến phố.", "codes": [late.cases[0].code],
    }  # fmt: skip
    return actions.record_obstacle(actor=late.city.assigner, **(right | given))


def test_recorded_studied_solved(late: Late) -> None:
    city, made = late.city, record(late)
    assert list(made.cases.all()) == [late.cases[0]]
    assert Notice.objects.filter(verb="obstacle_recorded", account=city.overseer.account_id).exists()
    actions.study_obstacle(actor=city.overseer, obstacle_id=made.pk)
    actions.answer_obstacle(actor=city.overseer, obstacle_id=made.pk, solved=True, text="Đã có danh mục.")
    made.refresh_from_db()
    assert (made.state, made.answer) == (ObstacleState.SOLVED, "Đã có danh mục.")
    assert Notice.objects.filter(verb="obstacle_answered", account=city.approver.account_id).count() == 2
    assert [line.verb for line in journal.history("obstacle", made.pk)] == ["record", "study", "solve"]


def test_declined_with_an_answer(late: Late) -> None:
    made = record(late)
    with pytest.raises(Invalid):
        actions.answer_obstacle(actor=late.city.overseer, obstacle_id=made.pk, solved=False, text="")
    actions.answer_obstacle(
        actor=late.city.overseer, obstacle_id=made.pk, solved=False, text="Ngoài thẩm quyền."
    )
    assert Obstacle.objects.get().state == ObstacleState.DECLINED


def test_amended_until_somebody_studies_it(late: Late) -> None:
    made = record(late)
    given: dict[str, Any] = {"stage": "citizen", "cause": "Khó tìm mục.", "solution": "Đổi tên mục."}
    actions.amend_obstacle(actor=late.city.approver, obstacle_id=made.pk, codes=[], **given)
    made.refresh_from_db()
    assert (made.stage, made.cases.count()) == (Stage.CITIZEN, 0)
    with refused(Why.NO_STAGE):
        actions.amend_obstacle(
            actor=late.city.approver, obstacle_id=made.pk, codes=[], **(given | {"stage": "x"})
        )
    actions.study_obstacle(actor=late.city.overseer, obstacle_id=made.pk)
    with refused(Why.NOT_NOW):
        actions.amend_obstacle(actor=late.city.approver, obstacle_id=made.pk, codes=[], **given)


@pytest.mark.parametrize(
    ("given", "at"),
    [({"stage": "moon"}, "stage"), ({"cause": ""}, "cause"), ({"codes": ["HN-2611-999999"]}, "codes")],
)
def test_what_is_wrong_stands_at_its_field(late: Late, given: dict[str, Any], at: str) -> None:
    with pytest.raises(Invalid) as caught:
        record(late, **given)
    assert list(caught.value.errors) == [at]


def test_in_the_name_of_the_own_agency_only(late: Late, inspector: Actor) -> None:
    with refused(Why.NOT_YOURS):
        record(late, agency_id=late.city.other_ward)
    made = record(late)
    with pytest.raises(NotFound):
        queries.obstacle(late.city.other_approver, made.pk)
    with pytest.raises(Denied):
        actions.study_obstacle(actor=inspector, obstacle_id=made.pk)


def test_what_they_add_up_to(late: Late) -> None:
    record(late)
    solved = record(late, stage="business")
    actions.answer_obstacle(actor=late.city.overseer, obstacle_id=solved.pk, solved=True, text="Xong.")
    assert queries.by_stage(late.city.overseer) == [
        StageCount(Stage.CITIZEN, 0, 0), StageCount(Stage.BUSINESS, 1, 1), StageCount(Stage.GOVERNMENT, 1, 0),
    ]  # fmt: skip
    ward, other = late.city.ward, late.city.other_ward
    for wanted, count in (
        (Sought(), 2), (Sought(stage="business"), 1), (Sought(state="new"), 1), (Sought(agency_id=ward), 2),
        (Sought(agency_id=other), 0),
    ):  # fmt: skip
        assert len(queries.obstacles(late.city.overseer, wanted).rows) == count


def test_the_export_is_recorded(late: Late) -> None:
    record(late, cause="=HYPERLINK(1)")
    content = actions.export_obstacles(actor=late.city.overseer, wanted=Sought(), form="csv").decode(
        "utf-8-sig"
    )
    assert "Khâu của chính quyền,'=HYPERLINK(1)," in content
    made = Export.objects.get()
    assert (made.what, made.rows) == ("obstacles", 1)
    assert journal.history("export", made.pk)[0].data["what"] == "obstacles"
    with pytest.raises(NotFound):
        actions.export_obstacles(actor=late.city.assigner, wanted=Sought(), form="csv")
