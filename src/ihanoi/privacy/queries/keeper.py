"""The agency that keeps the platform: by its calendar the clocks run, in its name notices go out."""

from __future__ import annotations

from ihanoi.people import queries as people
from ihanoi.people.queries import AgencyNode
from ihanoi.privacy.ports import platform_agency


def keeper() -> AgencyNode | None:
    """None as long as the agency of the settings is not installed."""
    return people.agency_by_code(platform_agency())


def keeper_name() -> str:
    """As people read it, and on papers. Always in Vietnamese."""
    found = keeper()
    return found.name if found else "Đơn vị quản lý ứng dụng"
