"""The page of one's own account: profile and consents."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axes.utils import reset
from django.test import Client

from ihanoi.journal import queries as journal
from ihanoi.kernel.actor import PUBLIC, SYSTEM, Actor
from ihanoi.kernel.denials import Denied, Invalid, NotFound
from ihanoi.people import actions, queries
from ihanoi.people.actions import NewAccount
from ihanoi.people.models import Account
from ihanoi.people.wordings import newest_wording
from ihanoi.people.words import Purpose, Role
from ihanoi.places import actions as places
from ihanoi.places import queries as places_queries

pytestmark = pytest.mark.django_db

PASSWORD = "hoa sua mua thu"
PAGE = "/tai-khoan"


@pytest.fixture(autouse=True)
def unlocked() -> Iterator[None]:
    yield
    reset()


@pytest.fixture
def account() -> Account:
    new = NewAccount("binh@example.org", "Nguyễn Thị Bình", "0912345678", "bà")
    made = actions.sign_up(new=new, consents=[newest_wording(Purpose.HANDLING), newest_wording(Purpose.NEWS)])
    made.set_password(PASSWORD)
    made.save()
    return made


def entered() -> Client:
    client = Client()
    answer = client.post("/dang-nhap", {"email": "binh@example.org", "password": PASSWORD})
    assert answer.status_code == 302
    return client


def profile(**changed: str) -> dict[str, str]:
    return {"full_name": "Nguyễn Thị Bình", "title": "bà", "unit": ""} | changed


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("page", ["", "/dong-y-nhan-tin"])
def test_signed_out_leads_to_sign_in(page: str, method: str) -> None:
    answer = getattr(Client(), method)(PAGE + page)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/dang-nhap?next=/tai-khoan")


def test_the_page_shows_what_is_known(account: Account) -> None:
    page = entered().get(PAGE).content.decode()
    for known in ("Nguyễn Thị Bình", "0912345678", "binh@example.org", str(Purpose.HANDLING.label)):
        assert known in page
    assert account.password not in page


def test_a_profile_is_changed_and_history_names_fields_only(account: Account) -> None:
    places.install_units(actor=SYSTEM)
    unit = places_queries.units()[0]
    given = profile(full_name="  Trần  Thị Bình ", title="cô", unit=str(unit.id))
    assert entered().post(PAGE, given)["Location"] == PAGE
    account.refresh_from_db()
    assert (account.full_name, account.title) == ("Trần Thị Bình", "cô")
    assert account.unit_id == unit.id
    last = list(journal.history("account", account.pk))[-1]
    assert last.verb == "change_profile"
    assert "Trần" not in str(last.data)


@pytest.mark.parametrize(
    ("field", "wrong", "sentence"),
    [
        ("full_name", "?", "Hãy nhập họ và tên"),
        ("full_name", "", "Hãy nhập họ và tên"),
        ("unit", "999999", "Hãy chọn một phường, xã"),
        ("unit", "x", "Hãy chọn một phường, xã"),
    ],
)
def test_wrong_input_comes_back_with_a_sentence(
    account: Account, field: str, wrong: str, sentence: str
) -> None:
    answer = entered().post(PAGE, profile(**{field: wrong}))
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    account.refresh_from_db()
    assert (account.full_name, account.unit_id) == ("Nguyễn Thị Bình", None)


def test_an_officials_name_is_not_theirs_to_change(account: Account) -> None:
    places.install_units(actor=SYSTEM)
    actions.install_agencies()
    actions.grant(actor=SYSTEM, account_id=account.pk, agency_id=queries.city().id, role=Role.OVERSEER)
    client = Client()
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    assert 'name="full_name"' not in client.get(PAGE).content.decode()
    assert client.post(PAGE, profile(full_name="Người Khác")).status_code == 302
    account.refresh_from_db()
    assert account.full_name == "Nguyễn Thị Bình"


def test_news_may_be_refused_and_wanted_again(account: Account) -> None:
    client = entered()
    for given in ("0", "0", "1"):
        client.post(PAGE + "/dong-y-nhan-tin", {"given": given, "agree": newest_wording(Purpose.NEWS).digest})
    news = [row for row in queries.consents(queries.actor_for(account)) if row.purpose == Purpose.NEWS]
    assert [row.withdrawn_at is None for row in news] == [True, False]


def test_the_consent_that_handling_needs_is_not_taken_back_here(account: Account) -> None:
    with pytest.raises(Denied):
        actions.withdraw_consent(
            actor=queries.actor_for(account), account_id=account.pk, purpose=Purpose.HANDLING
        )


@pytest.mark.parametrize("who", [PUBLIC, Actor(10**9, "Không có ai")])
def test_nobody_has_no_account_to_change(who: Actor) -> None:
    with pytest.raises(NotFound):
        actions.change_profile(actor=who, full_name="Ai Đó", title="", unit_id=None)


def test_an_unknown_unit_is_refused(account: Account) -> None:
    with pytest.raises(Invalid) as refused:
        actions.change_profile(actor=queries.actor_for(account), full_name="Bình", title="", unit_id=10**9)
    assert set(refused.value.errors) == {"unit"}


def test_nothing_changed_is_nothing_written(account: Account) -> None:
    actor = queries.actor_for(account)
    actions.change_profile(actor=actor, **{k: v for k, v in profile().items() if k != "unit"}, unit_id=None)
    assert "change_profile" not in [line.verb for line in journal.history("account", account.pk)]


def test_consent_to_handling_stays_and_news_is_asked_once(account: Account) -> None:
    actor = queries.actor_for(account)
    with pytest.raises(Denied):
        actions.withdraw_consent(actor=actor, account_id=account.pk, purpose=Purpose.HANDLING)
    actions.give_consent(actor=actor, shown=newest_wording(Purpose.NEWS))  # it is given already
    assert "give_consent" not in [line.verb for line in journal.history("account", account.pk)]


def test_a_session_that_is_not_known_is_nobodys(account: Account) -> None:
    client = Client()
    client.cookies["sessionid"] = "khong-co-phien-nao-nhu-the-nay-ca"
    assert client.get(PAGE).status_code == 302
