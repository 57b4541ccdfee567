"""After a whole journey neither the database nor the logs hold a citizen number, telephone number or address to read.

Written down as they are, as people group them, in hexadecimal or in base64; sessions are unpacked as far as anybody
can without the keys. People of the journey give their numbers in the fields for them and type them into the texts of
reports, answers, notes, grounds and drafts, and into names of files, filters and issuers; names of people refuse them.
That no other column takes texts unsealed without a reason is kept by tests/vault/test_spoken.py.
What the programs of a running platform say is searched by tests/journeys/test_logs.py.
"""

from __future__ import annotations

import logging
import zlib
from base64 import b64decode, b64encode, urlsafe_b64decode
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

import pytest
from django.contrib.sessions.models import Session
from django.core import signing
from django.db import connection
from django.test import Client
from pytest_django import Settings

from ihanoi.accountability import actions as accountability
from ihanoi.adapters.vneid import client as oidc
from ihanoi.adapters.vneid.citizens import CITIZENS
from ihanoi.cases import actions as cases
from ihanoi.cases.models import Case, Contact
from ihanoi.cases.words import Kind
from ihanoi.identity import actions as identity
from ihanoi.identity import jobs as identity_jobs
from ihanoi.journal import actions as journal
from ihanoi.kernel import clock
from ihanoi.kernel.actor import SYSTEM
from ihanoi.media import actions as media
from ihanoi.media.models import File
from ihanoi.operation.logs import Lines, Plain
from ihanoi.people import actions as people_actions
from ihanoi.people import queries as people
from ihanoi.people.actions import Invited
from ihanoi.people.models import Account
from ihanoi.people.wordings import newest_wording
from ihanoi.people.words import Role
from tests.attack.routes import client_of
from tests.cases import stages
from tests.cases.stages import bring
from tests.conftest import CUA_NAM, City, picture
from tests.identity.elsewhere import come_back, go_there, provider
from tests.identity.postbox import ask_for_code
from tests.needles import grouped, needles

PERSON: Final = CITIZENS[0]
PHONE, SECOND, CALLER = "0912345678", "0987654321", "0977111222"
CARD: Final = "001000333444"  # of who rang
HOUSEHOLD: Final = "001089012345"  # the tax code of a household, and the citizen number of its head
ADDRESS, INVITED, WRITER = "binh.nguyen@example.org", "lan.pham@example.org", "nguoi.goi@example.org"
SECRETS: Final = (
    PHONE,
    SECOND,
    CALLER,
    CARD,
    HOUSEHOLD,
    ADDRESS,
    INVITED,
    WRITER,
    PERSON.citizen_id,
    PERSON.phone,
    PERSON.email,
    OWN := "0903777888",  # these three are typed into texts alone
    CITIZEN := "001099000111",
    LETTERS := "toi.viet@example.org",
)
ABROAD: Final = f"+84{OWN[1:]}, +84 903 777 888, (+84) 903.777.888, 0084-903-777-888"
TYPED: Final = (
    f"Gọi tôi số {', '.join(grouped(OWN))}, {OWN}, {ABROAD}, thư {LETTERS}; căn cước {CITIZEN}, "
    f"{', '.join(grouped(CITIZEN))}. Vỉa hè bong gạch trước số nhà 29 phố Trần Quốc Toản, người già dễ vấp ngã."
)
SHORT: Final = f"Vỉa hè bong gạch, gọi 0903 777 888 hoặc {LETTERS}"  # of titles and addresses


TICKED: Final = newest_wording("handling").digest
NEEDLES: Final = needles(SECRETS)


def _journey(city: City, submitted: Callable[..., Case], upload: Any, settings: Settings) -> None:
    """Codes, VNeID, wrong sign-ins, a report, an entry by staff, approval, rating, an invitation."""
    client = Client()
    answer = client.post("/dang-nhap/ma", {"code": ask_for_code(client, PHONE)})
    client.post(
        answer["Location"],
        {"full_name": "Nguyễn Thị Bình", "title": "chị", "consent": TICKED, "email": ADDRESS},
    )
    client.post("/dang-nhap", {"email": ADDRESS, "password": "falsch"})
    ask_for_code(Client(), SECOND)
    with provider(liar=False) as there, clock.at(datetime.now(UTC)):  # its papers carry the time of day
        settings.OIDC_ISSUER = there.issuer
        oidc.forget()
        walker = Client()
        come_back(walker, there.agree(go_there(walker), PERSON.subject))
        given = {"phone": PERSON.phone, "email": PERSON.email, "title": "anh", "consent": TICKED}
        walker.post("/dang-nhap/vneid/moi", given)
        walker.get("/tai-khoan")
    oidc.forget()
    bringing = Account.objects.get(citizen_id=PERSON.citizen_id)
    for kind, own in (("phone", PERSON.phone), ("email", PERSON.email)):  # as by the code that is sent there
        people_actions.set_contact(actor=people.actor_for(bringing), contact=people.Contact(kind, own))
    case = submitted(actor=people.actor_for(bringing), confidential=True)
    bring(case, "resolved", city, upload)
    cases.publish(actor=city.approver, case_id=case.pk, public_text="Vỉa hè bong gạch.")
    cases.rate(actor=people.actor_for(bringing), case_id=case.pk, value="satisfied")
    caller = cases.Contacted("Trần Thị Gọi", CALLER, WRITER, "29 Trần Quốc Toản", CARD, agreed=stages.AGREED)
    told = cases.Report("Đèn đường tắt ba hôm nay, tối om.", consent=True, lat=CUA_NAM[0], lon=CUA_NAM[1])
    cases.submit(actor=city.assigner, report=told, channel="phone", contact=caller)
    _typed_everywhere(city, submitted, upload)
    _represent(city)
    _named(city)
    _invite(city)
    journal.deliver()
    identity_jobs.send_left()
    for seat in ("assigner", "overseer"):
        for path in ("/ban-xu-ly/", f"/ban-xu-ly/{case.code}", "/ban-xu-ly/tim?q=binh"):
            client_of(city, seat).get(path, follow=True)


def _typed_everywhere(city: City, submitted: Callable[..., Case], upload: Any) -> None:
    """An open report: whoever may write something writes numbers, and drafts stay in sessions."""
    case = submitted(text=TYPED, title=SHORT, address=f"29 Trần Quốc Toản, {SHORT}")
    other = submitted(text=TYPED)
    about: dict[str, Any] = {"case_id": case.pk}
    cases.withdraw(actor=city.sender, case_id=other.pk, reason=TYPED)
    bring(case, "handling", city, upload)
    cases.ask_sender(actor=city.handler, **about, text=TYPED)
    cases.add_information(actor=city.sender, **about, text=TYPED)
    cases.note(actor=city.assigner, **about, text=TYPED)
    cases.remind(actor=city.overseer, **about, text=TYPED, reply_by=clock.today() + timedelta(days=3))
    later = clock.today() + timedelta(days=30)
    cases.ask_extension(actor=city.handler, **about, document=SHORT, reason=TYPED, new_day=later)
    cases.grant_extension(actor=city.approver, **about)
    proof = {upload(city.handler): "photo"}
    cases.submit_result(actor=city.handler, **about, answer=TYPED, outcome="fixed", files=proof)
    cases.reject_result(actor=city.approver, **about, missing=TYPED)
    proof = {upload(city.handler): "photo"}
    cases.submit_result(actor=city.handler, **about, answer=TYPED, outcome="fixed", files=proof)
    cases.approve(actor=city.approver, **about)
    case.refresh_from_db()
    assert case.text == TYPED and SHORT in case.address  # whoever may read it reads what was typed
    cases.publish(actor=city.approver, **about, public_text=case.public_text)
    cases.rate(actor=city.sender, **about, value="dissatisfied", reason="vague", text=TYPED)
    cases.review(actor=city.overseer, **about, justified=False, cause="outside", text=TYPED)
    writer = client_of(city, "sender")
    place = {"address": f"29 Trần Quốc Toản, {SHORT}", "lat": str(CUA_NAM[0]), "lng": str(CUA_NAM[1])}
    writer.post("/gui-phan-anh", place)
    writer.post("/gui-phan-anh/mo-ta", {"text": TYPED})
    assert OWN in writer.get("/gui-phan-anh/mo-ta").content.decode()  # nothing typed is lost
    writer.post("/gui/lang-phi", {"text": TYPED, "worth": OWN})


def _represent(city: City) -> None:
    """A household sends, and an officer enters a report for it."""
    unit_id = people.agency(city.ward).unit_id
    said = {"tax_code": HOUSEHOLD, "name": "Hộ kinh doanh Bún chả 29", "address": f"29 phố Huế, {SHORT}"}
    writer = client_of(city, "sender")
    answer = writer.post("/tai-khoan/to-chuc", said | {"position": f"Chủ hộ, {SHORT}", "unit_id": unit_id})
    assert answer.status_code == 302
    firm = people.represented(city.sender.account_id or 0)[0]
    assert (firm.tax_code, firm.position) == (HOUSEHOLD, f"Chủ hộ, {SHORT}")  # its representative reads it
    told = cases.Report("Chờ giấy phép kinh doanh đã ba tháng.", consent=True, kind=Kind.BUSINESS,
                        organisation_id=firm.id, agency_id=city.ward)  # fmt: skip
    cases.submit(actor=city.sender, report=told)
    writer.post("/gui/doanh-nghiep", {"text": TYPED, "organisation": firm.id})
    shown = people_actions.show_papers(actor=city.sender, organisation_id=firm.id, papers=["a-file"])
    people_actions.judge_papers(actor=city.assigner, representative_id=shown.pk, verified=True)
    kept = people.firm_of(city.sender.account_id, firm.id)
    assert kept is not None and kept.address == said["address"]


def _named(city: City) -> None:
    """What people call their files, their lists and whoever signed a document."""
    file = media.receive(actor=city.sender, stream=picture("grey"), name=f"{OWN} {CITIZEN}.jpg")
    cases.save_filter(actor=city.assigner, name=f"Cô Lan {OWN}", shelf="mine", query=f"tim={OWN}")
    accountability.register_directive(
        actor=city.overseer, kind="letter", number="2468/UBND-TTĐT", signed_on=date(2024, 8, 1),
        issuer=SHORT, subject=SHORT,
    )  # fmt: skip
    assert OWN in File.objects.get(pk=file.pk).name


def _invite(city: City) -> None:
    new = people_actions.NewAccount("op@ihanoi.example", "Minh")
    operator = people_actions.create_account(actor=SYSTEM, new=new)
    seat = {"agency_id": city.root, "role": Role.OPERATOR, "valid_from": date(2025, 7, 1)}
    people_actions.grant(actor=SYSTEM, account_id=operator.pk, **seat)
    invited = Invited(
        INVITED, "Phạm Thị Lan", f"Chuyên viên, {OWN}", city.ward, [Role.HANDLER], date(2026, 11, 16)
    )
    identity.invite(actor=people.actor_for(operator), invited=invited)


def _rows() -> Iterator[tuple[str, str]]:
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT t::text FROM "{table}" t')
            yield from ((table, row) for (row,) in cursor.fetchall())
    for session in Session.objects.all():
        yield "django_session, unpacked", _unpacked(session.session_data)


def _unpacked(content: str) -> str:
    """What Django's own form of a session tells without any key: base64, pressed or not, before the signature."""
    packed = content.split(":")[0]
    raw = urlsafe_b64decode(packed.strip(".") + "=" * (-len(packed.strip(".")) % 4))
    return (zlib.decompress(raw) if packed.startswith(".") else raw).decode(errors="replace")


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
    assert not found, sorted(found)
    logging.getLogger("ihanoi").warning("a line about %s", PHONE)  # the logs were listened to
    assert any("a line about" in line for line in kept.lines)
    assert [line for line in kept.lines if any(needle in line for needle in NEEDLES)] == []


def test_the_search_would_find_them() -> None:
    for written in (*grouped(OWN), *ABROAD.split(", "), *grouped(CITIZEN), LETTERS):
        assert any(needle in TYPED and needle in written for needle in NEEDLES), written
    assert OWN in _unpacked(signing.dumps({"report": f"{OWN} " * 50}, compress=True))
    assert OWN in _unpacked(signing.dumps({"report": OWN}))
    for secret in (PHONE, ADDRESS, PERSON.citizen_id):
        for before in (b"", b"x", b"xy", b"xyz"):
            text = b64encode(before + secret.encode() + b"tail").decode()
            assert any(needle in text for needle in NEEDLES), secret
            assert secret.encode() in b64decode(text)
        assert any(needle in f"\\x00{secret.encode().hex()}00" for needle in NEEDLES)
