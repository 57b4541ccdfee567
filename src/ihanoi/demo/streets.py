"""Streets and landmarks by ward: those that lie in it, from general knowledge. Codes are the official ones of the units."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

CUA_NAM: Final = "00082"


@dataclass(frozen=True, slots=True)
class Ward:
    """Where reports of one ward come from. `share`: how many of a thousand; `spread`: part of the ward's radius to use."""

    code: str
    share: int
    streets: tuple[str, ...]
    marks: tuple[str, ...] = ()
    spread: float = 0.5


def _ward(code: str, share: int, streets: str, marks: str = "", spread: float = 0.5) -> Ward:
    return Ward(code, share, tuple(streets.split(", ")), tuple(m for m in marks.split(", ") if m), spread)


WARDS: Final = (
    _ward("00070", 60, "Hàng Bạc, Hàng Gai, Hàng Đào, Đinh Tiên Hoàng, Lương Văn Can, Hàng Trống, Nhà Thờ, Mã Mây, Tạ Hiện",
          "cạnh đền Bạch Mã, đầu phố đi bộ, cạnh Nhà thờ Lớn", 0.35),
    _ward("00004", 45, "Phan Đình Phùng, Quán Thánh, Trúc Bạch, Châu Long, Nguyễn Trường Tộ, Phó Đức Chính", "cạnh hồ Trúc Bạch", 0.4),
    _ward("00008", 24, "Đội Cấn, Hoàng Hoa Thám, Vĩnh Phúc, Liễu Giai, Ngọc Hà", "trước chợ Ngọc Hà", 0.4),
    _ward("00025", 30, "Giảng Võ, Kim Mã, Ngọc Khánh, Láng Hạ, Trần Huy Liệu, Núi Trúc", "cạnh hồ Giảng Võ", 0.4),
    _ward("00103", 34, "Lạc Long Quân, Xuân Diệu, Quảng An, Tô Ngọc Vân, Trịnh Công Sơn", "đường dạo ven Hồ Tây", 0.25),
    _ward("00118", 28, "Nguyễn Văn Cừ, Ngọc Lâm, Bồ Đề, Hồng Tiến, Lâm Hạ", "cạnh chợ Gia Lâm", 0.4),
    _ward("00127", 22, "Việt Hưng, Ngô Gia Tự, Đoàn Khuê, Hội Xá", "trước trung tâm thương mại", 0.4),
    _ward("00160", 26, "Hoàng Quốc Việt, Nguyễn Khánh Toàn, Nghĩa Tân, Phùng Chí Kiên", "cạnh công viên Nghĩa Đô", 0.35),
    _ward("00166", 40, "Cầu Giấy, Xuân Thủy, Trần Thái Tông, Duy Tân, Dịch Vọng Hậu, Trần Quốc Vượng", "cổng trường đại học", 0.4),
    _ward("00175", 30, "Trung Kính, Trần Duy Hưng, Nguyễn Chánh, Hoàng Ngân, Yên Hòa", "cạnh chợ Trung Kính", 0.4),
    _ward("00190", 34, "Khâm Thiên, La Thành, Hào Nam, Ô Chợ Dừa, Hoàng Cầu, Mai Anh Tuấn", "ven hồ Hoàng Cầu", 0.4),
    _ward("00199", 26, "Đường Láng, Nguyễn Chí Thanh, Chùa Láng, Pháo Đài Láng", "trước chùa Láng", 0.4),
    _ward("00226", 36, "Văn Miếu, Nguyễn Khuyến, Quốc Tử Giám, Ngô Sĩ Liên, Tôn Đức Thắng, Văn Chương", "cạnh hồ Văn", 0.4),
    _ward("00229", 26, "Phạm Ngọc Thạch, Lương Định Của, Đào Duy Anh, Hoàng Tích Trí", "khu tập thể Kim Liên", 0.4),
    _ward("00235", 34, "Tây Sơn, Thái Hà, Chùa Bộc, Thái Thịnh, Đặng Tiến Đông", "cạnh gò Đống Đa", 0.4),
    _ward("00256", 42, "Bà Triệu, Lê Đại Hành, Thái Phiên, Tô Hiến Thành, Mai Hắc Đế, Bạch Mai", "cạnh công viên Thống Nhất", 0.35),
    _ward("00283", 24, "Vĩnh Tuy, Minh Khai, Kim Ngưu, Lạc Trung", "gầm cầu Vĩnh Tuy", 0.35),
    _ward("00292", 34, "Bạch Mai, Đại La, Trương Định, Lê Thanh Nghị, Trần Đại Nghĩa, Tạ Quang Bửu", "cổng ký túc xá", 0.4),
    _ward("00316", 24, "Định Công, Giải Phóng, Kim Giang, Trần Điền", "ven hồ Định Công", 0.35),
    _ward("00331", 26, "Hoàng Mai, Tân Mai, Tam Trinh, Lĩnh Nam, Yên Duyên", "cạnh chợ Đền Lừ", 0.35),
    _ward("00337", 30, "Linh Đường, Nguyễn Hữu Thọ, Bằng Liệt, Nguyễn Duy Trinh", "khu đô thị Linh Đàm", 0.4),
    _ward("00364", 26, "Khương Đình, Khương Trung, Hoàng Văn Thái, Bùi Xương Trạch", "ven sông Tô Lịch", 0.4),
    _ward("00367", 34, "Nguyễn Trãi, Nguyễn Tuân, Vũ Trọng Phụng, Ngụy Như Kon Tum, Hạ Đình", "ga đường sắt trên cao", 0.4),
    _ward("00592", 34, "Mễ Trì, Lê Đức Thọ, Nguyễn Cơ Thạch, Hàm Nghi, Phú Đô", "cạnh sân vận động", 0.35),
    _ward("00619", 22, "Phú Diễn, Cầu Diễn, Hồ Tùng Mậu, Trần Cung", "cạnh ga Phú Diễn", 0.35),
    _ward("09556", 40, "Quang Trung, Tô Hiệu, Lê Lợi, Phùng Hưng, Trần Phú, Nguyễn Khuyến", "cổng chợ Hà Đông", 0.35),
    _ward("00454", 18, "Cao Lỗ, Lâm Tiên, Uy Nỗ", "cạnh bến xe", 0.3),
    _ward("00565", 18, "Nguyễn Đức Thuận, Ngô Xuân Quảng, Trâu Quỳ", "cổng học viện", 0.3),
)  # fmt: skip

# Cửa Nam, the ward to look at: street, and two points on it between which it lies in the ward.
CUA_NAM_STREETS: Final[tuple[tuple[str, float, float, float, float], ...]] = (
    ("Trần Quốc Toản", 21.0207, 105.8440, 21.0193, 105.8486),
    ("Trần Hưng Đạo", 21.0252, 105.8425, 21.0192, 105.8580),
    ("Lý Thường Kiệt", 21.0270, 105.8425, 21.0215, 105.8560),
    ("Hai Bà Trưng", 21.0278, 105.8450, 21.0238, 105.8555),
    ("Quang Trung", 21.0262, 105.8490, 21.0190, 105.8468),
    ("Hàng Bài", 21.0246, 105.8528, 21.0200, 105.8510),
    ("Bà Triệu", 21.0256, 105.8508, 21.0200, 105.8490),
    ("Ngô Quyền", 21.0240, 105.8556, 21.0190, 105.8535),
    ("Phan Chu Trinh", 21.0230, 105.8570, 21.0192, 105.8556),
    ("Nguyễn Du", 21.0205, 105.8430, 21.0186, 105.8480),
    ("Thợ Nhuộm", 21.0285, 105.8440, 21.0238, 105.8482),
    ("Yết Kiêu", 21.0250, 105.8428, 21.0210, 105.8422),
    ("Dã Tượng", 21.0255, 105.8460, 21.0240, 105.8453),
    ("Liên Trì", 21.0222, 105.8478, 21.0200, 105.8470),
    ("Hàm Long", 21.0192, 105.8510, 21.0183, 105.8550),
    ("Phan Huy Chú", 21.0222, 105.8565, 21.0200, 105.8556),
)
CUA_NAM_MARKS: Final = (
    "trước cổng Trường Tiểu học Võ Thị Sáu", "cạnh chợ Hôm – Đức Viên", "trước nhà văn hóa tổ dân phố số 7", "góc công viên Thống Nhất",
    "trước trạm y tế phường", "cạnh bến xe buýt Trần Khánh Dư", "cổng khu tập thể Nguyễn Công Trứ",
)  # fmt: skip
