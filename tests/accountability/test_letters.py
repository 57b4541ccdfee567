"""Letters: drafted from the overdue list, sent as they are, answered by each agency (R90, R91, T6, T7)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction

from ihanoi.accountability import actions, queries
from ihanoi.accountability.models import Letter
from ihanoi.accountability.words import LetterState, Why
from ihanoi.cases import actions as cases
from ihanoi.cases.models import Case
from ihanoi.journal import queries as journal
from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import Denied, Invalid, NotFound
from ihanoi.notifications.models import Notice
from tests.accountability.conftest import BODY, IN_TIME, NUMBER, SUBJECT, THURSDAY, Late, drafted, sent

SIGNED: dict[str, Any] = {"number": NUMBER, "signed_on": date(2026, 11, 19), "signer_title": "Giám đốc"} | {
    "signer_name": "Đặng Thu Phương"
}


def refused(reason: object) -> Any:
    """The denial that says so."""
    return pytest.raises(Denied, check=lambda denied: str(denied.reason) == str(reason))


def send(actor: Actor, letter: Letter, **given: Any) -> Letter:
    return actions.send_letter(actor=actor, letter_id=letter.pk, **(SIGNED | given))


def test_the_overdue_list_counts_by_agency_and_clock(late: Late) -> None:
    city = late.city
    cases.receive(actor=city.assigner, case_id=late.cases[0].pk, priority="urgent")
    with clock.at(THURSDAY + timedelta(days=1)):
        (row,) = queries.overdue(city.overseer, clock.now())
    assert (row.agency_id, row.reception, row.handling, row.total) == (city.ward, 1, 1, 2)


def test_what_is_not_yet_due_is_not_in_the_list(late: Late) -> None:
    assert queries.overdue(late.city.overseer, THURSDAY - timedelta(days=3)) == []


@pytest.mark.parametrize("who", ["assigner", "sender", "dispatcher"])
def test_only_those_who_see_all_read_the_overdue_list(late: Late, who: str) -> None:
    with pytest.raises(NotFound):
        queries.overdue(getattr(late.city, who), THURSDAY)


def test_a_draft_names_what_is_overdue_now(late: Late) -> None:
    letter = drafted(late.city)
    assert (letter.state, letter.as_of) == (LetterState.DRAFT, THURSDAY)
    named = list(letter.named.order_by("pk"))
    assert {n.code for n in named} == {case.code for case in late.cases}
    assert {(n.clock, n.place) for n in named} == {("reception", "Phường Cửa Nam")}
    assert all(n.over_s > 0 for n in named)
    assert [a.agency_id for a in letter.addressees.all()] == [late.city.ward]
    assert [line.verb for line in journal.history("letter", letter.pk)] == ["draft"]


def test_the_day_to_reply_by_lies_ahead_and_is_worked(late: Late) -> None:
    for day, why in (
        (date(2026, 11, 19), Why.REPLY_PAST),
        (date(2026, 11, 21), Why.REPLY_OFF),  # a Saturday
        (date(2026, 11, 24), Why.REPLY_OFF),  # a holiday
        (date(2090, 1, 2), Why.REPLY_OFF),  # beyond what the calendar knows
    ):
        with refused(why) as caught:
            actions.draft_letter(
                actor=late.city.overseer,
                agency_ids=[late.city.ward],
                subject=SUBJECT,
                body=BODY,
                reply_by=day,
            )
        assert list(caught.value.errors) == ["reply_by"]


def test_what_is_missing_is_named(late: Late) -> None:
    with pytest.raises(Invalid) as caught:
        actions.draft_letter(actor=late.city.overseer, agency_ids=[], subject=" ", body="", reply_by=None)
    assert set(caught.value.errors) == {"agency_ids", "subject", "body", "reply_by"}


def test_an_agency_without_overdue_cases_gets_no_letter(late: Late) -> None:
    with refused(Why.NO_AGENCY):
        actions.draft_letter(
            actor=late.city.overseer,
            agency_ids=[late.city.other_ward],
            subject=SUBJECT,
            body=BODY,
            reply_by=IN_TIME,
        )


def test_a_list_that_nobody_can_read_is_refused(late: Late, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ihanoi.accountability.actions.letters.NAMED_MOST", 1)
    with refused(Why.TOO_MANY):
        drafted(late.city)


@pytest.mark.parametrize("who", ["assigner", "sender", "dispatcher"])
def test_only_overseers_draft(late: Late, who: str) -> None:
    with refused(Why.NOT_YOURS):
        actions.draft_letter(
            actor=getattr(late.city, who),
            agency_ids=[late.city.ward],
            subject=SUBJECT,
            body=BODY,
            reply_by=IN_TIME,
        )


def test_an_inspector_drafts_nothing_and_sees_no_draft(late: Late, inspector: Actor) -> None:
    with refused(Why.NOT_YOURS):
        actions.draft_letter(
            actor=inspector, agency_ids=[late.city.ward], subject=SUBJECT, body=BODY, reply_by=IN_TIME
        )
    letter = drafted(late.city)
    with pytest.raises(NotFound):
        queries.letter_page(inspector, letter.pk)
    send(late.city.overseer, letter)
    assert queries.letter_page(inspector, letter.pk).named == 2


def test_cases_are_left_out_and_come_back_with_a_new_list(late: Late) -> None:
    city, letter = late.city, drafted(late.city)
    kept = late.cases[0].pk
    amended: dict[str, Any] = {"subject": "đôn đốc", "body": "Đề nghị kiểm tra.", "reply_by": IN_TIME}
    actions.amend_letter(actor=city.overseer, letter_id=letter.pk, case_ids=[kept], **amended)
    letter.refresh_from_db()
    assert (letter.subject, letter.named.get().case_id) == ("đôn đốc", kept)
    assert journal.history("letter", letter.pk)[-1].data["left_out"] == [late.cases[1].code]
    with refused(Why.NO_CASES):
        actions.amend_letter(actor=city.overseer, letter_id=letter.pk, case_ids=[], **amended)
    with clock.at(THURSDAY + timedelta(hours=2)):
        actions.refresh_letter(actor=city.overseer, letter_id=letter.pk)
    letter.refresh_from_db()
    assert (letter.named.count(), letter.as_of) == (2, THURSDAY + timedelta(hours=2))


def test_an_agency_of_whom_no_case_is_left_is_no_addressee(
    late: Late, submitted: Callable[..., Case]
) -> None:
    city = late.city
    with clock.at(THURSDAY - timedelta(days=3)):
        other = submitted(lat=21.0287, lon=105.8524, address="Phố Hàng Bài")
    cases_of = {c.lead_id for c in [*late.cases, other]}
    letter = actions.draft_letter(
        actor=city.overseer, agency_ids=cases_of, subject=SUBJECT, body=BODY, reply_by=IN_TIME
    )
    given: dict[str, Any] = {"subject": SUBJECT, "body": BODY, "reply_by": IN_TIME}
    actions.amend_letter(actor=city.overseer, letter_id=letter.pk, case_ids=[late.cases[0].pk], **given)
    assert [a.agency_id for a in letter.addressees.all()] == [city.ward]


def test_a_dropped_draft_stays_on_record(late: Late) -> None:
    letter = drafted(late.city)
    actions.drop_letter(actor=late.city.overseer, letter_id=letter.pk)
    assert Letter.objects.get(pk=letter.pk).state == LetterState.DROPPED
    with refused(Why.NOT_NOW):
        send(late.city.overseer, letter)


def test_a_sent_letter_is_kept_as_it_went_out(late: Late) -> None:
    city, letter = late.city, sent(late.city)
    assert (letter.state, letter.sent_at, letter.sent_by_id) == (
        LetterState.SENT,
        THURSDAY,
        city.overseer.account_id,
    )
    assert letter.document is not None and letter.document.used
    with default_storage.open(f"{letter.document.folder}/file") as kept:
        assert kept.read(2) == b"PK"
    line = journal.history("letter", letter.pk)[-1]
    assert (line.verb, line.data["sha256"]) == ("send", bytes(letter.document.sha256).hex())
    cases.receive(actor=city.assigner, case_id=late.cases[0].pk, priority="normal")
    assert letter.named.get(case=late.cases[0]).clock == "reception"
    with refused(Why.NOT_NOW):
        actions.refresh_letter(actor=city.overseer, letter_id=letter.pk)


@pytest.mark.parametrize(
    ("given", "at", "why"),
    [
        ({"number": "không số"}, "number", Why.NUMBER),
        ({"signed_on": date(2026, 11, 20)}, "signed_on", Why.SIGNED_AHEAD),
        ({"signer_name": " "}, "signer_name", Why.NEEDED),
    ],
)
def test_a_letter_needs_its_number_day_and_signature(late: Late, given: Any, at: str, why: object) -> None:
    letter = drafted(late.city)
    with refused(why) as caught:
        send(late.city.overseer, letter, **given)
    assert list(caught.value.errors) == [at]
    assert Letter.objects.get(pk=letter.pk).state == LetterState.DRAFT


def test_a_number_is_given_once(late: Late) -> None:
    sent(late.city)
    with refused(Why.NUMBER_TAKEN):
        sent(late.city)


def test_yesterday_s_list_is_not_sent_as_today_s(late: Late) -> None:
    letter = drafted(late.city)
    with clock.at(THURSDAY + timedelta(days=1)), refused(Why.STALE):
        send(late.city.overseer, letter, signed_on=date(2026, 11, 20))


def test_a_draft_that_lay_beyond_its_day_is_not_sent(late: Late) -> None:
    letter = drafted(late.city)
    with clock.at(THURSDAY + timedelta(days=7)), refused(Why.REPLY_PAST):
        send(late.city.overseer, letter, signed_on=date(2026, 11, 26))


def test_a_letter_names_cases_of_each_addressee(late: Late) -> None:
    letter = drafted(late.city)
    letter.named.all().delete()
    with refused(Why.NO_CASES):
        send(late.city.overseer, letter)


def test_an_addressee_without_a_case_is_refused(late: Late) -> None:
    letter = drafted(late.city)
    letter.addressees.create(agency_id=late.city.other_ward)
    with refused(Why.EMPTY_AGENCY):
        send(late.city.overseer, letter)


def test_the_agency_is_told_and_reads_only_its_own_part(late: Late) -> None:
    city, letter = late.city, sent(late.city)
    notice = Notice.objects.get(verb="letter_sent", account=city.approver.account_id)
    assert NUMBER in notice.title and "26/11/2026" in notice.body
    assert Notice.objects.filter(verb="letter_sent", account=city.assigner.account_id).exists()
    assert queries.letter_page(city.approver, letter.pk).parts[0].mine
    assert [row.pk for row in queries.letters(city.approver).rows] == [letter.pk]
    with pytest.raises(NotFound):
        queries.letter_page(city.other_approver, letter.pk)
    assert queries.letters(city.other_approver).rows == []


def test_an_answer_is_recorded_counted_and_told(late: Late, paper_of: Callable[[Actor], UUID]) -> None:
    city, letter = late.city, sent(late.city)
    reply = actions.answer_letter(
        actor=city.approver, letter_id=letter.pk, agency_id=city.ward, text="Đã tiếp nhận cả hai phản ánh.",
        file_ids=[paper_of(city.approver)],
    )  # fmt: skip
    assert (reply.late, reply.answered_at, reply.answered_by_id) == (
        False,
        THURSDAY,
        city.approver.account_id,
    )
    assert reply.answer_file is not None
    (row,) = queries.letters(city.overseer).rows
    assert (row.asked, row.answered, row.answered_late, row.named_cases) == (1, 1, 0, 2)
    page = queries.letter_page(city.overseer, letter.pk)
    assert (page.answered, page.late, page.named, page.parts[0].overdue) == (1, 0, 2, False)
    with refused(Why.ANSWERED):
        actions.answer_letter(actor=city.assigner, letter_id=letter.pk, agency_id=city.ward, text="Lần hai.")


def test_the_day_itself_is_in_time_and_the_next_is_late(late: Late) -> None:
    city, letter = late.city, sent(late.city)
    with clock.at(THURSDAY + timedelta(days=7, hours=15)):
        assert not queries.letter_page(city.overseer, letter.pk).parts[0].overdue
    with clock.at(THURSDAY + timedelta(days=8)):
        assert queries.letter_page(city.overseer, letter.pk).parts[0].overdue
        reply = actions.answer_letter(
            actor=city.assigner, letter_id=letter.pk, agency_id=city.ward, text="Đã xong."
        )
    assert reply.late
    assert queries.letters(city.overseer).rows[0].answered_late == 1
    told = Notice.objects.get(verb="letter_answered", account=city.overseer.account_id)
    assert "UBND phường Cửa Nam" in told.title


@pytest.mark.parametrize("who", ["overseer", "handler"])
def test_only_the_agency_answers(late: Late, who: str) -> None:
    letter = sent(late.city)
    with pytest.raises(Denied):
        actions.answer_letter(
            actor=getattr(late.city, who), letter_id=letter.pk, agency_id=late.city.ward, text="Xong."
        )
    assert letter.addressees.get().answered_at is None


def test_nobody_answers_for_an_agency_that_was_not_asked(late: Late) -> None:
    letter = sent(late.city)
    with pytest.raises(NotFound):
        actions.answer_letter(
            actor=late.city.overseer, letter_id=letter.pk, agency_id=late.city.other_ward, text="Xong."
        )


def test_the_database_keeps_what_a_sent_letter_must_have(late: Late) -> None:
    letter = sent(late.city)
    with pytest.raises(IntegrityError), transaction.atomic():
        Letter.objects.filter(pk=letter.pk).update(document=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        letter.addressees.update(answered_at=THURSDAY)


def test_letters_are_filtered_by_state(late: Late) -> None:
    sent(late.city)
    assert queries.letters(late.city.overseer, "draft").rows == []
    assert len(queries.letters(late.city.overseer, "sent").rows) == 1
