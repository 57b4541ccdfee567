"""What the gallery shows: the words of the design's own examples. No page of the city reads this."""

from __future__ import annotations

from typing import Any

STATES = [
    ("submitted", "Chờ tiếp nhận", "Chờ tiếp nhận"),
    ("received", "Chờ xử lý", "Chờ phân công"),
    ("assigned", "Đang xử lý", "Chờ nhận việc"),
    ("handling", "Đang xử lý", "Đang xử lý"),
    ("returned", "Đang xử lý", "Bị trả lại"),
    ("awaiting_approval", "Đang xử lý", "Chờ duyệt"),
    ("rework", "Đang xử lý", "Làm lại"),
    ("resolved", "Đã xử lý", "Chờ công khai"),
    ("published", "Đã xử lý – công khai", "Đã công khai"),
    ("refused", "Đã từ chối", "Đã từ chối"),
    ("withdrawn", "Người gửi đã rút", "Người gửi đã rút"),
    ("merged", "Đã gộp vào 004612", "Đã gộp"),
]
CLOCKS = [
    ("plain", 0.3, "Còn 5 ngày", "dưới 50 %"),
    ("notice", 0.62, "Còn 2 ngày 4 giờ", "từ 50 %"),
    ("soon", 0.88, "Còn 1 giờ 10", "từ 75 % hoặc đến hạn hôm nay"),
    ("late", 1.1, "Quá hạn 40 phút", "từ 100 %, báo thủ trưởng"),
    ("very", 1.8, "Quá hạn 4 ngày 2 giờ", "từ 150 %, báo thành phố"),
    ("ok", 0.6, "Xong sớm 1 ngày 5 giờ", "dừng trong hạn"),
    ("okl", 1.2, "Xong, trễ 3 giờ", "dừng sau hạn"),
    ("plain", 0.4, "Gia hạn đến 12/12", "có văn bản kèm theo"),
    ("none", 0.0, "Không tính hạn", "đã đóng, đã gộp"),
]
COLOURS = [
    ("Ngọc Hồ Gươm", "jade / on-jade", "bg-jade text-on-jade"),
    ("Ngọc nhạt", "jade-soft / jade-ink", "bg-jade-soft text-jade-ink"),
    ("Trời Tây Hồ", "sky / on-sky", "bg-sky text-on-sky"),
    ("Trời nhạt", "sky-soft / sky-ink", "bg-sky-soft text-sky-ink"),
    ("Thu vàng", "gold / on-gold", "bg-gold text-on-gold"),
    ("Thu nhạt", "gold-soft / gold-ink", "bg-gold-soft text-gold-ink"),
    ("Son mài", "lacquer / on-lacquer", "bg-lacquer text-on-lacquer"),
    ("Son nhạt", "lacquer-soft / lacquer-ink", "bg-lacquer-soft text-lacquer-ink"),
    ("Giấy", "surface / ink", "bg-surface text-ink"),
    ("Giấy dó", "page / ink", "bg-page text-ink"),
    ("Giấy trũng", "sunken / muted", "bg-sunken text-muted"),
    ("Đá", "stone-soft / stone-ink", "bg-stone-soft text-stone-ink"),
]


def _full(kind: str) -> list[dict[str, str]]:
    return [{"kind": kind, "x": "0", "width": "100"}]


def _part(*pieces: tuple[str, int, int]) -> list[dict[str, str]]:
    return [{"kind": kind, "x": str(x), "width": str(width)} for kind, x, width in pieces]


STRIP: list[dict[str, Any]] = [
    {"label": "T6 13/11", "halves": [_part(("used", 29, 71)), _full("used")], "note": "nhận"},
    {"label": "T7, CN", "off": True, "note": "nghỉ"},
    {"label": "T2 16/11", "halves": [_full("used"), _full("used")], "note": "ngày 1"},
    {"label": "T3 17/11", "halves": [_full("used"), _full("used")], "note": "ngày 2"},
    {"label": "T4 18/11", "halves": [_full("used"), _full("used")], "note": "ngày 3"},
    {
        "label": "T5 19/11",
        "halves": [_full("used"), _part(("used", 0, 21), ("left", 21, 79))],
        "note": "hôm nay",
        "today": True,
    },
    {"label": "T6 20/11", "halves": [_full("left"), _full("left")], "note": "ngày 5"},
    {"label": "T7, CN", "off": True, "note": "nghỉ"},
    {"label": "T3 24/11", "halves": [_part(("left", 0, 29)), []], "note": "hạn 09:10", "today": True},
]
ROWS: list[dict[str, Any]] = [
    {
        "id": 1,
        "code": "HN-2611-003871",
        "title": "Cống tràn nước thải ra ngõ, bốc mùi cả tuần",
        "place": "Ngõ 38 Trần Quốc Toản",
        "followers": 14,
        "waited": "11 ngày 5 giờ",
        "state": "handling",
        "state_label": "Đang xử lý",
        "clock": {"tone": "very", "used": 1.8, "text": "Quá hạn 4 ngày 2 giờ"},
        "action": {"words": "Trình kết quả", "href": "#", "css": "btn-soft-j"},
        "moves": "receive",
        "href": "#",
        "picked": True,
    },
    {
        "id": 2,
        "code": "HN-2611-004402",
        "title": "Cây xà cừ nghiêng sau gió, chắn lối vào nhà văn hóa tổ dân phố số 7",
        "place": "78 Lý Thường Kiệt",
        "followers": 3,
        "waited": "8 ngày 1 giờ",
        "state": "rework",
        "state_label": "Làm lại",
        "clock": {"tone": "late", "used": 1.1, "text": "Quá hạn 5 giờ"},
        "action": {"words": "Trình lại", "href": "#", "css": "btn-soft-j"},
        "moves": "receive",
        "href": "#",
    },
    {
        "id": 3,
        "code": "HN-2611-004790",
        "title": "Dây điện đứt rơi trước cổng chợ",
        "place": "Chợ Hôm – Đức Viên",
        "followers": 9,
        "waited": "1 ngày 40 phút",
        "state": "submitted",
        "state_label": "Chờ tiếp nhận",
        "clock": {"tone": "late", "used": 1.05, "text": "Quá hạn 40 phút"},
        "action": {"words": "Tiếp nhận", "href": "#", "css": "btn-primary"},
        "moves": "receive",
        "href": "#",
        "current": True,
        "marks": [{"kind": "urgent"}],
    },
    {
        "id": 4,
        "code": "HN-2611-004655",
        "title": "Công ty cổ phần Thương mại và Dịch vụ Xây dựng Hoàng Gia Phát đề nghị cấp lại số nhà",
        "place": "Ngõ Hàng Bột",
        "followers": 2,
        "waited": "7 ngày 2 giờ",
        "state": "returned",
        "state_label": "Bị trả lại",
        "clock": {"tone": "soon", "used": 0.9, "text": "Còn 2 giờ 35"},
        "action": {"words": "Giao lại", "href": "#", "css": "btn-soft-j"},
        "moves": "receive",
        "href": "#",
        "marks": [{"kind": "business"}],
    },
]
CLOCK_SHARES = [
    {"label": "Trong hạn", "value": 1612, "tone": "t-stone", "icon": "clock"},
    {"label": "Qua nửa hạn", "value": 451, "tone": "t-goldsoft", "icon": "clock"},
    {"label": "Đến hạn hôm nay", "value": 230, "tone": "t-gold", "icon": "hourglass"},
    {"label": "Quá hạn", "value": 193, "tone": "t-lacquer", "icon": "alarm-clock"},
]
FIELDS = [
    {"label": "Trật tự đô thị", "value": 1684, "late": 180},
    {"label": "Rác thải", "value": 1321, "late": 96},
    {"label": "Giao thông", "value": 987, "late": 61},
    {"label": "Thoát nước", "value": 642, "late": 120},
    {"label": "Chiếu sáng", "value": 518, "late": 14},
]
LEAGUE = [
    {
        "rank": 1,
        "name": "UBND phường Cửa Nam",
        "on_time": "97,4 %",
        "on_time_of": "301/309",
        "happy": "78,1 %",
        "happy_of": "82/105",
        "reopened": "1,0 %",
        "reopened_of": "3/306",
        "weeks": [93, 94, 93.5, 95, 94.6, 95.2, 96, 95.4, 96.8, 97, 96.6, 97.4],
    },
    {
        "rank": 122,
        "name": "Ban Quản lý dự án đầu tư xây dựng công trình hạ tầng kỹ thuật và nông nghiệp",
        "on_time": "71,0 %",
        "on_time_of": "88/124",
        "happy": "41,2 %",
        "happy_of": "21/51",
        "reopened": "8,3 %",
        "reopened_of": "9/108",
        "weeks": [80, 78, 77, 76, 74, 75, 73, 72, 73, 71.5, 71, 71],
        "bad": True,
    },
    {"rank": "–", "name": "UBND xã Ba Vì", "too_few": "Chưa đủ 30 việc để xếp hạng (19 việc)"},
]
RAIL = [
    {"href": "/ban-xu-ly/", "icon": "inbox", "label": "Việc của tôi", "count": 40, "current": True},
    {"href": "/ban-xu-ly/cho-tiep-nhan", "icon": "hourglass", "label": "Chờ tiếp nhận", "count": 9},
    {"href": "/ban-xu-ly/cho-phan-cong", "icon": "user-plus", "label": "Chờ phân công", "count": 6},
    {"title": "Bộ lọc đã lưu"},
    {"href": "/ban-xu-ly/loc/1", "icon": "bookmark", "label": "Hố ga", "count": 12},
]
CHART = {
    "values": [84.1, 85, 83.2, 86.4, 87.9, 86.8, 88.5, 89.7, 88.9, 90.6, 90.8, 91.4],
    "labels": [
        "31/8",
        "7/9",
        "14/9",
        "21/9",
        "28/9",
        "5/10",
        "12/10",
        "19/10",
        "26/10",
        "2/11",
        "9/11",
        "16/11",
    ],
    "marked": [(0, "84,1"), (2, "83,2 · mưa lớn"), (11, "91,4")],
}
HELD = [
    {"label": "Tiếp nhận", "time": "2 giờ 58", "limit": "hạn 8 giờ"},
    {"label": "Phân công", "time": "55 phút", "limit": "hạn 4 giờ"},
    {"label": "Xử lý", "time": "5 ngày 2 giờ", "limit": "hạn 7 ngày"},
]


def everything() -> dict[str, Any]:
    """The context of the gallery."""
    return {
        "states": STATES,
        "clocks": CLOCKS,
        "colours": COLOURS,
        "strip": STRIP,
        "inbox_groups": [{"label": "Quá hạn", "count": 3, "rows": ROWS}],
        "clock_shares": CLOCK_SHARES,
        "fields": FIELDS,
        "league": LEAGUE,
        "rail": RAIL,
        "chart": CHART,
        "held": HELD,
        "fields_choices": [("drain", "Thoát nước, hố ga"), ("road", "Đường, vỉa hè")],
    }
