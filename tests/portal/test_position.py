"""The device's own place is sensitive data: it is used after a consent of its own, asked once, taken back at will."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from ihanoi.cases.models import Case
from ihanoi.people.models import Account, Consent
from ihanoi.people.wordings import newest_wording
from ihanoi.people.words import Purpose
from ihanoi.places import queries as places
from tests.conftest import CUA_NAM, City

DEVICE = {"address": "", "lat": CUA_NAM[0], "lng": CUA_NAM[1], "accuracy": "15"}
AGREED = DEVICE | {"agreed_position": "1", "position_text": newest_wording("position").digest}
WORDS = {"text": "Nắp hố ga vỡ trước cổng trường.", "danger": "0"}
PLACE, OWN = reverse("portal:report"), reverse("people:consent")


@pytest.fixture
def sender(city: City, client: Client) -> Client:
    return _signed_in(city, client)


def _signed_in(city: City, client: Client) -> Client:
    account = Account.objects.get(pk=city.sender.account_id)
    client.force_login(account, "django.contrib.auth.backends.ModelBackend")
    return client


def _unit() -> int:
    return next(u.unit_id for u in places.unit_at(*CUA_NAM).candidates)


def _asks(client: Client) -> bool:
    return newest_wording(Purpose.POSITION).text in client.get(PLACE).content.decode()


def _given() -> list[Consent]:
    return list(Consent.objects.filter(purpose=Purpose.POSITION, withdrawn_at=None))


def test_the_page_asks_once(sender: Client) -> None:
    assert _asks(sender)
    sender.post(PLACE, AGREED | {"unit": _unit()})
    (consent,) = _given()
    assert not _asks(sender)
    sender.post(PLACE, DEVICE | {"unit": _unit()})
    assert sender.session["report"]["accuracy"] == 15
    assert _given() == [consent]


def test_without_it_the_place_is_not_kept(sender: Client) -> None:
    page = sender.post(PLACE, DEVICE)
    assert page.status_code == 422 and "Cần vị trí" in page.content.decode()
    kept: dict[str, Any] = sender.session["report"]
    assert (kept["lat"], kept["lng"], kept["accuracy"]) == (None, None, None)
    assert not _given()


@pytest.mark.parametrize("text", ["", "0" * 64, newest_wording(Purpose.NEWS).digest])
def test_a_yes_to_another_text_is_none(sender: Client, text: str) -> None:
    page = sender.post(PLACE, AGREED | {"position_text": text})
    assert page.status_code == 422 and not _given()


def test_in_english_the_english_text_is_kept(sender: Client) -> None:
    sender.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    english = newest_wording(Purpose.POSITION, "en")
    assert english.text in sender.get(PLACE).content.decode() and not _asks(sender)
    sender.post(PLACE, AGREED | {"unit": _unit(), "position_text": english.digest})
    assert [(each.language, each.digest) for each in _given()] == [("en", english.digest)]


def test_what_was_said_outlives_another_step_back(client: Client, city: City) -> None:
    client.post(PLACE, AGREED | {"unit": _unit()})
    client.post(PLACE, DEVICE | {"agreed_position": "True", "unit": _unit()})  # the page sends no text again
    assert client.session["report"]["agreed_position"] == AGREED["position_text"]


def test_a_pin_set_by_hand_needs_none(sender: Client) -> None:
    sender.post(PLACE, DEVICE | {"accuracy": "", "unit": _unit()})
    assert sender.session["report"]["lat"] == CUA_NAM[0] and not _given()


def test_taken_back_it_is_asked_again_and_the_draft_does_not_bring_it_back(sender: Client) -> None:
    sender.post(PLACE, AGREED | {"unit": _unit()})
    page = sender.get(reverse("privacy:own_data")).content.decode()
    assert 'name="purpose" value="position"' in page
    sender.post(OWN, {"purpose": "position", "given": "0"})
    assert not _given() and _asks(sender)
    assert 'name="agreed_position" value="' not in sender.get(PLACE).content.decode()


def test_agreed_before_signing_in_it_is_kept_with_the_report(city: City, client: Client) -> None:
    client.post(PLACE, AGREED | {"unit": _unit()})
    assert not _given() and not _asks(client)
    _signed_in(city, client)
    client.post(reverse("portal:describe"), WORDS)
    key = client.session["report"]["key"]
    client.post(reverse("portal:preview"), {"consent": "on", "client_key": key})
    assert Case.objects.get().accuracy_m == 15
    (consent,) = _given()
    assert consent.account_id == city.sender.account_id
