"""Dates for many tables at once, sought by a long job and kept for whoever asked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from oneteam import walls
from oneteam.base.errors import Refused, require
from oneteam.longjobs import actions as longjobs
from oneteam.longjobs.kinds import Say
from oneteam.longjobs.models import LongJob
from oneteam.walls.actions import person_circle

from .. import keeping, queries, rules, timetable
from ..enums import FIND_DATES
from ..models import DateFound, DateSearch
from ..timetable import Search, Wish


def begin_dates(*, person: Any, codes: Iterable[str], wish: Wish) -> LongJob:
    require(rules.may_plan_day(person))
    arguments = {"codes": list(codes), "wish": asdict(wish) | {"last": wish.last.isoformat()}}
    return longjobs.ask(person=person, kind=FIND_DATES, arguments=arguments)


def find_dates(*, person: Any, codes: Iterable[str], wish: Wish, say: Say) -> DateSearch:
    """The computing is done between two transactions: nobody waits for it, and how far it is can be seen."""
    wanted = list(codes)
    with walls.acting_as(person):
        require(rules.may_plan_day(person))
        asked = timetable.asked_about(queries.without_date(wanted))
        if not asked:
            raise Refused(_("None of these tables waits for a date any more. Please choose again."))
        reading = timetable.read(person, asked, wish, timezone.localdate())
    say(0, len(asked))
    found = timetable.solve(reading, asked, step=lambda at: say(at, len(asked)))
    with walls.acting_as(person):
        return _keep(person, wish, found)


@transaction.atomic
def _keep(person: Any, wish: Wish, found: Search) -> DateSearch:
    """Of a problem that is closed to whoever asked meanwhile, or has a date by now, nothing is kept."""
    kept = DateSearch.objects.create(
        by=person, circle=person_circle(person.pk), proven=found.proven, **asdict(wish)
    )
    still = {one.code: one for one in queries.without_date(one.asked.problem.code for one in found.found)}
    DateFound.objects.bulk_create(
        DateFound(
            search=kept, problem=still[code], circle=still[code].disclosure.desk,
            told=keeping.told(one.meeting, one.clash, one.others),
        )
        for one in found.found
        if (code := one.asked.problem.code) in still
    )  # fmt: skip
    return kept
