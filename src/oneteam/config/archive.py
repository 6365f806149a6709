"""One archive for database and files: a tar of `manifest.json`, `database.dump` and `files/…`."""

import hashlib
import json
import os
import shutil
import subprocess
import tarfile
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.db import connection

import oneteam
from oneteam.config import postgres

DEBIAN = Path("/usr/lib/postgresql")
FORMAT = 1


class ArchiveFault(SystemExit):
    """Ends the program with its sentence on standard error and status 1, without a traceback."""


def write(place: Path) -> dict[str, Any]:
    """Under another name until it is whole, so that an archive that has its name is complete."""
    place.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=place.parent, prefix=".backup-") as made:
        dump = Path(made) / "database.dump"
        _run(
            "pg_dump",
            "--format=custom",
            "--enable-row-security",
            "--no-owner",
            "--no-privileges",
            f"--file={dump}",
        )
        members = {"database.dump": dump} | {
            f"files/{path}": settings.FILES_DIR / path for path in stored_files()
        }
        manifest = {
            "format": FORMAT,
            "oneteam": oneteam.__version__,
            "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "sha256": {name: digest(path) for name, path in members.items()},
        }
        about = Path(made) / "manifest.json"
        about.write_text(json.dumps(manifest, indent=1, ensure_ascii=False), encoding="utf-8")
        whole = Path(made) / "archive.tar"
        with tarfile.open(whole, "w") as tar:
            for name, path in {"manifest.json": about, **members}.items():
                tar.add(path, arcname=name, recursive=False)
        os.chmod(whole, 0o600)
        os.replace(whole, place)
    return manifest


def restore(place: Path, *, force: bool) -> dict[str, Any]:
    """Everything is verified before anything is touched."""
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    settings.FILES_DIR.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=settings.FILES_DIR.parent, prefix=".restore-") as made:
        manifest = unpack(place, Path(made))
        if not force and (has_tables() or stored_files()):
            raise ArchiveFault(
                "oneteam: there is data here already; --force replaces it by the archive, for good."
            )
        _empty_database()
        _run(
            "pg_restore", "--no-owner", "--no-privileges", "--no-comments", "--exit-on-error",
            "--single-transaction", "--dbname=" + _name(), str(Path(made) / "database.dump"),
        )  # fmt: skip
        _replace_files(Path(made) / "files")
    return manifest


def unpack(place: Path, folder: Path) -> dict[str, Any]:
    try:
        with tarfile.open(place, "r:") as tar:
            tar.extractall(folder, filter="data")
        manifest: dict[str, Any] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        wanted = manifest["sha256"]
    except (OSError, tarfile.TarError, ValueError, KeyError):
        raise ArchiveFault(
            f"oneteam: {place} is not a whole archive of OneTeam; nothing was changed."
        ) from None
    if manifest.get("format") != FORMAT:
        raise ArchiveFault(f"oneteam: {place} was made by another version of OneTeam; nothing was changed.")
    for name, sum_ in wanted.items():
        if not (folder / name).is_file() or digest(folder / name) != sum_:
            raise ArchiveFault(f"oneteam: {name} in {place} is damaged or missing; nothing was changed.")
    return manifest


def stored_files() -> list[str]:
    root = settings.FILES_DIR
    return (
        sorted(str(path.relative_to(root)) for path in root.rglob("*") if path.is_file())
        if root.exists()
        else []
    )


def digest(path: Path) -> str:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def has_tables() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM pg_tables WHERE tableowner = current_user AND schemaname = 'public' LIMIT 1"
        )
        return cursor.fetchone() is not None


def _empty_database() -> None:
    """Only what the application owns: extensions that a superuser made stay."""
    with connection.cursor() as cursor:
        cursor.execute("DROP OWNED BY CURRENT_USER")
    connection.close()


def _replace_files(new: Path) -> None:
    new.mkdir(exist_ok=True)
    if settings.FILES_DIR.exists():
        shutil.rmtree(settings.FILES_DIR)
    shutil.move(new, settings.FILES_DIR)


def _run(program: str, *arguments: str) -> None:
    command = [str(_program(program)), "--no-password", *arguments]
    done = subprocess.run(
        command, env=_environment(), stdin=subprocess.DEVNULL, capture_output=True, check=False
    )
    if done.returncode:
        lines = done.stderr.decode(errors="replace").strip().splitlines() or [f"status {done.returncode}"]
        raise ArchiveFault(f"oneteam: {program} failed: {lines[0]}")


def _program(name: str) -> Path:
    """The server's own version where Debian has it: a newer one writes settings an older server refuses."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version_num')::int / 10000")
        major = cursor.fetchone()[0]
    connection.close()
    own = DEBIAN / str(major) / "bin" / name
    return own if own.exists() and settings.EMBEDDED_DATABASE is None else postgres.binaries() / name


def _name() -> str:
    return str(connection.settings_dict["NAME"])


def _environment() -> dict[str, str]:
    """The whole house is open to the two programs: without it row-level security would leave rows out."""
    given = psycopg.conninfo.conninfo_to_dict(**_parameters())
    names = {
        "host": "PGHOST",
        "port": "PGPORT",
        "user": "PGUSER",
        "password": "PGPASSWORD",
        "dbname": "PGDATABASE",
    }
    names |= {
        "sslmode": "PGSSLMODE",
        "sslrootcert": "PGSSLROOTCERT",
        "sslcert": "PGSSLCERT",
        "sslkey": "PGSSLKEY",
    }
    found = {names[key]: str(value) for key, value in given.items() if key in names and value is not None}
    return {**os.environ, **found, "PGOPTIONS": "-c oneteam.system=on", "LC_ALL": "C.UTF-8"}


def _parameters() -> dict[str, Any]:
    wanted = connection.get_connection_params()
    return {
        key: value
        for key, value in wanted.items()
        if isinstance(value, str | int) and not isinstance(value, bool)
    }
