"""Who plays in the demo city: officials in every agency, citizens, and who of them acts in a case."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from ihanoi.demo import names, words
from ihanoi.kernel.folding import fold
from ihanoi.people import queries as people
from ihanoi.people.actions import NewAccount
from ihanoi.people.queries import AgencyNode
from ihanoi.people.words import AgencyKind, Purpose, Role

CITIZENS: Final = 120
AGREED: Final = (Purpose.HANDLING,)
STAFFED: Final = (
    AgencyKind.COMMUNE,
    AgencyKind.DEPARTMENT,
    AgencyKind.CORPORATION,
    AgencyKind.BOARD,
    AgencyKind.POLICE,
    AgencyKind.OFFICE,
)
JOBS: Final = {
    Role.ASSIGNER: "Chuyên viên tiếp nhận",
    Role.HANDLER: "Chuyên viên",
    Role.APPROVER: "Lãnh đạo cơ quan",
    Role.DISPATCHER: "Chuyên viên điều phối",
    Role.OVERSEER: "Chuyên viên giám sát",
}


@dataclass(frozen=True, slots=True)
class Part:
    """An account to make, with the seat it will hold (none for citizens)."""

    account: NewAccount
    role: str = ""
    agency_id: int | None = None


def parts(rng: random.Random) -> list[Part]:
    """Everybody: the sign-ins first, since the sign-in page shows the first of each role."""
    found = [_sign_in(each) for each in words.SIGN_INS]
    seats = [seat for agency in people.agencies(None, *STAFFED) for seat in _seats(agency)]
    seats += [(Role.DISPATCHER, people.city().id), (Role.DISPATCHER, people.city().id)]
    by_agency: defaultdict[int, set[str]] = defaultdict(set)
    for number, (role, agency_id) in enumerate(seats):
        name, title = names.person(rng, by_agency[people.answerable(agency_id).id])
        found.append(
            Part(NewAccount(_email(name, f"cb{number}"), name, "", title, JOBS[role]), role, agency_id)
        )
    taken = {part.account.full_name for part in found[: len(words.SIGN_INS)]}
    for number in range(CITIZENS):
        name, title = names.person(rng, taken)
        phone, said = f"0900{number:06d}", _invented(title, 200_000 + number)
        account = NewAccount(_email(name, f"nd{number}"), name, phone, title, citizen_id=said, agreed=AGREED)
        found.append(Part(account))
    return found


def _sign_in(each: words.SignIn) -> Part:
    agency = people.agency_by_code(each.agency) if each.agency else None
    phone, said = ("", "") if each.role else ("0912000001", _invented(each.title, 100_000))
    account = NewAccount(
        each.email,
        each.full_name,
        phone,
        each.title,
        each.job_title,
        citizen_id=said,
        agreed=() if each.role else AGREED,
    )
    return Part(account, each.role, agency.id if agency else None)


def _invented(title: str, number: int) -> str:
    """A citizen number of nobody: Hanoi, born in 1900, a woman or a man as they are addressed."""
    woman = title in {"chị", "bà", "cô"}
    return f"001{int(woman)}00{number:06d}"


def _seats(agency: AgencyNode) -> Iterator[tuple[Role, int]]:
    """An assigner and an approver in the agency; handlers in its divisions, or in itself where it has none."""
    divisions = [a.id for a in people.children(agency.id) if a.kind == AgencyKind.DIVISION] or [agency.id]
    yield Role.ASSIGNER, agency.id
    for number in range(3 if agency.code == words.WARD else 2):
        yield Role.HANDLER, divisions[number % len(divisions)]
    yield Role.APPROVER, agency.id


def _email(name: str, number: str) -> str:
    return f"{fold(name).replace(' ', '.')}.{number}@{words.DOMAIN}"


@dataclass(slots=True)
class Crew:
    """Who may act in one agency. Handlers come with the unit in which they sit."""

    assigners: list[int] = field(default_factory=list)
    handlers: list[tuple[int, int]] = field(default_factory=list)  # (division, account)
    approvers: list[int] = field(default_factory=list)

    def members(self) -> set[int]:
        """Everybody of the crew."""
        return {*self.assigners, *self.approvers, *(account for _, account in self.handlers)}


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody by account id, read once."""

    crews: Mapping[int, Crew]
    dispatchers: Sequence[int]
    overseers: Sequence[int]
    citizens: Sequence[int]
    citizen: int  # the sign-in


def read_cast(citizens: Sequence[int]) -> Cast:
    """From the seats that are held now, in a fixed order. The first citizen is the sign-in."""
    every = [a.id for a in people.agencies()]
    crews: defaultdict[int, Crew] = defaultdict(Crew)
    held = {role: people.holder_ids(role, every) for role in Role.values if role != Role.OPERATOR}
    for agency_id in every:
        crew = crews[people.answerable(agency_id).id]
        crew.assigners += held[Role.ASSIGNER][agency_id]
        crew.handlers += [(agency_id, account_id) for account_id in held[Role.HANDLER][agency_id]]
        crew.approvers += held[Role.APPROVER][agency_id]
    return Cast(
        crews=crews,
        dispatchers=held[Role.DISPATCHER][people.city().id],
        overseers=[a for accounts in held[Role.OVERSEER].values() for a in accounts],
        citizens=citizens[1:],
        citizen=citizens[0],
    )
