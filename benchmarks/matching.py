"""What matching is worth and what it costs, in one table.

    .venv/bin/python benchmarks/matching.py --data FOLDER [--json FILE] [--only affinity|plans|index]

FOLDER holds ``goldstandard/`` and ``midl/`` (public data, not part of this repository). Everything runs with
the one configuration that the code has; nothing can be set here. What is measured and why: docs/matching.md.
"""

from __future__ import annotations

import argparse
import importlib
import json
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "src")]

import oneteam_core  # noqa: E402, F401 - before numpy, for it decides in how many threads numpy counts

PARTS = {"affinity": "matching_affinity", "plans": "matching_plans", "index": "matching_index"}
AT_MOST, AT_LEAST = "at most", "at least"
Bound = tuple[str, float]
BOUNDS: dict[str, dict[str, Bound]] = {
    "affinity": {
        "gold_loss_english": (AT_MOST, 0.235), "gold_loss_default": (AT_MOST, 0.26),
        "gold_loss_lexical": (AT_MOST, 0.24), "ko_ko_top1": (AT_LEAST, 0.85), "ko_en_top1": (AT_LEAST, 0.80),
        "sample_ndcg5": (AT_LEAST, 0.92),
    },
    "plans": {
        "midl_sum": (AT_LEAST, 201.8849), "midl_floor": (AT_LEAST, 0.9448), "midl_floor_sum": (AT_LEAST, 201.7687),
        "exact_300x2000_s": (AT_MOST, 1.5), "exact_1000x2500_s": (AT_MOST, 5), "sparse_5000x5000_s": (AT_MOST, 60),
        "sparse_5000x5000_mb": (AT_MOST, 4096),
    },
    "index": {"index_25000_s": (AT_MOST, 900), "panel_5000_s": (AT_MOST, 1)},
}  # fmt: skip
MET, MISSED, LEFT_OUT = "met", "MISSED", "LEFT OUT"
EXACT = 5e-5  # the bounds are given to four places


def main() -> int:
    """0 where every bound of the parts that were asked for is met, 1 where one is missed or was not measured."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="folder with goldstandard/ and midl/")
    parser.add_argument("--json", type=Path, help="write the figures as {name: value}")
    parser.add_argument("--only", choices=PARTS, help="only one part")
    given = parser.parse_args()
    found: dict[str, float] = {}
    verdicts: list[str] = []
    for part in [given.only] if given.only else PARTS:
        figures = measured(PARTS[part], given.data)
        found |= figures
        verdicts += told(part, figures)
    if given.json:
        given.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    return int(any(verdict.endswith((MISSED, LEFT_OUT)) for verdict in verdicts))


def measured(module: str, data: Path) -> dict[str, float]:
    """The figures of a part, after its table of other methods where it has one."""
    try:
        part = importlib.import_module(module)
    except ModuleNotFoundError as missing:
        if missing.name != module:
            raise
        print(f"benchmarks/{module}.py IS NOT THERE: its figures are left out", file=sys.stderr)
        return {}
    began = time.perf_counter()
    found: dict[str, float] = part.figures(data)
    if hasattr(part, "table"):
        print(part.table(data))
    print(f"{module}: {time.perf_counter() - began:.0f} s", file=sys.stderr)
    return found


def told(part: str, found: dict[str, float]) -> list[str]:
    """Print each figure of a part, and each that is owed, with its bound; also the verdicts alone."""
    bounds, verdicts = BOUNDS[part], []
    for name in dict.fromkeys([*found, *bounds]):
        value = found.get(name)
        verdicts.append(verdict(value, bounds.get(name)))
        print(f"{name:28} {'-' if value is None else format(value, '.4f'):>12}  {verdicts[-1]}".rstrip())
    return verdicts


def verdict(value: float | None, bound: Bound | None) -> str:
    if value is None or bound is None:
        return LEFT_OUT if value is None else ""
    which, limit = bound
    met = value <= limit + EXACT if which == AT_MOST else value >= limit - EXACT
    return f"{which} {limit}: {MET if met else MISSED}"


if __name__ == "__main__":
    sys.exit(main())
