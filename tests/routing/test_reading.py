"""The reader in the city: installed, taught, refused when worse, switched and switched back."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from ihanoi.journal.models import Entry
from ihanoi.kernel.actor import SYSTEM, Actor
from ihanoi.kernel.denials import Denied, NotFound
from ihanoi.routing import actions, jobs, queries, training
from ihanoi.routing.examples import Example, corpus
from ihanoi.routing.models import Edition, Field, Lesson, ReaderVersion, Training
from ihanoi.routing.reader import NOTHING, SHIPPED, Reader
from ihanoi.routing.words import Refusal

pytestmark = pytest.mark.django_db

TEXT = "Nắp hố ga giữa ngõ bị vỡ, tối rất dễ ngã"


@pytest.fixture(autouse=True)
def _city(city: Any) -> None:
    queries.forget()


@pytest.fixture(scope="module")
def poor() -> bytes:
    """A reader that knows two fields of fifty."""
    examples = [e for e in corpus() if e.code in ("ho-ga", "cay-xanh", NOTHING)]
    return training.train(examples, {"": ["đèn lồng"], "ho-ga": ["hố ga"], "cay-xanh": ["cây xanh"]})


def better() -> bytes:
    """Other bytes that read the same."""
    return SHIPPED.read_bytes() + b"\0"


def test_the_shipped_reader_is_installed_once() -> None:
    assert ReaderVersion.objects.count() == 1
    assert actions.install_reader(actor=SYSTEM) == 1
    assert ReaderVersion.objects.count() == 1
    row = ReaderVersion.objects.get()
    assert row.is_shipped
    assert row.figures["first"] >= 0.88


def test_a_reading_says_which_reader_read_it() -> None:
    found = queries.read(TEXT)
    assert found.fields[0].code == "ho-ga"
    assert found.reader == ReaderVersion.objects.get().version
    assert queries.route(TEXT, None, None).reader == found.reader
    assert len(found.fields) <= 3
    assert sum(guess.score for guess in found.fields) <= 1


def test_without_a_reader_the_words_alone_read() -> None:
    Edition.objects.update(reader=None)
    queries.forget()
    found = queries.read(TEXT)
    assert found.fields[0].code == "ho-ga"
    assert found.reader == ""


def test_nothing_recognised_gives_no_field() -> None:
    for text in ("", "xin chào", "asdf 123", "Rất bức xúc, đề nghị giải quyết sớm"):
        assert queries.read(text).fields == ()


def test_a_worse_reader_is_refused(poor: bytes) -> None:
    before = queries.read(TEXT).reader
    trained = actions.adopt(actor=SYSTEM, weights=poor)
    assert trained.number is None
    assert trained.refusal is Refusal.WORSE
    assert trained.figures["first"] < trained.before["first"]
    assert ReaderVersion.objects.count() == 1
    assert queries.read(TEXT).reader == before


def test_the_same_reader_is_not_taken_twice() -> None:
    assert actions.adopt(actor=SYSTEM, weights=SHIPPED.read_bytes()).number is None


def test_switching_and_going_back_are_recorded() -> None:
    adopted = actions.adopt(actor=SYSTEM, weights=better())
    assert adopted.number == 2
    assert queries.read(TEXT).reader == ReaderVersion.objects.get(number=2).version
    actions.use_reader(actor=SYSTEM, number=1)
    assert queries.read(TEXT).reader == ReaderVersion.objects.get(number=1).version
    lines = Entry.objects.filter(subject="reader", verb="switch_on").order_by("at", "id")
    assert [line.data["number"] for line in lines] == [1, 2, 1]
    with pytest.raises(Denied):
        actions.use_reader(actor=SYSTEM, number=1)
    with pytest.raises(NotFound):
        actions.use_reader(actor=SYSTEM, number=9)


def test_a_release_leaves_a_citys_own_reader_alone() -> None:
    actions.adopt(actor=SYSTEM, weights=better())
    assert actions.install_reader(actor=SYSTEM) == 2


def test_only_the_operator_of_the_city_decides(city: Any) -> None:
    for actor in (city.assigner, city.dispatcher, Actor(account_id=None)):
        with pytest.raises(NotFound):
            actions.use_reader(actor=actor, number=1)
        with pytest.raises(NotFound):
            actions.train_reader(actor=actor)


def test_corrections_are_kept_without_personal_data() -> None:
    trees = Field.objects.get(code="cay-xanh")
    text = "Gọi tôi số 0912345678, nắp hố ga bị vỡ"
    for _again in range(2):
        actions.learn(actor=SYSTEM, settled=[(7, text, trees.pk)])
    kept = Lesson.objects.get()
    assert kept.field_id == trees.pk
    assert kept.read_as is not None
    assert kept.read_as.code == "ho-ga"
    assert "0912345678" not in kept.text


def test_what_was_read_right_is_no_correction() -> None:
    drains, trees = Field.objects.get(code="ho-ga"), Field.objects.get(code="cay-xanh")
    actions.learn(actor=SYSTEM, settled=[(7, TEXT, trees.pk), (8, TEXT, drains.pk)])
    assert [lesson.pk for lesson in Lesson.objects.all()] == [7]
    actions.learn(actor=SYSTEM, settled=[(7, TEXT, drains.pk)])
    assert not Lesson.objects.exists()


def test_training_is_worth_it_after_enough_corrections(monkeypatch: pytest.MonkeyPatch) -> None:
    deferred: list[bool] = []
    monkeypatch.setattr(jobs.train, "defer", lambda: deferred.append(True))
    trees = Field.objects.get(code="cay-xanh")
    actions.learn(actor=SYSTEM, settled=[(n, TEXT, trees.pk) for n in range(24)])
    jobs.retrain()
    assert not deferred
    actions.learn(actor=SYSTEM, settled=[(24, TEXT, trees.pk)])
    jobs.retrain()
    assert deferred


def test_versions_are_told_to_the_operator_alone(city: Any) -> None:
    [row] = queries.reader_versions(SYSTEM)
    assert row.is_in_use
    assert row.is_shipped
    assert row.texts == len(corpus())
    for asked in (queries.reader_versions, queries.trainings):
        with pytest.raises(NotFound):
            asked(city.assigner)


def test_a_version_stands_beside_the_one_before() -> None:
    actions.adopt(actor=SYSTEM, weights=better())
    new, old = queries.reader_versions(SYSTEM)
    assert (new.is_in_use, old.is_in_use) == (True, False)
    assert new.before == old.figures == new.figures
    assert old.before == {}
    ReaderVersion.objects.filter(number=1).update(tested=7)
    assert queries.reader_versions(SYSTEM)[0].before == {}


def test_what_was_asked_for_is_trained_once_and_its_refusal_stays(
    poor: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(training, "train", lambda *_given: poor)
    asked = actions.ask_training(actor=SYSTEM)
    assert queries.is_training()
    with pytest.raises(Denied, match="đang chạy"):
        actions.ask_training(actor=SYSTEM)
    assert Entry.objects.filter(subject="reader_training", verb="ask_training").count() == 1
    jobs.train(training_id=asked.pk)
    assert not queries.is_training()
    [row] = queries.trainings(SYSTEM)
    assert (row.refusal, row.is_running) == (Refusal.WORSE, False)
    assert row.figures["first"] < row.before["first"]
    assert row.tested > 0


def test_a_training_that_broke_off_lets_another_begin() -> None:
    asked = actions.ask_training(actor=SYSTEM)
    Training.objects.filter(pk=asked.pk).update(asked_at=asked.asked_at - timedelta(hours=2))
    [row] = queries.trainings(SYSTEM)
    assert (row.refusal, row.is_running) == (None, False)
    actions.ask_training(actor=SYSTEM)


def test_the_card_is_of_the_version_in_use() -> None:
    card = queries.reader_card()
    assert card is not None
    assert (card.number, card.texts) == (1, len(corpus()))
    assert card.figures == ReaderVersion.objects.get().figures
    Edition.objects.update(reader=None)
    queries.forget()
    assert queries.reader_card() is None


def test_training_takes_the_corrections_in(monkeypatch: pytest.MonkeyPatch) -> None:
    trees = Field.objects.get(code="cay-xanh")
    actions.learn(actor=SYSTEM, settled=[(7, "bụi tre ngả ra đường", trees.pk)])
    given: list[Example] = []

    def train(examples: list[Example], words: Any, vectors: Any) -> bytes:
        given.extend(examples)
        return better()

    monkeypatch.setattr(training, "train", train)
    trained = actions.train_reader(actor=SYSTEM)
    assert given[-1] == Example("bụi tre ngả ra đường", "cay-xanh")
    assert ReaderVersion.objects.get(number=trained.number).lessons == 1


def test_another_process_switches_while_the_old_reader_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    from ihanoi.routing.queries import reading

    held = reading._Held()
    old, new = Reader(SHIPPED.read_bytes()), Reader(better())
    started: list[Any] = []
    monkeypatch.setattr(reading, "_load", lambda number: {1: old, 2: new}[number])
    monkeypatch.setattr(reading, "Thread", lambda **given: started.append(given) or _Never())
    assert held.get(1) is old
    assert held.get(2) is old
    assert held.get(2) is old
    assert len(started) == 1
    held._take(2)
    assert held.get(2) is new


class _Never:
    def start(self) -> None:
        """A load that has not ended yet."""


def test_a_release_ships_what_is_trained_from_the_corpus_alone(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    taken: list[tuple[object, set[str]]] = []

    def train(texts: object, words: dict[str, list[str]], *_: object) -> bytes:
        taken.append((texts, set(words)))
        return b"reader"

    module = import_module("ihanoi.routing.actions.reading")
    monkeypatch.setattr(module, "SHIPPED", tmp_path / "reader")
    monkeypatch.setattr(training, "train", train)
    assert module.ship_reader(actor=SYSTEM).read_bytes() == b"reader"
    [(texts, codes)] = taken
    assert texts == module.corpus()
    assert {"", "chieu-sang"} <= codes
