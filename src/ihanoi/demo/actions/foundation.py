"""The first stage: units, agencies, fields, limits and everybody who can sign in. A few seconds."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction

from ihanoi.accountability import actions as accountability
from ihanoi.cases import actions as cases
from ihanoi.demo import words
from ihanoi.demo.cast import Part, parts
from ihanoi.demo.models import Stage
from ihanoi.demo.queries import FOUNDATION
from ihanoi.kernel import clock
from ihanoi.kernel.actor import SYSTEM
from ihanoi.people import actions as people
from ihanoi.places import actions as places
from ihanoi.privacy import actions as privacy
from ihanoi.routing import actions as routing

SEED = 20261122
BEFORE = timedelta(days=75)  # the accounts are older than the reports


def build_foundation(*, progress: Callable[[str], None], now: datetime | None = None) -> None:
    """Safe to repeat: what the rooms have installed stays, and the people come in one commit with the mark."""
    places.install_units(actor=SYSTEM)
    places.install_calendars(actor=SYSTEM)
    people.install_agencies(actor=SYSTEM)
    routing.install_fields(actor=SYSTEM)
    cases.install_numbers(actor=SYSTEM)
    accountability.install_thresholds(actor=SYSTEM)
    privacy.install_periods(actor=SYSTEM)
    until = now or clock.now()
    progress("people and their seats")
    with clock.at(until - BEFORE), transaction.atomic():
        if Stage.objects.filter(name=FOUNDATION).exists():
            return
        citizens = _settle(parts(random.Random(SEED)), until)  # nosec B311  # repeatable on purpose
        Stage.objects.create(name=FOUNDATION, until=until, finished=True, kept={"citizens": citizens})


def _settle(everybody: list[Part], until: datetime) -> list[int]:
    """Returns the accounts without a seat."""
    accounts = people.create_accounts(
        actor=SYSTEM, new=[part.account for part in everybody], password=words.PASSWORD
    )
    since = (until - BEFORE).date()
    seats = [
        people.NewSeat(account.pk, part.agency_id, part.role, since)
        for account, part in zip(accounts, everybody, strict=True)
        if part.agency_id is not None
    ]
    people.grant_many(actor=SYSTEM, seats=seats)
    return [a.pk for a, part in zip(accounts, everybody, strict=True) if not part.role]
