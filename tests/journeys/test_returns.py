"""Each refusal and each way back, made on the pages by the people whose move it is, and told to those it concerns."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from playwright.sync_api import Page, expect

from tests.journeys import desk, portal
from tests.journeys.conftest import Open
from tests.journeys.stack import Stack

ANSWER = "Tổ sửa chữa đã lát lại 6 m² gạch trước số 29 lúc 8 giờ sáng nay, đã dọn vật liệu thừa."


def test_a_refused_report_tells_its_sender_why(open_as: Open, stack: Stack) -> None:
    report = stack.arrange("report", text="Vỉa hè hỏng ở đâu đó gần chợ, xin xem giúp.")
    page = open_as("phan-cong")
    desk.open_from_inbox(page, report["code"])
    desk.choose(page, "Từ chối tiếp nhận")
    desk.pick(page, "Thiếu thông tin để xác minh")
    desk.fill(page, "Viết cho người gửi", "Xin cho biết số nhà và giờ xảy ra để phường tới xem.")
    desk.confirm(page, "Từ chối tiếp nhận")

    sender = open_as(report["sender"], phone=True)
    portal.wait_for_notice(sender, f"UBND phường Cửa Nam từ chối tiếp nhận {report['code']}")
    expect(sender.locator("main")).to_contain_text("Xin cho biết số nhà và giờ xảy ra")
    portal.open_mine(sender, report["code"])
    expect(sender.locator("main")).to_contain_text("Đã từ chối")
    portal.wait_for_notice(open_as("giam-sat"), f"từ chối tiếp nhận {report['code']}")


def test_what_is_out_of_authority_goes_up_and_is_placed_by_the_dispatcher(
    open_as: Open, stack: Stack
) -> None:
    report = stack.arrange("report", text="Vỉa hè sụt cạnh hầm cáp lớn của thành phố.")
    page = open_as("phan-cong")
    desk.open_from_inbox(page, report["code"])
    desk.choose(page, "Gửi cấp trên")
    desk.fill(page, "Lý do", "Hầm cáp này do thành phố quản lý.")
    desk.confirm(page, "Gửi cấp trên")

    dispatcher = open_as("dieu-phoi")
    dispatcher.goto("/ban-xu-ly/can-dieu-phoi")
    expect(dispatcher.locator("[data-row]", has_text=report["code"])).to_be_visible()
    _transfer(dispatcher, report["code"], "UBND phường Hoàn Kiếm")

    sender = open_as(report["sender"], phone=True)
    portal.wait_for_notice(sender, f"{report['code']} được chuyển tới UBND phường Hoàn Kiếm")
    expect(sender.locator("main")).to_contain_text(f"{report['code']} được gửi lên")
    portal.open_mine(sender, report["code"])
    expect(sender.locator("main")).to_contain_text("UBND phường Hoàn Kiếm")


def test_what_bounced_twice_is_placed_for_good(open_as: Open, stack: Stack) -> None:
    report = stack.arrange("report", text="Gạch vỉa hè vỡ ở đoạn giáp ranh hai phường.")
    code = report["code"]
    stack.arrange("move", code=code, verb="send_up")
    _transfer(open_as("dieu-phoi"), code, "UBND phường Hoàn Kiếm")

    second = open_as(stack.arrange("holder", role="assigner", agency="UBND phường Hoàn Kiếm"))
    desk.open_from_inbox(second, code)
    desk.choose(second, "Gửi cấp trên")
    desk.fill(second, "Lý do", "Đoạn này nằm bên kia ranh giới phường.")
    desk.confirm(second, "Gửi cấp trên")

    _transfer(open_as("dieu-phoi"), code, "UBND phường Cửa Nam")
    last = open_as("phan-cong")
    desk.open_from_inbox(last, code)
    panel = last.locator("#cac-buoc")
    expect(panel).to_contain_text("Điều phối thành phố đã chỉ định cơ quan này")
    expect(panel.get_by_role("link", name="Gửi cấp trên")).to_have_count(0)
    desk.receive(last)


def test_a_case_given_to_the_wrong_one_is_given_to_another(open_as: Open, stack: Stack) -> None:
    report = stack.arrange("report")
    stack.arrange("bring", code=report["code"], to="assigned")
    handler = open_as("xu-ly")
    desk.open_from_inbox(handler, report["code"])
    desk.choose(handler, "Từ chối xử lý")
    desk.pick(handler, "Không đúng chức năng, nhiệm vụ")
    desk.fill(handler, "Giải thích", "Việc này thuộc mảng đô thị của anh Mạnh.")
    desk.confirm(handler, "Từ chối xử lý")

    officer = open_as("phan-cong")
    desk.open_from_inbox(officer, report["code"])
    expect(officer.locator("main")).to_contain_text("thuộc mảng đô thị của anh Mạnh")
    expect(officer.locator("#cac-buoc").get_by_role("link", name="Từ chối sau xác minh")).to_have_count(0)
    desk.assign(officer, to="Phạm Đức Mạnh")
    other = open_as("xu-ly-2")
    desk.open_from_inbox(other, report["code"])
    desk.accept(other)
    desk.shows_state(other, "Đang xử lý")


def test_what_is_not_there_is_refused_after_the_check(open_as: Open, stack: Stack) -> None:
    report = stack.arrange("report", text="Vỉa hè lát gạch bị đào bới dọc cả ngõ từ tuần trước.")
    stack.arrange("bring", code=report["code"], to="handling")
    handler = open_as("xu-ly")
    desk.open_from_inbox(handler, report["code"])
    desk.choose(handler, "Từ chối xử lý")
    desk.pick(handler, "Nội dung không chính xác")
    desk.fill(
        handler, "Giải thích", "Đã đi dọc ngõ lúc 9 giờ, không có chỗ nào bị đào; hỏi ba hộ đều nói không có."
    )
    desk.confirm(handler, "Từ chối xử lý")

    officer = open_as("phan-cong")
    desk.open_from_inbox(officer, report["code"])
    desk.choose(officer, "Từ chối sau xác minh")
    desk.pick(officer, "Nội dung không chính xác")
    desk.fill(officer, "Viết cho người gửi", "Phường đã tới ngõ lúc 9 giờ và không thấy chỗ nào bị đào.")
    desk.confirm(officer, "Từ chối sau xác minh")

    sender = open_as(report["sender"], phone=True)
    portal.wait_for_notice(sender, f"từ chối {report['code']} sau khi xác minh")
    expect(sender.locator("main")).to_contain_text("không thấy chỗ nào bị đào")


def test_a_result_that_lacks_something_comes_back_and_is_submitted_again(
    open_as: Open, stack: Stack, photo: Callable[[str], str]
) -> None:
    report = stack.arrange("report")
    stack.arrange("bring", code=report["code"], to="awaiting_approval")
    leader = open_as("phe-duyet")
    desk.open_from_inbox(leader, report["code"])
    desk.choose(leader, "Trả lại để làm tiếp")
    desk.fill(leader, "Còn thiếu gì?", "Cần ảnh chụp gần chỗ gạch mới lát.")
    desk.confirm(leader, "Trả lại để làm tiếp")

    handler = open_as("xu-ly")
    desk.open_from_inbox(handler, report["code"])
    expect(handler.locator("main")).to_contain_text("Cần ảnh chụp gần chỗ gạch mới lát")
    desk.submit_result(handler, ANSWER, photo("after"))
    desk.open_from_inbox(leader, report["code"])
    desk.approve(leader)
    desk.shows_state(leader, "Chờ công khai")


def test_more_time_is_denied_then_granted(open_as: Open, stack: Stack) -> None:
    report = stack.arrange("report", text="Vỉa hè lún dài 20 m, gạch bong hàng loạt.")
    stack.arrange("bring", code=report["code"], to="handling")
    handler, leader = open_as("xu-ly"), open_as("phe-duyet")
    _ask_for_time(handler, report["code"], "Cần thêm thời gian khảo sát nền đường.")
    desk.open_case(leader, report["code"])
    desk.choose(leader, "Không cho gia hạn")
    desk.fill(leader, "Lý do", "Chưa nêu rõ bước nào của trình tự cần thêm ngày.")
    desk.confirm(leader, "Không cho gia hạn")
    portal.wait_for_notice(handler, f"Không được gia hạn: {report['title']}")

    _ask_for_time(handler, report["code"], "Điều 12 cần 10 ngày để thẩm tra hồ sơ khảo sát.")
    desk.open_case(leader, report["code"])
    expect(leader.locator("#cac-buoc")).to_contain_text("thẩm tra hồ sơ khảo sát")
    desk.move(leader, "Cho gia hạn")
    sender = open_as(report["sender"], phone=True)
    portal.wait_for_notice(sender, f"{report['code']} được gia hạn đến")


def test_a_sender_takes_the_report_back(open_as: Open, stack: Stack) -> None:
    report = stack.arrange("report")
    sender = open_as(report["sender"], phone=True)
    portal.open_mine(sender, report["code"])
    sender.get_by_role("link", name="Rút phản ánh").click()
    sender.get_by_label("Vì sao bạn rút?").fill("Hàng xóm đã tự sửa xong.")
    sender.get_by_role("button", name="Rút phản ánh").click()
    expect(sender.locator("main")).to_contain_text("Người gửi đã rút")
    officer = open_as("phan-cong")
    officer.goto(f"/ban-xu-ly/?tim={report['code']}")
    expect(officer.locator("[data-row]", has_text=report["code"])).to_have_count(0)
    gone = open_as().goto(f"/phan-anh/{report['code']}")
    assert gone and gone.status == 404  # no longer among what everybody sees


def test_a_repeat_is_merged_and_its_sender_goes_along(open_as: Open, stack: Stack) -> None:
    first = stack.arrange(
        "report",
        text="Đèn đường trước số 31 phố Trần Quốc Toản tắt ba đêm liền.",
        address="31 Trần Quốc Toản",
    )
    second = stack.arrange(
        "report", text="Trước số 31 Trần Quốc Toản đèn đường không sáng.", address="31 Trần Quốc Toản"
    )
    lead = stack.arrange("facts", code=first["code"])["assigner"]
    officer = open_as(lead)
    desk.open_case(officer, second["code"])
    desk.choose(officer, "Gộp vào phản ánh có trước")
    officer.locator("#buoc label", has_text=first["code"]).get_by_role("radio").check()
    desk.confirm(officer, "Gộp vào phản ánh có trước")

    sender = open_as(second["sender"], phone=True)
    portal.wait_for_notice(sender, f"{second['code']} được gộp vào {first['code']}")
    portal.open_mine(sender, second["code"])
    sender.get_by_role("link", name=first["code"]).click()
    expect(sender.get_by_role("button", name="Bỏ theo dõi").first).to_be_visible()


def test_a_repeat_is_merged_with_one_click_and_taken_out_again(open_as: Open, stack: Stack) -> None:
    text = "Ghế đá trước số 37 phố Trần Quốc Toản gãy chân, ngồi vào là đổ."
    first, second = (stack.arrange("report", text=text, address="37 Trần Quốc Toản") for _ in "12")
    officer = open_as(stack.arrange("facts", code=first["code"])["assigner"])
    officer.goto(f"/ban-xu-ly/{second['code']}?xem=lap-lai")
    one = officer.locator("form").filter(has=officer.locator(f'input[name=target][value="{first["code"]}"]'))
    one.get_by_role("button", name="Gộp vào phản ánh này").click()
    officer.wait_for_url(f"**/{first['code']}?xem=lap-lai*")
    expect(officer.locator("main")).to_contain_text("đã gộp vào đây")
    assert stack.arrange("facts", code=second["code"])["state"] == "merged"

    officer.get_by_role("button", name="Tách ra").click()
    officer.wait_for_url(f"**/ban-xu-ly/{second['code']}")
    assert stack.arrange("facts", code=second["code"])["state"] == "submitted"


def test_a_bad_rating_reopens_the_case(open_as: Open, stack: Stack) -> None:
    report = stack.arrange("report")
    stack.arrange("bring", code=report["code"], to="published")
    sender = open_as(report["sender"], phone=True)
    portal.rate(sender, report["code"], "Chưa hài lòng", "Chưa sửa")

    overseer = open_as("giam-sat")
    overseer.goto("/ban-xu-ly/chua-hai-long")
    overseer.locator("[data-row]", has_text=report["code"]).locator("a.inbox-title").click()
    desk.choose(overseer, "Mở lại")
    desk.fill(overseer, "Lý do", "Ảnh sau khi sửa vẫn thấy hai viên gạch bong.")
    desk.confirm(overseer, "Mở lại")
    desk.shows_state(overseer, "Chờ phân công")
    portal.wait_for_notice(sender, f"{report['code']} được mở lại")
    officer = open_as("phan-cong")
    desk.open_from_inbox(officer, report["code"])
    expect(officer.locator(".desk-head")).to_contain_text("Lượt xử lý thứ 2")


def test_a_result_kept_private_is_answered_to_its_sender_only(open_as: Open, stack: Stack) -> None:
    report = stack.arrange("report")
    stack.arrange("bring", code=report["code"], to="resolved")
    leader = open_as("phe-duyet")
    desk.open_from_inbox(leader, report["code"])
    desk.choose(leader, "Không công khai")
    desk.fill(leader, "Lý do", "Câu trả lời nêu hoàn cảnh của một hộ dân.")
    desk.confirm(leader, "Không công khai")

    public = open_as()
    public.goto(f"/phan-anh/{report['code']}")
    expect(public.locator("main")).to_contain_text("quyết định không công khai")
    expect(public.locator("main")).not_to_contain_text("lát lại 6 m²")
    sender = open_as(report["sender"], phone=True)
    portal.open_mine(sender, report["code"])
    expect(sender.locator("main")).to_contain_text("lát lại 6 m²")
    expect(sender.locator("main")).to_contain_text("hoàn cảnh của một hộ dân")


def test_a_question_to_the_sender_is_answered(open_as: Open, stack: Stack) -> None:
    report = stack.arrange("report")
    stack.arrange("bring", code=report["code"], to="handling")
    handler = open_as("xu-ly")
    desk.open_from_inbox(handler, report["code"])
    desk.choose(handler, "Hỏi người gửi")
    desk.fill(handler, "Câu hỏi", "Chỗ bong gạch ở bên trái hay bên phải cửa hàng?")
    desk.confirm(handler, "Hỏi người gửi")

    sender = open_as(report["sender"], phone=True)
    portal.open_mine(sender, report["code"])
    expect(sender.locator("main")).to_contain_text("bên trái hay bên phải")
    sender.get_by_role("link", name="Trả lời").click()
    sender.get_by_label("Trả lời của bạn").fill("Bên trái, sát gốc cây sấu.")
    sender.get_by_role("button", name="Gửi trả lời").click()
    expect(sender.locator(".toast-line")).to_contain_text("Đã bổ sung")
    handler.goto(f"/ban-xu-ly/{report['code']}?xem=trao-doi")
    expect(handler.locator("main")).to_contain_text("sát gốc cây sấu")


def _transfer(page: Page, code: str, agency: str) -> None:
    desk.open_from_inbox(page, code, shelf="can-dieu-phoi")
    desk.choose(page, "Chuyển cơ quan khác")
    page.locator("#buoc").get_by_label("Cơ quan").select_option(label=agency)
    desk.fill(page, "Lý do", "Đoạn này thuộc địa bàn và thẩm quyền của phường.")
    desk.confirm(page, "Chuyển cơ quan khác")


def _ask_for_time(page: Page, code: str, why: str) -> None:
    desk.open_from_inbox(page, code)
    desk.choose(page, "Xin gia hạn")
    desk.fill(page, "Văn bản quy định trình tự", "Nghị định 15/2021/NĐ-CP")
    desk.fill(page, "Lý do", why)
    desk.fill(page, "Hạn mới", f"{date.today() + timedelta(days=25):%Y-%m-%d}")  # noqa: DTZ011 - the programs run by the machine's day
    desk.confirm(page, "Xin gia hạn")
