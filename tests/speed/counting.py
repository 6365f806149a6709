"""What one page costs in things that can be counted: statements, model instances, bytes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.models.signals import post_init
from django.test import Client


@dataclass
class Cost:
    statements: list[str] = field(default_factory=list)
    instances: Counter[str] = field(default_factory=Counter)
    status: int = 0
    bytes: int = 0
    text: str = ""

    @property
    def sql(self) -> int:
        return len(self.statements)

    @property
    def rows(self) -> int:
        return self.text.count("data-row")

    def repeated(self) -> dict[str, int]:
        """Shapes of statements that ran more than twice."""
        shapes = Counter(shape(sql) for sql in self.statements)
        return {sql: times for sql, times in shapes.items() if times > 2}

    def told(self) -> str:
        return "\n".join([f"{self.sql} statements:", *(sql[:300] for sql in self.statements)])


def shape(sql: str) -> str:
    sql = re.sub(r"'[^']*'|\b\d+\b|%s", "?", sql)
    sql = re.sub(r"\?(, \?)+", "?", sql)
    return re.sub(r'(SAVEPOINT) "[^"]+"', r"\1", sql)


def cost(client: Client, url: str) -> Cost:
    """Ask once to warm what is kept for good, and once to count."""
    client.get(url)
    found = Cost()
    with _counting(found):
        answer = client.get(url)
    found.status, found.bytes, found.text = answer.status_code, len(answer.content), answer.content.decode()
    _without_the_requests_own_transaction(found.statements)
    return found


@contextmanager
def _counting(found: Cost) -> Iterator[None]:
    def statement(execute: Any, sql: str, *rest: Any) -> Any:
        found.statements.append(sql)
        return execute(sql, *rest)

    def instance(sender: Any, **_more: Any) -> None:
        found.instances[sender.__name__] += 1

    post_init.connect(instance)
    try:
        with connection.execute_wrapper(statement):
            yield
    finally:
        post_init.disconnect(instance)


def _without_the_requests_own_transaction(statements: list[str]) -> None:
    """A test stands inside a transaction, so the request's own one is a savepoint here; in service it is not."""
    name = next((sql.split()[-1] for sql in statements if sql.startswith("SAVEPOINT")), None)
    statements[:] = [sql for sql in statements if name is None or not sql.endswith(name)]
