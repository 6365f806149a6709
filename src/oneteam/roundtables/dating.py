"""What was found of dates, in words."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext_lazy, ngettext

from oneteam.base.later import Later
from oneteam.base.text import called, say
from oneteam.experts.free import SOONEST

from . import keeping, queries, timetable
from .models import DateFound, DateSearch
from .timetable import Asked, Found, Reading, Search, Wish

if TYPE_CHECKING:
    from oneteam_core import timetable as core
else:
    core = Later("oneteam_core.timetable")

AGAINST = {
    "outside_horizon": gettext_lazy("The day is too soon, or after the last day asked about."),
    "off_grid": gettext_lazy("Round tables begin on the full hour here."),
    "not_before": gettext_lazy("It is too early for this table."),
    "busy": gettext_lazy("%(person)s has something else then."),
    "unavailable": gettext_lazy("%(person)s has not given this time."),
    "outside_hours": gettext_lazy("It is outside working hours for %(person)s."),
    "fixed_table": gettext_lazy("%(person)s sits at another round table then."),
    "other_table": gettext_lazy("%(person)s is needed at another of these round tables then."),
    "break_too_short": gettext_lazy("%(person)s would have no break between two round tables."),
    "day_limit": gettext_lazy("%(person)s would have too many round tables on that day."),
    "week_limit": gettext_lazy("%(person)s would have too many round tables in that week."),
    "quorum": gettext_lazy("Fewer than %(quorum)s of the experts could come."),
    "no_room": gettext_lazy("No room of the alliance is offered."),
    "room_too_small": gettext_lazy("%(room)s is too small."),
    "equipment_missing": gettext_lazy("%(room)s lacks equipment."),
    "room_busy": gettext_lazy("%(room)s is taken."),
    "room_taken": gettext_lazy("Another of these round tables is in %(room)s."),
    "deadline_passed": gettext_lazy("It would be later than planned."),
}
DAY = 1440  # minutes
OF_DAY = {
    "no_room": gettext_lazy("The room is not offered any more."),
    "equipment_missing": gettext_lazy("Whoever chairs in %(room)s may not see what this table is about."),
    "room_busy": gettext_lazy("%(room)s is taken, or whoever chairs there is."),
    "room_taken": gettext_lazy("Another table of the day is in %(room)s."),
    "other_table": gettext_lazy("%(person)s is needed at another table of the day then."),
    "day_limit": gettext_lazy("%(person)s would sit at more tables on that day than were allowed."),
    "off_grid": gettext_lazy("The sessions of that day begin at other times."),
    "outside_horizon": gettext_lazy("It is not on that day."),
}
OTHER = gettext_lazy("Something else stands against it.")


@dataclass(frozen=True)
class Now:
    """A kept search as it stands today: what was found, what speaks against it by now, and what needs no date."""

    search: Search
    gone: dict[str, tuple[core.Reason, ...]]
    settled: list[Any]


def kept_now(person: Any, kept: DateSearch, rows: Iterable[DateFound]) -> Now:
    found = {row.problem.code: row for row in rows}
    wish = Wish(kept.minutes, kept.experts, kept.last, kept.room)
    asked = timetable.asked_about(queries.without_date(found))
    waiting = {one.problem.code for one in asked}
    settled = [row.problem for code, row in found.items() if code not in waiting]
    told = [_restored(one, found[one.problem.code].told, kept.minutes) for one in asked]
    if not asked:
        return Now(Search([], {}, {}, kept.proven), {}, settled)
    today = timezone.localdate()
    reading = timetable.read(person, asked, wish, min(today, kept.last - timedelta(days=SOONEST)))
    found_then = {one.asked.problem.code: one.meeting for one in told if one.meeting}
    is_over = today + timedelta(days=SOONEST) > kept.last
    gone = timetable.too_near(found_then) if is_over else timetable.against(reading, found_then)
    offered = [_still_offered(reading, one, gone, kept.minutes) for one in told]
    return Now(Search(offered, reading.people, reading.venues, kept.proven), gone, settled)


def _still_offered(reading: Reading, one: Found, gone: Collection[str], minutes: int) -> Found:
    """Without the other dates against which something speaks by now: each asked for itself, as each was found."""
    code = one.asked.problem.code
    dates = () if code in gone else one.others
    asked = (
        (other, keeping.meeting(code, other.start, minutes, other.room, other.present)) for other in dates
    )
    still = [other for other, meeting in asked if not timetable.against(reading, {code: meeting})]
    return replace(one, others=tuple(still))


def _restored(asked: Asked, told: dict[str, Any], minutes: int) -> Found:
    code = asked.problem.code
    return Found(
        asked=asked, meeting=keeping.meeting_of(code, told, minutes), clash=keeping.clash_of(told),
        others=keeping.others_of(code, told["others"]), why_not=None,
    )  # fmt: skip


def shown(search: Search, gone: Mapping[str, Iterable[core.Reason]] | None = None) -> list[dict[str, Any]]:
    """``gone``: what speaks by now against dates that were found earlier, by the code of the problem."""
    said = gone or {}
    return [
        _row(search, found) | {"gone": sentences(search, said.get(found.asked.problem.code, ()))}
        for found in search.found
    ]


def _row(search: Search, found: Found) -> dict[str, Any]:
    meeting = found.meeting
    return {
        "problem": found.asked.problem,
        "best": _date(search, found, meeting.start, meeting.room, meeting.present) if meeting else None,
        "earlier": sentences(search, meeting.earlier) if meeting else [],
        "clash": sentences(search, found.clash),
        "others": [
            _date(search, found, one.start, one.room, one.present) | {"costs": costs_of(one.costs)}
            for one in found.others
        ],
        "why_not": _why_not(search, found) if found.why_not else None,
    }


def _date(
    search: Search, found: Found, start: datetime, room: str | None, present: Iterable[str]
) -> dict[str, Any]:
    there, local = set(present), timezone.localtime(start)
    away = [row.person for row in found.asked.panel if str(row.person_id) not in there]
    return {
        "at": local.strftime("%Y-%m-%dT%H:%M"),
        "start": local,
        "venue": search.venues.get(room or ""),
        "there": len(found.asked.panel) - len(away),
        "away": [called(one) for one in away],
    }


def costs_of(costs: Iterable[core.Difference]) -> list[str]:
    """What is worse than with the best date, and what is better."""
    return [words for one in costs if (words := _cost(one.name, one.by))]


def _cost(name: str, by: int) -> str:
    if name == "absent" and by > 0:
        return ngettext("%(n)s expert fewer", "%(n)s experts fewer", by) % {"n": by}
    if name == "absent":
        return ngettext("%(n)s expert more", "%(n)s experts more", -by) % {"n": -by}
    if name == "minutes_until" and by >= DAY:
        return ngettext("%(n)s day later", "%(n)s days later", by // DAY) % {"n": by // DAY}
    if name == "minutes_until" and by > 0:
        return ngettext("%(n)s minute later", "%(n)s minutes later", by) % {"n": by}
    if name == "minutes_until" and by < 0:
        return ngettext("%(n)s minute earlier", "%(n)s minutes earlier", -by) % {"n": -by}
    if name == "days_late" and by > 0:
        return ngettext("%(n)s day after its deadline", "%(n)s days after its deadline", by) % {"n": by}
    return ""


def _why_not(search: Search, found: Found) -> dict[str, Any]:
    assert found.why_not is not None
    possible = found.why_not.possible
    return {
        "reasons": sentences(search, found.why_not.reasons),
        "possible": _date(search, found, possible.start, possible.room, possible.present)
        | {"costs": costs_of(possible.costs)}
        if possible
        else None,
    }


def of_day(reading: Reading, reasons: Iterable[core.Reason | core.Earlier]) -> list[str]:
    """The same of a round-table day, whose rooms stand for whoever chairs in them, too."""
    return sentences(reading, reasons, AGAINST | OF_DAY)


def sentences(
    search: Search | Reading,
    reasons: Iterable[core.Reason | core.Earlier],
    words: Mapping[str, Any] = AGAINST,
) -> list[str]:
    return list(dict.fromkeys(_sentence(search, words.get(one.code, OTHER), one.params) for one in reasons))


def _sentence(search: Search | Reading, sentence: Any, params: Mapping[str, Any]) -> str:
    people = [params["person"]] if "person" in params else list(params.get("persons", ()))
    names = ", ".join(called(search.people[one]) for one in people if one in search.people)
    venue = search.venues.get(str(params.get("room", "")))
    words = {"person": names, "room": str(venue) if venue else "", "quorum": params.get("quorum", "")}
    return say(str(sentence), **words)
