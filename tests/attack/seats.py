"""As whom the platform is walked through, and whose name, numbers, address and place each of them must not meet."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final
from uuid import UUID
from zipfile import BadZipFile, ZipFile

from django.contrib.auth import SESSION_KEY
from django.test import Client

from ihanoi.kernel.actor import SYSTEM
from ihanoi.operation.access import Answer, Row, Thing, answer
from ihanoi.people import actions as people_actions
from ihanoi.people import queries as people
from ihanoi.people.words import Role
from tests.attack.routes import client_of
from tests.attack.things import reported
from tests.cases.stages import bring
from tests.conftest import City
from tests.needles import forms

# The role by which the table of addresses knows each: None for the public, blank for citizens.
ROLES: Final[dict[str, str | None]] = {
    "nobody": None,
    **dict.fromkeys(("neighbour", "sender"), ""),
    **{role.value: role.value for role in Role},
    "other_assigner": Role.ASSIGNER.value,
}
ELSEWHERE: Final = frozenset({"other_assigner"})
WARD: Final = frozenset({Role.ASSIGNER.value, Role.HANDLER.value, Role.APPROVER.value})
CITY: Final = frozenset({Role.DISPATCHER.value, Role.OVERSEER.value, Role.INSPECTOR.value})


@dataclass(frozen=True)
class Place:
    """Where something is, as only those may know whose work it is: the public reads it rounded to three places."""

    lat: float
    lon: float
    house: str
    street: str

    @property
    def needles(self) -> frozenset[str]:
        """The house, and each number to four places, with a point or a comma.

        No corner of a unit on the map has these numbers, and the fifth place rounds down.
        """
        near = {f"{each:.4f}" for each in (self.lat, self.lon)}
        return frozenset({self.house, *near, *(each.replace(".", ",") for each in near)})


@dataclass(frozen=True)
class Sender:
    """Somebody who has sent a report; who asked for secrecy is hidden from those too whose work it is."""

    name: str
    email: str
    phone: str
    citizen_id: str
    place: Place
    worked_on: frozenset[str]  # the seats that see the inside of the report
    confidential: bool = False

    @property
    def needles(self) -> frozenset[str]:
        """How it might be written, in JSON too."""
        told = (self.name, self.email, self.phone, self.citizen_id)
        return frozenset({form for each in told for form in (*forms(each), json.dumps(each)[1:-1])})

    def hidden_from(self, seat: str) -> frozenset[str]:
        """What of it must stand in nothing that they get."""
        inside = seat in self.worked_on
        return (frozenset() if inside else self.place.needles) | (
            frozenset() if inside and not self.confidential else self.needles
        )


SENDERS: Final = (
    Sender(
        "Bùi Thị Kín Đáo", "kin-dao@example.org", "0936555444", "001190004321",
        Place(21.02412, 105.84623, "7391/6", "Trần Quốc Toản"), WARD | CITY, confidential=True,
    ),
    Sender(
        "Lê Văn Mở Lòng", "mo-long@example.org", "0936555445", "001090004322",
        Place(21.02481, 105.84682, "7392/6", "Trần Quốc Toản"), WARD | CITY,
    ),
    Sender(
        "Phạm Thị Bên Kia", "ben-kia@example.org", "0936555446", "001190004323",
        Place(21.02862, 105.85233, "7393/6", "Đinh Tiên Hoàng"), ELSEWHERE | CITY,
    ),
)  # fmt: skip


def send_reports(city: City, upload: Callable[..., UUID]) -> None:
    """One of each, the ones of Cửa Nam in the hands of its division; besides one of the sender in each state."""
    for each in SENDERS:
        new = people_actions.NewAccount(each.email, each.name, each.phone, citizen_id=each.citizen_id)
        actor = people.actor_for(people_actions.create_account(actor=SYSTEM, new=new))
        there: dict[str, Any] = {
            "lat": each.place.lat, "lon": each.place.lon, "address": f"Số {each.place.house} {each.place.street}",
            "round_position": True,
        }  # fmt: skip
        case = reported(
            city, actor, confidential=each.confidential, text="Cột đèn trước cổng trường tắt.", **there
        )
        assert case.holder_id == (city.other_ward if each.worked_on >= ELSEWHERE else city.ward)
        if case.holder_id == city.ward:
            bring(case, "handling", city, upload)
    for state in ("submitted", "awaiting_approval", "resolved", "published"):
        bring(reported(city, city.sender, text="Nắp hố ga trước cổng trường bị vỡ."), state, city, upload)


def hidden_from(seat: str) -> frozenset[str]:
    """What must stand in nothing that they get."""
    return frozenset().union(*(each.hidden_from(seat) for each in SENDERS))


def opens(row: Row, seat: str, *, write: bool = False) -> bool:
    """Whether an address opens for them, with what `things` has."""
    whose = seat == "sender" if row.thing == Thing.OWN else seat not in ELSEWHERE
    return answer(row, ROLES[seat], own=whose, write=write) == Answer.OPEN


def browser(city: City, seat: str) -> Client:
    """One in which they are signed in; an error of the program is an answer."""
    client = client_of(city, None if seat == "nobody" else seat)
    client.raise_request_exception = False
    return client


def is_in(client: Client) -> bool:
    """Whether somebody is still signed in."""
    return SESSION_KEY in client.session


def texts(content: bytes) -> Iterator[str]:
    """What can be read in an answer, in a document or an archive too."""
    yield content.decode(errors="replace")
    if content.startswith(b"PK"):
        try:
            with ZipFile(BytesIO(content)) as archive:
                for name in archive.namelist():
                    yield archive.read(name).decode(errors="replace")
        except BadZipFile:  # begins like one
            return


def met(content: bytes, hidden: frozenset[str]) -> list[str]:
    """What of the hidden stands there."""
    return sorted({each for text in texts(content) for each in hidden if each in text})
