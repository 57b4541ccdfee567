"""Investors and businesses (R65, R66, R79, R80): an organisation sends, two clocks run, the head announces."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest

from ihanoi.cases import actions, queries
from ihanoi.cases.models import Case
from ihanoi.cases.words import Clock, Kind, Role, State, Verb
from ihanoi.kernel import clock
from ihanoi.kernel.denials import Denied, Invalid
from ihanoi.people import actions as people_actions
from tests.cases.kinds import FIRM, due, firm_of, next_of, send
from tests.cases.stages import AGREED, ANSWER
from tests.conftest import MONDAY, City

Upload = Callable[..., UUID]


@pytest.fixture
def case(city: City) -> Case:
    return send(city, Kind.BUSINESS)


def test_only_for_an_organisation_that_one_represents(city: City) -> None:
    foreign = people_actions.represent(actor=city.neighbour, **FIRM).pk
    for organisation in (None, foreign):
        with pytest.raises(Invalid) as denied:
            send(city, Kind.BUSINESS, organisation_id=organisation)
        assert set(denied.value.errors) == {"organisation_id"}


def test_intake_runs_eight_hours_to_the_assignment_and_dispatch_four_from_reception(
    city: City, case: Case
) -> None:  # R65, R66
    assert due(case, Clock.INTAKE) == "2026-11-16T17:30"
    with clock.at(MONDAY + timedelta(hours=7)):  # 15:00
        case = actions.receive(actor=city.assigner, case_id=case.pk, priority="normal")
        assert due(case, Clock.INTAKE) == "2026-11-16T17:30"
        assert (due(case, Clock.DISPATCH), case.clock) == ("2026-11-17T09:30", Clock.INTAKE)
        case = actions.assign(
            actor=city.assigner, case_id=case.pk, agency_id=city.division, handler_id=city.handler.account_id
        )
    assert due(case, Clock.INTAKE) == due(case, Clock.DISPATCH) == ""
    assert due(case, Clock.HANDLING) == "2026-11-26T17:30"


def test_late_assignment_is_late_intake_although_reception_was_in_time(city: City, case: Case) -> None:
    with clock.at(MONDAY + timedelta(hours=9)):  # 17:00
        actions.receive(actor=city.assigner, case_id=case.pk, priority="normal")
    with clock.at(MONDAY + timedelta(hours=25)):  # 09:00 on Tuesday
        actions.assign(
            actor=city.assigner, case_id=case.pk, agency_id=city.division, handler_id=city.handler.account_id
        )
    late = dict(case.clocks.exclude(stopped_at=None).values_list("name", "late"))
    assert late == {Clock.INTAKE: True, Clock.DISPATCH: False}


def test_another_agency_has_its_own_eight_hours(city: City, case: Case) -> None:
    with clock.at(MONDAY + timedelta(hours=2)):
        case = actions.send_up(actor=city.assigner, case_id=case.pk, reason="Thuộc thẩm quyền của sở.")
    assert (case.lead_id, due(case, Clock.INTAKE)) == (city.root, "2026-11-17T10:00")


def test_the_head_approves_and_announces_in_one_act(
    city: City, case: Case, upload: Upload
) -> None:  # R79, R80
    actions.receive(actor=city.assigner, case_id=case.pk, priority="normal")
    actions.assign(
        actor=city.assigner, case_id=case.pk, agency_id=city.division, handler_id=city.handler.account_id
    )
    actions.accept(actor=city.handler, case_id=case.pk)
    case = actions.submit_result(
        actor=city.handler,
        case_id=case.pk,
        answer=ANSWER,
        outcome="fixed",
        files={upload(city.handler): "photo"},
    )
    assert (case.turn_role, next_of(city.approver, case)) == (Role.APPROVER, Verb.ANNOUNCE)
    with pytest.raises(Denied):
        actions.approve(actor=city.approver, case_id=case.pk)
    with pytest.raises(Denied):
        actions.announce(actor=city.handler, case_id=case.pk, public_text="Đã cấp phép đấu nối điện.")
    case = actions.announce(actor=city.approver, case_id=case.pk, public_text="Đã cấp phép đấu nối điện.")
    assert (case.state, case.publication) == (State.PUBLISHED, "public")
    opened = queries.open_case(city.neighbour, case.code)
    assert opened.answer is not None and opened.card.sent_by == "Một doanh nghiệp"


def test_a_confidential_business_has_no_name_for_officers(city: City, case: Case) -> None:
    assert queries.case_page(city.assigner, case.code).organisation is not None
    hidden = send(city, Kind.BUSINESS, confidential=True, organisation_id=firm_of(city))
    page = queries.case_page(city.assigner, hidden.code)
    assert page.organisation is None and page.sender.confidential


def test_staff_enter_it_for_somebody_who_came(city: City) -> None:  # R31
    firm = people_actions.register_organisation(
        actor=city.assigner, tax_code=FIRM["tax_code"], name=FIRM["name"]
    )
    case = actions.submit(
        actor=city.assigner,
        report=actions.Report(
            text="Công ty chờ giấy phép đấu nối điện đã ba tháng.", consent=True, kind=Kind.BUSINESS,
            organisation_id=firm.pk, agency_id=city.ward,
        ),
        contact=actions.Contacted("Nguyễn Thị Hòa", "0912345678", agreed=AGREED),
        channel="counter",
    )  # fmt: skip
    assert (case.kind, case.sender_id, case.particulars.organisation_id) == (Kind.BUSINESS, None, firm.pk)
