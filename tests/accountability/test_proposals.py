"""From a count to a decision: nothing accuses by itself, and the numbers say how they were made (R87–R89, T17, T18)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from ihanoi.accountability import actions, jobs, queries
from ihanoi.accountability.models import Proposal, Threshold
from ihanoi.accountability.words import Ground, ProposalState, Why
from ihanoi.cases import actions as cases
from ihanoi.cases.models import Case
from ihanoi.cases.words import State
from ihanoi.insight import queries as insight
from ihanoi.journal import queries as journal
from ihanoi.kernel import clock
from ihanoi.kernel.actor import SYSTEM, Actor
from ihanoi.kernel.denials import Denied, Invalid, NotFound
from ihanoi.notifications.models import Notice
from tests.accountability.test_letters import refused
from tests.cases.stages import bring
from tests.conftest import MONDAY, City

Submit = Callable[..., Case]
Upload = Callable[..., UUID]
DECEMBER = MONDAY + timedelta(days=17)  # Thursday 3/12/2026
NOVEMBER = date(2026, 11, 1)


def few(value: int = 1) -> None:
    """So small a city needs small thresholds; the shipped ones are tested by themselves."""
    Threshold.objects.filter(name="late_minimum").update(value=value)


@pytest.fixture
def half_late(city: City, submitted: Submit) -> Iterator[City]:
    """Of November's four cases of Cửa Nam two were never received; it is December."""
    few(4)
    in_time = [submitted() for _ in range(2)]
    for case in in_time:
        cases.receive(actor=city.assigner, case_id=case.pk, priority="complex")
    for _ in range(2):
        submitted()
    with clock.at(DECEMBER):
        yield city


def found(city: City) -> Proposal:
    actions.find_proposals(actor=SYSTEM)
    return Proposal.objects.get(agency=city.ward, ground=Ground.LATE_MONTH)


def proposed(city: City) -> Proposal:
    return actions.propose(actor=city.overseer, proposal_id=found(city).pk, text="Đã đôn đốc hai lần.")


def put(city: City) -> Proposal:
    given: dict[str, Any] = {"number": "45/TTPVHCC-TH", "signed_on": date(2026, 12, 3)}
    return actions.send_proposal(actor=city.overseer, proposal_id=proposed(city).pk, **given)


def test_the_shipped_thresholds() -> None:
    from ihanoi.accountability.words import SEEDED

    assert {str(name): value for name, value in SEEDED.items()} == {
        "dissatisfied": 5, "late_percent": 30, "late_minimum": 30,
    }  # fmt: skip


def test_a_late_month_is_counted_by_the_clock(half_late: City) -> None:
    proposal = found(half_late)
    assert (proposal.part, proposal.whole, proposal.limit) == (2, 4, 30)
    assert (proposal.state, proposal.month, proposal.occasion) == (ProposalState.FOUND, NOVEMBER, "2026-11")
    assert proposal.as_of == DECEMBER
    assert proposal.rated_late == 0


def test_the_count_is_that_of_the_figures(half_late: City) -> None:
    proposal = found(half_late)
    known = insight.report(NOVEMBER).lateness[half_late.ward].cases
    assert (proposal.part, proposal.whole) == (known.part, known.whole)


def test_thirty_per_cent_itself_is_not_above(half_late: City) -> None:
    Threshold.objects.filter(name="late_percent").update(value=50)
    assert queries.late_months(NOVEMBER) == []


def test_too_few_cases_make_no_percentage(half_late: City) -> None:
    few(5)
    assert queries.late_months(NOVEMBER) == []


def test_a_case_of_another_month_does_not_count(half_late: City) -> None:
    assert queries.late_months(date(2026, 10, 1)) == []
    assert queries.late_months(date(2026, 12, 1)) == []


def test_being_rated_slow_is_told_apart(city: City, submitted: Submit, upload: Upload) -> None:
    few()
    case = bring(submitted(), State.PUBLISHED, city, upload)
    cases.rate(actor=city.sender, case_id=case.pk, value="dissatisfied", reason="late")
    submitted()
    with clock.at(DECEMBER):
        (candidate,) = queries.late_months(NOVEMBER)
    assert (candidate.part, candidate.whole, candidate.rated_late) == (1, 2, 1)


def test_what_is_found_is_found_once_and_counted_anew(half_late: City, submitted: Submit) -> None:
    assert actions.find_proposals(actor=SYSTEM) == 1
    assert Notice.objects.filter(verb="proposals_found", account=half_late.overseer.account_id).count() == 1
    with clock.at(MONDAY + timedelta(hours=2)):
        submitted()
    jobs.find_proposals()
    proposal = Proposal.objects.get()
    assert (proposal.part, proposal.whole) == (3, 5)
    assert [line.verb for line in journal.history("proposal", proposal.pk)] == ["find"]


def test_only_the_machine_finds(half_late: City) -> None:
    with refused(Why.NOT_YOURS):
        actions.find_proposals(actor=half_late.overseer)


def test_a_person_proposes_and_the_cases_are_frozen(half_late: City) -> None:
    proposal = proposed(half_late)
    page = queries.proposal_page(half_late.overseer, proposal.pk)
    assert [(proof.shows, proof.counts) for proof in page.proofs] == [("trễ tiếp nhận", True)] * 2
    assert (proposal.proposed_by_id, page.share) == (half_late.overseer.account_id, 0.5)
    few(100)
    actions.find_proposals(actor=SYSTEM)
    assert queries.proposal_page(half_late.overseer, proposal.pk).proofs == page.proofs


def test_the_database_lets_no_machine_propose(half_late: City) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.filter(pk=found(half_late).pk).update(state=ProposalState.PROPOSED)


def test_what_no_longer_holds_is_not_proposed(half_late: City) -> None:
    proposal = found(half_late)
    few(100)
    with refused(Why.BELOW):
        actions.propose(actor=half_late.overseer, proposal_id=proposal.pk, text="Đã đôn đốc.")


@pytest.mark.parametrize("who", ["assigner", "dispatcher", "approver"])
def test_nobody_else_sees_or_proposes(half_late: City, who: str) -> None:
    with pytest.raises(NotFound):
        actions.propose(actor=getattr(half_late, who), proposal_id=found(half_late).pk, text="Đề xuất.")


def test_an_inspector_reads_and_proposes_nothing(half_late: City, inspector: Actor) -> None:
    proposal = found(half_late)
    assert queries.proposals(inspector).rows == [proposal]
    with refused(Why.NOT_YOURS):
        actions.propose(actor=inspector, proposal_id=proposal.pk, text="Đề xuất.")


def test_a_dismissal_says_why_and_stays(half_late: City) -> None:
    proposal = found(half_late)
    with pytest.raises(Invalid):
        actions.dismiss_proposal(actor=half_late.overseer, proposal_id=proposal.pk, reason=" ")
    actions.dismiss_proposal(actor=half_late.overseer, proposal_id=proposal.pk, reason="Do bão số 9.")
    assert actions.find_proposals(actor=SYSTEM) == 0
    assert Proposal.objects.get().state == ProposalState.DISMISSED


def test_put_before_the_city_the_agency_reads_it(half_late: City) -> None:
    proposal = proposed(half_late)
    with pytest.raises(NotFound):
        queries.proposal_page(half_late.approver, proposal.pk)
    given: dict[str, Any] = {"number": "45/TTPVHCC-TH", "signed_on": date(2026, 12, 3)}
    actions.send_proposal(actor=half_late.overseer, proposal_id=proposal.pk, **given)
    assert queries.proposal_page(half_late.approver, proposal.pk).proofs
    assert Notice.objects.filter(verb="proposal_sent", account=half_late.approver.account_id).exists()
    with pytest.raises(NotFound):
        queries.proposal_page(half_late.other_approver, proposal.pk)


def test_the_city_s_answer_is_recorded(half_late: City) -> None:
    proposal = put(half_late)
    with refused(Why.NOT_IN_LIST):
        actions.decide_proposal(actor=half_late.overseer, proposal_id=proposal.pk, decision="x", text="a")
    actions.decide_proposal(
        actor=half_late.overseer, proposal_id=proposal.pk, decision="criticised", text="Công văn 9/UBND-NC."
    )
    proposal.refresh_from_db()
    assert (proposal.state, proposal.decision) == (ProposalState.ANSWERED, "criticised")
    told = Notice.objects.get(verb="proposal_decided", account=half_late.approver.account_id)
    assert "Phê bình" in told.title
    assert [line.verb for line in journal.history("proposal", proposal.pk)] == [
        "find",
        "propose",
        "send",
        "decide",
    ]


def test_a_withdrawal_says_why(half_late: City) -> None:
    proposal = put(half_late)
    actions.withdraw_proposal(actor=half_late.overseer, proposal_id=proposal.pk, reason="Số liệu sai.")
    proposal.refresh_from_db()
    assert (proposal.state, proposal.reason) == (ProposalState.WITHDRAWN, "Số liệu sai.")
    with refused(Why.NOT_NOW):
        actions.withdraw_proposal(actor=half_late.overseer, proposal_id=proposal.pk, reason="Lần nữa.")


def test_lists_are_filtered(half_late: City) -> None:
    proposal = found(half_late)
    seen = half_late.overseer
    assert queries.proposals(seen, "found", "late_month").rows == [proposal]
    assert queries.proposals(seen, "sent").rows == []
    assert queries.proposals(seen, "", "cluster").rows == []


# --- repeated matters -------------------------------------------------------------------------------------------------


@pytest.fixture
def came_back(city: City, submitted: Submit, upload: Upload) -> list[Case]:
    """One matter reported thrice, each time answered and found bad."""
    told = []
    for n in range(3):
        with clock.at(MONDAY + timedelta(days=3 * n)):
            case = bring(submitted(), State.PUBLISHED, city, upload)
            cases.rate(
                actor=city.sender, case_id=case.pk, value="dissatisfied", reason="late" if n else "vague"
            )
        told.append(case)
    return told


def test_a_cluster_counts_the_bad_ratings_of_all_its_cases(
    city: City, came_back: list[Case], submitted: Submit
) -> None:
    Threshold.objects.filter(name="dissatisfied").update(value=3)
    with clock.at(MONDAY + timedelta(days=8)):
        actions.find_proposals(actor=SYSTEM)
        proposal = Proposal.objects.get(ground=Ground.CLUSTER)
        assert (proposal.part, proposal.whole, proposal.limit, proposal.rated_late) == (3, 3, 3, 2)
        assert (proposal.agency_id, proposal.occasion) == (city.ward, str(came_back[0].pk))
        actions.propose(actor=city.overseer, proposal_id=proposal.pk, text="Chưa dứt điểm.")
        page = queries.proposal_page(city.overseer, proposal.pk)
    assert [proof.code for proof in page.proofs] == [case.code for case in came_back]
    assert {proof.shows for proof in page.proofs} == {"chưa hài lòng 1 lần"}
    assert (page.clusters, page.dissatisfied) == (1, 3)


def test_merged_repeats_are_told_and_counted(city: City, came_back: list[Case], submitted: Submit) -> None:
    Threshold.objects.filter(name="dissatisfied").update(value=3)
    with clock.at(MONDAY + timedelta(days=9)):
        fourth, twin = submitted(), submitted(city.neighbour)
        cases.merge(actor=city.assigner, case_id=twin.pk, target_id=fourth.pk)
    with clock.at(MONDAY + timedelta(days=9, hours=1)):
        (candidate,) = queries.repeated(date(2026, 11, 1))
    assert (candidate.part, candidate.whole) == (3, 5)
    assert candidate.evidence[-1].shows == "phản ánh lặp lại, 1 phản ánh gộp vào"
    assert not candidate.evidence[-1].counts


def test_four_bad_ratings_are_not_five(city: City, came_back: list[Case]) -> None:
    Threshold.objects.filter(name="dissatisfied").update(value=4)
    with clock.at(MONDAY + timedelta(days=8)):
        assert queries.repeated(date(2026, 11, 1)) == []


def test_a_cluster_stays_one_when_its_first_case_leaves_the_span(city: City, came_back: list[Case]) -> None:
    Threshold.objects.filter(name="dissatisfied").update(value=3)
    with clock.at(MONDAY + timedelta(days=8)):
        actions.find_proposals(actor=SYSTEM)
        Proposal.objects.filter(ground=Ground.CLUSTER).update(occasion=str(came_back[1].pk))
        assert actions.find_proposals(actor=SYSTEM) == 0
        proposal = Proposal.objects.get(ground=Ground.CLUSTER)
        Threshold.objects.filter(name="dissatisfied").update(value=9)
        with refused(Why.BELOW):
            actions.propose(actor=city.overseer, proposal_id=proposal.pk, text="Chưa dứt điểm.")


# --- thresholds -------------------------------------------------------------------------------------------------------


def test_a_threshold_holds_from_its_day(city: City, operator: Actor) -> None:
    actions.set_threshold(actor=operator, name="late_percent", value=25, valid_from=date(2026, 12, 1))
    assert queries.threshold("late_percent") == 30
    assert queries.threshold("late_percent", date(2026, 12, 1)) == 25
    assert queries.in_force()["late_percent"].value == 30
    with pytest.raises(LookupError):
        queries.threshold("late_percent", date(2020, 1, 1))


@pytest.mark.parametrize(
    ("given", "at"),
    [
        ({"name": "x"}, "name"),
        ({"value": 0}, "value"),
        ({"value": 101}, "value"),
        ({"valid_from": date(2026, 11, 15)}, "valid_from"),
    ],
)
def test_a_wrong_threshold_is_refused(city: City, operator: Actor, given: dict[str, Any], at: str) -> None:
    right: dict[str, Any] = {"name": "late_percent", "value": 25, "valid_from": date(2026, 11, 16)}
    with pytest.raises(Invalid) as caught:
        actions.set_threshold(actor=operator, **(right | given))
    assert list(caught.value.errors) == [at]


def test_only_the_operator_sets_thresholds(city: City) -> None:
    with pytest.raises(Denied):
        actions.set_threshold(
            actor=city.overseer, name="late_percent", value=25, valid_from=date(2026, 12, 1)
        )


def test_installing_again_keeps_what_the_city_has_set(city: City, operator: Actor) -> None:
    Threshold.objects.filter(name="late_percent").update(value=20)
    actions.install_thresholds(actor=SYSTEM)
    assert queries.threshold("late_percent") == 20
