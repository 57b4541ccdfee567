"""What is wrong with an installation, each as one sentence for the engineer who must mend it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor

from ihanoi.journal import queries as journal
from ihanoi.kernel import clock
from ihanoi.operation import rights
from ihanoi.operation.doors import open_doors
from ihanoi.operation.limits import are_hours, is_network
from ihanoi.places import queries as places

LONGEST_WAIT = timedelta(
    minutes=15
)  # the relay runs within seconds; an event that failed once waits some minutes
CONTACTS = ("mailto:", "https://", "tel:")
PAGES = Path(__file__).resolve().parent.parent / "ui" / "static" / "built"


def findings() -> list[str]:
    """All that is wrong. In the demo the settings may be unsafe."""
    wrong = [] if settings.DEMO else list(unsafe_settings(settings))
    return [*wrong, *_database(), *unbuilt_pages()]


def warnings() -> list[str]:
    """What is not wrong yet, and should be done soon."""
    try:
        years = places.to_confirm()
    except Error:
        return []  # `findings` says what is wrong with the database
    return [
        f"The days off of {year} are not confirmed: due times in it are provisional. An operator takes over the"
        f" official notice at /ban-xu-ly/lich/nam/{year}/thong-bao."
        for year in years
    ]


def unsafe_settings(given: Any) -> Iterator[str]:
    """What a production must not run with."""
    yield from open_doors(given)
    yield from _unfinished(given)


def _unfinished(given: Any) -> Iterator[str]:
    if not set(given.ALLOWED_HOSTS) - {"localhost", "127.0.0.1", "[::1]", "testserver"}:
        yield "IHANOI_HOSTS must name the hosts under which people reach this server."
    for name in ("PUBLIC_URL", "LIVE_URL"):
        if not getattr(given, name).startswith("https://"):
            yield f"IHANOI_{name} must start with https://."
    if not given.NAMED_DATABASE:
        yield "DATABASE_URL is not set: the embedded database is for demos and tests."
    if given.SECURITY_CONTACT == given.DEMO_SECURITY_CONTACT or not given.SECURITY_CONTACT.startswith(
        CONTACTS
    ):
        yield "IHANOI_SECURITY_CONTACT must say where to tell of a weakness: mailto:…, https://… or tel:…"
    if given.EMAIL_HOST in {"localhost", "127.0.0.1"} and given.EMAIL_PORT == given.DEMO_MAIL_PORT:
        yield "IHANOI_MAIL_HOST is the demo's mailbox: nobody would get a letter."
    if not given.SMS_URL.startswith("https://"):
        yield "IHANOI_SMS_URL is the demo's gateway, or not https: nobody would get a code safely."
    if given.OIDC_ISSUER:
        yield from _careless_provider(given)
    yield from _careless_edge(given)


def _careless_edge(given: Any) -> Iterator[str]:
    """What stands between people and the program."""
    if not given.PROXIES:
        yield "IHANOI_PROXIES names no proxy: everybody would seem to come from one address and share its limits."
    for name, networks in (("PROXIES", given.PROXIES), ("ADMIN_NETWORKS", given.ADMINISTRATION_NETWORKS)):
        for network in networks:
            if not is_network(network):
                yield f"IHANOI_{name}: {network} is no network, like 10.0.0.0/24."
    if given.ADMINISTRATION_HOURS and not are_hours(given.ADMINISTRATION_HOURS):
        yield "IHANOI_ADMIN_HOURS must be like 07:30-18:00."


def _careless_provider(given: Any) -> Iterator[str]:
    """What is wrong with the settings of sign-in by OpenID Connect."""
    if not given.OIDC_ISSUER.startswith("https://"):
        yield "IHANOI_OIDC_ISSUER must start with https://: whoever stands between could vouch for anybody."
    if not given.OIDC_CLIENT_ID:
        yield "IHANOI_OIDC_CLIENT_ID is missing."
    if "openid" not in given.OIDC_SCOPES.split():
        yield "IHANOI_OIDC_SCOPES must name openid."
    if unknown := sorted(set(given.OIDC_CLAIMS) - set(given.CLAIM_NAMES)):
        yield f"IHANOI_OIDC_CLAIMS names {', '.join(unknown)}; known are: {', '.join(given.CLAIM_NAMES)}."


def missing_migrations() -> int:
    """How many migrations of this release the database lacks."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


_migrated = threading.Event()  # kept once it is so: a schema only goes forward while a process lives


def is_migrated() -> bool:
    """Whether the database has the schema that this release needs."""
    if not _migrated.is_set() and not missing_migrations():
        _migrated.set()
    return _migrated.is_set()


def _database() -> Iterator[str]:
    try:
        missing = missing_migrations()
        release = connection.cursor().connection.info.server_version
    except Error as error:
        yield f"The database does not answer: {str(error).strip().splitlines()[0]}"
        return
    if missing:
        yield f"{missing} migrations are not applied. Run: ihanoi migrate"
    else:
        yield from _outbox()
        yield from _rights()
    if release < 150_000:
        yield f"PostgreSQL {release // 10_000} is too old; 15 is the oldest that is supported."


def _rights() -> Iterator[str]:
    role = rights.role()
    if not settings.DEMO and (found := rights.may_rewrite(role)):
        yield (
            f"The role {role} may rewrite {', '.join(found)}. Let another role own the schema, name this one in"
            " IHANOI_DATABASE_ROLE and run `ihanoi migrate` as the owner: deploy/README.md says how."
        )


def _outbox() -> Iterator[str]:
    state = journal.outbox()
    if state["parked"]:
        yield f"{state['parked']} events were given up after too many errors. Look at them with: ihanoi outbox"
    if state["oldest"] and clock.now() - state["oldest"] > LONGEST_WAIT:
        yield f"{state['count']} events have waited since {state['oldest']:%Y-%m-%d %H:%M} UTC: does the worker run?"


def unbuilt_pages() -> Iterator[str]:
    """What of the pages' files is not there."""
    if not (PAGES / "app.css").exists():
        yield "The pages' files are not built. Run: make pages"
    elif not (Path(settings.STATIC_ROOT) / "staticfiles.json").exists():
        yield "The pages' files are not collected. Run: ihanoi manage collectstatic --no-input"
