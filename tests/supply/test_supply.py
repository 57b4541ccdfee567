"""Every part is pinned with its hash, listed, and looked for among known weaknesses without pretending."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from subprocess import CompletedProcess
from threading import Thread

import pytest

from tests.supply import audit, locked, sbom
from tests.supply.audit import Advisories
from tests.supply.locked import PROJECT, PYTHON


@pytest.mark.parametrize("file", PYTHON)
def test_every_package_is_pinned_with_its_hashes(file: str) -> None:
    packages = list(locked.python(file))
    assert packages
    assert [package.name for package in packages if not package.hashes] == []


@pytest.mark.parametrize("file", [*PYTHON, locked.PAGES])
def test_no_lock_file_names_a_place_to_fetch_from(file: str) -> None:
    text = (PROJECT / file).read_text()
    assert re.findall(r"\"resolved\"|--(?:extra-)?index-url|--find-links|git\+|^https?:", text, re.M) == []


def test_a_line_without_a_version_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "loose.lock").write_text("django>=5\n")
    monkeypatch.setattr(locked, "PROJECT", tmp_path)
    with pytest.raises(ValueError, match="django>=5"):
        list(locked.python("loose.lock"))


def test_every_package_of_the_pages_has_its_hash() -> None:
    """Only build tools for systems other than Linux are named without one: they are never installed here."""
    told = json.loads((PROJECT / locked.PAGES).read_text())["packages"]
    assert list(locked.npm())
    assert [
        path
        for path, package in told.items()
        if path and "integrity" not in package and not (package.get("optional") and package.get("dev"))
    ] == []


def test_the_list_of_parts_is_valid_and_names_every_locked_package(tmp_path: Path) -> None:
    target = tmp_path / "sbom.json"
    count = sbom.write(target)
    listed = {part["purl"] for part in json.loads(target.read_text())["components"]}
    for file in PYTHON:
        assert {package.url for package in locked.python(file)} <= listed
    assert {package.url for package in locked.npm()} <= listed
    assert len(listed) == count
    again = tmp_path / "again.json"
    sbom.write(again)
    assert again.read_bytes() == target.read_bytes()


def test_a_broken_list_of_parts_is_noticed() -> None:
    broken = sbom.bill() | {"components": [{"name": "nothing else"}]}
    assert sbom.faults(json.dumps(broken))


def test_the_code_has_no_weak_pattern_that_is_not_explained() -> None:
    done = audit.weak_patterns()
    assert done.returncode == 0, done.stdout


def test_what_is_excused_says_why() -> None:
    """`# nosec B608  # reason`: which finding, and why it is none."""
    bare = [
        f"{path.relative_to(PROJECT)}: {line.strip()}"
        for path in (PROJECT / "src").rglob("*.py")
        for line in path.read_text().splitlines()
        if "nosec" in line and not re.search(r"# nosec B\d{3}(, B\d{3})*  # \w+", line)
    ]
    assert bare == []


ANSWER = {
    "dependencies": [
        {"name": "good", "version": "1", "vulns": []},
        {"name": "bad", "version": "2", "vulns": [{"id": "PYSEC-1", "fix_versions": ["2.1"], "aliases": []}]},
        {"name": "gone", "skip_reason": "Dependency not found"},
    ],
    "fixes": [],
}


def test_what_was_not_asked_is_not_called_clean() -> None:
    told = audit.told(ANSWER)
    assert told == Advisories(["bad 2: PYSEC-1, mended in 2.1"], ["gone"], 2)
    assert audit.verdict(False, [told]) == audit.FOUND
    assert audit.verdict(False, [Advisories([], ["gone"], 1)]) == audit.NOT_ASKED
    assert audit.verdict(True, [Advisories([], [], 2)]) == audit.FOUND
    assert audit.verdict(False, [Advisories([], [], 2)]) == 0


PROXIES = ("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy")


def test_a_service_that_does_not_answer_leaves_all_unasked(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in PROXIES:
        monkeypatch.setenv(name, "http://127.0.0.1:9")  # nobody listens there
    monkeypatch.setattr(audit, "TIMEOUT_S", 1)
    found = audit.advisories("requirements-models.lock")
    assert found.unasked == [package.name for package in locked.python("requirements-models.lock")]
    assert found.asked == 0


@pytest.fixture
def lonely(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    """Npm without what this machine has told it."""
    for name in PROXIES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("npm_config_cache", str(tmp_path))
    monkeypatch.setenv("npm_config_userconfig", str(tmp_path / "none"))
    monkeypatch.setenv("npm_config_offline", "true")  # then npm calls everything clean without asking
    monkeypatch.setenv("NODE_ENV", "production")  # then it looks at half of them
    return monkeypatch


@pytest.fixture
def service() -> Iterator[tuple[str, dict[str, list[str]]]]:
    """One that knows something of vite alone. Yields its address, and what it was asked: versions by name."""
    asked: dict[str, list[str]] = {}
    known = {
        "id": 1, "title": "Reads any file", "url": "https://example.org/GHSA-1", "severity": "high",
        "vulnerable_versions": "<99", "cwe": [], "cvss": {"score": 7.5},
    }  # fmt: skip

    class Answers(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            sent = self.rfile.read(int(self.headers["Content-Length"]))
            asked.update(json.loads(gzip.decompress(sent)))
            answer = json.dumps({"vite": [known]}).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *args: object) -> None: ...  # no line for each request

    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", asked
        server.shutdown()


def test_all_packages_of_the_pages_are_asked_for_however_npm_is_set(
    lonely: pytest.MonkeyPatch, service: tuple[str, dict[str, list[str]]]
) -> None:
    address, asked = service
    lonely.setenv("npm_config_registry", address)
    found, packages = audit.of_pages(), list(locked.npm())
    assert {(name, version) for name, versions in asked.items() for version in versions} == {
        (package.name, package.version) for package in packages
    }
    vite = next(package for package in packages if package.name == "vite")
    (weak,) = found.weak
    assert weak == f"vite {vite.version}: Reads any file (https://example.org/GHSA-1), weak is <99"
    assert (found.asked, found.unasked) == (len(packages), [])
    assert audit.verdict(False, [found]) == audit.FOUND


def test_pages_without_a_service_or_without_npm_are_not_called_clean(lonely: pytest.MonkeyPatch) -> None:
    nothing = Advisories([], [package.name for package in locked.npm()], 0)
    refused = {"message": "405 Method Not Allowed", "statusCode": 405, "error": {"summary": "", "detail": ""}}
    assert audit.told_by_npm(refused) == nothing
    lonely.setenv("npm_config_registry", "http://127.0.0.1:9")  # nobody listens there
    assert audit.of_pages() == nothing
    lonely.setenv("PATH", "")
    assert audit.of_pages() == nothing
    assert audit.verdict(False, [nothing]) == audit.NOT_ASKED
    assert audit.verdict(False, [audit.told_by_npm({"vulnerabilities": {}})]) == 0


def test_the_audit_leaves_no_lock_file_out(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    nobody = Advisories([], ["vite"], 0)
    monkeypatch.setattr(audit, "advisories", lambda file: Advisories([], [], 1))
    monkeypatch.setattr(audit, "of_pages", lambda: nobody)
    monkeypatch.setattr(audit, "weak_patterns", lambda: CompletedProcess([], 0, "", ""))
    assert audit.main() == audit.NOT_ASKED
    said = capsys.readouterr().out
    assert all(f"Known weaknesses in {file}" in said for file in (*PYTHON, locked.PAGES))
    assert "told nothing of 1 packages" in said
