"""The read log of a problem as its page shows it: by reader, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from oneteam.files.models import FILE
from oneteam.files.queries import names_of
from oneteam.journal.queries import readings
from oneteam.journal.read_parts import part_called

from .models import Problem


@dataclass(frozen=True)
class Read:
    called: str
    times: int
    last: datetime


def read_by(problem: Problem) -> list[tuple[Any, list[Read]]]:
    """Whoever read last stands first, each with what they read."""
    rows = list(readings(problem.code))
    files = names_of(row.what.removeprefix(FILE) for row in rows if row.what.startswith(FILE))
    found: dict[int, tuple[Any, list[Read]]] = {}
    for row in rows:
        reads = found.setdefault(row.person, (row, []))[1]
        reads.append(Read(_called(row.what, files), row.times, row.last))
    return list(found.values())


def _called(what: str, files: dict[str, str]) -> str:
    if not what.startswith(FILE):
        return part_called(what)
    name = files.get(what.removeprefix(FILE))
    return _("File “%(name)s”") % {"name": name} if name else _("A file that was removed")
