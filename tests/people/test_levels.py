"""How well the platform knows somebody, what that opens (R20), and who may vouch for whom."""

from __future__ import annotations

import re
from datetime import timedelta
from itertools import pairwise, product

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ihanoi.cases import actions as cases
from ihanoi.config.limits import LIMITS
from ihanoi.journal.models import Entry, Event
from ihanoi.kernel.actor import PUBLIC, SYSTEM, Actor
from ihanoi.kernel.denials import Denied, Invalid
from ihanoi.notifications import jobs
from ihanoi.operation.limits import Bound, By, Limit
from ihanoi.operation.middleware import limits
from ihanoi.people import actions, queries, regulation, rules
from ihanoi.people.actions import NewAccount
from ihanoi.people.models import Account
from ihanoi.people.words import Act, Known, Level, Proof, Why
from tests.cases.stages import AGREED
from tests.conftest import CITIZENS, CUA_NAM, City

pytestmark = pytest.mark.django_db
OTHER = "001000000777"
TOLD = {"citizen_id": "001000000778", "phone": "0900000778", "email": "binh@example.org"}


def somebody(email: str = "binh@example.org", phone: str = "", citizen_id: str = "") -> Actor:
    new = NewAccount(email, "Nguyễn Văn Bình", phone, citizen_id=citizen_id)
    return queries.actor_for(actions.create_account(actor=SYSTEM, new=new))


def account_of(actor: Actor) -> Account:
    return queries.account(actor.account_id or 0)


# --- levels and the table --------------------------------------------------------------------------------------------


def test_every_level_has_what_the_ones_before_it_have() -> None:
    opened = [{act for act in Act if regulation.allows(level, act)} for level in sorted(Level)]
    assert all(lower < higher for lower, higher in pairwise(opened))
    assert opened[0] == {Act.FOLLOW} and opened[-1] == set(Act)


@pytest.mark.parametrize(
    ("verified", "missing", "proven"), product((True, False), (("email",), ()), (True, False))
)
def test_the_level_by_what_is_known(verified: bool, missing: tuple[str, ...], proven: bool) -> None:
    level = rules.level(verified=verified, missing=missing, proven=proven)
    if not (verified or proven):
        assert level == Level.UNKNOWN
    elif missing:
        assert level == Level.REACHABLE
    else:
        assert level == (Level.PROVEN if proven else Level.DECLARED)


def test_levels_of_accounts() -> None:
    assert queries.level(PUBLIC) == Level.UNKNOWN
    person = somebody(phone=TOLD["phone"])
    assert queries.level(person) == Level.REACHABLE
    actions.declare(actor=person, citizen_id=TOLD["citizen_id"])
    assert queries.level(person) == Level.DECLARED
    actions.vouch(
        account_id=person.account_id or 0, citizen_id=TOLD["citizen_id"], full_name="Bình", proof=Proof.VNEID
    )
    assert queries.level(person) == Level.PROVEN
    Account.objects.update(phone="", phone_digest=None)
    assert queries.level(person) == Level.REACHABLE  # proven, but R20 asks for a number


# --- telling who one is ----------------------------------------------------------------------------------------------


def test_history_names_fields_and_no_values() -> None:
    person = somebody(phone=TOLD["phone"])
    actions.declare(actor=person, citizen_id=TOLD["citizen_id"])
    entry = Entry.objects.get(verb="declare_identity")
    assert entry.data == {"fields": ["citizen_id"], "level": Level.DECLARED}


@pytest.mark.parametrize("number", ["123", "003000000001"])
def test_a_number_that_cannot_be_is_refused(number: str) -> None:
    person = somebody()
    with pytest.raises(Invalid) as denial:
        actions.declare(actor=person, citizen_id=number)
    assert denial.value.errors == {"citizen_id": Why.CITIZEN_ID}
    assert account_of(person).citizen_id == ""


@pytest.mark.parametrize("proven", [False, True])
def test_a_claim_is_kept_whoever_else_has_told_the_number(proven: bool) -> None:
    holder, person = somebody("lan@example.org", "0900000999", OTHER), somebody(phone=TOLD["phone"])
    if proven:
        vouch_for(holder, OTHER)
    actions.declare(actor=person, citizen_id=OTHER)
    assert (account_of(person).citizen_id, account_of(holder).citizen_id) == (OTHER, OTHER)
    assert (queries.level(person), account_of(person).proven_at) == (Level.DECLARED, None)


def vouch_for(person: Actor, number: str) -> Account:
    return actions.vouch(
        account_id=person.account_id or 0, citizen_id=number, full_name="Lan", proof=Proof.VNEID
    )


def test_a_proven_number_is_not_changed() -> None:
    person = somebody(phone=TOLD["phone"])
    actions.vouch(account_id=person.account_id or 0, citizen_id=OTHER, full_name="Bình", proof=Proof.VNEID)
    with pytest.raises(Invalid) as denial:
        actions.declare(actor=person, citizen_id=TOLD["citizen_id"])
    assert denial.value.errors == {"citizen_id": Known.PROVEN}


def test_a_proven_name_is_not_changed_by_hand() -> None:
    person = somebody(phone=TOLD["phone"])
    actions.vouch(
        account_id=person.account_id or 0,
        citizen_id=OTHER,
        full_name="Nguyễn Thanh Bình",
        proof=Proof.COUNTER,
    )
    actions.change_profile(actor=person, full_name="Vua Hề", title="anh", unit_id=None)
    kept = account_of(person)
    assert (kept.full_name, kept.title) == ("Nguyễn Thanh Bình", "anh")
    page = signed_in(person).get("/tai-khoan").content.decode()
    assert 'name="full_name"' not in page and "Tên đã được xác nhận" in page


def test_proven_without_a_way_to_be_reached_is_said_so() -> None:
    person = somebody()
    actions.vouch(account_id=person.account_id or 0, citizen_id=OTHER, full_name="Bình", proof=Proof.VNEID)
    known = queries.known(account_of(person))
    assert known.level == Level.REACHABLE and known.label == str(Known.HALF)
    assert dict(known.opens)[str(Act.BE_SURE.label)] and not dict(known.opens)[str(Act.SEND.label)]


# --- who sends -------------------------------------------------------------------------------------------------------


def a_report(**given: object) -> cases.Report:
    said = {"text": "Dây điện đứt rơi xuống vỉa hè.", "consent": True, "lat": CUA_NAM[0], "lon": CUA_NAM[1]}
    return cases.Report(**said | given)


@pytest.mark.parametrize(
    "said", [{}, {"phone": "0900000555"}, {"citizen_id": OTHER}, {"email": "", "phone": "0900000555"}]
)
def test_without_full_identity_nothing_is_sent(city: City, said: dict[str, str]) -> None:
    person = somebody(**said)
    with pytest.raises(Denied) as denial:
        cases.submit(actor=person, report=a_report())
    assert "Quy chế cần biết ai gửi" in str(denial.value)


def test_danger_does_not_wait(city: City) -> None:
    assert cases.submit(actor=somebody(), report=a_report(danger=True)).danger


def test_even_danger_needs_a_way_to_reach_the_sender(city: City) -> None:
    person = somebody()
    Account.objects.filter(pk=person.account_id).update(email_verified_at=None)
    with pytest.raises(Denied):
        cases.submit(actor=person, report=a_report(danger=True))


def test_who_has_told_everything_sends(city: City) -> None:
    person = somebody(phone=TOLD["phone"], citizen_id=OTHER)
    assert cases.submit(actor=person, report=a_report()).sender_id == person.account_id


def test_an_officer_enters_for_whoever_rang(city: City) -> None:
    contact = cases.Contacted("Bà Tư", "0912000000", agreed=AGREED)
    assert cases.submit(actor=city.handler, report=a_report(), contact=contact, channel="phone").contact


# --- at the counter --------------------------------------------------------------------------------------------------


BORN = "17/05/1900"  # as OTHER says


def at_counter(actor: Actor, **given: object) -> Account:
    said = {
        "contact": "binh@example.org",
        "citizen_id": OTHER,
        "full_name": "Nguyễn Thanh Bình",
        "born": BORN,
        "card_seen": True,
    }
    return actions.prove_at_counter(actor=actor, **said | given)


def test_an_officer_of_the_ward_vouches(city: City) -> None:
    person = somebody(phone=TOLD["phone"])
    known = at_counter(city.assigner)
    assert known.pk == person.account_id and known.full_name == "Nguyễn Thanh Bình"
    assert (known.proven_by, queries.level(person)) == (Proof.COUNTER, Level.PROVEN)
    entry = Entry.objects.get(verb="vouch")
    assert entry.actor_id == city.assigner.account_id and OTHER not in str(entry.data)
    event = Event.objects.get(name="Vouched")
    assert event.data == {"account_id": person.account_id, "by": "counter"}


@pytest.mark.parametrize("who", ["approver", "dispatcher", "overseer", "sender"])
def test_nobody_else_does(city: City, who: str) -> None:
    somebody()
    with pytest.raises(Denied) as denial:
        at_counter(getattr(city, who))
    assert denial.value.reason == Known.NOT_OFFICER


@pytest.mark.parametrize(
    ("given", "field", "why"),
    [
        ({"card_seen": False}, "card_seen", Known.CARD),
        ({"contact": "niemand@example.org"}, "contact", Known.NOBODY_THERE),
        ({"contact": "?"}, "contact", Known.NOBODY_THERE),
        ({"citizen_id": "12"}, "citizen_id", Why.CITIZEN_ID),
        ({"full_name": "1"}, "full_name", Why.NAME),
        ({"born": ""}, "born", Known.BORN),
        ({"born": "31/02/1900"}, "born", Known.BORN),
        ({"born": "17/05/1971"}, "born", Known.BORN_OTHERWISE),
        ({"born": "1971"}, "born", Known.BORN_OTHERWISE),
    ],
)
def test_what_does_not_fit_changes_nothing(
    city: City, given: dict[str, object], field: str, why: object
) -> None:
    person = somebody()
    with pytest.raises(Invalid) as denial:
        at_counter(city.assigner, **given)
    assert denial.value.errors == {field: why} and account_of(person).proven_at is None


def test_another_number_than_declared_looks_like_no_account(city: City) -> None:
    """Else whoever sits at a counter could ask which number belongs to whom."""
    somebody(phone=TOLD["phone"], citizen_id=TOLD["citizen_id"])
    with pytest.raises(Invalid) as denial:
        at_counter(city.assigner)
    assert denial.value.errors == {"contact": Known.NOBODY_THERE}


@pytest.mark.parametrize("wrong", [{"citizen_id": "12"}, {"full_name": "1"}, {"born": "1971"}], ids=str)
def test_what_else_is_wrong_is_said_before_anybody_is_looked_for(
    city: City, wrong: dict[str, object]
) -> None:
    said = []
    somebody(phone=TOLD["phone"])
    for contact in ("niemand@example.org", "binh@example.org"):
        with pytest.raises(Invalid) as denial:
            at_counter(city.assigner, contact=contact, **wrong)
        said.append(denial.value.errors)
    assert said[0] == said[1] and "contact" not in said[0]


def test_a_claim_by_somebody_else_stands_in_nobodys_way(city: City) -> None:
    """It stays what it was, so that nobody learns from it that the number has been proven."""
    other = somebody("lan@example.org", "0900000999", OTHER)
    person = somebody(phone=TOLD["phone"])
    at_counter(city.assigner)
    assert queries.level(person) == Level.PROVEN
    assert (account_of(other).citizen_id, queries.level(other)) == (OTHER, Level.DECLARED)
    with pytest.raises(Invalid) as denial:
        vouch_for(other, OTHER)
    assert denial.value.errors == {"citizen_id": Known.PROVEN_ELSEWHERE}


def test_a_number_is_proven_once(city: City) -> None:
    first = somebody("lan@example.org", "0900000999")
    actions.vouch(account_id=first.account_id or 0, citizen_id=OTHER, full_name="Lan", proof=Proof.VNEID)
    somebody()
    with pytest.raises(Invalid) as denial:
        at_counter(city.assigner)
    assert denial.value.errors == {"citizen_id": Known.PROVEN_ELSEWHERE}


def test_nobody_vouches_for_themselves(city: City) -> None:
    with pytest.raises(Denied) as denial:
        at_counter(city.assigner, contact="assigner@example.org")
    assert denial.value.reason == Known.NOT_ONESELF


def test_a_card_of_somebody_born_abroad_is_believed(city: City) -> None:
    somebody()
    assert at_counter(city.assigner, citizen_id="150000000001").citizen_id == "150000000001"


def test_the_person_is_told(city: City) -> None:
    from ihanoi.journal.ports import Told
    from ihanoi.notifications.models import Notice

    person = somebody()
    at_counter(city.assigner)
    event = Event.objects.get(name="Vouched")
    jobs.tell_of_vouching([Told(event.pk, event.at, event.data)])
    assert Notice.objects.filter(account_id=person.account_id).count() == 1


# --- pages -----------------------------------------------------------------------------------------------------------


def signed_in(actor: Actor) -> Client:
    client = Client()
    client.force_login(account_of(actor))
    return client


PAGE, DRAFT = "/tai-khoan/danh-tinh", "/gui-phan-anh/xem-truoc"


def test_the_page_asks_for_what_is_missing_and_goes_back(city: City) -> None:
    person = somebody()
    client = signed_in(person)
    page = client.get(PAGE, {"next": DRAFT}).content.decode()
    assert 'name="citizen_id"' in page and 'name="phone"' not in page
    assert "nhập số điện thoại và mã" in page
    answer = client.post(PAGE, {"citizen_id": OTHER, "next": DRAFT})
    back = "%2Ftai-khoan%2Fdanh-tinh%3Fnext%3D%252Fgui-phan-anh%252Fxem-truoc"
    assert answer["location"] == f"/tai-khoan/so-dien-thoai?next={back}"
    actions.set_contact(actor=person, contact=queries.Contact("phone", "0900000555"))
    assert client.get(PAGE, {"next": DRAFT})["location"] == DRAFT
    assert queries.level(person) == Level.DECLARED


def test_the_page_goes_nowhere_else(city: City) -> None:
    client = signed_in(somebody(phone=TOLD["phone"]))
    told = {"citizen_id": OTHER, "next": "https://evil.example/"}
    assert client.post(PAGE, told)["location"] == PAGE


@pytest.mark.parametrize("others", ["claimed", "proven"])
def test_the_answer_tells_nobody_who_has_told_a_number(city: City, others: str) -> None:
    """Status, way on, page and statements are those of a number that nobody has told."""
    holder = somebody("lan@example.org", "0900000999", OTHER)
    if others == "proven":
        vouch_for(holder, OTHER)
    answers = {}
    for number, email in ((OTHER, "binh@example.org"), (TOLD["citizen_id"], "binh2@example.org")):
        client = signed_in(somebody(email))
        client.get(PAGE)
        with CaptureQueriesContext(connection) as asked:
            answer = client.post(PAGE, {"citizen_id": number})
        page = client.get(PAGE).content.decode().partition("<main")[2]
        shown = re.sub(r'value="[^"]*"', "", page).replace(email, "")
        answers[number] = (answer.status_code, answer["location"], len(asked), shown)
    assert answers[OTHER] == answers[TOLD["citizen_id"]]


def test_how_often_it_may_be_told_is_bounded(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    two = {By.ACCOUNT: Limit(2, timedelta(hours=1))}
    monkeypatch.setattr(
        limits, "table", lambda: {"people:identity": Bound(LIMITS["people:identity"].name, two)}
    )
    client = signed_in(somebody())
    answers = [client.post(PAGE, {"citizen_id": "1"}).status_code for _ in range(3)]
    assert answers == [422, 422, 429]


def test_the_account_page_says_the_level_and_the_way_on(city: City) -> None:
    page = signed_in(somebody()).get("/tai-khoan").content.decode()
    assert str(Level.REACHABLE.label) in page and "/tai-khoan/danh-tinh" in page


def test_the_desk_page(city: City) -> None:
    somebody()
    client = signed_in(city.assigner)
    page = client.get("/ban-xu-ly/xac-nhan-danh-tinh")
    assert page.status_code == 200
    told = {"contact": "binh@example.org", "citizen_id": OTHER, "full_name": "Nguyễn Bình", "card_seen": "on"}
    told["born"] = BORN
    blank = client.post("/ban-xu-ly/xac-nhan-danh-tinh", {}).content.decode()
    assert "Nhập đủ 12 chữ số" in blank and str(Known.NOBODY_THERE) not in blank
    wrong = client.post("/ban-xu-ly/xac-nhan-danh-tinh", told | {"contact": "x@example.org"})
    assert wrong.status_code == 422
    assert client.post("/ban-xu-ly/xac-nhan-danh-tinh", told).status_code == 302
    assert signed_in(city.dispatcher).get("/ban-xu-ly/xac-nhan-danh-tinh").status_code == 404


def test_the_last_step_leads_to_the_page_and_keeps_the_draft(city: City) -> None:
    client = signed_in(somebody(phone=TOLD["phone"]))
    words = {"text": "Ứng dụng không mở được ảnh ở bước hai.", "confirmed": "1"}
    assert client.post("/gui/ung-dung", words)["location"] == "/gui/ung-dung/xem-truoc"
    page = client.get("/gui/ung-dung/xem-truoc").content.decode()
    assert "Còn thiếu thông tin về bạn" in page and "/tai-khoan/danh-tinh?next=" in page
    response = client.post("/gui/ung-dung/xem-truoc", {"consent": "on"})
    assert response["location"].startswith("/tai-khoan/danh-tinh?next=%2Fgui%2Fung-dung")
    client.post("/tai-khoan/danh-tinh", {"citizen_id": OTHER})
    page = client.get("/gui/ung-dung/xem-truoc").content.decode()
    assert words["text"] in page and 'name="consent"' in page
    assert "/da-gui" in client.post("/gui/ung-dung/xem-truoc", {"consent": "on"})["location"]


def test_the_people_of_the_tests_are_known(city: City) -> None:
    assert queries.level(city.sender) == queries.level(city.neighbour) == Level.DECLARED
    assert set(CITIZENS) == {"sender", "neighbour"}
