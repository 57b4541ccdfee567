"""After a whole journey neither the database nor the logs hold a citizen number, telephone number or address to read.

Written down as they are, in hexadecimal or in base64; sessions are unpacked before they are searched. What the programs
of a running platform say is searched by tests/journeys/test_logs.py.
"""

from __future__ import annotations

import logging
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import Any, Final

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from pytest_django import Settings

from ihanoi.adapters.vneid import client as oidc
from ihanoi.adapters.vneid.citizens import CITIZENS
from ihanoi.cases import actions as cases
from ihanoi.cases.models import Case, Contact
from ihanoi.identity import actions as identity
from ihanoi.identity import jobs as identity_jobs
from ihanoi.kernel import clock
from ihanoi.kernel.actor import SYSTEM
from ihanoi.operation.logs import Lines, Plain
from ihanoi.people import actions as people_actions
from ihanoi.people import queries as people
from ihanoi.people.actions import Invited
from ihanoi.people.models import Account
from ihanoi.people.words import Role
from tests.attack.routes import client_of
from tests.cases.stages import bring
from tests.conftest import CUA_NAM, City
from tests.identity.elsewhere import come_back, go_there, provider
from tests.identity.postbox import ask_for_code
from tests.needles import needles

PERSON: Final = CITIZENS[0]
PHONE, SECOND, CALLER = "0912345678", "0987654321", "0977111222"
CARD: Final = "001000333444"  # of who rang
ADDRESS, INVITED, WRITER = "binh.nguyen@example.org", "lan.pham@example.org", "nguoi.goi@example.org"
SECRETS: Final = (
    PHONE,
    SECOND,
    CALLER,
    CARD,
    ADDRESS,
    INVITED,
    WRITER,
    PERSON.citizen_id,
    PERSON.phone,
    PERSON.email,
)


NEEDLES: Final = needles(SECRETS)


def _journey(city: City, submitted: Callable[..., Case], upload: Any, settings: Settings) -> None:
    """Codes, VNeID, wrong sign-ins, a report, an entry by staff, approval, rating, an invitation."""
    client = Client()
    answer = client.post("/dang-nhap/ma", {"code": ask_for_code(client, PHONE)})
    client.post(
        answer["Location"],
        {"full_name": "Nguyễn Thị Bình", "title": "chị", "consent": "on", "email": ADDRESS},
    )
    client.post("/dang-nhap", {"email": ADDRESS, "password": "falsch"})
    ask_for_code(Client(), SECOND)
    with provider(liar=False) as there, clock.at(datetime.now(UTC)):  # its papers carry the time of day
        settings.OIDC_ISSUER = there.issuer
        oidc.forget()
        walker = Client()
        come_back(walker, there.agree(go_there(walker), PERSON.subject))
        given = {"phone": PERSON.phone, "email": PERSON.email, "title": "anh", "consent": "on"}
        walker.post("/dang-nhap/vneid/moi", given)
        walker.get("/tai-khoan")
    oidc.forget()
    bringing = Account.objects.get(citizen_id=PERSON.citizen_id)
    case = submitted(actor=people.actor_for(bringing), confidential=True)
    bring(case, "resolved", city, upload)
    cases.publish(actor=city.approver, case_id=case.pk, public_text="Vỉa hè bong gạch.")
    cases.rate(actor=people.actor_for(bringing), case_id=case.pk, value="satisfied")
    caller = cases.Contacted("Trần Thị Gọi", CALLER, WRITER, "29 Trần Quốc Toản", CARD)
    told = cases.Report("Đèn đường tắt ba hôm nay, tối om.", consent=True, lat=CUA_NAM[0], lon=CUA_NAM[1])
    cases.submit(actor=city.assigner, report=told, channel="phone", contact=caller)
    _invite(city)
    identity_jobs.send_left()
    for seat in ("assigner", "overseer"):
        for path in ("/ban-xu-ly/", f"/ban-xu-ly/{case.code}", "/ban-xu-ly/tim?q=binh"):
            client_of(city, seat).get(path, follow=True)


def _invite(city: City) -> None:
    new = people_actions.NewAccount("op@ihanoi.example", "Minh")
    operator = people_actions.create_account(actor=SYSTEM, new=new)
    seat = {"agency_id": city.root, "role": Role.OPERATOR, "valid_from": date(2025, 7, 1)}
    people_actions.grant(actor=SYSTEM, account_id=operator.pk, **seat)
    invited = Invited(INVITED, "Phạm Thị Lan", "Chuyên viên", city.ward, [Role.HANDLER], date(2026, 11, 16))
    identity.invite(actor=people.actor_for(operator), invited=invited)


def _rows() -> Iterator[tuple[str, str]]:
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT t::text FROM "{table}" t')
            yield from ((table, row) for (row,) in cursor.fetchall())
    for session in Session.objects.all():
        yield "django_session, unpacked", str(session.get_decoded())


class Kept(logging.Handler):
    """Every record as the two formatters of the platform write it."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines += [Lines().format(record), Plain().format(record)]


@pytest.fixture
def kept() -> Iterator[Kept]:
    handler, root = Kept(), logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield handler
    root.removeHandler(handler)
    root.setLevel(level)


def test_nothing_personal_is_left_to_read(
    city: City, submitted: Callable[..., Case], upload: Any, settings: Settings, kept: Kept
) -> None:
    _journey(city, submitted, upload, settings)
    assert Account.objects.filter(phone=PHONE).exists()
    assert CARD in {contact.citizen_id for contact in Contact.objects.all()}
    assert Account.objects.filter(citizen_id=PERSON.citizen_id).exists()
    found = {(table, needle) for table, row in _rows() for needle in NEEDLES if needle in row}
    assert found == set()
    logging.getLogger("ihanoi").warning("a line about %s", PHONE)  # the logs were listened to
    assert any("a line about" in line for line in kept.lines)
    assert [line for line in kept.lines if any(needle in line for needle in NEEDLES)] == []


def test_the_search_would_find_them() -> None:
    for secret in (PHONE, ADDRESS, PERSON.citizen_id):
        for before in (b"", b"x", b"xy", b"xyz"):
            text = b64encode(before + secret.encode() + b"tail").decode()
            assert any(needle in text for needle in NEEDLES), secret
            assert secret.encode() in b64decode(text)
        assert any(needle in f"\\x00{secret.encode().hex()}00" for needle in NEEDLES)
