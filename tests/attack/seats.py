"""As whom the platform is walked through, and whose name, number and citizen number each of them must not meet."""

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
HOAN_KIEM: Final = {"lat": 21.0287, "lon": 105.8524, "address": "Đinh Tiên Hoàng"}


@dataclass(frozen=True)
class Sender:
    """Somebody who has sent a report. `seen_by`: the seats whose work it is, where the sender asked for no secrecy."""

    name: str
    phone: str
    citizen_id: str
    seen_by: frozenset[str] = frozenset()
    confidential: bool = False

    @property
    def needles(self) -> frozenset[str]:
        """How it might be written, in JSON too."""
        told = (self.name, self.phone, self.citizen_id)
        return frozenset({form for each in told for form in (*forms(each), json.dumps(each)[1:-1])})


SENDERS: Final = (
    Sender("Bùi Thị Kín Đáo", "0936555444", "001190004321", confidential=True),
    Sender("Lê Văn Mở Lòng", "0936555445", "001090004322", WARD | CITY),
    Sender("Phạm Thị Bên Kia", "0936555446", "001190004323", ELSEWHERE | CITY),
)


def send_reports(city: City, upload: Callable[..., UUID]) -> None:
    """One of each, the ones of Cửa Nam in the hands of its division; besides one of the sender in each state."""
    for number, each in enumerate(SENDERS):
        new = people_actions.NewAccount(
            f"nguoi-gui-{number}@example.org", each.name, each.phone, citizen_id=each.citizen_id
        )
        actor = people.actor_for(people_actions.create_account(actor=SYSTEM, new=new))
        where: dict[str, Any] = HOAN_KIEM if each.seen_by & ELSEWHERE else {}
        case = reported(
            city, actor, confidential=each.confidential, text="Cột đèn trước cổng trường tắt.", **where
        )
        assert case.holder_id == (city.other_ward if where else city.ward)
        if not where:
            bring(case, "handling", city, upload)
    for state in ("submitted", "awaiting_approval", "resolved", "published"):
        bring(reported(city, city.sender, text="Nắp hố ga trước cổng trường bị vỡ."), state, city, upload)


def hidden_from(seat: str) -> frozenset[str]:
    """What must stand in nothing that they get."""
    return frozenset().union(*(each.needles for each in SENDERS if seat not in each.seen_by))


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
