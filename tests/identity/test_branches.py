"""Proofs where they seldom go: what is refused, left out, or done by the system itself."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib.sessions.backends.db import SessionStore
from pytest_django import Settings
from webauthn.helpers import bytes_to_base64url

from ihanoi.identity import actions
from ihanoi.identity.actions.typed import MOST
from ihanoi.identity.models import Authenticator, Link, Message, Passkey, SignIn
from ihanoi.identity.ports import Vouched
from ihanoi.identity.queries import user_handle
from ihanoi.identity.words import Change, Elsewhere, Errand, Method, Why
from ihanoi.journal import actions as journal
from ihanoi.journal.models import Read
from ihanoi.journal.words import Data
from ihanoi.kernel import clock
from ihanoi.kernel.actor import SYSTEM, Actor
from ihanoi.kernel.denials import Denied, Invalid, NotFound
from ihanoi.people import actions as people_actions
from ihanoi.people import queries as people
from ihanoi.people.actions import NewAccount
from ihanoi.people.queries import Account
from tests.identity.conftest import PASSWORD, verbs, with_app, with_passkey
from tests.identity.device import Device
from tests.identity.postbox import sent

pytestmark = pytest.mark.django_db

ISSUER, OURS, THEIRS = "https://vneid.example", "001190000123", "001185000456"
CHALLENGE = b"c" * 32
ASKED = {"challenge": bytes_to_base64url(CHALLENGE)}
BARE = "http://127.0.0.1:8000"  # a number instead of a name: no passkeys there


def vouched(number: str = OURS, subject: str = "s-1") -> Vouched:
    return Vouched(ISSUER, subject, number, "Nguyễn Thị Bình", date(1900 + int(number[4:6]), 5, 1))


def link(account: Account, said: Vouched) -> Account:
    return actions.link(actor=people.actor_for(account), proven_at=clock.now(), vouched=said)


def begin(account: Account) -> SignIn:
    how = {"session_key": "k" * 32, "method": Method.PASSWORD, "strong": False, "agent": "", "address": ""}
    return actions.begin_session(account=account, **how)  # type: ignore[arg-type]  # as named above


def test_who_has_one_way_to_be_reached_is_told_there_alone(citizen: Account) -> None:
    Account.objects.filter(pk=citizen.pk).update(email=b"", email_digest=None, email_verified_at=None)
    actor = people.actor_for(citizen)
    asked = actions.ask_for_code(actor=actor, errand=Errand.VERIFY, contact="0987654321")
    actions.keep_contact(actor=actor, code_id=asked.pk, typed=sent())
    told = [message.target for message in Message.objects.order_by("id")[1:]]
    assert told == ["0912345678"], "the number that was left, and no empty address"


def test_a_link_whose_person_has_changed_opens_nothing(citizen: Account) -> None:
    link(citizen, vouched())
    assert actions.follow_link(vouched=vouched()) == citizen
    with pytest.raises(Denied, match=str(Elsewhere.OTHER_PERSON)):
        actions.follow_link(vouched=vouched(THEIRS))


def test_one_account_has_one_link_to_a_provider(citizen: Account) -> None:
    link(citizen, vouched())
    with pytest.raises(Denied, match=str(Elsewhere.OTHER_LINK)):
        link(citizen, vouched(subject="s-2"))
    assert Link.objects.get().subject == "s-1"


def test_an_account_elsewhere_that_opens_another_is_not_linked(citizen: Account) -> None:
    link(citizen, vouched())
    new = NewAccount("lan@example.org", "Lê Thị Lan")
    other = people_actions.create_account(actor=SYSTEM, new=new, password=PASSWORD)
    with pytest.raises(Denied, match=str(Elsewhere.LINKED)):
        link(other, vouched(THEIRS))
    assert Link.objects.get().account_id == citizen.pk
    assert people.account(other.pk).citizen_id == "", "nothing is proven by it either"


def test_what_is_not_linked_is_not_unlinked(citizen: Account) -> None:
    with pytest.raises(NotFound, match=str(Elsewhere.NOT_LINKED)):
        actions.unlink(actor=people.actor_for(citizen), proven_at=clock.now())
    assert str(Change.UNLINKED) not in verbs(citizen)


def add(account: Account) -> Passkey:
    made = Device().make({**ASKED, "user": {"id": bytes_to_base64url(user_handle(account.pk))}})
    given = {"credential": made, "challenge": CHALLENGE, "name": "Máy"}
    return actions.add_passkey(actor=people.actor_for(account), proven_at=clock.now(), **given)  # type: ignore[arg-type]  # as named above


def test_ten_passkeys_are_the_most(citizen: Account) -> None:
    for _ in range(10):
        add(citizen)
    with pytest.raises(Denied, match=str(Why.PASSKEY_MANY)):
        add(citizen)
    assert Passkey.objects.count() == 10


def test_no_passkey_is_made_at_a_bare_number(citizen: Account, settings: Settings) -> None:
    settings.PUBLIC_URL = BARE
    with pytest.raises(Invalid) as refused:
        add(citizen)
    assert refused.value.errors == {"passkey": Why.PASSKEY_WRONG}
    assert not Passkey.objects.exists()


def test_no_passkey_opens_anything_at_a_bare_number(citizen: Account, settings: Settings) -> None:
    device = with_passkey(citizen)
    assert actions.show_passkey(credential=device.sign(ASKED), challenge=CHALLENGE) == citizen
    settings.PUBLIC_URL = BARE
    with pytest.raises(Invalid) as refused:
        actions.show_passkey(credential=device.sign(ASKED), challenge=CHALLENGE)
    assert refused.value.errors == {"passkey": Why.PASSKEY_WRONG}


def test_an_empty_password_is_none(citizen: Account) -> None:
    with pytest.raises(Invalid) as refused:
        actions.change_password(actor=people.actor_for(citizen), proven_at=clock.now(), password="")
    assert refused.value.errors == {"password": Why.NEW_PASSWORD}
    assert people.account(citizen.pk).check_password(PASSWORD)


def test_the_system_itself_may_let_somebody_in_again(official: Account) -> None:
    with_app(official)
    actions.reset_second_proof(actor=SYSTEM, account_id=official.pk, reason="Mất điện thoại, đã gặp tại chỗ")
    assert not Authenticator.objects.exists()
    assert verbs(official)[-1] == "reset_second_proof"


def test_rights_that_another_request_has_changed_are_not_changed_again(citizen: Account) -> None:
    begun, actor = begin(citizen), people.actor_for(citizen)
    SignIn.objects.update(rights="others")
    named = {"sign_in_id": begun.pk, "session_key": begun.session_key}
    assert not actions.change_rights(actor=actor, **(named | {"session_key": "gone"}))  # type: ignore[arg-type]  # as named above
    assert actions.change_rights(actor=actor, **named)
    assert not actions.change_rights(actor=actor, **named), "the first was faster"


def test_too_much_that_was_typed_is_not_kept(citizen: Account) -> None:
    session = SessionStore()
    kept = {"session": session, "account_id": citizen.pk, "address": "/gui"}
    assert not actions.keep_typed(**kept, fields=[("text", "x" * MOST)])
    assert actions.typed(session=session, account_id=citizen.pk) is None
    assert actions.keep_typed(**kept, fields=[("text", "x")])


def test_a_read_without_a_seat_names_no_role() -> None:
    seen = {"kind": Data.CONTACT, "way": "desk:case", "owner_id": 21}
    assert journal.record_read(actor=Actor(7, "Nguyễn Thị Bình"), **seen)  # type: ignore[arg-type]  # as named above
    read = Read.objects.get()
    assert (read.role, read.agency_id) == ("", None)
