"""The keys of a person, which the walls are opened with."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import connection
from django.db.models import F, Func, QuerySet, TextField


def keys_of(person_id: int) -> list[str]:
    """The keys of a person at this moment, in one statement."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT alliance_keys(%s)", [person_id])
        return list(cursor.fetchone()[0])


def with_keys(people: QuerySet[Any]) -> QuerySet[Any]:
    """Each with their keys of this moment, so that ``walls.keys_of`` asks for nobody's again."""
    keys = Func(F("pk"), function="alliance_keys", output_field=ArrayField(TextField()))
    found: QuerySet[Any] = people.annotate(known_keys=keys)
    return found


def enter(person_id: int) -> list[str]:
    """Find the keys and hold them for the rest of the transaction, in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT keys, set_config('oneteam.keys', array_to_string(keys, ' '), true),"
            " set_config('oneteam.system', '', true) FROM (SELECT alliance_keys(%s) AS keys OFFSET 0) k",
            [person_id],
        )
        return list(cursor.fetchone()[0])
