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
AT_MOST = {
    "gold_loss_english": 0.235, "gold_loss_default": 0.26, "gold_loss_lexical": 0.24, "exact_300x2000_s": 1.5,
    "exact_1000x2500_s": 5, "sparse_5000x5000_s": 60, "sparse_5000x5000_mb": 4096, "panel_5000_s": 1,
    "index_25000_s": 900,
}  # fmt: skip
AT_LEAST = {
    "ko_ko_top1": 0.85, "ko_en_top1": 0.80, "sample_ndcg5": 0.92, "midl_sum": 201.8849, "midl_floor": 0.9448,
    "midl_floor_sum": 201.7687,
}  # fmt: skip
EXACT = 5e-5  # the bounds are given to four places


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="folder with goldstandard/ and midl/")
    parser.add_argument("--json", type=Path, help="write the figures as {name: value}")
    parser.add_argument("--only", choices=PARTS, help="only one part")
    given = parser.parse_args()
    found: dict[str, float] = {}
    for part, module in PARTS.items():
        if given.only in (None, part):
            found |= measured(module, given.data)
    for name, value in found.items():
        print(f"{name:28} {value:12.4f}  {verdict(name, value)}")
    if given.json:
        given.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    return 0


def measured(module: str, data: Path) -> dict[str, float]:
    try:
        part = importlib.import_module(module)
    except ModuleNotFoundError as missing:
        if missing.name != module:
            raise
        print(f"benchmarks/{module}.py IS NOT THERE: its figures are left out", file=sys.stderr)
        return {}
    began = time.perf_counter()
    found: dict[str, float] = part.figures(data)
    print(f"{module}: {time.perf_counter() - began:.0f} s", file=sys.stderr)
    return found


def verdict(name: str, value: float) -> str:
    if name in AT_MOST:
        return f"at most {AT_MOST[name]:g}: {'met' if value <= AT_MOST[name] + EXACT else 'MISSED'}"
    if name in AT_LEAST:
        return f"at least {AT_LEAST[name]:g}: {'met' if value >= AT_LEAST[name] - EXACT else 'MISSED'}"
    return ""


if __name__ == "__main__":
    sys.exit(main())
