"""Every address × every role × own and other agency, by GET and by POST: what happens is what the table says."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.http import HttpResponse
from django.test import Client

from ihanoi.accountability import actions as accountability
from ihanoi.cases import actions as cases
from ihanoi.cases.models import Case
from ihanoi.kernel import clock
from ihanoi.kernel.actor import SYSTEM, Actor
from ihanoi.operation.access import Answer, Row, Thing, Who, answer
from ihanoi.operation.matrix import routes
from ihanoi.operation.middleware.gate import table
from ihanoi.people import actions as people_actions
from ihanoi.people import queries as people
from ihanoi.people.models import Account
from ihanoi.people.words import Role
from tests.conftest import MONDAY, City

BACKEND = "django.contrib.auth.backends.ModelBackend"
AGENCY = frozenset({Role.ASSIGNER, Role.HANDLER, Role.APPROVER})
ROUTES = dict(routes())
NUMBER = re.compile(r"<int:\w+>")
NO_SUCH = 999_999

# Parts of addresses that are words. Where a part is a number, THINGS has the thing, or there is none of that number.
PARTS = {
    "<slug:slug>": "thu-tuc", "<int:year>": "2026", "<str:day>": "2026-12-01", "<str:form>": "csv",
    "<slug:kind>": "field", "<slug:name>": "handling", "<slug:priority>": "urgent", "<slug:list_name>": "rating",
    "<int:percent>": "50",
}  # fmt: skip
CALENDAR_CODE = {"desk:calendar", "desk:rename-calendar", "desk:drop-hours"}
OWN_WORDS = {"privacy:ask": "sao-chep", "privacy:prove": "sao-chep"}
NOTHING_TO_DROP = {"desk:drop-limit", "desk:end-warning"}
# Asked for as nobody alone: they end the session, or another one takes its place.
ENDS = {"identity:sign_out", "identity:end_session", "privacy:prove"}
ASKS_BY_ITSELF = "portal:follow"  # to sign in, and comes back to the report


@dataclass(frozen=True)
class Scene:
    """One case of Cửa Nam, confidential, and papers about it."""

    city: City
    case: Case
    things: dict[str, int]

    def path(self, name: str) -> tuple[str, bool]:
        """An address, and whether it names something that there is."""
        path, real = ROUTES[name], name not in NOTHING_TO_DROP
        path = path.replace("<slug:slug>", OWN_WORDS.get(name, "<slug:slug>"))
        for part, value in PARTS.items():
            path = path.replace(part, value)
        path = re.sub(r"<(code|str):code>", self.case.code, path)
        for part in re.findall(r"<\w+:\w+>", path):
            given = self.things.get(part.strip("<>").partition(":")[2])
            real = real and given is not None
            path = path.replace(part, str(given or (NO_SUCH if part.startswith("<int") else "khong-co")))
        return path, real


@pytest.fixture
def scene(city: City, submitted: Callable[..., Case], upload: Callable[..., UUID]) -> Iterator[Scene]:
    case = submitted(confidential=True, files=[upload(city.sender)])
    with clock.at(MONDAY + timedelta(days=3)):
        soon = clock.today() + timedelta(days=4)
        ours: dict[str, Any] = {"actor": city.overseer, "reply_by": soon}
        letter = accountability.draft_letter(
            **ours, agency_ids=[city.ward], subject="Đôn đốc", body="Đề nghị xử lý."
        )
        accountability.send_letter(
            actor=city.overseer, letter_id=letter.pk, number="05/CĐ-UBND", signed_on=clock.today(),
            signer_title="Giám đốc", signer_name="Đặng Thu Phương",
        )  # fmt: skip
        inquiry = accountability.ask_account(**ours, code=case.code, why="Vì sao quá hạn?")
        obstacle = accountability.record_obstacle(
            actor=city.assigner, agency_id=city.ward, stage="citizen", cause="Thiếu người", solution="Thêm người"
        )  # fmt: skip
        things = {
            "letter_id": letter.pk, "inquiry_id": inquiry.pk, "obstacle_id": obstacle.pk, "agency_id": city.ward,
            "case_file_id": case.files.get().pk,
        }  # fmt: skip
        cases.note(actor=city.assigner, case_id=case.pk, text="Ghi nhớ của phòng")
        yield Scene(city, case, things)


def seated(role: Role, agency_id: int) -> Client:
    account = people_actions.create_account(
        actor=SYSTEM, new=people_actions.NewAccount("ai-do@example.org", "Ai Đó", "0900000003")
    )
    people_actions.grant(
        actor=SYSTEM, account_id=account.pk, agency_id=agency_id, role=role, valid_from=date(2025, 7, 1)
    )
    return signed_in(account)


def signed_in(account: Account) -> Client:
    client = Client()
    client.force_login(account, BACKEND)
    return client


def of(actor: Actor) -> Client:
    return signed_in(people.account(actor.account_id or 0))


def seen(response: HttpResponse, path: str) -> Answer:
    """Which answer of the table this is."""
    to = response.headers.get("Location", "")
    if response.status_code == 302 and to.startswith("/dang-nhap?next="):
        return Answer.SIGN_IN
    if response.status_code == 302 and to.startswith("/ban-xu-ly/") and to != path:
        return Answer.HOME
    found = {401: Answer.UNAUTHORISED, 403: Answer.FORBIDDEN, 404: Answer.MISSING}
    return found.get(response.status_code, Answer.OPEN)


def asked(scene: Scene, client: Client, role: str | None, names: list[str], *, own: bool) -> str:
    """What is not as the table says, and every error."""
    return "\n".join(
        f"{'POST' if write else 'GET'} {name}: {wrong}"
        for name in names
        for write in (False, True)
        if (wrong := _wrong(scene, client, role, name, own=own, write=write))
    )


def _wrong(scene: Scene, client: Client, role: str | None, name: str, *, own: bool, write: bool) -> str:
    (path, real), row = scene.path(name), table()[name]
    answered = client.post(path, {}) if write else client.get(path)
    said, at_gate = (answer(row, role, own=whose, write=write) for whose in (own, True))
    got, status = seen(answered, path), answered.status_code
    if at_gate == Answer.OPEN and said == Answer.MISSING:
        right = _is_hidden(client, answered, got, real=real)
    elif said == Answer.OPEN:
        right = got in (Answer.OPEN, Answer.HOME) or name == ASKS_BY_ITSELF
        right = right or (
            got == Answer.MISSING and (not real or row.thing == Thing.OWN)
        )  # nobody here is the sender
    elif said == Answer.HOME:
        right = got in (
            Answer.HOME,
            Answer.OPEN,
        )  # OPEN: the page that says that there are no lists for this role
    else:
        right = got == said or (row.who == Who.BEARER and status == 405)
    return "" if right and status < 500 else f"{path} gives {status} ({got}) instead of {said}"


def _is_hidden(client: Client, answered: HttpResponse, got: Answer, *, real: bool) -> bool:
    """404; or what does not depend on whose thing it is: the method, and the way to its page, which is not there."""
    if answered.status_code == 302 and real:
        return client.get(answered["Location"]).status_code == 404
    return got == Answer.MISSING or answered.status_code in (405, 302)


def closed(name: str, row: Row) -> bool:
    return row.who != Who.EVERYBODY and name not in ENDS


CLOSED = [name for name in ROUTES if closed(name, table()[name])]
OF_AGENCIES = [n for n in CLOSED if table()[n].at_city or table()[n].thing in (Thing.CASE, Thing.AGENCY)]


def test_nobody(scene: Scene) -> None:
    assert asked(scene, Client(), None, list(ROUTES), own=False) == ""


def test_a_citizen(scene: Scene) -> None:
    client = of(scene.city.neighbour)
    everything = [name for name in ROUTES if name not in ENDS and name not in SIGNS_IN]
    assert asked(scene, client, "", everything, own=False) == ""


SIGNS_IN = {name for name in ROUTES if name.startswith("identity:") and table()[name].who == Who.EVERYBODY}


def test_the_sender_s_own(scene: Scene) -> None:
    names = [name for name in CLOSED if ":code>" in ROUTES[name] and table()[name].thing == Thing.OWN]
    client = of(scene.city.sender)
    for name in names:
        assert client.get(scene.path(name)[0]).status_code in (200, 302, 405), name
        assert of(scene.city.neighbour).get(scene.path(name)[0]).status_code in (404, 405), name


@pytest.mark.parametrize("role", list(Role))
def test_a_role_in_the_own_agency(scene: Scene, role: Role) -> None:
    client = seated(role, scene.city.ward if role in AGENCY else scene.city.root)
    assert asked(scene, client, role, CLOSED, own=True) == ""


@pytest.mark.parametrize("role", list(Role))
def test_the_same_role_elsewhere(scene: Scene, role: Role) -> None:
    assert asked(scene, seated(role, scene.city.other_ward), role, OF_AGENCIES, own=False) == ""


def test_no_cell_is_open(db: None) -> None:
    for name in ROUTES:
        for role in (None, "", *Role):
            for own in (True, False):
                assert isinstance(answer(table()[name], role, own=own, write=True), Answer)
