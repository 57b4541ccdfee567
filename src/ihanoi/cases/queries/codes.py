"""Codes as people read and type them: HN-2611-004612, or only its number."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import datetime

from ihanoi.cases import ports, rules
from ihanoi.cases.models import Case

_CODE = re.compile(r"(?:[A-Za-z]{1,8}-?\d{4}-?)?(\d{6,12})")


def code_of(case_id: int, submitted_at: datetime) -> str:
    """The public code: month of submission and the row's number."""
    return rules.code_of(ports.code_prefix(), case_id, submitted_at)


def codes(case_ids: Collection[int]) -> dict[int, str]:
    """The public codes of cases, in one query."""
    found = Case.objects.filter(pk__in=set(case_ids)).values_list("pk", "submitted_at")
    return {pk: code_of(pk, submitted_at) for pk, submitted_at in found}


def case_id_of(text: str) -> int | None:
    """The number of the case that the text names, if the whole text is a code or six digits or more."""
    found = _CODE.fullmatch(text.strip())
    return int(found[1]) if found else None


def same_code(text: str, case_id: int, submitted_at: datetime) -> bool:
    """Whether the text is this case's code, or its number alone: a code with another month names no case."""
    typed = text.strip().replace("-", "").upper()
    return typed.isdigit() or typed == code_of(case_id, submitted_at).replace("-", "").upper()
