"""A world that was told once in this process is put back row by row instead of being told again.

Telling it takes half a second to two, by hundreds of statements of the actions; putting it back some hundredths, and
it leaves the very same rows. That is done only where nothing but remembered steps happened since the empty database,
on the clock's own time and under no settings but those of where files lie. Else the step is told, as ever.
"""

from __future__ import annotations

import functools
import pickle
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

import time_machine
from django.apps import apps
from django.conf import UserSettingsHolder, settings
from django.db import connection, models
from django.utils import timezone, translation

from oneteam import walls

Step = TypeVar("Step", bound=Callable[..., Any])
Rows = dict[str, dict[Any, str]]  # by table and number: the row as JSON
Trail = tuple[Any, ...]  # the steps since the empty database

WRITES = re.compile(
    r"""^\s*(?:INSERT\ INTO|UPDATE|DELETE\ FROM)\s+"?(?P<table>\w+)
    |^\s*(?:ROLLBACK|COPY|TRUNCATE|ALTER|CREATE|DROP|MERGE)\b
    |^\s*WITH\b.*\b(?:INSERT\ INTO|UPDATE|DELETE\ FROM)\b
    |procrastinate_defer""",
    re.VERBOSE | re.DOTALL,
)
PLAIN = (str, int, bool, Decimal, date, type(None))
JOBS = "procrastinate_jobs"
HARMLESS = {"FILES_DIR", "MEDIA_ROOT"}


@dataclass
class Told:
    """What a step leaves: rows that are new or changed, numbers of those that are gone, files, and what it gives."""

    changed: Rows
    gone: dict[str, list[Any]]
    files: dict[str, bytes]
    given: bytes
    all: Rows = field(repr=False)  # of every table that some step of the trail wrote to


@dataclass
class Now:
    """Where this test stands: ``()`` at its beginning, ``None`` once anything was written that no step remembers."""

    trail: Trail | None = ()
    wrote: set[str] | None = None  # the tables of the step that is being told
    emptied: int = 0  # how often the database was: what migrations had put there is gone with it


_told: dict[Trail, Told] = {}
_first: dict[Trail, Rows] = {}  # of each beginning: what the database holds before the first step
_now = Now()


def begin() -> None:
    """A test begins: nobody knows what its database holds."""
    _now.trail, _now.wrote = (), None
    if _seen not in connection.execute_wrappers:
        connection.execute_wrappers.append(_seen)


def remembered(step: Step) -> Step:
    """For a function that makes a world, or takes the one there is (its first argument) a step further."""

    @functools.wraps(step)
    def told_or_put_back(*given: Any, **values: Any) -> Any:
        trail = _trail(step, given, values)
        if trail is None:
            return step(*given, **values)
        world = vars(given[0]) if given and _is_world(given[0]) else None
        if trail not in _told:
            return _tell(trail, world, lambda: step(*given, **values))
        found, result = _put_back(trail)
        if world is not None:
            world.update(found)
        return result

    return told_or_put_back  # type: ignore[return-value]


# --- whether it may be put back ---------------------------------------------------------------------


def _trail(step: Any, given: tuple[Any, ...], values: dict[str, Any]) -> Trail | None:
    if _now.trail is None or time_machine.traveller_stack or _overridden() - HARMLESS:
        return None
    if not connection.in_atomic_block:
        return None
    before = _now.trail or _empty()
    shape = _shape((*given, *values.items()))
    if before is None or shape is None:
        return None
    return (*before, (step.__qualname__, translation.get_language(), shape))


def _overridden() -> set[str]:
    found, holder = set[str](), settings._wrapped
    while isinstance(holder, UserSettingsHolder):
        found |= {name for name in vars(holder) if name.isupper()}
        holder = holder.default_settings
    return found


def _empty() -> Trail | None:
    """The beginning of every trail, if the database is empty; on another day its dates are others."""
    first = (connection.settings_dict["NAME"], _now.emptied, timezone.localdate())
    with walls.system("a test asks whether anything was written"), connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM alliance_organisation) OR EXISTS (SELECT FROM accounts_person)"
            " OR EXISTS (SELECT FROM alliance_disclosure) OR EXISTS (SELECT FROM journal_entry)"
        )
        if cursor.fetchone()[0]:
            return None
        if first not in _first:
            _first[first] = {table: _rows(table) for table in _tables()}
    return (first,)


def _shape(value: Any) -> Any:
    """What a value is, so that two of the same shape can stand for each other; ``None`` where that cannot be said."""
    if isinstance(value, PLAIN) and not isinstance(value, datetime):
        return (type(value).__name__, value)
    if isinstance(value, models.Model):
        return (value._meta.label, value.pk)
    if isinstance(value, (list, tuple)):
        inside = tuple(map(_shape, value))
        return None if None in inside else inside
    if _is_world(value) or is_dataclass(value):
        inside = _shape(sorted(vars(value).items()))
        return None if inside is None else (type(value).__qualname__, inside)
    return None


def _is_world(value: Any) -> bool:
    return type(value).__module__.startswith("tests.")


# --- telling, and watching what is written -------------------------------------------------------------


def _seen(execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
    if found := WRITES.search(str(sql)):
        _now.trail = None
        _now.emptied += found[0].strip().upper() == "TRUNCATE"
        if _now.wrote is not None:
            _now.wrote.add(JOBS if found[0].endswith("procrastinate_defer") else found["table"] or found[0])
    return execute(sql, params, many, context)


@contextmanager
def _telling() -> Iterator[set[str]]:
    outside, wrote = _now.wrote, set[str]()
    _now.wrote = wrote
    try:
        yield wrote
    finally:
        _now.wrote = outside
        if outside is not None:
            outside |= wrote


def _tell(trail: Trail, world: Any, step: Callable[[], Any]) -> Any:
    before, files = _all(trail[:-1]), _files()
    with _telling() as wrote:
        result = step()
    wrote.discard("ROLLBACK")
    if wrote <= _tables().keys():
        first = _first[trail[0]]
        was = {table: before.get(table, first[table]) for table in wrote}
        now = {table: _rows(table) for table in wrote}
        _told[trail] = Told(
            changed={table: {number: row for number, row in now[table].items() if was[table].get(number) != row}
                     for table in sorted(wrote)},
            gone={table: [number for number in was[table] if number not in now[table]] for table in sorted(wrote)},
            files={name: held for name, held in _files().items() if name not in files},
            given=pickle.dumps((world, result)), all=before | now,
        )  # fmt: skip
        _now.trail = trail
    return result


def _all(trail: Trail) -> Rows:
    return _told[trail].all if len(trail) > 1 else {}


@functools.cache
def _tables() -> dict[str, Any]:
    every = apps.get_models(include_auto_created=True)
    return {
        model._meta.db_table: model
        for model in every
        if model._meta.db_table == JOBS or (model._meta.managed and not model._meta.proxy)
    }


def _rows(table: str) -> dict[Any, str]:
    key = _tables()[table]._meta.pk.column
    with walls.system("a test remembers what a step left"), connection.cursor() as cursor:
        cursor.execute(f'SELECT "{key}", to_jsonb(t)::text FROM "{table}" t ORDER BY 1')
        return dict(cursor.fetchall())


def _files() -> dict[str, bytes]:
    folder = Path(settings.FILES_DIR)
    if "FILES_DIR" not in _overridden():
        return {}
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# --- putting back ---------------------------------------------------------------------------------------


def _put_back(trail: Trail) -> Any:
    told = _told[trail]
    with walls.system("a test puts back what a step left"), connection.cursor() as cursor:
        for table, numbers in told.gone.items():
            if numbers:
                key = _tables()[table]._meta.pk.column
                cursor.execute(f'DELETE FROM "{table}" WHERE "{key}" = ANY(%s)', [numbers])
        for table, rows in told.changed.items():
            if rows:
                cursor.execute(_upsert(table), [f"[{','.join(rows.values())}]"])
    for name, held in told.files.items():
        path = Path(settings.FILES_DIR) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(held)
    _now.trail = trail
    return pickle.loads(told.given)


@functools.cache
def _upsert(table: str) -> str:
    meta = _tables()[table]._meta
    columns = [f'"{one.column}"' for one in meta.concrete_fields if not one.generated]
    names, key = ", ".join(columns), f'"{meta.pk.column}"'
    same = ", ".join(f"{name} = EXCLUDED.{name}" for name in columns)
    return (
        f'INSERT INTO "{table}" ({names}) OVERRIDING SYSTEM VALUE SELECT {names} '
        f'FROM jsonb_populate_recordset(NULL::"{table}", %s::jsonb) ON CONFLICT ({key}) DO UPDATE SET {same}'
    )
