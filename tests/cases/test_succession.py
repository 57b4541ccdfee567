"""The move of 1/7/2025 replayed: what the districts left open goes to the wards, and nothing is lost on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from ihanoi.cases import actions, queries
from ihanoi.cases.models import Case, CaseClock
from ihanoi.cases.queries.held import shares, waited_s
from ihanoi.cases.queries.story import story
from ihanoi.cases.words import OPEN, Clock, State, Verb
from ihanoi.journal import queries as journal
from ihanoi.kernel import clock
from ihanoi.kernel.actor import SYSTEM
from ihanoi.kernel.denials import Denied, NotFound
from ihanoi.operation.reorganising import reorganise
from ihanoi.operation.trouble import Trouble
from ihanoi.people import queries as people
from tests.cases.eve import EVE, FIRST_DAY, MIDNIGHT, again, build, code, send
from tests.cases.stages import bring
from tests.conftest import City

Upload = Callable[..., UUID]

BEGUN = [
    State.RECEIVED, State.ASSIGNED, State.HANDLING, State.RETURNED, State.AWAITING_APPROVAL, State.REWORK,
]  # fmt: skip
HANG_BONG = (21.028898, 105.84591)  # divided between Hoàn Kiếm and Cửa Nam
CHUONG_DUONG = (21.02654, 105.86216)  # went to Hồng Hà, where nobody sits yet


@pytest.fixture(scope="module")
def eve_once(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[City]:
    with django_db_blocker.unblock(), clock.at(EVE), transaction.atomic():
        people.forget()
        yield build()
        transaction.set_rollback(True)
    people.forget()


@pytest.fixture
def eve(eve_once: City, db: None) -> Iterator[City]:
    """Monday 30/6/2025, 08:00."""
    with clock.at(EVE):
        yield eve_once


def move(**given: Any) -> actions.Reorganised:
    """The act itself, at midnight."""
    with clock.at(MIDNIGHT):
        return actions.reorganise(actor=SYSTEM, on=FIRST_DAY, **given)


def fresh(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def running(case: Case) -> dict[str, CaseClock]:
    return {each.name: each for each in case.clocks.filter(stopped_at=None)}


def test_what_waits_to_be_received_waits_at_the_ward_with_its_due_time(eve: City) -> None:
    case = send(eve)
    move()
    moved = fresh(case)
    assert (moved.state, moved.lead_id, moved.holder_id) == (State.SUBMITTED, eve.other_ward, eve.other_ward)
    assert (moved.turn_role, moved.turn_agency_id) == ("assigner", eve.other_ward)
    assert moved.due_at == case.due_at
    with clock.at(MIDNIGHT + timedelta(hours=9)):
        actions.receive(actor=again(eve.ward_assigner), case_id=case.pk, priority="normal")


@pytest.mark.parametrize("state", BEGUN)
def test_begun_work_is_given_out_anew_by_the_ward(eve: City, upload: Upload, state: State) -> None:
    case = bring(send(eve), state, eve, upload)
    before = running(case)
    move()
    moved, after = fresh(case), running(case)
    assert (moved.state, moved.lead_id, moved.holder_id) == (State.RECEIVED, eve.other_ward, eve.other_ward)
    assert (moved.handler_id, moved.assigner_id, moved.assigned_by_id, moved.returned_as) == (
        None,
        None,
        None,
        "",
    )
    assert (moved.priority, moved.received_at) == (case.priority, case.received_at)
    handling = after[Clock.HANDLING]
    assert (handling.due_at, handling.first_due_at) == (
        before["handling"].due_at,
        before["handling"].first_due_at,
    )
    assert (handling.agency_id, handling.trace["start"]) == (
        eve.other_ward,
        before["handling"].trace["start"],
    )
    assert Clock.DISPATCH in after  # each hand-over has its own limit
    assert moved.margin_s is None


def test_an_answer_that_is_written_stays_with_who_wrote_it(eve: City, upload: Upload) -> None:
    checking = bring(send(eve), State.CHECKING, eve, upload)
    resolved = bring(send(eve), State.CHECKING, eve, upload)
    actions.pass_check(actor=eve.overseer, case_id=resolved.pk)
    move()
    for case, state in ((checking, State.CHECKING), (resolved, State.RESOLVED)):
        moved = fresh(case)
        assert (moved.state, moved.lead_id) == (state, eve.other_ward)
        assert (moved.holder_id, moved.handler_id) == (case.holder_id, case.handler_id)
    with clock.at(MIDNIGHT + timedelta(hours=9)):
        actions.publish(
            actor=again(eve.ward_approver), case_id=resolved.pk, public_text="Vỉa hè đã được lát lại."
        )
        actions.fail_check(actor=eve.overseer, case_id=checking.pk, missing="Thiếu ảnh.")
        assert fresh(checking).state == State.REWORK  # for a handler of an agency that is closed …
        actions.reorganise(actor=SYSTEM, on=FIRST_DAY)
        again_open = fresh(checking)
    assert (again_open.state, again_open.holder_id) == (
        State.RECEIVED,
        eve.other_ward,
    )  # … until the next run


@pytest.mark.parametrize("state", [State.PUBLISHED, State.REFUSED, State.WITHDRAWN])
def test_closed_cases_keep_their_agency(eve: City, upload: Upload, state: State) -> None:
    case = bring(send(eve), state, eve, upload)
    move()
    assert fresh(case).lead_id == eve.ward
    with clock.at(MIDNIGHT), pytest.raises(Denied):
        actions.succeed(actor=SYSTEM, case_id=case.pk)


def test_a_divided_ward_leaves_the_choice_to_a_person_and_the_due_time_stays(
    eve: City, upload: Upload
) -> None:
    lat, lon = HANG_BONG
    case = bring(send(eve, lat=lat, lon=lon, address="Hàng Bông"), State.HANDLING, eve, upload)
    unit = next(u for u in journal_units() if u.name == "Phường Hàng Bông")
    Case.objects.filter(pk=case.pk).update(unit_id=unit.id)
    due = running(case)[Clock.HANDLING].due_at
    outcome = move()
    assert outcome.moved == {eve.ward: {None: 1}}
    moved = fresh(case)
    assert (moved.lead_id, moved.state) == (eve.root, State.RECEIVED)
    with clock.at(MIDNIGHT + timedelta(hours=9)):
        found = queries.agencies_for(moved)
        assert {guess.name for guess in found} == {"UBND phường Hoàn Kiếm", "UBND phường Cửa Nam"}
        assert all(guess.reasons for guess in found)
        page = queries.case_page(again(eve.dispatcher), case.code)
        assert page.candidates == found
        assert page.history[0].title == "Chuyển cho cơ quan kế thừa: chờ chọn"
        actions.transfer(
            actor=eve.dispatcher, case_id=case.pk, agency_id=eve.other_ward, reason="Số nhà thuộc Cửa Nam."
        )
        assert running(case)[Clock.HANDLING].due_at == due
        assert running(case)[Clock.HANDLING].trace["from"]["agency_id"] == eve.ward
        actions.receive(actor=again(eve.ward_assigner), case_id=case.pk, priority="normal")
        now_running = case.clocks.filter(stopped_at=None, name=Clock.HANDLING)
        assert [each.due_at for each in now_running] == [due]
        assert queries.heirs_of(fresh(case)) == ()


def journal_units() -> Any:
    from ihanoi.places import queries as places

    return places.units(EVE.date())


def test_where_nobody_sits_the_dispatcher_decides(eve: City) -> None:
    lat, lon = CHUONG_DUONG
    case = send(eve, "phuong-chuong-duong-quan-hoan-kiem", lat=lat, lon=lon)
    move()
    moved = fresh(case)
    assert (moved.lead_id, moved.turn_agency_id, moved.due_at) == (eve.root, eve.root, case.due_at)
    (guess,) = queries.heirs_of(moved)
    assert (guess.name, len(guess.reasons)) == ("UBND phường Hồng Hà", 2)


def test_a_department_goes_to_the_one_that_the_establishment_names(eve: City) -> None:
    case = send(eve, "so-lao-dong")
    actions.reorganise(actor=SYSTEM, on=EVE.date())
    assert fresh(case).lead_id == code("so-noi-vu")


def test_without_a_place_all_heirs_of_the_district_are_offered(eve: City) -> None:
    case = send(eve)
    Case.objects.filter(pk=case.pk).update(lat=None, lon=None, unit=None, address="")
    move()
    names = {guess.name for guess in queries.heirs_of(fresh(case))}
    assert {"UBND phường Cửa Nam", "UBND phường Hoàn Kiếm", "UBND phường Hồng Hà"} <= names


def test_an_address_names_the_ward(eve: City) -> None:
    case = send(eve)
    Case.objects.filter(pk=case.pk).update(
        lat=None, lon=None, unit=None, address="Phường Phan Chu Trinh, Hoàn Kiếm"
    )
    move()
    assert fresh(case).lead_id == eve.other_ward


def test_a_second_run_changes_nothing_and_the_history_is_whole(eve: City, upload: Upload) -> None:
    made = [send(eve), bring(send(eve), State.HANDLING, eve, upload)]
    with clock.at(MIDNIGHT):
        open_before = Case.objects.filter(state__in=OPEN).count()
        foreseen = actions.reorganise(actor=SYSTEM, on=FIRST_DAY, dry_run=True)
        assert [fresh(case).lead_id for case in made] == [eve.ward, eve.ward]
        assert actions.reorganise(actor=SYSTEM, on=FIRST_DAY).moved == foreseen.moved
        versions = [fresh(case).version for case in made]
        assert actions.reorganise(actor=SYSTEM, on=FIRST_DAY).count == 0
        assert [fresh(case).version for case in made] == versions
        assert Case.objects.filter(state__in=OPEN).count() == open_before
    assert journal.verify().sound


def test_what_was_late_before_counts_for_the_district_alone(eve: City) -> None:
    case = send(eve)
    late = EVE + timedelta(days=3)  # the reception was due on the evening of Monday
    with clock.at(late):
        actions.reorganise(actor=SYSTEM, on=FIRST_DAY)
        old, new = case.clocks.filter(name=Clock.RECEPTION).order_by("pk")[1:]
        assert (old.late, old.agency_id) == (True, eve.ward)
        page = queries.case_page(again(eve.ward_assigner), case.code)
        assert "chỉ bị tính trễ sau 17:30, thứ Năm 3/7" in page.held[-1].note
        assert (new.due_at, new.judged_at) == (case.due_at, late + timedelta(hours=9, minutes=30))
    with clock.at(late + timedelta(hours=9)):
        actions.warn(actor=SYSTEM)
        actions.receive(actor=again(eve.ward_assigner), case_id=case.pk, priority="normal")
        new.refresh_from_db()
        assert (new.late, fresh(case).late) == (False, True)  # the sender has waited too long all the same


def test_who_then_is_late_too_is_late(eve: City) -> None:
    case = send(eve)
    with clock.at(EVE + timedelta(days=3)):
        actions.reorganise(actor=SYSTEM, on=FIRST_DAY)
    with clock.at(EVE + timedelta(days=7)):
        actions.receive(actor=again(eve.ward_assigner), case_id=case.pk, priority="normal")
    assert [each.late for each in case.clocks.filter(name=Clock.RECEPTION).order_by("pk")] == [
        False,
        True,
        True,
    ]


def test_seats_in_a_closed_agency_allow_nothing(eve: City) -> None:
    case = send(eve)
    with clock.at(MIDNIGHT):
        assert again(eve.assigner).seats == ()
        with pytest.raises(NotFound):
            actions.receive(actor=again(eve.assigner), case_id=case.pk, priority="normal")


def test_the_past_is_read_by_the_ward_in_which_it_lies(eve: City, upload: Upload) -> None:
    case = bring(send(eve), State.PUBLISHED, eve, upload)
    with clock.at(MIDNIGHT):
        ours, others = again(eve.ward_assigner), again(eve.other_assigner)
        assert queries.get(ours, case.pk).pk == case.pk
        assert queries.case_page(ours, case.code).moves.all == ()
        assert case.pk in queries.visible_to(ours).values_list("pk", flat=True)
        assert case.pk not in queries.visible_to(others).values_list("pk", flat=True)
        for actor, seen in ((ours, True), (others, False)):
            assert queries.gate.sees(actor, fresh(case)) is seen
            with pytest.raises(Denied):  # seen or not, nobody moves it
                actions.receive(actor=actor, case_id=case.pk, priority="normal")


def test_the_story_is_told_in_plain_words(eve: City) -> None:
    case = send(eve)
    move()
    moved = fresh(case)
    told = story(moved, list(moved.clocks.all()), for_sender=True)[0]
    assert told.title == "UBND phường Cửa Nam nhận tiếp việc này"
    assert told.lines[0].startswith("UBND quận Hoàn Kiếm đã được sắp xếp lại. Hạn giữ nguyên: ")
    with clock.at(MIDNIGHT):
        page = queries.case_page(again(eve.ward_assigner), case.code)
    assert page.history[0].title == "Chuyển cho cơ quan kế thừa: UBND phường Cửa Nam"
    assert "Nhận từ UBND quận Hoàn Kiếm ngày 1/7/2025" in page.running[0].why
    last = journal.history("case", case.pk)[-1]
    assert (last.verb, last.data["from_id"], last.data["ground"]) == (Verb.SUCCEED, eve.ward, "unit")


def test_the_agencies_times_add_up_to_what_the_sender_waited(eve: City, upload: Upload) -> None:
    case = send(eve)
    for hours, act in (
        (3, lambda: bring(fresh(case), State.HANDLING, eve, upload)),
        (20, lambda: actions.reorganise(actor=SYSTEM, on=FIRST_DAY)),
        (54, lambda: actions.send_up(actor=again(eve.ward_assigner), case_id=case.pk, reason="Việc của Sở.")),
        (60, lambda: actions.transfer(
            actor=eve.dispatcher, case_id=case.pk, agency_id=code("so-noi-vu"), reason="Đúng thẩm quyền.")),
        (80, lambda: actions.receive(actor=eve.labour, case_id=case.pk, priority="normal")),
    ):  # fmt: skip
        with clock.at(EVE + timedelta(hours=hours)):
            before = waited_s(fresh(case), clock.now())
            act()
            found = shares(case.clocks.all(), clock.now())
            assert sum(each.used_s for each in found) == waited_s(fresh(case), clock.now()) >= before
            assert all(each.used_s >= 0 for each in found)
    assert [each.agency for each in found] == [
        "UBND thành phố Hà Nội", "UBND quận Hoàn Kiếm", "UBND phường Cửa Nam", "Sở Nội vụ",
    ]  # fmt: skip


def test_an_order_to_count_anew_counts_from_the_beginning(eve: City, upload: Upload) -> None:
    case = bring(send(eve), State.HANDLING, eve, upload)
    move()
    with clock.at(MIDNIGHT + timedelta(hours=9)):
        found = queries.shifts(queries.Scope(clock=Clock.HANDLING))
    assert (found.looked_at, found.total) == (1, 0)
    assert running(case)[Clock.HANDLING].trace["from"]["agency_id"] == eve.ward


def test_the_command_says_what_became_of_them(eve: City) -> None:
    send(eve)
    send(eve, "phuong-chuong-duong-quan-hoan-kiem", lat=CHUONG_DUONG[0], lon=CHUONG_DUONG[1])
    with pytest.raises(Trouble, match="lies ahead"):
        reorganise(FIRST_DAY, dry_run=False, progress=lambda _seen: None)
    with clock.at(MIDNIGHT):
        told = reorganise(FIRST_DAY, dry_run=True, progress=lambda _seen: None)
    assert told == [
        "UBND phường Chương Dương, quận Hoàn Kiếm: 1",
        "       1 → the city's dispatcher, who chooses",
        "UBND quận Hoàn Kiếm: 1",
        "       1 → UBND phường Cửa Nam",
        "2 cases would move, 1 of them to be placed by a person.",
    ]
