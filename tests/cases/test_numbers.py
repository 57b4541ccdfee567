"""Limits, reasons and warnings are dated rows: set from a day on, never backwards, taken back while planned."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from ihanoi.cases import actions, queries
from ihanoi.cases.models import Case, CaseClock, ClockLimit, Reason, WarningStep
from ihanoi.cases.words import Kind, ReasonList, ReceptionRefusal
from ihanoi.journal.models import Event
from ihanoi.kernel import clock
from ihanoi.kernel.actor import SYSTEM, Actor
from ihanoi.kernel.denials import Denied, Invalid
from ihanoi.people import actions as people_actions
from ihanoi.people import queries as people
from ihanoi.people.words import Role
from tests.conftest import MONDAY, City

Submit = Callable[..., Case]
TODAY = date(2026, 11, 16)
TOMORROW = TODAY + timedelta(1)
LONG_AGO = date(2020, 1, 1)


@pytest.fixture(autouse=True)
def nothing_kept_of_numbers() -> Iterator[None]:
    """Rows that the last test rolled back are not what this one sees."""
    forget()
    yield
    forget()


def forget() -> None:
    queries.forget_limits()
    queries.forget_reasons()
    queries.forget_ladder()


@pytest.fixture
def operator(city: City) -> Actor:
    new = people_actions.NewAccount("quan-tri@example.org", "Quản trị")
    account = people_actions.create_account(actor=SYSTEM, new=new)
    people_actions.grant(
        actor=SYSTEM, account_id=account.pk, agency_id=city.root, role=Role.OPERATOR, valid_from=LONG_AGO
    )
    return people.actor_for(account)


def refused(act: Callable[..., object], **given: Any) -> str:
    """The first sentence of the denial."""
    with pytest.raises(Denied) as caught:
        act(**given)
    errors = caught.value.errors if isinstance(caught.value, Invalid) else {}
    return str(next(iter(errors.values()), caught.value.reason))


def normal(**given: Any) -> dict[str, Any]:
    base = {"kind": "field", "clock": "handling", "priority": "normal", "amount": 5, "unit": "working_days"}
    return base | {"valid_from": TOMORROW} | given


# Limits.


def test_a_limit_holds_from_its_day_on(city: City, operator: Actor) -> None:
    actions.set_limit(actor=operator, **normal())
    assert queries.limit("field", "handling", "normal", MONDAY).amount == 7
    assert queries.limit("field", "handling", "normal", MONDAY + timedelta(1)).amount == 5
    assert ClockLimit.objects.filter(kind="field", clock="handling", priority="normal").count() == 2


def test_a_running_clock_keeps_its_due_time_when_a_limit_changes(
    city: City, operator: Actor, submitted: Submit
) -> None:
    case = submitted()
    actions.receive(actor=city.assigner, case_id=case.pk, priority="normal")
    before = list(CaseClock.objects.filter(case=case).values_list("due_at", flat=True))
    actions.set_limit(actor=operator, **normal(valid_from=TODAY))
    assert list(CaseClock.objects.filter(case=case).values_list("due_at", flat=True)) == before


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"valid_from": TODAY - timedelta(1)}, "hôm nay trở đi"),
        ({"amount": 0}, "1 đến 400"),
        ({"amount": 401}, "1 đến 400"),
        ({"unit": "weeks"}, "danh sách"),
        ({"clock": "forwarding"}, "không có thời hạn này"),
        ({"priority": "soon"}, "không có thời hạn này"),
    ],
)
def test_a_limit_that_cannot_be(city: City, operator: Actor, given: dict[str, Any], why: str) -> None:
    assert why in refused(actions.set_limit, actor=operator, **normal(**given))


def test_only_the_operator_sets_numbers(city: City) -> None:
    assert "quản trị" in refused(actions.set_limit, actor=city.overseer, **normal())
    assert "quản trị" in refused(actions.end_warning, actor=city.overseer, percent=50, valid_from=TOMORROW)


def test_a_limit_in_force_is_not_rewritten_and_a_planned_one_can_be_dropped(
    city: City, operator: Actor
) -> None:
    actions.set_limit(actor=operator, **normal(valid_from=TODAY))
    assert "có hiệu lực từ hôm nay" in refused(actions.set_limit, actor=operator, **normal(valid_from=TODAY))
    actions.set_limit(actor=operator, **normal(amount=6))
    assert "định trước" in refused(actions.set_limit, actor=operator, **normal(amount=4))
    which = {"kind": "field", "clock": "handling", "priority": "normal"}
    actions.drop_limit(actor=operator, **which, valid_from=TOMORROW)
    assert queries.limit("field", "handling", "normal", MONDAY + timedelta(1)).amount == 5
    assert "Không có thay đổi" in refused(actions.drop_limit, actor=operator, **which, valid_from=TODAY)


def test_what_the_city_has_set_outlives_another_installation(city: City, operator: Actor) -> None:
    actions.set_limit(actor=operator, **normal())
    counts = [model.objects.count() for model in (ClockLimit, Reason, WarningStep)]
    actions.install_numbers(actor=SYSTEM)
    assert [model.objects.count() for model in (ClockLimit, Reason, WarningStep)] == counts


# Reasons.


def codes(list_name: str, kind: str = "", day: date | None = None) -> set[str]:
    return {row.code for row in queries.reasons(list_name, kind, day)}


def test_the_lists_begin_with_what_the_code_knows(city: City) -> None:
    assert codes(ReasonList.RECEPTION, Kind.FIELD) == {*ReceptionRefusal.values, "land"}
    assert codes(ReasonList.RECEPTION, Kind.PROCEDURE) == {*ReceptionRefusal.values, "land", "form"}


def test_a_reason_is_added_and_can_be_given(city: City, operator: Actor, submitted: Submit) -> None:
    row = actions.add_reason(
        actor=operator, list_name="reception", label="Đã có dự án cải tạo", advice="Xem kế hoạch của phường.",
        valid_from=TODAY, kinds=["field"],
    )  # fmt: skip
    assert row.code == "own-8"
    assert row.code not in codes(ReasonList.RECEPTION, Kind.APP)
    case = actions.refuse_reception(
        actor=city.assigner, case_id=submitted().pk, reason=row.code, text="Sẽ làm trong quý I."
    )
    assert case.refusal == "own-8"
    assert queries.refusal_label("own-8") == "Đã có dự án cải tạo"


def test_a_retired_reason_is_not_given_but_stays_readable(
    city: City, operator: Actor, submitted: Submit
) -> None:
    actions.retire_reason(actor=operator, list_name="reception", code="media", valid_from=TODAY)
    assert "danh sách" in refused(
        actions.refuse_reception, actor=city.assigner, case_id=submitted().pk, reason="media", text="Ảnh cũ."
    )
    assert queries.refusal_label("media") == "Ảnh lấy lại hoặc đã chỉnh sửa"
    actions.change_reason(
        actor=operator, list_name="reception", code="media", label="Ảnh không phải của việc này",
        valid_from=TODAY,
    )  # fmt: skip
    assert "media" in codes(ReasonList.RECEPTION)
    assert queries.refusal_label("media") == "Ảnh không phải của việc này"


def test_another_label_holds_from_its_day_and_the_old_one_for_the_days_before(
    city: City, operator: Actor
) -> None:
    actions.change_reason(
        actor=operator, list_name="rating", code="late", label="Chậm so với hạn", valid_from=TOMORROW
    )
    assert queries.reason_label("rating", "late", TODAY) == "Quá chậm"
    assert queries.reason_label("rating", "late", TOMORROW) == "Chậm so với hạn"
    assert queries.reason_label("rating", "late", LONG_AGO) == "Quá chậm"
    assert queries.reason_label("rating", "never", TODAY) == ""


def test_a_planned_change_blocks_another_and_can_be_taken_back(city: City, operator: Actor) -> None:
    which = {"actor": operator, "list_name": "rating", "code": "late"}
    actions.change_reason(**which, label="Chậm so với hạn", valid_from=TOMORROW)
    assert "định trước" in refused(actions.retire_reason, **which, valid_from=TOMORROW + timedelta(1))
    actions.keep_reason(**which)
    assert queries.reason_label("rating", "late", TOMORROW) == "Quá chậm"
    actions.retire_reason(**which, valid_from=TOMORROW)
    assert "định trước" in refused(
        actions.change_reason, **which, label="Chậm", valid_from=TODAY + timedelta(9)
    )
    actions.keep_reason(**which)
    assert "late" in codes(ReasonList.RATING, day=TOMORROW)
    assert "Không có thay đổi" in refused(actions.keep_reason, **which)


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"label": "  "}, "Cần điền"),
        ({"list_name": "other"}, "danh sách"),
        ({"kinds": ["field"]}, "phân theo loại"),
        ({"kinds": ["none"]}, "danh sách"),
        ({"valid_from": TODAY - timedelta(1)}, "hôm nay trở đi"),
    ],
)
def test_a_reason_that_cannot_be(city: City, operator: Actor, given: dict[str, Any], why: str) -> None:
    base = {"list_name": "rating", "label": "Thái độ", "valid_from": TODAY}
    assert why in refused(actions.add_reason, actor=operator, **(base | given))


def test_a_list_never_becomes_empty_and_what_was_retired_is_not_retired_again(
    city: City, operator: Actor
) -> None:
    for code in sorted(codes(ReasonList.RATING))[:-1]:
        actions.retire_reason(actor=operator, list_name="rating", code=code, valid_from=TODAY)
    last = codes(ReasonList.RATING).pop()
    assert "ít nhất một" in refused(
        actions.retire_reason, actor=operator, list_name="rating", code=last, valid_from=TOMORROW
    )
    assert "không còn được dùng" in refused(
        actions.retire_reason, actor=operator, list_name="rating", code="late", valid_from=TOMORROW
    )
    assert "danh sách" in refused(
        actions.retire_reason, actor=operator, list_name="rating", code="none", valid_from=TOMORROW
    )


def test_a_reason_of_today_ends_tomorrow_at_the_earliest(city: City, operator: Actor) -> None:
    row = actions.add_reason(actor=operator, list_name="rating", label="Thái độ", valid_from=TODAY)
    which = {"actor": operator, "list_name": "rating", "code": row.code}
    assert "từ ngày mai" in refused(actions.retire_reason, **which, valid_from=TODAY)
    assert actions.retire_reason(**which, valid_from=TOMORROW).valid_to == TODAY


# Warnings.


def looked_at(case: Case) -> Any:
    return CaseClock.objects.get(case=case, stopped_at=None).warn_at


def test_a_rung_of_today_moves_the_next_look_of_running_clocks(
    city: City, operator: Actor, submitted: Submit
) -> None:
    case = submitted()
    assert looked_at(case) == MONDAY + timedelta(hours=4)
    actions.set_warning(actor=operator, percent=25, parties=["turn"], valid_from=TODAY)
    assert looked_at(case) == MONDAY + timedelta(hours=2)
    assert looked_at(submitted()) == MONDAY + timedelta(hours=2)
    actions.follow_ladder(actor=SYSTEM)
    assert looked_at(case) == MONDAY + timedelta(hours=2)


def test_a_rung_of_tomorrow_is_followed_from_tomorrow(city: City, operator: Actor, submitted: Submit) -> None:
    case = submitted()
    actions.set_warning(actor=operator, percent=90, parties=["turn", "overseer"], valid_from=TOMORROW)
    assert [rung.percent for rung in queries.ladder()] == [50, 75, 100, 150]
    with clock.at(MONDAY + timedelta(hours=7)):
        actions.warn(actor=SYSTEM)
        assert CaseClock.objects.get(case=case).warned == 50
    with clock.at(MONDAY + timedelta(days=1) - timedelta(hours=7)):
        actions.warn(actor=SYSTEM)
        actions.follow_ladder(actor=SYSTEM)
    assert [rung.percent for rung in queries.ladder(TOMORROW)] == [50, 75, 90, 100, 150]


def test_without_any_rung_a_clock_is_still_late_at_its_due_time(
    city: City, operator: Actor, submitted: Submit
) -> None:
    case = submitted()
    for percent in (50, 75, 100, 150):
        actions.end_warning(actor=operator, percent=percent, valid_from=TODAY)
    assert looked_at(case) == MONDAY + timedelta(hours=9, minutes=30)
    with clock.at(MONDAY + timedelta(days=2)):
        actions.warn(actor=SYSTEM)
        row = CaseClock.objects.get(case=case)
    assert (row.late, row.warn_at, row.warned) == (True, None, 100)
    assert "không còn được dùng" in refused(
        actions.end_warning, actor=operator, percent=50, valid_from=TOMORROW
    )


def test_a_daily_rung_comes_again_until_a_higher_one(city: City, operator: Actor, submitted: Submit) -> None:
    case = submitted()
    actions.end_warning(actor=operator, percent=100, valid_from=TODAY)
    actions.set_warning(actor=operator, percent=100, parties=["turn"], daily=True, valid_from=TODAY)
    with clock.at(MONDAY + timedelta(days=1)):
        actions.warn(actor=SYSTEM)
    assert looked_at(case) == MONDAY + timedelta(
        days=1, hours=4
    )  # 150 % comes before the end of the next day


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"percent": 0}, "phần trăm"),
        ({"percent": 1001}, "phần trăm"),
        ({"parties": []}, "ít nhất một"),
        ({"parties": ["press"]}, "ít nhất một"),
    ],
)
def test_a_rung_that_cannot_be(city: City, operator: Actor, given: dict[str, Any], why: str) -> None:
    base = {"percent": 60, "parties": ["turn"], "valid_from": TOMORROW}
    assert why in refused(actions.set_warning, actor=operator, **(base | given))


def test_a_planned_rung_can_be_taken_back(city: City, operator: Actor) -> None:
    actions.set_warning(actor=operator, percent=60, parties=["turn"], valid_from=TOMORROW)
    actions.keep_warning(actor=operator, percent=60)
    assert [rung.percent for rung in queries.ladder(TOMORROW)] == [50, 75, 100, 150]
    assert "Không có thay đổi" in refused(actions.keep_warning, actor=operator, percent=60)


def test_a_look_before_the_first_rung_tells_nobody(city: City, submitted: Callable[..., Case]) -> None:
    case = submitted()
    CaseClock.objects.filter(case=case).update(warn_at=clock.now())
    Event.objects.all().delete()
    actions.warn(actor=SYSTEM)
    row = CaseClock.objects.get(case=case)
    assert row.warned == 0
    assert row.warn_at is not None and row.warn_at > clock.now()
    assert not Event.objects.exists()
