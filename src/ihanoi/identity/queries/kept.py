"""What the room keeps about one person, for their own eyes. No secret is in it, not even sealed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from axes.models import AccessAttempt
from django.contrib.sessions.models import Session
from django.db.models import QuerySet

from ihanoi.kernel import clock

from ..models import Authenticator, Code, Link, Message, Passkey, RecoveryCode, SignIn


def rows_of(account_id: int) -> dict[str, QuerySet[Any]]:
    """Everything that hangs on the account, by the name of a sheet: to be read whole, or to be counted."""
    of = {"account": account_id}
    return {
        "dang_nhap": SignIn.objects.filter(**of).order_by("begun_at", "id"),
        "khoa_truy_cap": Passkey.objects.filter(**of).order_by("id"),
        "ung_dung_ma": Authenticator.objects.filter(**of),
        "ma_du_phong": RecoveryCode.objects.filter(**of),
        "lien_ket": Link.objects.filter(**of),
        "ma_mot_lan": Code.objects.filter(**of).order_by("id"),
    }


def kept_of(account_id: int) -> dict[str, list[dict[str, Any]]]:
    """By the name of a sheet: sign-ins, and the ways to prove who one is, without what proves it."""
    rows = rows_of(account_id)
    return {
        "dang_nhap": [
            {"luc": s.begun_at, "dung_cuoi": s.seen_at, "cach": s.method, "trinh_duyet": s.browser,
             "dia_chi_mang": s.address, "ket_thuc": s.ended_at}
            for s in rows["dang_nhap"]
        ],
        "khoa_truy_cap": [
            {"ten": p.name, "tao_luc": p.created_at, "dung_cuoi": p.used_at}
            for p in rows["khoa_truy_cap"]
        ],
        "ung_dung_ma": [{"tao_luc": a.created_at} for a in rows["ung_dung_ma"]],
        "ma_du_phong": [{"tao_luc": c.created_at, "dung_luc": c.used_at} for c in rows["ma_du_phong"]],
        "lien_ket": [{"noi_cap": each.issuer, "lien_ket_luc": each.linked_at} for each in rows["lien_ket"]],
        "ma_mot_lan": [
            {"kenh": c.channel, "viec": c.errand, "gui_luc": c.created_at, "dung_luc": c.used_at}
            for c in rows["ma_mot_lan"]
        ],
    }  # fmt: skip


def codes_over(before: datetime) -> list[QuerySet[Any]]:
    """One-time codes and the messages that carried them, sent earlier, oldest first."""
    return [model.objects.filter(created_at__lt=before).order_by("created_at") for model in (Code, Message)]


def sign_ins_over(before: datetime) -> QuerySet[SignIn]:
    """Sign-ins whose session nobody has used since."""
    return SignIn.objects.filter(seen_at__lt=before).order_by("seen_at")


def tries_over(before: datetime) -> QuerySet[Any]:
    """Wrong passwords as the lock remembers them, tried earlier."""
    return AccessAttempt.objects.filter(attempt_time__lt=before).order_by("attempt_time")


def sessions_over() -> QuerySet[Session]:
    """Sessions whose time is over, with the drafts in them."""
    return Session.objects.filter(expire_date__lt=clock.now()).order_by("expire_date")
