"""Names of levels and kinds of units, and the sentences of the boundary check."""

from __future__ import annotations

from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

DEFAULT_CALENDAR: Final = "default"


class Level(TextChoices):
    """Where a unit stands in the city."""

    CITY = "city", _("Thành phố")
    DISTRICT = "district", _("Cấp huyện (đến 30/6/2025)")
    COMMUNE = "commune", _("Cấp xã")


class UnitKind(TextChoices):
    """The kinds of units of Hanoi, as they are written inside a name."""

    CITY = "thành phố", _("Thành phố")
    URBAN_DISTRICT = "quận", _("Quận")
    RURAL_DISTRICT = "huyện", _("Huyện")
    TOWN = "thị xã", _("Thị xã")
    WARD = "phường", _("Phường")
    COMMUNE = "xã", _("Xã")
    TOWNLET = "thị trấn", _("Thị trấn")


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

APPROXIMATE: Final = _("Ranh giới gần đúng: hệ thống chưa có bản đồ ranh giới chính thức.")
OUTSIDE: Final = _("Vị trí này nằm ngoài thành phố Hà Nội.")
