"""How little meetings get in each other's way, and how long that takes, in one table.

    .venv/bin/python benchmarks/timetable.py --data ../shared/data/planning [--json FILE] [--file INSTANCE ...]

FOLDER holds ``timefold-meetingscheduling/`` (public data, not part of this repository). Every instance is solved with
the one configuration that the code has, in a process of its own, and scored by ``timetable_score.py``, which shares
nothing with the solver. What is measured and why: docs/timetable.md.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "src")]

import oneteam_core  # noqa: E402, F401 - before numpy, for it decides in how many threads numpy counts

FOLDER = "timefold-meetingscheduling"
BOUNDS = {"meetings_50": (0, -190), "meetings_100": (0, -100), "meetings_200": (0, -150)}
"""Hard and medium, as the scores are written: 0 is the best."""
MOST_SECONDS = 15.0
OTHERS = (
    "in 60 s a widely used Java solver: -1 hard for 50, -15 for 100; for 200 its beginning was not finished"
)


def main() -> int:
    """0 where every bound is met, 1 where one is missed or was not measured."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help=f"folder with {FOLDER}/")
    parser.add_argument(
        "--json", type=Path, help="write the figures as {name: [hard, medium, soft, seconds]}"
    )
    parser.add_argument("--file", type=Path, nargs="*", default=[], help="further instances, without a bound")
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.measure:
        print(json.dumps(measured(given.measure)))
        return 0
    found = {
        name_of(path): apart(given.data, path)
        for path in [*sorted((given.data / FOLDER).glob("*.json")), *given.file]
    }
    verdicts = told(found)
    if given.json:
        given.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    return int("MISSED" in verdicts)


def name_of(path: Path) -> str:
    """``meetings_50`` for ``50meetings-160timegrains-5rooms.json``, the file's name for others."""
    count = path.name.partition("meetings-")[0]
    return f"meetings_{count}" if count.isdigit() else path.stem


def apart(data: Path, path: Path) -> list[float]:
    """Hard, medium, soft and seconds of an instance, solved in a process of its own."""
    command = [sys.executable, str(Path(__file__).resolve()), "--data", str(data), "--measure", str(path)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found: list[float] = json.loads(done.stdout)
    return found


def measured(path: Path) -> list[float]:
    """The seconds are those from the instance as read to the timetable; libraries are loaded before."""
    from ortools.sat.python import cp_model  # noqa: F401
    from timetable_instance import meetings_of, read
    from timetable_score import score

    from oneteam_core.timetable.meetings import hold_all

    instance = read(path)
    began = time.perf_counter()
    found = hold_all(meetings_of(instance))
    seconds = time.perf_counter() - began
    return [*score(instance, found.starts, found.rooms), round(seconds, 2)]


def told(found: dict[str, list[float]]) -> list[str]:
    """Print each instance with its bound; also the verdicts alone."""
    verdicts = []
    print(f"{'instance':16} {'hard':>6} {'medium':>7} {'soft':>8} {'seconds':>8}")
    for name in dict.fromkeys([*BOUNDS, *sorted(found)]):
        if name not in found:
            verdicts.append("MISSED")
            print(f"{name:16} was not there: MISSED")
            continue
        hard, medium, soft, seconds = found[name]
        verdicts.append(verdict(name, hard, medium, seconds))
        print(f"{name:16} {hard:6.0f} {medium:7.0f} {soft:8.0f} {seconds:8.2f}  {verdicts[-1]}".rstrip())
    print(OTHERS)
    return [word for one in verdicts for word in one.split()]


def verdict(name: str, hard: float, medium: float, seconds: float) -> str:
    if name not in BOUNDS:
        return ""
    least_hard, least_medium = BOUNDS[name]
    met = hard >= least_hard and medium >= least_medium and seconds <= MOST_SECONDS
    return f"hard {least_hard}, medium {least_medium} in {MOST_SECONDS:.0f} s: {'met' if met else 'MISSED'}"


if __name__ == "__main__":
    sys.exit(main())
