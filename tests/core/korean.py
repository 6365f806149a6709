"""Sixty problems told in Korean and sixty experts by field, each with works in Korean and in English."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from oneteam_core.matching import AffinityScorer, Candidate, ProblemText, Work, default_encoder

PATH = Path(__file__).parent / "data/korean_fields.json"
LANGUAGES = {"works_ko": "ko", "works_en": "en"}


def fields() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(PATH.read_text(encoding="utf-8"))
    return found


def top1(works: str, *, parts: tuple[str, ...] = ("title", "text", "goal"), encoder: Any = None) -> float:
    """Share of problems whose own expert is nearer than every other; a tie is wrong."""
    cases = fields()
    experts = [_expert(case, works) for case in cases]
    encoder = encoder or default_encoder(experts).encoder
    vectors: dict[str, Any] = {}
    right = 0
    for at, case in enumerate(cases):
        problem = ProblemText(
            id=case["field"], owners=("owner",), area="area",
            parts={part: {"ko": case["problem"][part]} for part in parts},
        )  # fmt: skip
        scorer = AffinityScorer(problem, encoder, vectors)
        values = [
            found.value or 0.0 for found in scorer.affinities([(expert.works, ()) for expert in experts])
        ]
        right += values[at] > max(values[:at] + values[at + 1 :])
    return right / len(cases)


def _expert(case: dict[str, Any], works: str) -> Candidate:
    language = LANGUAGES[works]
    own = tuple(
        Work(id=str(at), title={language: work["title"]}, abstract={language: work["abstract"]})
        for at, work in enumerate(case[works])
    )
    return Candidate(id=case["field"], orgs=("university",), kind="academia", works=own)
