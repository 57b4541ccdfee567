"""The unit of a report's place: by pin, by address, or by the sender where the two contradict each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from ihanoi.places import queries as places
from ihanoi.portal.views.draft import Draft

SURE = 0.8  # a single unit this likely needs no choice
BEFORE_2025 = date(2025, 6, 30)  # the last day of the old units
SHOWN = 4
LONGEST = 200  # letters of an address, as the form has it


@dataclass(frozen=True, slots=True)
class UnitChoice:
    """What the sender sees about the unit: the chosen one, the other candidates, and how sure it is."""

    chosen: int | None
    candidates: list[places.PlaceGuess]
    approximate: bool
    outside: bool
    before: str  # the unit of before 1/7/2025, where it can be said
    asked: bool  # whether there was anything to find a unit by
    said: Sequence[places.PlaceGuess] = ()  # what the address names, where the pin lies in none of it

    @property
    def name(self) -> str:
        """The chosen unit inside a sentence."""
        unit = places.unit_by_id(self.chosen) if self.chosen else None
        return _inside(unit.name) if unit else ""

    @property
    def said_name(self) -> str:
        """The unit that the address names, inside a sentence."""
        return _inside(self.said[0].name) if self.said else ""

    @property
    def pinned_name(self) -> str:
        """The unit of the pin, inside a sentence."""
        return _inside(self.candidates[0].name) if self.candidates else ""

    @property
    def is_sure(self) -> bool:
        """Whether the sender need not say which."""
        is_clear = bool(self.candidates) and not self.approximate and not self.said
        return is_clear and self.candidates[0].confidence >= SURE


def unit_choice(draft: Draft) -> UnitChoice:
    """By the point if there is one, else by the address; the sender's own choice stays."""
    address = places.read_address(draft.address) if draft.address else None
    if draft.lat is not None and draft.lng is not None:
        placing = places.unit_at(draft.lat, draft.lng)
        found = list(placing.candidates)
        said = address.guesses[:2] if address and address.contradicts(placing) else ()
        guessed = found[0].unit_id if found and not said else None
        old = places.unit_at(draft.lat, draft.lng, on=BEFORE_2025).best
        return UnitChoice(
            _known(draft.unit) or guessed, found[:SHOWN], placing.approximate, not placing.inside_city,
            _inside(old.name) if old else "", asked=True, said=said,
        )  # fmt: skip
    found = list(address.guesses) if address else []
    guessed = found[0].unit_id if address and found and address.is_named else None
    return UnitChoice(
        _known(draft.unit) or guessed, found[:SHOWN], approximate=len(found) > 1, outside=False, before="",
        asked=bool(draft.address),
    )  # fmt: skip


def settle(draft: Draft, choice: UnitChoice) -> None:
    """Who says that the address is right says that the pin is wrong: it goes."""
    if any(guess.unit_id == draft.unit for guess in choice.said):
        draft.lat = draft.lng = draft.accuracy = None


def _known(unit_id: int | None) -> int | None:
    return unit_id if any(unit.id == unit_id for unit in places.units()) else None


def _inside(name: str) -> str:
    return name[:1].lower() + name[1:]


@never_cache
@require_GET
def suggestions(request: HttpRequest) -> JsonResponse:
    """Completions of the address that is being typed: what to put in, what it is called, and what it is."""
    found = places.suggest(request.GET.get("address", "")[:LONGEST])
    shown = [{"text": s.text[:LONGEST], "name": s.name, "note": _note(s)} for s in found]
    return JsonResponse({"suggestions": shown})


def _note(suggestion: places.Suggestion) -> str:
    if suggestion.kind == "unit":
        return _("từ 1/7/2025")
    if suggestion.kind == "street":
        return pgettext("street", "%(district)s (cũ)") % {"district": suggestion.district}
    now = ", ".join(_inside(name) for name in suggestion.now[:2])
    return _("%(district)s (cũ), nay: %(now)s") % {"district": suggestion.district, "now": now}
