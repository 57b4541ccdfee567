"""Everything that the room keeps about one person, for their own eyes and for the copy that they may ask for."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from ..models import Account, Consent, Delegation, Invitation, Membership, Representative
from ..words import Standing

Sheets = dict[str, list[dict[str, Any]]]


def rows_of(account: Account) -> dict[str, QuerySet[Any]]:
    """Everything that hangs on the account, by the name of a sheet: to be read whole, or to be counted."""
    return {
        "dong_y": Consent.objects.filter(account=account).order_by("given_at", "id"),
        "dai_dien": Representative.objects.filter(account=account).order_by("id"),
        "vai_tro": Membership.objects.filter(account=account).order_by("id"),
        "loi_moi": invitations_to(account).order_by("id"),
        "thay_khi_vang": Delegation.objects.filter(Q(account=account) | Q(delegate=account)).order_by("id"),
    }


def kept_of(account_id: int) -> Sheets:
    """By the name of a sheet: account, consents, organisations, seats, invitations, absences."""
    account = Account.objects.select_related("unit").get(pk=account_id)
    rows = rows_of(account)
    return {
        "tai_khoan": [_account(account)],
        "dong_y": [
            {"muc_dich": c.purpose, "luc_cho": c.given_at, "luc_rut": c.withdrawn_at, "ban_loi_van": c.edition,
             "ngon_ngu": c.language, "sha256_loi_van": c.digest}
            for c in rows["dong_y"]
        ],
        "dai_dien": [
            {"to_chuc": r.firm_name, "ma_so_thue": r.organisation.tax_code, "tru_so": r.firm_address,
             "chuc_vu": r.position,
             "tu_ngay": r.valid_from, "den_ngay": r.valid_to, "xac_minh": Standing(r.standing).label,
             "gui_giay_to_luc": r.shown_at, "xem_luc": r.checked_at, "ly_do_tu_choi": r.refusal}
            for r in rows["dai_dien"].select_related("organisation")
        ],
        "vai_tro": [
            {"vai_tro": m.role, "co_quan": m.agency.name, "tu_ngay": m.valid_from, "den_ngay": m.valid_to}
            for m in rows["vai_tro"].select_related("agency")
        ],
        "loi_moi": [
            {"ho_ten": i.full_name, "chuc_danh": i.job_title, "thu_dien_tu": i.email, "co_quan": i.agency.name,
             "vai_tro": ", ".join(i.roles), "gui_luc": i.sent_at, "het_han_luc": i.expires_at,
             "nhan_luc": i.accepted_at, "thu_hoi_luc": i.taken_back_at}
            for i in rows["loi_moi"].select_related("agency")
        ],
        "thay_khi_vang": [
            {"nguoi_vang": d.account.full_name, "nguoi_thay": d.delegate.full_name, "tu_ngay": d.valid_from,
             "den_ngay": d.valid_to, "ly_do": d.reason if d.account_id == account_id else "",
             "ket_thuc_som_luc": d.ended_at}
            for d in rows["thay_khi_vang"].select_related("account", "delegate")
        ],
    }  # fmt: skip


def invitations_to(account: Account) -> QuerySet[Invitation]:
    """Letters to the account or to its address."""
    return Invitation.objects.filter(Q(account=account) | Q(email=account.email))


def invitations_over(before: datetime) -> QuerySet[Invitation]:
    """Letters whose last day was earlier, whether they were answered or not."""
    return Invitation.objects.filter(expires_at__lt=before).order_by("pk")


def delegations_over(before: date) -> QuerySet[Delegation]:
    """Absences whose last day was earlier."""
    return Delegation.objects.filter(valid_to__lt=before).order_by("pk")


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
