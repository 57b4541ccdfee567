"""The agencies of the city as a table. Pure data: installing it is an action.

From the sources: the 39 units of the list of 23/9/2024 (S4: 25 districts, 9 departments, 3 boards, the electricity
corporation, the police), the overseers TTPVHCC, Văn phòng UBND and Sở Nội vụ (R88-R92), and the end of the districts
on 30/6/2025. From general knowledge, to be checked by the city before production: the five districts that S4 does not
name, the other departments, the successors of 1/3/2025, the full names of the companies, the two divisions of a
commune, and all days of foundation (a day before the platform began is enough for its work).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from .words import AgencyKind

LONG_AGO: Final = date(2008, 8, 1)  # the city in its present limits; nothing on the platform is older
MERGED: Final = date(2025, 3, 1)  # the new departments start
NO_DISTRICTS: Final = date(2025, 6, 30)  # the last day of the districts
ROOT: Final = "ubnd-tp"


@dataclass(frozen=True, slots=True)
class Office:
    """A row of the table. `successor` names the one that does its work after `last`."""

    code: str
    name: str
    kind: str
    first: date = LONG_AGO
    last: date | None = None
    successor: str | None = None
    parent: str | None = ROOT


def _gone(code: str, name: str, successor: str) -> Office:
    last = date.fromordinal(MERGED.toordinal() - 1)
    return Office(code, name, AgencyKind.DEPARTMENT, last=last, successor=successor)


def _department(code: str, name: str, first: date = LONG_AGO) -> Office:
    return Office(code, name, AgencyKind.DEPARTMENT, first)


def _company(code: str, name: str) -> Office:
    return Office(code, name, AgencyKind.CORPORATION)


CITY: Final = (
    Office(ROOT, "UBND thành phố Hà Nội", AgencyKind.CITY, parent=None),
    Office("van-phong-ubnd", "Văn phòng UBND thành phố", AgencyKind.OFFICE),
    Office(
        "ttpvhcc", "Trung tâm Phục vụ hành chính công thành phố", AgencyKind.OFFICE, first=date(2024, 10, 1)
    ),
    # departments that remain; the first six are in S4 or the regulation
    _department("so-noi-vu", "Sở Nội vụ"),
    _department("so-xay-dung", "Sở Xây dựng"),
    _department("so-giao-duc-va-dao-tao", "Sở Giáo dục và Đào tạo"),
    _department("so-cong-thuong", "Sở Công Thương"),
    _department("so-van-hoa-va-the-thao", "Sở Văn hóa và Thể thao"),
    _department("so-y-te", "Sở Y tế"),
    _department("so-tai-chinh", "Sở Tài chính"),
    _department("so-khoa-hoc-va-cong-nghe", "Sở Khoa học và Công nghệ"),
    _department("so-tu-phap", "Sở Tư pháp"),
    _department("so-du-lich", "Sở Du lịch"),
    _department("so-quy-hoach-kien-truc", "Sở Quy hoạch - Kiến trúc"),
    _department("thanh-tra-tp", "Thanh tra thành phố"),
    _department("so-nong-nghiep-va-moi-truong", "Sở Nông nghiệp và Môi trường", MERGED),
    _department("so-dan-toc-va-ton-giao", "Sở Dân tộc và Tôn giáo", MERGED),
    # departments that were merged; the first four are in S4
    _gone("so-giao-thong-van-tai", "Sở Giao thông vận tải", "so-xay-dung"),
    _gone("so-thong-tin-va-truyen-thong", "Sở Thông tin và Truyền thông", "so-khoa-hoc-va-cong-nghe"),
    _gone("so-tai-nguyen-va-moi-truong", "Sở Tài nguyên và Môi trường", "so-nong-nghiep-va-moi-truong"),
    _gone("so-lao-dong", "Sở Lao động - Thương binh và Xã hội", "so-noi-vu"),
    _gone("so-nong-nghiep", "Sở Nông nghiệp và Phát triển nông thôn", "so-nong-nghiep-va-moi-truong"),
    _gone("so-ke-hoach-va-dau-tu", "Sở Kế hoạch và Đầu tư", "so-tai-chinh"),
    # boards, police and electricity of S4
    Office(
        "bqlda-giao-thong",
        "Ban Quản lý dự án đầu tư xây dựng công trình giao thông thành phố",
        AgencyKind.BOARD,
    ),
    Office("bql-duong-sat-do-thi", "Ban Quản lý đường sắt đô thị Hà Nội", AgencyKind.BOARD),
    Office(
        "bqlda-ha-tang",
        "Ban Quản lý dự án đầu tư xây dựng công trình hạ tầng kỹ thuật và nông nghiệp",
        AgencyKind.BOARD,
    ),
    Office("cong-an-tp", "Công an thành phố Hà Nội", AgencyKind.POLICE),
    _company("dien-luc", "Tổng công ty Điện lực thành phố Hà Nội"),
    # companies that keep the city running
    _company("thoat-nuoc", "Công ty TNHH MTV Thoát nước Hà Nội"),
    _company("nuoc-sach", "Công ty TNHH MTV Nước sạch Hà Nội"),
    _company("chieu-sang", "Công ty TNHH MTV Chiếu sáng và Thiết bị đô thị Hà Nội"),
    _company("cay-xanh", "Công ty TNHH MTV Công viên cây xanh Hà Nội"),
    _company("moi-truong-do-thi", "Công ty TNHH MTV Môi trường đô thị Hà Nội (URENCO)"),
    _company("van-tai", "Tổng công ty Vận tải Hà Nội"),
)

# code, name; S4 names all but the last five
DISTRICTS: Final = (
    ("quan-nam-tu-liem", "quận Nam Từ Liêm"),
    ("huyen-soc-son", "huyện Sóc Sơn"),
    ("quan-hoan-kiem", "quận Hoàn Kiếm"),
    ("huyen-dong-anh", "huyện Đông Anh"),
    ("quan-cau-giay", "quận Cầu Giấy"),
    ("quan-ha-dong", "quận Hà Đông"),
    ("huyen-me-linh", "huyện Mê Linh"),
    ("quan-bac-tu-liem", "quận Bắc Từ Liêm"),
    ("huyen-chuong-my", "huyện Chương Mỹ"),
    ("huyen-phuc-tho", "huyện Phúc Thọ"),
    ("huyen-thanh-tri", "huyện Thanh Trì"),
    ("quan-tay-ho", "quận Tây Hồ"),
    ("quan-thanh-xuan", "quận Thanh Xuân"),
    ("huyen-dan-phuong", "huyện Đan Phượng"),
    ("quan-hai-ba-trung", "quận Hai Bà Trưng"),
    ("quan-long-bien", "quận Long Biên"),
    ("huyen-hoai-duc", "huyện Hoài Đức"),
    ("huyen-ung-hoa", "huyện Ứng Hòa"),
    ("huyen-quoc-oai", "huyện Quốc Oai"),
    ("thi-xa-son-tay", "thị xã Sơn Tây"),
    ("huyen-thuong-tin", "huyện Thường Tín"),
    ("quan-ba-dinh", "quận Ba Đình"),
    ("huyen-my-duc", "huyện Mỹ Đức"),
    ("quan-dong-da", "quận Đống Đa"),
    ("huyen-phu-xuyen", "huyện Phú Xuyên"),
    ("quan-hoang-mai", "quận Hoàng Mai"),
    ("huyen-gia-lam", "huyện Gia Lâm"),
    ("huyen-ba-vi", "huyện Ba Vì"),
    ("huyen-thach-that", "huyện Thạch Thất"),
    ("huyen-thanh-oai", "huyện Thanh Oai"),
)

OFFICE_DIVISION: Final = ("van-phong", "Văn phòng HĐND và UBND")
ECONOMY_DIVISIONS: Final = {
    "phường": ("phong-kinh-te", "Phòng Kinh tế, Hạ tầng và Đô thị"),
    "xã": ("phong-kinh-te", "Phòng Kinh tế"),
}
