"""`ihanoi doctor` names each fault that is made here on purpose, says what to do, and stays calm where all is well."""

from __future__ import annotations

import json
import os
import shutil
import ssl
import subprocess
import sys
import threading
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from socket import create_server
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.core.files.storage import default_storage
from django.db import connection, transaction

from ihanoi.cases.models import Case
from ihanoi.identity import queries as identity
from ihanoi.identity.models import Message
from ihanoi.identity.sessions import SessionStore
from ihanoi.journal import actions as journal
from ihanoi.journal.models import Event
from ihanoi.kernel import clock
from ihanoi.kernel.actor import SYSTEM, Actor
from ihanoi.media import actions as media
from ihanoi.media.models import File
from ihanoi.notifications.models import Notice
from ihanoi.operation import actions, checking, doctor
from ihanoi.operation.doctor import Finding, Grade, database, outside, stored, work
from ihanoi.people import actions as people
from tests.conftest import City
from tests.media import samples

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def grades(look: Callable[[], Iterator[Finding]]) -> set[Grade]:
    return {finding.grade for finding in look()}


def only(look: Callable[[], Iterator[Finding]], grade: Grade) -> Finding:
    """The one finding of that grade, which says what to do."""
    (finding,) = (each for each in look() if each.grade == grade)
    assert finding.do or grade == Grade.OK
    return finding


def test_a_sound_database_is_called_sound(city: City) -> None:
    for look in (
        database.reachable,
        database.release,
        database.bloat,
        database.replication,
        stored.keys,
        stored.files,
    ):
        assert grades(look) <= {Grade.OK}, look
    for look in (work.outbox, work.mail, work.codes, work.jobs, stored.disk):
        assert grades(look) == {Grade.OK}, look


def test_a_database_that_is_gone_stops_what_needs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(query: str) -> Any:
        raise connection.Database.OperationalError("connection refused")

    monkeypatch.setattr(database, "asked", gone)
    monkeypatch.setattr(database, "Error", connection.Database.OperationalError)
    found = list(doctor.examine())
    assert [f.subject for f in found if f.grade == Grade.BAD][-1] == "database"
    assert "connection refused" in found[-1].says
    assert doctor.worst(found) == Grade.BAD


def test_a_schema_of_another_release(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "missing_migrations", lambda: 3)
    assert only(database.reachable, Grade.BAD).do == "Run: ihanoi migrate"


def _another() -> psycopg.Connection:
    given = connection.get_connection_params() | {"cursor_factory": None}
    given.pop("context")
    return psycopg.connect(**given)


def test_a_transaction_that_somebody_left_open(monkeypatch: pytest.MonkeyPatch) -> None:
    with _another() as other:
        other.execute("SELECT 1")
        age = "clock_timestamp() - xact_start"
        monkeypatch.setattr(database, "_LONGEST", database._LONGEST.replace(age, f"{age} + interval '200 s'"))
        assert only(database.activity, Grade.WARN).subject == "transactions"


def test_a_slot_that_nobody_reads() -> None:
    name = f"forgotten_{os.getpid()}"
    with _another() as other:
        other.autocommit = True
        other.execute("SELECT pg_create_physical_replication_slot(%s, true)", [name])
        try:
            found = next(f for f in database.replication() if name in f.says)
        finally:
            other.execute("SELECT pg_drop_replication_slot(%s)", [name])
    assert found.grade == Grade.WARN
    assert name in found.do


def test_a_log_that_repeats_what_people_wrote() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET log_min_error_statement = 'panic'; SET log_error_verbosity = 'terse'")
        assert only(database.words, Grade.OK)
        cursor.execute("SET log_min_duration_statement = 100")
        assert "log_min_duration_statement = 100" in only(database.words, Grade.WARN).says
        cursor.execute("RESET ALL")


def test_rows_that_are_not_swept_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        database, "asked", lambda query: [("cases_case", 60_000, 0.6), ("small", 11_000, 0.1)]
    )
    assert "VACUUM ANALYZE cases_case" in only(database.bloat, Grade.WARN).do


def test_clocks_that_differ() -> None:
    with clock.at(datetime.now(UTC) - timedelta(minutes=2)):
        assert only(database.clocks, Grade.BAD).subject == "clocks"
    with clock.at(datetime.now(UTC)):
        assert grades(database.clocks) == {Grade.OK}


def test_nobody_works() -> None:
    assert "no" in only(work.worker, Grade.BAD).says
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '90 s')")
    assert only(work.worker, Grade.WARN).do


def test_turns_that_nobody_served() -> None:
    assert "send-mail" in next(work.turns()).says
    with clock.at(datetime(2026, 11, 16, 1, 0, 30, tzinfo=UTC)):
        from ihanoi.config.schedule import TIMETABLE

        for turn in TIMETABLE:
            actions.note_run(turn.name)
        assert grades(work.turns) == {Grade.OK}
    with clock.at(datetime(2026, 11, 16, 1, 20, tzinfo=UTC)):
        assert grades(work.turns) == {Grade.WARN}


def test_jobs_that_wait_and_jobs_that_failed() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, status, scheduled_at, args) VALUES"
            " ('turns', 'a', 'todo', now() - interval '2 hours', '{}'), ('turns', 'b', 'failed', null, '{}')"
        )
    assert grades(work.jobs) == {Grade.BAD, Grade.WARN}


def test_events_that_wait_and_events_that_were_given_up() -> None:
    now = clock.now()
    Event.objects.create(at=now - HOUR, name="Told", data={})
    assert grades(work.outbox) == {Grade.BAD}
    Event.objects.create(at=now, name="Told", data={}, parked_at=now)
    assert any("ihanoi outbox" in finding.do for finding in work.outbox())


def test_codes_that_do_not_leave() -> None:
    now = clock.now()
    late: dict[str, Any] = {"channel": "sms", "created_at": now - HOUR / 2, "expires_at": now}
    Message.objects.create(**late, target="0912345678", text="482913", next_try=now)
    finding = only(work.codes, Grade.WARN)
    assert "IHANOI_SMS_URL" in finding.do
    assert "0912345678" not in str(finding) and "482913" not in str(finding)


def test_a_code_given_up_two_hours_ago_rings_neither_alarm_nor_doctor() -> None:
    now = clock.now()
    Message.objects.create(channel="sms", created_at=now - 2 * HOUR, expires_at=now, error="HTTP 500")
    assert identity.messages()["given_up"] == 0
    assert grades(work.codes) == {Grade.OK}
    Message.objects.create(channel="sms", created_at=now - HOUR / 2, expires_at=now, error="HTTP 500")
    assert identity.messages()["given_up"] == 1
    assert "1 were given up" in only(work.codes, Grade.WARN).says


def test_a_picture_that_is_gone(city: City, submitted: Callable[..., Case], upload: Any) -> None:
    case = submitted(files=[upload(city.sender)])
    assert grades(stored.files) == {Grade.OK}
    folder = case.files.get().file.folder
    shutil.rmtree(default_storage.path(folder))
    assert folder in only(stored.files, Grade.BAD).says


def test_a_folder_that_belongs_to_nobody(city: City, upload: Any) -> None:
    upload(city.sender)
    day = next(Path(default_storage.path("")).glob("*/*/*"))
    (day / "left-behind").mkdir()
    assert "1 of 2" in only(stored.files, Grade.WARN).says


def test_files_that_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setattr(default_storage, "path", lambda name: str(tmp_path / "file" / name))
    assert "cannot be written" in only(stored.files, Grade.BAD).says


@pytest.mark.usefixtures("sealed_in_all_ways")
def test_what_is_sealed_opens() -> None:
    finding = only(stored.keys, Grade.OK)
    assert "sealed columns" in finding.says


@pytest.mark.parametrize(
    "place",
    ["people_account.email", "notifications_notice.title", "journal_said.data", "sessions", "papers"],
)
@pytest.mark.usefixtures("sealed_in_all_ways")
def test_a_key_that_was_taken_away(place: str, settings: Any) -> None:
    settings.KEYS = "other:" + b64encode(b"k" * 32).decode()
    finding = only(stored.keys, Grade.BAD)
    assert place in finding.says and "IHANOI_KEYS" in finding.do


@pytest.fixture
def sealed_in_all_ways(db: None) -> None:
    """A column, a text with a number, a line of history that hides one, a session, and papers."""
    lan = people.create_account(actor=SYSTEM, new=people.NewAccount("lan@example.org", "Lan"))
    Notice.objects.create(
        account=lan, at=clock.now(), verb="x", title="Gọi 0912 345 678 nhé.", url="/", key="x"
    )
    with transaction.atomic():
        journal.record(
            actor=SYSTEM, subject="account", subject_id=9, verb="correct", data={"phone": "0912345678"}
        )
    SessionStore().save()
    sent = BytesIO(samples.pdf())
    media.receive(actor=Actor(lan.pk), stream=sent, name="giấy.pdf", sealed=True)


def test_sessions_of_an_older_release_and_papers_that_are_gone_are_no_matter_of_keys(
    sealed_in_all_ways: None, settings: Any
) -> None:
    (paper,) = File.objects.filter(sealed=True)
    shutil.rmtree(default_storage.path(paper.folder))
    Session.objects.all().delete()
    db.SessionStore().save()  # as Django keeps them
    settings.KEYS = "other:" + b64encode(b"k" * 32).decode()
    finding = only(stored.keys, Grade.BAD)
    assert "sessions" not in finding.says and "papers" not in finding.says


def test_history_that_nobody_seals(city: City, submitted: Callable[..., Case]) -> None:
    from ihanoi.journal import jobs

    submitted()
    with clock.at(clock.now() - 8 * HOUR):
        jobs.seal()
    submitted()
    assert "ihanoi verify" in only(stored.history, Grade.BAD).do


def test_a_history_that_nobody_verifies_or_that_is_broken(settings: Any) -> None:
    assert grades(stored.verification) == {Grade.OK}, "in the demo nobody has to"
    settings.DEMO = False
    assert only(stored.verification, Grade.WARN).do == "Run: ihanoi verify"
    now = clock.now()
    with clock.at(now - 30 * HOUR):
        actions.note_verification(0)
    assert "30 h ago" in only(stored.verification, Grade.WARN).says
    actions.note_verification(0)
    assert only(stored.verification, Grade.OK)
    actions.note_verification(1)
    assert "1 broken links" in only(stored.verification, Grade.BAD).says


def test_backups_that_stopped(tmp_path: Path, settings: Any) -> None:
    settings.BACKUPS = str(tmp_path)
    assert only(stored.backups, Grade.BAD).says.startswith("there is no whole one")
    made = tmp_path / f"ihanoi-{clock.now() - timedelta(hours=30):%Y%m%dT%H%M%SZ}"
    made.mkdir()
    (made / "backup.json").write_text("{}")
    assert "30 h old" in only(stored.backups, Grade.WARN).says
    settings.BACKUPS, settings.DEMO = "", False
    assert only(stored.backups, Grade.BAD).do == "Set IHANOI_BACKUPS."


def test_a_full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda path: shutil._ntuple_diskusage(100, 97, 3))  # type: ignore[attr-defined]  # its own type
    assert only(stored.disk, Grade.BAD).subject == "disk"


def test_unsafe_settings_outside_the_demo(settings: Any) -> None:
    settings.DEMO = False
    assert any("IHANOI_SECRET_KEY" in finding.says for finding in outside.settings_())


def test_a_year_without_its_notice(city: City) -> None:
    assert "/ban-xu-ly/lich/nam/" in next(iter(outside.years())).do


# --- certificates ----------------------------------------------------------------------------------------------------


@contextmanager
def served(folder: Path, days: int) -> Iterator[tuple[int, Path]]:
    """A TLS server whose certificate ends in so many days. Returns its port and the certificate."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name.from_rfc4514_string("CN=localhost")
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=90)).not_valid_after(now + timedelta(days=days, hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    pem = folder / f"{uuid4().hex}.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    pem.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    with create_server(("localhost", 0)) as listening:

        def answer() -> None:
            try:
                context.wrap_socket(listening.accept()[0], server_side=True).close()
            except OSError:
                return  # the other side did not like it

        thread = threading.Thread(target=answer)
        thread.start()
        yield listening.getsockname()[1], pem
        thread.join(10)


@pytest.mark.parametrize(
    ("days", "grade"), [(60, Grade.OK), (14, Grade.WARN), (3, Grade.BAD), (-2, Grade.BAD)]
)
def test_certificates(
    days: int, grade: Grade, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with served(tmp_path, days) as (port, pem), clock.at(datetime.now(UTC)):
        monkeypatch.setenv("SSL_CERT_FILE", str(pem))
        settings.PUBLIC_URL = settings.LIVE_URL = f"https://localhost:{port}"
        assert grades(outside.certificates) == {grade}


def test_a_certificate_that_nobody_vouches_for(settings: Any, tmp_path: Path) -> None:
    with served(tmp_path, 60) as (port, _):
        settings.PUBLIC_URL, settings.LIVE_URL = f"https://localhost:{port}", "http://localhost"
        assert "localhost" in only(outside.certificates, Grade.BAD).says


# --- the command -----------------------------------------------------------------------------------------------------


def test_a_look_that_fails_stops_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    def disk() -> Iterator[Finding]:
        raise RuntimeError("0912345678")
        yield

    monkeypatch.setattr(doctor, "WITHOUT_DATABASE", (disk, stored.backups))
    found = list(doctor.examine())
    assert (found[0].subject, found[0].grade) == ("disk", Grade.BAD)
    assert "0912345678" not in found[0].says
    assert len(found) > 10


def test_the_command_speaks_json_and_by_its_code(tmp_path: Path) -> None:
    """On an empty place: the schema is missing."""
    environment = os.environ | {
        "IHANOI_VAR": str(tmp_path),
        "PYTHONPATH": str(Path(doctor.__file__).parents[3]),
    }
    environment.pop("DATABASE_URL", None)
    done = subprocess.run(
        [sys.executable, "-m", "ihanoi.operation.cli", "doctor", "--json"],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    told = {finding["subject"]: finding for finding in json.loads(done.stdout)}
    assert done.returncode == Grade.BAD
    assert told["schema"]["do"] == "Run: ihanoi migrate"
    assert told["disk"]["grade"] in ("ok", "warn")
