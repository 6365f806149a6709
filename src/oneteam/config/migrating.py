"""Migrations under a lock, so that several hosts that start at once do not run them twice."""

import io

from django.core.management import call_command
from django.db import connection

from oneteam.config import probes

LOCK = 7_215_000_000  # any number, the same in every process


def migrate() -> bool:
    """Apply what is missing; says whether anything was."""
    if not probes.unapplied():
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        try:
            call_command("migrate", interactive=False, verbosity=0, stdout=io.StringIO())
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
    return True
