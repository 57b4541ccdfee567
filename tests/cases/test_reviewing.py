"""A bad rating is judged: by the agency's approver, by an overseer, and both rounds stay readable (R85)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from importlib import import_module
from typing import Any
from uuid import UUID

import pytest

from ihanoi.cases import actions, queries
from ihanoi.cases.models import Case, Review
from ihanoi.cases.queries import Shelf, Wanted
from ihanoi.cases.queries.story import story
from ihanoi.cases.words import State, Why
from ihanoi.journal import actions as journal_actions
from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import Denied, Invalid
from ihanoi.notifications.models import Notice
from ihanoi.people import actions as people
from ihanoi.people.words import Role
from tests.cases.stages import ANSWER, bring
from tests.conftest import MONDAY, City
from tests.people.officials import again, give, own, seat

Submit = Callable[..., Case]
Upload = Callable[..., UUID]
FOUND: dict[str, Any] = {"cause": "not_fixed", "text": "Đến nơi thấy gạch vẫn bong."}


@pytest.fixture
def unhappy(city: City, submitted: Submit, upload: Upload) -> Case:
    """A published answer that its sender rated badly."""
    case = bring(submitted(), State.PUBLISHED, city, upload)
    return actions.rate(
        actor=city.sender, case_id=case.pk, value="dissatisfied", reason="not_fixed", text="Vẫn bong."
    )


@pytest.fixture
def deputy(city: City) -> Actor:
    """Approves in the ward too, and had no part in the answer."""
    return seat("pho", city.ward, Role.APPROVER)


def waiting(actor: Actor, **wanted: Any) -> list[int]:
    return [row.id for row in queries.inbox(actor, Wanted(Shelf.REVIEW, **wanted)).rows]


@pytest.mark.parametrize(("who", "role"), [("overseer", "overseer"), ("approver", "approver")])
def test_justified_begins_a_new_round(city: City, unhappy: Case, who: str, role: str) -> None:
    case = actions.review(actor=city.actors[who], case_id=unhappy.pk, justified=True, **FOUND)
    assert (case.state, case.round, case.reopened, case.rating, case.review) == ("received", 2, 1, "", "")
    assert (case.holder_id, case.handler_id, case.turn_role) == (case.lead_id, None, "assigner")
    running = set(case.clocks.filter(stopped_at=None).values_list("name", "round"))
    assert running == {("dispatch", 2), ("handling", 2)}
    made = Review.objects.get(case=case)
    assert (made.round, made.role, made.justified, made.cause) == (1, role, True, "not_fixed")


def test_unjustified_leaves_the_answer_as_it_is(deputy: Actor, unhappy: Case) -> None:
    case = actions.review(actor=deputy, case_id=unhappy.pk, justified=False, **FOUND)
    assert (case.state, case.round, case.review, case.rating) == (
        "published",
        1,
        "unjustified",
        "dissatisfied",
    )
    assert not case.clocks.filter(stopped_at=None).exists()


def test_who_approved_the_answer_does_not_find_the_complaint_wrong(city: City, unhappy: Case) -> None:
    with pytest.raises(Denied) as refused:
        actions.review(actor=city.approver, case_id=unhappy.pk, justified=False, **FOUND)
    assert refused.value.reason == Why.A_PARTY
    assert not Review.objects.exists()


@pytest.mark.parametrize("justified", [True, False])
@pytest.mark.parametrize("who", ["assigner", "handler", "approver"])
def test_no_overseer_judges_an_answer_in_which_they_had_a_part(
    city: City, unhappy: Case, who: str, justified: bool
) -> None:
    """One person may sit in two places; an approver's own admission needs no second seat."""
    give(city.actors[who], city.root, Role.OVERSEER)
    both = again(city.actors[who])
    if who == "approver" and justified:
        assert actions.review(actor=both, case_id=unhappy.pk, justified=True, **FOUND).state == "received"
        return
    with pytest.raises(Denied) as refused:
        actions.review(actor=both, case_id=unhappy.pk, justified=justified, **FOUND)
    assert refused.value.reason == Why.A_PARTY


def test_who_stands_in_for_a_party_is_one(city: City, unhappy: Case, deputy: Actor) -> None:
    """Whoever approves only because the approver is away; a seat of one's own is one's own."""
    people.delegate(
        actor=city.approver, account_id=own(city.approver), delegate_id=own(city.division_head),
        valid_from=clock.today(), valid_to=clock.today(), reason="Nghỉ phép",
    )  # fmt: skip
    with pytest.raises(Denied) as lent:
        actions.review(actor=again(city.division_head), case_id=unhappy.pk, justified=False, **FOUND)
    assert lent.value.reason == Why.A_PARTY
    give(city.division_head, city.ward, Role.APPROVER)
    standing = again(city.division_head)
    assert (
        actions.review(actor=standing, case_id=unhappy.pk, justified=False, **FOUND).review == "unjustified"
    )


def test_in_a_new_round_the_parties_are_new(city: City, unhappy: Case, deputy: Actor, upload: Upload) -> None:
    actions.review(actor=city.overseer, case_id=unhappy.pk, justified=True, **FOUND)
    case = Case.objects.get(pk=unhappy.pk)
    _answer_again(case, city, upload, approver=deputy)
    actions.rate(actor=city.sender, case_id=case.pk, value="dissatisfied", reason="vague")
    with pytest.raises(Denied):
        actions.review(actor=deputy, case_id=case.pk, justified=False, **FOUND)
    found = actions.review(actor=city.approver, case_id=case.pk, justified=False, **FOUND)
    assert found.review == "unjustified"


def test_nobody_has_the_last_word_on_own_work(city: City, unhappy: Case, deputy: Actor) -> None:
    actions.review(actor=deputy, case_id=unhappy.pk, justified=False, **FOUND)
    with pytest.raises(Denied) as twice:
        actions.review(actor=deputy, case_id=unhappy.pk, justified=True, **FOUND)
    assert twice.value.reason == Why.REVIEWED
    case = actions.review(actor=city.overseer, case_id=unhappy.pk, justified=True, **FOUND)
    assert (case.state, case.round) == ("received", 2)
    assert [r.role for r in case.reviews.order_by("pk")] == ["approver", "overseer"]


def test_an_overseers_word_is_the_last(city: City, unhappy: Case) -> None:
    actions.review(actor=city.overseer, case_id=unhappy.pk, justified=False, **FOUND)
    for who in (city.overseer, city.approver):
        with pytest.raises(Denied) as twice:
            actions.review(actor=who, case_id=unhappy.pk, justified=True, **FOUND)
        assert twice.value.reason == Why.REVIEWED


@pytest.mark.parametrize(
    ("given", "field"),
    [({"cause": ""}, "cause"), ({"cause": "weather"}, "cause"), ({"text": "  "}, "text")],
)
def test_a_finding_says_why(city: City, unhappy: Case, given: dict[str, str], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        actions.review(actor=city.overseer, case_id=unhappy.pk, justified=True, **(FOUND | given))
    assert list(refused.value.errors) == [field]
    assert not Review.objects.exists()


def test_only_bad_ratings_are_judged(city: City, submitted: Submit, upload: Upload) -> None:
    case = bring(submitted(), State.PUBLISHED, city, upload)
    for who in (city.overseer, city.approver):
        with pytest.raises(Denied) as refused:
            actions.review(actor=who, case_id=case.pk, justified=True, **FOUND)
        assert refused.value.reason == Why.NOTHING_TO_REVIEW


def test_the_queue_is_the_agencys_own_or_the_whole_citys(city: City, unhappy: Case) -> None:
    assert waiting(city.overseer) == waiting(city.approver) == [unhappy.pk]
    assert waiting(city.other_approver) == waiting(city.dispatcher) == waiting(city.handler) == []
    assert waiting(city.overseer, lead_id=city.other_ward) == []
    actions.review(actor=city.overseer, case_id=unhappy.pk, justified=False, **FOUND)
    assert waiting(city.overseer) == waiting(city.approver) == []


def test_the_queue_goes_on_from_page_to_page(
    city: City, submitted: Submit, upload: Upload, monkeypatch: pytest.MonkeyPatch
) -> None:
    cases = []
    for hours in (5, 0, 3):
        with clock.at(MONDAY + timedelta(hours=hours)):
            case = bring(submitted(), State.PUBLISHED, city, upload)
            actions.rate(actor=city.sender, case_id=case.pk, value="dissatisfied", reason="late")
        cases.append(case.pk)
    monkeypatch.setattr(import_module("ihanoi.cases.queries.inbox"), "PAGE", 1)
    found, mark = [], ""
    for _page in range(3):
        page = queries.inbox(city.overseer, Wanted(Shelf.REVIEW, mark=mark))
        found += [row.id for row in page.rows]
        mark = page.next
    assert (found, mark) == ([cases[1], cases[2], cases[0]], "")  # answered longest ago first
    assert queries.tallies(city.overseer, Wanted(Shelf.REVIEW))[""].total == 3


def test_the_sender_is_told_what_was_found(city: City, unhappy: Case, deputy: Actor) -> None:
    actions.review(actor=deputy, case_id=unhappy.pk, justified=False, **FOUND)
    journal_actions.deliver()
    told = Notice.objects.filter(account_id=city.sender.account_id).order_by("-pk")[0]
    assert "đã được xem xét" in told.title
    assert "Kết quả xử lý được giữ nguyên: Việc chưa được khắc phục. Đến nơi" in told.body
    mine = queries.my_case(city.sender, unhappy.code)
    assert mine.finding is not None
    assert (mine.finding.justified, mine.finding.text) == (False, FOUND["text"])


def test_both_rounds_stay_readable(city: City, unhappy: Case, upload: Upload) -> None:
    actions.review(actor=city.overseer, case_id=unhappy.pk, justified=True, **FOUND)
    case = Case.objects.get(pk=unhappy.pk)
    _answer_again(case, city, upload)
    case.refresh_from_db()
    page = queries.case_page(city.overseer, case.code)
    assert [r.number for r in page.rounds] == [2, 1]
    now, before = page.rounds
    assert now.result is not None and before.result is not None
    assert (now.rated, now.reviews) == (None, ())
    assert before.rated is not None and before.rated.text == "Vẫn bong."
    assert [(r.justified, r.cause) for r in before.reviews] == [(True, "Việc chưa được khắc phục")]
    assert len(now.evidence) == len(before.evidence) == 1
    mine = queries.my_case(city.sender, case.code)
    assert mine.answer is not None and mine.answer.text == "Đã lát lại 4 m² gạch lúc 9:00 ngày 18/11."
    [past] = mine.past
    assert (past.number, past.answer.text) == (1, ANSWER)
    assert past.finding is not None and past.finding.justified
    opened = queries.open_case(city.neighbour, case.code)
    assert [(p.number, p.answer.text) for p in opened.past] == [(1, ANSWER)]


def test_the_public_reads_of_earlier_rounds_only_what_was_published(
    city: City, submitted: Submit, upload: Upload
) -> None:
    case = bring(submitted(), State.RESOLVED, city, upload)
    actions.keep_private(actor=city.approver, case_id=case.pk, reason="Có dữ liệu cá nhân")
    actions.reopen(actor=city.overseer, case_id=case.pk, reason="Chưa sửa")
    assert queries.open_case(city.neighbour, case.code).past == []
    assert [p.number for p in queries.my_case(city.sender, case.code).past] == [1]


def test_the_story_tells_of_review_and_new_round(city: City, unhappy: Case) -> None:
    actions.review(actor=city.overseer, case_id=unhappy.pk, justified=True, **FOUND)
    case = Case.objects.get(pk=unhappy.pk)
    own, public = (story(case, list(case.clocks.all()), for_sender=who)[0] for who in (True, False))
    assert own.title == public.title == "Đánh giá chưa hài lòng có cơ sở"
    assert own.lines == ["Nguyên nhân: Việc chưa được khắc phục.", "Một lượt xử lý mới bắt đầu."]
    assert own.quotes == [FOUND["text"]]
    assert public.quotes == public.lines == []
    line = queries.case_page(city.overseer, case.code).history[0]
    assert line.title.endswith("chưa hài lòng: đánh giá chưa hài lòng có cơ sở")
    assert line.text == "Việc chưa được khắc phục. Đến nơi thấy gạch vẫn bong."


def _answer_again(case: Case, city: City, upload: Upload, approver: Actor | None = None) -> None:
    actions.assign(
        actor=city.assigner, case_id=case.pk, agency_id=city.division, handler_id=city.handler.account_id
    )
    actions.accept(actor=city.handler, case_id=case.pk)
    actions.submit_result(
        actor=city.handler,
        case_id=case.pk,
        answer="Đã lát lại 4 m² gạch lúc 9:00 ngày 18/11.",
        outcome="fixed",
        files={upload(city.handler, "green"): "photo"},
    )
    actions.approve(actor=approver or city.approver, case_id=case.pk)
