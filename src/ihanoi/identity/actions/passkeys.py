"""Passkeys (WebAuthn): added, shown, taken away."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db import IntegrityError, transaction
from webauthn import verify_authentication_response, verify_registration_response
from webauthn.authentication.verify_authentication_response import VerifiedAuthentication
from webauthn.helpers import parse_authentication_credential_json, parse_registration_credential_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import AuthenticationCredential
from webauthn.registration.verify_registration_response import VerifiedRegistration

from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import Denied, Invalid, NotFound
from ihanoi.kernel.plain import line
from ihanoi.people import queries as people
from ihanoi.people.actions import locked_account
from ihanoi.people.queries import Account

from .. import ports, queries, rules
from ..models import Passkey
from ..words import Change, Why
from .proofs import note, own_account

MOST: Final = 10
NAME_LENGTH: Final = 60
MALFORMED: Final = (WebAuthnException, ValueError, KeyError, TypeError, RecursionError)
"""What the library raises for an answer that is none; the last for one that is nested too deep."""
TRANSPORTS: Final = frozenset({"ble", "cable", "hybrid", "internal", "nfc", "smart-card", "usb"})


@transaction.atomic
def add_passkey(
    *, actor: Actor, proven_at: datetime | None, credential: str, challenge: bytes, name: str
) -> Passkey:
    """Keep the public half of a new key pair. `credential`: what the browser answered, as JSON.

    Raises Denied, Invalid.
    """
    account = own_account(actor, proven_at)
    if Passkey.objects.filter(account=account).count() >= MOST:
        raise Denied(Why.PASSKEY_MANY)
    made, transports = _registered(credential, challenge)
    passkey = Passkey(
        account=account,
        credential_id=made.credential_id,
        public_key=made.credential_public_key,
        sign_count=made.sign_count,
        transports=transports,
        name=line(name, NAME_LENGTH) or str(Why.UNNAMED),
        created_at=clock.now(),
    )
    try:
        with transaction.atomic():
            passkey.save(force_insert=True)
    except IntegrityError as error:
        raise Invalid({"passkey": Why.PASSKEY_TAKEN}) from error
    note(actor, account, Change.PASSKEY_ADDED, {"passkey": passkey.pk})
    return passkey


def _registered(credential: str, challenge: bytes) -> tuple[VerifiedRegistration, list[str]]:
    party = ports.relying_party()
    try:
        if party is None:
            raise Invalid({"passkey": Why.PASSKEY_WRONG})
        answer = parse_registration_credential_json(credential)
        made = verify_registration_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=party.id,
            expected_origin=party.origin,
            require_user_verification=True,
        )
    except MALFORMED as error:
        raise Invalid({"passkey": Why.PASSKEY_WRONG}) from error
    return made, sorted({t.value for t in answer.response.transports or []} & TRANSPORTS)


def show_passkey(*, credential: str, challenge: bytes, account_id: int | None = None) -> Account:
    """Whose passkey answered the challenge; with `account_id` it must be that account's.

    A counter that went back is written down and refused: the key was copied. Raises Invalid.
    """
    account, twin = _shown(credential, challenge, account_id)
    if twin:
        raise Invalid({"passkey": Why.PASSKEY_TWIN})
    return account


@transaction.atomic
def _shown(credential: str, challenge: bytes, account_id: int | None) -> tuple[Account, bool]:
    """The account, and whether its key seems to have been copied: that is committed before it is denied."""
    try:
        answer = parse_authentication_credential_json(credential)
    except MALFORMED as error:
        raise Invalid({"passkey": Why.PASSKEY_WRONG}) from error
    known = Passkey.objects.select_for_update(no_key=True).filter(credential_id=answer.raw_id)
    passkey = (known.filter(account=account_id) if account_id else known).first()
    if passkey is None:
        raise Invalid({"passkey": Why.PASSKEY_UNKNOWN})
    account = _owner(passkey, answer.response.user_handle, must_say=account_id is None)
    used = _verified(answer, challenge, passkey)
    if rules.counter_went_back(passkey.sign_count, used.new_sign_count):
        note(people.actor_for(account), account, Change.PASSKEY_TWIN, {"passkey": passkey.pk})
        return account, True
    passkey.sign_count, passkey.used_at = used.new_sign_count, clock.now()
    passkey.save(update_fields=["sign_count", "used_at"])
    return account, False


def _owner(passkey: Passkey, handle: bytes | None, *, must_say: bool) -> Account:
    """The open account of the passkey, which names it itself where nobody else did."""
    if (must_say or handle) and handle != queries.user_handle(passkey.account_id):
        raise Invalid({"passkey": Why.PASSKEY_WRONG})
    try:
        return locked_account(passkey.account_id)
    except NotFound as error:
        raise Invalid({"passkey": Why.PASSKEY_UNKNOWN}) from error


def _verified(answer: AuthenticationCredential, challenge: bytes, passkey: Passkey) -> VerifiedAuthentication:
    """Signature, challenge, origin and that the device knew its owner. The counter is looked at by the caller."""
    party = ports.relying_party()
    try:
        if party is None:
            raise Invalid({"passkey": Why.PASSKEY_WRONG})
        return verify_authentication_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=party.id,
            expected_origin=party.origin,
            credential_public_key=bytes(passkey.public_key),
            credential_current_sign_count=0,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError) as error:
        raise Invalid({"passkey": Why.PASSKEY_WRONG}) from error


@transaction.atomic
def remove_passkey(*, actor: Actor, proven_at: datetime | None, passkey_id: int) -> None:
    """Take one's own passkey away. Raises Denied where it is an official's last second proof, NotFound."""
    account = own_account(actor, proven_at)
    passkey = Passkey.objects.filter(account=account, pk=passkey_id).first()
    if passkey is None:
        raise NotFound(Why.NO_PASSKEY)
    need_another(actor, account, but=passkey)
    passkey.delete()
    note(actor, account, Change.PASSKEY_REMOVED, {"passkey": passkey_id})


def need_another(actor: Actor, account: Account, *, but: Passkey | None = None) -> None:
    """An official keeps at least one second proof. `but`: the passkey that goes; none: the app goes."""
    left = Passkey.objects.filter(account=account).exclude(pk=but.pk if but else 0).exists()
    if actor.seats and not left and not (but and queries.has_authenticator(account.pk)):
        raise Denied(Why.LAST_SECOND)
