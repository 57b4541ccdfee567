"""Who acts: an account with the seats (role in an agency) that it holds now. Passed explicitly, never global."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Seat:
    """One role held in one agency. `stands_for`: the account that is away and whose seat it is."""

    role: str
    agency_id: int
    stands_for: int | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """`account_id` is None for the public and for the system itself."""

    account_id: int | None
    name: str = ""
    seats: tuple[Seat, ...] = ()
    is_system: bool = False
    title: str = ""  # how the person wants to be addressed ("chị"); blank: by name

    def holds(self, role: str, agency_id: int | None = None) -> bool:
        """Whether the actor holds the role, in that agency if one is named."""
        return any(s.role == role and agency_id in (None, s.agency_id) for s in self.seats)

    def agencies(self, *roles: str) -> frozenset[int]:
        """Agencies in which one of the roles (any role if none is named) is held."""
        return frozenset(s.agency_id for s in self.seats if not roles or s.role in roles)

    def stands_for(self, role: str, agency_id: int | None) -> int | None:
        """The account for which the actor acts in this seat; None in a seat of one's own."""
        return next((s.stands_for for s in self.seats if (s.role, s.agency_id) == (role, agency_id)), None)


PUBLIC = Actor(account_id=None)
SYSTEM = Actor(account_id=None, name="Hệ thống", is_system=True)
