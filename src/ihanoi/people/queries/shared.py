"""The accounts of the demo, which everybody may use: their password stands on the sign-in page."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F

from .. import ports
from ..models import Account
from ..words import Role


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """An account of the demo that everybody may use."""

    email: str
    name: str
    job_title: str
    role: str  # "" for citizens
    role_label: str
    agency_name: str


def is_shared(account: Account) -> bool:
    """Whether everybody may use the account: one of the demo's, whose password stands on the sign-in page."""
    return ports.demo() and account.is_shared


def demo_accounts() -> list[DemoAccount]:
    """One account of the demo per role, citizens first, in the order of the roles."""
    rows = (
        Account.objects.filter(is_shared=True, is_active=True)
        .annotate(role=F("memberships__role"), agency_name=F("memberships__agency__name"))
        .order_by("id")
        .values_list("email", "full_name", "job_title", "role", "agency_name")
    )
    first: dict[str, DemoAccount] = {}
    for email, name, job, role, agency_name in rows:
        label = str(Role(role).label) if role else ""
        first.setdefault(role or "", DemoAccount(email, name, job, role or "", label, agency_name or ""))
    return [first[role] for role in ("", *Role.values) if role in first]
