"""Round tables in the calendars of those who are expected there.

A calendar is read on screens and by programs that no wall reaches: of a named or sealed problem it says that there
is a round table, when, and the address of the page. The place would tell whose it is, so it stays away, too.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from oneteam.calendars.events import Event, events
from oneteam.calendars.ics import CANCEL, REQUEST, invitation
from oneteam.journal.letters import Invite
from oneteam.problems.models import Problem

from . import queries
from .models import RoundTable, TableInvitation


@events
def tables(person: Any, since: datetime) -> Iterator[Event]:
    """Those at which the person sits, and those to which they are invited and may not look yet."""
    seats = list(queries.tables_in_calendar(person, since))
    yield from (event_of(table, table.problem, person) for table in seats)
    seen = {table.code for table in seats}
    asked = [one for one in queries.invitations_in_calendar(person, since) if one.table_code not in seen]
    problems = queries.titles(one.thread for one in asked) if asked else {}
    yield from (event_of(one, problems[one.thread], person) for one in asked if one.thread in problems)


def event_of(one: RoundTable | TableInvitation, problem: Problem, person: Any) -> Event:
    closed = problem.disclosure.is_confidential
    title = _("Round table") if closed else _("Round table: %(title)s") % {"title": problem.title}
    code, path, changed = _facts(one)
    return Event(
        name=_name(code, person), sequence=one.sequence, starts=one.starts_at, ends=one.ends_at, title=title,
        path=path, changed=changed, place="" if closed else str(one.place),
    )  # fmt: skip


def _facts(one: RoundTable | TableInvitation) -> tuple[str, str, datetime]:
    if isinstance(one, RoundTable):
        return one.code, one.get_absolute_url(), one.state_at
    path = reverse("roundtables:invitation", args=[one.table_code])
    return one.table_code, path, one.answered_at or one.created_at


def into_calendar(one: RoundTable | TableInvitation, problem: Problem, person: Any) -> Invite:
    return Invite(REQUEST, invitation(event_of(one, problem, person), person, method=REQUEST))


def out_of_calendar(one: RoundTable | TableInvitation, problem: Problem, person: Any) -> Invite:
    return Invite(CANCEL, invitation(event_of(one, problem, person), person, method=CANCEL))


def taken_out(
    table: str, person: Any, *, sequence: int, starts: datetime, ends: datetime, path: str
) -> Invite:
    """For whoever may see nothing of the table any more: what is in their calendar already, and no word more."""
    event = Event(
        name=_name(table, person), sequence=sequence, starts=starts, ends=ends, title=_("Round table"), path=path,
        changed=timezone.now(),
    )  # fmt: skip
    return Invite(CANCEL, invitation(event, person, method=CANCEL))


def _name(table: str, person: Any) -> str:
    return f"{table}.{person.code}"
