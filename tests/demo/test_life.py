"""The told weeks: every state, every sign-in, nothing refused, and a history that verifies."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
from django.contrib.auth import authenticate
from django.test import RequestFactory
from pytest_django import Settings

from ihanoi.cases.models import Case
from ihanoi.cases.words import OPEN, State, Verb
from ihanoi.demo import actions, queries, words
from ihanoi.demo.cast import read_cast
from ihanoi.demo.models import Stage
from ihanoi.demo.plan import FOLLOW, Planner
from ihanoi.journal import queries as journal
from ihanoi.kernel import clock
from ihanoi.kernel.denials import Denied
from ihanoi.notifications.models import Mail, Notice
from ihanoi.people import queries as people
from tests.conftest import MONDAY
from tests.demo.conftest import SIZE, silent


@pytest.fixture(autouse=True)
def _after_the_telling(told: dict[str, int], db: None) -> None:
    """Every test here needs the city."""


def test_every_step_of_the_plan_is_allowed(told: dict[str, int]) -> None:
    with clock.at(MONDAY):
        steps = Planner(
            read_cast(Stage.objects.get(name="foundation").kept["citizens"]), MONDAY, 20261122, SIZE
        ).plan()
    planned = Counter(str(step.verb) for step in steps)
    made = Counter({str(verb): count for verb, count in told.items()})
    assert {v: n for v, n in planned.items() if v != FOLLOW} == {v: n for v, n in made.items() if v != FOLLOW}
    assert made[Verb.SUBMIT] == Case.objects.count()


def test_every_state_is_there() -> None:
    assert set(Case.objects.values_list("state", flat=True)) == set(State)


def test_the_demo_ward_has_open_cases_in_every_open_state() -> None:
    ward = people.agency_by_code(words.WARD)
    assert ward is not None
    assert set(Case.objects.filter(lead_id=ward.id, closed_at=None).values_list("state", flat=True)) == OPEN


def test_the_demo_citizen_has_own_reports_in_various_states() -> None:
    states = Case.objects.filter(sender__email=words.CITIZEN.email).values_list("state", flat=True)
    assert len(states) >= 6
    assert len(set(states)) >= 5


def test_the_history_verifies() -> None:
    report = journal.verify()
    assert report.sound, report.broken
    assert report.lines > 200


def test_nothing_happens_after_the_end() -> None:
    assert not Case.objects.filter(submitted_at__gt=MONDAY).exists()
    assert Case.objects.filter(submitted_at__gt=MONDAY - timedelta(days=3)).exists()


def test_news_of_the_last_days_is_unread_and_letters_go_to_sign_ins_only() -> None:
    assert Notice.objects.filter(read_at=None).exists()
    assert not Notice.objects.filter(read_at=None, at__lt=MONDAY - timedelta(days=4)).exists()
    waiting = Mail.objects.filter(next_try__isnull=False, notice__at__gt=MONDAY - timedelta(days=2))
    assert set(waiting.values_list("notice__account__email", flat=True)) <= {
        each.email for each in words.SIGN_INS
    }


def test_each_sign_in_opens() -> None:
    found = queries.sign_ins()
    assert len(found) == 9
    for _, email, password in found:
        request = RequestFactory().post("/dang-nhap")
        assert authenticate(request, username=email, password=password) is not None


def test_a_second_build_changes_nothing(settings: Settings) -> None:
    before = Case.objects.count()
    actions.build(silent, now=MONDAY)
    assert Case.objects.count() == before


def test_it_is_refused_outside_the_demo(settings: Settings) -> None:
    settings.DEMO = False
    with pytest.raises(Denied):
        actions.build(silent)
