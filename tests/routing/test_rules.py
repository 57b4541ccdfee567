"""Reading words: accents, slips, longer words before shorter ones, and what shows danger. No database."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ihanoi.kernel.folding import fold
from ihanoi.routing import catalogue, rules
from ihanoi.routing.rules import Claim, Hit, Lexicon


def lexicon(**phrases: str) -> Lexicon:
    return Lexicon({key: catalogue.phrases(text) for key, text in phrases.items()} | {"": []})


def hits(of: Lexicon, text: str) -> list[Hit]:
    words = rules.syllables(text)
    return of.find(words, rules.is_accented(words))


def keys(of: Lexicon, text: str) -> list[str]:
    return [guess.key for guess in rules.rank(hits(of, text))]


TREES = lexicon(tree="cây, cành cây", rice="cấy lúa", fuel="cây xăng")


def test_accents_tell_words_apart() -> None:
    assert keys(TREES, "Có cây bên đường") == ["tree"]
    assert keys(TREES, "Ruộng cấy muộn") == []


def test_hoi_and_nga_are_confused_by_many() -> None:
    rubbish = lexicon(a="đổ rác thải")
    [sure], [slip] = hits(rubbish, "đổ rác thải"), hits(rubbish, "đỗ rác thải")
    assert sure.weight > slip.weight > 0


def test_words_without_accents_count_less_but_count() -> None:
    drains = lexicon(drain="nắp hố ga")
    [sure], [folded] = hits(drains, "mất nắp hố ga"), hits(drains, "mat nap ho ga")
    assert sure.weight > folded.weight > 0
    assert hits(drains, "MẤT NẮP HỐ GA") == [sure]


def test_a_bare_syllable_without_accents_says_little() -> None:
    [bare] = hits(TREES, "co cay ben duong")
    [sure] = hits(TREES, "có cây bên đường")
    assert bare.weight < sure.weight / 2


def test_the_place_of_the_tone_mark_does_not_matter() -> None:
    assert (
        hits(lexicon(a="hoà bình"), "hòa bình")[0].weight == hits(lexicon(a="hòa bình"), "hòa bình")[0].weight
    )


def test_one_slip_is_forgiven_in_a_long_phrase_only() -> None:
    drains = lexicon(drain="nắp hố ga", hole="hố ga")
    assert [h.key for h in hits(drains, "nắp hồ ga")] == ["drain"]
    assert hits(lexicon(a="rác thải"), "rắc thải") == []


def test_a_longer_word_takes_its_syllables() -> None:
    assert keys(TREES, "Cạnh cây xăng") == ["fuel"]
    assert [h.phrase for h in hits(TREES, "cành cây")] == ["cành cây"]


def test_words_have_borders() -> None:
    assert keys(lexicon(a="đèn"), "đènđường") == []
    assert keys(lexicon(a="hố ga"), "hố-ga, HỐ/GA") == ["a"]


def test_neutral_words_speak_for_nothing() -> None:
    known = Lexicon({"lamp": ["đèn"], "": ["đèn lồng"]})
    assert keys(known, "treo đèn lồng") == []
    assert keys(known, "treo đèn") == ["lamp"]


def test_a_single_hint_decides_nothing_and_supports() -> None:
    known = lexicon(tree="~gãy đổ, ~cành, cây", pole="cột")
    assert keys(known, "bị gãy đổ") == []
    assert keys(known, "cành bị gãy đổ") == ["tree"]


def test_a_strict_word_needs_its_accents() -> None:
    fire = lexicon(fire="!cháy")
    assert keys(fire, "có cháy ở đây") == ["fire"]
    assert keys(fire, "co chay o day") == []
    assert keys(fire, "xe chạy ẩu") == []


def test_a_phrase_of_several_fields_is_shared() -> None:
    alone, shared = lexicon(a="mùi hôi"), lexicon(a="mùi hôi", b="mùi hôi")
    assert hits(shared, "mùi hôi")[0].weight < hits(alone, "mùi hôi")[0].weight


def test_more_evidence_means_more_certainty_and_never_all() -> None:
    known = lexicon(a="rác, đổ rác trộm, mùi hôi", b="chó")
    one, more = rules.rank(hits(known, "rác")), rules.rank(hits(known, "đổ rác trộm mùi hôi"))
    assert 0 < one[0].score < more[0].score < 1
    assert more[0].words == ("đổ rác trộm", "mùi hôi")


@given(st.text(max_size=300))
def test_any_text_gives_shares_of_a_whole(text: str) -> None:
    guesses = rules.rank(hits(TREES, text))
    assert sum(g.score for g in guesses) < 1
    assert guesses == sorted(guesses, key=lambda g: -g.score)
    assert all(g.words for g in guesses)


DANGER = Lexicon({"": catalogue.phrases(catalogue.NOT_DANGER), "danger": catalogue.phrases(catalogue.DANGER)})


@pytest.mark.parametrize(
    "text",
    [
        "Dây điện đứt rơi xuống đường",
        "day dien dut roi xuong duong",
        "Cây sắp đổ vào nhà dân",
        "Mất nắp hố ga giữa đường, đã có người bị ngã",
        "Đang cháy ở kho hàng",
        "Rất nguy hiểm cho các cháu nhỏ",
    ],
)
def test_danger(text: str) -> None:
    assert rules.danger_words(hits(DANGER, text))


@pytest.mark.parametrize(
    "text",
    [
        "Đèn hỏng, đề nghị thay bóng",
        "Xe chạy qua đây rất đông",
        "Tình trạng này không nguy hiểm nhưng mất mỹ quan",
        "Hỏi về lớp tập huấn phòng cháy nổ",
        "Biển báo nguy hiểm bị mờ",
    ],
)
def test_no_danger(text: str) -> None:
    assert not rules.danger_words(hits(DANGER, text))


def test_claims_of_one_agency_add_up() -> None:
    claims = [Claim(1, 0.3, 10, 100), Claim(2, 0.4, 11, 100), Claim(1, 0.2, 12, 101)]
    assert rules.weigh(claims) == [(1, 0.5, claims[0]), (2, 0.4, claims[1])]


# --- the catalogue as data --------------------------------------------------------------------------------


LEAVES = [leaf for group in catalogue.GROUPS for leaf in group.leaves]


def test_codes_are_unique() -> None:
    codes = [group.code for group in catalogue.GROUPS] + [leaf.code for leaf in LEAVES]
    assert len(set(codes)) == len(codes)
    assert 10 <= len(catalogue.GROUPS) <= 15
    assert 40 <= len(LEAVES) <= 60


@pytest.mark.parametrize("leaf", LEAVES, ids=lambda leaf: leaf.code)
def test_a_field_is_known_by_each_of_its_own_words(leaf: catalogue.Leaf) -> None:
    phrases = leaf.phrases()
    assert len(set(phrases)) == len(phrases), {p for p in phrases if phrases.count(p) > 1}
    assert all(phrase == phrase.lower() and phrase.lstrip("~!") for phrase in phrases)
    known = Lexicon({e.code: e.phrases() for e in LEAVES} | {"": catalogue.phrases(catalogue.NEUTRAL)})
    for phrase in phrases:
        if phrase[0] not in "~!":
            found = [h.key for h in hits(known, phrase)]
            assert leaf.code in found, phrase


def test_every_icon_is_in_the_sprite() -> None:
    sprite = json.loads((Path(__file__).parents[2] / "frontend" / "icons.json").read_text())
    assert {group.icon for group in catalogue.GROUPS} | {leaf.icon for leaf in LEAVES} <= set(sprite)


def test_folding_never_loses_a_phrase() -> None:
    known = Lexicon({e.code: e.phrases() for e in LEAVES} | {"": []})
    for leaf in LEAVES:
        for phrase in leaf.phrases():
            if "!" not in phrase:
                assert leaf.code in [h.key for h in hits(known, fold(phrase.lstrip("~")))], phrase


def test_a_phrase_of_marks_alone_finds_nothing() -> None:
    assert keys(Lexicon({"none": ["~!", ""], "tree": ["cành cây"]}), "cành cây ~! gãy") == ["tree"]


def test_a_full_memory_of_syllables_takes_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    full = {str(n): rules.syllable("cây") for n in range(20_000)}
    monkeypatch.setattr(rules, "_known", full)
    assert rules.syllable("Đường").folded == "duong"
    assert len(full) == 20_000
