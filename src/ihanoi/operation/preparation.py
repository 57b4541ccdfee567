"""What must be done before the programs start: schema, static files, the city's data, the demo. Only where needed.

Runs as a process of its own (`python -m ihanoi.operation.preparation`), so that the supervisor, which stays, is small.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

from ihanoi.operation import doors
from ihanoi.operation.parent import die_with_parent

Say = Callable[[str], None]


def say(text: str) -> None:
    """One line for the person who waits."""
    print(text, flush=True)


@contextmanager
def step(name: str) -> Iterator[None]:
    """Say what begins and how long it took."""
    begun = time.monotonic()
    say(f"{name} …")
    yield
    say(f"{name}: done in {time.monotonic() - begun:.1f} s")


def empty() -> None:
    """Drop the whole schema: the history refuses to be emptied table by table."""
    from django.db import connection

    from ihanoi.journal import ports as journal

    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE")
        cursor.execute("CREATE SCHEMA public")
    journal.witness().unlink(missing_ok=True)


def migrate() -> bool:
    """Apply what is missing, and let the programs' role use it. Returns whether anything was missing."""
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    from ihanoi.operation import rights

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        with step(f"Applying {len(plan)} migrations"):
            call_command("migrate", interactive=False, verbosity=0)
    if settings.DATABASE_ROLE:
        rights.grant(settings.DATABASE_ROLE)
    return bool(plan)


def collect_static(var: Path) -> bool:
    """Copy and hash the built files when they changed since the last time. Returns whether it did."""
    from django.conf import settings
    from django.contrib.staticfiles.finders import get_finders
    from django.core.management import call_command

    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list(None):
            digest.update(f"{path} {storage.get_modified_time(path)} {storage.size(path)}\n".encode())
    stamp, now = var / "static.stamp", digest.hexdigest()
    if stamp.exists() and stamp.read_text() == now and Path(settings.STATIC_ROOT).exists():
        return False
    with step("Collecting the pages' files"):
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(now)
    return True


def install() -> None:
    """Units, agencies, fields, limits, in the order in which they need each other. Changes only what is new."""
    from ihanoi.accountability.actions import install_thresholds
    from ihanoi.cases.actions import conceal_earlier, install_numbers
    from ihanoi.kernel.actor import SYSTEM
    from ihanoi.operation.actions import note_run, seal_words
    from ihanoi.people.actions import install_agencies
    from ihanoi.places.actions import install_calendars, install_units
    from ihanoi.privacy.actions import install_periods
    from ihanoi.routing.actions import install_fields

    people_and_places = (install_units, install_calendars, install_agencies)
    for installer in (
        *people_and_places,
        install_fields,
        install_numbers,
        install_thresholds,
        install_periods,
        conceal_earlier,
        seal_words,
    ):
        with step(installer.__name__.replace("_", " ").capitalize()):
            installer(actor=SYSTEM)
    note_run(_installation())


def is_installed() -> bool:
    """Whether this release has put in its data."""
    from ihanoi.operation.queries import last_run

    return last_run(_installation()) is not None


def _installation() -> str:
    return f"install {version('ihanoi')}"


def build_demo() -> None:
    """The whole demo city: its people first, then its weeks of life. What is told already stays."""
    from ihanoi.demo import actions, queries

    if not queries.is_built():
        with step("Building the demo city"):
            actions.build(say)


def found_demo() -> None:
    """Only the people of the demo city, so that the pages can open; its life is told while they do."""
    from ihanoi.demo import actions, queries

    if not queries.is_founded():
        with step("Founding the demo city"):
            actions.build_foundation(progress=say)


def note_sign_ins(var: Path) -> None:
    """Leave one demo account per role beside the data, for the supervisor to print."""
    from ihanoi.demo import queries

    (var / "sign-ins.json").write_text(json.dumps(queries.sign_ins(), ensure_ascii=False))


def prepare() -> None:
    """All steps in order."""
    from django.conf import settings

    doors.refuse(settings)
    var: Path = settings.VAR
    changed = migrate()
    collect_static(var)
    if changed or not is_installed():
        install()
    if settings.DEMO:
        found_demo()
        note_sign_ins(var)


def main(steps: Callable[[], None]) -> None:
    """Run the steps; a full disk or a missing database is one sentence."""
    import django
    from django.db import OperationalError

    die_with_parent()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ihanoi.config.settings")
    django.setup()
    try:
        steps()
    except (OperationalError, OSError) as error:
        text = str(error).strip()
        if "No space left" in text:
            first = text.splitlines()[0]
            text = f"The disk is full ({first}). Free some space and start again; nothing is lost."
        say(text)
        sys.exit(1)


if __name__ == "__main__":
    main(build_demo if sys.argv[1:] == ["demo"] else prepare)
