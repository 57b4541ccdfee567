"""How well the platform knows somebody, and what is still missing for the next level."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor

from .. import regulation, rules
from ..models import Account
from ..words import NEXT, Act, AgencyKind, Level, Proof, Role
from ..words import Known as Words
from .agencies import agency, answerable

VOUCHING = (Role.ASSIGNER, Role.HANDLER)  # they sit where people come with their papers


@dataclass(frozen=True, slots=True)
class Known:
    """What is told about oneself. `missing`: fields that R20 asks for; the citizen number only masked."""

    level: Level
    missing: tuple[str, ...]
    citizen_id: str
    proven_at: datetime | None
    proven_by: str
    has_verified: bool  # number or address

    def may(self, act: Act) -> bool:
        """Whether the act is open."""
        return regulation.allows(self.level, act)

    @property
    def label(self) -> str:
        """The level in words; whoever is proven but cannot be reached hears both."""
        half = self.proven_at is not None and self.level < Level.PROVEN
        return str(Words.HALF if half else self.level.label)

    @property
    def proof(self) -> str:
        """Who vouched."""
        return str(Proof(self.proven_by).label) if self.proven_by else ""

    @property
    def next_step(self) -> str:
        """How to get to the next level; blank at the last."""
        return str(NEXT.get(self.level, ""))

    @property
    def opens(self) -> list[tuple[str, bool]]:
        """Everything in the table, with whether it is open, for the page of the account."""
        sure = self.proven_at is not None
        return [(str(act.label), sure if act == Act.BE_SURE else self.may(act)) for act in Act]


def known(account: Account) -> Known:
    """Of an account that was read whole."""
    missing = tuple(name for name in regulation.IDENTITY if not getattr(account, name))
    verified = bool(
        (account.phone and account.phone_verified_at) or (account.email and account.email_verified_at)
    )
    level = rules.level(verified=verified, missing=missing, proven=account.proven_at is not None)
    masked = rules.masked_id(account.citizen_id)
    return Known(level, missing, masked, account.proven_at, account.proven_by, verified)


def level(actor: Actor) -> Level:
    """Of whoever acts; nobody is unknown."""
    found = Account.objects.filter(pk=actor.account_id or 0).first()
    return known(found).level if found else Level.UNKNOWN


def may(actor: Actor, act: Act) -> bool:
    """Whether the act is open to whoever acts (R20)."""
    return regulation.allows(level(actor), act)


def citizen_number(text: str, *, seen: bool = False) -> rules.CitizenId | None:
    """What a citizen number says, or None where it cannot be one. `seen`: whoever tells it has seen the card."""
    return rules.citizen_id(text, clock.today().year, seen=seen)


def masked_id(number: str) -> str:
    """A citizen number of which only the ends are shown."""
    return rules.masked_id(number)


def is_declared(number: str) -> bool:
    """Whether any account has told this citizen number."""
    return bool(number) and Account.objects.filter(citizen_id=number).exists()


def may_vouch(actor: Actor) -> bool:
    """Whether somebody works where people show their cards: at the counter of a ward or commune."""
    seats = (agency(answerable(agency_id).id) for agency_id in actor.agencies(*VOUCHING))
    return any(node.kind == AgencyKind.COMMUNE for node in seats)
