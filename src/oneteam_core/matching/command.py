"""``python -m oneteam_core match``: match problems from files and print the panels."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from oneteam_core.matching.batch.plan import match_many
from oneteam_core.matching.batch.report import day_report
from oneteam_core.matching.batch.sound import sound_day
from oneteam_core.matching.batch.together import batch_of
from oneteam_core.matching.encoders.choice import DEFAULT, ENCODERS, choose_encoder, fitted
from oneteam_core.matching.errors import MatchingError
from oneteam_core.matching.fingerprint import plain
from oneteam_core.matching.library import Library
from oneteam_core.matching.load import Problems, load_experts, load_problems
from oneteam_core.matching.model import ProblemText, Rules
from oneteam_core.matching.panel import match
from oneteam_core.matching.report import Labels, report
from oneteam_core.matching.sound import sound_panel

WITHOUT_ADDRESS = tuple(name for name in ENCODERS if name != "endpoint")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--problems", type=Path, required=True, help="JSON file with problems and relations")
    parser.add_argument("--experts", type=Path, required=True, help="JSON file with experts")
    parser.add_argument("--problem", help="only the problem with this identifier")
    parser.add_argument(
        "--on", help="the day that counts, such as 2026-11-23; default: the one in the problems file"
    )
    parser.add_argument("--size", type=int, default=6, help="people on a panel (default 6)")
    parser.add_argument("--language", choices=("en", "ko"), default="en", help="language of the names shown")
    parser.add_argument(
        "--encoder",
        choices=WITHOUT_ADDRESS,
        default=DEFAULT,
        help=f"how texts are compared (default {DEFAULT})",
    )
    parser.add_argument(
        "--day",
        action="store_true",
        help="plan all problems at once, so that the one served worst is served as well as can be",
    )
    parser.add_argument("--json", action="store_true", help="print everything as JSON")


def run(arguments: argparse.Namespace) -> str:
    """Match all problems of the files and return what to print.

    Raises ``MatchingError`` on bad input, and ``Unsound`` where an answer fails its check.
    """
    problems, experts = load_problems(arguments.problems), load_experts(arguments.experts)
    on = _day(arguments.on, problems)
    wanted = [problem for problem in problems.problems if arguments.problem in (None, problem.id)]
    if not problems.problems:
        raise MatchingError("problems", f"there are none in {arguments.problems}; add one")
    if not wanted:
        raise MatchingError("--problem", f"{arguments.problem!r} is not in {arguments.problems}")
    choice = choose_encoder(arguments.encoder, lexical=fitted(experts.candidates))
    labels = _labels({**problems.labels, **experts.labels}, arguments.language)
    titles = {problem.id: _in(problem.parts.get("title", {}), arguments.language) for problem in wanted}
    world: dict[str, Any] = {
        "candidates": experts.candidates,
        "relations": problems.relations,
        "rules": Rules(size=arguments.size),
        "on": on,
    }
    library = Library(experts.candidates, encoder=choice.encoder)
    answer = _day_plan if arguments.day else _panels
    found, shown = answer(wanted, world, library, labels, titles)
    if arguments.json:
        return json.dumps(plain(found), ensure_ascii=False, indent=1)
    return "\n\n".join([*([choice.fallback] if choice.fallback else []), *shown])


def _panels(
    wanted: Sequence[ProblemText], world: dict[str, Any], library: Library, labels: Labels, titles: Labels
) -> tuple[Any, list[str]]:
    """A panel for each problem alone, re-checked, and how it is shown."""
    panels = [
        sound_panel(match(problem=problem, library=library, **world), problem=problem, **world)
        for problem in wanted
    ]
    return panels, [report(panel, labels, titles[panel.problem]) for panel in panels]


def _day_plan(
    wanted: Sequence[ProblemText], world: dict[str, Any], library: Library, labels: Labels, titles: Labels
) -> tuple[Any, list[str]]:
    """One plan for all problems together, re-checked, and how it is shown."""
    batch = batch_of(problems=wanted, library=library, **world)
    plan = sound_day(batch, match_many(batch, fair=True), problems=wanted, **world)
    return plan, [day_report(batch, plan, labels, titles), plan.encoder]


def _day(given: str | None, problems: Problems) -> date:
    if given is None:
        if problems.on is None:
            raise MatchingError(
                "--on", "is missing, and the problems file names no day; give one, such as 2026-11-23"
            )
        return problems.on
    try:
        return date.fromisoformat(given)
    except ValueError as error:
        raise MatchingError("--on", f"is {given!r}; write a date as 2026-11-23") from error


def _labels(texts: Mapping[str, Mapping[str, str]], language: str) -> dict[str, str]:
    return {key: _in(value, language) or key for key, value in texts.items()}


def _in(texts: Mapping[str, str], language: str) -> str:
    return texts.get(language) or next(iter(texts.values()), "")
