"""Reports to an agency: a form a kind without JavaScript, nothing lost, nothing sent twice, other channels asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from ihanoi.cases.models import Case
from ihanoi.cases.words import Kind
from ihanoi.journal import actions as journal
from ihanoi.notifications.models import Notice
from ihanoi.people import actions as people_actions
from ihanoi.people.models import Account
from tests.cases.kinds import send
from tests.conftest import CUA_NAM, City, picture

FIRM = {"tax_code": "0100112437", "name": "Công ty TNHH Gạch Hạ Đình", "address": "", "position": "Giám đốc"}
SAID: dict[str, dict[str, Any]] = {
    "thu-tuc": {
        "procedure": "Đăng ký kết hôn",
        "text": "Bộ phận một cửa đòi thêm giấy xác nhận không có trong danh mục.",
        "agency": "UBND phường Cửa Nam",
    },
    "lang-phi": {
        "matter": "assets",
        "worth": "khoảng 2 tỷ đồng",
        "text": "Nhà văn hóa xây xong từ năm 2023 vẫn khóa cửa, không ai dùng.",
        "agency": "ubnd phuong cua nam",
        "address": "12 phố Lý Thường Kiệt",
        "lat": CUA_NAM[0],
        "lng": CUA_NAM[1],
    },
    "doanh-nghiep": {"text": "Công ty chờ giấy phép đấu nối điện đã ba tháng chưa có trả lời."},
    "ung-dung": {"text": "Nút gửi bị bàn phím che mất trên điện thoại nhỏ."},
}


@pytest.fixture
def sender(city: City, client: Client) -> Client:
    client.force_login(
        Account.objects.get(pk=city.sender.account_id), "django.contrib.auth.backends.ModelBackend"
    )
    return client


def _key(client: Client, kind: str) -> str:
    return str(client.session["addressed"][kind]["key"])


def _send(client: Client, slug: str, kind: str, **given: Any) -> Any:
    onward = client.post(f"/gui/{slug}", SAID[slug] | given)
    assert onward.status_code == 302, onward.content.decode()
    return client.post(f"/gui/{slug}/xem-truoc", {"consent": "on", "client_key": _key(client, kind)})


@pytest.mark.parametrize(
    ("slug", "kind"), [("thu-tuc", Kind.PROCEDURE), ("lang-phi", Kind.WASTE), ("ung-dung", Kind.APP)]
)
def test_two_steps_lead_to_a_receipt(sender: Client, city: City, slug: str, kind: Kind) -> None:
    sent = _send(sender, slug, kind, pictures=[picture()])
    case = Case.objects.get()
    assert sent.url == f"/cua-toi/{case.code}/da-gui" or case.code in sent.url
    assert case.kind == kind and case.files.count() == 1
    page = sender.get(sent.url).content.decode()
    assert case.code in page and str(kind.label) in page
    assert (case.lead_id == city.ward) == (kind != Kind.APP)
    assert "addressed" not in sender.session or kind not in sender.session["addressed"]


def test_a_waste_report_keeps_matter_worth_and_place(sender: Client, city: City) -> None:
    _send(sender, "lang-phi", Kind.WASTE)
    case = Case.objects.select_related("particulars").get()
    assert (case.particulars.matter, case.particulars.worth) == ("assets", "khoảng 2 tỷ đồng")
    assert (case.lat, case.address) == (CUA_NAM[0], "12 phố Lý Thường Kiệt")


def test_a_business_chooses_whom_it_speaks_for(sender: Client, city: City) -> None:
    none_yet = sender.get("/gui/doanh-nghiep").content.decode()
    assert "Khai tổ chức" in none_yet
    assert sender.post("/gui/doanh-nghiep", SAID["doanh-nghiep"]).status_code == 422
    leads = sender.post("/gui/doanh-nghiep", SAID["doanh-nghiep"] | {"them-to-chuc": "1"})
    assert leads.url == "/tai-khoan/to-chuc?next=/gui/doanh-nghiep"
    firm = people_actions.represent(actor=city.sender, **FIRM)
    page = sender.get("/gui/doanh-nghiep").content.decode()
    assert FIRM["name"] in page and SAID["doanh-nghiep"]["text"] in page
    _send(sender, "doanh-nghiep", Kind.BUSINESS, organisation=firm.pk)
    case = Case.objects.select_related("particulars").get()
    assert case.particulars.organisation_id == firm.pk


def test_a_foreign_organisation_is_no_choice(sender: Client, city: City) -> None:
    firm = people_actions.represent(actor=city.neighbour, **FIRM)
    people_actions.represent(actor=city.sender, **FIRM | {"tax_code": "0101248141"})
    wrong = sender.post("/gui/doanh-nghiep", SAID["doanh-nghiep"] | {"organisation": firm.pk})
    assert wrong.status_code == 422


@pytest.mark.parametrize(
    ("slug", "given", "sentence"),
    [
        ("thu-tuc", {"procedure": ""}, "Ghi tên quy định hoặc thủ tục"),
        ("thu-tuc", {"text": ""}, "Viết vài câu"),
        ("thu-tuc", {"agency": "cơ quan không có thật"}, "Chưa nhận ra cơ quan này"),
        ("thu-tuc", {"agency": "ubnd phuong"}, "Nhiều cơ quan có tên như vậy"),
        ("lang-phi", {"matter": ""}, "Chọn một mục"),
    ],
)
def test_what_is_wrong_is_said_and_everything_typed_stays(
    sender: Client, slug: str, given: dict[str, Any], sentence: str
) -> None:
    said = SAID[slug] | given
    page = sender.post(f"/gui/{slug}", said)
    assert page.status_code == 422
    shown = page.content.decode()
    assert sentence in shown
    assert all(
        str(value) in shown
        for name, value in said.items()
        if name in ("text", "procedure", "agency", "worth")
    )
    again = sender.get(f"/gui/{slug}").content.decode()
    assert said["text"] in again


def test_a_name_that_several_agencies_have_is_chosen_among(sender: Client, city: City) -> None:
    page = sender.post("/gui/thu-tuc", SAID["thu-tuc"] | {"agency": "ubnd phuong hoan"}).content.decode()
    assert 'name="agency_fixed"' in page and "UBND phường Hoàn Kiếm" in page
    _send(sender, "thu-tuc", Kind.PROCEDURE, agency="ubnd phuong hoan", agency_fixed=city.other_ward)
    assert Case.objects.get().lead_id == city.other_ward


def test_nobody_named_leaves_it_to_the_city(sender: Client, city: City) -> None:
    shown = sender.post("/gui/thu-tuc", SAID["thu-tuc"] | {"agency": ""}, follow=True).content.decode()
    assert "đầu mối điều phối của thành phố chuyển giúp" in shown
    _send(sender, "thu-tuc", Kind.PROCEDURE, agency="")
    assert Case.objects.get().lead_id == city.root


@pytest.mark.parametrize(
    ("text", "channel"),
    [
        ("Tôi gửi đơn khiếu nại quyết định thu hồi đất của phường.", "Có vẻ là khiếu nại"),
        ("Tôi tố cáo cán bộ địa chính nhận tiền khi làm hồ sơ.", "Có vẻ là tố cáo"),
        ("Gia đình tranh chấp đất với nhà bên cạnh đã hai năm.", "Có vẻ là tranh chấp đất đai"),
        ("Tôi có bản chụp tài liệu tuyệt mật về quy hoạch.", "bí mật nhà nước"),
    ],
)
def test_another_channel_is_shown_and_asked_about_and_nothing_is_blocked(
    sender: Client, city: City, text: str, channel: str
) -> None:
    asked = sender.post("/gui/thu-tuc", SAID["thu-tuc"] | {"text": text})
    assert asked.status_code == 422
    page = asked.content.decode()
    assert channel in page and 'name="confirmed"' in page and text in page
    _send(sender, "thu-tuc", Kind.PROCEDURE, text=text, confirmed="1")
    assert Case.objects.count() == 1


def test_a_second_press_makes_no_second_report(sender: Client) -> None:
    sender.post("/gui/ung-dung", SAID["ung-dung"])
    given = {"consent": "on", "client_key": _key(sender, Kind.APP)}
    first, second = (sender.post("/gui/ung-dung/xem-truoc", given) for _ in range(2))
    assert first.url == second.url and Case.objects.count() == 1


def test_without_an_account_one_writes_and_signs_in_to_send(city: City, client: Client) -> None:
    assert client.post("/gui/thu-tuc", SAID["thu-tuc"]).url == "/gui/thu-tuc/xem-truoc"
    assert "Đăng nhập để gửi" in client.get("/gui/thu-tuc/xem-truoc").content.decode()
    onward = client.post("/gui/thu-tuc/xem-truoc", {"consent": "on"})
    assert onward.url.endswith("?next=/gui/thu-tuc/xem-truoc")


def test_a_draft_stands_on_the_front_page_and_can_be_thrown_away(sender: Client) -> None:
    sender.post("/gui/ung-dung", {"text": "Chữ nhỏ quá"})
    assert "Góp ý về ứng dụng" in sender.get("/").content.decode()
    assert "Chữ nhỏ quá" in sender.get("/").content.decode()
    assert sender.post("/gui/ung-dung/bo-nhap").url == "/?da-xoa=ung-dung"
    home = sender.get("/?da-xoa=ung-dung").content.decode()
    assert "Chữ nhỏ quá" not in home and 'data-draft-clear="ung-dung"' in home


def test_every_kind_stands_to_choose_and_an_unknown_one_is_not_found(city: City, client: Client) -> None:
    page = client.get("/gui").content.decode()
    assert all(address in page for address in ("/gui-phan-anh", *(f"/gui/{slug}" for slug in SAID)))
    assert client.get("/gui/hien-truong").status_code == client.get("/gui/khac").status_code == 404


def test_agencies_are_suggested_by_the_words_typed(city: City, client: Client) -> None:
    found = client.get("/gui/co-quan?address=cua nam").json()["suggestions"]
    assert [each["text"] for each in found] == ["UBND phường Cửa Nam"]


def test_names_of_a_business_are_masked_for_the_public(
    sender: Client, city: City, submitted: Callable[..., Case]
) -> None:
    firm = people_actions.represent(actor=city.sender, **FIRM)
    text = "Công ty TNHH Gạch Hạ Đình (mã số thuế 0100112437) chờ giấy phép đã ba tháng."
    shown = sender.post(
        "/gui/doanh-nghiep",
        {"text": text, "organisation": firm.pk, "agency": "UBND phường Cửa Nam"},
        follow=True,
    ).content.decode()
    public = shown.split("Công khai với mọi người", 1)[1].split("Chỉ cơ quan xử lý thấy", 1)[0]
    assert "Hạ Đình" not in public and "0100112437" not in public
    _send(sender, "doanh-nghiep", Kind.BUSINESS, text=text, organisation=firm.pk)
    case = Case.objects.get()
    for leak in ("Hạ Đình", "0100112437", "ha dinh"):
        assert leak not in case.public_text + case.public_title + case.folded
        assert leak not in Client().get(f"/phan-anh/{case.code}").content.decode()


@pytest.mark.parametrize("kind", [Kind.WASTE, Kind.BUSINESS])
def test_nothing_public_and_no_notice_tells_who_a_confidential_sender_is(city: City, kind: Kind) -> None:
    name, firm = city.sender.name, FIRM["name"]
    text = f"Tôi là {name}, {firm}, mã số thuế 0100112437: kho vật tư bỏ không đã hai năm."
    said: dict[str, Any] = {"lat": CUA_NAM[0], "lon": CUA_NAM[1], "address": "12 phố Lý Thường Kiệt"}
    if kind == Kind.BUSINESS:
        said = {"organisation_id": people_actions.represent(actor=city.sender, **FIRM).pk}
    case = send(city, kind, text=text, confidential=True, **said)
    journal.deliver()
    public = [f"/phan-anh/{case.code}", "/ban-do", "/ban-do/rss", "/ban-do/geojson", "/ban-do/diem", "/"]
    public += [f"/ban-do?q={words}" for words in ("sender", "ly thuong kiet")]
    shown = " ".join(Client().get(address).content.decode() for address in public)
    assert name not in shown and "Lý Thường Kiệt" not in shown and str(CUA_NAM[0]) not in shown
    hidden = (firm, "0100112437") if kind == Kind.BUSINESS else ()
    assert all(each not in shown for each in hidden)
    notices = Notice.objects.exclude(account=city.sender.account_id)
    told = " ".join(f"{title} {body}" for title, body in notices.values_list("title", "body"))
    assert told and all(each not in told for each in (name, *hidden, "Lý Thường Kiệt"))
