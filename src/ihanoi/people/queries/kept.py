"""Everything that the room keeps about one person, for their own eyes and for the copy that they may ask for."""

from __future__ import annotations

from typing import Any

from ..models import Account, Consent, Membership, Representative

Sheets = dict[str, list[dict[str, Any]]]


def kept_of(account_id: int) -> Sheets:
    """By the name of a sheet, rows with Vietnamese keys: the account, consents, organisations, seats."""
    account = Account.objects.select_related("unit").get(pk=account_id)
    return {
        "tai_khoan": [_account(account)],
        "dong_y": [
            {"muc_dich": c.purpose, "luc_cho": c.given_at, "luc_rut": c.withdrawn_at}
            for c in Consent.objects.filter(account=account).order_by("given_at", "id")
        ],
        "dai_dien": [
            {"to_chuc": r.organisation.name, "ma_so_thue": r.organisation.tax_code, "chuc_vu": r.position,
             "tu_ngay": r.valid_from, "den_ngay": r.valid_to}
            for r in Representative.objects.filter(account=account).select_related("organisation").order_by("id")
        ],
        "vai_tro": [
            {"vai_tro": m.role, "co_quan": m.agency.name, "tu_ngay": m.valid_from, "den_ngay": m.valid_to}
            for m in Membership.objects.filter(account=account).select_related("agency").order_by("id")
        ],
    }  # fmt: skip


def _account(account: Account) -> dict[str, Any]:
    return {
        "ho_ten": account.full_name,
        "xung_ho": account.title,
        "chuc_danh": account.job_title,
        "thu_dien_tu": account.email,
        "thu_dien_tu_xac_nhan_luc": account.email_verified_at,
        "so_dien_thoai": account.phone,
        "so_dien_thoai_xac_nhan_luc": account.phone_verified_at,
        "so_can_cuoc": account.citizen_id,
        "dinh_danh_luc": account.proven_at,
        "dinh_danh_boi": account.proven_by,
        "noi_o": account.unit.name if account.unit else "",
        "co_tai_khoan_tu": account.created_at,
        "han_che_tu": account.restricted_at,
    }


def officials() -> list[tuple[int, str]]:
    """(id, "name, agency") of everybody who holds or held a seat: any of these accounts may have been misused."""
    rows = Membership.objects.order_by("account__full_name", "account_id", "id")
    found: dict[int, str] = {}
    for account_id, name, agency in rows.values_list("account_id", "account__full_name", "agency__name"):
        found.setdefault(account_id, f"{name}, {agency}")
    return list(found.items())
