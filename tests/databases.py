"""Databases that are made once and then copied: one with all migrations, one with the sample alliance as it is told.

They stay in the server for the next run; another day, another line of code, and they are made anew. Whoever comes
first makes them, the other workers wait. What a database was made of stands in its comment, written at the very
end: one that was left half made has none.
"""

from __future__ import annotations

import functools
import hashlib
import os
import pickle
import secrets
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.db import connection
from django.utils import timezone
from psycopg import sql

from oneteam.config import postgres
from tests.config.processes import ROOT, Processes, address, drop

MIGRATED, SAMPLE = f"{settings.TEST_DATABASE}_migrated", f"{settings.TEST_DATABASE}_sample"
LOCK = 7_301_944  # any number that nobody else takes: templates are made one at a time
TELL = """
import pickle
from pathlib import Path
from oneteam.demo.load import load
Path({place!r}).write_bytes(pickle.dumps(load(say=lambda words: None)))
"""


@contextmanager
def copied(template: str, name: str) -> Iterator[str]:
    """A database of this name, equal to the template, as long as it is needed."""
    if settings.EMBEDDED_DATABASE is not None:
        postgres.ensure_server(settings.EMBEDDED_DATABASE)
    with psycopg.connect(address("postgres"), autocommit=True) as link:
        ensure(template)
        _make(link, name, template)
        try:
            yield name
        finally:
            drop(link, name)


@contextmanager
def processes(template: str, **environment: str) -> Iterator[Processes]:
    """Processes on a copy of the template, with its files."""
    with (
        copied(template, f"test_copy_{os.getpid()}_{secrets.token_hex(3)}") as name,
        Processes(name, **environment) as house,
    ):
        if template == SAMPLE:
            shutil.copytree(_folder() / "files", house.folder / "files")
        yield house


@contextmanager
def connected_to(name: str) -> Iterator[None]:
    """Everything in this process works with that database meanwhile, threads that begin now, too."""
    here = connection.settings_dict
    before = here["NAME"]
    connection.close()
    here["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        here["NAME"] = before


@contextmanager
def sample_told(folder: Path) -> Iterator[Any]:
    """A copy of the sample for this process, its files in the folder; gives the house that was told."""
    with copied(SAMPLE, f"{connection.settings_dict['NAME']}_told") as name, connected_to(name):
        shutil.copytree(_folder() / "files", folder, dirs_exist_ok=True)
        yield pickle.loads((_folder() / "house").read_bytes())


def ensure(template: str) -> None:
    """The template is there and was made of the code and on the day of this run."""
    if settings.EMBEDDED_DATABASE is not None:
        postgres.ensure_server(settings.EMBEDDED_DATABASE)
    with psycopg.connect(address("postgres"), autocommit=True) as link:
        link.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        for name in (MIGRATED, SAMPLE) if template == SAMPLE else (MIGRATED,):
            if _made_of(link, name) != _wanted(name):
                _make(link, name, MIGRATED if name == SAMPLE else "")
                _tell(name) if name == SAMPLE else _migrate(name)
                _comment(link, name, _wanted(name))


def _migrate(name: str) -> None:
    with Processes(name) as house:
        done = house.run("migrate", "--verbosity=0")
        assert done.returncode == 0, done.stderr


def _tell(name: str) -> None:
    folder = _folder()
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "files").mkdir(parents=True)
    with Processes(
        name,
        ONETEAM_FILES_DIR=str(folder / "files"),
        ONETEAM_SECRET_KEY=settings.SECRET_KEY,
    ) as house:
        house.python(TELL.format(place=str(folder / "house")))


def _folder() -> Path:
    return Path(settings.DATA_DIR).resolve() / SAMPLE


@functools.cache
def _code() -> str:
    """Everything that decides what migrations and the sample's story leave behind."""
    found = hashlib.sha256(f"{sys.version}".encode())
    for path in sorted([*ROOT.glob("src/**/*"), ROOT / "requirements.lock"]):
        if path.is_file() and "__pycache__" not in path.parts:
            found.update(str(path).encode() + path.read_bytes())
    return found.hexdigest()


def _wanted(name: str) -> str:
    """Of the sample also the day; and where its files are, so that no other checkout takes it for its own."""
    return f"{_code()} {timezone.localdate()} {_folder()}" if name == SAMPLE else _code()


def _made_of(link: Any, name: str) -> str:
    query = "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s"
    row = link.execute(query, [name]).fetchone()
    return str(row[0]) if row else ""


def _make(link: Any, name: str, template: str) -> None:
    drop(link, name)
    of = sql.SQL(" TEMPLATE {}").format(sql.Identifier(template)) if template else sql.SQL("")
    link.execute(sql.SQL("CREATE DATABASE {}{}").format(sql.Identifier(name), of))


def _comment(link: Any, name: str, words: str) -> None:
    link.execute(sql.SQL("COMMENT ON DATABASE {} IS {}").format(sql.Identifier(name), sql.Literal(words)))
