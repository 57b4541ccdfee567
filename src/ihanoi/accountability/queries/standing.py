"""Who the actor is here, and which days are worked: what every read and every step of this room begins with."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from ihanoi.accountability import policies
from ihanoi.accountability.regulation import TABLES
from ihanoi.accountability.rules import Facts
from ihanoi.accountability.words import Role, Why
from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import NotFound
from ihanoi.kernel.worktime import OutOfRange
from ihanoi.places import queries as places


def roles_of(actor: Actor, about: Collection[int] = ()) -> frozenset[str]:
    """All roles towards something that these agencies are asked about."""
    return policies.roles_of(actor, about)


def oversees(actor: Actor) -> bool:
    """Whether the actor follows and urges all agencies."""
    return Role.OVERSEER in roles_of(actor)


def sees_all(actor: Actor) -> bool:
    """Whether the actor reads what all agencies answer for."""
    return actor.is_system or not roles_of(actor).isdisjoint({Role.OVERSEER, Role.INSPECTOR})


def need_to_see_all(actor: Actor) -> None:
    """Raises NotFound for everybody else: hidden and missing look the same."""
    if not sees_all(actor):
        raise NotFound(Why.NOT_FOUND)


def answers_for(actor: Actor) -> frozenset[int]:
    """Agencies in whose name the actor may answer and record."""
    return policies.answers_for(actor)


def issuer_of(actor: Actor) -> int | None:
    """The agency in whose name an overseer writes; None for others."""
    held = sorted(actor.agencies(Role.OVERSEER))
    return held[0] if held else None


def steps(actor: Actor, subject: str, state: str, about: Collection[int] = ()) -> list[str]:
    """The verbs that the table has for the actor in this state; what must be given is judged when the step is made."""
    roles = roles_of(actor, about)
    return [row.verb for row in TABLES[subject].rows if row.open_to(state, roles)]


def facts(**known: object) -> Facts:
    """What is known now; `works` asks the city's calendar, and a day that it does not know is no working day."""
    return Facts(today=clock.today(), works=_works, **known)  # type: ignore[arg-type]  # names and types are Facts' own


def usual_reply_day() -> date:
    """What a form proposes: the first working day from a week ahead on."""
    days = (clock.today() + timedelta(days=n) for n in range(7, 40))
    return next((day for day in days if _works(day)), clock.today() + timedelta(days=7))


def _works(day: date) -> bool:
    try:
        return places.working_time().is_working_day(day)
    except OutOfRange:
        return False
