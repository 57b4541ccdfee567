"""One-time codes: how they are asked for, and that each opens one thing, once, in time."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, connections
from hypothesis import given
from hypothesis import strategies as st

from ihanoi.identity import actions, policies, queries
from ihanoi.identity.actions import TooOften
from ihanoi.identity.models import Code, Message
from ihanoi.identity.words import CodeWhy, Errand
from ihanoi.kernel import clock
from ihanoi.kernel.actor import PUBLIC, SYSTEM, Actor
from ihanoi.kernel.denials import Invalid
from ihanoi.people import actions as people_actions
from ihanoi.people import queries as people
from ihanoi.people.queries import Contact
from tests.identity.postbox import ADDRESS, NUMBER, other_than, sent

AT = datetime(2026, 11, 16, 1, 0, tzinfo=UTC)


@contextmanager
def later(**given: float) -> Iterator[None]:
    with clock.at(AT + timedelta(**given)):
        yield


def ask(contact: str = NUMBER, errand: str = Errand.ENTER, actor: Actor = PUBLIC, **after: float) -> Code:
    with later(**after):
        return actions.ask_for_code(actor=actor, errand=errand, contact=contact)


def take(
    code: Code, typed: str, errand: str = Errand.ENTER, actor: Actor = PUBLIC, **after: float
) -> Contact:
    with later(**after):
        return actions.take_code(actor=actor, errand=errand, code_id=code.pk, typed=typed)


def refusal(code: Code, typed: str, errand: str = Errand.ENTER, actor: Actor = PUBLIC, **after: float) -> str:
    with pytest.raises(Invalid) as denial:
        take(code, typed, errand, actor, **after)
    return str(denial.value.errors["code"])


def account(email: str = "nam@example.org", phone: str = "") -> Actor:
    new = people_actions.NewAccount(email, "Trần Văn Nam", phone)
    return people.actor_for(people_actions.create_account(actor=SYSTEM, new=new))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "contact"),
    [
        ("+84 912.345.678", Contact("phone", NUMBER)),
        (" BINH@example.org ", Contact("email", ADDRESS)),
    ],
)
def test_the_code_that_was_sent_proves_where_it_was_sent(typed: str, contact: Contact) -> None:
    code = ask(typed)
    assert take(code, sent(), minutes=4) == contact
    with later(minutes=5):
        assert queries.proven_contact(code.pk, Errand.ENTER) == contact
        assert queries.proven_contact(code.pk, Errand.VERIFY) is None
    with later(minutes=40):
        assert queries.proven_contact(code.pk, Errand.ENTER) is None


@pytest.mark.django_db
def test_blanks_do_not_matter() -> None:
    code = ask()
    typed = sent()
    assert take(code, f" {typed[:3]} {typed[3:]} ")


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "１２３４５６"])
def test_what_is_no_code_is_said_and_costs_no_try(typed: str) -> None:
    code = ask()
    assert refusal(code, typed) == str(CodeWhy.SHAPE)
    code.refresh_from_db()
    assert code.tries == 0


@pytest.mark.django_db
@pytest.mark.parametrize("contact", ["", "12345", "binh@", "024 3825 3536", "a" * 300 + "@example.org"])
def test_nothing_is_sent_to_what_is_no_number_and_no_address(contact: str) -> None:
    with pytest.raises(Invalid) as denial:
        ask(contact)
    assert denial.value.errors == {"contact": CodeWhy.CONTACT}
    assert not Message.objects.exists()


@pytest.mark.django_db
def test_a_code_works_once() -> None:
    code = ask()
    typed = sent()
    take(code, typed)
    assert refusal(code, typed) == str(CodeWhy.GONE)


@pytest.mark.django_db
def test_a_code_ends_after_five_minutes() -> None:
    code = ask()
    assert refusal(code, sent(), minutes=5) == str(CodeWhy.EXPIRED)


@pytest.mark.django_db
def test_five_wrong_tries_end_it_and_the_right_one_comes_too_late() -> None:
    code = ask()
    right = sent()
    said = [refusal(code, other_than(right)) for _ in range(5)]
    assert said[:4] == [str(CodeWhy.WRONG % {"left": left}) for left in (4, 3, 2, 1)]
    assert said[4] == refusal(code, right) == str(CodeWhy.TRIES % {"tries": 5})


@pytest.mark.django_db
def test_a_code_for_one_errand_opens_no_other() -> None:
    code = ask()
    right = sent()
    for errand in (Errand.VERIFY, Errand.RECOVER):
        assert refusal(code, right, errand) == str(CodeWhy.GONE)
    assert take(code, right)


@pytest.mark.django_db
def test_a_code_of_one_account_opens_nothing_for_another() -> None:
    nam, an = account(), account("an@example.org")
    code = ask(errand=Errand.VERIFY, actor=nam)
    right = sent()
    for actor in (an, PUBLIC):
        assert refusal(code, right, Errand.VERIFY, actor) == str(CodeWhy.GONE)
    assert take(code, right, Errand.VERIFY, nam)


@pytest.mark.django_db
def test_a_code_for_one_number_opens_no_other() -> None:
    mine = ask("0987654321")
    my_code = sent()
    theirs = ask(NUMBER)
    if my_code != sent():
        assert refusal(theirs, my_code) == str(CodeWhy.WRONG % {"left": 4})
    assert take(mine, my_code) == Contact("phone", "0987654321")


@pytest.mark.django_db
def test_a_digest_moved_to_another_row_opens_nothing() -> None:
    mine = ask("0987654321")
    my_code = sent()
    theirs = ask(NUMBER)
    Code.objects.filter(pk=theirs.pk).update(secret=bytes(Code.objects.get(pk=mine.pk).secret))
    assert refusal(theirs, my_code) == str(CodeWhy.WRONG % {"left": 4})


@pytest.mark.django_db
def test_asking_again_ends_the_code_before() -> None:
    first = ask()
    first_code = sent()
    second = ask(minutes=2)
    assert refusal(first, first_code, minutes=2) == str(CodeWhy.EXPIRED)
    assert take(second, sent(), minutes=2)


@pytest.mark.django_db
def test_another_errand_leaves_it_open() -> None:
    first = ask()
    first_code = sent()
    ask(errand=Errand.RECOVER, minutes=1)
    assert take(first, first_code, minutes=1)


@pytest.mark.django_db
def test_one_waits_between_two_codes_whatever_for_and_however_spelt() -> None:
    ask()
    for contact, errand in ((NUMBER, Errand.ENTER), ("+84 912 345 678", Errand.RECOVER)):
        with pytest.raises(TooOften) as denial:
            ask(contact, errand, seconds=20)
        assert (denial.value.status, denial.value.seconds) == (429, 40)
        assert "40 giây" in str(denial.value.reason)
    ask("0987654321", seconds=20)
    ask(seconds=60)


@pytest.mark.django_db
def test_eight_codes_a_day_to_a_number_and_no_more() -> None:
    for n in range(8):
        ask(hours=n)
    with pytest.raises(TooOften) as denial:
        ask(hours=9)
    assert "15 giờ" in str(denial.value.reason)
    ask(hours=24)


@pytest.mark.django_db
def test_guessing_all_day_sees_forty_of_a_million_codes() -> None:
    """The limits together: 8 codes of 5 tries."""
    guesses = 0
    for hour in range(24):
        try:
            code = ask(hours=hour)
        except TooOften:
            continue
        wrong = other_than(sent())
        while refusal(code, wrong, hours=hour) != str(CodeWhy.TRIES % {"tries": 5}):
            guesses += 1
        guesses += 1
    assert guesses == 40


@pytest.mark.django_db
def test_the_database_holds_no_code_and_no_number() -> None:
    ask()
    code = sent()
    with connection.cursor() as cursor:
        for table in ("identity_code", "identity_message", "procrastinate_jobs"):
            cursor.execute(f"SELECT t::text FROM {table} t")
            for (row,) in cursor.fetchall():
                assert not re.search(rf"(?<![0-9a-f]){code}(?![0-9a-f])", row)
                assert NUMBER not in row and NUMBER.encode().hex() not in row


@pytest.mark.django_db
def test_codes_are_spread_over_all_millions() -> None:
    codes = set()
    for n in range(60):
        ask(f"09123{n:05d}")
        codes.add(sent())
    assert len(codes) > 55
    assert len({code[0] for code in codes}) > 5, "leading zeros too"


@pytest.mark.django_db(transaction=True)
def test_of_two_who_type_it_at_once_one_comes_too_late() -> None:
    code = ask()
    typed = sent()
    assert sorted(_at_once(lambda: bool(take(code, typed)))) == [False, True]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_ask_at_once_one_waits() -> None:
    assert sorted(_at_once(lambda: bool(ask()))) == [False, True]
    assert Code.objects.count() == Message.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_wrong_tries_at_once_are_all_counted() -> None:
    code = ask()
    wrong = other_than(sent())
    _at_once(lambda: bool(take(code, wrong)), 8)
    code.refresh_from_db()
    assert code.tries == 5


def _at_once(act: object, count: int = 2) -> list[bool]:
    """Whether it succeeded, in each of so many threads that begin together."""
    together, done = threading.Barrier(count), []

    def run() -> None:
        together.wait()
        try:
            done.append(act())  # type: ignore[operator]  # a callable of one of the tests above
        except (Invalid, TooOften):
            done.append(False)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return done


@pytest.mark.django_db
@given(st.lists(st.integers(0, 2 * 86_400), max_size=30), st.integers(0, 2 * 86_400))
def test_after_the_wait_one_may_ask_and_never_before(seconds: list[int], now: int) -> None:
    asked = sorted((AT + timedelta(seconds=s) for s in seconds if s <= now), reverse=True)
    moment = AT + timedelta(seconds=now)
    wait = policies.wait(asked, moment)
    assert timedelta() <= wait <= policies.DAY
    assert policies.wait(asked, moment + wait) == timedelta() or len(asked) > policies.A_DAY
    if wait:
        assert policies.wait(asked, moment + wait - timedelta(seconds=1)) > timedelta()
