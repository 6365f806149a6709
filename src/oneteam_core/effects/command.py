"""``python -m oneteam_core effect``: compare the two sides of each study of a file and print what became better."""

from __future__ import annotations

import argparse
import json
import math
from dataclasses import asdict
from pathlib import Path
from typing import Any

from oneteam_core.effects.compare import compare
from oneteam_core.effects.load import load_studies
from oneteam_core.effects.report import report


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--studies", type=Path, required=True, help="JSON file with studies")
    parser.add_argument("--json", action="store_true", help="print everything as JSON")


def run(arguments: argparse.Namespace) -> str:
    """Compare what the file holds and return what to print. Raises ``EffectError`` on bad input."""
    answers = [(named, compare(named.study)) for named in load_studies(arguments.studies)]
    if arguments.json:
        found = [{"name": named.name, **plain(asdict(answer))} for named, answer in answers]
        return json.dumps(found, ensure_ascii=False, indent=1, allow_nan=False)
    return "\n".join(report(named, answer) for named, answer in answers)


def plain(value: Any) -> Any:
    """An answer as JSON can hold it: a limit that is infinite becomes ``None``.

    >>> plain({"low": -0.5, "high": math.inf, "n": (3, 4)})
    {'low': -0.5, 'high': None, 'n': [3, 4]}
    """
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(one) for one in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value
