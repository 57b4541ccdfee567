"""Due times move only by an extension or by an order to count them anew, which each case tells in its history."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ihanoi.cases import actions, queries
from ihanoi.cases.models import Case, CaseClock, Recomputation, RecomputedClock
from ihanoi.cases.queries import Scope
from ihanoi.cases.queries.recounting import Counter, clock_rows
from ihanoi.cases.rules.recounting import Running, recount
from ihanoi.cases.words import SUBJECT, State, Verb
from ihanoi.cases.words.numbers import Basis
from ihanoi.journal import queries as history
from ihanoi.kernel import clock
from ihanoi.kernel.actor import SYSTEM, Actor
from ihanoi.kernel.clock import HANOI
from ihanoi.kernel.denials import Denied, Invalid
from ihanoi.kernel.worktime import OFFICE_WEEK, Limit, LimitUnit, WorkingTime
from ihanoi.people import actions as people_actions
from ihanoi.people import queries as people
from ihanoi.people.words import Role
from ihanoi.places import actions as places
from tests.cases.stages import bring
from tests.conftest import MONDAY, City

Submit = Callable[..., Case]
Upload = Callable[..., UUID]
TODAY = date(2026, 11, 16)
NOW = datetime(2026, 11, 16, 8, tzinfo=HANOI)


@pytest.fixture(autouse=True)
def nothing_kept_of_numbers() -> Iterator[None]:
    queries.forget_limits()
    yield
    queries.forget_limits()


@pytest.fixture
def operator(city: City) -> Actor:
    new = people_actions.NewAccount("quan-tri@example.org", "Quản Trị Viên")
    account = people_actions.create_account(actor=SYSTEM, new=new)
    people_actions.grant(
        actor=SYSTEM,
        account_id=account.pk,
        agency_id=city.root,
        role=Role.OPERATOR,
        valid_from=date(2020, 1, 1),
    )
    return people.actor_for(account)


def set_normal(operator: Actor, amount: int) -> None:
    actions.set_limit(
        actor=operator, kind="field", clock="handling", priority="normal", amount=amount, unit="working_days",
        valid_from=clock.today(),
    )  # fmt: skip


def handling(case: Case) -> CaseClock:
    return CaseClock.objects.get(case=case, name="handling")


def local(moment: datetime) -> str:
    return f"{moment.astimezone(HANOI):%H:%M %d/%m}"


# The rule.


WORK = WorkingTime.compile(OFFICE_WEEK, {}, date(2026, 1, 1), date(2028, 12, 31))
moments = st.integers(0, 60 * 24 * 270).map(
    lambda n: datetime(2026, 3, 1, tzinfo=HANOI) + timedelta(minutes=n)
)
limits = st.one_of(
    st.builds(Limit, st.integers(1, 40), st.just(LimitUnit.WORKING_DAYS)),
    st.builds(Limit, st.integers(1, 200), st.just(LimitUnit.WORKING_HOURS)),
)


@given(moments, limits, limits, st.integers(0, 30), st.integers(0, 60 * 24 * 40))
def test_counting_anew_makes_nobody_late(
    started: datetime, old: Limit, new: Limit, extended_days: int, minutes: int
) -> None:
    now = started + timedelta(minutes=minutes)
    first = WORK.due(started, old).at
    due = first + timedelta(extended_days)
    found = recount(Running(started, first, due), new, WORK, now)
    assert found is not None
    if due > now:
        assert found.due_at > now  # what lay ahead still does
    else:
        assert found.due_at >= due  # what had passed is only moved later
    assert found.counted - found.first.at <= timedelta(30)  # R63
    if not extended_days:
        assert found.counted == found.first.at


@given(moments, limits, st.integers(0, 60 * 24 * 40))
def test_the_same_numbers_move_nothing(started: datetime, limit: Limit, minutes: int) -> None:
    due = WORK.due(started, limit).at
    found = recount(Running(started, due, due), limit, WORK, started + timedelta(minutes=minutes))
    assert found is not None
    assert found.due_at == due


def test_beyond_the_calendar_nothing_is_counted() -> None:
    running = Running(NOW, NOW + timedelta(1), NOW + timedelta(1))
    assert recount(running, Limit(4000, LimitUnit.WORKING_DAYS), WORK, NOW) is None


# Orders.


def test_an_order_moves_due_times_and_each_case_says_so(
    city: City, operator: Actor, submitted: Submit, upload: Upload
) -> None:
    case = bring(submitted(), State.HANDLING, city, upload)
    assert local(handling(case).due_at) == "17:30 26/11"
    set_normal(operator, 5)
    dry = queries.shifts(Scope(kind="field", clock="handling"))
    assert (dry.total, dry.sooner, dry.first[0].code) == (1, 1, case.code)
    order = actions.order_recount(
        actor=operator, scope=Scope(kind="field", clock="handling"), reason="Hạn mới."
    )
    row = handling(case)
    assert (local(row.due_at), row.amount, row.trace["limit"]["amount"]) == ("17:30 23/11", 5, 5)
    assert (order.total, order.done) == (1, 1)
    assert order.finished_at is not None
    case.refresh_from_db()
    assert case.due_at == row.due_at
    last = history.head(SUBJECT, case.pk)
    assert last is not None
    assert (last.verb, last.actor_name, last.role) == (Verb.RECOMPUTE, "Hệ thống", "system")
    assert last.data["ordered_by"] == "Quản Trị Viên"
    told = queries.case_page(city.assigner, case.code).history[0]
    assert "17:30" in told.title
    assert "Quản Trị Viên ra lệnh" in told.text


def test_an_order_is_undone_by_another_order(
    city: City, operator: Actor, submitted: Submit, upload: Upload
) -> None:
    case = bring(submitted(), State.HANDLING, city, upload)
    before = handling(case)
    set_normal(operator, 5)
    order = actions.order_recount(actor=operator, scope=Scope(clock="handling"), reason="Hạn mới.")
    assert queries.orders()[0].may_undo
    actions.undo_recount(actor=operator, order_id=order.pk, reason="Nhầm.")
    after = handling(case)
    assert (after.due_at, after.amount, after.trace) == (before.due_at, before.amount, before.trace)
    assert not any(each.may_undo for each in queries.orders())
    assert [each.undoes for each in queries.orders()] == [order.pk, None]
    for wrong in (order.pk, order.pk + 1, 0):
        with pytest.raises(Denied, match="đã được trả về"):
            actions.undo_recount(actor=operator, order_id=wrong, reason="Nhầm.")


def test_undoing_leaves_what_has_moved_since(
    city: City, operator: Actor, submitted: Submit, upload: Upload
) -> None:
    case = bring(submitted(), State.HANDLING, city, upload)
    set_normal(operator, 5)
    order = actions.order_recount(actor=operator, scope=Scope(clock="handling"), reason="Hạn mới.")
    day = date(2026, 12, 1)
    actions.ask_extension(
        actor=city.handler, case_id=case.pk, document="NĐ 1", reason="Phải đấu thầu.", new_day=day
    )
    actions.grant_extension(actor=city.approver, case_id=case.pk)
    actions.undo_recount(actor=operator, order_id=order.pk, reason="Nhầm.")
    assert handling(case).due_at.astimezone(HANOI).date() == day


def test_a_granted_extension_keeps_its_length(
    city: City, operator: Actor, submitted: Submit, upload: Upload
) -> None:
    case = bring(submitted(), State.HANDLING, city, upload)
    actions.ask_extension(
        actor=city.handler,
        case_id=case.pk,
        document="NĐ 1",
        reason="Phải đấu thầu.",
        new_day=date(2026, 12, 1),
    )
    actions.grant_extension(actor=city.approver, case_id=case.pk)  # five days more than 26/11
    set_normal(operator, 5)
    actions.order_recount(actor=operator, scope=Scope(clock="handling"), reason="Hạn mới.")
    row = handling(case)
    assert (local(row.first_due_at), local(row.due_at)) == (
        "17:30 23/11",
        "17:30 30/11",
    )  # 28/11 is a Saturday


def test_a_day_off_that_is_entered_late_is_given_back(
    city: City, operator: Actor, submitted: Submit, upload: Upload
) -> None:
    case = bring(submitted(), State.HANDLING, city, upload)
    places.set_day(actor=operator, day=date(2026, 11, 20), name="Nghỉ bão", intervals=[])
    scope = Scope(basis=Basis.CALENDAR)
    with clock.at(MONDAY + timedelta(days=10, hours=10)):  # Thursday 26/11 18:00: late by half an hour
        actions.warn(actor=SYSTEM)
        case.refresh_from_db()
        assert (case.late, handling(case).late) == (True, True)
        assert queries.shifts(scope).no_longer_late == 1
        actions.order_recount(actor=operator, scope=scope, reason="Nghỉ bão 20/11.")
    row = handling(case)
    case.refresh_from_db()
    assert (local(row.due_at), row.late, case.late) == ("17:30 27/11", False, False)
    assert row.trace["off"][0]["name"] == "Nghỉ bão"


def test_nobody_becomes_late_by_an_order(
    city: City, operator: Actor, submitted: Submit, upload: Upload
) -> None:
    case = bring(submitted(), State.HANDLING, city, upload)
    with clock.at(MONDAY + timedelta(days=7)):  # Monday 23/11, due on the 26th
        set_normal(operator, 2)
        dry = queries.shifts(Scope(clock="handling"))
        assert (dry.spared, dry.first[0].is_spared, dry.first[0].is_late) == (1, True, False)
        actions.order_recount(actor=operator, scope=Scope(clock="handling"), reason="Hạn mới.")
        assert local(handling(case).due_at) == "17:30 25/11"  # the next working day: the 24th is off


def test_many_are_left_to_the_worker_who_may_come_twice(
    city: City, operator: Actor, submitted: Submit, upload: Upload, monkeypatch: pytest.MonkeyPatch
) -> None:
    cases = [bring(submitted(), State.HANDLING, city, upload) for _ in range(2)]
    set_normal(operator, 5)
    from ihanoi.cases.actions import recounting

    deferred: list[int] = []
    monkeypatch.setattr(recounting, "AT_ONCE", 1)
    task = SimpleNamespace(defer=lambda order_id: deferred.append(order_id))
    monkeypatch.setattr(recounting, "app", SimpleNamespace(configure_task=lambda name: task))
    order = actions.order_recount(actor=operator, scope=Scope(clock="handling"), reason="Hạn mới.")
    assert deferred == [order.pk]
    assert queries.orders()[0].percent == 0
    with pytest.raises(Denied, match="chưa xong"):
        actions.order_recount(actor=operator, scope=Scope(), reason="Lần nữa.")
    for _ in range(2):
        actions.run_recount(actor=SYSTEM, order_id=order.pk)
    Recomputation.objects.update(finished_at=None)
    actions.run_recount(actor=SYSTEM, order_id=order.pk)
    assert RecomputedClock.objects.count() == 2
    for case in cases:
        lines = [entry.verb for entry in history.history(SUBJECT, case.pk)]
        assert lines.count(Verb.RECOMPUTE) == 1


def test_a_clock_that_cannot_be_counted_any_more_stays(
    city: City, operator: Actor, submitted: Submit, upload: Upload, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A limit that was set meanwhile may reach beyond the calendar."""
    case = bring(submitted(), State.HANDLING, city, upload)
    set_normal(operator, 5)
    from ihanoi.cases.actions import recounting

    class Later(Counter):
        def count(self, row: Any) -> None:
            """Beyond the calendar."""

    step = SimpleNamespace(now=clock.now())
    order = SimpleNamespace(undoes=None, scope=Scope(clock="handling").as_json())
    monkeypatch.setattr(recounting, "Counter", Later)
    row = next(r for r in clock_rows(Scope(clock="handling")) if r.case_id == case.pk)
    assert recounting._move(order, step, row) is None  # type: ignore[arg-type]  # as much of them as it looks at


def test_a_case_that_is_done_before_its_turn_stays(
    city: City, operator: Actor, submitted: Submit, upload: Upload
) -> None:
    case = bring(submitted(), State.HANDLING, city, upload)
    set_normal(operator, 5)
    from ihanoi.cases.actions import recounting

    order = Recomputation.objects.create(
        by_id=operator.account_id, asked_at=clock.now(), reason="Hạn mới.", scope=Scope().as_json()
    )
    stale = [row.pk for row in CaseClock.objects.filter(case=case)]
    actions.withdraw(actor=city.sender, case_id=case.pk)
    recounting._recount_case(SYSTEM, order, case.pk, stale)
    assert not RecomputedClock.objects.exists()


@pytest.mark.parametrize(
    ("scope", "reason", "why"),
    [
        (Scope(kind="none"), "Hạn mới.", "phạm vi"),
        (Scope(basis="none"), "Hạn mới.", "phạm vi"),
        (Scope(), " ", "Cần điền"),
    ],
)
def test_an_order_that_cannot_be(city: City, operator: Actor, scope: Scope, reason: str, why: str) -> None:
    with pytest.raises(Denied) as caught:
        actions.order_recount(actor=operator, scope=scope, reason=reason)
    errors = caught.value.errors if isinstance(caught.value, Invalid) else {}
    assert why in str(next(iter(errors.values()), caught.value.reason))


def test_scopes_say_what_they_are(city: City) -> None:
    scope = Scope(kind="field", clock="handling", priority="urgent", agency_id=city.ward)
    assert scope.label == "Phản ánh, kiến nghị hiện trường, Xử lý, Khẩn, UBND phường Cửa Nam"
    assert Scope.of(scope.as_json()) == scope
    assert Scope().label == "Mọi phản ánh đang mở"


# Effects of a limit before it is set.


def test_the_effect_of_a_limit_is_shown_by_agency(
    city: City, operator: Actor, submitted: Submit, upload: Upload
) -> None:
    bring(submitted(), State.HANDLING, city, upload)
    urgent = submitted()
    actions.receive(actor=city.assigner, case_id=urgent.pk, priority="urgent")
    with clock.at(MONDAY + timedelta(days=3)):  # Thursday 19/11, the 4th working day
        found = queries.effects("field", "handling", "normal", Limit(2, LimitUnit.WORKING_DAYS))
        longer = queries.effects("field", "handling", "normal", Limit(9, LimitUnit.WORKING_DAYS))
        for_all = queries.effects("field", "handling", "", Limit(9, LimitUnit.WORKING_DAYS))
    assert [row.agency for row in found.rows] == ["UBND phường Cửa Nam"]
    total = found.total
    assert (total.running, total.sooner, total.later, total.same, total.late_at_once) == (1, 1, 0, 0, 1)
    assert total.warned_today == 1
    assert (longer.total.sooner, longer.total.later, longer.total.warned_today) == (0, 1, 0)
    assert for_all.total.running == 0  # each priority has a limit of its own


def test_a_case_that_is_late_could_be_in_time_again(
    city: City, operator: Actor, submitted: Submit, upload: Upload
) -> None:
    bring(submitted(), State.HANDLING, city, upload)
    with clock.at(MONDAY + timedelta(days=11)):
        found = queries.effects("field", "handling", "normal", Limit(12, LimitUnit.WORKING_DAYS))
        beyond = queries.effects("field", "handling", "normal", Limit(4000, LimitUnit.WORKING_DAYS))
    assert (found.total.no_longer_late, found.total.late_at_once) == (1, 0)
    assert beyond.total.running == 0


# Nothing else moves a due time.


@pytest.mark.parametrize("seed", range(4))
def test_no_due_time_moves_by_itself(
    city: City, operator: Actor, submitted: Submit, upload: Upload, seed: int
) -> None:
    """Random moves, limits and days off: a stored due time changes only along with a line that says so."""
    rng = random.Random(seed)
    cases = [submitted().pk for _ in range(3)]
    known = due_times()
    for step in range(14):
        with clock.at(MONDAY + timedelta(hours=9 * step)):
            before = lines()
            some_act(rng, city, operator, rng.choice(cases), step, upload)
            actions.warn(actor=SYSTEM)
            actions.follow_ladder(actor=SYSTEM)
            now = due_times()
            moved = {pk for pk in known.keys() & now.keys() if known[pk] != now[pk]}
            said = {case_id for case_id, verb in lines() - before if verb in MOVERS}
            assert {now[pk][0] for pk in moved} <= said
            known = now


MOVERS = (Verb.GRANT_EXTENSION, Verb.RECOMPUTE)


def due_times() -> dict[int, tuple[int, datetime, datetime]]:
    rows = CaseClock.objects.values_list("pk", "case_id", "first_due_at", "due_at")
    return {pk: (case_id, first, due) for pk, case_id, first, due in rows}


def lines() -> set[tuple[int, str]]:
    found = set()
    for pk in Case.objects.values_list("pk", flat=True):
        found |= {(pk, f"{e.verb}") for e in history.history(SUBJECT, pk) if e.at == clock.now()}
    return found


def some_act(
    rng: random.Random, city: City, operator: Actor, case_id: int, step: int, upload: Upload
) -> None:
    """Anything that anybody might do; most are refused, which changes nothing."""
    day = clock.today() + timedelta(rng.randint(1, 12))
    acts: list[Callable[[], Any]] = [
        lambda: actions.receive(
            actor=city.assigner, case_id=case_id, priority=rng.choice(["normal", "complex"])
        ),
        lambda: actions.assign(
            actor=city.assigner, case_id=case_id, agency_id=city.division, handler_id=city.handler.account_id
        ),
        lambda: actions.accept(actor=city.handler, case_id=case_id),
        lambda: actions.ask_extension(
            actor=city.handler,
            case_id=case_id,
            document="NĐ 1",
            reason="Đấu thầu.",
            new_day=day + timedelta(9),
        ),
        lambda: actions.grant_extension(actor=city.approver, case_id=case_id),
        lambda: set_normal(operator, rng.randint(2, 12)),
        lambda: places.set_day(actor=operator, day=day, name="Nghỉ", intervals=[]),
        lambda: actions.remind(actor=city.overseer, case_id=case_id, text="Làm ngay.", reply_by=day),
        lambda: actions.order_recount(
            actor=operator, scope=Scope(basis=rng.choice(Basis.values)), reason="Tính lại."
        ),
    ]
    chosen = acts[step] if step < 3 else rng.choice(acts)
    try:
        chosen()
    except Denied:
        return
