"""The clocks of what was taken on (``clocks.py``): each strikes once for a date.

Who is told of it is told no more than the walls let them know: the letter is written under their own keys. Of those
who do not see the room, whoever knows of the problem reads that something is overdue and not what, and whoever does
not know of it is not written to at all. Where nobody is left who may see the room, the secretariat follows it up.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from oneteam import walls
from oneteam.journal.outbox import send

from .. import queries
from ..clocks import CLOCKS, EARLIEST, Clock
from ..models import ActionItem, ActionReminder


@transaction.atomic
def remind_of_actions() -> int:
    """The job of every morning. Answers how many clocks have struck."""
    today, struck = timezone.localdate(), 0
    with walls.system("remind of what was taken on at round tables"):
        for item in queries.open_actions(today + EARLIEST):
            known = {one.clock for one in item.reminders.all() if one.due_on == item.due_on}
            for clock in CLOCKS:
                due = clock.name not in known and clock.strikes(item.due_on, today)
                if due and _strikes_first(item, clock):
                    _tell(item, clock)
                    struck += 1
    return struck


def _strikes_first(item: ActionItem, clock: Clock) -> bool:
    _row, new = ActionReminder.objects.get_or_create(
        item=item, clock=clock.name, due_on=item.due_on, defaults={"circle_id": item.circle_id}
    )
    return new


def _tell(item: ActionItem, clock: Clock) -> None:
    disclosure = item.table.problem.disclosure
    people = _asked(item, clock)
    for one in queries.inside(disclosure.teaser, people):
        _send("roundtables.action_clock", one, item, clock)
    if not queries.inside(disclosure.room, people).exists():
        for officer in queries.officers_inside(disclosure):
            _send("roundtables.action_untold", officer, item, clock)


def _asked(item: ActionItem, clock: Clock) -> Any:
    if not clock.role:
        return queries.people([item.who_id])
    home = queries.home_at(item)
    return queries.seated_as(clock.role, home).exclude(pk=item.who_id)


def _send(kind: str, to: Any, item: ActionItem, clock: Clock) -> None:
    data = {"action": item.code, "clock": clock.name, "thread": item.table.problem.code}
    send(kind=kind, to=to, data=data)
