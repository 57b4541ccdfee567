"""Whose a report is: candidates with grounds, or abstention. Knows no case."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise

from ihanoi.kernel import clock
from ihanoi.people import queries as people
from ihanoi.places import queries as places
from ihanoi.routing import rules
from ihanoi.routing.competence import Rule, Rules
from ihanoi.routing.queries.fields import field, known
from ihanoi.routing.queries.reading import read
from ihanoi.routing.queries.rules import rules_of
from ihanoi.routing.rules import ROUTED, Claim
from ihanoi.routing.words import KINDS, AgencyGuess, FieldGuess, Reading, Routing, UnitGuess, Why

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
    return _decide(reading, _what(reading, field_id), _where(text, lat, lon, unit_id), known().competence)


@dataclass(frozen=True, slots=True)
class Past:
    """A report as it came: what the router was given. `field_id` is the field that it was found to be of."""

    report_id: int
    text: str
    lat: float | None
    lon: float | None
    field_id: int | None
    unit_id: int | None


class Trial:
    """Several sets of rules (None: that in force), compiled once, for any number of texts."""

    def __init__(self, set_ids: Sequence[int | None]) -> None:
        self._sets = [known().competence if each is None else rules_of(each) for each in set_ids]

    def route(
        self, text: str, lat: float | None, lon: float | None, field_id: int | None, unit_id: int | None
    ) -> list[Routing]:
        """One answer a set, in their order."""
        reading = read(text)
        what, where = _what(reading, field_id), _where(text, lat, lon, unit_id)
        return [_decide(reading, what, where, competence) for competence in self._sets]

    def again(self, past: Past) -> list[Routing]:
        """One answer a set. What text and point show by themselves counts as read, anything else as chosen."""
        reading = read(past.text)
        read_first = reading.fields[0].field_id if reading.fields else None
        gone = past.field_id not in known().by_id
        what = _what(reading, None if gone or past.field_id == read_first else past.field_id)
        where = _where(past.text, past.lat, past.lon, None)
        if past.unit_id is not None and not (where.units and where.units[0].unit_id == past.unit_id):
            where = _where(past.text, past.lat, past.lon, past.unit_id)
        return [_decide(reading, what, where, competence) for competence in self._sets]


def _decide(reading: Reading, what: _What, where: _Where, competence: Rules) -> Routing:
    ask = _Ask(competence, clock.today())
    ranked = rules.weigh(_claims(what, where, ask))
    agencies = tuple(
        AgencyGuess(
            agency_id,
            people.agency(agency_id).name,
            weight,
            _reasons(claim, what, where, ask),
            ask.along(claim),
        )
        for agency_id, weight, claim in ranked[:4]
    )
    confidence = agencies[0].confidence if agencies else 0.0
    threshold = _threshold(competence, what, ranked[0][2] if ranked else None)
    is_sure = confidence >= threshold and bool(what.fields)
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
        reader=reading.reader,
        rules_id=competence.set_id,
        threshold=threshold,
    )


def _threshold(competence: Rules, what: _What, best: Claim | None) -> float:
    """Set per field: that of the field by which the agency was found, else of the field that is read first."""
    field_id = best.field_id if best else None
    if field_id is None and what.fields:
        field_id = what.fields[0].field_id
    return ROUTED if field_id is None else competence.thresholds.get(field_id, ROUTED)


@dataclass(frozen=True, slots=True)
class _Ask:
    """A set of rules on a day."""

    competence: Rules
    today: date

    def rule(self, field_id: int, unit_id: int | None) -> Rule | None:
        unit = places.unit_by_id(unit_id) if unit_id is not None else None
        return self.competence.of(field_id, unit_id, unit.kind if unit else "", self.today)

    def lead(self, field_id: int, unit_id: int | None) -> int | None:
        """Who leads; None: nobody can be named, as the unit is unknown. Without a rule it is the unit's own matter."""
        rule = self.rule(field_id, unit_id)
        if rule is not None and rule.agency_id is not None:
            return people.successor(rule.agency_id, self.today).id
        committee = people.agency_of_unit(unit_id, self.today) if unit_id is not None else None
        return committee.id if committee else None

    def along(self, claim: Claim) -> tuple[int, ...]:
        """Who works along where the claim is right."""
        rule = self.rule(claim.field_id, claim.unit_id) if claim.field_id is not None else None
        found = (
            people.successor(agency_id, self.today).id for agency_id in (rule.cooperating if rule else ())
        )
        return tuple(dict.fromkeys(each for each in found if each != claim.agency_id))


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


def _claims(what: _What, where: _Where, ask: _Ask) -> Iterator[Claim]:
    """Every field with every unit; what no unit accounts for goes to who leads wherever the thing is, if anybody."""
    for guess in what.fields:
        for unit in where.units:
            agency_id = ask.lead(guess.field_id, unit.unit_id)
            if agency_id is not None:
                yield Claim(agency_id, guess.score * unit.confidence, unit.unit_id, guess.field_id)
        everywhere = ask.lead(guess.field_id, None)
        if everywhere is not None:
            rest = max(0.0, 1 - sum(unit.confidence for unit in where.units))
            yield Claim(everywhere, guess.score * rest, None, guess.field_id)
    unread = max(0.0, 1 - sum(guess.score for guess in what.fields))
    for unit in where.units:
        committee = people.agency_of_unit(unit.unit_id, ask.today)
        if committee is not None:
            yield Claim(committee.id, unread * unit.confidence * _LOCAL_PRIOR, unit.unit_id, None)


def _reasons(claim: Claim, what: _What, where: _Where, ask: _Ask) -> tuple[str, ...]:
    """Place, field and competence, each in a sentence."""
    sentences = [where.grounds[claim.unit_id]] if claim.unit_id is not None else []
    if claim.field_id is not None:
        sentences += [what.grounds[claim.field_id], _competence(claim, ask)]
    along = ask.along(claim)
    if along:
        sentences.append(_say(Why.ALONG, agencies=", ".join(people.agency(each).name for each in along)))
    return tuple(sentences)


def _competence(claim: Claim, ask: _Ask) -> str:
    assert claim.field_id is not None
    rule = ask.rule(claim.field_id, claim.unit_id)
    names = {"field": field(claim.field_id).label, "agency": people.agency(claim.agency_id).name}
    if rule is None:
        return _say(Why.NO_RULE, **names)
    if rule.agency_id is None:
        return _say(Why.LOCAL, **names)
    if rule.unit_id is None and not rule.kind:
        return _say(Why.LINE, **names)
    return _say(Why.OF_PLACE, place=_inside_sentence(_place(rule)), **names)


def _place(rule: Rule) -> str:
    unit = places.unit_by_id(rule.unit_id) if rule.unit_id is not None else None
    return unit.name if unit else str(KINDS[rule.kind])


def _found_words(guess: FieldGuess) -> str:
    if len(guess.words) < 2:
        return _say(Why.WORD, word=guess.words[0] if guess.words else guess.name)
    return _say(Why.WORDS, word=guess.words[0], other=guess.words[1])


def _inside_sentence(name: str) -> str:
    """ "Phường Cửa Nam" → "phường Cửa Nam"."""
    return name[:1].lower() + name[1:]


def _say(sentence: Promise, **names: str) -> str:
    return str(sentence) % names
