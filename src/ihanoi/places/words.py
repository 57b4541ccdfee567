"""Names of units and days, and the sentences of the checks of boundaries and of notices of days off."""

from __future__ import annotations

import re
from enum import StrEnum
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


class DayKind(TextChoices):
    """What a day of a calendar is."""

    WORKING = "working", _("Ngày làm việc")
    WEEKEND = "weekend", _("Nghỉ hằng tuần")
    HOLIDAY = "holiday", _("Nghỉ lễ")
    WORKED = "worked", _("Làm bù")
    HALF = "half", _("Nửa ngày")
    OTHER = "other", _("Giờ khác")


class DayAct(TextChoices):
    """What was done to days; journal lines bear the same verbs."""

    SET = "set_day", _("Đặt ngày")
    CLEAR = "clear_day", _("Trả về như tuần thường")
    IMPORT = "import_year", _("Nhập thông báo")


class Plan(TextChoices):
    """What a line of a notice makes of its day. The label is what the file says, in Vietnamese for every reader."""

    OFF = "off", "nghỉ"
    WORKED = "worked", "làm bù"
    HALF = "half", "nửa ngày"
    OTHER = "other", "giờ khác"


COLUMNS: Final = ("ngày", "loại", "giờ", "tên")  # of a notice's file, for every reader
NAME_LENGTH: Final = 120  # characters of a day's name


class Slip(StrEnum):
    """What can be wrong with a line of a notice. `SLIPS` has the sentences; those in `REFUSING` refuse the file."""

    NOT_TEXT = "not_text"
    NO_COLUMN = "no_column"
    EMPTY = "empty"
    BAD_DATE = "bad_date"
    OTHER_YEAR = "other_year"
    DUPLICATE = "duplicate"
    BAD_KIND = "bad_kind"
    BAD_HOURS = "bad_hours"
    NO_NAME = "no_name"
    LONG_NAME = "long_name"
    ALREADY_WORKED = "already_worked"
    NOT_WORKED = "not_worked"
    NOT_SHORTER = "not_shorter"
    MISSING_HOLIDAY = "missing_holiday"
    PAST = "past"


SLIPS: Final = {
    Slip.NOT_TEXT: _("Tệp không phải văn bản CSV mã UTF-8. Trong bảng tính hãy lưu lại dạng “CSV UTF-8”."),
    Slip.NO_COLUMN: _("Dòng đầu phải có các cột ngày, loại, giờ, tên; thiếu cột “%(detail)s”."),
    Slip.EMPTY: _("Tệp không có ngày nào."),
    Slip.BAD_DATE: _("Dòng %(line)d: “%(detail)s” không phải một ngày. Ghi như 05/02/2027 hoặc 2027-02-05."),
    Slip.OTHER_YEAR: _("Dòng %(line)d: %(day)s không thuộc năm %(detail)s."),
    Slip.DUPLICATE: _("Dòng %(line)d: %(day)s đã có ở dòng %(detail)s."),
    Slip.BAD_KIND: _("Dòng %(line)d: loại “%(detail)s” lạ. Chỉ dùng nghỉ, làm bù, nửa ngày, giờ khác."),
    Slip.BAD_HOURS: _("Dòng %(line)d: giờ “%(detail)s” không đọc được. Ghi như 08:00-12:00 13:30-17:30."),
    Slip.NO_NAME: _("Dòng %(line)d: %(day)s chưa có tên ngày nghỉ hoặc lý do."),
    Slip.LONG_NAME: _("Dòng %(line)d: tên dài quá %(detail)s ký tự."),
    Slip.ALREADY_WORKED: _("Dòng %(line)d: %(day)s vốn là ngày làm việc, không thể làm bù."),
    Slip.NOT_WORKED: _(
        "Dòng %(line)d: %(day)s vốn là ngày nghỉ, không thể làm nửa ngày hay giờ khác. Dùng làm bù."
    ),
    Slip.NOT_SHORTER: _("Dòng %(line)d: %(day)s ghi nửa ngày nhưng giờ không ngắn hơn ngày thường."),
    Slip.MISSING_HOLIDAY: _("%(day)s (%(detail)s) là ngày lễ theo luật nhưng tệp không cho nghỉ."),
    Slip.PAST: _("Có %(detail)s thay đổi ở ngày đã qua. Hạn đã báo không đổi."),
}
REFUSING: Final = frozenset(Slip) - {Slip.MISSING_HOLIDAY, Slip.PAST}


UNCONFIRMED_TITLE: Final = _("Lịch nghỉ năm %(year)d chưa được xác nhận")
UNCONFIRMED_BODY: Final = _(
    "Hạn rơi vào năm %(year)d đang tạm tính. Khi có thông báo nghỉ lễ chính thức, hãy nhập vào lịch làm việc."
)


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
