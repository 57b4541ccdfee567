"""What is lacking in an answer: each finding on its own, both ways, and what must hold of all answers."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ihanoi.cases import rules
from ihanoi.cases.rules import Earlier, Proof, Question, Reply, fingerprint, judge, read_answer
from ihanoi.cases.rules.answer_texts import blanks, echoed, likeness
from ihanoi.cases.words.answers import ABOUT, BLOCKING, MEND, Lack
from ihanoi.kernel.folding import fold
from tests.cases.test_rules import facts

TODAY = date(2026, 11, 18)
SENT = datetime(2026, 11, 16, 1, 0, tzinfo=UTC)
REPORT = Question(
    "Nắp hố ga trước số 29 phố Trần Quốc Toản vỡ một góc, một cháu bé suýt thụt chân.",
    "29 Trần Quốc Toản",
    ("ho ga", "nap cong"),
    SENT,
)
GOOD = "Đội thoát nước đã thay nắp hố ga trước số 29 Trần Quốc Toản lúc 10 giờ 20 ngày 17/11."
PHOTO = Proof("photo", SENT + timedelta(days=1))


def lacks(
    text: str = GOOD, outcome: str = "fixed", *, question: Question = REPORT, **given: object
) -> set[str]:
    earlier = given.pop("earlier", ())
    reply = replace(Reply(text, outcome, proofs=(PHOTO,)), **given)
    return {found.lack.value for found in judge(reply, question, earlier, TODAY)}


def test_a_concrete_answer_with_its_picture_lacks_nothing() -> None:
    assert lacks() == set()


@pytest.mark.parametrize(
    ("text", "lack"),
    [
        ("", "empty"),
        (" … ", "empty"),
        ("Đã xử lý.", "stock"),
        (
            "Cảm ơn quý công dân. Nội dung đã được chuyển đơn vị chức năng kiểm tra, xử lý theo quy định.",
            "stock",
        ),
        (GOOD + " Kinh phí: [nội dung]", "template"),
        (GOOD.replace("17/11", "__/__"), "template"),
        (GOOD.replace("ngày 17/11", "ngày …"), "template"),
        (GOOD.replace("ngày 17/11", "ngày dd/mm"), "template"),
        (GOOD.replace("số 29", "số xxx"), "template"),
        ("Nắp hố ga trước số 29 phố Trần Quốc Toản vỡ một góc, đã sửa ngày 17/11.", "echo"),
        ("Tổ vệ sinh đã quét dọn phế thải ở vườn hoa Tao Đàn tối 17/11.", "off"),
        ("Đội thoát nước đã thay nắp hố ga trước số 29 Trần Quốc Toản.", "no_when"),
        ("Nắp hố ga đã được thay bằng nắp gang mới ngày 17/11, xe qua êm.", "no_where"),
    ],
)
def test_what_is_lacking_is_named(text: str, lack: str) -> None:
    assert lack in lacks(text)
    assert lack not in lacks()


@pytest.mark.parametrize(
    "text",
    [
        GOOD + " Biển số xe chở đất 29C-xxx.12 đã được chuyển công an.",
        GOOD + " Ảnh kèm theo (đơn vị quản lý: công ty thoát nước).",
        GOOD + " Rác, bàn ghế cũ… đã được dọn.",
    ],
)
def test_what_only_looks_like_a_blank_is_none(text: str) -> None:
    assert not blanks(read_answer(text))


def test_a_place_of_the_text_is_where_it_stands() -> None:
    text = "Đã thay nắp hố ga trước số 29 Trần Quốc Toản vào [ngày], kính gửi ông bà."
    reply = Reply(text, "fixed", proofs=(PHOTO,))
    (blank,) = (each for each in judge(reply, REPORT, (), TODAY) if each.lack == Lack.TEMPLATE)
    assert [text[start:end] for start, end in blank.at] == ["[ngày]"]
    (stock,) = judge(
        Reply("Đã kiểm tra, xử lý 5 vụ theo quy định.", "fixed", proofs=(PHOTO,)), REPORT, (), TODAY
    )
    assert [stock.lack, len(stock.at)] == [Lack.STOCK, 2]


@pytest.mark.parametrize(
    ("proofs", "lack"),
    [
        ((), "no_photo"),
        ((Proof("letter"),), "no_photo"),
        ((Proof("photo", SENT - timedelta(days=2)),), "old_photo"),
        ((Proof("photo", SENT - timedelta(minutes=30)),), ""),  # clocks differ
        ((Proof("photo"),), ""),  # the camera did not say
        ((Proof("photo", SENT - timedelta(days=2)), PHOTO), ""),
    ],
)
def test_a_repair_is_shown_by_a_picture_from_after_the_report(proofs: tuple[Proof, ...], lack: str) -> None:
    assert lacks(proofs=proofs) == ({lack} if lack else set())


def test_what_is_at_no_place_needs_no_picture_and_what_is_no_repair_needs_none() -> None:
    letter = (Proof("letter"),)
    assert lacks(question=replace(REPORT, on_site=False), proofs=letter) == set()
    assert lacks(outcome="explained", proofs=letter) == set()
    assert "no_proof" in lacks(outcome="explained", proofs=())
    assert "old_photo" not in lacks(
        question=replace(REPORT, reported_at=None), proofs=(Proof("photo", SENT),)
    )


@pytest.mark.parametrize(
    ("day", "lack"),
    [
        (None, "no_day"),
        (TODAY - timedelta(days=1), "no_day"),
        (TODAY, ""),
        (TODAY + timedelta(days=31), "far_day"),
    ],
)
def test_a_promise_has_a_day_that_is_not_too_far(day: date | None, lack: str) -> None:
    assert lacks(outcome="scheduled", scheduled_for=day) == ({lack} if lack else set())


@pytest.mark.parametrize(
    ("text", "proofs", "lack"),
    [
        (GOOD, (PHOTO,), "no_ground"),
        (GOOD, (PHOTO, Proof("minutes")), ""),
        (GOOD + " Theo Nghị định 64/2010 chưa được chặt.", (PHOTO,), ""),
    ],
)
def test_what_is_explained_names_its_ground(text: str, proofs: tuple[Proof, ...], lack: str) -> None:
    assert lacks(text, "not_possible", proofs=proofs) == ({lack} if lack else set())


def test_a_copy_names_the_case_whose_answer_it_is() -> None:
    before = [rules.given_before(7, GOOD), rules.given_before(8, "Đã xong."), Earlier(9, [1, 2, 3])]
    found = judge(Reply(GOOD, "fixed", proofs=(PHOTO,)), REPORT, before, TODAY)
    assert [(each.lack, each.cases, each.blocks) for each in found] == [(Lack.COPY, (7,), False)]


def test_another_day_at_another_place_is_no_copy() -> None:
    other = "Đội thoát nước đã thay nắp hố ga trước số 7 Hàng Bài lúc 15 giờ ngày 2/11."
    assert lacks(earlier=[rules.given_before(7, other)]) == set()


def test_a_short_answer_has_no_fingerprint() -> None:
    assert fingerprint(read_answer("Đã thay nắp hố ga.")) is None


def test_likeness_is_the_share_of_common_pieces() -> None:
    assert likeness([1, 2, 3], [1, 2, 3]) == 1
    assert likeness([1, 2], [3, 4]) == 0
    assert likeness([1, 2], [2, 3]) == pytest.approx(1 / 3)


def test_nothing_is_echoed_by_words_that_say_nothing() -> None:
    assert echoed(read_answer("đã xử lý"), read_answer("khác")) == (0.0, None)


def test_the_place_alone_touches_the_question() -> None:
    elsewhere = replace(REPORT, text="Ồn ào quá", terms=())
    assert "off" not in lacks(question=elsewhere)
    assert "off" in lacks("Sáng 17/11 công nhân quét vôi lại tường cho sạch đẹp.", question=elsewhere)
    assert "off" not in lacks(
        "Sáng 17/11 công nhân thay hố ga cho sạch đẹp.", question=replace(elsewhere, terms=("ho ga",))
    )


def test_every_finding_has_its_sentence_and_its_input() -> None:
    assert set(MEND) == set(Lack)
    for lack in Lack:
        found = rules.Finding(lack)
        assert (found.blocks, found.about) == (lack in BLOCKING, ABOUT.get(lack, "answer"))


@pytest.mark.parametrize(
    ("rule", "known", "refused"),
    [
        (rules.answer_is_filled_in, {"answer": GOOD}, False),
        (rules.answer_is_filled_in, {"answer": "Đã sửa ngày …"}, True),
        (rules.answer_is_filled_in, {}, False),
        (rules.answer_is_concrete, {"answer": GOOD}, False),
        (rules.answer_is_concrete, {"answer": "Đã xử lý."}, True),
        (rules.answer_is_concrete, {}, False),
        (rules.repair_is_shown, {"outcome": "fixed", "proofs": [PHOTO], "reported_at": SENT}, False),
        (rules.repair_is_shown, {"outcome": "fixed", "proofs": [Proof("letter")]}, True),
        (rules.repair_is_shown, {"outcome": "explained", "proofs": []}, False),
        (rules.repair_is_shown, {}, False),
    ],
)
def test_the_table_refuses_what_is_certain(rule: object, known: dict[str, object], refused: bool) -> None:
    assert (rule(facts(), known) is not None) is refused


WORDS = st.lists(
    st.sampled_from(
        [*GOOD.split(), "đã", "xử", "lý", "theo", "quy", "định", "rác", "[ngày]", "…", "kiểm", "tra"]
    )
)


@given(WORDS)
def test_a_concrete_sentence_more_never_adds_what_blocks(words: list[str]) -> None:
    text = " ".join(words)

    def blocking(said: str) -> set[str]:
        return lacks(said) & {lack.value for lack in BLOCKING}

    assert blocking(f"{text}. {GOOD}") <= blocking(text)


@given(WORDS)
def test_accents_and_capitals_do_not_matter(words: list[str]) -> None:
    text = " ".join(words)
    assert lacks(text) == lacks(fold(text)) == lacks(text.upper())


@given(st.text(max_size=300))
def test_places_lie_in_the_text_whatever_it_is(text: str) -> None:
    read = read_answer(text)
    assert all(0 <= start < end <= len(read.flat) for start, end in [*read.spans, *blanks(read)])
    assert len(read.words) == len(read.spans) == len(read.telling)


@given(WORDS, WORDS)
def test_an_answer_is_like_itself_and_likeness_has_no_direction(one: list[str], other: list[str]) -> None:
    prints = [fingerprint(read_answer(" ".join(words))) for words in (one, other)]
    if None not in prints:
        assert likeness(prints[0], prints[0]) == 1
        assert likeness(*prints) == likeness(*reversed(prints))
