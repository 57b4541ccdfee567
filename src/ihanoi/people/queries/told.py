"""What history tells of an account, in words for the operator: who gave, took away, closed, opened, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from ihanoi.journal import queries as journal
from ihanoi.kernel.actor import Actor

from ..words import DID, SUBJECT, Role
from .accounts import persons
from .agencies import agency
from .officials import official

SHOWN = 40  # lines


@dataclass(frozen=True, slots=True)
class Did:
    """One line: what was done, with what, by whom, when."""

    title: str
    text: str
    who: str
    at: datetime


def account_history(actor: Actor, account_id: int) -> list[Did]:
    """Newest first; what people change of their own profile is theirs and left out. Raises NotFound."""
    official(actor, account_id)
    entries = [e for e in reversed(journal.history(SUBJECT, account_id)) if e.verb in DID][:SHOWN]
    told = [e.data if isinstance(e.data, Mapping) else {} for e in entries]
    ids = {data[key] for data in told for key in ("delegate_id", "absent_id", "invited_by") if data.get(key)}
    names = {pk: person.name for pk, person in persons(ids).items()}
    return [
        Did(str(DID[e.verb]), _text(data, e.agency_id, names), e.actor_name or _("Hệ thống"), e.at)
        for e, data in zip(entries, told, strict=True)
    ]


def _text(data: Mapping[str, Any], agency_id: int | None, names: Mapping[int, str]) -> str:
    roles = [data["role"]] if data.get("role") else data.get("roles", [])
    parts = [", ".join(str(Role(role).label) for role in roles if role in Role.values)]
    parts.append(agency(agency_id).name if agency_id else "")
    parts += [names[data[key]] for key in ("delegate_id", "absent_id") if data.get(key) in names]
    first, last = (_day(data.get(key)) for key in ("from", "to"))
    parts.append(f"{first} – {last}" if first and last else (_("từ %s") % first if first else ""))
    parts.append(_("ngày cuối %s") % _day(data["last"]) if data.get("last") else "")
    parts.append(str(data.get("reason", "")))
    return " · ".join(part for part in parts if part)


def _day(value: object) -> str:
    return f"{date.fromisoformat(str(value)[:10]):%d/%m/%Y}" if value else ""
