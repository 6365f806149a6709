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
Readers = Callable[[int, Iterable[int]], set[int]]
_keyring: Keyring | None = None
_readers: Readers | None = None


def keys_come_from(keyring: Keyring) -> None:
    """``alliance`` says at start how a person's keys are found; walls themselves know no concept."""
    global _keyring
    _keyring = keyring


def readers_come_from(readers: Readers) -> None:
    """``alliance`` says at start who of some people a circle lets in."""
    global _readers
    _readers = readers


def readers_among(circle: int, people: Iterable[int]) -> set[int]:
    """Who of these people the circle of this number lets in now, in one statement for all of them."""
    if _readers is None:
        raise RuntimeError("No readers: oneteam.alliance is not installed.")
    return _readers(circle, people)


def keys_of(person: Any) -> frozenset[str]:
    """The keys of ``person`` now, unless they were read with the person, as the middleware does."""
    if person is None or not getattr(person, "pk", None):
        return frozenset()
    held = getattr(person, "known_keys", None)
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


ENTER = """
SELECT before.keys, before.system,
       set_config('oneteam.keys', coalesce(%s, before.keys), true), set_config('oneteam.system', %s, true)
FROM (SELECT coalesce(current_setting('oneteam.keys', true), '') AS keys,
             coalesce(current_setting('oneteam.system', true), '') AS system OFFSET 0) before
"""
LEAVE = "SELECT set_config('oneteam.keys', %s, true), set_config('oneteam.system', %s, true)"


@contextmanager
def _settings(keys: str | None, system_on: bool) -> Iterator[None]:
    """Set both settings for a block and put them back; a failed block is rolled back, and they with it."""
    with transaction.atomic(), connection.cursor() as cursor, _house(system_on):
        cursor.execute(ENTER, [keys, "on" if system_on else ""])
        before = cursor.fetchone()[:2]
        yield
        cursor.execute(LEAVE, before)


@contextmanager
def _house(is_open: bool) -> Iterator[None]:
    """Remember on this side, for as long as a block lasts, whether the house is open."""
    before = house_is_open()
    connection.walls_house_open = is_open  # type: ignore[attr-defined]
    try:
        yield
    finally:
        connection.walls_house_open = before  # type: ignore[attr-defined]


def house_is_open() -> bool:
    return getattr(connection, "walls_house_open", False)


@contextmanager
def acting_as(person: Any) -> Iterator[None]:
    """Act with the keys of ``person`` (``None``: a visitor), whoever acted before."""
    with _settings(" ".join(sorted(keys_of(person))), system_on=False):
        yield


@contextmanager
def system(reason: str) -> Iterator[None]:
    """Open the whole house for a block. ``reason`` is for the log and for whoever reads the caller.

    Inside another such block it costs nothing; what a caller wants to undo alone needs its own savepoint.
    """
    log.debug("system: %s", reason)
    if house_is_open():
        yield
        return
    with _settings(None, system_on=True):
        yield
