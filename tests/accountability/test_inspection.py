"""Inspection: read, filter, take out on record, draw a sample that anybody can draw again (R94, R134)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from ihanoi.accountability import actions, queries, rules
from ihanoi.accountability.models import Export, Sample, SampledCase
from ihanoi.accountability.queries import Checked
from ihanoi.accountability.words import Why
from ihanoi.cases import actions as cases
from ihanoi.cases.models import Case
from ihanoi.cases.words import State
from ihanoi.journal import queries as journal
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import Invalid, NotFound
from tests.accountability.conftest import Late
from tests.accountability.test_letters import refused
from tests.cases.stages import bring
from tests.conftest import City

SPAN = {"since": date(2026, 11, 1), "until": date(2026, 11, 19)}
codes = st.sets(st.integers(0, 999_999).map(lambda n: f"HN-2611-{n:06d}"), min_size=1, max_size=30)


def draw(actor: Actor, **how: Any) -> Sample:
    right: dict[str, Any] = {"agency_id": None, **SPAN, "seed": "19/11/2026", "size": 2}
    return actions.draw_sample(actor=actor, **(right | how))


def test_the_register_is_filtered(
    city: City, submitted: Callable[..., Case], upload: Callable[..., UUID]
) -> None:
    published = bring(submitted(), State.PUBLISHED, city, upload)
    cases.rate(actor=city.sender, case_id=published.pk, value="accepted")
    waiting = submitted()
    for wanted, found in (
        (Checked(**SPAN), {published.pk, waiting.pk}),
        (Checked(**SPAN, state="published"), {published.pk}),
        (Checked(**SPAN, rating="accepted"), {published.pk}),
        (Checked(**SPAN, agency_id=city.other_ward), set()),
        (Checked(**SPAN, late=True), set()),
        (Checked(date(2026, 11, 17), date(2026, 11, 19)), set()),
    ):
        register = queries.register(city.overseer, wanted)
        assert ({case.pk for case in register.page.rows}, register.total) == (found, len(found))


def test_an_export_says_what_and_is_recorded(late: Late, inspector: Actor) -> None:
    wanted = Checked(**SPAN, agency_id=late.city.ward)
    book = load_workbook(BytesIO(actions.export_cases(actor=inspector, wanted=wanted, form="xlsx")))
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    assert rows[0] == queries.COLUMNS
    assert {row[0] for row in rows[1:]} == {case.code for case in late.cases}
    assert {row[8] for row in rows[1:]} == {"có"}
    made = Export.objects.get()
    assert (made.rows, made.by_id) == (2, inspector.account_id)
    assert journal.history("export", made.pk)[0].data["agency"] == late.city.ward


def test_no_export_names_a_sender(late: Late, inspector: Actor) -> None:
    content = actions.export_cases(actor=inspector, wanted=Checked(**SPAN), form="csv").decode("utf-8-sig")
    assert late.cases[1].code in content
    assert late.city.sender.name not in content


def test_only_those_who_see_all_take_data_out(late: Late) -> None:
    with pytest.raises(NotFound):
        actions.export_cases(actor=late.city.approver, wanted=Checked(**SPAN), form="csv")
    with pytest.raises(NotFound):
        actions.export_cases(actor=late.city.overseer, wanted=Checked(**SPAN), form="exe")
    assert not Export.objects.exists()


def test_the_same_seed_draws_the_same_cases(
    late: Late, inspector: Actor, submitted: Callable[..., Case]
) -> None:
    first, again, other = draw(inspector), draw(inspector), draw(inspector, seed="khác", size=1)
    ids = [list(s.sampled.order_by("order").values_list("case_id", flat=True)) for s in (first, again)]
    assert ids[0] == ids[1] and len(ids[0]) == 2
    assert (first.population, other.sampled.count()) == (2, 1)
    line = journal.history("sample", first.pk)[0]
    assert line.data["seed"] == "19/11/2026" and "SHA-256" in line.data["method"]
    assert line.data["codes"] == rules.drawn("19/11/2026", [case.code for case in late.cases], 2)


@given(codes, st.text(min_size=1, max_size=10), st.integers(1, 40))
def test_a_drawing_depends_on_nothing_but_seed_and_codes(among: set[str], seed: str, size: int) -> None:
    drawn = rules.drawn(seed, among, size)
    assert drawn == rules.drawn(seed, sorted(among, reverse=True), size)
    assert len(drawn) == len(set(drawn)) == min(size, len(among)) and set(drawn) <= among
    assert rules.drawn(seed, among, size + 1)[:size] == drawn


@pytest.mark.parametrize(
    ("how", "at"),
    [
        ({"seed": " "}, "seed"),
        ({"until": date(2026, 10, 1)}, "until"),
        ({"size": 0}, "size"),
        ({"size": 201}, "size"),
    ],
)
def test_what_is_wrong_stands_at_its_field(
    late: Late, inspector: Actor, how: dict[str, Any], at: str
) -> None:
    with pytest.raises(Invalid) as caught:
        draw(inspector, **how)
    assert list(caught.value.errors) == [at]


def test_nothing_is_drawn_from_nothing(late: Late, inspector: Actor) -> None:
    with refused(Why.NO_POPULATION):
        draw(inspector, agency_id=late.city.other_ward)


def test_a_verdict_says_why_when_it_is_bad(late: Late, inspector: Actor) -> None:
    sample = draw(inspector)
    check: dict[str, Any] = {"actor": inspector, "sample_id": sample.pk, "order": 1}
    for wrong, at in (
        ({"verdict": "", "note": ""}, "verdict"),
        ({"verdict": "not_compliant", "note": " "}, "note"),
    ):
        with pytest.raises(Invalid) as caught:
            actions.note_check(**check, **wrong)
        assert list(caught.value.errors) == [at]
    actions.note_check(**check, verdict="not_compliant", note="Chưa tiếp nhận sau 8 giờ.")
    actions.note_check(**check, verdict="compliant", note="")
    page = queries.sample_page(late.city.overseer, sample.pk)
    assert (page.checked, page.compliant) == (1, 1)
    assert [line.verb for line in journal.history("sample", sample.pk)] == ["draw", "check", "check"]
    (row,) = queries.samples(inspector).rows
    assert (row.checked, row.wrong) == (1, 0)
    with pytest.raises(NotFound):
        actions.note_check(actor=inspector, sample_id=sample.pk, order=9, verdict="compliant", note="")
    with pytest.raises(NotFound):
        queries.sample_page(late.city.approver, sample.pk)


def test_the_database_wants_the_reason_too(late: Late, inspector: Actor) -> None:
    draw(inspector)
    with pytest.raises(IntegrityError), transaction.atomic():
        SampledCase.objects.update(verdict="not_compliant")
