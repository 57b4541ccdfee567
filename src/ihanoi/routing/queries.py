"""Reads a report and says whose it is: candidates with grounds, or abstention. Knows no case."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from django.db.models import Q
from django.utils.functional import Promise

from ihanoi.kernel import clock
from ihanoi.kernel.denials import Invalid
from ihanoi.kernel.kept import Kept
from ihanoi.people import queries as people
from ihanoi.places import queries as places
from ihanoi.routing import catalogue, rules
from ihanoi.routing.models import Edition, Field
from ihanoi.routing.rules import Claim, Lexicon
from ihanoi.routing.words import AgencyGuess, FieldGuess, FieldNode, Reading, Routing, UnitGuess, Why

_LOCAL_PRIOR = 0.4  # a report that nobody understands belongs to its ward more often than not
_CHOSEN, _CHOSEN_AGAINST_TEXT = 0.95, 0.6  # how far the sender's own choice of a field is trusted
_NAMED_IN_TEXT = 0.85  # 67 new units bear the name of an old one with another extent
_NAMED_FOR_SURE = 0.5  # below it a name is not said to be one: "đống rác" is no place
_CONTRADICTED = 0.5


# --- the catalogue ---------------------------------------------------------------------------------------------------


class _Catalogue:
    """The fields in use and their words, compiled."""

    def __init__(self, rows: Sequence[Field]) -> None:
        leaves: dict[int | None, list[FieldNode]] = {}
        for row in rows:
            if row.parent_id is not None:
                leaves.setdefault(row.parent_id, []).append(_node(row))
        self.groups = tuple(_node(r, tuple(leaves.get(r.pk, ()))) for r in rows if r.parent_id is None)
        every = [*self.groups, *(leaf for group in self.groups for leaf in group.leaves)]
        self.by_id: Mapping[int, FieldNode] = MappingProxyType({node.id: node for node in every})
        self.by_code: Mapping[str, FieldNode] = MappingProxyType({node.code: node for node in every})
        neutral = {"": catalogue.phrases(catalogue.NEUTRAL)}
        self.lexicon = Lexicon(neutral | {r.code: r.words for r in rows if r.parent_id is not None})


_danger = Lexicon(
    {"": catalogue.phrases(catalogue.NOT_DANGER), "danger": catalogue.phrases(catalogue.DANGER)}
)


def _stamp() -> tuple[uuid.UUID | None, date]:
    """The catalogue changes with its edition, and at midnight: fields are dated."""
    return Edition.objects.values_list("stamp", flat=True).first(), clock.today()


def _read(stamp: tuple[uuid.UUID | None, date]) -> _Catalogue:
    in_use = Q(valid_to=None) | Q(valid_to__gte=stamp[1])
    return _Catalogue(list(Field.objects.filter(in_use).order_by("order", "id")))


_kept = Kept(_stamp, _read)


def _catalogue() -> _Catalogue:
    return _kept.get()


def _node(row: Field, leaves: tuple[FieldNode, ...] = ()) -> FieldNode:
    return FieldNode(row.pk, row.code, row.parent_id, row.name, row.name_en, row.icon, row.agency_id, leaves)


def forget() -> None:
    """Drop this process's copy of the catalogue, after a change made here."""
    _kept.forget()


def fields() -> tuple[FieldNode, ...]:
    """The groups in use with their leaves, in the order of the catalogue."""
    return _catalogue().groups


def field(field_id: int) -> FieldNode:
    """One field in use. Raises Invalid({"field": sentence})."""
    node = _catalogue().by_id.get(field_id)
    if node is None:
        raise Invalid({"field": Why.FIELD_GONE})
    return node


def field_by_code(code: str) -> FieldNode | None:
    """One field in use by its code: "ho-ga"."""
    return _catalogue().by_code.get(code)


# --- reading ---------------------------------------------------------------------------------------------------------


def read(text: str, limit: int = 3) -> Reading:
    """What the text is about and whether somebody may be in danger. Nothing recognised: no fields."""
    known = _catalogue()
    words = rules.syllables(text)
    accented = rules.is_accented(words)
    dangers = rules.danger_words(_danger.find(words, accented))
    guesses = rules.rank(known.lexicon.find(words, accented))
    if not guesses or guesses[0].score < rules.RECOGNISED:
        return Reading((), bool(dangers), dangers)
    found = (
        FieldGuess(known.by_code[g.key].id, g.key, known.by_code[g.key].label, g.score, g.words)
        for g in guesses[:limit]
    )
    return Reading(tuple(found), bool(dangers), dangers)


# --- routing ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Where:
    """Units with their shares, why each, and what people are told about the place as a whole."""

    units: tuple[UnitGuess, ...]
    grounds: Mapping[int, str]
    notes: tuple[str, ...] = ()
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class _What:
    """Fields with their shares, and why each."""

    fields: tuple[FieldGuess, ...]
    grounds: Mapping[int, str]
    notes: tuple[str, ...] = ()


def route(
    text: str, lat: float | None, lon: float | None, field_id: int | None = None, unit_id: int | None = None
) -> Routing:
    """Whose this is. The sender's own choice of field and unit counts more than what is read, but not blindly (R33)."""
    reading = read(text)
    what = _what(reading, field_id)
    where = _where(text, lat, lon, unit_id)
    ranked = rules.weigh(_claims(what, where))
    agencies = tuple(
        AgencyGuess(agency_id, people.agency(agency_id).name, weight, _reasons(claim, what, where))
        for agency_id, weight, claim in ranked[:4]
    )
    confidence = agencies[0].confidence if agencies else 0.0
    is_sure = confidence >= rules.ROUTED and bool(what.fields)
    shown = agencies[0].reasons if agencies else ()
    closing = () if is_sure else (str(Why.ABSTAINED),)
    return Routing(
        units=where.units,
        fields=what.fields,
        agency_id=agencies[0].agency_id if is_sure else None,
        agencies=agencies,
        confidence=confidence,
        approximate=where.approximate,
        reasons=tuple(dict.fromkeys((*shown, *where.notes, *what.notes, *closing))),
        urgent=reading.urgent,
    )


def _what(reading: Reading, field_id: int | None) -> _What:
    """The fields to weigh: the sender's choice first, if there is one."""
    grounds = {guess.field_id: _found_words(guess) for guess in reading.fields}
    if field_id is None:
        return _What(reading.fields, grounds, () if reading.fields else (str(Why.NO_FIELD),))
    chosen = field(field_id)
    read_alike = next((g for g in reading.fields if g.field_id == chosen.id), None)
    top = reading.fields[0] if reading.fields else None
    is_against = top is not None and read_alike is None and top.score >= 0.8
    trust = _CHOSEN_AGAINST_TEXT if is_against else _CHOSEN
    first = FieldGuess(chosen.id, chosen.code, chosen.label, trust, read_alike.words if read_alike else ())
    others = (
        FieldGuess(g.field_id, g.code, g.name, g.score * (1 - trust), g.words)
        for g in reading.fields
        if g.field_id != chosen.id
    )
    grounds[chosen.id] = _say(Why.CHOSEN_FIELD, field=chosen.label)
    notes = (_say(Why.OTHER_FIELD, chosen=chosen.label, read=top.name),) if is_against and top else ()
    return _What((first, *others), grounds, notes)


def _where(text: str, lat: float | None, lon: float | None, unit_id: int | None) -> _Where:
    """The units to weigh: by point, else by name in the text; the sender's choice decides but for a contradiction."""
    placed = _placed(lat, lon)
    if unit_id is not None:
        return _chosen(unit_id, placed)
    if placed.units:
        return placed
    named = _named(text)
    return _Where(
        named.units, named.grounds, (*placed.notes, *(() if named.units else named.notes)), placed.approximate
    )


def _placed(lat: float | None, lon: float | None) -> _Where:
    if lat is None or lon is None:
        return _Where((), {})
    placing = places.unit_at(lat, lon)
    if not placing.inside_city:
        return _Where((), {}, (str(Why.OUTSIDE),))
    units = tuple(UnitGuess(c.unit_id, c.code, c.name, c.confidence) for c in placing.candidates)
    sentence = Why.NEAR if placing.approximate else Why.INSIDE
    grounds = {unit.unit_id: _say(sentence, unit=_inside_sentence(unit.name)) for unit in units}
    return _Where(_shared(units), grounds, (), placing.approximate)


def _chosen(unit_id: int, placed: _Where) -> _Where:
    """The sender confirmed a unit. A point elsewhere takes half of the trust; an approximate one less."""
    unit = next((u for u in places.units() if u.id == unit_id), None)
    if unit is None:
        return placed
    name = _inside_sentence(unit.name)
    grounds = {**placed.grounds, unit_id: _say(Why.CHOSEN_UNIT, unit=name)}
    if not placed.units or any(u.unit_id == unit_id for u in placed.units):
        return _Where((UnitGuess(unit.id, unit.code, unit.name, 1.0),), grounds, placed.notes)
    note = _say(Why.CONTRADICTION, chosen=name, placed=_inside_sentence(placed.units[0].name))
    first = UnitGuess(unit.id, unit.code, unit.name, _CONTRADICTED)
    rest = (UnitGuess(u.unit_id, u.code, u.name, u.confidence * (1 - _CONTRADICTED)) for u in placed.units)
    return _Where((first, *rest), grounds, (note,), placed.approximate)


def _named(text: str) -> _Where:
    """Units that the text names, by today's name or that of before the merger; a name may also be a street's."""
    guesses = places.find_address(text)
    if sum(guess.confidence for guess in guesses) < _NAMED_FOR_SURE:
        guesses = ()
    units = tuple(UnitGuess(g.unit_id, g.code, g.name, g.confidence * _NAMED_IN_TEXT) for g in guesses)
    grounds = {unit.unit_id: _say(Why.NAMED, unit=_inside_sentence(unit.name)) for unit in units}
    return _Where(units, grounds, () if units else (str(Why.NO_UNIT),))


def _shared(units: tuple[UnitGuess, ...]) -> tuple[UnitGuess, ...]:
    """Confidences that add up to one at most."""
    whole = max(1.0, sum(unit.confidence for unit in units))
    return tuple(UnitGuess(u.unit_id, u.code, u.name, u.confidence / whole) for u in units)


def _claims(what: _What, where: _Where) -> Iterator[Claim]:
    """Every field with every unit. A line agency is the same wherever the thing is, so it needs no unit."""
    for guess in what.fields:
        line = _line_agency(guess.field_id)
        if line is not None:
            yield Claim(line, guess.score, where.units[0].unit_id if where.units else None, guess.field_id)
            continue
        for unit_id, committee, share in _committees(where):
            yield Claim(committee, guess.score * share, unit_id, guess.field_id)
    unread = max(0.0, 1 - sum(guess.score for guess in what.fields))
    for unit_id, committee, share in _committees(where):
        yield Claim(committee, unread * share * _LOCAL_PRIOR, unit_id, None)


def _committees(where: _Where) -> Iterator[tuple[int, int, float]]:
    for unit in where.units:
        committee = people.agency_of_unit(unit.unit_id)
        if committee is not None:
            yield unit.unit_id, committee.id, unit.confidence


def _line_agency(field_id: int) -> int | None:
    agency_id = field(field_id).agency_id
    return None if agency_id is None else people.successor(agency_id).id


def _reasons(claim: Claim, what: _What, where: _Where) -> tuple[str, ...]:
    """Place, field and competence, each in a sentence."""
    sentences = [where.grounds[claim.unit_id]] if claim.unit_id is not None else []
    if claim.field_id is not None:
        node = field(claim.field_id)
        sentence = Why.LOCAL if node.agency_id is None else Why.LINE
        sentences += [
            what.grounds[claim.field_id],
            _say(sentence, field=node.label, agency=people.agency(claim.agency_id).name),
        ]
    return tuple(sentences)


def _found_words(guess: FieldGuess) -> str:
    if len(guess.words) < 2:
        return _say(Why.WORD, word=guess.words[0] if guess.words else guess.name)
    return _say(Why.WORDS, word=guess.words[0], other=guess.words[1])


def _inside_sentence(name: str) -> str:
    """ "Phường Cửa Nam" → "phường Cửa Nam"."""
    return name[:1].lower() + name[1:]


def _say(sentence: Promise, **names: str) -> str:
    return str(sentence) % names
