"""The lists of reasons: added to, worded anew from a day on, retired. A code means the same for ever."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from django.db import transaction
from django.db.models import Q

from ihanoi.cases import queries
from ihanoi.cases.actions import dated
from ihanoi.cases.models import Reason
from ihanoi.cases.words import Kind, ReasonList, Why
from ihanoi.cases.words.numbers import Cannot
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import Denied, Invalid

LABEL_LENGTH: Final = 120


@transaction.atomic
def add_reason(
    *, actor: Actor, list_name: str, label: str, valid_from: date, advice: str = "", kinds: Sequence[str] = ()
) -> Reason:
    """One more reason from a day on, at the end of its list; its code is made here and never given again."""
    dated.require_operator(actor)
    given = _given(list_name, label, advice, kinds)
    rows = Reason.objects.filter(list_name=list_name)
    number = rows.values("code").distinct().count() + 1
    last = max(rows.values_list("order", flat=True), default=0)
    key = {"list_name": list_name, "code": f"own-{number}"}
    return _done(
        actor, dated.begin(Reason, key, {**given, "order": last + 1}, valid_from), "add_reason", valid_from
    )


@transaction.atomic
def change_reason(
    *,
    actor: Actor,
    list_name: str,
    code: str,
    label: str,
    valid_from: date,
    advice: str = "",
    kinds: Sequence[str] = (),
) -> Reason:
    """From a day on it reads otherwise, or is offered for other kinds; one that was retired is offered again."""
    dated.require_operator(actor)
    given, before = _given(list_name, label, advice, kinds), _known(list_name, code)
    key = {"list_name": list_name, "code": code}
    row = dated.begin(Reason, key, {**given, "order": before.order}, valid_from)
    _refuse_empty(list_name, valid_from)
    return _done(actor, row, "change_reason", valid_from)


@transaction.atomic
def retire_reason(*, actor: Actor, list_name: str, code: str, valid_from: date) -> Reason:
    """No longer offered from a day on; where it was given it stays readable."""
    dated.require_operator(actor)
    _known(list_name, code)
    row = dated.end(Reason, {"list_name": list_name, "code": code}, valid_from)
    _refuse_empty(list_name, valid_from)
    return _done(actor, row, "retire_reason", valid_from)


@transaction.atomic
def keep_reason(*, actor: Actor, list_name: str, code: str) -> None:
    """Take back what was planned for it."""
    dated.require_operator(actor)
    row = _known(list_name, code)
    dated.take_back(Reason, {"list_name": list_name, "code": code})
    dated.record(actor, "reason", row.pk, "keep_reason", {"list_name": list_name, "code": code})
    queries.forget_reasons()


def _given(list_name: str, label: str, advice: str, kinds: Sequence[str]) -> dict[str, object]:
    if list_name not in ReasonList.values or not set(kinds) <= set(Kind.values):
        raise Invalid({"list_name": Why.NOT_IN_LIST})
    if kinds and list_name != ReasonList.RECEPTION:
        raise Invalid({"kinds": Cannot.KINDS})
    if not 0 < len(label.strip()) <= LABEL_LENGTH:
        raise Invalid({"label": Why.NEEDED})
    return {"label": label.strip(), "advice": advice.strip(), "kinds": sorted(kinds)}


def _known(list_name: str, code: str) -> Reason:
    row = dated.last_of(Reason, {"list_name": list_name, "code": code})
    if row is None:
        raise Denied(Why.NOT_IN_LIST)
    return row


def _refuse_empty(list_name: str, day: date) -> None:
    """Somebody must still be able to choose, whatever the kind of case."""
    holds = Q(valid_to=None) | Q(valid_to__gte=day)
    rows = Reason.objects.filter(holds, list_name=list_name, valid_from__lte=day).values_list(
        "kinds", flat=True
    )
    offered = [set(kinds) for kinds in rows]
    if not all(any(not kinds or kind in kinds for kinds in offered) for kind in Kind.values):
        raise Denied(Cannot.LAST_REASON)


def _done(actor: Actor, row: Reason, verb: str, day: date) -> Reason:
    said = {"list_name": row.list_name, "code": row.code, "label": row.label, "kinds": row.kinds}
    dated.record(actor, "reason", row.pk, verb, said | {"advice": row.advice, "valid_from": day})
    queries.forget_reasons()
    return row
