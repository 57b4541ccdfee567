"""Names of levels and kinds of units, and the sentences of the boundary check."""

from __future__ import annotations

import re
from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

DEFAULT_CALENDAR: Final = "default"


class Level(TextChoices):
    """Where a unit stands in the city."""

    CITY = "city", _("Thành phố")
    DISTRICT = "district", _("Cấp huyện (đến 30/6/2025)")
    COMMUNE = "commune", _("Cấp xã")


class Flaw(TextChoices):
    """What can be wrong with a boundary file. `FLAWS` has the sentences."""

    NOT_GEOJSON = "not_geojson", _("Không phải GeoJSON")
    NO_CODE = "no_code", _("Thiếu mã")
    UNKNOWN_CODE = "unknown_code", _("Mã lạ")
    DUPLICATE = "duplicate", _("Mã lặp lại")
    MISSING_CODE = "missing_code", _("Thiếu đơn vị")
    NOT_AN_AREA = "not_an_area", _("Không phải vùng")
    OUT_OF_PLACE = "out_of_place", _("Sai vị trí")
    INVALID = "invalid", _("Đường ranh giới sai")
    OVERLAP = "overlap", _("Chồng lấn")
    GAP = "gap", _("Khoảng trống")
    AREA_DIFFERS = "area_differs", _("Diện tích lệch")


FLAWS: Final = {
    Flaw.NOT_GEOJSON: _("Tệp không phải một FeatureCollection GeoJSON: %(detail)s."),
    Flaw.NO_CODE: _("Đối tượng thứ %(detail)s không có thuộc tính ward_code."),
    Flaw.UNKNOWN_CODE: _("Mã %(code)s không phải của đơn vị nào đang có hiệu lực."),
    Flaw.DUPLICATE: _("Mã %(code)s xuất hiện nhiều lần."),
    Flaw.MISSING_CODE: _("Thiếu ranh giới của %(name)s (%(code)s)."),
    Flaw.NOT_AN_AREA: _("%(code)s: hình dạng là %(detail)s, cần Polygon hoặc MultiPolygon."),
    Flaw.OUT_OF_PLACE: _("%(code)s: tọa độ nằm ngoài vùng Hà Nội; thứ tự phải là kinh độ, vĩ độ (WGS 84)."),
    Flaw.INVALID: _("%(code)s: đường ranh giới không hợp lệ (%(detail)s)."),
    Flaw.OVERLAP: _("%(code)s chồng lấn %(detail)s m²."),
    Flaw.GAP: _("Có khoảng trống giữa các đơn vị: %(detail)s m²."),
    Flaw.AREA_DIFFERS: _("%(code)s: diện tích %(detail)s so với số công bố."),
}


# Days off as the calendar names them; the operator may write others, which stay as written.
DAYS_OFF: Final = (
    gettext_noop("Tết Dương lịch"),
    gettext_noop("29 Tết"),
    gettext_noop("Giao thừa Tết Nguyên Đán"),
    gettext_noop("Tết Nguyên Đán"),
    gettext_noop("Mùng hai Tết Nguyên Đán"),
    gettext_noop("Mùng ba Tết Nguyên Đán"),
    gettext_noop("Mùng bốn Tết Nguyên Đán"),
    gettext_noop("Mùng năm Tết Nguyên Đán"),
    gettext_noop("Ngày Giỗ Tổ Hùng Vương"),
    gettext_noop("Ngày Chiến thắng"),
    gettext_noop("Ngày Quốc tế Lao động"),
    gettext_noop("Quốc khánh"),
    gettext_noop("Ngày Văn hóa Việt Nam"),
    gettext_noop("Ngày làm bù"),
    gettext_noop("Ngày nghỉ (thay cho ngày %(date)s)"),
    gettext_noop("Làm bù cho ngày %(date)s"),
)
_IN_LIEU: Final = " (nghỉ bù)"
_DATE: Final = re.compile(r"\d\d/\d\d/\d{4}")


def day_off(name: str) -> str:
    """The name of a day off in the reader's language."""
    if name.endswith(_IN_LIEU):
        return gettext("%(day)s (nghỉ bù)") % {"day": day_off(name.removesuffix(_IN_LIEU))}
    date = _DATE.search(name)
    known = _DATE.sub("%(date)s", name, count=1)
    if known not in DAYS_OFF:
        return name
    return gettext(known) % {"date": date[0]} if date else gettext(known)
