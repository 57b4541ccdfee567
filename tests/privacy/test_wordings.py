"""What people agree to is kept in the words that they were shown, in the language in which they were shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from html import unescape

import pytest
from django.conf import settings
from django.test import Client
from django.utils.translation import override

from ihanoi.identity.forms import SignUpForm, VouchedForm
from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor
from ihanoi.people import actions as people
from ihanoi.people import wordings
from ihanoi.people.models import Account, Consent
from ihanoi.people.wordings import WORDINGS, Wording, kept_wording, newest_wording, ticked_wording, wording_on
from ihanoi.people.words import Purpose
from ihanoi.privacy import queries
from tests.conftest import MONDAY, City

PRINTED = "/tai-khoan/du-lieu/dong-y"
NEWS = newest_wording(Purpose.NEWS)
NEWER = replace(
    NEWS, edition=NEWS.edition + 1, since=MONDAY.date(), text="Nhận tin của thành phố, mỗi tuần một lần"
)


def signed_in(actor: Actor, language: str = "vi") -> Client:
    client = Client()
    client.force_login(
        Account.objects.get(pk=actor.account_id), backend="django.contrib.auth.backends.ModelBackend"
    )
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    return client


def test_editions_are_dated_and_never_reused() -> None:
    assert len({(w.purpose, w.edition, w.language) for w in WORDINGS}) == len(WORDINGS)
    assert len({w.digest for w in WORDINGS}) == len(WORDINGS)
    assert {w.purpose for w in WORDINGS} == set(Purpose.values)
    assert wording_on(Purpose.HANDLING, date(2024, 1, 1)) is None
    assert kept_wording(Purpose.HANDLING, NEWS.digest) is None


@pytest.mark.parametrize("purpose", Purpose.values)
def test_each_language_has_the_newest_edition(purpose: str) -> None:
    texts = [newest_wording(purpose, language) for language, _name in settings.LANGUAGES]
    assert [each.language for each in texts] == [language for language, _name in settings.LANGUAGES]
    assert len({each.edition for each in texts}) == 1
    assert newest_wording(purpose, "fr") == newest_wording(purpose)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(("purpose", "field"), [(Purpose.HANDLING, "consent"), (Purpose.NEWS, "news")])
def test_the_form_shows_what_is_written_down(purpose: str, field: str, language: str) -> None:
    with override(language):
        for form in (SignUpForm(proven="phone"), VouchedForm()):
            shown = form[field]
            text = ". ".join(filter(None, (str(shown.label), str(shown.help_text))))
            assert text == newest_wording(purpose, language).text
            assert f'value="{newest_wording(purpose, language).digest}"' in str(shown)


def test_what_was_ticked_stays_ticked_until_its_text_is_another(monkeypatch: pytest.MonkeyPatch) -> None:
    given = {"full_name": "?", "consent": newest_wording(Purpose.HANDLING).digest, "news": NEWS.digest}
    form = SignUpForm(given, proven="phone")
    assert not form.is_valid() and "checked" in str(form["news"])
    monkeypatch.setattr(wordings, "WORDINGS", (*WORDINGS, NEWER))
    assert "checked" not in str(form["news"]) and ticked_wording(Purpose.NEWS, NEWS.digest) is None
    anew = SignUpForm(given | {"full_name": "Trần Văn Nam"}, proven="phone")
    assert anew.is_valid() and [text.purpose for text in anew.consents()] == [Purpose.HANDLING]


def test_a_text_that_changes_on_the_day_is_told_apart(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    people.give_consent(actor=city.sender, shown=NEWS)
    monkeypatch.setattr(wordings, "WORDINGS", (*WORDINGS, NEWER))
    people.give_consent(actor=city.neighbour, shown=newest_wording(Purpose.NEWS))
    for who, text in ((city.sender, NEWS), (city.neighbour, NEWER)):
        (agreed,) = queries.agreed(who)
        assert agreed.wording == text and not agreed.guessed
        page = unescape(signed_in(who).get(PRINTED).content.decode())
        assert "Lời văn đã hiện" in page and f"“{text.text}”" in page and text.digest in page


def test_agreed_in_english_it_is_printed_in_english(city: City) -> None:
    client, english = signed_in(city.sender, "en"), newest_wording(Purpose.NEWS, "en")
    page = unescape(client.get("/tai-khoan").content.decode())
    assert english.text in page and english.digest in page and NEWS.text not in page
    client.post("/tai-khoan/dong-y-nhan-tin", {"given": "1", "agree": english.digest})
    row = Consent.objects.get()
    assert (row.edition, row.language, row.digest) == (english.edition, "en", english.digest)
    for language in ("en", "vi"):
        printed = unescape(signed_in(city.sender, language).get(PRINTED).content.decode())
        assert f'<dd lang="en">“{english.text}”' in printed and f"“{NEWS.text}”" not in printed
    assert "tiếng Anh" in printed


@pytest.mark.parametrize("said", ["", "1", "0" * 64, newest_wording(Purpose.HANDLING).digest])
def test_a_yes_to_nothing_that_was_shown_is_asked_again(city: City, said: str) -> None:
    client = signed_in(city.sender)
    page = client.post("/tai-khoan/dong-y-nhan-tin", {"given": "1", "agree": said}, follow=True)
    assert "Hãy đọc lại rồi bấm đồng ý" in page.content.decode() and not Consent.objects.exists()


def test_handling_is_agreed_to_again_by_its_text(city: City, guardian: Actor) -> None:
    text = newest_wording(Purpose.HANDLING)
    people.give_consent(actor=city.sender, shown=text)
    assert city.sender.account_id is not None
    people.withdraw_consent(actor=guardian, account_id=city.sender.account_id, purpose=Purpose.HANDLING)
    client = signed_in(city.sender)
    page = unescape(client.get("/tai-khoan/du-lieu").content.decode())
    assert text.text in page and text.digest in page
    page = client.post("/tai-khoan/du-lieu/dong-y-lai", follow=True).content.decode()
    assert "Hãy đọc lại rồi bấm đồng ý" in page
    client.post("/tai-khoan/du-lieu/dong-y-lai", {"agree": text.digest})
    assert Consent.objects.get(withdrawn_at=None).digest == text.digest


def test_an_old_consent_is_guessed_by_its_day_and_says_so(city: City) -> None:
    account = Account.objects.get(pk=city.sender.account_id)
    Consent.objects.create(account=account, purpose=Purpose.HANDLING, given_at=MONDAY)
    agreed = queries.agreed(city.sender)[0]
    assert agreed.guessed and agreed.wording == wording_on(Purpose.HANDLING, MONDAY.date())
    assert isinstance(agreed.wording, Wording) and len(agreed.wording.digest) == 64
    assert clock.day_of(agreed.given_at) == date(2026, 11, 16)
    assert "đoán theo ngày" in signed_in(city.sender).get(PRINTED).content.decode()
