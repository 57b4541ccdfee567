"""Each quarter somebody looks at every seat; none is confirmed silently, and who is behind is seen."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from ihanoi.journal import queries as history
from ihanoi.kernel import clock
from ihanoi.kernel.actor import SYSTEM
from ihanoi.kernel.denials import Denied, Invalid
from ihanoi.people import actions, rules
from ihanoi.people import queries as people
from ihanoi.people.words import Role, WhyOfficial
from tests.conftest import City
from tests.people.officials import again, own, seat

QUARTER = date(2026, 10, 1)


@pytest.mark.parametrize(
    ("day", "quarter", "before", "due"),
    [
        (date(2026, 11, 16), date(2026, 10, 1), date(2026, 7, 1), date(2026, 11, 30)),
        (date(2027, 1, 1), date(2027, 1, 1), date(2026, 10, 1), date(2027, 2, 28)),
        (date(2028, 3, 31), date(2028, 1, 1), date(2027, 10, 1), date(2028, 2, 29)),
    ],
)
def test_quarters(day: date, quarter: date, before: date, due: date) -> None:
    assert rules.quarter_of(day) == quarter
    assert rules.quarter_before(quarter) == before
    assert rules.review_due(quarter) == due


def test_a_seat_stays_or_goes_by_a_word(city: City) -> None:
    operator = seat("minh", city.ward)
    rows = people.review(city.ward, QUARTER)
    assert {row.account_id for row in rows} >= {own(city.handler), own(city.assigner), own(operator)}
    assert all(row.checked_at is None and row.kept is None for row in rows)
    seats = {row.account_id: row.membership_id for row in rows}
    verdicts = {seats[own(city.handler)]: False, seats[own(city.assigner)]: True}
    assert actions.check_seats(actor=operator, agency_id=city.ward, quarter=QUARTER, verdicts=verdicts) == 2
    assert again(city.handler).seats == () and again(city.assigner).holds(Role.ASSIGNER)
    found = {row.account_id: row for row in people.review(city.ward, QUARTER)}
    assert (found[own(city.handler)].kept, found[own(city.assigner)].kept) == (False, True)
    assert found[own(city.approver)].kept is None
    assert found[own(city.assigner)].checked_by == operator.name
    assert [e.verb for e in history.history("account", own(city.handler))][-2:] == ["end_seat", "revoke"]
    assert [e.verb for e in history.history("account", own(city.assigner))][-1] == "confirm_seat"
    with pytest.raises(Denied):
        actions.check_seats(actor=operator, agency_id=city.ward, quarter=QUARTER, verdicts=verdicts)


@pytest.mark.parametrize("kept", [True, False])
def test_nobody_looks_at_the_own_seat(city: City, kept: bool) -> None:
    operator = seat("minh", city.ward)
    seats = {row.account_id: row.membership_id for row in people.review(city.ward, QUARTER)}
    verdicts = {seats[own(operator)]: kept, seats[own(city.handler)]: True}
    with pytest.raises(Denied) as refused:
        actions.check_seats(actor=operator, agency_id=city.ward, quarter=QUARTER, verdicts=verdicts)
    assert refused.value.reason == WhyOfficial.NOT_ONESELF
    above = seat("quan", city.root)
    assert actions.check_seats(actor=above, agency_id=city.ward, quarter=QUARTER, verdicts=verdicts) == 2


def test_nothing_said_is_nothing_confirmed(city: City) -> None:
    with pytest.raises(Invalid):
        actions.check_seats(actor=seat("minh", city.ward), agency_id=city.ward, quarter=QUARTER, verdicts={})
    with pytest.raises(Denied):
        actions.check_seats(actor=city.assigner, agency_id=city.ward, quarter=QUARTER, verdicts={1: True})


def test_a_seat_of_this_quarter_was_looked_at_when_it_was_given(city: City) -> None:
    actions.grant(actor=SYSTEM, account_id=own(city.sender), agency_id=city.ward, role=Role.HANDLER)
    assert own(city.sender) not in {row.account_id for row in people.review(city.ward, QUARTER)}


def test_who_is_behind_is_seen(city: City) -> None:
    operator = seat("minh", city.root)
    line = {city.ward, city.division, city.office, city.other_ward}
    states = {state.agency_id: state for state in people.reviews(line, QUARTER)}
    ward = states[city.ward]
    assert (ward.checked, ward.left, ward.overdue, ward.due_on) == (0, ward.seats, False, date(2026, 11, 30))
    rows = people.review(city.ward, QUARTER)
    done = {row.membership_id: row.account_id != own(city.handler) for row in rows}
    actions.check_seats(actor=operator, agency_id=city.ward, quarter=QUARTER, verdicts=done)
    with clock.at(clock.now() + timedelta(days=20)):
        states = {state.agency_id: state for state in people.reviews(line, QUARTER)}
    assert (states[city.ward].left, states[city.ward].overdue) == (0, False)
    assert states[city.ward].seats == len(rows)
    assert states[city.other_ward].overdue
