"""Nobody adds a table and forgets the question who may see its rows."""

import pytest
from django.db import connection

from oneteam.walls.open_tables import OPEN

pytestmark = pytest.mark.django_db

TABLES = """
SELECT c.relname, c.relrowsecurity AND c.relforcerowsecurity
       AND EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid)
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'm', 'f') AND n.nspname NOT IN ('pg_catalog', 'information_schema')
  AND n.nspname NOT LIKE 'pg_toast%'
"""


def tables() -> dict[str, bool]:
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        return dict(cursor.fetchall())


def test_every_table_is_walled_or_declared_open() -> None:
    assert {name for name, walled in tables().items() if not walled} - OPEN.keys() == set()


def test_nothing_is_declared_open_that_is_walled_or_does_not_exist() -> None:
    found = tables()
    assert {name for name in OPEN if found.get(name) is not False} == set()


def test_every_open_table_says_why() -> None:
    assert [name for name, reason in OPEN.items() if len(reason) < 10] == []
