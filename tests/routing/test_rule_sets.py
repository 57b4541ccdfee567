"""The operator's rules of competence: drafts, what is refused, replays, switching on and back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from ihanoi.journal import queries as journal
from ihanoi.kernel import clock
from ihanoi.kernel.actor import SYSTEM, Actor, Seat
from ihanoi.kernel.denials import Denied, Invalid, NotFound
from ihanoi.people import queries as people
from ihanoi.people.words import Role
from ihanoi.places import queries as places
from ihanoi.routing import actions, queries
from ihanoi.routing.actions import replays
from ihanoi.routing.models import Competence, RuleSet
from ihanoi.routing.queries.rules import rules_of
from ihanoi.routing.words import SUBJECT, RuleInput, Standing
from tests.conftest import City

LAMPS = "Bóng đèn đường trước ngõ cháy đã ba hôm, đèn chiếu sáng công cộng không sáng."
BEGIN = date(2026, 11, 1)


@pytest.fixture(autouse=True)
def _fresh(city: City) -> Iterator[None]:
    queries.forget()
    yield
    queries.forget()


@pytest.fixture
def operator(city: City) -> Actor:
    return Actor(city.overseer.account_id, "Quản Trị", (Seat(Role.OPERATOR, city.root),))


def lamps() -> int:
    node = queries.field_by_code("chieu-sang")
    assert node is not None
    return node.id


def agency(code: str) -> int:
    node = people.agency_by_code(code)
    assert node is not None
    return node.id


def draft(operator: Actor) -> int:
    return int(actions.begin_draft(actor=operator, note="Đèn về Sở Xây dựng").pk)


def rule_of(set_id: int, field_id: int) -> Competence:
    return Competence.objects.get(rules=set_id, field=field_id)


def given(**more: Any) -> RuleInput:
    return replace(RuleInput(lamps(), BEGIN, agency("so-xay-dung")), **more)


def lamps_to_the_department(operator: Actor, set_id: int) -> None:
    """What a city does: end the rule that holds and let another follow."""
    old = rule_of(set_id, lamps())
    ends = replace(
        given(), agency_id=None, cooperating=tuple(old.cooperating), valid_from=old.valid_from,
        valid_to=BEGIN - timedelta(days=1),
    )  # fmt: skip
    actions.save_rule(actor=operator, set_id=set_id, given=ends, rule_id=old.pk)
    actions.save_rule(actor=operator, set_id=set_id, given=given())


def replayed(operator: Actor, set_id: int, *reports: queries.Past) -> Any:
    begun = actions.begin_replay(actor=operator, set_id=set_id, since=clock.now(), total=len(reports))
    return actions.run_replay(actor=SYSTEM, replay_id=begun.pk, reports=reports)


def past(number: int = 7) -> queries.Past:
    unit = next(u for u in places.units() if u.name == "Phường Cửa Nam")
    return queries.Past(number, LAMPS, None, None, lamps(), unit.id)


def where(text: str = LAMPS) -> int | None:
    return queries.Trial([None]).route(text, None, None, None, past().unit_id)[0].agency_id


def test_the_shipped_rules_are_sound_and_installed_once(operator: Actor) -> None:
    first = queries.in_force()
    assert first is not None
    assert queries.flaws(first) == []
    actions.install_fields(actor=SYSTEM)
    assert queries.in_force() == first
    assert RuleSet.objects.count() == 1


def test_legal_successors_stand_as_dated_rows(operator: Actor) -> None:
    field = queries.field_by_code("den-tin-hieu")
    assert field is not None
    rows = Competence.objects.filter(rules=queries.in_force(), field=field.id).order_by("valid_from")
    assert [(row.agency.code, row.valid_to) for row in rows if row.agency] == [
        ("so-giao-thong-van-tai", date(2025, 2, 28)),
        ("so-xay-dung", None),
    ]


def test_an_agency_that_is_gone_works_through_its_successor(operator: Actor) -> None:
    set_id = draft(operator)
    old = rule_of(set_id, lamps())
    gone = replace(given(agency_id=agency("so-giao-thong-van-tai")), valid_from=old.valid_from)
    actions.save_rule(actor=operator, set_id=set_id, given=gone, rule_id=old.pk)
    assert queries.flaws(set_id) == []
    assert queries.Trial([set_id]).again(past())[0].agency_id == agency("so-xay-dung")


def test_a_new_release_leaves_the_citys_own_rules_alone(operator: Actor) -> None:
    set_id = draft(operator)
    lamps_to_the_department(operator, set_id)
    replayed(operator, set_id)
    actions.switch_on(actor=operator, set_id=set_id)
    before = list(Competence.objects.filter(rules=set_id).values())
    actions.install_fields(actor=SYSTEM)
    assert queries.in_force() == set_id
    assert list(Competence.objects.filter(rules=set_id).values()) == before


def test_rules_that_overlap_are_refused_in_a_sentence(operator: Actor) -> None:
    set_id = draft(operator)
    with pytest.raises(Invalid) as refused:
        actions.save_rule(actor=operator, set_id=set_id, given=given())
    assert "từ ngày 01/11/2026 có hai quy tắc cùng hiệu lực" in str(refused.value.errors["valid_from"])
    assert Competence.objects.filter(rules=set_id, field=lamps()).count() == 1


def test_rules_of_different_reach_do_not_overlap(operator: Actor) -> None:
    set_id = draft(operator)
    actions.save_rule(actor=operator, set_id=set_id, given=given(kind="phường"))
    actions.save_rule(actor=operator, set_id=set_id, given=given(unit_id=past().unit_id, agency_id=None))
    assert queries.flaws(set_id) == []


@pytest.mark.parametrize(
    ("wrong", "at"),
    [
        ({"valid_to": BEGIN - timedelta(days=1)}, "valid_to"),
        ({"kind": "xã", "unit_id": 1}, "kind"),
        ({"kind": "xã", "cooperating": "lead"}, "cooperating"),
        ({"kind": "xã", "valid_from": date(2000, 1, 1)}, "agency_id"),
        ({"field_id": -1}, "field_id"),
    ],
)
def test_what_else_is_refused(operator: Actor, wrong: dict[str, Any], at: str) -> None:
    set_id = draft(operator)
    if wrong.get("cooperating"):
        wrong = wrong | {"cooperating": (agency("so-xay-dung"),)}
    with pytest.raises(Invalid) as refused:
        actions.save_rule(actor=operator, set_id=set_id, given=given(**wrong))
    assert at in refused.value.errors


def test_a_gap_may_stand_in_a_draft_but_is_not_switched_on(operator: Actor) -> None:
    set_id = draft(operator)
    actions.drop_rule(actor=operator, set_id=set_id, rule_id=rule_of(set_id, lamps()).pk)
    assert ["chưa có quy tắc" in flaw for flaw in queries.flaws(set_id)] == [True]
    replayed(operator, set_id)
    with pytest.raises(Denied, match="126 phường, xã bị bỏ trống"):
        actions.switch_on(actor=operator, set_id=set_id)
    assert queries.in_force() != set_id


def test_a_replay_shows_what_would_change(operator: Actor, city: City) -> None:
    set_id = draft(operator)
    lamps_to_the_department(operator, set_id)
    elsewhere = queries.Past(8, "Đống rác bốc mùi", None, None, None, past().unit_id)
    done = replayed(operator, set_id, past(), elsewhere)
    assert (done.total, done.done, done.changed) == (2, 2, 1)
    shown = queries.last_replay(operator, set_id)
    assert shown is not None
    assert not shown.is_old
    assert [(c.report_id, c.before, c.after) for c in shown.changes] == [
        (7, "UBND phường Cửa Nam", "Sở Xây dựng")
    ]


def test_a_draft_is_tried_as_it_is_before_it_is_switched_on(operator: Actor) -> None:
    set_id = draft(operator)
    with pytest.raises(Denied, match="chạy thử"):
        actions.switch_on(actor=operator, set_id=set_id)
    replayed(operator, set_id)
    with clock.at(clock.now() + timedelta(minutes=1)):
        actions.set_threshold(actor=operator, set_id=set_id, field_id=lamps(), percent=90)
        with pytest.raises(Denied, match="chạy thử"):
            actions.switch_on(actor=operator, set_id=set_id)


def test_switching_on_is_recorded_and_switching_back_is_the_same_act(operator: Actor, city: City) -> None:
    first = queries.in_force()
    assert first is not None
    assert where() == city.ward
    set_id = draft(operator)
    lamps_to_the_department(operator, set_id)
    replayed(operator, set_id, past())
    assert where() == city.ward
    actions.switch_on(actor=operator, set_id=set_id)
    assert where() == agency("so-xay-dung")
    actions.switch_on(actor=operator, set_id=first)
    assert where() == city.ward
    assert [entry.verb for entry in journal.history(SUBJECT, set_id)] == [
        "begin",
        "change",
        "change",
        "switch_on",
    ]
    assert journal.history(SUBJECT, first)[-1].actor_id == operator.account_id
    standings = {row.id: row.standing for row in queries.rule_sets(operator)}
    assert standings == {first: Standing.IN_FORCE, set_id: Standing.FORMER}


def test_what_was_in_force_is_edited_no_more(operator: Actor) -> None:
    first = queries.in_force()
    assert first is not None
    with pytest.raises(Denied, match="bản nháp mới"):
        actions.save_rule(actor=operator, set_id=first, given=given(kind="xã"))


def test_the_threshold_of_a_field_keeps_its_reports_for_a_person(operator: Actor, city: City) -> None:
    set_id = draft(operator)
    actions.set_threshold(actor=operator, set_id=set_id, field_id=lamps(), percent=100)
    lamp, rubbish = (
        queries.Trial([set_id]).again(each)[0]
        for each in (past(), replace(past(), text="Đống rác bốc mùi hôi thối, đổ trộm rác", field_id=None))
    )
    assert (lamp.agency_id, lamp.agencies[0].agency_id) == (None, city.ward)
    assert rubbish.agency_id == city.ward
    for percent in (29, 101):
        with pytest.raises(Invalid):
            actions.set_threshold(actor=operator, set_id=set_id, field_id=lamps(), percent=percent)


def test_a_rule_of_one_ward_and_who_works_along_are_said(operator: Actor) -> None:
    set_id = draft(operator)
    own = given(unit_id=past().unit_id, cooperating=(agency("chieu-sang"),))
    actions.save_rule(actor=operator, set_id=set_id, given=own)
    routed = queries.Trial([set_id]).again(past())[0]
    assert routed.agency_id == agency("so-xay-dung")
    assert any(reason.startswith("Riêng ở phường Cửa Nam") for reason in routed.reasons)
    assert any(reason.startswith("Cơ quan phối hợp: Công ty") for reason in routed.reasons)
    assert routed.agencies[0].along == (agency("chieu-sang"),)


def test_only_the_operator_of_the_city_sees_and_edits(operator: Actor, city: City) -> None:
    set_id = draft(operator)
    of_a_ward = Actor(city.assigner.account_id, "", (Seat(Role.OPERATOR, city.ward),))
    for stranger in (city.assigner, city.dispatcher, city.overseer, city.sender, of_a_ward):
        for act in (
            lambda who: queries.rule_sets(who),
            lambda who: queries.rules_by_field(who, set_id),
            lambda who: actions.begin_draft(actor=who, note="x"),
            lambda who: actions.save_rule(actor=who, set_id=set_id, given=given(kind="xã")),
            lambda who: actions.switch_on(actor=who, set_id=set_id),
            lambda who: actions.drop_draft(actor=who, set_id=set_id),
            lambda who: actions.begin_replay(actor=who, set_id=set_id, since=clock.now(), total=0),
        ):
            with pytest.raises(NotFound):
                act(stranger)


def test_one_draft_at_a_time_and_it_can_be_dropped(operator: Actor) -> None:
    set_id = draft(operator)
    with pytest.raises(Denied, match="bản nháp khác"):
        draft(operator)
    replayed(operator, set_id, past())
    actions.drop_draft(actor=operator, set_id=set_id)
    assert draft(operator) != set_id
    assert [entry.verb for entry in journal.history(SUBJECT, set_id)] == ["begin", "drop"]


def test_what_is_not_there_is_not_found(operator: Actor) -> None:
    set_id, nothing = draft(operator), 10**9
    for act in (
        lambda: queries.rule_set(operator, nothing),
        lambda: queries.rule_input(operator, set_id, nothing),
        lambda: actions.drop_rule(actor=operator, set_id=set_id, rule_id=nothing),
        lambda: actions.switch_on(actor=operator, set_id=nothing),
        lambda: actions.drop_draft(actor=operator, set_id=nothing),
    ):
        with pytest.raises(NotFound):
            act()
    actions.drop_draft(actor=operator, set_id=set_id)
    with pytest.raises(NotFound):
        actions.begin_draft(actor=operator, note="Từ một bộ không có", from_id=nothing)
    assert actions.run_replay(actor=SYSTEM, replay_id=nothing, reports=[past()]) is None


def test_a_draft_needs_a_note_and_a_threshold_its_field(operator: Actor) -> None:
    with pytest.raises(Invalid) as refused:
        actions.begin_draft(actor=operator, note="  ")
    assert set(refused.value.errors) == {"note"}
    with pytest.raises(Invalid) as refused:
        actions.set_threshold(actor=operator, set_id=draft(operator), field_id=10**9, percent=80)
    assert set(refused.value.errors) == {"field_id"}


def test_the_set_in_force_is_not_switched_on_again(operator: Actor) -> None:
    with pytest.raises(Denied, match="đang được dùng"):
        actions.switch_on(actor=operator, set_id=queries.in_force() or 0)


def test_a_draft_begins_with_the_thresholds_and_wards_of_the_set_before(operator: Actor) -> None:
    set_id = draft(operator)
    actions.set_threshold(actor=operator, set_id=set_id, field_id=lamps(), percent=80)
    actions.save_rule(actor=operator, set_id=set_id, given=given(unit_id=past().unit_id))
    replayed(operator, set_id)
    actions.switch_on(actor=operator, set_id=set_id)
    [field] = [f for f in queries.rules_by_field(operator, draft(operator)) if f.id == lamps()]
    assert field.percent == 80
    assert "Phường Cửa Nam" in [rule.place for rule in field.rules]


def test_a_long_replay_tells_how_far_it_is_and_shows_the_first_changes(
    operator: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replays, "NOTED_EVERY", 2)
    monkeypatch.setattr(replays, "SHOWN_AT_MOST", 1)
    set_id = draft(operator)
    lamps_to_the_department(operator, set_id)
    seen: list[int] = []

    def reports() -> Iterator[queries.Past]:
        for number in range(4):
            row = queries.last_replay(operator, set_id)
            seen.append(row.percent if row else -1)
            yield past(number)

    begun = actions.begin_replay(actor=operator, set_id=set_id, since=clock.now(), total=4)
    done = actions.run_replay(actor=SYSTEM, replay_id=begun.pk, reports=reports())
    assert seen == [0, 0, 50, 50]
    assert done and (done.changed, len(done.changes)) == (4, 1)


def test_without_a_set_in_force_nobody_has_said_anything() -> None:
    assert rules_of(None).of(lamps(), None, "", BEGIN) is None
