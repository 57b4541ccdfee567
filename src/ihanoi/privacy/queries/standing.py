"""Who the actor is here: what every read and every step of this room begins with."""

from __future__ import annotations

from ihanoi.cases.queries import kept as cases
from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import NotFound
from ihanoi.people import queries as people
from ihanoi.people.queries.restricted import sender
from ihanoi.people.words import Role as Seat
from ihanoi.privacy import policies
from ihanoi.privacy.models import Request
from ihanoi.privacy.regulation import TABLES
from ihanoi.privacy.rules import Facts
from ihanoi.privacy.words import Why

guards = policies.guards
keeps_incidents = policies.keeps_incidents
roles_of = policies.roles_of


def need_to_guard(actor: Actor) -> None:
    """Raises NotFound for everybody else: hidden and missing look the same."""
    if not guards(actor):
        raise NotFound(Why.NOT_FOUND)


def need_to_keep_incidents(actor: Actor) -> None:
    """Likewise for the register of incidents."""
    if not keeps_incidents(actor):
        raise NotFound(Why.NOT_FOUND)


def guardians() -> set[int]:
    """Everybody who guards personal data."""
    held = people.holder_ids(Seat.GUARDIAN, [agency.id for agency in people.agencies()])
    return {account for accounts in held.values() for account in accounts}


def facts_about(account_id: int, right: str, *, fresh: bool = False, new: bool = False) -> Facts:
    """What is known of a person when they ask (`new`), or when their request is dealt with."""
    account, who = people.account(account_id), sender(account_id)
    repeated = new and Request.objects.filter(account=account_id, right=right, closed_at=None).exists()
    return Facts(
        now=clock.now(),
        right=right,
        fresh=fresh,
        shared=people.is_shared(account),
        official=bool(people.actor_for(account).seats),
        repeated=repeated,
        open_cases=cases.open_count(account_id),
        consents=not who.withdrawn,
        restricted=who.restricted,
    )


def facts_about_sender(case_id: int, right: str, *, new: bool = False) -> Facts:
    """Likewise of whoever sent the case without an account."""
    contact = cases.contact_of(case_id)
    return Facts(
        now=clock.now(),
        right=right,
        repeated=new and Request.objects.filter(case=case_id, right=right, closed_at=None).exists(),
        open_cases=int(cases.is_open(case_id)),
        consents=bool(contact and contact.consent_at and not contact.consent_withdrawn_at),
        kept=contact is not None,
    )


def steps(subject: str, state: str, roles: frozenset[str]) -> list[str]:
    """The verbs that the table has in this state; what must be given is judged when the step is made."""
    return [row.verb for row in TABLES[subject].rows if row.open_to(state, roles)]
