"""How good and how fast plans for many problems are, beside what others would do in the same run.

    .venv/bin/python benchmarks/matching_plans.py --data ../shared/data/matching [--json FILE]

Every case and method runs in a process of its own, so memory is its own peak. Times are the best of three runs
after the libraries are loaded, from the scores as they come (checks, sorting and proof included). ``figures`` and
``table`` give the results to a larger benchmark, of one run.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from oneteam_core.matching.batch import Batch, Plan, Scores, match_many, numbered, validate_plan

ROOT = Path(__file__).parents[1]
SEED = 20261123
REPEATS = 3
HIGHS_SECONDS = 60.0
MOST_SECONDS = 150.0
TOPICS = 20
NO_CANDIDATE = -1000.0

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Result:
    """``floor`` and ``objective`` as told by the method, ``None`` where it found nothing; ``mb`` if it came to its end."""

    case: str
    method: str
    objective: float | None
    floor: float | None
    gap: float | None
    seconds: float
    mb: float | None
    note: str = ""


@dataclass(frozen=True)
class Numbers:
    """A case: scores of shape (problems, people), or a sparse list; people wanted, most places of each."""

    scores: Floats | Scores
    demand: NDArray[np.int64]
    load: NDArray[np.int64]

    @property
    def batch(self) -> Batch:
        return numbered(self.scores, demand=self.demand.tolist(), load=self.load.tolist())


def midl(data: Path) -> Numbers:
    """Reviewers and papers of a conference; load limits as in the published figures, without lower bounds."""
    read = {name: np.load(data / "midl" / f"{name}.npy") for name in ("scores", "covs", "loads")}
    return Numbers(read["scores"].T.copy(), read["covs"].astype(np.int64), read["loads"].astype(np.int64))


def dense(problems: int, people: int, demand: int, load: int, by_topic: bool) -> Numbers:
    """Scores at random, or as nearness of random mixtures of topics, which are alike where it matters."""
    random = np.random.default_rng(SEED)
    scores = random.random((problems, people))
    if by_topic:
        one, other = (random.dirichlet(np.full(TOPICS, 0.2), count) for count in (problems, people))
        lengths = np.linalg.norm(one, axis=1)[:, None] * np.linalg.norm(other, axis=1)
        scores = one @ other.T / lengths
    return Numbers(scores, np.full(problems, demand), np.full(people, load))


def sparse(problems: int, people: int, candidates: int, demand: int, load: int) -> Numbers:
    random = np.random.default_rng(SEED)
    person = np.concatenate([random.choice(people, candidates, replace=False) for _ in range(problems)])
    scores = Scores.sparse(
        problem=np.repeat(np.arange(problems), candidates),
        person=person,
        value=random.random(problems * candidates),
        shape=(problems, people),
    )
    return Numbers(scores, np.full(problems, demand), np.full(people, load))


CASES: dict[str, Callable[[Path], Numbers]] = {
    "midl": midl,
    "300x2000 random": lambda data: dense(300, 2000, 6, 2, by_topic=False),
    "300x2000 topics": lambda data: dense(300, 2000, 6, 2, by_topic=True),
    "300x2000 one place each": lambda data: dense(300, 2000, 6, 1, by_topic=True),
    "1000x2500 random": lambda data: dense(1000, 2500, 5, 2, by_topic=False),
    "1000x2500 topics": lambda data: dense(1000, 2500, 5, 2, by_topic=True),
    "5000x5000 sparse": lambda data: sparse(5000, 5000, 50, 3, 4),
}


def exact(numbers: Numbers) -> Result:
    return _told(numbers, fair=False)


def fair(numbers: Numbers) -> Result:
    return _told(numbers, fair=True)


def _told(numbers: Numbers, fair: bool) -> Result:
    batch = numbers.batch
    plan, seconds = _best(lambda: match_many(batch, fair=fair))
    wrong = validate_plan(batch, plan)
    assert not wrong and plan.certificate, wrong
    gap = max(plan.certificate.gap, plan.floor_certificate.gap if plan.floor_certificate else 0.0)
    return _result(plan.sum, plan.floor, gap, seconds, f"proof by {_proof(plan)}, re-checked")


def _proof(plan: Plan) -> str:
    return "prices" if plan.prices else "linear programme and search"


def assignment(numbers: Numbers) -> Result:
    """scipy's ``linear_sum_assignment`` with a row for each seat and a column for each place of a person."""
    from scipy.optimize import linear_sum_assignment

    scores = _matrix(numbers.scores)
    seats = np.repeat(np.arange(len(numbers.demand)), numbers.demand)
    places = np.repeat(np.arange(len(numbers.load)), numbers.load)

    def run() -> tuple[Any, Any]:
        rows, columns = linear_sum_assignment(scores[np.ix_(seats, places)], maximize=True)
        return seats[rows], places[columns]

    (problem, person), seconds = _best(run, repeats=1)
    listed = scores[problem, person] > NO_CANDIDATE
    problem, person, missing = problem[listed], person[listed], int((~listed).sum())
    twice = len(problem) - len(set(zip(problem.tolist(), person.tolist(), strict=True)))
    faults = {"people twice at one problem": twice, "seats left empty": missing}
    told = ", ".join(f"{count} {fault}" for fault, count in faults.items() if count)
    return _of_pairs(scores, problem, person, seconds, f"no plan: {told}" if told else "")


def _matrix(scores: Floats | Scores) -> Floats:
    """All pairs; one that is not listed is worth so little that a seat rather stays empty."""
    if not isinstance(scores, Scores):
        return scores
    matrix = np.full(scores.shape, NO_CANDIDATE)
    matrix[scores.problem, scores.person] = scores.value
    return matrix


def greedy(numbers: Numbers) -> Result:
    """The best pairs first, as long as there is room."""
    batch = numbers.batch
    scores = batch.scores

    def run() -> tuple[Any, Any]:
        seats, places = numbers.demand.copy(), numbers.load.copy()
        taken = []
        for at in np.argsort(-scores.value, kind="stable").tolist():
            problem, person = scores.problem[at], scores.person[at]
            if seats[problem] and places[person]:
                seats[problem] -= 1
                places[person] -= 1
                taken.append(at)
        return np.array(taken), int(seats.sum())

    (taken, missing), seconds = _best(run, repeats=1)
    sums = np.bincount(scores.problem[taken], scores.value[taken], minlength=len(numbers.demand))
    note = f"no plan: {missing} seats left empty" if missing else ""
    return _result(float(sums.sum()), float(sums.min()), None, seconds, note)


def highs(numbers: Numbers) -> Result:
    """One whole-number programme over all pairs that are listed, by scipy's HiGHS."""
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csr_array, vstack

    scores = numbers.batch.scores
    count, ones = len(scores.value), np.ones(len(scores.value))

    def run() -> Any:
        at = np.arange(count)
        seats = csr_array((ones, (scores.problem, at)), shape=(len(numbers.demand), count))
        places = csr_array((ones, (scores.person, at)), shape=(len(numbers.load), count))
        low = np.concatenate([numbers.demand, np.zeros(len(numbers.load))])
        rules = LinearConstraint(vstack([seats, places]), low, np.concatenate([numbers.demand, numbers.load]))
        return milp(
            -scores.value,
            constraints=rules,
            bounds=Bounds(0, 1),
            integrality=ones,
            options={"mip_rel_gap": 0.0, "time_limit": HIGHS_SECONDS},
        )

    answer, seconds = _best(run, repeats=1)
    if answer.x is None:
        return _result(None, None, None, seconds, f"nothing within {HIGHS_SECONDS:.0f} s")
    taken = answer.x > 0.5
    sums = np.bincount(scores.problem[taken], scores.value[taken], minlength=len(numbers.demand))
    return _result(float(sums.sum()), float(sums.min()), float(answer.mip_gap), seconds)


METHODS: dict[str, Callable[[Numbers], Result]] = {
    "oneteam": exact,
    "oneteam fair": fair,
    "linear_sum_assignment": assignment,
    "greedy": greedy,
    "HiGHS dense": highs,
}
RUNS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("midl", ("oneteam", "oneteam fair", "linear_sum_assignment", "greedy", "HiGHS dense")),
    ("300x2000 random", ("oneteam", "linear_sum_assignment", "greedy", "HiGHS dense")),
    ("300x2000 topics", ("oneteam", "linear_sum_assignment", "greedy", "HiGHS dense")),
    ("300x2000 one place each", ("oneteam", "linear_sum_assignment", "greedy", "HiGHS dense")),
    ("1000x2500 random", ("oneteam", "linear_sum_assignment", "greedy", "HiGHS dense")),
    ("1000x2500 topics", ("oneteam", "linear_sum_assignment", "greedy", "HiGHS dense")),
    ("5000x5000 sparse", ("oneteam", "linear_sum_assignment", "greedy", "HiGHS dense")),
)


NOTES = {
    (
        "5000x5000 sparse",
        "HiGHS dense",
    ): "the 250,000 listed pairs alone: all 25 million would take some 24 GB",
}


def _best(run: Callable[[], Any], repeats: int = REPEATS) -> tuple[Any, float]:
    seconds = []
    for _ in range(repeats):
        start = time.perf_counter()
        found = run()
        seconds.append(time.perf_counter() - start)
    return found, min(seconds)


def _of_pairs(scores: Floats, problem: Any, person: Any, seconds: float, note: str) -> Result:
    sums = np.bincount(problem, scores[problem, person], minlength=scores.shape[0])
    return _result(float(sums.sum()), float(sums.min()), None, seconds, note)


def _result(
    objective: float | None, floor: float | None, gap: float | None, seconds: float, note: str = ""
) -> Result:
    return Result("", "", objective, floor, gap, seconds, _peak_mb(), note)


def _peak_mb() -> float:
    """Of this process alone: ``getrusage`` counts the memory of the process that started it too."""
    (peak,) = (
        line.split()[1]
        for line in Path("/proc/self/status").read_text().splitlines()
        if line.startswith("VmHWM")
    )
    return int(peak) / 1024


@cache
def measured(data: Path) -> tuple[Result, ...]:
    """Every case by every method, each in a process of its own; computed once."""
    runs = [(case, method) for case, methods in RUNS for method in methods]
    return tuple(_noted(_apart(data, *run), NOTES.get(run, "")) for run in runs)


def _noted(one: Result, note: str) -> Result:
    return replace(one, note="; ".join(filter(None, (one.note, note))))


def _apart(data: Path, case: str, method: str) -> Result:
    command = [sys.executable, str(Path(__file__).resolve()), "--data", str(data), "--measure", case, method]
    limit = None if method.startswith("oneteam") else MOST_SECONDS
    try:
        answer = subprocess.run(command, check=True, capture_output=True, encoding="utf-8", timeout=limit)
    except subprocess.TimeoutExpired:
        return Result(case, method, None, None, None, MOST_SECONDS, None, "ended: no answer in time")
    return Result(**{**json.loads(answer.stdout.splitlines()[-1]), "case": case, "method": method})


def figures(data: Path) -> dict[str, float]:
    """The figures by name; times in seconds, memory in MB. Where a case has two kinds, the slower counts."""
    found = {(one.case, one.method): one for one in measured(data)}
    best, just = found["midl", "oneteam"], found["midl", "oneteam fair"]
    large = found["5000x5000 sparse", "oneteam"]
    assert best.objective is not None and just.objective is not None and just.floor is not None
    assert all(one.gap == 0 for one in found.values() if one.method.startswith("oneteam"))
    assert large.mb is not None
    return {
        "midl_sum": round(best.objective, 6),
        "midl_floor": round(just.floor, 6),
        "midl_floor_sum": round(just.objective, 6),
        "exact_300x2000_s": round(_slower(found, "300x2000"), 3),
        "exact_1000x2500_s": round(_slower(found, "1000x2500"), 3),
        "sparse_5000x5000_s": round(large.seconds, 3),
        "sparse_5000x5000_mb": round(large.mb, 1),
    }


def _slower(found: dict[tuple[str, str], Result], size: str) -> float:
    return max(
        one.seconds for (case, method), one in found.items() if case.startswith(size) and method == "oneteam"
    )


def table(data: Path) -> str:
    """All methods side by side: objective, floor, gap, seconds, MB, and what is to be said of it."""
    head = ("case", "method", "objective", "floor", "gap", "s", "MB", "note")
    rows = [head, *(_row(one) for one in measured(data))]
    widths = [max(len(row[at]) for row in rows) for at in range(len(head))]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)
    return "\n".join(line.rstrip() for line in lines)


def _row(one: Result) -> tuple[str, ...]:
    numbers = (_shown(one.objective, ".4f"), _shown(one.floor, ".4f"), _shown(one.gap, "g"))
    return (one.case, one.method, *numbers, f"{one.seconds:.2f}", _shown(one.mb, ".0f"), one.note)


def _shown(value: float | None, form: str) -> str:
    return "-" if value is None else format(value, form)


def _measure(data: Path, case: str, method: str) -> Result:
    match_many(numbered([[1.0]], demand=1, load=1))  # loads the libraries
    return METHODS[method](CASES[case](data))


def main() -> None:
    parser = argparse.ArgumentParser(description="Plans for many problems: quality, time and memory")
    parser.add_argument("--data", type=Path, required=True, help="folder with the data for matching")
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    parser.add_argument("--measure", nargs=2, metavar=("CASE", "METHOD"), help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.measure:
        print(json.dumps(asdict(_measure(chosen.data, *chosen.measure))))
        return
    print(table(chosen.data))
    found = figures(chosen.data)
    print(json.dumps(found, indent=1))
    if chosen.json:
        chosen.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
