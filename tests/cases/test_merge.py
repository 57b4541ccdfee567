"""A merge, and its undoing while the two are not yet worked on as one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from importlib import import_module
from types import SimpleNamespace
from uuid import UUID

import pytest

from ihanoi.cases import actions, queries
from ihanoi.cases.models import Case
from ihanoi.cases.words import Verb, Why
from ihanoi.journal import queries as journal
from ihanoi.journal.models import Event
from ihanoi.kernel import clock
from ihanoi.kernel.actor import SYSTEM
from ihanoi.kernel.denials import Denied
from tests.conftest import MONDAY, City

Submit = Callable[..., Case]
Upload = Callable[..., UUID]
TIMES = (
    "started_at",
    "due_at",
    "first_due_at",
    "trace",
    "limit_s",
    "stopped_at",
    "used_s",
    "late",
    "warn_at",
)


def standing(case: Case) -> dict[str, object]:
    """All that a merge touches, but for what history counts."""
    row = Case.objects.filter(pk=case.pk).values().get()
    row = {name: value for name, value in row.items() if name not in ("version", "head")}
    return row | {
        "clocks": list(case.clocks.order_by("pk").values(*TIMES)),
        "files": list(case.files.order_by("pk").values_list("pk", flat=True)),
        "following": sorted(case.following.values_list("account_id", flat=True)),
    }


@pytest.fixture
def pair(city: City, submitted: Submit, upload: Upload) -> tuple[Case, Case]:
    """An earlier case with a picture and a follower, and a later one that repeats it."""
    early = submitted(files=[upload(city.sender)])
    actions.follow(actor=city.other_assigner, case_id=early.pk)
    with clock.at(MONDAY + timedelta(hours=2)):
        return early, submitted(city.neighbour, files=[upload(city.neighbour, "red")])


@pytest.mark.parametrize("received", [False, True])
@pytest.mark.parametrize("into_the_later", [False, True])
def test_undone_all_is_as_before(
    city: City, pair: tuple[Case, Case], *, received: bool, into_the_later: bool
) -> None:
    case, target = pair if into_the_later else reversed(pair)
    if received:
        actions.receive(actor=city.assigner, case_id=case.pk, priority="normal")
    before = standing(case), standing(target)
    with clock.at(MONDAY + timedelta(hours=2, minutes=30)):
        actions.merge(actor=city.assigner, case_id=case.pk, target_id=target.pk)
        assert (standing(case), standing(target)) != before
        parted = actions.unmerge(actor=city.assigner, case_id=case.pk)
    assert parted.state == ("received" if received else "submitted")
    after = standing(case), standing(target)
    for now, then in zip(after, before, strict=True):
        assert {name: value for name, value in now.items() if then[name] != value} == {}
    assert [entry.verb for entry in journal.history("case", case.pk)][-2:] == ["merge", "unmerge"]
    assert journal.verify().sound


def test_a_case_that_was_being_handled_waits_to_be_assigned_anew(city: City, pair: tuple[Case, Case]) -> None:
    target, case = pair
    actions.receive(actor=city.assigner, case_id=case.pk, priority="normal")
    actions.assign(
        actor=city.assigner, case_id=case.pk, agency_id=city.division, handler_id=city.handler.account_id
    )
    due = case.clocks.get(name="handling").due_at
    actions.merge(actor=city.assigner, case_id=case.pk, target_id=target.pk)
    parted = actions.unmerge(actor=city.assigner, case_id=case.pk)
    assert (parted.state, parted.turn_role, parted.handler_id, parted.holder_id) == (
        "received", "assigner", None, city.ward,
    )  # fmt: skip
    assert parted.due_at == due
    again = actions.assign(
        actor=city.assigner, case_id=case.pk, agency_id=city.division, handler_id=city.handler.account_id
    )
    assert again.state == "assigned"


def test_not_once_the_other_is_dispatched(city: City, pair: tuple[Case, Case]) -> None:
    target, case = pair
    actions.merge(actor=city.assigner, case_id=case.pk, target_id=target.pk)
    actions.receive(actor=city.assigner, case_id=target.pk, priority="normal")
    assert Verb.UNMERGE in queries.moves_of(city.assigner, case.code)[1].all
    actions.assign(
        actor=city.assigner, case_id=target.pk, agency_id=city.division, handler_id=city.handler.account_id
    )
    _, moves = queries.moves_of(city.assigner, case.code)
    assert Verb.UNMERGE not in moves.all and str(Why.ALREADY_DISPATCHED) in moves.missing
    with pytest.raises(Denied) as caught:
        actions.unmerge(actor=city.assigner, case_id=case.pk)
    assert caught.value.reason == Why.ALREADY_DISPATCHED


def test_into_one_already_dispatched_until_its_next_move(city: City, pair: tuple[Case, Case]) -> None:
    target, case = pair
    actions.receive(actor=city.assigner, case_id=target.pk, priority="normal")
    actions.assign(
        actor=city.assigner, case_id=target.pk, agency_id=city.division, handler_id=city.handler.account_id
    )
    for last in (False, True):
        actions.merge(actor=city.assigner, case_id=case.pk, target_id=target.pk)
        if last:
            actions.accept(actor=city.handler, case_id=target.pk)
            with pytest.raises(Denied):
                actions.unmerge(actor=city.assigner, case_id=case.pk)
        else:
            actions.unmerge(actor=city.assigner, case_id=case.pk)


def test_only_its_assigner_takes_it_out(city: City, pair: tuple[Case, Case]) -> None:
    target, case = pair
    actions.merge(actor=city.assigner, case_id=case.pk, target_id=target.pk)
    for who in (city.overseer, city.approver, city.neighbour):
        with pytest.raises(Denied):
            actions.unmerge(actor=who, case_id=case.pk)


def test_voices_that_were_there_before_stay(city: City, pair: tuple[Case, Case]) -> None:
    target, case = pair
    actions.follow(actor=city.neighbour, case_id=target.pk)
    actions.merge(actor=city.assigner, case_id=case.pk, target_id=target.pk)
    actions.unmerge(actor=city.assigner, case_id=case.pk)
    target.refresh_from_db()
    assert target.followers == 2
    assert target.following.filter(account_id=city.neighbour.account_id).exists()


def test_what_was_told_while_merged_is_not_told_again(city: City, pair: tuple[Case, Case]) -> None:
    """At 15:30 three quarters of the earlier one's time are used, and half of the later one's own."""
    early, later = pair
    actions.merge(actor=city.assigner, case_id=early.pk, target_id=later.pk)
    with clock.at(MONDAY + timedelta(hours=7, minutes=30)):
        actions.warn(actor=SYSTEM)
        assert later.clocks.get().warned == 75
        actions.unmerge(actor=city.assigner, case_id=early.pk)
        Event.objects.all().delete()
        assert actions.warn(actor=SYSTEM) == 2
    told = [e.data["case_id"] for e in Event.objects.all() if "percent" in e.data]
    assert told == [early.pk], "its clock stood still while it was merged"


def test_merged_elsewhere_a_moment_ago_nothing_is_undone(
    city: City, pair: tuple[Case, Case], submitted: Submit, monkeypatch: pytest.MonkeyPatch
) -> None:
    target, case = pair
    other = submitted()
    actions.merge(actor=city.assigner, case_id=case.pk, target_id=target.pk)
    looked_up = SimpleNamespace(get=lambda *_: SimpleNamespace(merged_into_id=other.pk))
    monkeypatch.setattr(import_module("ihanoi.cases.actions.merge"), "queries", looked_up)
    before = standing(case), standing(target), standing(other)
    with pytest.raises(Denied) as caught:
        actions.unmerge(actor=city.assigner, case_id=case.pk)
    assert caught.value.reason == Why.ALREADY_DISPATCHED
    assert (standing(case), standing(target), standing(other)) == before
