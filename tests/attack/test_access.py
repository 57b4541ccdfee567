"""Every address × every role × own and other agency, by GET and by POST: what happens is what the table says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from ihanoi.kernel.actor import SYSTEM, Actor
from ihanoi.operation.access import Answer, Row, Thing, Who, answer
from ihanoi.operation.matrix import routes
from ihanoi.operation.middleware.gate import table
from ihanoi.people import actions as people_actions
from ihanoi.people import queries as people
from ihanoi.people.models import Account
from ihanoi.people.words import Role
from tests.attack.things import DECEMBER, Things
from tests.conftest import City

BACKEND = "django.contrib.auth.backends.ModelBackend"
AGENCY = frozenset({Role.ASSIGNER, Role.HANDLER, Role.APPROVER})
ROUTES = list(routes())  # a name may stand there twice
PARAMETER = re.compile(r"<\w+:(\w+)>")
TOMORROW = f"{DECEMBER.date() + timedelta(days=1):%Y-%m-%d}"

# What has to be sent so that the page says more than that there is no such form.
SENT: dict[str, dict[str, object]] = {
    "desk:drop-limit": {"valid_from": TOMORROW},
    "desk:drop-hours": {"valid_from": TOMORROW},
    "desk:end-warning": {"giu": "1"},
    "desk:revoke-seat": {"role": Role.ASSIGNER},
    "desk:threshold": {"percent": "80"},
}
SICK = {"operation:ready"}  # nobody has sent what waits in the outbox since Monday, and it says so
# To sign in, or again, and then back to where it was asked.
ASKS_BY_ITSELF = {"portal:follow", "privacy:prove"}
ASKS_WHO = "/tai-khoan/bao-mat/xac-nhan"  # changes of proofs first want to be told who asks, whatever the id
# Parameters that name what is nobody's in particular: the city's numbers, registers, days and words.
OF_THE_CITY = {
    "year", "day", "percent", "kind", "name", "priority", "list_name", "form", "slug", "set_id", "rule_id", "number",
    "sample_id", "order", "order_id", "simulation_id", "incident_id", "directive_id", "link_id",
}  # fmt: skip
# Names a thing, and yet whoever may come gets the same for each: why.
GUARDED = ("request", "make-again", "accept", "finish", "extend", "refuse", "print")
SAME_FOR_ALL = {
    **{f"desk:privacy-{step}": "who guards data guards everybody's" for step in GUARDED},
    "desk:drop": "a list that is not one's own is as good as gone, and stays",
    **dict.fromkeys(("desk:reason", "desk:retire-reason", "desk:keep-reason"), "the code of a reason"),
    **dict.fromkeys(
        [
            f"desk:{n}"
            for n in (
                "calendar",
                "rename-calendar",
                "drop-hours",
                "calendar-year",
                "undo-days",
                "calendar-day",
            )
        ],
        "the code of a calendar",
    ),
}


@dataclass(frozen=True)
class Scene:
    """One overdue case of Cửa Nam, confidential, and one of everything about it and its people."""

    city: City
    things: Things

    def path(self, name: str, pattern: str) -> str:
        """The address of something that there is. Raises KeyError where the scene has none."""
        values = self.things.values(name, pattern)
        return PARAMETER.sub(lambda found: str(values[found[1]]), pattern)

    def sent(self, name: str) -> dict[str, object]:
        """A form."""
        more: dict[str, dict[str, object]] = {
            "desk:revoke-seat": {"agency_id": self.city.ward},
            "desk:threshold": {"field_id": self.things.field_id},
        }
        return {**SENT.get(name, {}), **more.get(name, {})}


@pytest.fixture
def scene(city: City, things: Things) -> Scene:
    return Scene(city, things)


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


def asked(scene: Scene, client: Client, role: str | None, names: Names, *, own: bool) -> str:
    """What is not as the table says, and every error. Nothing stays changed, so that each meets the same."""
    return "\n".join(
        f"{'POST' if write else 'GET'} {name}: {wrong}"
        for name, pattern in names
        for write in (False, True)
        if (wrong := _wrong(scene, client, role, (name, pattern), own=own, write=write))
    )


def _answered(scene: Scene, client: Client, name: str, path: str, *, write: bool) -> tuple[HttpResponse, str]:
    """The answer, and where it leads; then all is as before."""
    cookies = client.cookies.copy()
    with transaction.atomic():
        got = client.post(path, scene.sent(name)) if write else client.get(path)
        to = got.headers.get("Location", "") if got.status_code == 302 else ""
        leads = "404" if to.startswith("/") and client.get(to).status_code == 404 else to
        transaction.set_rollback(True)
    client.cookies = cookies
    return got, leads


def _wrong(
    scene: Scene, client: Client, role: str | None, route: tuple[str, str], *, own: bool, write: bool
) -> str:
    name, row = route[0], table()[route[0]]
    path = scene.path(*route)
    answered, leads = _answered(scene, client, name, path, write=write)
    said, at_gate = (answer(row, role, own=whose, write=write) for whose in (own, True))
    got, status = seen(answered, path), answered.status_code
    if status >= 500 and name not in SICK:
        return f"{path} gives {status}"
    if said == Answer.MISSING and at_gate == Answer.OPEN:
        # 404; or what does not depend on whose thing it is: the method, and the way to its page, which is not there.
        right = got == Answer.MISSING or status == 405 or leads == "404" or leads.startswith(ASKS_WHO)
    elif said == Answer.OPEN:
        right = got in (Answer.OPEN, Answer.HOME) or name in ASKS_BY_ITSELF
    elif said == Answer.HOME:
        right = got in (Answer.HOME, Answer.OPEN)  # OPEN: the page that says that this role has no lists
    else:
        right = got == said or (row.who == Who.BEARER and status == 405)
    return "" if right else f"{path} gives {status} ({got}) instead of {said}"


Names = list[tuple[str, str]]
WITHOUT_DEMO: Names = [(name, pattern) for name, pattern in ROUTES if not table()[name].demo]
CLOSED: Names = [(name, pattern) for name, pattern in WITHOUT_DEMO if table()[name].who != Who.EVERYBODY]
OWN: Names = [(name, pattern) for name, pattern in CLOSED if table()[name].thing == Thing.OWN]
NOT_OWN: Names = [each for each in CLOSED if each not in OWN]


def differs(row: Row) -> bool:
    """Whether some role gets something else for the own agency than for another."""
    return any(
        answer(row, role, own=True, write=write) != answer(row, role, own=False, write=write)
        for role in Role
        for write in (False, True)
    )


def test_nobody(scene: Scene) -> None:
    assert asked(scene, Client(), None, WITHOUT_DEMO, own=False) == ""


def test_a_citizen(scene: Scene) -> None:
    client = of(scene.city.neighbour)
    assert asked(scene, client, "", WITHOUT_DEMO, own=False) == ""


def test_whose_it_is(scene: Scene) -> None:
    """What is somebody's own opens for them: the sender's, and the absence of a handler."""
    theirs: dict[str, Names] = {"sender": [], "handler": []}
    for name, pattern in OWN:
        theirs["handler" if table()[name].who == Who.OFFICIALS else "sender"].append((name, pattern))
    assert asked(scene, of(scene.city.sender), "", theirs["sender"], own=True) == ""
    assert asked(scene, of(scene.city.handler), Role.HANDLER, theirs["handler"], own=True) == ""


@pytest.mark.parametrize("role", list(Role))
def test_a_role_in_the_own_agency(scene: Scene, role: Role) -> None:
    client = seated(role, scene.city.ward if role in AGENCY else scene.city.root)
    assert asked(scene, client, role, NOT_OWN, own=True) == ""


@pytest.mark.parametrize("role", list(Role))
def test_the_same_role_elsewhere(scene: Scene, role: Role) -> None:
    client = seated(role, scene.city.other_ward)
    of_somebody = [(name, pattern) for name, pattern in CLOSED if differs(table()[name])]
    assert asked(scene, client, role, of_somebody, own=False) == ""


def test_what_an_address_names_is_somebodys() -> None:
    """Or stands above in a list of what is nobody's: a new address with an id says whose the thing is."""
    unsaid = [
        name
        for name, pattern in CLOSED
        if set(PARAMETER.findall(pattern)) - OF_THE_CITY
        and table()[name].thing == Thing.NONE
        and name not in SAME_FOR_ALL
    ]
    assert unsaid == []
