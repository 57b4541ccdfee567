"""The `ihanoi` command."""

from __future__ import annotations

import json
import os
import pwd
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stdout
from datetime import date, datetime
from pathlib import Path
from typing import Final

import click

from ihanoi.operation.trouble import Trouble


class Commands(click.Group):
    """Prints Trouble as its sentence."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except Trouble as trouble:
            click.secho(str(trouble), fg="red", err=True)
            sys.exit(1)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--var",
    type=click.Path(file_okay=False, path_type=Path),
    envvar="IHANOI_VAR",
    default=Path("var"),
    show_default=True,
    help="Folder of everything that varies: database, files, logs.",
)
def main(var: Path) -> None:
    """Công dân Thủ đô số: reports of citizens, from the phone to the answer.

    Settings come from the environment (IHANOI_…, DATABASE_URL). Without DATABASE_URL a PostgreSQL server that comes
    with the package runs for the time of the command.
    """
    os.environ["IHANOI_VAR"] = str(var.resolve())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ihanoi.config.settings")


def _var() -> Path:
    return Path(os.environ["IHANOI_VAR"])


@contextmanager
def _django(*, with_database: bool = True) -> Iterator[None]:
    """Django set up, with a database to talk to."""
    import django

    from ihanoi.operation.running import some_database

    if not with_database:
        django.setup()
        yield
        return
    with some_database(_var(), lambda text: click.echo(text, err=True)):
        django.setup()
        yield


@main.command()
@click.option(
    "--host", default="127.0.0.1", show_default=True, envvar="IHANOI_HOST", help="Address to listen on."
)
@click.option("--port", type=click.IntRange(1, 65535), help="Port of the pages [default: 8000].")
@click.option(
    "--demo/--no-demo", default=True, envvar="IHANOI_DEMO", show_default=True, help="With the demo city."
)
def up(host: str, port: int | None, demo: bool) -> None:
    """Start everything: database, web, worker, live channel. Ctrl-C stops it."""
    from ihanoi.operation import running

    os.environ["IHANOI_DEMO"] = str(demo)
    running.up(_var(), host, port, demo=demo)


@main.command()
def migrate() -> None:
    """Bring the database's schema up to date."""
    with _django():
        from ihanoi.operation import preparation

        if not preparation.migrate():
            click.echo("The schema is up to date.")


@main.command()
def setup() -> None:
    """Install units, agencies, fields and limits. May be run again at any time."""
    with _django():
        from ihanoi.operation import preparation

        preparation.migrate()
        preparation.install()


@main.command()
@click.confirmation_option(prompt="This removes every case, file and account. Go on?")
def demo() -> None:
    """Build the demo city anew. Refused outside the demo."""
    with _django():
        from django.conf import settings

        from ihanoi.operation import preparation

        if not settings.DEMO:
            raise Trouble("This is not a demo (IHANOI_DEMO is off); nothing was changed.")
        preparation.empty()
        preparation.migrate()
        preparation.install()
        preparation.build_demo()


@main.command()
def check() -> None:
    """Check settings, database, migrations and built pages. Exit code 1 when something is wrong."""
    with _django():
        from ihanoi.operation import checking

        wrong = checking.findings()
        for sentence in checking.warnings() if not wrong else []:
            click.echo(f"Soon: {sentence}", err=True)
    _end("Everything is in order.", wrong)


@main.command()
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def doctor(as_json: bool) -> None:
    """Look at everything that may have gone wrong, and say what to do. Exit code 0 fine, 1 soon, 2 now."""
    with _django():
        from ihanoi.operation import doctor

        findings = list(doctor.examine())
    if as_json:
        click.echo(json.dumps([finding.written() for finding in findings], ensure_ascii=False, indent=1))
    else:
        for finding in findings:
            colour, sign = {0: ("green", "✓"), 1: ("yellow", "!"), 2: ("red", "✗")}[finding.grade]
            click.secho(f"{sign} {finding.subject}: {finding.says} {finding.do}".rstrip(), fg=colour)
    sys.exit(doctor.worst(findings))


@main.command()
def verify() -> None:
    """Verify the history: every line follows from the one before, every seal from its lines."""
    with _django():
        from ihanoi.cases.queries import ends
        from ihanoi.journal import queries
        from ihanoi.operation import actions

        report = queries.verify(
            lambda lines: click.echo(f"{lines} lines …", err=True), ends=ends(), witness=queries.witness()
        )
        actions.note_verification(len(report.broken))
    _end(
        f"The history is whole: {report.lines} lines, {report.reads} reads, {report.seals} seals.",
        [str(link) for link in report.broken],
    )


@main.command()
@click.option("--since", required=True, help="First day: 2026-10-01.")
@click.option("--until", required=True, help="Last day: 2026-12-31.")
def audit(since: str, until: str) -> None:
    """Write the acts that concern security, of these days, as lines of JSON: masked, as the city's collector gets them.

    That somebody did so, who, and for which days is written into history first.
    """
    first, last = _day(since), _day(until)
    if last < first:
        raise Trouble(f"{until} is before {since}. Give the earlier day as --since.")
    with _django():
        from ihanoi.journal import actions, queries
        from ihanoi.kernel.actor import SYSTEM

        actions.note_export(actor=SYSTEM, by=_at_the_keyboard(), first=first, last=last)
        for log in queries.LOGS:
            for act in queries.audited_on(log, first, last):
                click.echo(json.dumps(act.written(), ensure_ascii=False))


def _at_the_keyboard() -> str:
    """Who runs the command, as the machine knows them; behind sudo "lan/root"."""
    try:
        user = pwd.getpwuid(os.getuid()).pw_name
    except KeyError:  # in a container the number may have no name
        user = str(os.getuid())
    return "/".join(filter(None, (os.environ.get("SUDO_USER"), user)))


@main.command()
@click.option("--dry-run", is_flag=True, help="Only say how much is due.")
def erase(dry_run: bool) -> None:
    """Erase what has been kept long enough (docs/security/retention.md), as the nightly job does."""
    with _django():
        from ihanoi.privacy import actions, queries

        counts = queries.lapsed() if dry_run else actions.erase_lapsed()
    for name, count in counts.items():
        click.echo(f"{name:12} {count}")


@main.command(name="rotate-keys")
def rotate_keys() -> None:
    """Seal anew, with the first key of IHANOI_KEYS, what the others have sealed. Afterwards they may be removed."""
    with _django():
        from ihanoi.operation import actions
        from ihanoi.vault.rules import Unsealable

        try:
            done = actions.reseal(progress=_aside)
        except Unsealable as error:
            raise Trouble(f"A value does not open: {error}. Put its key back into IHANOI_KEYS.") from error
    click.secho(f"{done} values were sealed anew; the older keys are not needed any more.", fg="green")


@main.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--keep", type=click.IntRange(1), help="Remove all but the newest so many backups in the folder."
)
def backup(folder: Path, keep: int | None) -> None:
    """Back up database and files into a new folder under FOLDER, readable by its owner alone."""
    with _django():
        from django.conf import settings

        from ihanoi.kernel import clock
        from ihanoi.operation import backup

        made = backup.make(settings.DATABASE_URL, _files(), folder.resolve(), now=clock.now(), say=_aside)
        for old in backup.prune(folder.resolve(), keep) if keep else ():
            click.echo(f"removed: {old}")
    click.secho(f"written: {made}", fg="green")


@main.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Only check that the backup is whole.")
def restore(folder: Path, dry_run: bool) -> None:
    """Bring the backup in FOLDER into an empty database and an empty folder of files, and verify the history.

    As the owner of the database; the role that IHANOI_DATABASE_ROLE names gets its rights anew.
    """
    with _django():
        from django.conf import settings

        from ihanoi.cases.queries import ends
        from ihanoi.journal import actions as journal
        from ihanoi.journal import queries
        from ihanoi.operation import actions, backup, preparation, rights

        if dry_run:
            held = backup.read(folder, say=_aside)
            click.secho(f"The backup is whole: {held.rows} rows, {held.files} files.", fg="green")
            return
        rights.demand(settings.DATABASE_ROLE)
        held = backup.restore(settings.DATABASE_URL, _files(), folder, say=_aside)
        preparation.migrate()  # what an older release lacks, and the rights, which a backup does not hold
        rights.close()
        report = queries.verify(ends=ends())
        actions.note_verification(len(report.broken))
        journal.bear_witness()  # from here on: what was noted here before may be younger than the backup
    _end(
        f"Restored and verified: {held.rows} rows, {held.files} files, {report.lines} lines of history.",
        [str(link) for link in report.broken],
    )


def _files() -> Path:
    from django.core.files.storage import default_storage

    return Path(default_storage.path(""))


def _aside(text: str) -> None:
    """To the person at the keyboard, not into what a program reads."""
    click.echo(text, err=True)


@main.command()
@click.option("--retry", is_flag=True, help="Give the events listed another round of tries.")
def outbox(retry: bool) -> None:
    """Show the events that a listener refused too often, with the error. Exit code 1 when there are any."""
    with _django():
        from ihanoi.journal import actions, queries
        from ihanoi.kernel.actor import SYSTEM

        parked, state = queries.parked(), queries.outbox()
        for event in parked:
            click.echo(f"{event.pk} {event.name} of {event.at:%Y-%m-%d %H:%M} UTC: {event.error}")
        if retry:
            freed = actions.unpark(actor=SYSTEM, event_ids=[event.pk for event in parked])
            click.secho(f"{freed} events are tried again.", fg="green")
            return
    _end(
        f"No event was given up; {state['count']} wait.",
        [f"{len(parked)} events were given up. When the cause is removed: ihanoi outbox --retry"]
        if parked
        else [],
    )


@main.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Only say what would change.")
def boundaries(file: Path, dry_run: bool) -> None:
    """Import the boundaries of the units from a GeoJSON FILE whose features carry ward_code."""
    with _django():
        from ihanoi.places.actions import import_boundaries

        report = import_boundaries(file, dry_run=dry_run)
    for warning in report.warnings:
        click.secho(f"! {warning}", fg="yellow")
    did = "written" if report.written else "would change" if dry_run else "nothing to change"
    _end(f"{report.units} boundaries read, {report.changed} differ: {did}.", report.errors)


def _end(fine: str, wrong: Sequence[str]) -> None:
    """Say that it is fine, or what is wrong and leave with code 1."""
    for finding in wrong:
        click.secho(f"✗ {finding}", fg="red")
    if wrong:
        sys.exit(1)
    click.secho(fine, fg="green")


_FILE: Final = click.Path(exists=True, dir_okay=False, path_type=Path)


@main.command()
@click.option("--ship", is_flag=True, help="Write the reader that this release ships, from the corpus alone.")
def train(ship: bool) -> None:
    """Train the reader of texts from the corpus and officers' corrections, and use it unless it is worse."""
    from ihanoi.kernel.actor import SYSTEM

    if ship:
        with _django(with_database=False):
            from ihanoi.routing.actions import ship_reader

            click.echo(f"written: {ship_reader(actor=SYSTEM)}")
        return
    with _django():
        from ihanoi.routing.actions import train_reader

        trained = train_reader(actor=SYSTEM)
    for name, value in trained.figures.items():
        click.echo(f"{name}: {value:.1%}, before {trained.before.get(name, 0):.1%}")
    _end(
        f"Version {trained.number} reads from now on.",
        [str(trained.refusal.label)] if trained.refusal else [],
    )


@main.command(name="eval")
@click.option(
    "--reports", type=_FILE, multiple=True, help="Reports with their fields (JSON lines); may be given again."
)
@click.option("--addresses", type=_FILE, multiple=True, help="Address texts with district and ward (CSV).")
@click.option("--points", type=_FILE, multiple=True, help="Points with their unit (JSON).")
@click.option(
    "--repeats", is_flag=True, help="Generated pairs of reports that are, or are not, of one matter."
)
@click.option("--answers", is_flag=True, help="Answers to reports, labelled with what is lacking in them.")
@click.option("--fingerprints", is_flag=True, help="Generated pictures after what people do to them.")
@click.option("--boundaries", type=_FILE, help="Try these boundaries (GeoJSON) for the points.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document instead of lines.")
def evaluate(
    reports: Sequence[Path],
    addresses: Sequence[Path],
    points: Sequence[Path],
    repeats: bool,
    answers: bool,
    fingerprints: bool,
    boundaries: Path | None,
    as_json: bool,
) -> None:
    """How often places, fields, repeats, answers and pictures are told right, on known answers. Changes nothing.

    Where nothing is named: all files of the folder that IHANOI_EVAL_DATA names, and what is generated.
    """
    given = {"reports": reports, "addresses": addresses, "points": points}
    with _django(), redirect_stdout(sys.stderr):
        from ihanoi.operation import preparation
        from ihanoi.operation.evaluation import sets

        wanted = {"repeats": repeats, "answers": answers, "fingerprints": fingerprints}
        generated = [name for name, asked in wanted.items() if asked]
        is_named = generated or any(given.values())
        files = given if is_named else sets.known_files()
        if preparation.migrate() or not preparation.is_installed():
            preparation.install()
        found = list(sets.evaluate(files, boundaries, generated=generated if is_named else sets.GENERATED))
    if as_json:
        click.echo(json.dumps([figures.written() for figures in found], ensure_ascii=False, indent=1))
    else:
        click.echo("\n".join(line for figures in found for line in figures.lines()))


@main.command()
@click.option("--kind", default="field", show_default=True, help="Kind of case.")
@click.option(
    "--priority", type=click.Choice(["normal", "complex", "urgent"]), default="normal", show_default=True
)
@click.option("--from", "start", required=True, help="When the clock starts: 2026-11-16T08:00 (Hanoi).")
@click.option("--unit", default="", help="Code or name of a unit, for its own calendar.")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def due(kind: str, priority: str, start: str, unit: str, as_json: bool) -> None:
    """Say when each clock runs out, and why."""
    try:
        begun = datetime.fromisoformat(start)
    except ValueError as error:
        raise Trouble(f"{start} is no moment. Write it like 2026-11-16T08:00.") from error
    with _django():
        from ihanoi.operation.due import due_times

        rows = due_times(kind, priority, begun, unit)
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for row in rows:
        click.echo(f"{row['label']}: {row['says']}")


@main.command()
@click.option(
    "--on", "day", required=True, help="First day of the new order: 2025-07-01. Agencies closed before it."
)
@click.option("--dry-run", is_flag=True, help="Only say what would move.")
def reorganise(day: str, dry_run: bool) -> None:
    """Move what closed agencies left open to their successors. Safe to run again."""
    on = _day(day)
    with _django():
        from ihanoi.operation.reorganising import reorganise as run

        lines = run(on, dry_run=dry_run, progress=lambda seen: _aside(f"{seen} cases …"))
    click.echo("\n".join(lines))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Trouble(f"{text} is no day. Write it like 2025-07-01.") from error


@main.command()
def docs() -> None:
    """Write the documents that are generated from the code: docs/regulation and the tables of GLOSSARY.md."""
    with _django(with_database=False):
        from ihanoi.operation import documents

        for name in documents.write():
            click.echo(f"written: {name}")


@main.command(context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def manage(arguments: tuple[str, ...]) -> None:
    """Any command of Django's, for instance: ihanoi manage shell."""
    with _django():
        from django.core.management import execute_from_command_line

        execute_from_command_line(["ihanoi manage", *arguments])


if __name__ == "__main__":
    main()
