"""Everything with the sample alliance. Never over an alliance of one's own."""

import argparse
import os
import shutil
import socket
import tempfile
import time

from oneteam.config.house import House

MARK = "OneTeam demo"


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, default=0, help="instead of ONETEAM_PORT")
    parser.add_argument(
        "--reset", action="store_true", help="forget the demo's data and end; the next demo begins anew"
    )
    parser.add_argument(
        "--check", action="store_true", help="walk the whole way over HTTP on a free port and end"
    )


def run(options: argparse.Namespace) -> int:
    os.environ["ONETEAM_DEMO"] = "on"
    os.environ.setdefault("ONETEAM_LOG_LEVEL", "WARNING")  # the sample's letters go out at the first start
    if options.check:
        return check()
    house = House(port=options.port)
    try:
        if options.reset:
            return reset(house)
        began = time.monotonic()
        house.open(prepare=prepare)
        print(
            f"\n  The sample alliance answers at {house.address} ({time.monotonic() - began:.0f} s).",
            flush=True,
        )
        print(f"  Choose a persona at {house.address}/demo/  ·  Ctrl-C stops everything.\n", flush=True)
        return house.watch()
    finally:
        house.close()


def check() -> int:
    """On data of its own in a folder of its own, so that a demo or a server that runs is left alone."""
    from oneteam.demo import walk

    folder = tempfile.mkdtemp(prefix="oneteam-demo-check-")
    os.chmod(folder, 0o711)
    os.environ |= {
        "ONETEAM_DATA_DIR": folder,
        "ONETEAM_PORT": str(_free_port()),
        "ONETEAM_LIVE_PORT": str(_free_port()),
    }
    os.environ.pop("DATABASE_URL", None)
    house = House()
    try:
        house.open(prepare=prepare)
        return int(walk.main(house.inside))
    finally:
        house.close()
        shutil.rmtree(folder, ignore_errors=True)


def prepare() -> None:
    """Load the sample into an empty database; go on with the one that is there."""
    if is_marked():
        return
    if is_in_use():
        raise SystemExit(
            "oneteam: this data folder holds an alliance of your own; "
            "set ONETEAM_DATA_DIR to another one for the demo."
        )
    from django.db import transaction
    from django.utils import timezone

    from oneteam.demo.load import load

    print("  Loading the sample alliance …", flush=True)
    with transaction.atomic():
        load(timezone.localdate(), say=lambda sentence: print(f"  {sentence}", flush=True))
        mark()


def reset(house: House) -> int:
    house._read_settings()
    house._refuse_taken_ports()
    from django.conf import settings
    from django.db import connection

    from oneteam.config import archive, postgres

    if settings.EMBEDDED_DATABASE is not None:
        house.started_database = not postgres.is_running(settings.EMBEDDED_DATABASE)
    if archive.has_tables() and not is_marked() and is_in_use():
        raise SystemExit(
            "oneteam: this data folder holds an alliance of your own, not the demo; nothing was deleted."
        )
    with connection.cursor() as cursor:
        cursor.execute("DROP OWNED BY CURRENT_USER")
        cursor.execute(
            f"COMMENT ON DATABASE {connection.ops.quote_name(settings.DATABASES['default']['NAME'])} IS NULL"
        )
    for folder in (settings.FILES_DIR, settings.MAIL_DIR):
        shutil.rmtree(folder, ignore_errors=True)
    print("The demo's data is gone; the next demo begins anew.")
    return 0


def mark() -> None:
    """On the database itself, so that it goes with it and comes with it."""
    from django.db import connection

    name = connection.ops.quote_name(str(connection.settings_dict["NAME"]))
    with connection.cursor() as cursor:
        cursor.execute(f"COMMENT ON DATABASE {name} IS '{MARK}'")


def is_marked() -> bool:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = current_database()"
        )
        return bool(cursor.fetchone()[0] == MARK)


def is_in_use() -> bool:
    """Somebody's own: founded, though perhaps nobody has come yet."""
    from django.db import DatabaseError

    from oneteam.accounts.models import Person
    from oneteam.alliance.queries import alliance

    try:
        return alliance() is not None or Person.objects.exists()
    except DatabaseError:
        return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
