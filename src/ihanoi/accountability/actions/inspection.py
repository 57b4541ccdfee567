"""Checks of how officials comply: exports on record, samples drawn by a rule, a verdict on each case (R94)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from django.db import transaction

from ihanoi.accountability import queries, rules
from ihanoi.accountability.actions.step import locked, write_down
from ihanoi.accountability.models import Export, Sample, SampledCase
from ihanoi.accountability.queries import Checked, Sought, sheets
from ihanoi.accountability.words import METHOD, Stage, Subject, Verdict, Why
from ihanoi.accountability.words import ObstacleState as State
from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import Denied, Invalid, NotFound
from ihanoi.people import queries as people

ROWS_MOST: Final = 50_000
SIZE_MOST: Final = 200
FORMATS: Final = ("xlsx", "csv")
OBSTACLES: Final = (
    "Cơ quan", "Khâu", "Nguyên nhân", "Đề xuất giải pháp", "Trạng thái", "Ghi nhận lúc", "Trả lời",
)  # fmt: skip


@transaction.atomic
def export_cases(*, actor: Actor, wanted: Checked, form: str) -> bytes:
    """The register as XLSX or CSV, without senders; that it was taken, by whom and how much, is recorded (R94)."""
    queries.need_to_see_all(actor)
    rows = list(queries.lines(wanted, ROWS_MOST))
    return _export(actor, "cases", form, wanted.as_json(), queries.COLUMNS, rows)


@transaction.atomic
def export_obstacles(*, actor: Actor, wanted: Sought, form: str) -> bytes:
    """The register of obstacles, for the synthesis (R96)."""
    queries.need_to_see_all(actor)
    found = (
        queries.sought(actor, wanted).select_related("agency").order_by("stage", "recorded_at")[:ROWS_MOST]
    )
    rows = [
        (
            each.agency.name, str(Stage(each.stage).label), each.cause, each.solution,
            str(State(each.state).label), f"{clock.day_of(each.recorded_at):%d/%m/%Y}", each.answer,
        )
        for each in found
    ]  # fmt: skip
    filters = {"stage": wanted.stage, "state": wanted.state, "agency": wanted.agency_id}
    return _export(actor, "obstacles", form, filters, OBSTACLES, rows)


def _export(
    actor: Actor,
    what: str,
    form: str,
    filters: dict[str, Any],
    columns: Sequence[str],
    rows: Sequence[Sequence[Any]],
) -> bytes:
    if form not in FORMATS:
        raise NotFound(Why.NOT_FOUND)
    assert actor.account_id is not None
    now = clock.now()
    made = Export.objects.create(
        by_id=actor.account_id, at=now, what=what, format=form, filters=filters, rows=len(rows)
    )
    data = {"what": what, "format": form, "rows": len(rows), **filters}
    write_down(actor, Subject.EXPORT, made.pk, "export", data)
    if form == "csv":
        return sheets.csv_text(columns, rows)
    about = [
        ("Người xuất", actor.name),
        ("Thời điểm", now.astimezone(clock.HANOI).strftime("%H:%M %d/%m/%Y")),
    ]
    return sheets.xlsx(columns, rows, [*about, *_said(filters)])


def _said(filters: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    return ((name, str(value)) for name, value in filters.items() if value not in ("", None, False))


@transaction.atomic
def draw_sample(
    *, actor: Actor, agency_id: int | None, since: date, until: date, seed: str, size: int
) -> Sample:
    """Draw cases by the rule that the sample names: the same span, seed and size draw the same. Raises Invalid."""
    queries.need_to_see_all(actor)
    seed = seed.strip()
    if not seed:
        raise Invalid({"seed": Why.SEED})
    if until < since:
        raise Invalid({"until": Why.PERIOD})
    if not 1 <= size <= SIZE_MOST:
        raise Invalid({"size": Why.SAMPLE_SIZE})
    if agency_id is not None:
        people.agency(agency_id)
    among = queries.population(agency_id, since, until)
    if not among:
        raise Denied(Why.NO_POPULATION)
    assert actor.account_id is not None
    sample = Sample.objects.create(
        drawn_by_id=actor.account_id, drawn_at=clock.now(), agency_id=agency_id, since=since, until=until, seed=seed,
        size=size, population=len(among),
    )  # fmt: skip
    codes = rules.drawn(seed, among, size)
    SampledCase.objects.bulk_create(
        SampledCase(sample=sample, case_id=among[code], order=order) for order, code in enumerate(codes, 1)
    )
    data = {"seed": seed, "size": size, "population": len(among), "method": str(METHOD), "codes": codes}
    write_down(actor, Subject.SAMPLE, sample.pk, "draw", data, agency_id=agency_id)
    return sample


@transaction.atomic
def note_check(*, actor: Actor, sample_id: int, order: int, verdict: str, note: str) -> SampledCase:
    """What the check of a case showed; "not compliant" says why. A second look replaces the first, both on record."""
    queries.need_to_see_all(actor)
    sample = locked(Sample.objects.all(), sample_id)
    row = sample.sampled.select_related("case").filter(order=order).first()
    if row is None:
        raise NotFound(Why.NOT_FOUND)
    note = note.strip()
    if verdict not in Verdict.values:
        raise Invalid({"verdict": Why.NOT_IN_LIST})
    if verdict == Verdict.NOT_COMPLIANT and not note:
        raise Invalid({"note": Why.NEEDED})
    row.verdict, row.note, row.checked_by_id, row.checked_at = verdict, note, actor.account_id, clock.now()
    row.save(update_fields=["verdict", "note", "checked_by", "checked_at"])
    data = {"code": row.case.code, "verdict": verdict, "note": note}
    write_down(actor, Subject.SAMPLE, sample.pk, "check", data)
    return row
