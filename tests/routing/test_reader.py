"""The reader: trained the same for the same corpus, honest shares, reasons in the sender's own words. No database."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ihanoi.kernel.folding import fold
from ihanoi.routing import catalogue, evaluating, features, training
from ihanoi.routing.examples import Example, corpus, frozen
from ihanoi.routing.reader import NOTHING, SHIPPED, Opinion, Reader
from ihanoi.routing.rules import Lexicon

LEAVES = [leaf for group in catalogue.GROUPS for leaf in group.leaves]
WORDS = {"": catalogue.phrases(catalogue.NEUTRAL)} | {leaf.code: leaf.phrases() for leaf in LEAVES}
LEXICON = Lexicon(WORDS)
READER = Reader(SHIPPED.read_bytes())

FEW = ("ho-ga", "cay-xanh", "do-xe-sai", "tieng-on")
SOME = [example for example in corpus() if example.code in (*FEW, NOTHING)]
FEW_WORDS = {code: WORDS[code] for code in ("", *FEW)}


def opinions(text: str, reader: Reader = READER, lexicon: Lexicon = LEXICON) -> list[Opinion]:
    cut = features.cut(text)
    return reader.opinions(cut, features.phrases(lexicon, cut))


def first(text: str) -> str:
    return opinions(text)[0].code


# --- the corpus ------------------------------------------------------------------------------------------------------


def test_every_field_has_thirty_texts_and_none_twice() -> None:
    written = corpus()
    texts = [fold(example.text) for example in (*written, *frozen())]
    assert len(set(texts)) == len(texts), {text for text in texts if texts.count(text) > 1}
    for leaf in LEAVES:
        assert sum(example.code == leaf.code for example in written) >= 30, leaf.code
    assert {example.code for example in written} == {leaf.code for leaf in LEAVES} | {NOTHING}


def test_the_corpus_is_typed_in_both_ways() -> None:
    texts = [example.text for example in corpus()]
    bare = sum(text == fold(text) or text.lower() == fold(text) for text in texts)
    assert 0.15 < bare / len(texts) < 0.6


def test_the_shipped_reader_was_trained_on_this_corpus_and_these_words() -> None:
    """Where this fails: `ihanoi train --ship`."""
    assert READER.corpus == training.digest(corpus(), WORDS)


def test_the_shipped_reader_is_as_good_as_promised() -> None:
    found = evaluating.compare(READER, LEXICON)
    assert found["first"] >= 0.88
    assert found["in_three"] >= 0.96
    assert found["first_folded"] >= 0.80


# --- training --------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def small() -> bytes:
    return training.train(SOME, FEW_WORDS)


def test_training_is_reproducible(small: bytes) -> None:
    assert training.train(SOME, FEW_WORDS) == small


def test_another_corpus_makes_another_version(small: bytes) -> None:
    more = [*SOME, Example("cây đổ đè lên ô tô", "cay-xanh")]
    assert Reader(training.train(more, FEW_WORDS)).version != Reader(small).version


def test_a_field_that_came_later_is_known_by_its_words(small: bytes) -> None:
    lexicon = Lexicon(FEW_WORDS | {"drones": ["máy bay không người lái", "flycam"]})
    found = opinions("Có người thả flycam, máy bay không người lái trên khu dân cư", Reader(small), lexicon)
    assert found[0].code == "drones"


def test_figures_come_from_texts_not_seen(small: bytes) -> None:
    figures = Reader(small).figures
    assert figures["texts"] == len(SOME)
    assert 0.5 < figures["first"] < 1
    assert sum(n for _tenth, n, _share, _right in figures["calibration"]) == len(SOME)


# --- reading ---------------------------------------------------------------------------------------------------------


@settings(deadline=None, max_examples=150)
@given(st.text(max_size=400))
def test_any_text_gives_shares_of_a_whole(text: str) -> None:
    found = opinions(text)
    assert sum(opinion.share for opinion in found) <= 1 + 1e-6
    assert all(0 <= opinion.share <= 1 for opinion in found)
    assert [o.share for o in found] == sorted((o.share for o in found), reverse=True)
    assert all(quote for opinion in found for quote in opinion.words)


@settings(deadline=None, max_examples=100)
@given(st.sampled_from([row.text for row in frozen()]))
def test_letter_case_and_the_place_of_the_tone_change_nothing(text: str) -> None:
    same = (text.upper(), text.replace("hòa", "hoà").replace("thủy", "thuỷ"), f"  {text}\n")
    assert {first(variant) for variant in same} == {first(text)}


def test_folding_twice_is_folding_once() -> None:
    for row in frozen():
        assert opinions(fold(fold(row.text))) == opinions(fold(row.text))


@pytest.mark.parametrize(
    "text",
    ["xin chào mọi người", "cảm ơn anh chị nhé", "asdf qwer", "12345", "", "!!!", "chúc mừng năm mới cả nhà"],
)
def test_what_belongs_to_no_field_is_not_given_one(text: str) -> None:
    best = opinions(text)[0]
    assert best.code == NOTHING or best.share < READER.limit(best.code)


def test_reasons_are_the_senders_own_words() -> None:
    best = opinions("Nhờ phường xem: NẮP  hố ga trước chợ bị vỡ toác")[0]
    assert best.code == "ho-ga"
    assert any("hố ga" in words for words in best.words), best.words
    bare = opinions("nap ho ga truoc cho vo toac")[0]
    assert any("ho ga" in words for words in bare.words), bare.words


def test_one_matter_is_meant_where_several_are_named() -> None:
    assert first("Xin cắt tỉa cành cây xà cừ um tùm đang che mất đèn đường và biển báo") == "cay-xanh"
    assert first("Xe tải đỗ chắn trước cổng trường, ngay cạnh cột đèn, không ai vào được") == "do-xe-sai"


def test_a_long_text_costs_little_more_than_a_short_one() -> None:
    """A ratio, so that a busy machine does not matter: what stands after the 400th syllable is not read."""
    long = "Nắp hố ga trước số nhà 12 bị vỡ đã lâu. " * 100
    assert _median(long * 10) < 8 * _median(long)


def test_reading_takes_at_most_forty_times_as_long_as_finding_words() -> None:
    text = (
        "Kính gửi phường, nắp hố ga trước số nhà 12 phố Trần Quốc Toản bị vỡ đã lâu, tối đi rất dễ ngã. " * 3
    )
    cut = features.cut(text)
    words = _median_of([_timed(lambda: LEXICON.find(cut.words, cut.is_accented)) for _ in range(40)])
    assert _median(text) < 40 * words


def _median(text: str) -> float:
    return _median_of([_timed(lambda: opinions(text)) for _ in range(15)])


def _median_of(seconds: Sequence[float]) -> float:
    return statistics.median(seconds)


def _timed(do: Callable[[], object]) -> float:
    begun = time.thread_time()
    do()
    return time.thread_time() - begun
