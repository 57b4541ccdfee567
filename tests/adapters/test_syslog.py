"""Audit records as a collector reads them from a real socket: in order, none lost, none twice without a stop."""

from __future__ import annotations

import json
import re
import socket
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytest_django import Settings

from ihanoi.adapters.syslog.client import Collector, record
from ihanoi.cases import actions as cases
from ihanoi.cases.models import Case
from ihanoi.journal import actions, jobs, queries
from ihanoi.journal.models import Sent
from ihanoi.journal.queries import Audited
from ihanoi.journal.queries.audit import masked
from ihanoi.kernel import clock
from ihanoi.kernel.actor import SYSTEM, Actor, Seat
from tests.conftest import City

AT = datetime(2026, 11, 16, 1, 0, 0, 250000, tzinfo=UTC)
ACT = Audited("history", 7, AT, "unseal", 3, "overseer", 1, "case", 12, {"reason": "•", "round": 2})
# RFC 5424: PRI, version, timestamp, host, application, process, message id, structured data, message
LINE = re.compile(
    r"<(\d+)>1 (\S+) (\S{1,255}) (ihanoi) (-) ([!-~]{1,32}) (\[(?:[^\]\\]|\\.)*\]) \ufeff(.*)", re.DOTALL
)


class Listener(threading.Thread):
    """A collector: reads streams of counted records, or datagrams, and keeps what came."""

    def __init__(self, kind: socket.SocketKind, wrap: ssl.SSLContext | None = None) -> None:
        super().__init__(daemon=True)
        self.socket = socket.socket(socket.AF_INET, kind)
        self.socket.bind(("127.0.0.1", 0))
        self.socket.settimeout(5)
        self.kind, self.wrap, self.came = kind, wrap, bytearray()
        self.datagrams: list[bytes] = []
        self.enough = threading.Event()
        if kind == socket.SOCK_STREAM:
            self.socket.listen()

    @property
    def port(self) -> int:
        port: int = self.socket.getsockname()[1]
        return port

    def run(self) -> None:
        try:
            while True:
                if self.kind == socket.SOCK_DGRAM:
                    self.datagrams.append(self.socket.recv(65536))
                    continue
                connection, _ = self.socket.accept()
                with (
                    self.wrap.wrap_socket(connection, server_side=True) if self.wrap else connection as stream
                ):
                    while part := stream.recv(4096):
                        self.came += part
        except OSError:
            self.enough.set()

    def records(self) -> list[str]:
        """What a stream carried, by the lengths in front."""
        found, rest = [], bytes(self.came)
        while rest:
            length, _, rest = rest.partition(b" ")
            found.append(rest[: int(length)].decode())
            rest = rest[int(length) :]
        return found


@contextmanager
def listening(kind: socket.SocketKind, wrap: ssl.SSLContext | None = None) -> Iterator[Listener]:
    listener = Listener(kind, wrap)
    listener.start()
    yield listener
    listener.socket.close()


def test_a_record_is_of_rfc_5424() -> None:
    found = LINE.fullmatch(record(ACT, "node 1").decode())
    assert found
    assert found.groups() == (
        "108", "2026-11-16T01:00:00.250000Z", "node1", "ihanoi", "-", "unseal",
        '[ihanoi@32473 log="history" id="7" actor="3" role="overseer" agency="1" subject="case" subject_id="12"]',
        '{"reason": "•", "round": 2}',
    )  # fmt: skip


def test_signs_of_the_format_are_escaped() -> None:
    odd = Audited("reads", 1, AT, 'a b"]', None, 'x"]\\ y', None, "", None)
    found = LINE.fullmatch(record(odd, "").decode())
    assert found and found[3] == "-" and found[6] == 'ab"]'
    assert found[7] == '[ihanoi@32473 log="reads" id="1" role="x\\"\\]\\\\ y"]'


def test_tcp_carries_counted_records_in_order() -> None:
    acts = [Audited("reads", n, AT, "contact", n, "", None, "", None, {"n": "ữ" * n}) for n in range(50)]
    with listening(socket.SOCK_STREAM) as listener:
        Collector(f"tcp://127.0.0.1:{listener.port}").send(acts)
        found = [LINE.fullmatch(each) for each in listener.records()]
    assert [json.loads(each[8])["n"] for each in found if each] == ["ữ" * n for n in range(50)]


def test_udp_and_a_local_socket_carry_one_record_each(tmp_path: Path) -> None:
    with listening(socket.SOCK_DGRAM) as listener:
        Collector(f"udp://127.0.0.1:{listener.port}").send([ACT, ACT])
        for _ in range(100):
            if len(listener.datagrams) == 2:
                break
            threading.Event().wait(0.02)
        assert [d.decode() for d in listener.datagrams] == [record(ACT, socket.gethostname()).decode()] * 2
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as local:
        local.bind(str(tmp_path / "log"))
        Collector(f"unix:{tmp_path / 'log'}").send([ACT])
        assert LINE.fullmatch(local.recv(4096).decode())


def test_tls_trusts_no_stranger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    key, cert = tmp_path / "key.pem", tmp_path / "cert.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
         "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout", key, "-out", cert],
        check=True, capture_output=True,
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    with listening(socket.SOCK_STREAM, context) as listener:
        there = Collector(f"tls://localhost:{listener.port}")
        monkeypatch.setenv("SSL_CERT_FILE", str(cert))
        there.send([ACT])
        assert LINE.fullmatch(listener.records()[0])
    with listening(socket.SOCK_STREAM, context) as listener:
        monkeypatch.delenv("SSL_CERT_FILE")
        with pytest.raises(ssl.SSLError):
            Collector(f"tls://localhost:{listener.port}").send([ACT])


def test_an_address_of_another_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="IHANOI_AUDIT_SYSLOG"):
        Collector("http://127.0.0.1")


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("handler", "handler"), ("2026-11-16", "2026-11-16"), (12, 12), (True, True), (None, None), ("", ""),
        ("Nguyễn Văn A", "•"), ("0912345678", "•"), ("a@b.vn", "•"), ("001190012345", "•"), ("Đơn số 5", "•"),
        (["ward", "Lan Anh"], ["ward", "•"]), ({"name": "Bà Tư", "days": 3}, {"name": "•", "days": 3}),
    ],
)  # fmt: skip
def test_names_sentences_and_numbers_are_masked(value: object, told: object) -> None:
    assert masked(value) == told


# --- from the journal to the collector ---


@pytest.fixture
def named(settings: Settings) -> Callable[[int], None]:
    def name(port: int) -> None:
        settings.AUDIT_SYSLOG = f"tcp://127.0.0.1:{port}"

    return name


def acts_in(listener: Listener) -> list[tuple[str, str]]:
    found = [LINE.fullmatch(each) for each in listener.records()]
    return [(each[6], re.search(r'id="(\d+)"', each[7])[1]) for each in found if each]  # type: ignore[index]  # has one


def record_some(count: int) -> None:
    for number in range(count):
        actions.record(
            actor=Actor(5, "Nguyễn Thị Bình", (Seat("operator", 1),)), subject="seat", subject_id=number + 1,
            verb="grant", data={"name": "Trần Văn Cường", "phone": "0912345678"},
        )  # fmt: skip


def test_nothing_is_lost_while_the_collector_is_away(db: None, named: Callable[[int], None]) -> None:
    with clock.at(AT):
        record_some(3)
        actions.record_read(actor=Actor(5), kind="contact", way="desk:case", owner_id=9)
        assert queries.unsent_since() is None  # nobody asks for them
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]
    named(port)
    assert jobs.send_audit() == 0
    assert {row.error for row in Sent.objects.all()} == {"ConnectionRefusedError"}
    assert queries.unsent_since() == AT
    with listening(socket.SOCK_STREAM) as listener:
        named(listener.port)
        assert jobs.send_audit() == 4
        assert [act for act, _ in acts_in(listener)] == ["grant"] * 3 + ["contact"]
        said = listener.came.decode()
        assert "Bình" not in said and "Cường" not in said and "0912" not in said
        assert jobs.send_audit() == 0
    assert queries.unsent_since() is None
    assert {row.error for row in Sent.objects.all()} == {""}


def test_it_goes_on_where_it_was(
    db: None, named: Callable[[int], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    from ihanoi.journal.actions import exporting

    monkeypatch.setattr(exporting, "BATCH", 2)
    record_some(5)
    with listening(socket.SOCK_STREAM) as listener:
        named(listener.port)
        assert actions.send_audit(actor=SYSTEM) == 5
        with clock.at(AT):
            actions.record_read(actor=Actor(5), kind="log", way="desk:reads")
        assert actions.send_audit(actor=SYSTEM) == 1
        numbers = [number for act, number in acts_in(listener) if act == "grant"]
    assert numbers == sorted(set(numbers), key=int) and len(numbers) == 5


def test_a_collector_that_hangs_up_has_taken_nothing(db: None, named: Callable[[int], None]) -> None:
    record_some(2)
    server = socket.create_server(("127.0.0.1", 0))

    def hang_up() -> None:
        connection, _ = server.accept()
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")  # resets
        connection.close()

    thread = threading.Thread(target=hang_up)
    thread.start()
    named(server.getsockname()[1])
    assert jobs.send_audit() == 0
    thread.join()
    server.close()
    assert Sent.objects.get(log="history").last_id == 0


def test_of_cases_only_unsealing_is_an_audit_record(
    city: City, submitted: Callable[..., Case], named: Callable[[int], None]
) -> None:
    case = submitted(confidential=True)
    cases.unseal(actor=city.overseer, case_id=case.pk, reason="Công an đề nghị xác minh người gửi này.")
    with listening(socket.SOCK_STREAM) as listener:
        named(listener.port)
        jobs.send_audit()
        acts = [act for act, _ in acts_in(listener)]
        assert "unseal" in acts and "submit" not in acts
        assert "Công an" not in listener.came.decode()
