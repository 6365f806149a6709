from __future__ import annotations

from django.db import connection


def keys_of(person_id: int) -> list[str]:
    """The keys of a person at this moment, in one statement."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT alliance_keys(%s)", [person_id])
        return list(cursor.fetchone()[0])


def enter(person_id: int) -> list[str]:
    """Find the keys and hold them for the rest of the transaction, in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT keys, set_config('oneteam.keys', array_to_string(keys, ' '), true),"
            " set_config('oneteam.system', '', true) FROM (SELECT alliance_keys(%s) AS keys OFFSET 0) k",
            [person_id],
        )
        return list(cursor.fetchone()[0])
