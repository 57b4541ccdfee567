"""The demo's sign-ins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from ihanoi.people.words import DEMO_DOMAIN, DEMO_PASSWORD, Role

DOMAIN: Final = DEMO_DOMAIN
PASSWORD: Final = DEMO_PASSWORD
WARD: Final = "phuong-cua-nam"
CITY: Final = "ubnd-tp"
DIVISION: Final = "phuong-cua-nam-phong-kinh-te"
OVERSIGHT: Final = "ttpvhcc"
INTERIOR: Final = "so-noi-vu"


@dataclass(frozen=True, slots=True)
class SignIn:
    """An account that everybody may try. `role` is empty for the citizen."""

    name: str
    full_name: str
    title: str
    role: str = ""
    agency: str = ""
    job_title: str = ""

    @property
    def email(self) -> str:
        return f"{self.name}@{DOMAIN}"


CITIZEN: Final = SignIn("nguoi-dan", "Nguyễn Thị Thu Hương", "chị")
SIGN_INS: Final = (
    CITIZEN,
    SignIn(
        "phan-cong",
        "Nguyễn Quỳnh Anh",
        "chị",
        Role.ASSIGNER,
        WARD,
        "Chuyên viên Văn phòng HĐND và UBND phường",
    ),
    SignIn(
        "xu-ly",
        "Lê Thị Hồng Vân",
        "chị",
        Role.HANDLER,
        DIVISION,
        "Chuyên viên Phòng Kinh tế, Hạ tầng và Đô thị",
    ),
    SignIn(
        "xu-ly-2",
        "Phạm Đức Mạnh",
        "anh",
        Role.HANDLER,
        DIVISION,
        "Chuyên viên Phòng Kinh tế, Hạ tầng và Đô thị",
    ),
    SignIn("phe-duyet", "Trần Thị Bích Ngọc", "bà", Role.APPROVER, WARD, "Phó Chủ tịch UBND phường Cửa Nam"),
    SignIn(
        "dieu-phoi", "Vũ Hoàng Nam", "anh", Role.DISPATCHER, CITY, "Chuyên viên điều phối, UBND thành phố"
    ),
    SignIn("giam-sat", "Đặng Thu Phương", "chị", Role.OVERSEER, OVERSIGHT, "Trưởng phòng Giám sát, TTPVHCC"),
    SignIn("quan-tri", "Hoàng Minh Đức", "anh", Role.OPERATOR, CITY, "Quản trị hệ thống"),
    SignIn(
        "thanh-tra", "Lý Thanh Hải", "ông", Role.INSPECTOR, INTERIOR, "Thanh tra viên, Thanh tra Sở Nội vụ"
    ),
    SignIn(
        "bao-ve-du-lieu",
        "Mai Phương Thảo",
        "chị",
        Role.GUARDIAN,
        OVERSIGHT,
        "Cán bộ bảo vệ dữ liệu cá nhân, TTPVHCC",
    ),
)
