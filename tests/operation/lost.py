"""A city in a database of its own, for tests that take it away; each function runs in a process of its own.

    ihanoi manage shell --no-imports -c "from tests.operation import lost; print(lost.build())"

The settings are those of the process, the clock is the real one, and what is found is returned as JSON.
"""

from __future__ import annotations

import json
import re
from datetime import timedelta
from hashlib import sha256
from io import BytesIO
from uuid import UUID

import pyotp
from django.contrib.staticfiles.storage import StaticFilesStorage, staticfiles_storage
from django.test import Client

from ihanoi.cases import actions as cases
from ihanoi.cases.models import Case
from ihanoi.identity import actions as identity
from ihanoi.journal import jobs
from ihanoi.kernel import clock
from ihanoi.kernel.actor import SYSTEM, Actor
from ihanoi.media import actions as media
from ihanoi.media import queries as files
from ihanoi.media.models import File
from ihanoi.operation import metrics
from ihanoi.people import actions as people_actions
from ihanoi.people import queries as people
from ihanoi.people.actions import NewAccount
from ihanoi.people.queries import Account
from ihanoi.people.words import Role
from tests.cases.stages import bring
from tests.conftest import CUA_NAM, build_city, picture

EMAIL, PASSWORD = "can-bo@example.org", "Hoa sua 7 mua thu!"
PAPER = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def build() -> str:
    """Three cases with pictures, one of them published and one confidential, a sealed paper, and an official."""
    city = build_city()

    def upload(actor: Actor) -> UUID:
        return media.receive(actor=actor, stream=picture(), name="anh.jpg").id

    def submit(*, confidential: bool = False) -> Case:
        said = cases.Report(
            text="Vỉa hè bong gạch trước số 29 phố Trần Quốc Toản, người già dễ vấp ngã.", consent=True,
            lat=CUA_NAM[0], lon=CUA_NAM[1], address="29 Trần Quốc Toản", confidential=confidential,
            files=[upload(city.sender), upload(city.sender)],
        )  # fmt: skip
        return cases.submit(actor=city.sender, report=said)

    bring(submit(), "published", city, upload)
    submit(confidential=True)
    case = bring(submit(), "received", city, upload)
    paper = media.receive(actor=city.sender, stream=BytesIO(PAPER), name="giay.pdf", sealed=True)
    official = people_actions.create_account(
        actor=SYSTEM, new=NewAccount(EMAIL, "Hoàng Minh Đức"), password=PASSWORD
    )
    people_actions.grant(actor=SYSTEM, account_id=official.pk, agency_id=city.ward, role=Role.ASSIGNER)
    secret, before = pyotp.random_base32(), clock.now() - timedelta(minutes=2)
    with clock.at(before):
        identity.add_authenticator(
            actor=people.actor_for(official),
            proven_at=before,
            secret=secret,
            code=pyotp.TOTP(secret).at(before),
        )
    jobs.seal()
    return json.dumps({"secret": secret, "case": case.pk, "code": case.code, "paper": str(paper.pk)})


def enter(secret: str, code: str) -> str:
    """Sign in by the pages as the official does, open a case and the first picture in it."""
    staticfiles_storage._wrapped = StaticFilesStorage()  # nobody has collected the pages' files here
    browser = Client()
    first = browser.post("/dang-nhap", {"email": EMAIL, "password": PASSWORD})
    half = browser.get("/ban-xu-ly/tim").status_code
    second = browser.post("/dang-nhap/buoc-hai", {"code": pyotp.TOTP(secret).at(clock.now())})
    page = browser.get(f"/ban-xu-ly/{code}")
    shown = re.search(r'"(/tep/[^"]+)"', page.content.decode())
    kept = browser.get(shown[1]).status_code if shown else 0
    said = "Trần Quốc Toản" in page.content.decode()
    return json.dumps([first.headers.get("Location"), half, second.status_code, page.status_code, said, kept])


def read(paper: str) -> str:
    """Values that lie sealed: of a citizen, of the official's proof, and a paper."""
    sender = Account.objects.get(email="sender@example.org")
    sent = File.objects.get(pk=paper)
    with files.content(sent, files.path_of(sent, "full")) as content:
        digest = sha256(content.read()).hexdigest()
    return json.dumps([sender.phone, sender.citizen_id, digest == sha256(PAPER).hexdigest()])


def measure() -> str:
    """What Prometheus reads of the history."""
    return "\n".join(re.findall(r"^ihanoi_history.*$", metrics.written().decode(), re.MULTILINE))
