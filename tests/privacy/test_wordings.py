"""What people agree to is kept in the words that they were shown."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils.translation import override

from ihanoi.kernel import clock
from ihanoi.people.models import Account, Consent
from ihanoi.people.words import Purpose
from ihanoi.privacy import queries
from ihanoi.privacy.wordings import WORDINGS, wording
from tests.conftest import MONDAY, City


def test_editions_are_dated_and_never_reused() -> None:
    assert len({(w.purpose, w.edition) for w in WORDINGS}) == len(WORDINGS)
    assert {w.purpose for w in WORDINGS} == set(Purpose.values)
    assert wording(Purpose.HANDLING, date(2024, 1, 1)) is None


@pytest.mark.parametrize(("purpose", "field"), [(Purpose.HANDLING, "consent"), (Purpose.NEWS, "news")])
def test_the_newest_edition_is_what_the_form_shows(purpose: str, field: str) -> None:
    """A new text on the form is a new edition here, with its day."""
    from ihanoi.identity import forms

    shown = next(f.base_fields[field] for f in vars(forms).values() if field in getattr(f, "base_fields", {}))
    with override("vi"):
        text = ". ".join(filter(None, (str(shown.label), str(shown.help_text))))
    newest = wording(purpose, date.max)
    assert newest is not None and newest.text == text


def test_a_consent_is_shown_with_its_own_edition(city: City) -> None:
    account = Account.objects.get(pk=city.sender.account_id)
    Consent.objects.create(account=account, purpose=Purpose.HANDLING, given_at=MONDAY)
    agreed = queries.agreed(city.sender)[0]
    assert agreed.wording is not None and agreed.wording.edition >= 1 and len(agreed.wording.digest) == 64
    assert clock.day_of(agreed.given_at) == date(2026, 11, 16)
