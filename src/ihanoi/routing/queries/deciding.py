"""Whose a report is: candidates with grounds, or abstention. Knows no case."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise

from ihanoi.people import queries as people
from ihanoi.places import queries as places
from ihanoi.routing import rules
from ihanoi.routing.queries.fields import field
from ihanoi.routing.queries.reading import read
from ihanoi.routing.rules import Claim
from ihanoi.routing.words import AgencyGuess, FieldGuess, Reading, Routing, UnitGuess, Why

_LOCAL_PRIOR = 0.4  # a report that nobody understands belongs to its ward more often than not
_CHOSEN, _CHOSEN_AGAINST_TEXT = 0.95, 0.6  # how far the sender's own choice of a field is trusted
_NAMED_IN_TEXT = 0.85  # 67 new units bear the name of an old one with another extent
_NAMED_FOR_SURE = 0.5  # below it a name is not said to be one: "đống rác" is no place
_CONTRADICTED = 0.5


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
