"""What was found of dates, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext_lazy, ngettext

from oneteam.base.text import called, say

from .timetable import Found, Search

if TYPE_CHECKING:
    from oneteam_core import timetable as core

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
    "quorum": gettext_lazy("Only %(present)s of the experts could come; %(quorum)s are needed."),
    "no_room": gettext_lazy("No room of the alliance is offered."),
    "room_too_small": gettext_lazy("%(room)s is too small."),
    "equipment_missing": gettext_lazy("%(room)s lacks equipment."),
    "room_busy": gettext_lazy("%(room)s is taken."),
    "room_taken": gettext_lazy("Another of these round tables is in %(room)s."),
    "deadline_passed": gettext_lazy("It would be later than planned."),
}
OTHER = gettext_lazy("Something else stands against it.")


def shown(search: Search) -> list[dict[str, Any]]:
    return [_row(search, found) for found in search.found]


def _row(search: Search, found: Found) -> dict[str, Any]:
    meeting = found.meeting
    return {
        "problem": found.asked.problem,
        "best": _date(search, found, meeting.start, meeting.room, meeting.present) if meeting else None,
        "earlier": [_sentence(search, one.code, one.params) for one in meeting.earlier] if meeting else [],
        "clash": _sentences(search, found.clash),
        "others": [
            _date(search, found, one.start, one.room, one.present) | {"costs": _costs(one.costs)}
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


def _costs(costs: Iterable[core.Difference]) -> list[str]:
    """What is worse than with the best date, and what is better."""
    return [words for one in costs if (words := _cost(one.name, one.by))]


def _cost(name: str, by: int) -> str:
    if name == "absent" and by > 0:
        return ngettext("%(n)s expert fewer", "%(n)s experts fewer", by) % {"n": by}
    if name == "absent":
        return ngettext("%(n)s expert more", "%(n)s experts more", -by) % {"n": -by}
    if name == "minutes_until" and by >= 1440:
        days = by // 1440
        return ngettext("%(n)s day later", "%(n)s days later", days) % {"n": days}
    if name == "days_late" and by > 0:
        return ngettext("%(n)s day after its deadline", "%(n)s days after its deadline", by) % {"n": by}
    return ""


def _why_not(search: Search, found: Found) -> dict[str, Any]:
    assert found.why_not is not None
    possible = found.why_not.possible
    return {
        "reasons": _sentences(search, found.why_not.reasons),
        "possible": _date(search, found, possible.start, possible.room, possible.present)
        | {"costs": _costs(possible.costs)}
        if possible
        else None,
    }


def _sentences(search: Search, reasons: Iterable[core.Reason]) -> list[str]:
    return list(dict.fromkeys(_sentence(search, one.code, one.params) for one in reasons))


def _sentence(search: Search, code: str, params: Mapping[str, Any]) -> str:
    people = [params["person"]] if "person" in params else list(params.get("persons", ()))
    names = ", ".join(called(search.people[one]) for one in people if one in search.people)
    venue = search.venues.get(str(params.get("room", "")))
    words = {
        "person": names, "room": str(venue) if venue else "", "present": len(params.get("present", ())),
        "quorum": params.get("quorum", ""),
    }  # fmt: skip
    return say(str(AGAINST.get(code, OTHER)), **words)
