"""`ihanoi reorganise`: what closed agencies left behind goes to their successors, with a table of what became of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from ihanoi.cases import actions as cases
from ihanoi.kernel import clock
from ihanoi.kernel.actor import SYSTEM
from ihanoi.operation.trouble import Trouble
from ihanoi.people import queries as people


def reorganise(on: date, *, dry_run: bool, progress: Callable[[int], None]) -> list[str]:
    """Lines of the table: a closed agency, who received how many of its cases, how many wait for a person."""
    if on > clock.today() and not dry_run:
        raise Trouble(f"{on:%d/%m/%Y} lies ahead: until then the agencies work. Try it with --dry-run.")
    outcome = cases.reorganise(actor=SYSTEM, on=on, dry_run=dry_run, progress=progress)
    return [*_table(outcome), _sum(outcome, dry_run)]


def _table(outcome: cases.Reorganised) -> list[str]:
    lines = []
    named = sorted((people.agency(each).name, found) for each, found in outcome.moved.items())
    for name, found in named:
        lines.append(f"{name}: {found.total()}")
        lines += [f"  {count:6} → {_to(agency_id)}" for agency_id, count in found.most_common()]
    return lines


def _to(agency_id: int | None) -> str:
    return people.agency(agency_id).name if agency_id is not None else "the city's dispatcher, who chooses"


def _sum(outcome: cases.Reorganised, dry_run: bool) -> str:
    done = "would move" if dry_run else "moved"
    chosen = sum(found[None] for found in outcome.moved.values())
    left = f"; {outcome.skipped} are being worked on, run it again" if outcome.skipped else ""
    return f"{outcome.count} cases {done}, {chosen} of them to be placed by a person{left}."
