"""What the router proposed and what became of it, kept from the history of reports. Safe to repeat."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Q

from ihanoi.kernel.actor import Actor
from ihanoi.routing.actions.reading import learn
from ihanoi.routing.models import Decision
from ihanoi.routing.words import Way


@dataclass(frozen=True, slots=True)
class Proposed:
    """A report came in. `said`: what `words.proposal` made of the routing, as the history of the report keeps it."""

    report_id: int
    at: datetime
    said: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Moved:
    """An agency gave the report away; `seq` is the line of its history that tells who and why."""

    report_id: int
    seq: int


@dataclass(frozen=True, slots=True)
class Settled:
    """An agency has received the report, under this field. `text` without personal data: a reader may learn from it."""

    report_id: int
    at: datetime
    agency_id: int
    field_id: int | None
    text: str = ""


@transaction.atomic
def keep_decisions(
    *, actor: Actor, proposed: Iterable[Proposed], moved: Sequence[Moved], settled: Sequence[Settled]
) -> None:
    """Reports of before this was kept have no row, and get none."""
    Decision.objects.bulk_create([_decision(each) for each in proposed], ignore_conflicts=True)
    for move in sorted(moved, key=lambda each: (each.report_id, each.seq)):
        new = Q(moved_seq=None) | Q(moved_seq__lt=move.seq)
        Decision.objects.filter(new, pk=move.report_id).update(
            moves=F("moves") + 1, moved_seq=move.seq, settled_at=None, settled_agency=None, settled_field=None
        )
    for end in settled:
        Decision.objects.filter(pk=end.report_id).update(
            settled_at=end.at, settled_agency=end.agency_id, settled_field=end.field_id
        )
    learn(actor=actor, settled=[(e.report_id, e.text, e.field_id) for e in settled if e.text and e.field_id])


def _decision(proposed: Proposed) -> Decision:
    said = proposed.said
    return Decision(
        report_id=proposed.report_id, at=proposed.at, way=Way(said["way"]), rules_id=said["rules"],
        reader=said["reader"], field_id=said["field"], field_share=said["field_share"], unit_id=said["unit"],
        agency_id=said["agency"], confidence=said["confidence"], threshold=said["threshold"],
    )  # fmt: skip
