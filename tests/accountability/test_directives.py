"""Directives: entered with number and day, found without accents, linked to what they led to (R95)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from importlib import import_module
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from ihanoi.accountability import actions, queries
from ihanoi.accountability.models import Directive, DirectiveLink
from ihanoi.accountability.words import Why
from ihanoi.journal import queries as journal
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import Invalid, NotFound
from tests.accountability.conftest import Late, drafted
from tests.accountability.test_letters import refused
from tests.accountability.test_paper import opened, words
from tests.conftest import City


def enter(city: City, **given: Any) -> Directive:
    right: dict[str, Any] = {
        "kind": "telegram", "number": "05/CĐ-UBND", "signed_on": date(2024, 8, 12),
        "issuer": "Chủ tịch UBND thành phố", "subject": "Về giải quyết phản ánh, kiến nghị trên iHanoi",
    }  # fmt: skip
    return actions.register_directive(actor=city.overseer, **(right | given))


def test_the_two_directives_of_2024_can_be_entered(city: City, paper_of: Callable[[Actor], UUID]) -> None:
    enter(city, file_ids=[paper_of(city.overseer)])
    enter(city, kind="letter", number="2468/UBND-TTĐT", signed_on=date(2024, 8, 1))
    rows, mark = queries.directives(city.overseer)
    assert [row.number for row in rows] == ["05/CĐ-UBND", "2468/UBND-TTĐT"] and mark == ""
    assert rows[0].file is not None


@pytest.mark.parametrize("text", ["05/cd-ubnd", "05/CĐ", "cong dien", "Phản ánh", "chu tich", "ihanoi 05"])
def test_found_with_and_without_accents(city: City, text: str) -> None:
    made = enter(city)
    assert queries.directives(city.assigner, text)[0] == [made]


def test_not_found(city: City) -> None:
    enter(city)
    assert queries.directives(city.overseer, "quyet dinh")[0] == []
    assert queries.directives(city.handler)[0] == []


@pytest.mark.parametrize(
    ("given", "at"),
    [
        ({"kind": "x"}, {"kind"}),
        ({"number": "số năm"}, {"number"}),
        ({"number": "1/A0912345678"}, {"number"}),
        ({"signed_on": None}, {"signed_on"}),
        ({"signed_on": date(2026, 11, 17)}, {"signed_on"}),
        ({"issuer": " ", "subject": ""}, {"issuer", "subject"}),
    ],
)
def test_what_is_wrong_stands_at_its_field(city: City, given: dict[str, Any], at: set[str]) -> None:
    with pytest.raises(Invalid) as caught:
        enter(city, **given)
    assert set(caught.value.errors) == at


def test_a_number_stands_once_in_the_register(city: City) -> None:
    enter(city)
    with refused(Why.NUMBER_TAKEN):
        enter(city)
    enter(city, issuer="Chánh Văn phòng UBND thành phố")
    enter(city, issuer="Tổ 0912 345 678")
    with refused(Why.NUMBER_TAKEN):
        enter(city, issuer="Tổ 0912 345 678")


def test_the_search_tells_no_number_of_a_person(city: City) -> None:
    made = enter(city, issuer="Tổ 0912 345 678", subject="Về đơn của chi@example.org")
    made.refresh_from_db()
    assert (made.issuer, made.subject) == ("Tổ 0912 345 678", "Về đơn của chi@example.org")
    assert queries.directives(city.overseer, "05/cđ to ve don")[0] == [made]
    for told in ("0912", "chi@"):
        assert queries.directives(city.overseer, told)[0] == []
    Directive.objects.update(folded="cong dien 05/cd-ubnd to 0912 345 678")
    migration = import_module("ihanoi.accountability.migrations.0004_the_search_tells_no_number_of_a_person")
    for _again in range(2):
        migration.hide(apps, None)
    assert Directive.objects.get().folded == "cong dien 05/cd-ubnd to •••• ••• •••"


def test_linked_and_taken_back(late: Late) -> None:
    city, made = late.city, enter(late.city)
    link: dict[str, Any] = {"actor": city.overseer, "directive_id": made.pk}
    letter = drafted(city)
    links = [
        actions.link_directive(**link, letter_id=letter.pk),
        actions.link_directive(**link, agency_id=city.ward),
        actions.link_directive(**link, case_code=late.cases[0].code),
    ]
    assert {bool(each.letter_id) for each in links} == {True, False}
    with refused(Why.LINKED):
        actions.link_directive(**link, agency_id=city.ward)
    for wrong in ({}, {"agency_id": city.ward, "case_code": late.cases[0].code}):
        with refused(Why.NOTHING_LINKED):
            actions.link_directive(**link, **wrong)
    for missing in ({"letter_id": 999_999}, {"proposal_id": 999_999}, {"agency_id": 999_999}):
        with pytest.raises(NotFound):
            actions.link_directive(**link, **missing)
    actions.unlink_directive(actor=city.overseer, directive_id=made.pk, link_id=links[0].pk)
    with pytest.raises(NotFound):
        actions.unlink_directive(actor=city.overseer, directive_id=made.pk, link_id=links[0].pk)
    lines = journal.history("directive", made.pk)
    assert [line.verb for line in lines] == ["record", "link", "link", "link", "unlink"]
    assert lines[-1].data == {"letter_id": letter.pk}
    assert queries.directive(city.assigner, made.pk).links.count() == 2


def test_of_what_is_linked_an_agency_reads_what_it_may_read_elsewhere(late: Late) -> None:
    """The title of a report that is not public is not told to all agencies by a directive."""
    city, made = late.city, enter(late.city)
    link: dict[str, Any] = {"actor": city.overseer, "directive_id": made.pk}
    for thing in (
        {"case_code": late.cases[1].code},
        {"letter_id": drafted(city).pk},
        {"agency_id": city.ward},
    ):
        actions.link_directive(**link, **thing)
    seen = {actor: queries.directive(actor, made.pk).links.all() for actor in (city.overseer, city.assigner)}
    assert [len(links) for links in seen.values()] == [3, 2]  # a draft is the overseers' alone
    (elsewhere,) = queries.directive(city.other_assigner, made.pk).links.all()
    assert elsewhere.agency_id == city.ward


def test_a_letter_names_the_directives_that_it_follows(late: Late) -> None:
    made, letter = enter(late.city), drafted(late.city)
    actions.link_directive(actor=late.city.overseer, directive_id=made.pk, letter_id=letter.pk)
    assert queries.letter_page(late.city.overseer, letter.pk).directives == [made]
    text = words(opened(queries.letter_document(letter)))
    assert "Thực hiện chỉ đạo tại Công điện số 05/CĐ-UBND ngày 12/08/2024" in text


def test_only_overseers_write_the_register(late: Late, inspector: Actor) -> None:
    made = enter(late.city)
    for actor in (inspector, late.city.assigner):
        with refused(Why.NOT_YOURS):
            actions.link_directive(actor=actor, directive_id=made.pk, agency_id=late.city.ward)
    with pytest.raises(NotFound):
        queries.directive(late.city.handler, made.pk)


def test_a_link_names_exactly_one_thing(late: Late) -> None:
    made = enter(late.city)
    with pytest.raises(IntegrityError), transaction.atomic():
        DirectiveLink.objects.create(directive=made)
    with pytest.raises(IntegrityError), transaction.atomic():
        DirectiveLink.objects.create(directive=made, agency_id=late.city.ward, case=late.cases[0])


def test_the_register_goes_on_page_by_page(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_module("ihanoi.accountability.queries.directives"), "PAGE", 2)
    made = [enter(city, number=f"{n}/CĐ-UBND", signed_on=date(2024, 8, 1 + n // 2)) for n in range(1, 6)]
    seen, mark = [], ""
    while True:
        rows, mark = queries.directives(city.overseer, "", mark)
        seen += rows
        if not mark:
            break
    assert seen == made[::-1]
