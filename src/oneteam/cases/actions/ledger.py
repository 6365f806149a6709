"""What ended without a result goes into the ledger; its owner decides whether the members read it."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from oneteam import walls
from oneteam.alliance import disclosure
from oneteam.alliance.enums import Level
from oneteam.alliance.models import Disclosure
from oneteam.base.errors import require
from oneteam.journal.actions import record
from oneteam.problems.ending import Ended
from oneteam.problems.enums import Ending
from oneteam.projects.models import Project
from oneteam.roundtables.models import Decision
from oneteam.walls.actions import draw
from oneteam.walls.models import Circle

from .. import queries, rules
from ..circles import keys_of_entry
from ..models import LedgerEntry

SOURCES: dict[str, tuple[str, type[Project] | type[Decision]]] = {
    Ending.STOPPED: ("project", Project), Ending.DECIDED: ("decision", Decision),
}  # fmt: skip


def enter(ended: Ended) -> None:
    """Called in the transaction in which it ended; whoever ended it need not be among the readers."""
    shown, problem, lesson = ended.shown, ended.problem, ended.lesson
    disclosure.lock(shown)  # who seals the thread at the same moment waits, and then redraws this entry, too
    with walls.system("what ended goes into the ledger"):
        LedgerEntry.objects.create(
            circle=draw(**keys_of_entry(shown, shared=False)), disclosure=shown, level=shown.level, problem=problem,
            how=ended.how, title=ended.title, area=shown.area, skills=problem.skills if problem else [],
            why=lesson.why, change=lesson.change, **_source(ended),
        )  # fmt: skip


def _source(ended: Ended) -> dict[str, Any]:
    if ended.how not in SOURCES:
        return {}
    name, model = SOURCES[ended.how]
    return {name: model._default_manager.get(code=ended.source)}


@transaction.atomic
def share(*, person: Any, entry: LedgerEntry) -> None:
    _show(person, entry, "shared", shared=True)


@transaction.atomic
def take_back(*, person: Any, entry: LedgerEntry) -> None:
    _show(person, entry, "taken_back", shared=False)


def _show(person: Any, entry: LedgerEntry, verb: str, *, shared: bool) -> None:
    shown = queries.disclosure_of(entry)
    disclosure.lock(shown)
    require(rules.may_share(person, shown))
    entry.shared_at = timezone.now() if shared else None
    with walls.system("who reads an entry of the ledger"):
        entry.save(update_fields=["shared_at"])
        _redraw(entry, shown)
    record(verb=f"cases.{verb}", actor=person, thread=shown.thread, target=entry.code, circle=shown.desk)


def _redraw(entry: LedgerEntry, shown: Disclosure) -> None:
    keys = keys_of_entry(shown, shared=entry.shared_at is not None)
    Circle.objects.filter(pk=entry.circle_id).update(**keys)


def follow_disclosure(shown: Disclosure) -> None:
    """Sealing takes back what was shared. Called under ``walls.system``."""
    rows = LedgerEntry.objects.filter(disclosure=shown)
    if shown.level == Level.SEALED:
        rows.update(shared_at=None)
    rows.update(level=shown.level)
    for entry in rows:
        _redraw(entry, shown)
