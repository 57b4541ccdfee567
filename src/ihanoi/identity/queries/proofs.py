"""By what an account proves who it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from webauthn import generate_authentication_options, generate_registration_options, options_to_json
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    AuthenticatorTransport,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from ihanoi.kernel.denials import Denied
from ihanoi.people.queries import Account
from ihanoi.vault.ports import key_ring

from .. import ports
from ..models import Authenticator, Passkey, RecoveryCode
from ..words import Why

PLATFORM: Final = "iHanoi"


@dataclass(frozen=True, slots=True)
class Proofs:
    """What the page of one's own security shows."""

    has_password: bool
    passkeys: Sequence[Passkey]
    app_since: datetime | None
    recovery_left: int

    @property
    def has_second(self) -> bool:
        """Whether a sign-in by one proof is asked for a second."""
        return bool(self.passkeys) or self.app_since is not None


def proofs_of(account: Account) -> Proofs:
    """All of one account, oldest passkey first."""
    app = Authenticator.objects.filter(account=account).first()
    return Proofs(
        account.has_usable_password(),
        list(Passkey.objects.filter(account=account).order_by("created_at", "id")),
        app.created_at if app else None,
        RecoveryCode.objects.filter(account=account, used_at=None).count(),
    )


def has_authenticator(account_id: int) -> bool:
    """Whether an app shows codes for the account."""
    return Authenticator.objects.filter(account=account_id).exists()


def has_second(account_id: int) -> bool:
    """Whether the account has a passkey or an app."""
    return Passkey.objects.filter(account=account_id).exists() or has_authenticator(account_id)


def user_handle(account_id: int) -> bytes:
    """How a passkey names the account: the same for ever, and nothing that tells who it is."""
    return key_ring().digest(str(account_id), "identity.passkey")


def recovery_digest(account_id: int, code: str) -> bytes:
    """How a recovery code is kept."""
    return key_ring().digest(f"{account_id}:{code}", "identity.recovery")


def passkey_creation(account: Account, challenge: bytes) -> str:
    """What the browser needs to make a passkey, as JSON: one that names its account and knows its owner.

    Raises Denied where the platform is opened by a number instead of a name.
    """
    party = ports.relying_party()
    if party is None:
        raise Denied(Why.NO_DOMAIN)
    options = generate_registration_options(
        rp_id=party.id,
        rp_name=PLATFORM,
        user_name=account.email or account.phone or account.full_name,
        user_display_name=account.full_name,
        user_id=user_handle(account.pk),
        challenge=challenge,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=_known(account.pk),
    )
    return options_to_json(options)


def passkey_request(challenge: bytes, account_id: int | None = None) -> str:
    """What the browser needs to show a passkey, as JSON: one of the account's, or any that it has. Raises Denied."""
    party = ports.relying_party()
    if party is None:
        raise Denied(Why.NO_DOMAIN)
    options = generate_authentication_options(
        rp_id=party.id,
        challenge=challenge,
        allow_credentials=_known(account_id) if account_id else None,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return options_to_json(options)


def _known(account_id: int) -> list[PublicKeyCredentialDescriptor]:
    return [
        PublicKeyCredentialDescriptor(
            id=bytes(key.credential_id), transports=[AuthenticatorTransport(t) for t in key.transports]
        )
        for key in Passkey.objects.filter(account=account_id).order_by("id")
    ]
