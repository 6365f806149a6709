"""The keys of a person, which the walls are opened with."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import connection
from django.db.models import F, Func, Q, QuerySet, TextField

from oneteam import walls
from oneteam.accounts.models import Person
from oneteam.walls.models import Circle


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


def inside(circle: Circle, people: QuerySet[Any]) -> QuerySet[Any]:
    """Those of ``people`` whom the circle lets in now, by their own keys."""
    known = with_keys(people)
    if "public" in circle.admitted:
        return known
    barred = Q(known_keys__overlap=circle.barred or [""])
    met = Q(known_keys__overlap=circle.admitted)
    if "public" in circle.readers:
        return known.filter(met | ~barred)
    return known.filter(met | Q(known_keys__overlap=circle.readers) & ~barred if circle.readers else met)


def readers_among(circle: int, people: Iterable[int]) -> set[int]:
    with walls.system("who of some people a circle lets in"):
        found = Circle.objects.filter(pk=circle).first()
    active = Person.objects.filter(pk__in=list(people), is_active=True)
    return set(inside(found, active).values_list("pk", flat=True)) if found else set()


def enter(person_id: int) -> list[str]:
    """Find the keys and hold them for the rest of the transaction, in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT keys, set_config('oneteam.keys', array_to_string(keys, ' '), true),"
            " set_config('oneteam.system', '', true) FROM (SELECT alliance_keys(%s) AS keys OFFSET 0) k",
            [person_id],
        )
        return list(cursor.fetchone()[0])
