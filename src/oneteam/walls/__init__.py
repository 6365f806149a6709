"""The walls: who is acting now, told to the database, which keeps the rest.

``with acting_as(person)`` acts with a person's keys, ``with system("reason")`` opens the whole house.
Both last as long as the block, inside one transaction, and never stay on a pooled connection.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

log = logging.getLogger("oneteam.walls")

Keyring = Callable[[int], list[str]]
_keyring: Keyring | None = None


def keys_come_from(keyring: Keyring) -> None:
    """``alliance`` says at start how a person's keys are found; walls themselves know no concept."""
    global _keyring
    _keyring = keyring


def keys_of(person: Any) -> frozenset[str]:
    """The keys of ``person`` now. Within a request they were read once, by the middleware."""
    if person is None or not getattr(person, "pk", None):
        return frozenset()
    held = getattr(person, "keys_of_this_request", None)
    if held is not None:
        return frozenset(held)
    if _keyring is None:
        raise RuntimeError("No keyring: oneteam.alliance is not installed.")
    return frozenset(_keyring(person.pk))


def hold(keys: Iterable[str]) -> None:
    """Tell the database whose keys the rest of this transaction has."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('oneteam.keys', %s, true), set_config('oneteam.system', '', true)",
            [" ".join(sorted(keys))],
        )


@contextmanager
def _settings(keys: str | None, system_on: bool) -> Iterator[None]:
    """Set both settings for a block and put them back; a failed block is rolled back, and they with it."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('oneteam.keys', true), current_setting('oneteam.system', true)"
        )
        before = [value or "" for value in cursor.fetchone()]
        put = "SELECT set_config('oneteam.keys', %s, true), set_config('oneteam.system', %s, true)"
        cursor.execute(put, [before[0] if keys is None else keys, "on" if system_on else ""])
        yield
        cursor.execute(put, before)


@contextmanager
def acting_as(person: Any) -> Iterator[None]:
    """Act with the keys of ``person`` (``None``: a visitor), whoever acted before."""
    with _settings(" ".join(sorted(keys_of(person))), system_on=False):
        yield


@contextmanager
def system(reason: str) -> Iterator[None]:
    """Open the whole house for a block. ``reason`` is for the log and for whoever reads the caller."""
    log.debug("system: %s", reason)
    with _settings(None, system_on=True):
        yield
