"""Refuse a batch that cannot be used, saying where it is wrong and what to do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from oneteam_core.matching.batch.model import Batch, Demand, GroupLimit, Load, Pair, Scores
from oneteam_core.matching.batch.units import LARGEST
from oneteam_core.matching.errors import MatchingError

MOST_COUNT = 1_000_000


def check_batch(batch: Batch) -> None:
    """Raise ``MatchingError`` for the first thing that is wrong; return nothing when all is well.

    Complexity: linear in the size of the batch.

    >>> import numpy as np
    >>> from oneteam_core.matching.batch.model import numbered
    >>> check_batch(numbered([[0.5, np.nan]], demand=1, load=1))
    Traceback (most recent call last):
    oneteam_core.matching.errors.MatchingError: scores[P0000, E0001]: is nan; it must be a finite number
    """
    _once("demands", [demand.problem for demand in batch.demands], "problem")
    _once("loads", [load.person for load in batch.loads], "person")
    for at, demand in enumerate(batch.demands):
        _check_bounds(f"demands[{at}]", demand)
    for at, load in enumerate(batch.loads):
        _check_bounds(f"loads[{at}]", load)
    _check_scores(batch)
    problems, people = set(batch.problems), set(batch.people)
    for name in ("forbidden", "fixed"):
        _check_pairs(name, getattr(batch, name), problems, people)
    _check_fixed(batch)
    _once("groups", [group.name for group in batch.groups], "name")
    for at, group in enumerate(batch.groups):
        _check_group(f"groups[{at}]", group, problems, people)
    if batch.keep:
        _check_keep(batch.keep.pairs, batch.keep.budget)


def _check_bounds(where: str, bounds: Demand | Load) -> None:
    for name in ("least", "most"):
        _check_count(f"{where}.{name}", getattr(bounds, name))
    if bounds.least > bounds.most:
        raise MatchingError(f"{where}.least", f"is {bounds.least}, above most {bounds.most}; lower it")


def _check_count(where: str, value: object) -> None:
    whole = isinstance(value, (int, np.integer)) and not isinstance(value, bool)
    if not whole or not 0 <= int(value) <= MOST_COUNT:  # type: ignore[call-overload]
        raise MatchingError(where, f"is {value}; it must be a whole number from 0 to {MOST_COUNT}")


def _check_scores(batch: Batch) -> None:
    scores = batch.scores
    if scores.shape != (len(batch.demands), len(batch.loads)):
        raise MatchingError(
            "scores",
            f"are for {scores.shape[0]} problems and {scores.shape[1]} people;"
            f" there are {len(batch.demands)} and {len(batch.loads)}",
        )
    _check_places(scores)
    for wrong, say in (
        (~np.isfinite(scores.value), "it must be a finite number"),
        (np.abs(scores.value) > LARGEST, f"it must not be above {LARGEST} in size; scale the scores down"),
    ):
        if wrong.any():
            at = int(np.flatnonzero(wrong)[0])
            place = f"{batch.problems[scores.problem[at]]}, {batch.people[scores.person[at]]}"
            raise MatchingError(f"scores[{place}]", f"is {scores.value[at]}; {say}")


def _check_places(scores: Scores) -> None:
    if not len(scores.problem) == len(scores.person) == len(scores.value):
        raise MatchingError("scores", "need as many problems as people and values")
    problems, people = scores.shape
    outside = (scores.problem < 0) | (scores.problem >= problems)
    outside |= (scores.person < 0) | (scores.person >= people)
    if outside.any():
        at = int(np.flatnonzero(outside)[0])
        raise MatchingError(f"scores[{at}]", "is for a problem or person that is not there")
    keys = scores.problem * max(1, people) + scores.person
    if (keys[1:] > keys[:-1]).all():
        return
    keys = np.sort(keys)
    twice = np.flatnonzero(keys[1:] == keys[:-1])
    if len(twice):
        problem, person = divmod(int(keys[twice[0]]), people)
        raise MatchingError(f"scores[{problem}, {person}]", "stands here twice; give each pair one score")


def _check_pairs(name: str, pairs: Sequence[Pair], problems: set[str], people: set[str]) -> None:
    for at, (problem, person) in enumerate(pairs):
        if problem not in problems:
            raise MatchingError(f"{name}[{at}]", f"{problem!r} is not among the problems")
        if person not in people:
            raise MatchingError(f"{name}[{at}]", f"{person!r} is not among the people")


def _check_fixed(batch: Batch) -> None:
    if not batch.fixed:
        return
    problems = {name: at for at, name in enumerate(batch.problems)}
    people = {name: at for at, name in enumerate(batch.people)}
    forbidden = set(batch.forbidden)
    keys = {problems[problem] * len(people) + people[person]: None for problem, person in batch.fixed}
    scored = np.isin(np.array(list(keys)), batch.scores.problem * len(people) + batch.scores.person)
    known = dict(zip(keys, scored.tolist(), strict=True))
    for at, (problem, person) in enumerate(batch.fixed):
        if (problem, person) in forbidden:
            raise MatchingError(
                f"fixed[{at}]", f"{person!r} at {problem!r} is forbidden too; take one of the two back"
            )
        if not known[problems[problem] * len(people) + people[person]]:
            raise MatchingError(f"fixed[{at}]", f"{person!r} at {problem!r} has no score; give it one")


def _check_group(where: str, group: GroupLimit, problems: set[str], people: set[str]) -> None:
    _once(f"{where}.people", group.people, "")
    for name, known in ((group.people, people), (group.problems or (), problems)):
        for one in name:
            if one not in known:
                raise MatchingError(where, f"{one!r} is not in this batch")
    _check_count(f"{where}.least", group.least)
    if group.most is not None:
        _check_count(f"{where}.most", group.most)
        if group.least > group.most:
            raise MatchingError(f"{where}.least", f"is {group.least}, above most {group.most}; lower it")


def _check_keep(pairs: Sequence[Pair], budget: int | None) -> None:
    _once("keep.pairs", [f"{problem}, {person}" for problem, person in pairs], "")
    if budget is not None:
        _check_count("keep.budget", budget)


def _once(where: str, values: Iterable[str], field: str) -> None:
    seen: set[str] = set()
    for at, value in enumerate(values):
        place = f"{where}[{at}]" + (f".{field}" if field else "")
        if not isinstance(value, str) or not value.strip():
            raise MatchingError(place, "is empty; give it a name")
        if value in seen:
            raise MatchingError(place, f"{value!r} stands here twice; name each once")
        seen.add(value)
