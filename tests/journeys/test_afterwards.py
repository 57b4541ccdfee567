"""After the answer: a bad rating is judged, the case answered a second time, and both rounds stay in sight."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.journeys import desk, portal
from tests.journeys.conftest import Open
from tests.journeys.stack import Stack

AGAIN = "Đội duy tu đã lát lại cả 14 m² gạch trước số 29 Trần Quốc Toản lúc 9 giờ, đầm nền và chèn mạch."
FOUND = "Ảnh người gửi chụp sáng nay cho thấy hai viên gạch vẫn bong; cơ quan phải làm lại."


def test_a_bad_rating_is_judged_answered_again_and_rated(open_as: Open, stack: Stack) -> None:
    report = stack.arrange("report")
    code = report["code"]
    stack.arrange("bring", code=code, to="published")
    sender = open_as(report["sender"], phone=True)
    portal.rate(sender, code, "Chưa hài lòng", "Chưa sửa")

    overseer = open_as("giam-sat")
    desk.open_from_inbox(overseer, code, "cho-ket-luan")
    expect(overseer.locator("main")).to_contain_text("Người gửi đánh giá: Chưa hài lòng")
    expect(overseer.locator("main")).to_contain_text("Chưa sửa.")
    desk.choose(overseer, "Kết luận về đánh giá")
    desk.pick(overseer, "Đánh giá chưa hài lòng có cơ sở")
    desk.pick(overseer, "Việc chưa được khắc phục")
    desk.fill(overseer, "Giải thích", FOUND)
    desk.confirm(overseer, "Kết luận về đánh giá")
    desk.shows_state(overseer, "Chờ phân công")
    overseer.goto("/ban-xu-ly/sau-tra-loi")
    expect(overseer.locator("#danh-sach")).to_contain_text(FOUND)

    portal.wait_for_notice(sender, f"Đánh giá của bạn về {code} đã được xem xét")
    for verb in ("assign", "accept"):
        stack.arrange("move", code=code, verb=verb)
    stack.arrange("move", code=code, verb="submit_result", answer=AGAIN)
    leader = open_as("phe-duyet")
    desk.open_from_inbox(leader, code)
    expect(leader.locator("main")).to_contain_text("Lượt xử lý thứ 1")  # what was wrong with it stands beside
    expect(leader.locator("main")).to_contain_text(FOUND)
    desk.approve(leader)
    stack.arrange("move", code=code, verb="publish")

    portal.rate(sender, code, "Hài lòng")
    portal.open_mine(sender, code)
    mine = sender.locator("main")
    for words in (AGAIN, "Bạn đã đánh giá: Hài lòng", "Lượt xử lý thứ 1", FOUND):
        expect(mine).to_contain_text(words)
    public = open_as()
    public.goto(f"/phan-anh/{code}")
    expect(public.locator("main")).to_contain_text("Lượt xử lý thứ 1")
    expect(public.locator("main")).to_contain_text("Đánh giá chưa hài lòng có cơ sở")
    expect(public.locator("main")).not_to_contain_text(FOUND)
