"""Each condition of the regulation on its own, both ways."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ihanoi.cases import rules
from ihanoi.cases.rules import Facts
from ihanoi.cases.words import Why

NOW = datetime(2026, 11, 18, 3, 0, tzinfo=UTC)


def facts(**given: Any) -> Facts:
    known: dict[str, Any] = {"state": "handling", "now": NOW, "today": NOW.date()}
    return Facts(**(known | given))


@pytest.mark.parametrize(
    ("rule", "known", "given", "reason"),
    [
        (rules.consent_given, {}, {"consent": True}, None),
        (rules.consent_given, {}, {"consent": False}, Why.CONSENT),
        (rules.text_is_clear, {}, {"text": "Nắp cống vỡ trước số 5"}, None),
        (rules.text_is_clear, {}, {"text": "hỏng"}, Why.TEXT_SHORT),
        (rules.text_is_clear, {}, {"text": "a" * 2001}, Why.TEXT_LONG),
        (rules.has_place, {}, {"lat": 21.0}, None),
        (rules.has_place, {}, {"address": " 5 Hàng Bài "}, None),
        (rules.has_place, {}, {"unit_id": 3}, None),
        (rules.has_place, {}, {"address": "  "}, Why.NO_PLACE),
        (rules.inside_the_city, {}, {"outside": True}, Why.OUTSIDE),
        (rules.inside_the_city, {}, {"outside": False}, None),
        (rules.happened_before, {}, {"occurred_at": NOW + timedelta(hours=1)}, Why.IN_THE_FUTURE),
        (rules.happened_before, {}, {"occurred_at": NOW}, None),
        (rules.has_superior, {"superior_id": 1}, {}, None),
        (rules.has_superior, {}, {}, Why.NO_SUPERIOR),
        (rules.not_placed, {"placed": True}, {}, Why.PLACED),
        (rules.not_placed, {}, {}, None),
        (rules.another_agency, {"holder_id": 4}, {"agency_id": 4}, Why.SAME_AGENCY),
        (rules.another_agency, {"holder_id": 4}, {"agency_id": 5}, None),
        (rules.agency_below, {"holder_id": 4}, {"agency_line": (1, 4, 9)}, None),
        (rules.agency_below, {"holder_id": 4}, {"agency_line": (1, 9)}, Why.TO_BELOW_ONLY),
        (rules.within_lead, {"lead_id": 4}, {"agency_line": (1, 4, 9)}, None),
        (rules.within_lead, {"lead_id": 4}, {"agency_line": (1, 9)}, Why.OUTSIDE_AGENCY),
        (rules.handler_fits, {}, {"handler_id": 3, "handler_ok": False}, Why.NOT_A_HANDLER),
        (rules.handler_fits, {}, {"handler_id": 3, "handler_ok": True}, None),
        (rules.hands_differ, {}, {"own_hands": True, "other_handlers": True}, Why.OTHER_HANDS),
        (rules.hands_differ, {}, {"own_hands": True, "other_handlers": False}, None),
        (rules.found_inaccurate, {"returned_as": "inaccurate"}, {}, None),
        (rules.found_inaccurate, {"returned_as": "wrong_function"}, {}, Why.NOT_INACCURATE),
        (rules.no_open_extension, {"extension_open": True}, {}, Why.EXTENSION_OPEN),
        (rules.an_open_extension, {"extension_open": False}, {}, Why.NO_EXTENSION),
        (rules.an_open_extension, {"extension_open": True}, {}, None),
        (rules.has_evidence, {}, {"files": []}, Why.NO_EVIDENCE),
        (rules.has_evidence, {}, {"files": [1]}, None),
        (rules.schedule_has_date, {}, {"outcome": "fixed"}, None),
        (rules.schedule_has_date, {}, {"outcome": "scheduled"}, Why.DATE_FOR_SCHEDULED),
        (
            rules.schedule_has_date,
            {},
            {"outcome": "scheduled", "scheduled_for": date(2026, 11, 17)},
            Why.DATE_FOR_SCHEDULED,
        ),
        (rules.schedule_has_date, {}, {"outcome": "scheduled", "scheduled_for": date(2026, 11, 18)}, None),
        (rules.not_own_result, {"actor_id": 3, "submitter_id": 3}, {}, Why.OWN_RESULT),
        (rules.not_own_result, {"actor_id": 3, "submitter_id": 4, "handler_id": 5}, {}, None),
        (
            rules.approver_differs,
            {"actor_id": 3, "assigner_id": 3, "others_can_approve": True},
            {},
            Why.OTHER_HANDS,
        ),
        (rules.approver_differs, {"actor_id": 3, "assigner_id": 3, "others_can_approve": False}, {}, None),
        (rules.not_a_party, {"actor_id": 3, "parties": frozenset({3, 4})}, {}, Why.A_PARTY),
        (rules.not_a_party, {"actor_id": 5, "parties": frozenset({3, 4})}, {}, None),
        (rules.not_a_party, {"stands_for": frozenset({3}), "parties": frozenset({3})}, {}, Why.A_PARTY),
        (rules.not_a_party, {"oversees_for": frozenset({3}), "parties": frozenset({3})}, {}, Why.A_PARTY),
        (rules.not_the_sender, {"actor_id": 3, "sender_id": 3}, {}, Why.OWN_REPORT),
        (rules.not_the_sender, {"actor_id": 3, "sender_id": 4}, {}, None),
        (rules.not_the_sender, {}, {}, None),
        (rules.publication_undecided, {"publication": "private"}, {}, Why.ALREADY_DECIDED),
        (rules.publication_undecided, {}, {}, None),
        (rules.not_rated_yet, {"rated": "satisfied"}, {}, Why.ALREADY_RATED),
        (rules.within_rating_window, {"resolved_at": NOW - timedelta(days=30)}, {}, None),
        (
            rules.within_rating_window,
            {"resolved_at": NOW - timedelta(days=30, seconds=1)},
            {},
            Why.RATING_CLOSED,
        ),
        (rules.bad_rating_has_reason, {}, {"value": "dissatisfied"}, Why.REASON_FOR_BAD),
        (rules.bad_rating_has_reason, {}, {"value": "dissatisfied", "reason": "late"}, None),
        (rules.bad_rating_has_reason, {}, {"value": "satisfied"}, None),
        (rules.rated_badly, {"rated": "dissatisfied"}, {}, None),
        (rules.rated_badly, {"rated": "accepted"}, {}, Why.NEEDS_BAD_RATING),
        (rules.merges_into_another, {}, {"target_id": 1, "target_ok": False}, Why.MERGE_TARGET),
        (rules.merges_into_another, {}, {"target_id": 1, "target_ok": True}, None),
        (rules.reply_date_ahead, {}, {"reply_by": date(2026, 11, 18)}, Why.REPLY_IN_PAST),
        (rules.reply_date_ahead, {}, {"reply_by": date(2026, 11, 19)}, None),
    ],
)
def test_rule(
    rule: Callable[[Facts, dict[str, Any]], object],
    known: dict[str, Any],
    given: dict[str, Any],
    reason: object,
) -> None:
    assert rule(facts(**known), given) == reason


FIRST = NOW + timedelta(days=7)


@pytest.mark.parametrize(
    ("new_due", "reason"),
    [
        (FIRST, Why.EXTENSION_NOT_LATER),
        (FIRST + timedelta(seconds=1), None),
        (FIRST + timedelta(days=30), None),
        (FIRST + timedelta(days=30, seconds=1), Why.EXTENSION_TOO_LONG),
    ],
)
def test_extension_is_at_most_thirty_days_beyond_the_first_due_time(
    new_due: datetime, reason: object
) -> None:
    assert rules.extension_fits(facts(due=FIRST, first_due=FIRST), {"new_due": new_due}) == reason


@pytest.mark.parametrize(
    "answer",
    [
        "Cảm ơn phản ánh của ông/bà. Đơn vị đã tiếp nhận và sẽ kiểm tra, xử lý theo quy định.",
        "Đã xử lý.",
        "UBND phường đã ghi nhận, đã chuyển đơn vị chức năng xử lý theo thẩm quyền. Trân trọng!",
        "da chuyen don vi lien quan kiem tra xu ly trong thoi gian som nhat",
        "   ",
    ],
)
def test_stock_phrases_alone_are_no_answer(answer: str) -> None:
    assert rules.answer_is_concrete(facts(), {"answer": answer}) == Why.STOCK_PHRASES


@pytest.mark.parametrize(
    "answer",
    [
        "Đội thoát nước đã thay nắp gang 850 × 850 mm lúc 10:20 ngày 20/11 và trả lại mặt đường.",
        "Cảm ơn ông/bà. Tổ dân phố đã thu gom 12 bao rác ở gốc cây số 42 sáng 18/11.",
    ],
)
def test_a_concrete_answer_passes(answer: str) -> None:
    assert rules.answer_is_concrete(facts(), {"answer": answer}) is None


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Nắp hố ga vỡ. Rất nguy hiểm.", "Nắp hố ga vỡ"),
        ("Rác đầy ngõ 5!", "Rác đầy ngõ 5"),
        ("Đèn đường tắt", "Đèn đường tắt"),
    ],
)
def test_headline(text: str, title: str) -> None:
    assert rules.headline(text) == title


@given(st.text(min_size=1, max_size=3000))
def test_headline_is_one_short_line(text: str) -> None:
    made = rules.headline(text)
    assert len(made) <= rules.HEADLINE_MAX
    assert "\n" not in made
