"""The walls of ARCHITECTURE.md that import-linter cannot see. Each takes a source tree and returns what breaks it."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

FLOORS = (
    ("config",), ("adapters",), ("demo", "operation"), ("portal", "desk"), ("accountability", "privacy"), ("insight",),
    ("cases",), ("notifications",), ("routing",), ("media",), ("identity",), ("people",), ("places",), ("journal",),
    ("ui",),
    ("kernel",),
)  # fmt: skip
DOORS = {"actions", "queries", "words", "events", "ports"}
OPEN_ROOMS = {"kernel", "vault", "ui"}  # tools for everybody: each of their files is a door
MACHINERY = {
    ("config", "operation"),
    ("adapters", "operation"),
}  # their programs run under its supervisor and worker
BANNED_NAMES = {"utils", "common", "helpers", "services", "managers", "misc"}

# Who may read settings beyond config, ports, adapters and operation, and why.
SETTINGS_TOO = {
    "ui": "templates need the city's name and the address of the live channel",
    "demo": "refuses to build anything outside the demo",
}
HTTP_MODULES = (
    "django.http",
    "django.shortcuts",
    "requests",
    "httpx",
    "urllib.request",
    "http.client",
    "aiohttp",
)
HTTP_FILES = {"views", "api", "urls", "middleware", "context", "requests", "responses"}
HTTP_TOO = {
    "operation/running.py": "asks the started programs whether they answer",
}
PURE = {"rules", "policies", "regulation"}

Wall = Callable[[Path], list[str]]


def python_files(root: Path) -> Iterator[tuple[Path, ast.Module]]:
    """The package's own files with their syntax trees, migrations left out."""
    for path in sorted(root.rglob("*.py")):
        if "migrations" not in path.parts:
            yield path, ast.parse(path.read_text(), str(path))


def room_of(path: Path, root: Path) -> str:
    """The room in which a file stands."""
    return path.relative_to(root).parts[0]


def role_of(path: Path, root: Path) -> str:
    """The file name that gives a file its meaning: `actions` for `actions.py` and for `actions/merge.py`."""
    parts = path.relative_to(root).parts
    return Path(parts[1]).stem if len(parts) > 1 else ""


def imports(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Every absolute name that is imported, the imported attribute included."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def _finding(path: Path, root: Path, line: int, text: str) -> str:
    return f"{path.relative_to(root.parent)}:{line}: {text}"


def rooms_are_entered_by_their_doors(root: Path) -> list[str]:
    """From outside, a room is entered only through actions, queries, words, events, ports; models only for keys."""
    found = []
    for path, tree in python_files(root):
        here, role = room_of(path, root), role_of(path, root)
        for line, name in imports(tree):
            parts = name.split(".")
            if parts[0] != "ihanoi" or len(parts) < 3 or parts[1] in OPEN_ROOMS | {here}:
                continue
            if parts[2] in DOORS or (parts[2] == "models" and role == "models"):
                continue
            if (here, parts[1]) in MACHINERY or (here == "operation" and parts[2] == "jobs"):
                continue
            found.append(_finding(path, root, line, f"{here} enters {parts[1]} by {parts[2]}"))
    return found


def transactions_only_in_actions(root: Path) -> list[str]:
    """`transaction` belongs to actions."""
    return [
        _finding(path, root, line, "a transaction outside of actions")
        for path, tree in python_files(root)
        if role_of(path, root) != "actions"
        for line, name in imports(tree)
        if name.startswith("django.db.transaction")
    ]


def http_only_at_the_edge(root: Path) -> list[str]:
    """Requests and responses are known to views, api, middleware and adapters alone."""
    return [
        _finding(path, root, line, f"HTTP inside: {name}")
        for path, tree in python_files(root)
        if role_of(path, root) not in HTTP_FILES
        and room_of(path, root) != "adapters"
        and str(path.relative_to(root)) not in HTTP_TOO
        for line, name in imports(tree)
        if name.startswith(HTTP_MODULES)
    ]


def settings_only_in_config_and_ports(root: Path) -> list[str]:
    """Settings are read in config, ports, adapters and operation; models may name the account model."""
    found = []
    for path, tree in python_files(root):
        if (
            room_of(path, root) in {"config", "adapters", "operation", *SETTINGS_TOO}
            or role_of(path, root) == "ports"
        ):
            continue
        reads = [name for line, name in imports(tree) if name.startswith("django.conf.settings")]
        if not reads:
            continue
        used = [node for node in ast.walk(tree) if _is_attribute_of(node, "settings")]
        only_accounts = role_of(path, root) == "models" and all(
            node.attr == "AUTH_USER_MODEL" for node in used
        )
        if not only_accounts:
            found.append(_finding(path, root, used[0].lineno if used else 1, "settings are read here"))
    return found


def _is_attribute_of(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == name


def no_signals(root: Path) -> list[str]:
    """A change is told by an event, never by a signal that nobody sees."""
    return [
        _finding(path, root, line, f"a signal: {name}")
        for path, tree in python_files(root)
        for line, name in imports(tree)
        if name.startswith(("django.dispatch", "django.db.models.signals", "django.core.signals"))
        or ".signals." in name
    ]


CLOCKS = {
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("datetime", "today"),
    ("date", "today"),
    ("timezone", "now"),
    ("time", "time"),
}


def time_only_from_the_clock(root: Path) -> list[str]:
    """`kernel.clock` is the only source of the current time; `time.monotonic` measures and is no clock."""
    return [
        _finding(path, root, node.lineno, _text(node))
        for path, tree in python_files(root)
        if path.relative_to(root).as_posix() != "kernel/clock.py"
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and (_text(node.value).split(".")[-1], node.attr) in CLOCKS
    ]


def pure_files_know_no_django(root: Path) -> list[str]:
    """Rules, policies and the table can be read and run without Django; lazy texts are the only thing they take."""
    return [
        _finding(path, root, line, f"{role_of(path, root)} imports {name}")
        for path, tree in python_files(root)
        if role_of(path, root) in PURE
        for line, name in imports(tree)
        if name.startswith("django") and not name.startswith("django.utils.translation.")
    ]


def keys_point_down(root: Path) -> list[str]:
    """A foreign key to another room points to a lower floor and leaves no name there."""
    floor = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}
    found = []
    for path, tree in python_files(root):
        if role_of(path, root) != "models":
            continue
        here, origin = room_of(path, root), _origins(tree)
        for call in ast.walk(tree):
            if not (isinstance(call, ast.Call) and call.args and _called(call) in KEYS):
                continue
            there = origin.get(_text(call.args[0]), here)
            if there == here:
                continue
            if floor[there] <= floor[here]:
                found.append(_finding(path, root, call.lineno, f"a key from {here} up to {there}"))
            names = [_text(keyword.value) for keyword in call.keywords if keyword.arg == "related_name"]
            if names != ["'+'"]:
                found.append(_finding(path, root, call.lineno, f'a key to {there} without related_name="+"'))
    return found


KEYS = {"ForeignKey", "OneToOneField", "ManyToManyField"}


def _origins(tree: ast.Module) -> dict[str, str]:
    """Name used in the file → room from which it comes."""
    known = {"settings.AUTH_USER_MODEL": "people"}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("ihanoi."):
            room = node.module.split(".")[1]
            known |= {alias.asname or alias.name: room for alias in node.names}
        elif (
            isinstance(node, ast.Assign)
            and _text(node.value) in known
            and isinstance(node.targets[0], ast.Name)
        ):
            known[node.targets[0].id] = known[_text(node.value)]
    return known


def _called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else _text(call.func)


def _text(node: ast.AST) -> str:
    return ast.unparse(node)


def one_place_writes_the_state(root: Path) -> list[str]:
    """`state =` of a case is written in one function."""
    places = [
        _finding(path, root, node.lineno, "the state is written here too")
        for path, tree in python_files(root)
        if room_of(path, root) == "cases"
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        and any(isinstance(target, ast.Attribute) and target.attr == "state" for target in node.targets)
    ]
    return places[1:]


def no_cupboard_names(root: Path) -> list[str]:
    """No utils, common, helpers, services, managers."""
    return [
        f"{path.relative_to(root.parent)}: a name that says nothing"
        for path in sorted(root.rglob("*"))
        if path.stem in BANNED_NAMES and (path.is_dir() or path.suffix == ".py")
    ]


def files_stay_short(root: Path, limit: int = 600) -> list[str]:
    """No source file over 600 lines."""
    return [
        f"{path.relative_to(root.parent)}: {lines} lines"
        for path in sorted(root.rglob("*"))
        if path.suffix in {".py", ".html", ".js", ".ts", ".css"}
        and not {"built", "node_modules", "generated"} & set(path.parts)
        if (lines := len(path.read_text().splitlines())) > limit
    ]


def templates_stay_short(root: Path, limit: int = 60) -> list[str]:
    """A template is composed of components: at most 60 lines."""
    return [
        f"{path.relative_to(root.parent)}: {lines} lines"
        for path in sorted(root.rglob("*.html"))
        if (lines := len(path.read_text().splitlines())) > limit
    ]


LETTERS = {"mail.html"}  # mail programs drop style sheets; no policy and no browser stand behind them
INLINE = {
    r"<script\b(?![^>]*\bsrc=)": "a script in the page",
    r"<style\b": "a style sheet in the page",
    r"""\sstyle\s*=\s*["'{]""": "a style attribute",
    r"""\son[a-z]+\s*=\s*["']""": "an event handler in the markup",
    r"javascript:": "a javascript: address",
    r"\bhx-on\b": "htmx code in the markup",
}


def nothing_inline(root: Path) -> list[str]:
    """The Content-Security-Policy forbids inline scripts, styles and handlers; so do the templates."""
    return [
        f"{path.relative_to(root.parent)}:{number}: {what}"
        for path in sorted(root.rglob("*.html"))
        if path.name not in LETTERS
        for number, line in enumerate(path.read_text().splitlines(), 1)
        for pattern, what in INLINE.items()
        if re.search(pattern, line, re.IGNORECASE)
    ]


def kernel_stays_small(root: Path, limit: int = 600) -> list[str]:
    """The kernel is what every room may know: at most 600 lines of code, blank ones, comments and docstrings aside."""
    lines = sum(_code_lines(path) for path in (root / "kernel").rglob("*.py"))
    return [f"kernel: {lines} lines"] if lines > limit else []


def _code_lines(path: Path) -> int:
    text = path.read_text()
    lines = {
        number for number, line in enumerate(text.splitlines(), 1) if line.strip() and line.strip()[0] != "#"
    }
    for node in ast.walk(ast.parse(text)):
        if (
            isinstance(node, ast.Expr)
            and isinstance(node.value, ast.Constant)
            and isinstance(node.value.value, str)
        ):
            lines -= set(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    return len(lines)
