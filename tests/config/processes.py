"""Real processes on a database of their own: `with Processes() as house: house.start("web", "live", "worker")`.

house.start("web") -> Running(port=…, url=…)      as many as wanted, of any kind
house.run("check") -> CompletedProcess             one `oneteam` command
house.python("from … import …; print(…)") -> str   Django code on the same database
"""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import quote

import psycopg
from django.conf import settings
from psycopg import sql

from oneteam.config import postgres

ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Running:
    kind: str
    child: subprocess.Popen[bytes]
    port: int
    log: Path

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def stop(self) -> int:
        if self.child.poll() is None:
            self.child.send_signal(signal.SIGTERM)
        return self.child.wait(30)


class Processes:
    """On a database of their own that has nothing in it, on one that is there already (``name``), or elsewhere."""

    def __init__(self, name: str = "", **environment: str) -> None:
        self.name = name or f"test_processes_{os.getpid()}_{secrets.token_hex(3)}"
        self.folder = Path(tempfile.mkdtemp(prefix="oneteam-processes-"))
        self.running: list[Running] = []
        self.own_database = not name and "DATABASE_URL" not in environment
        self.environment = {
            **{key: value for key, value in os.environ.items() if not key.startswith("ONETEAM_")},
            "PYTHONPATH": str(ROOT / "src"),
            "DJANGO_SETTINGS_MODULE": "oneteam.config.settings",
            "DATABASE_URL": address(self.name),
            "ONETEAM_DATA_DIR": str(self.folder),
            "ONETEAM_WEB_WORKERS": "1",
            **environment,
        }

    def __enter__(self) -> Self:
        if settings.EMBEDDED_DATABASE is not None:
            postgres.ensure_server(settings.EMBEDDED_DATABASE)
        if self.own_database:
            with psycopg.connect(address("postgres"), autocommit=True) as link:
                link.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(self.name)))
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        for process in self.running:
            process.stop()
        if self.own_database:
            with psycopg.connect(address("postgres"), autocommit=True) as link:
                drop(link, self.name)
        shutil.rmtree(self.folder, ignore_errors=True)

    def run(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return self._call("-m", "oneteam", *arguments, **environment)

    def python(self, code: str) -> str:
        done = self._call("-c", f"import django; django.setup()\n{code}")
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def start(self, kind: str, **environment: str) -> Running:
        port = free_port()
        log = self.folder / f"{kind}-{port}.log"
        command = [
            sys.executable,
            "-m",
            "oneteam",
            kind,
            *([] if kind == "worker" else ["--port", str(port)]),
        ]
        with open(log, "wb") as out:
            child = subprocess.Popen(
                command,
                env=self.environment | environment,
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
            )
        process = Running(kind, child, port, log)
        self.running.append(process)
        if kind != "worker":
            self._wait(process)
        return process

    def _call(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *arguments], env=self.environment | environment, cwd=ROOT,
            stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip

    def _wait(self, process: Running) -> None:
        end = time.monotonic() + 40
        while time.monotonic() < end:
            assert process.child.poll() is None, process.log.read_text()
            if status(f"{process.url}/healthz") == 200:
                return
            time.sleep(0.1)
        raise AssertionError(process.log.read_text())


def address(name: str, **changed: str) -> str:
    """The address of a database beside the one of the tests."""
    here = settings.DATABASES["default"] | changed
    who = quote(here["USER"], safe="") + (f":{quote(here['PASSWORD'], safe='')}" if here["PASSWORD"] else "")
    port = f"&port={here['PORT']}" if here["PORT"] else ""
    return f"postgresql://{who}@/{name}?host={quote(here['HOST'], safe='')}{port}"


def status(url: str) -> int:
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code
    except (urllib.error.URLError, OSError):
        return 0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def drop(link: Any, name: str) -> None:
    """Whoever still works there is cut off; the server's own vacuum cannot be, but it ends soon."""
    statement = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
    for _attempt in range(50):
        try:
            link.execute(statement)
        except psycopg.errors.InsufficientPrivilege:
            time.sleep(0.2)
        else:
            return
    link.execute(statement)
