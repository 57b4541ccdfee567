"""Somebody is forgotten: nothing tells who it was, and cases, figures and the chain of history stay as they were."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.core.files.storage import default_storage
from django.db import connection
from django.test import Client

from ihanoi.cases import actions as cases
from ihanoi.cases.models import Case, CaseFile, Follower, Particulars
from ihanoi.cases.words import Kind, State
from ihanoi.journal import actions as outbox
from ihanoi.journal import queries as journal
from ihanoi.kernel import clock
from ihanoi.kernel.actor import SYSTEM, Actor
from ihanoi.kernel.denials import Denied
from ihanoi.media import actions as media
from ihanoi.media.models import File
from ihanoi.notifications.models import Notice
from ihanoi.people import actions as people_actions
from ihanoi.people import queries as people
from ihanoi.people.models import Account, Delegation, Invitation, Organisation, Representative
from ihanoi.people.words import NOBODY, Standing
from ihanoi.privacy import actions, queries
from ihanoi.privacy.models import Request
from ihanoi.privacy.words import OpenCases, RequestState, Right
from ihanoi.routing import actions as routing
from ihanoi.routing.models import Field, Lesson
from tests.conftest import MONDAY, City
from tests.privacy.past import HOUSEHOLD, been_in_office, sent_papers

Ask = Callable[..., Request]
Submit = Callable[..., Case]
PHONE, EMAIL, CITIZEN = "0900000001", "sender@example.org", "001000000001"


def deleted(guardian: Actor, asked: Ask, open_cases: str = "") -> Request:
    request = asked(Right.DELETE, open_cases=open_cases, said="Tôi chuyển đi nơi khác.")
    actions.accept(actor=guardian, request_id=request.pk)
    actions.finish(actor=guardian, request_id=request.pk)
    return Request.objects.get(pk=request.pk)


def test_nothing_of_the_account_is_left(guardian: Actor, asked: Ask, city: City) -> None:
    before = Account.objects.get(pk=city.sender.account_id)
    done = deleted(guardian, asked)
    assert done.state == RequestState.DONE and done.said == ""
    account = Account.objects.get(pk=before.pk)
    assert account.full_name == NOBODY and not account.is_active
    kept = {"id", "password", "last_login", "is_active", "is_shared", "created_at", "full_name", "closed_at",
            "closed_as"}  # fmt: skip
    left = {f.name: getattr(account, f.attname) for f in Account._meta.concrete_fields if f.name not in kept}
    assert not any(left.values()), (
        "a new column of accounts: say what becomes of it when somebody is forgotten"
    )
    assert not account.has_usable_password()


def test_papers_invitations_and_reasons_of_absence_go(guardian: Actor, asked: Ask, city: City) -> None:
    sender = city.sender.account_id
    assert sender is not None
    paper = sent_papers(city)
    been_in_office(city, sender)
    done = deleted(guardian, asked)
    assert done.result["papers"] == 1
    assert not File.objects.filter(pk=paper.pk).exists()
    assert not default_storage.exists(f"{paper.folder}/full.jpg")
    assert not Representative.objects.filter(account=sender).exists()
    for letter in Invitation.objects.all():
        assert (letter.email, letter.email_digest, letter.full_name, letter.job_title) == (
            "",
            None,
            NOBODY,
            "",
        )
    assert Invitation.objects.count() == 2
    assert Delegation.objects.get().reason == ""


def test_notices_sign_ins_and_sessions_go(guardian: Actor, asked: Ask, city: City) -> None:
    client = Client()
    account = Account.objects.get(pk=city.sender.account_id)
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/tai-khoan/du-lieu").status_code == 200
    deleted(guardian, asked)
    assert client.get("/tai-khoan/du-lieu").status_code == 302
    assert not Notice.objects.filter(account=account).exists()
    for model in apps.get_app_config("identity").get_models():
        if any(field.name == "account" for field in model._meta.fields):
            assert not model._default_manager.filter(account=account).exists(), model


def test_open_cases_end_first_or_are_withdrawn(
    guardian: Actor, asked: Ask, city: City, submitted: Submit
) -> None:
    case = submitted()
    with pytest.raises(Denied):
        asked(Right.DELETE)
    request = asked(Right.DELETE, open_cases=OpenCases.WAIT)
    actions.accept(actor=guardian, request_id=request.pk)
    with pytest.raises(Denied) as denied:
        actions.finish(actor=guardian, request_id=request.pk)
    assert "1 phản ánh" in str(denied.value.reason)
    assert Account.objects.get(pk=city.sender.account_id).is_active
    actions.cancel(actor=city.sender, request_id=request.pk)
    deleted(guardian, asked, OpenCases.WITHDRAW)
    assert Case.objects.get(pk=case.pk).state == State.WITHDRAWN


def test_texts_are_masked_and_names_go(guardian: Actor, asked: Ask, city: City, submitted: Submit) -> None:
    Account.objects.filter(pk=city.sender.account_id).update(full_name="Nguyễn Văn Khoai")
    named = Actor(city.sender.account_id, "Nguyễn Văn Khoai")
    text = "Tôi là Nguyễn Văn Khoai, gọi 0912345678. Vỉa hè bong gạch trước nhà, rất dễ ngã."
    case = submitted(named, text=text)
    cases.add_information(actor=named, case_id=case.pk, text="Nguyễn Văn Khoai xin nói thêm: vẫn vỡ.")
    cases.add_information(actor=named, case_id=case.pk, text="Hôm nay cũng vậy.")
    cases.withdraw(actor=named, case_id=case.pk)
    deleted(guardian, asked)
    left = Case.objects.get(pk=case.pk)
    for said in (left.text, left.title, left.public_text, left.public_title, left.folded):
        assert "Khoai" not in said and "khoai" not in said and "0912345678" not in said
    assert "Vỉa hè bong gạch" in left.text
    added = [message.text for message in left.messages.order_by("pk")]
    assert "Khoai" not in added[0] and "vẫn vỡ" in added[0] and added[1] == "Hôm nay cũng vậy."
    lines = journal.history("case", case.pk)
    assert {line.actor_name for line in lines} == {""}


def test_what_others_were_told_of_the_cases_goes_too(
    guardian: Actor, asked: Ask, city: City, submitted: Submit
) -> None:
    text = "Tôi là Nguyễn Văn Khoai. Vỉa hè bong gạch trước nhà, rất dễ ngã."
    case, other = submitted(text=text), submitted(city.neighbour)
    while outbox.deliver().delivered:
        pass
    routing.learn(
        actor=SYSTEM,
        settled=[(each.pk, each.text, Field.objects.order_by("pk")[0].pk) for each in (case, other)],
    )
    told = Notice.objects.filter(account=city.assigner.account_id)
    assert told.count() == 2 and Lesson.objects.count() == 2
    cases.withdraw(actor=city.sender, case_id=case.pk)
    deleted(guardian, asked)
    assert (
        told.filter(url__endswith=other.code).exists() and not told.filter(url__endswith=case.code).exists()
    )
    assert list(Lesson.objects.values_list("pk", flat=True)) == [other.pk]
    assert not [each for each in Notice.objects.all() if "Khoai" in f"{each.title} {each.body}"]


def test_the_chain_of_history_still_holds(guardian: Actor, asked: Ask, city: City, submitted: Submit) -> None:
    cases.withdraw(actor=city.sender, case_id=submitted().pk)
    deleted(guardian, asked)
    report = journal.verify()
    assert report.sound and report.erased > 0


def test_the_room_of_a_stranger_is_the_same(
    guardian: Actor, asked: Ask, city: City, submitted: Submit
) -> None:
    """Who followed with the person keeps following; the person's own voice is taken out of the count."""
    case = submitted(city.neighbour)
    Case.objects.filter(pk=case.pk).update(listed=True)
    cases.follow(actor=city.sender, case_id=case.pk)
    deleted(guardian, asked)
    assert not Follower.objects.filter(account=city.sender.account_id).exists()
    assert Case.objects.get(pk=case.pk).followers == 0


def test_figures_stay(guardian: Actor, asked: Ask, city: City, submitted: Submit) -> None:
    case = submitted()
    cases.withdraw(actor=city.sender, case_id=case.pk)
    before = _figures()
    deleted(guardian, asked)
    assert _figures() == before
    assert Case.objects.filter(sender=city.sender.account_id).count() == 1


def _figures() -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT state, lead_id, unit_id, field_id, count(*), min(submitted_at), max(closed_at), count(rating)"
            " FROM cases_case GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4"
        )
        return cursor.fetchall()


def test_files_go_and_public_pictures_stay_veiled(
    guardian: Actor, asked: Ask, city: City, submitted: Submit, upload: Callable[..., UUID]
) -> None:
    hidden, public = upload(city.sender, "red"), upload(city.sender, "blue")
    case = submitted(files=[hidden, public])
    media.hide(file_id=public, keep=[], draw=[media.WHOLE])
    media.make_public(file_ids=[public])
    CaseFile.objects.filter(file=public).update(public=True)
    cases.withdraw(actor=city.sender, case_id=case.pk)
    folder = File.objects.get(pk=public).folder
    veiled = default_storage.open(f"{folder}/public-1.jpg").read()
    deleted(guardian, asked)
    assert not File.objects.filter(pk=hidden).exists()
    left = File.objects.get(pk=public)
    assert (
        left.owner_id is None and left.name == "picture.jpg" and left.traces == {} and left.taken_at is None
    )
    assert default_storage.open(f"{folder}/full.jpg").read() == veiled


def test_the_look_ahead_counts_and_changes_nothing(
    guardian: Actor, asked: Ask, city: City, submitted: Submit
) -> None:
    submitted()
    request = asked(Right.DELETE, open_cases=OpenCases.WITHDRAW)
    page = queries.request_page(guardian, request.pk)
    assert page.counts == {"cases": 1, "open": 1, "messages": 0, "files": 0, "follows": 0}
    assert Account.objects.get(pk=city.sender.account_id).is_active


def test_a_dump_of_the_database_knows_nobody(
    guardian: Actor, asked: Ask, city: City, submitted: Submit
) -> None:
    """Every text of every table, the sealed ones opened: number, address, citizen number, name, household are gone."""
    Account.objects.filter(pk=city.sender.account_id).update(full_name="Nguyễn Văn Khoai")
    named = Actor(city.sender.account_id, "Nguyễn Văn Khoai")
    sent_papers(city)
    firm = people.represented(city.sender.account_id or 0)[0]
    assert firm.tax_code == HOUSEHOLD and "Khoai" in firm.name
    kind = {"kind": Kind.BUSINESS, "agency_id": city.ward, "organisation_id": firm.id}
    for case in (submitted(named), submitted(named, **kind)):
        cases.withdraw(actor=named, case_id=case.pk)
    deleted(guardian, asked)
    for model in apps.get_models():
        if not model._meta.label.startswith(("auth.", "contenttypes.", "sessions.")):
            for row in model._default_manager.all():
                said = " ".join(str(getattr(row, f.attname)) for f in model._meta.concrete_fields)
                for word in (PHONE, EMAIL, CITIZEN, HOUSEHOLD, "Khoai"):
                    assert word not in said, model


def _household(city: City, submitted: Submit) -> Organisation:
    """A report that an officer entered names the one for which the sender acts."""
    sent_papers(city)
    firm = Organisation.objects.get(tax_code=HOUSEHOLD)
    Organisation.objects.filter(pk=firm.pk).update(name="Hộ Khoai", address="29 Ngõ", unit_id=None)
    case = submitted(city.neighbour)
    Particulars.objects.create(case=case, organisation=firm)
    return firm


def test_a_household_that_others_reports_name_says_nothing_any_more(
    guardian: Actor, asked: Ask, city: City, submitted: Submit
) -> None:
    firm = _household(city, submitted)
    deleted(guardian, asked)
    left = Organisation.objects.get(pk=firm.pk)
    assert (left.name, left.address, left.tax_code, left.tax_code_digest) == (NOBODY, "", "", None)


@pytest.mark.parametrize(("standing", "proven", "kept"), [
    (Standing.CLAIMED, False, False), (Standing.VERIFIED, False, True), (Standing.VERIFIED, True, False),
])  # fmt: skip
def test_a_household_stays_for_who_has_shown_papers_unless_it_is_the_persons_own_number(
    guardian: Actor, asked: Ask, city: City, submitted: Submit, standing: str, proven: bool, kept: bool
) -> None:
    """Nobody takes away a household by claiming it and asking to be forgotten."""
    firm = _household(city, submitted)
    Representative.objects.create(
        organisation=firm, account_id=city.neighbour.account_id or 0, standing=standing, name="Hộ Khoai",
        valid_from=clock.today(),
    )  # fmt: skip
    Account.objects.filter(pk=city.sender.account_id).update(proven_at=clock.now() if proven else None)
    deleted(guardian, asked)
    left = Organisation.objects.get(pk=firm.pk)
    assert (left.name == "Hộ Khoai", left.tax_code == HOUSEHOLD) == (kept, kept)
    assert Representative.objects.filter(organisation=firm).exists() == kept


def test_an_enterprise_stays_while_others_act_for_it_or_reports_name_it(
    guardian: Actor, asked: Ask, city: City, submitted: Submit
) -> None:
    codes = {"0100112437": "alone", "0101248141": "shared", "0100109106": "named"}
    firms = {}
    for code, what in codes.items():
        said = {"tax_code": code, "name": "Công ty", "address": "", "position": "Giám đốc"}
        firms[what] = people_actions.represent(actor=city.sender, **said)
        if what == "shared":
            people_actions.represent(actor=city.neighbour, **said)
    Particulars.objects.create(case=submitted(city.neighbour), organisation=firms["named"])
    deleted(guardian, asked)
    assert set(Organisation.objects.values_list("pk", flat=True)) == {firms["shared"].pk, firms["named"].pk}
    assert Organisation.objects.get(pk=firms["named"].pk).tax_code == "0100109106"


def test_who_is_restricted_gets_no_letters(guardian: Actor, asked: Ask, city: City) -> None:
    request = asked(Right.RESTRICT)
    actions.accept(actor=guardian, request_id=request.pk)
    actions.finish(actor=guardian, request_id=request.pk)
    with clock.at(MONDAY + timedelta(minutes=5)):
        second = asked(Right.CORRECT, said="Sai tên.")
    told = Notice.objects.get(account=city.sender.account_id, key=f"request_received {second.pk}")
    assert not hasattr(told, "mail")
