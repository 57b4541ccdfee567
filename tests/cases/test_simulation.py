"""The simulator: its queues by properties, and its answers on cases that really went their way."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ihanoi.cases import actions, jobs, queries
from ihanoi.cases.models import Case, Simulation
from ihanoi.cases.queries import Asked, simulating
from ihanoi.cases.rules import simulation as model
from ihanoi.cases.rules.simulation import Past, Staff, Task, serve
from ihanoi.cases.words import State
from ihanoi.kernel import clock
from ihanoi.kernel.actor import SYSTEM, Actor
from ihanoi.kernel.clock import HANOI
from ihanoi.kernel.denials import Denied, Invalid, NotFound
from ihanoi.kernel.worktime import OFFICE_WEEK, Limit, LimitUnit, WorkingTime
from ihanoi.people import actions as people_actions
from ihanoi.people import queries as people
from ihanoi.people.words import Role
from ihanoi.places import queries as places
from tests.cases.stages import bring
from tests.conftest import MONDAY, City

WORK = WorkingTime.compile(OFFICE_WEEK, {}, date(2026, 1, 1), date(2028, 12, 31))
SINCE = datetime(2026, 3, 2, 8, tzinfo=HANOI)
HOUR = 3600
GIVEN = (
    Limit(8, LimitUnit.WORKING_HOURS),
    Limit(4, LimitUnit.WORKING_HOURS),
    Limit(7, LimitUnit.WORKING_DAYS),
)

tasks = st.lists(
    st.builds(
        Task,
        st.integers(0, 60).map(float),
        st.lists(st.integers(0, 20).map(float), min_size=1, max_size=2).map(tuple),
        st.integers(0, 60).map(float),
    ),
    max_size=25,
)


def past(rng: random.Random, number: int, busy: float = 1.0) -> Past:
    """A case of an agency that receives one about every two working hours."""
    arrived = number * 2 * HOUR + rng.random() * HOUR
    waits = (rng.expovariate(1 / 4) * HOUR, rng.expovariate(1 / 2) * HOUR, rng.expovariate(1 / 30) * HOUR)
    reception_s, dispatch_s, handling_s = (wait * busy for wait in waits)
    axis = model.Axis(WORK, SINCE.timestamp())
    starts = (arrived, arrived + reception_s, arrived + reception_s)
    first, second, third = (axis.allowed(start, limit) for start, limit in zip(starts, GIVEN, strict=True))
    return Past(
        kind="field", priority="normal", arrived=arrived, reception_s=reception_s, dispatch_s=dispatch_s,
        handling_s=handling_s, limits_s=(first, second, third), limits=GIVEN, ranks=(arrived, arrived + 56 * HOUR),
    )  # fmt: skip


def agency(seed: int, size: int = 60, busy: float = 1.0) -> list[Past]:
    rng = random.Random(seed)
    return [past(rng, number, busy) for number in range(size)]


# The queue.


@given(tasks, st.integers(1, 5))
def test_each_task_is_done_after_its_work_and_never_before_it_came(
    given_tasks: list[Task], servers: int
) -> None:
    done = serve(given_tasks, servers)
    for task, parts in zip(given_tasks, done, strict=True):
        assert len(parts) == len(task.parts)
        assert parts == sorted(parts)
        assert parts[-1] >= task.released + sum(task.parts) - 1e-6


@given(tasks, st.integers(1, 5))
def test_no_server_is_idle_while_work_waits(given_tasks: list[Task], servers: int) -> None:
    """All work is done by the time that the servers need for it after the last task came."""
    done = serve(given_tasks, servers)
    if given_tasks:
        total = sum(sum(task.parts) for task in given_tasks)
        longest = max(sum(task.parts) for task in given_tasks)
        latest = max(task.released for task in given_tasks)
        assert max(parts[-1] for parts in done) <= latest + total / servers + longest + 1e-6


@given(tasks, st.integers(1, 5), st.integers(1, 5))
def test_more_people_never_lengthen_the_queue(given_tasks: list[Task], servers: int, more: int) -> None:
    before, after = serve(given_tasks, servers), serve(given_tasks, servers + more)
    for some, fewer in zip(before, after, strict=True):
        assert all(b <= a + 1e-6 for a, b in zip(some, fewer, strict=True))


def test_what_is_due_first_is_done_first() -> None:
    slow, urgent = Task(0, (100.0,), 50), Task(10, (5.0,), 1)
    assert serve([slow, urgent], 1) == [[105.0], [15.0]]
    assert serve([slow, urgent], 2) == [[100.0], [15.0]]


# One agency.


def test_with_unchanged_numbers_as_many_are_late_as_were() -> None:
    """Of a few agencies together; in one alone a single busy day may tip several cases."""
    mine, observed, size = [0, 0, 0], [0, 0, 0], 0
    for seed in range(6):
        cases = agency(seed)
        staff = model.calibrated(cases, 1, 3)
        assert 0 < staff.shares[0] < 1
        late = model.late_by(cases, model.run(cases, staff), {}, WORK, SINCE.timestamp())
        mine = [a + b for a, b in zip(mine, late, strict=True)]
        observed = [a + b for a, b in zip(observed, model.late_as_it_was(cases), strict=True)]
        size += len(cases)
    assert [abs(a - b) / size <= model.TOLERANCE for a, b in zip(mine, observed, strict=True)] == [True] * 3


def test_without_a_queue_everything_is_as_it_was() -> None:
    cases = agency(1, size=10, busy=0.2)
    staff = model.calibrated(cases, 50, 50)
    assert staff.shares == (1.0, 1.0, 1.0)
    found = model.run(cases, staff)
    for taken, case in zip(found.taken, cases, strict=True):
        assert taken == pytest.approx(case.taken, abs=0.1)
    since = SINCE.timestamp()
    assert model.late_by(cases, found, {}, WORK, since)[0] == model.late_as_it_was(cases)[0]


@given(st.integers(0, 30), st.integers(1, 14), st.integers(1, 14))
def test_a_shorter_limit_never_lowers_the_late_share(seed: int, one: int, other: int) -> None:
    cases = agency(seed % 3, size=25)
    found = model.run(cases, Staff(1, 2, (0.3, 0.3, 0.3)))
    shorter, longer = sorted((one, other))

    def late(days: int) -> tuple[int, int, int]:
        limits = {("handling", "field", "normal"): Limit(days, LimitUnit.WORKING_DAYS)}
        return model.late_by(cases, found, limits, WORK, SINCE.timestamp())

    assert late(shorter)[2] >= late(longer)[2]
    assert late(shorter)[:2] == late(longer)[:2]


@pytest.mark.parametrize("seed", range(3))
def test_more_handlers_never_make_more_cases_late(seed: int) -> None:
    cases = agency(seed)
    staff = model.calibrated(cases, 1, 2)
    late = [
        model.late_by(cases, model.run(cases, replace(staff, handlers=n)), {}, WORK, SINCE.timestamp())[2]
        for n in range(2, 7)
    ]
    assert late == sorted(late, reverse=True)


def test_quantiles_lie_between_neighbours() -> None:
    assert model.quantile([], 0.5) == 0
    assert model.quantile([1.0, 2.0, 4.0], 0.5) == 2
    assert model.quantile([1.0, 2.0], 0.5) == 1.5


# The whole way: cases, question, answer.


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


@pytest.fixture
def answered(city: City, submitted: Callable[..., Case], upload: Callable[..., UUID]) -> None:
    """Some cases that were answered, one that was passed on before, and one that still runs."""
    for hours in (0, 1, 26):
        with clock.at(MONDAY + timedelta(hours=hours)):
            case = submitted()
        with clock.at(MONDAY + timedelta(hours=hours + 3)):
            if hours == 1:
                actions.send_up(actor=city.assigner, case_id=case.pk, reason="Ngoài thẩm quyền.")
                actions.transfer(
                    actor=city.dispatcher, case_id=case.pk, agency_id=city.ward, reason="Của phường."
                )
            bring_on(case, city, upload)
    submitted()


def bring_on(case: Case, city: City, upload: Callable[..., UUID]) -> None:
    case.refresh_from_db()
    bring(case, State.RESOLVED, city, upload)


def asked(**given: Any) -> Asked:
    base: dict[str, Any] = {"since": MONDAY - timedelta(days=1), "until": MONDAY + timedelta(days=9)}
    return Asked(**(base | given))


@pytest.fixture
def deferred(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """What was left to the worker."""
    left: list[int] = []
    from ihanoi.cases.actions import simulating as acting

    task = SimpleNamespace(defer=lambda simulation_id: left.append(simulation_id))
    monkeypatch.setattr(acting, "app", SimpleNamespace(configure_task=lambda name: task))
    return left


def test_a_question_is_answered_by_agency_and_for_the_city(
    operator: Actor, answered: None, deferred: list[int]
) -> None:
    limits = (("handling", "normal", 1, "working_days"), ("reception", "", 1, "working_hours"))
    row = actions.ask_simulation(actor=operator, asked=asked(limits=limits, handlers=2))
    assert deferred == [row.pk]
    assert queries.simulation(row.pk).result == {}
    for _ in range(2):
        jobs.simulate(row.pk)
    found = queries.simulation(row.pk)
    assert found.finished_at is not None
    city = found.result["city"]
    assert city["cases"] == 3
    assert [each["clock"] for each in city["clocks"]] == list(model.CLOCKS)
    reception = city["clocks"][0]
    assert (reception["observed"], reception["before"], reception["after"]) == (0, 0, 2)
    assert found.result["fits"] is True
    [ward] = found.result["agencies"]
    assert ward["agency"] == "UBND phường Cửa Nam"
    assert ward["handlers"] == [2, 4]
    assert found.asked.told == [
        "Xử lý, bình thường: 1 ngày làm việc", "Tiếp nhận: 1 giờ làm việc", "Người xử lý: +2 mỗi cơ quan",
    ]  # fmt: skip


def test_the_same_question_has_the_same_answer(operator: Actor, answered: None, deferred: list[int]) -> None:
    results = []
    for _ in range(2):
        row = actions.ask_simulation(actor=operator, asked=asked(assigners=1))
        actions.run_simulation(actor=SYSTEM, simulation_id=row.pk)
        results.append(queries.simulation(row.pk).result)
    assert results[0] == results[1]


def test_another_calendar_and_one_agency(
    city: City, operator: Actor, answered: None, deferred: list[int]
) -> None:
    own = asked(agency_id=city.ward, calendar_id=places.calendar_id())
    row = actions.ask_simulation(actor=operator, asked=own)
    actions.run_simulation(actor=SYSTEM, simulation_id=row.pk)
    found = queries.simulations()[0]
    assert found.result["city"]["clocks"][2]["before"] == found.result["city"]["clocks"][2]["after"]
    assert found.scope == "UBND phường Cửa Nam"
    assert found.asked.told[0].startswith("Lịch làm việc: ")
    elsewhere = actions.ask_simulation(actor=operator, asked=asked(agency_id=city.other_ward))
    actions.run_simulation(actor=SYSTEM, simulation_id=elsewhere.pk)
    found = queries.simulations()[0]
    assert (found.result["city"]["cases"], found.result["fits"]) == (0, False)
    assert found.asked.told == ["Không đổi gì (đối chiếu mô hình)"]


def test_of_too_many_cases_whole_agencies_are_drawn(
    operator: Actor, answered: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert simulating.batches(asked())[1] == 0
    monkeypatch.setattr(simulating, "MOST", 2)
    assert simulating.batches(asked()) == ([], 1)


def test_questions_that_cannot_be(city: City, operator: Actor, deferred: list[int]) -> None:
    def refused(actor: Actor, **given: Any) -> str:
        with pytest.raises(Denied) as caught:
            actions.ask_simulation(actor=actor, asked=asked(**given))
        errors = caught.value.errors if isinstance(caught.value, Invalid) else {}
        return str(next(iter(errors.values()), caught.value.reason))

    assert "quản trị" in refused(city.overseer)
    assert "một năm" in refused(operator, until=MONDAY + timedelta(days=400))
    assert "một ngày" in refused(operator, until=MONDAY - timedelta(days=1))
    assert "-100 đến 100" in refused(operator, handlers=101)
    actions.ask_simulation(actor=operator, asked=asked())
    assert "chưa xong" in refused(operator)
    assert queries.simulations()[0].percent == 0
    with pytest.raises(NotFound):
        queries.simulation(Simulation.objects.latest("pk").pk + 1)


def test_a_question_is_kept_as_it_was_asked() -> None:
    first = asked(
        limits=(("handling", "normal", 5, "working_days"),), seed=3, until=datetime(2026, 12, 1, tzinfo=UTC)
    )
    assert Asked.of(first.as_json()) == first
