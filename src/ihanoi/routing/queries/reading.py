"""What a text is about, and whether somebody may be in danger."""

from __future__ import annotations

from ihanoi.routing import catalogue, rules
from ihanoi.routing.queries.fields import known
from ihanoi.routing.rules import Lexicon
from ihanoi.routing.words import FieldGuess, Reading

_danger = Lexicon(
    {"": catalogue.phrases(catalogue.NOT_DANGER), "danger": catalogue.phrases(catalogue.DANGER)}
)


def read(text: str, limit: int = 3) -> Reading:
    """What the text is about and whether somebody may be in danger. Nothing recognised: no fields."""
    catalogue_now = known()
    words = rules.syllables(text)
    accented = rules.is_accented(words)
    dangers = rules.danger_words(_danger.find(words, accented))
    guesses = rules.rank(catalogue_now.lexicon.find(words, accented))
    if not guesses or guesses[0].score < rules.RECOGNISED:
        return Reading((), bool(dangers), dangers)
    found = (
        FieldGuess(
            catalogue_now.by_code[g.key].id, g.key, catalogue_now.by_code[g.key].label, g.score, g.words
        )
        for g in guesses[:limit]
    )
    return Reading(tuple(found), bool(dangers), dangers)
