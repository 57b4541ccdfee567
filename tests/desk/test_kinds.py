"""The desk with every kind of case: rows, filters, forms of the moves, several at once, entry for others, paper."""

from __future__ import annotations

from typing import Any

import pytest

from ihanoi.cases import actions
from ihanoi.cases.models import Case
from ihanoi.cases.words import Classification, Kind, State
from ihanoi.people import queries as people
from ihanoi.people.words import AgencyKind
from tests.cases.kinds import FIRM, SAID, send
from tests.conftest import City
from tests.desk.conftest import Enter

ENTERED: dict[str, Any] = {
    "channel": "phone",
    "name": "Nguyễn Thị Hòa",
    "phone": "0912345678",
    "consent": "on",
    "handling": "on",
}
LABELS = {Kind.PROCEDURE: "Thủ tục hành chính", Kind.BUSINESS: "Doanh nghiệp", Kind.WASTE: "Lãng phí"}


@pytest.mark.parametrize("kind", [Kind.PROCEDURE, Kind.BUSINESS])
def test_a_row_names_the_kind_and_the_filter_finds_it(city: City, enter: Enter, kind: Kind) -> None:
    case, other = send(city, kind), send(city, Kind.WASTE)
    client = enter(city.assigner)
    slug = {"procedure": "thu-tuc", "business": "doanh-nghiep"}[kind]
    page = client.get(f"/ban-xu-ly/?loai={slug}").content.decode()
    assert case.code in page and LABELS[kind] in page
    assert case.code not in client.get("/ban-xu-ly/?loai=hien-truong").content.decode()
    assert other.code not in client.get("/ban-xu-ly/").content.decode()
    assert other.code in enter(city.approver).get("/ban-xu-ly/cho-tiep-nhan").content.decode()


def test_reception_of_a_procedure_asks_for_its_class_and_of_others_for_a_priority(
    city: City, enter: Enter
) -> None:
    client = enter(city.assigner)
    procedure, business = send(city, Kind.PROCEDURE), send(city, Kind.BUSINESS)
    form = client.get(f"/ban-xu-ly/{procedure.code}/tiep-nhan").content.decode()
    assert all(f'value="{value}"' in form for value in Classification.values)
    assert 'name="priority"' not in form and "Từ chối tiếp nhận" in form
    assert 'name="priority"' in client.get(f"/ban-xu-ly/{business.code}/tiep-nhan").content.decode()
    given = {"classification": Classification.OTHER, "seen": procedure.version}
    assert client.post(f"/ban-xu-ly/{procedure.code}/tiep-nhan", given).status_code == 303
    page = client.get(f"/ban-xu-ly/{procedure.code}").content.decode()
    assert str(Classification.OTHER.label) in page and str(procedure.get_kind_display()) in page
    assert "Đăng ký kết hôn" in page


def test_the_head_gives_waste_to_communes_alone(city: City, enter: Enter) -> None:
    case = send(city, Kind.WASTE)
    actions.receive(actor=city.approver, case_id=case.pk, priority="normal")
    form = enter(city.approver).get(f"/ban-xu-ly/{case.code}/chuyen").content.decode()
    communes = people.agencies(None, AgencyKind.COMMUNE)
    assert form.count("<option") == len(communes)  # without the own one, and the empty choice
    assert "Sở Xây dựng" not in form
    placing = send(city, Kind.WASTE, agency_id=None)
    form = enter(city.dispatcher).get(f"/ban-xu-ly/{placing.code}/chuyen").content.decode()
    assert "Sở Xây dựng" in form


def test_a_complaint_finds_its_guidance_written(city: City, enter: Enter) -> None:
    case = send(city, Kind.PROCEDURE, text="Tôi gửi đơn khiếu nại quyết định xử phạt số 12 của phường.")
    form = enter(city.assigner).get(f"/ban-xu-ly/{case.code}/tu-choi-tiep-nhan").content.decode()
    assert "theo Luật Khiếu nại" in form
    land = send(city, Kind.PROCEDURE, text="Gia đình tranh chấp đất với nhà bên cạnh đã hai năm.")
    form = enter(city.assigner).get(f"/ban-xu-ly/{land.code}/tu-choi-tiep-nhan").content.decode()
    assert 'value="land" checked' in " ".join(form.split()) or "Luật Đất đai" in form


def test_several_kinds_are_received_at_once(city: City, enter: Enter) -> None:
    procedure, business = send(city, Kind.PROCEDURE), send(city, Kind.BUSINESS)
    client = enter(city.assigner)
    both = {"verb": "receive", "case": [procedure.pk, business.pk]}
    asked = client.post("/ban-xu-ly/nhieu", both).content.decode()
    assert "Phân loại" in asked and "Mức" in asked
    go = both | {"go": "1", f"priority-{business.pk}": "normal"}
    wrong = client.post("/ban-xu-ly/nhieu", go | {f"priority-{procedure.pk}": ""})
    assert wrong.status_code == 422
    client.post("/ban-xu-ly/nhieu", go | {f"priority-{procedure.pk}": Classification.OWN})
    assert set(Case.objects.values_list("state", flat=True)) == {State.RECEIVED}
    procedure.refresh_from_db()
    assert procedure.classification == Classification.OWN


def test_the_bar_for_several_offers_reception_to_a_head_only_where_waste_waits(
    city: City, enter: Enter
) -> None:
    client = enter(city.approver)
    waste = send(city, Kind.WASTE)
    assert 'data-bulk="receive"' in client.get("/ban-xu-ly/").content.decode()
    both = {"verb": "receive", "case": [waste.pk], "go": "1", f"priority-{waste.pk}": "complex"}
    client.post("/ban-xu-ly/nhieu", both)
    waste.refresh_from_db()
    assert (waste.state, waste.priority) == (State.RECEIVED, "complex")


@pytest.mark.parametrize(
    ("slug", "kind", "given"),
    [
        ("thu-tuc", Kind.PROCEDURE, {"procedure": "Đăng ký kết hôn"}),
        ("lang-phi", Kind.WASTE, {"matter": "energy", "worth": "20 triệu"}),
        ("doanh-nghiep", Kind.BUSINESS, {"tax_code": FIRM["tax_code"], "firm": FIRM["name"]}),
        ("ung-dung", Kind.APP, {}),
    ],
)
def test_every_kind_is_entered_for_others(
    city: City, enter: Enter, slug: str, kind: Kind, given: dict[str, str]
) -> None:  # R31
    client = enter(city.assigner)
    form = client.get(f"/ban-xu-ly/nhap-ho?loai={slug}").content.decode()
    assert f'name="loai" value="{slug}"' in form and 'name="danger"' not in form
    said = ENTERED | given | {"loai": slug, "text": SAID[kind]["text"], "agency_id": city.ward}
    if given:
        missing = client.post("/ban-xu-ly/nhap-ho", said | {next(iter(given)): ""})
        assert missing.status_code == 422 and SAID[kind]["text"] in missing.content.decode()
    assert client.post("/ban-xu-ly/nhap-ho", said).status_code == 302
    case = Case.objects.get()
    assert (case.kind, case.entered_by_id) == (kind, city.assigner.account_id)
    assert case.code in client.get(f"/ban-xu-ly/nhap-ho?loai={slug}").content.decode()


def test_a_wrong_tax_code_is_said_at_its_field(city: City, enter: Enter) -> None:
    said = ENTERED | {
        "loai": "doanh-nghiep",
        "text": SAID[Kind.BUSINESS]["text"],
        "tax_code": "1",
        "firm": "Cty A",
    }
    page = enter(city.assigner).post("/ban-xu-ly/nhap-ho", said)
    assert page.status_code == 422 and "Mã số thuế chưa đúng" in page.content.decode()


def test_the_paper_says_kind_and_particulars(city: City, enter: Enter) -> None:
    case = send(city, Kind.BUSINESS)
    sheet = enter(city.assigner).get(f"/ban-xu-ly/{case.code}/phieu").content.decode()
    assert str(Kind.BUSINESS.label) in sheet and FIRM["name"] in sheet


def test_a_confidential_business_has_no_name_on_the_page(city: City, enter: Enter) -> None:
    case = send(city, Kind.BUSINESS, confidential=True)
    for address in (f"/ban-xu-ly/{case.code}", f"/ban-xu-ly/{case.code}/phieu"):
        page = enter(city.assigner).get(address).content.decode()
        assert FIRM["name"] not in page and FIRM["tax_code"] not in page
        assert "Giữ kín theo yêu cầu của người gửi" in page
