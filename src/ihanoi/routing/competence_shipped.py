"""Who is competent for each field, as a new city starts: data only; the operator's own rules take its place.

Most things are the ward's, which since 1/7/2025 also has what the districts had; a line agency leads only where the
ward can do nothing itself (signals, power, water, police). Companies that own a network and boards that build work
along. Legal successors stand as dated rows: until 28/2/2025 the department that was merged, then the one that took
over its work. From the sources (S2, S4) and general knowledge, to be checked by the city before production.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

LONG_AGO: Final = date(2008, 8, 1)
MERGED: Final = date(2025, 3, 1)  # the departments of today begin

CONSTRUCTION: Final = "so-xay-dung"
TRANSPORT: Final = "so-giao-thong-van-tai"
AGRICULTURE_ENVIRONMENT: Final = "so-nong-nghiep-va-moi-truong"
AGRICULTURE: Final = "so-nong-nghiep"
SCIENCE: Final = "so-khoa-hoc-va-cong-nghe"
INFORMATION: Final = "so-thong-tin-va-truyen-thong"
EDUCATION: Final = "so-giao-duc-va-dao-tao"
INTERIOR: Final = "so-noi-vu"
HEALTH: Final = "so-y-te"
TRADE: Final = "so-cong-thuong"
CULTURE: Final = "so-van-hoa-va-the-thao"
TOURISM: Final = "so-du-lich"
POLICE: Final = "cong-an-tp"
POWER: Final = "dien-luc"
DRAINAGE: Final = "thoat-nuoc"
WATER: Final = "nuoc-sach"
LIGHTING: Final = "chieu-sang"
TREES: Final = "cay-xanh"
CLEANING: Final = "moi-truong-do-thi"
BUSES: Final = "van-tai"
RAIL: Final = "bql-duong-sat-do-thi"
TRAFFIC_BOARD: Final = "bqlda-giao-thong"
INFRASTRUCTURE_BOARD: Final = "bqlda-ha-tang"


@dataclass(frozen=True, slots=True)
class Owner:
    """Codes of agencies. `lead` empty: the unit's own people's committee; `before`: who led until 28/2/2025."""

    lead: str = ""
    along: tuple[str, ...] = ()
    before: str = ""


LOCAL: Final = Owner()

OWNERS: Final[dict[str, Owner]] = {
    "via-he": Owner(along=(CONSTRUCTION,)),
    "cau-ham": Owner(CONSTRUCTION, (TRAFFIC_BOARD,), TRANSPORT),
    "cong-trinh-duong": Owner(CONSTRUCTION, (TRAFFIC_BOARD, INFRASTRUCTURE_BOARD), TRANSPORT),
    "den-tin-hieu": Owner(CONSTRUCTION, (POLICE,), TRANSPORT),
    "bien-bao": Owner(CONSTRUCTION, (POLICE,), TRANSPORT),
    "un-tac": Owner(POLICE, (CONSTRUCTION,)),
    "vi-pham-giao-thong": Owner(POLICE),
    "xe-buyt": Owner(CONSTRUCTION, (BUSES,), TRANSPORT),
    "duong-sat-do-thi": Owner(RAIL, (CONSTRUCTION,)),
    "ho-ga": Owner(along=(DRAINAGE,)),
    "ngap-ung": Owner(CONSTRUCTION, (DRAINAGE,)),
    "cong-ranh": Owner(along=(DRAINAGE,)),
    "nuoc-thai": Owner(along=(AGRICULTURE_ENVIRONMENT, DRAINAGE)),
    "rac-thai": Owner(along=(CLEANING,)),
    "cay-xanh": Owner(along=(TREES,)),
    "cong-vien": Owner(along=(TREES,)),
    "chieu-sang": Owner(along=(LIGHTING,)),
    "dien-luc": Owner(POWER),
    "vien-thong": Owner(SCIENCE, before=INFORMATION),
    "cap-nuoc": Owner(CONSTRUCTION, (WATER,)),
    "ngam-khi-dot": Owner(TRADE),
    "chung-cu": Owner(CONSTRUCTION),
    "an-ninh-trat-tu": Owner(POLICE),
    "te-nan": Owner(POLICE),
    "trom-cap": Owner(POLICE),
    "phong-chay": Owner(POLICE),
    "y-te": Owner(HEALTH),
    "giao-duc": Owner(along=(EDUCATION,)),
    "an-sinh": Owner(along=(INTERIOR,)),
    "ung-dung-so": Owner(SCIENCE, before=INFORMATION),
    "van-hoa": Owner(CULTURE),
    "du-lich": Owner(TOURISM),
    "thi-truong": Owner(TRADE),
    "thien-tai": Owner(AGRICULTURE_ENVIRONMENT, before=AGRICULTURE),
}


def owner_of(field_code: str) -> Owner:
    """A field that is not listed is the unit's own."""
    return OWNERS.get(field_code, LOCAL)
