"""Fills a database with many invented rows: ``oneteam generate --problems 10000 --seed 1``."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from random import Random

from django.db import connection, transaction
from django.utils import timezone

from oneteam import walls

from .bulk import fieldwork, people, threads


def generate(
    *, problems: int, experts: int, projects: int, seed: int, say: Callable[[str], None] = print
) -> None:
    """The same seed gives the same titles and the same shape; the codes are random as always."""
    began = time.perf_counter()
    tag = hashlib.sha256(f"{seed}-{time.time_ns()}".encode()).hexdigest()[:6]
    house = people.House(random=Random(seed), now=timezone.now(), tag=tag)
    with transaction.atomic(), walls.system("generate rows for measurements"):
        people.furnish(house, experts=experts)
        say(f"{len(house.companies) + len(house.others)} organisations, {experts} experts")
        rows = threads.write(house, problems=problems, projects=min(projects, problems))
        say(f"{problems} problems")
        fieldwork.run_projects(house, fieldwork.hold_tables(house, rows[:projects]))
        say(f"{min(projects, problems)} round tables and projects")
        fieldwork.tell(rows)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # so that the first measurements do not run on guesses
    say(f"done in {time.perf_counter() - began:.0f} s")
