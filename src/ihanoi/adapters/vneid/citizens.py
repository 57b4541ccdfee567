"""Invented citizens of the provider that plays VNeID.

Their numbers say that they were born in 1900: valid in form, and of nobody who lives.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Citizen:
    """Whom one may be at the provider. `strong`: signs in there with two factors."""

    subject: str
    citizen_id: str
    name: str
    born: str
    phone: str = ""
    email: str = ""
    strong: bool = True
    gender: str = "male"

    def claims(self) -> dict[str, object]:
        """As the provider tells them; a phone that it knows is verified, an address is not."""
        told: dict[str, object] = {
            "sub": self.subject,
            "citizen_id": self.citizen_id,
            "name": self.name,
            "birthdate": self.born,
            "gender": self.gender,
        }
        if self.phone:
            told |= {"phone_number": self.phone, "phone_number_verified": True}
        if self.email:
            told |= {"email": self.email, "email_verified": False}
        return told


CITIZENS: Final[Sequence[Citizen]] = (
    Citizen("c-101", "001000900101", "Trần Văn Mẫu", "1900-03-02", "0900900101", "mau.tran@vneid.example"),
    Citizen(
        "c-102",
        "001100900102",
        "Lê Thị Thử",
        "1900-07-15",
        "0900900102",
        "thu.le@vneid.example",
        gender="female",
    ),
    Citizen("c-103", "036100900103", "Phạm Thị Minh Họa", "1900-11-20", "0900900103", gender="female"),
    Citizen(
        "c-104", "040000900104", "Hoàng Văn Ví Dụ", "1900-01-09", "", "vidu.hoang@vneid.example", strong=False
    ),
)
