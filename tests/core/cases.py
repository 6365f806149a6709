"""Small worlds for the tests of the matching core, and the sample alliance."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from oneteam_core.matching import Candidate, Need, ProblemText, Work
from oneteam_core.matching.load import Experts, Problems, load_experts, load_problems

ROOT = Path(__file__).parents[2]
ON = date(2026, 11, 23)
FIXED_WORKS = ["speech recognition in noise", "crane scheduling", "fault detection", "음성 인식", "고장 예지"]


def problem(**changes: Any) -> ProblemText:
    values: dict[str, Any] = {
        "id": "P",
        "owners": ("owner",),
        "area": "calls",
        "parts": {"title": {"en": "Speech recognition in noisy calls", "ko": "시끄러운 통화의 음성 인식"}},
        "needs": (Need(skill="asr"), Need(skill="nlp")),
    }
    return ProblemText(**{**values, **changes})


def person(id: str, **changes: Any) -> Candidate:
    values: dict[str, Any] = {
        "id": id,
        "orgs": ("university",),
        "kind": "academia",
        "skills": ("asr",),
        "works": (Work(id="1", title={"en": "Speech recognition", "ko": "음성 인식"}),),
    }
    return Candidate(**{**values, **changes})


def three_kinds() -> list[Candidate]:
    return [
        person("ann"),
        person("bob", orgs=("institute",), kind="research", skills=("nlp",)),
        person("cho", orgs=("company",), kind="industry", skills=()),
    ]


def sample() -> tuple[Problems, Experts]:
    return load_problems(ROOT / "examples/problems.json"), load_experts(ROOT / "examples/experts.json")


def judgements() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(
        (Path(__file__).parent / "data/relevance.json").read_text(encoding="utf-8")
    )
    return found
