"""``python -m oneteam_core timetable``: find dates for the tables of a file and print them."""

from __future__ import annotations

import argparse
import json
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from oneteam_core.timetable.errors import TimetableError
from oneteam_core.timetable.load import Loaded, load_agenda
from oneteam_core.timetable.options import alternatives, why_not
from oneteam_core.timetable.planner import plan
from oneteam_core.timetable.report import refusal, report, told
from oneteam_core.timetable.result import Plan
from oneteam_core.timetable.sound import sound_plan


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--tables", type=Path, required=True, help="JSON file with tables, people, rooms and rules"
    )
    parser.add_argument(
        "--alternatives", metavar="TABLE", help="also other dates for this table, with their cost"
    )
    parser.add_argument(
        "--why-not",
        nargs=2,
        metavar=("TABLE", "START"),
        help="also why not then, such as RT-1 2026-12-01T14:00",
    )
    parser.add_argument("--json", action="store_true", help="print everything as JSON")


def run(arguments: argparse.Namespace) -> str:
    """Plan the tables of the file and return what to print.

    Raises ``TimetableError`` on bad input, and ``Unsound`` where the plan fails its check.
    """
    loaded = load_agenda(arguments.tables)
    found = sound_plan(loaded.agenda, plan(loaded.agenda))
    answers: dict[str, Any] = {"plan": found}
    if arguments.alternatives:
        answers["alternatives"] = alternatives(loaded.agenda, found, arguments.alternatives)
    if arguments.why_not:
        table, start = arguments.why_not
        answers["why_not"] = why_not(loaded.agenda, found, table, _moment(start, loaded.agenda.rules.zone))
    if arguments.json:
        return json.dumps(plain(answers), ensure_ascii=False, indent=1)
    return "\n".join(_told(answers, found, loaded, arguments))


def _told(answers: dict[str, Any], found: Plan, loaded: Loaded, arguments: argparse.Namespace) -> list[str]:
    labels, zone = loaded.labels, loaded.agenda.rules.zone
    lines = [report(found, labels, zone)]
    if "alternatives" in answers:
        lines.append(f"\nOther dates for {arguments.alternatives}, the cheapest first:")
        lines += [f"    {told(one, labels, zone)}" for one in answers["alternatives"]]
    if "why_not" in answers:
        lines.append(f"\nWhy not {' at '.join(arguments.why_not)}:")
        lines.append(refusal(answers["why_not"], labels, zone))
    return lines


def _moment(given: str, zone: str) -> datetime:
    """A start as the clock of the zone shows it, unless it says its own."""
    try:
        start = datetime.fromisoformat(given)
    except ValueError as error:
        raise TimetableError("--why-not", f"{given!r} is no time; write 2026-12-01T14:00") from error
    return start if start.tzinfo else start.replace(tzinfo=ZoneInfo(zone))


def plain(value: Any) -> Any:
    """An answer as JSON can hold it.

    >>> plain({"on": date(2026, 11, 30), "who": ("ann",)})
    {'on': '2026-11-30', 'who': ['ann']}
    """
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value
