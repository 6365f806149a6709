"""Many people: indexing 25,000 works to the end, indexing again, and one panel of 5,000 people.

    .venv/bin/python benchmarks/matching.py --data FOLDER --only index

Before the clock of a panel: vectors, and what depends on nothing but people's works (a library that one problem
has been asked of). Inside it: the problem, which none of the texts read before holds, its encoding, conflicts,
quotas (new ones for everybody in each run), free time, the choice, all reasons, what the panel would be without
each member, runners-up, and the fingerprint.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src")]

from oneteam_core.matching import (  # noqa: E402
    Candidate,
    FieldRecord,
    Library,
    ProblemText,
    Rules,
    Work,
    by_language,
    choose_encoder,
    fitted,
    index_works,
    match,
)
from oneteam_core.matching.check import MOST_NEEDS  # noqa: E402
from oneteam_core.matching.load import Problems, load_experts, load_problems  # noqa: E402
from oneteam_core.matching.model import KINDS, Need  # noqa: E402

PEOPLE, WORKS = 5000, 5
SEED = 20261123
ASKED = 3
REPEATS = 3
TOLD_EVERY = 5000


def figures(data: Path) -> dict[str, float]:
    """Seconds of indexing, of indexing again, and of the slowest of three panels: by the default and by words alone,
    and by words with as many needs as are allowed.
    """
    problems = load_problems(ROOT / "examples/problems.json")
    people = experts(load_experts(ROOT / "examples/experts.json").candidates, PEOPLE)
    words = fitted(people)
    choice = choose_encoder(lexical=words)
    found: dict[str, float] = {}
    if choice.fallback:
        print(f"index_25000_s and panel_5000_s LEFT OUT: {choice.fallback}", file=sys.stderr)
    else:
        vectors: dict[str, Any] = {}
        found["index_25000_s"] = indexed(people, choice.encoder, vectors)
        found["index_again_s"] = indexed(people, choice.encoder, vectors)
        found["panel_5000_s"] = slowest(
            people, problems, Library(people, encoder=choice.encoder, vectors=vectors)
        )
    library = Library(people, encoder=words)
    found["panel_5000_lexical_s"] = slowest(people, problems, library)
    found["panel_5000_needs12_s"] = slowest(people, with_most_needs(problems, people), library)
    return {name: round(seconds, 3) for name, seconds in found.items()}


def with_most_needs(problems: Problems, people: Sequence[Candidate]) -> Problems:
    """The same problems, each with other skills of the people added to its needs until no more are allowed."""
    every = [Need(skill=skill) for skill in sorted({skill for person in people for skill in person.skills})]

    def filled(needs: Sequence[Need]) -> tuple[Need, ...]:
        asked = {need.skill for need in needs}
        return (*needs, *(need for need in every if need.skill not in asked))[:MOST_NEEDS]

    wide = tuple(replace(problem, needs=filled(problem.needs)) for problem in problems.problems)
    return replace(problems, problems=wide)


def indexed(people: Sequence[Candidate], encoder: Any, vectors: dict[str, Any]) -> float:
    """Seconds until all works are indexed."""
    works = [by_language((work.title, work.abstract)) for person in people for work in person.works]
    began, told, done = time.perf_counter(), time.process_time(), 0
    for _ in index_works(works, encoder, vectors):
        done = min(done + 256, len(works))
        if done % TOLD_EVERY < 256:
            spent = time.perf_counter() - began, time.process_time() - told
            print(f"{done} works: {spent[0]:.0f} s, {spent[1]:.0f} s of processor time", file=sys.stderr)
    return time.perf_counter() - began


def slowest(people: Sequence[Candidate], problems: Problems, library: Library) -> float:
    """The slowest of some problems, each the best of three runs; the one before them fills the library."""
    first, *asked = problems.problems[: ASKED + 1]
    _panel(people, first, problems, library)
    return max(_best(people, problem, problems, library) for problem in asked)


def _best(people: Sequence[Candidate], problem: ProblemText, problems: Problems, library: Library) -> float:
    seconds = []
    for _ in range(REPEATS):
        today = [replace(one, quota_left=at % 4) for at, one in enumerate(people)]
        began, used = time.perf_counter(), time.process_time()
        _panel(today, problem, problems, library)
        seconds.append(time.perf_counter() - began)
        spent = time.process_time() - used
        print(f"{problem.id}: {seconds[-1]:.2f} s, {spent:.2f} s of processor time", file=sys.stderr)
    return min(seconds)


def _panel(people: Sequence[Candidate], problem: ProblemText, problems: Problems, library: Library) -> None:
    found = match(
        problem=problem, candidates=people, relations=problems.relations, rules=Rules(size=6),
        on=date(2026, 11, 23), library=library,
    )  # fmt: skip
    assert len(found.persons) == 6 and found.certificate and found.certificate.gap == 0


def experts(sample: Sequence[Candidate], count: int) -> list[Candidate]:
    """Experts made of the sample's titles and skills, five works each, spread over 200 organisations."""
    random = np.random.default_rng(SEED)
    titles = [work.title for person in sample for work in person.works]
    skills = sorted({skill for person in sample for skill in person.skills})

    def work(number: str) -> Work:
        picked = random.integers(len(titles), size=7).tolist()
        abstract = {"en": " ".join(titles[at].get("en", "") for at in picked[1:])}
        return Work(id=number, title=titles[picked[0]], abstract=abstract)

    def person(at: int) -> Candidate:
        days = sorted(random.choice(20, 8, replace=False).tolist())
        return Candidate(
            id=f"E{at:05}",
            orgs=(f"org{random.integers(200)}",),
            kind=KINDS[random.integers(3)],
            skills=tuple(skills[one] for one in random.choice(len(skills), 3, replace=False)),
            works=tuple(work(f"{at}-{one}") for one in range(WORKS)),
            field=(FieldRecord(id="f", area="radio"),) if random.random() < 0.2 else (),
            quota_left=int(random.integers(4)),
            free=tuple(f"2026-12-{day + 1:02}" for day in days) if random.random() < 0.5 else None,
        )

    return [person(at) for at in range(count)]
