"""A case keeps the edition of the regulation under which it was sent; a new one gets the new edition."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest

from ihanoi.cases import actions, queries, regulation
from ihanoi.cases.models import Case
from ihanoi.cases.regulation import EDITIONS, Edition
from ihanoi.cases.words import Kind, Verb
from ihanoi.kernel import clock
from ihanoi.kernel.denials import Denied
from ihanoi.kernel.workflow import Table
from tests.conftest import MONDAY, City

NEXT = Edition(
    name="2026-11-18",
    document="Quyết định 1/QĐ-UBND ngày 18/11/2026",
    valid_from=date(2026, 11, 18),
    tables={
        **EDITIONS[0].tables,
        Kind.FIELD: Table(
            tuple(row for row in EDITIONS[0].tables[Kind.FIELD].rows if row.verb != Verb.REFUSE_RECEPTION),
            EDITIONS[0].tables[Kind.FIELD].owners,
        ),
    },
)
"""A made-up amendment: reports from the field are no longer refused at reception."""


@pytest.fixture(autouse=True)
def amended(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(regulation, "EDITIONS", (*EDITIONS, NEXT))
    regulation.table.cache_clear()
    yield
    regulation.table.cache_clear()


def test_an_open_case_keeps_its_table_and_a_new_one_gets_the_new(
    city: City, submitted: Callable[..., Case]
) -> None:
    old = submitted()
    with clock.at(MONDAY + timedelta(days=2)):
        new = submitted()
        assert (old.edition, new.edition) == ("2025-02-28", "2026-11-18")
        allowed = {case.pk: queries.case_page(city.assigner, case.code).moves.all for case in (old, new)}
        assert Verb.REFUSE_RECEPTION in allowed[old.pk]
        assert Verb.REFUSE_RECEPTION not in allowed[new.pk]
        pages = [queries.case_page(city.assigner, case.code).edition for case in (old, new)]
        assert pages == [EDITIONS[0].document, NEXT.document]
        given = {"actor": city.assigner, "reason": "incomplete", "text": "Thiếu địa chỉ."}
        assert actions.refuse_reception(case_id=old.pk, **given).state == "refused"
        with pytest.raises(Denied):
            actions.refuse_reception(case_id=new.pk, **given)


def test_editions_are_told_with_their_days(city: City) -> None:
    ahead = queries.editions()
    assert [(e.name, e.is_in_force, e.is_ahead) for e in ahead] == [
        ("2026-11-18", False, True), ("2025-02-28", True, False),
    ]  # fmt: skip
    with clock.at(MONDAY + timedelta(days=2)):
        now = queries.editions()
    assert [(e.is_in_force, e.valid_to) for e in now] == [(True, None), (False, date(2026, 11, 17))]
    assert queries.document_of("none") == ""
