"""What the room keeps about one person as a sender, for their own copy; and what is old enough to be erased."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from ihanoi.cases.models import Case, CaseFile, Contact, Follower, Message, Original, RatingRecord
from ihanoi.cases.queries.codes import case_id_of, same_code
from ihanoi.cases.words import OPEN, FileRole
from ihanoi.vault.fields import SpokenField

SENT = (FileRole.REPORT, FileRole.ADDITION)  # by the sender, not by an agency


def rows_of(account_id: int) -> dict[str, QuerySet[Any]]:
    """What the person sent, said, rated and follows, by the name of a sheet: to be read whole, or to be counted."""
    return {
        "phan_anh": Case.objects.filter(sender=account_id).order_by("submitted_at", "pk"),
        "trao_doi": Message.objects.filter(author=account_id, case__sender=account_id).order_by("at"),
        "danh_gia": RatingRecord.objects.filter(case__sender=account_id).order_by("at"),
        "theo_doi": Follower.objects.filter(account=account_id).order_by("since"),
    }


def column(name: str) -> SpokenField:
    """A column of the case that holds people's words, for statements of one's own."""
    return SpokenField.of(Case, name)


def kept_of(account_id: int) -> dict[str, list[dict[str, Any]]]:
    """By the name of a sheet: reports, conversation, ratings, what is followed."""
    rows = rows_of(account_id)
    own = rows["phan_anh"].select_related("field", "unit", "lead")
    originals = dict(Original.objects.filter(case__in=own, message=None).values_list("case_id", "text"))
    messages, ratings, follows = (
        rows[name].select_related("case") for name in ("trao_doi", "danh_gia", "theo_doi")
    )
    return {
        "phan_anh": [_case(case, originals.get(case.pk, case.text)) for case in own],
        "trao_doi": [{"phan_anh": m.case.code, "luc": m.at, "noi_dung": m.text} for m in messages],
        "danh_gia": [
            {"phan_anh": r.case.code, "luc": r.at, "danh_gia": r.value, "noi_dung": r.text}
            for r in ratings
        ],
        "theo_doi": [{"phan_anh": f.case.code, "tu": f.since} for f in follows],
    }  # fmt: skip


def _case(case: Case, text: str) -> dict[str, Any]:
    return {
        "ma": case.code,
        "gui_luc": case.submitted_at,
        "loai": case.get_kind_display(),
        "linh_vuc": case.field.label if case.field else "",
        "noi_dung": text,
        "dia_chi": case.address,
        "vi_do": case.lat,
        "kinh_do": case.lon,
        "phuong_xa": case.unit.name if case.unit else "",
        "giu_kin_danh_tinh": case.confidential,
        "co_quan": case.lead.name,
        "trang_thai": case.get_state_display(),
        "ket_thuc_luc": case.closed_at,
        "danh_gia": case.get_rating_display(),
    }


def open_of(account_id: int) -> list[Case]:
    """The person's reports that have no result yet."""
    return list(_open_of(account_id).order_by("pk"))


def open_count(account_id: int) -> int:
    """How many there are of these."""
    return _open_of(account_id).count()


def _open_of(account_id: int) -> QuerySet[Case]:
    return Case.objects.filter(sender=account_id, state__in=OPEN)


def case_ids_touched(account_id: int) -> list[int]:
    """Reports that the person sent, and others' that they wrote to."""
    sent = Case.objects.filter(sender=account_id).values_list("pk", flat=True)
    written = Message.objects.filter(author=account_id).values_list("case_id", flat=True)
    return sorted({*sent, *written})


def counts_of(account_id: int) -> dict[str, int]:
    """How much there is of each: what a deletion would touch."""
    own = Case.objects.filter(sender=account_id)
    return {
        "cases": own.count(),
        "open": open_count(account_id),
        "messages": Message.objects.filter(author=account_id).count(),
        "files": sent_files(own).count(),
        "follows": Follower.objects.filter(account=account_id).count(),
    }


def contact_at(code: str) -> Contact | None:
    """Who stands behind a report that staff entered, by its whole code. None also for those who have an account."""
    found = contact_of(case_id_of(code) or 0)
    return found if found and same_code(code, found.case_id, found.case.submitted_at) else None


def contact_of(case_id: int) -> Contact | None:
    """The same by the case; None once it was erased."""
    return Contact.objects.select_related("case").filter(case=case_id).first()


def is_open(case_id: int) -> bool:
    """Whether the report has no result yet."""
    return Case.objects.filter(pk=case_id, state__in=OPEN).exists()


def counts_of_contact(case_id: int) -> dict[str, int]:
    """How much there is of each: what a deletion would touch."""
    files = sent_files(Case.objects.filter(pk=case_id)).count()
    return {"cases": 1, "open": int(is_open(case_id)), "messages": 0, "files": files, "follows": 0}


def sent_files(cases: QuerySet[Case]) -> QuerySet[CaseFile]:
    """Files that senders gave with these cases and of which more is kept than the copy for everybody."""
    return CaseFile.objects.filter(case__in=cases, role__in=SENT, file__owner__isnull=False)


def file_ids_of(account_id: int) -> list[UUID]:
    """The person's own files in their reports, oldest first."""
    return list(own_files(account_id).order_by("file__created_at").values_list("file_id", flat=True))


def own_files(account_id: int) -> QuerySet[CaseFile]:
    """The same as rows."""
    return sent_files(Case.objects.filter(sender=account_id)).filter(file__owner=account_id)


def closed_before(before: datetime) -> QuerySet[Case]:
    """Cases that ended earlier and were not opened again."""
    return Case.objects.filter(closed_at__lt=before).exclude(state__in=OPEN)


def contacts_over(before: datetime) -> QuerySet[Contact]:
    """Who stood behind reports that staff entered and that ended earlier."""
    return Contact.objects.filter(case__in=closed_before(before)).order_by("pk")


def pictures_over(before: datetime) -> QuerySet[CaseFile]:
    """Files of senders in cases that ended earlier."""
    return sent_files(closed_before(before)).order_by("pk")


def senders_of(codes: Collection[int]) -> list[tuple[int, int | None]]:
    """(case, sender's account or None) of the cases, for telling those whom something concerns."""
    return list(Case.objects.filter(pk__in=codes).order_by("pk").values_list("pk", "sender_id"))


def held_between(
    agency_ids: Collection[int], since: datetime, until: datetime
) -> list[tuple[int, int | None]]:
    """(case, sender's account or None) of cases with a sender's identity that the agencies held in the time."""
    contact = Contact.objects.filter(case=OuterRef("pk"))
    found = Case.objects.filter(lead__in=agency_ids, submitted_at__lte=until).exclude(closed_at__lt=since)
    named = found.filter(Exists(contact)) | found.filter(sender__isnull=False)
    return list(named.order_by("pk").values_list("pk", "sender_id"))
