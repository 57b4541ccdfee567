"""What the room keeps about one person, for their own eyes. No secret is in it, not even sealed."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from axes.models import AccessAttempt
from django.contrib.sessions.models import Session

from ihanoi.kernel import clock

from ..models import Authenticator, Code, Link, Message, Passkey, RecoveryCode, SignIn


def kept_of(account_id: int) -> dict[str, list[dict[str, Any]]]:
    """By the name of a sheet: sign-ins, and the ways to prove who one is, without what proves it."""
    of = {"account": account_id}
    return {
        "dang_nhap": [
            {"luc": s.begun_at, "dung_cuoi": s.seen_at, "cach": s.method, "trinh_duyet": s.browser,
             "dia_chi_mang": s.address, "ket_thuc": s.ended_at}
            for s in SignIn.objects.filter(**of).order_by("begun_at", "id")
        ],
        "khoa_truy_cap": [
            {"ten": p.name, "tao_luc": p.created_at, "dung_cuoi": p.used_at}
            for p in Passkey.objects.filter(**of).order_by("id")
        ],
        "ung_dung_ma": [{"tao_luc": a.created_at} for a in Authenticator.objects.filter(**of)],
        "ma_du_phong": [
            {"tao_luc": c.created_at, "dung_luc": c.used_at} for c in RecoveryCode.objects.filter(**of)
        ],
        "lien_ket": [
            {"noi_cap": each.issuer, "lien_ket_luc": each.linked_at} for each in Link.objects.filter(**of)
        ],
        "ma_mot_lan": [
            {"kenh": c.channel, "viec": c.errand, "gui_luc": c.created_at, "dung_luc": c.used_at}
            for c in Code.objects.filter(**of).order_by("id")
        ],
    }  # fmt: skip


def has_just_signed_in(session_key: str, within: timedelta) -> bool:
    """Whether the session began so recently that it is surely still the person who began it."""
    since = clock.now() - within
    return SignIn.objects.filter(session_key=session_key, begun_at__gte=since, ended_at=None).exists()


def lapsed(*, codes: datetime, sign_ins: datetime, tries: datetime) -> dict[str, int]:
    """How many rows are older than each moment: what the next run erases."""
    now = clock.now()
    return {
        "codes": Code.objects.filter(created_at__lt=codes).count()
        + Message.objects.filter(created_at__lt=codes).count(),
        "sign_ins": SignIn.objects.filter(seen_at__lt=sign_ins).count(),
        "tries": AccessAttempt.objects.filter(attempt_time__lt=tries).count(),
        "drafts": Session.objects.filter(expire_date__lt=now).count(),
    }
