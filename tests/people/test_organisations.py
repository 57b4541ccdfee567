"""Organisations: how a tax code is written, who acts for whom, and the page on which people say so."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import StateApps
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ihanoi.journal import queries as journal
from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import Denied, Invalid, NotFound
from ihanoi.people import actions, rules
from ihanoi.people import queries as people
from ihanoi.people.models import Organisation, Representative
from ihanoi.people.words import SUBJECT, Standing
from tests.conftest import City
from tests.people.officials import own, seat

CODE, HOUSEHOLD = "0100112437", "001089012345"
SAID = {"tax_code": CODE, "name": "Công ty TNHH Gạch Hạ Đình", "address": "", "position": "Giám đốc"}


def unit_of(city: City) -> int:
    """Where Cửa Nam is."""
    found = people.agency(city.ward).unit_id
    assert found is not None
    return found


def waiting(city: City, who: Actor) -> Representative:
    """Somebody who has shown papers in Cửa Nam."""
    firm = actions.represent(actor=who, **SAID, unit_id=unit_of(city))
    return actions.show_papers(actor=who, organisation_id=firm.pk, papers=["a-file"])


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("0100112437", "0100112437"),
        (" 01 0011 2437 ", "0100112437"),
        ("0100112437-001", "0100112437-001"),
        ("0100112437001", "0100112437-001"),
        ("001089012345", "001089012345"),
        ("0100112438", None),
        ("0100112437-01", None),
        ("010011243", None),
        ("0000000000", None),
        ("mã số thuế", None),
    ],
)
def test_a_tax_code_has_its_check_digit(typed: str, code: str | None) -> None:
    assert rules.clean_tax_code(typed) == code


def test_tax_codes_from_before_are_sealed(db: None) -> None:
    """That of a household is the citizen number of its head: the row tells it no more, and is found by it."""
    before, after = (("people", "0011_consents_say_what_was_shown"), ("people", "0012_tax_codes_are_sealed"))
    known = {CODE: "Công ty Gạch", HOUSEHOLD: "Hộ kinh doanh Bún chả"}
    old = _migrated(before).get_model("people", "Organisation")
    for code, name in known.items():
        old.objects.create(tax_code=code, name=name, created_at=clock.now())
    connection.check_constraints()  # what a commit would do
    new = _migrated(after).get_model("people", "Organisation")
    assert {code: new.objects.get(tax_code=code).name for code in known} == known
    with connection.cursor() as cursor:
        cursor.execute("SELECT o::text FROM people_organisation o")
        rows = str(cursor.fetchall())
    assert CODE not in rows and HOUSEHOLD not in rows and HOUSEHOLD.encode().hex() not in rows
    back = _migrated(before).get_model("people", "Organisation")
    assert dict(back.objects.values_list("tax_code", "name")) == known


def _migrated(target: tuple[str, str]) -> StateApps:
    """The rooms as they were at a migration. In the test's transaction, so that nobody else sees it."""
    executor = MigrationExecutor(connection)
    executor.migrate([target])
    return executor.loader.project_state([target]).apps


def test_a_tax_code_belongs_to_one(city: City) -> None:
    first = actions.register_organisation(actor=city.assigner, tax_code="001089012345", name="Hộ Bún chả")
    again = actions.register_organisation(actor=city.assigner, tax_code="001 089 012 345", name="Hộ khác")
    assert again.pk == first.pk and first.tax_code == HOUSEHOLD
    with pytest.raises(IntegrityError), transaction.atomic():
        Organisation.objects.create(tax_code=HOUSEHOLD, name="Hộ khác", created_at=clock.now())


def test_who_represents_may_end_it_and_begin_again(city: City) -> None:
    sender = city.sender
    assert sender.account_id is not None
    firm = actions.represent(actor=sender, **SAID)
    assert [each.tax_code for each in people.represented(sender.account_id)] == [CODE]
    with pytest.raises(Invalid):
        actions.represent(actor=sender, **SAID)
    actions.end_representing(actor=sender, organisation_id=firm.pk)
    assert not people.represents(sender.account_id, firm.pk)
    actions.represent(actor=sender, **SAID)
    with clock.at(clock.now() + timedelta(days=3)):
        actions.end_representing(actor=sender, organisation_id=firm.pk)
        assert not people.represents(sender.account_id, firm.pk)
        actions.represent(actor=sender, **SAID)
        assert people.represents(sender.account_id, firm.pk)
    last = journal.head(SUBJECT, sender.account_id)
    assert last is not None and last.verb == "represent" and last.data == {"organisation_id": firm.pk}


def test_whoever_claims_first_does_not_own_the_organisation(city: City) -> None:
    """Each is called by what they said themselves; their papers go where they said, and an officer writes the name."""
    squatted = {"name": "Bọn lừa đảo", "address": "1 Đường Khác"}
    first = actions.represent(
        actor=city.neighbour, **SAID | squatted, unit_id=people.agency(city.other_ward).unit_id
    )
    shown = waiting(city, city.sender)
    assert shown.organisation_id == first.pk
    assert [firm.name for firm in people.represented(own(city.sender))] == [SAID["name"]]
    assert [each.pk for each in people.papers_waiting(city.assigner)] == [shown.pk]
    assert people.papers_waiting(city.other_assigner) == []
    stated = actions.Stated("Công ty Gạch theo giấy", "29 Hạ Đình", unit_of(city))
    actions.judge_papers(actor=city.assigner, representative_id=shown.pk, verified=True, stated=stated)
    kept = Organisation.objects.get(pk=first.pk)
    assert (kept.name, kept.address, kept.unit_id) == (stated.name, stated.address, stated.unit_id)
    assert people.represented(own(city.sender))[0].name == stated.name
    assert people.represented(own(city.neighbour))[0].name == "Bọn lừa đảo", "a claim, for whoever made it"
    shown.refresh_from_db()
    assert (shown.name, shown.address, shown.unit_id) == ("", "", None)


def test_papers_correct_what_was_written_before(city: City) -> None:
    """Also what officers saw earlier: an organisation may be called otherwise today, and be elsewhere."""
    first, second = waiting(city, city.sender), waiting(city, city.neighbour)
    actions.judge_papers(actor=city.assigner, representative_id=first.pk, verified=True)
    kept = Organisation.objects.get(pk=first.organisation_id)
    assert (kept.name, kept.unit_id) == (SAID["name"], unit_of(city))
    wrong = (
        (actions.Stated("1", "", unit_of(city)), {"name"}),
        (actions.Stated("Tên mới", "", None), {"unit_id"}),
    )
    for stated, fields in wrong:
        with pytest.raises(Invalid) as denied:
            actions.judge_papers(
                actor=city.assigner, representative_id=second.pk, verified=True, stated=stated
            )
        assert set(denied.value.errors) == fields
    moved = people.agency(city.other_ward).unit_id
    actions.judge_papers(
        actor=city.assigner, representative_id=second.pk, verified=True,
        stated=actions.Stated("Tên mới", "", moved),
    )  # fmt: skip
    assert [firm.name for firm in people.represented(own(city.sender))] == ["Tên mới"]
    assert Organisation.objects.get().unit_id == moved


def test_what_an_officer_enters_names_an_organisation_that_was_only_claimed(city: City) -> None:
    claimed = actions.represent(actor=city.sender, **SAID)
    assert claimed.name == ""
    for name in ("Công ty Gạch", "Tên khác"):
        found = actions.register_organisation(actor=city.assigner, tax_code=CODE, name=name)
        assert (found.pk, found.name) == (claimed.pk, "Công ty Gạch")
    assert people.firm_of(None, claimed.pk) == people.Firm("Công ty Gạch", CODE, "", "")
    assert people.firm_of(own(city.neighbour), claimed.pk) == people.firm_of(None, claimed.pk)
    sent = people.firm_of(own(city.sender), claimed.pk)
    assert sent == people.Firm(SAID["name"], CODE, "", Standing.CLAIMED)
    actions.end_representing(actor=city.sender, organisation_id=claimed.pk)
    assert people.firm_of(own(city.sender), claimed.pk) == sent._replace(standing="")
    assert people.firm_of(own(city.sender), 10**9) is None


def test_only_who_represents_can_end_it(city: City) -> None:
    firm = actions.represent(actor=city.sender, **SAID)
    with pytest.raises(NotFound):
        actions.end_representing(actor=city.neighbour, organisation_id=firm.pk)


@pytest.mark.parametrize("missing", ["tax_code", "name", "position"])
def test_what_is_missing_is_said_at_its_field(city: City, missing: str) -> None:
    with pytest.raises(Invalid) as denied:
        actions.represent(actor=city.sender, **SAID | {missing: " "})
    assert set(denied.value.errors) == {missing}


def test_the_page_adds_and_leads_back(city: City) -> None:
    client = Client()
    assert city.sender.account_id is not None
    client.force_login(
        people.account(city.sender.account_id), backend="django.contrib.auth.backends.ModelBackend"
    )
    nowhere = client.post("/tai-khoan/to-chuc", SAID)
    assert nowhere.status_code == 422, "where its seat is decides who looks at the papers"
    said = SAID | {"unit_id": unit_of(city)}
    wrong = client.post("/tai-khoan/to-chuc", said | {"tax_code": "123"})
    assert wrong.status_code == 422
    assert SAID["name"] in wrong.content.decode()
    added = client.post("/tai-khoan/to-chuc", said | {"next": "/gui/doanh-nghiep"})
    assert (added.status_code, added["Location"]) == (302, "/gui/doanh-nghiep")
    page = client.get("/tai-khoan/to-chuc?next=https://example.org/").content.decode()
    assert 'name="next" value=""' in page and "Về bản đang viết" not in page
    assert SAID["name"] in page
    firm = people.represented(city.sender.account_id)[0]
    assert client.post(f"/tai-khoan/to-chuc/{firm.id}/thoi").status_code == 302
    assert people.represented(city.sender.account_id) == []


def test_nobody_acts_without_an_account(city: City) -> None:
    with pytest.raises(NotFound):
        actions.represent(actor=Actor(account_id=999_999), **SAID)


def test_an_officer_of_the_seat_verifies(city: City) -> None:
    shown = waiting(city, city.sender)
    assert people.represented(own(city.sender))[0].waiting
    with CaptureQueriesContext(connection) as asked:
        assert [each.pk for each in people.papers_waiting(city.assigner)] == [shown.pk]
    assert "LIMIT 100" in asked[-1]["sql"], "what others judge is not even read"
    assert people.papers_waiting(city.other_assigner) == []
    for stranger in (city.other_assigner, city.handler, city.neighbour):
        with pytest.raises(NotFound):
            actions.judge_papers(actor=stranger, representative_id=shown.pk, verified=True)
    actions.judge_papers(actor=city.assigner, representative_id=shown.pk, verified=True)
    firm = people.represented(own(city.sender))[0]
    assert (firm.verified, firm.standing_label, firm.waiting) == (True, "Đã xác minh", False)
    assert people.papers_waiting(city.assigner) == []
    with pytest.raises(Invalid):
        actions.show_papers(actor=city.sender, organisation_id=firm.id, papers=["another"])
    last = journal.head(SUBJECT, own(city.sender))
    assert last is not None and last.verb == "verify_representative"


def test_papers_that_do_not_show_it_come_back_with_a_reason(city: City) -> None:
    shown = waiting(city, city.sender)
    operator = seat("minh", city.ward)
    with pytest.raises(Invalid):
        actions.judge_papers(actor=operator, representative_id=shown.pk, verified=False, reason=" ")
    actions.judge_papers(actor=operator, representative_id=shown.pk, verified=False, reason="Giấy hết hạn.")
    firm = people.represented(own(city.sender))[0]
    assert (firm.standing, firm.refusal) == (Standing.REFUSED, "Giấy hết hạn.")
    actions.show_papers(actor=city.sender, organisation_id=firm.id, papers=["newer"])
    assert people.represented(own(city.sender))[0].waiting


def test_nobody_verifies_oneself(city: City) -> None:
    shown = waiting(city, city.assigner)
    with pytest.raises(Denied):
        actions.judge_papers(actor=city.assigner, representative_id=shown.pk, verified=True)


def test_papers_and_a_seat_are_needed(city: City) -> None:
    firm = actions.represent(actor=city.sender, **SAID)
    with pytest.raises(Invalid) as nothing:
        actions.show_papers(actor=city.sender, organisation_id=firm.pk, papers=[])
    assert set(nothing.value.errors) == {"papers"}
    for nowhere in (None, 10**9):
        with pytest.raises(Invalid) as lost:
            actions.show_papers(actor=city.sender, organisation_id=firm.pk, papers=["a"], unit_id=nowhere)
        assert set(lost.value.errors) == {"unit_id"}
    actions.show_papers(actor=city.sender, organisation_id=firm.pk, papers=["a"], unit_id=unit_of(city))
    assert people.represented(own(city.sender))[0].seat_id == unit_of(city)
    with pytest.raises(NotFound):
        actions.show_papers(actor=city.neighbour, organisation_id=firm.pk, papers=["a"])
    assert not people.may_judge_papers(city.assigner, Representative(organisation=Organisation()))


def test_a_claim_without_a_seat_goes_where_the_organisation_is_known_to_be(city: City) -> None:
    first = waiting(city, city.sender)
    actions.judge_papers(actor=city.assigner, representative_id=first.pk, verified=True)
    actions.represent(actor=city.neighbour, **SAID)
    second = actions.show_papers(actor=city.neighbour, organisation_id=first.organisation_id, papers=["b"])
    assert [each.pk for each in people.papers_waiting(city.assigner)] == [second.pk]
    with pytest.raises(Invalid) as nowhere:
        actions.represent(actor=city.handler, **SAID, unit_id=10**9)
    assert set(nowhere.value.errors) == {"unit_id"}


def test_a_verified_colleague_vouches_and_ends(city: City) -> None:
    first, second = waiting(city, city.sender), waiting(city, city.neighbour)
    with pytest.raises(Denied):
        actions.confirm_colleague(actor=city.sender, representative_id=second.pk)
    with pytest.raises(NotFound):
        actions.confirm_colleague(actor=city.handler, representative_id=second.pk)
    actions.judge_papers(actor=city.assigner, representative_id=first.pk, verified=True)
    actions.confirm_colleague(actor=city.sender, representative_id=second.pk)
    firm_id = second.organisation_id
    assert people.standing_of(own(city.neighbour), firm_id) == Standing.VERIFIED
    with pytest.raises(Denied):
        actions.confirm_colleague(actor=city.sender, representative_id=second.pk)
    with pytest.raises(NotFound):
        actions.end_representing(actor=city.handler, organisation_id=firm_id, account_id=own(city.sender))
    actions.end_representing(actor=city.neighbour, organisation_id=firm_id, account_id=own(city.sender))
    assert [r.account_id for r in people.representatives(firm_id)] == [own(city.neighbour)]
    actions.end_representing(actor=city.approver, organisation_id=firm_id, account_id=own(city.neighbour))
    assert people.representatives(firm_id) == []
    with pytest.raises(NotFound):
        actions.end_representing(actor=city.approver, organisation_id=firm_id, account_id=10**9)


def test_who_begins_again_begins_unverified(city: City) -> None:
    shown = waiting(city, city.sender)
    actions.judge_papers(actor=city.assigner, representative_id=shown.pk, verified=True)
    actions.end_representing(actor=city.sender, organisation_id=shown.organisation_id)
    actions.represent(actor=city.sender, **SAID)
    assert people.standing_of(own(city.sender), shown.organisation_id) == Standing.CLAIMED
