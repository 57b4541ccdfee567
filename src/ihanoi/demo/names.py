"""Invented people: names put together by chance, so that nobody is meant."""

from __future__ import annotations

import random
from typing import Final

FAMILY: Final = (
    "Nguyễn", "Nguyễn", "Nguyễn", "Trần", "Trần", "Lê", "Lê", "Phạm", "Phạm", "Hoàng", "Vũ", "Phan", "Đặng", "Bùi", "Đỗ",
    "Hồ", "Ngô", "Dương", "Lý", "Đinh", "Trịnh", "Mai", "Tạ", "Đoàn",
)  # fmt: skip
WOMEN: Final = (
    "Thị Lan", "Thị Hồng Vân", "Thu Hà", "Thị Mai Anh", "Bích Ngọc", "Thanh Huyền", "Thị Kim Oanh", "Phương Thảo", "Minh Châu",
    "Thị Hạnh", "Ngọc Diệp", "Thùy Linh", "Thị Nga", "Hải Yến", "Thị Tuyết", "Quỳnh Trang", "Thị Loan", "Thu Trang", "Khánh Chi",
    "Thị Hòa", "Lan Phương", "Thị Xuân", "Mỹ Duyên", "Thị Thanh Tâm", "Hoài Thu", "Thị Bình",
)  # fmt: skip
MEN: Final = (
    "Văn Hùng", "Minh Tuấn", "Đức Anh", "Quang Huy", "Văn Thắng", "Hoàng Long", "Mạnh Cường", "Xuân Trường", "Tiến Dũng",
    "Hữu Phước", "Văn Nam", "Trọng Nghĩa", "Đình Khoa", "Thanh Sơn", "Việt Hà", "Văn Toàn", "Bá Thành", "Công Minh", "Ngọc Quân",
    "Văn Lâm", "Duy Khánh", "Anh Tú", "Văn Bảo", "Gia Hưng", "Hải Đăng", "Quốc Việt",
)  # fmt: skip


def person(rng: random.Random, taken: set[str]) -> tuple[str, str]:
    """A name that is not taken yet, and how to address its bearer ("chị", "anh", "bà", "ông")."""
    while True:
        woman = rng.random() < 0.5
        name = f"{rng.choice(FAMILY)} {rng.choice(WOMEN if woman else MEN)}"
        if name not in taken:
            taken.add(name)
            elder = rng.random() < 0.25
            return name, ("bà" if elder else "chị") if woman else ("ông" if elder else "anh")
