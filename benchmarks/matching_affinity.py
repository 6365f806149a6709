"""Affinity measured: the gold standard for reviewer assignment, the Korean fields, the sample alliance.

One configuration for everything, the one in ``oneteam_core.matching.encoders.choice``: nothing is set here.
"""

from __future__ import annotations

import csv
import json
import lzma
import math
import sys
from collections.abc import Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from oneteam_core.matching import (  # noqa: E402
    AffinityScorer,
    LexicalEncoder,
    ProblemText,
    Work,
    choose_encoder,
)
from tests.core.korean import top1  # noqa: E402
from tests.core.test_sample_ranking import sample_ndcg5  # noqa: E402

GOLD = {"english": "gold_loss_english", "multilingual": "gold_loss_default", "lexical": "gold_loss_lexical"}
PUBLISHED = ("tpms", "acl", "elmo", "specter", "specter_mfr")

Ratings = Mapping[str, Mapping[str, float]]
"""Reviewer to paper to rating, or to score."""


def figures(data: Path) -> dict[str, float]:
    """All figures about affinity; one that needs an encoder which is not there is left out, loudly."""
    found = gold_losses(data / "goldstandard")
    found["ko_ko_top1"] = top1("works_ko")
    found["ko_en_top1"] = top1("works_en")
    found["sample_ndcg5"] = sample_ndcg5()
    return found


def gold_losses(folder: Path) -> dict[str, float]:
    """Our losses, and those of the published predictions in the same run."""
    data, ratings = _read(folder / "d20.json.xz"), _ratings(folder / "evaluations.tsv")
    published = _read(folder / "published_predictions.json.xz")
    found = {
        f"published_{name}": _mean(loss(scores, ratings) for scores in published[name].values())
        for name in PUBLISHED
    }
    own = {number for profile in data["profiles"].values() for ids in profile.values() for number in ids}
    lexical = LexicalEncoder.fit("\n".join(_texts(data["documents"][number])) for number in sorted(own))
    for wanted, name in GOLD.items():
        choice = choose_encoder(wanted, lexical=lexical)
        if choice.fallback:
            print(f"{name} LEFT OUT: {choice.fallback}", file=sys.stderr)
            continue
        found[name] = _gold_loss(data, ratings, choice.encoder)
    return found


def loss(scores: Ratings, ratings: Ratings) -> float:
    """Share of rating differences that the scores order wrongly; half of it where they tie."""
    wrong = total = 0.0
    for reviewer, rated in ratings.items():
        for one, other in combinations(rated, 2):
            difference = rated[one] - rated[other]
            agreed = (scores[reviewer][one] - scores[reviewer][other]) * difference
            total += abs(difference)
            wrong += abs(difference) * (1.0 if agreed < 0 else 0.5 if agreed == 0 else 0.0)
    return wrong / total


def _gold_loss(data: Mapping[str, Any], ratings: Ratings, encoder: Any) -> float:
    works = {
        number: Work(id=number, title={"en": document["title"]}, abstract={"en": document["abstract"] or ""})
        for number, document in data["documents"].items()
    }
    vectors: dict[str, Any] = {}
    papers = sorted({paper for rated in ratings.values() for paper in rated})
    reviewers = sorted(ratings)
    kept: dict[str, dict[str, dict[str, float]]] = {
        key: {r: {} for r in reviewers} for key in data["profiles"]
    }
    for paper in papers:
        scorer = AffinityScorer(_problem(works[paper]), encoder, vectors)
        asked = [reviewer for reviewer in reviewers if paper in ratings[reviewer]]
        people = [(key, reviewer) for key in data["profiles"] for reviewer in asked]
        found = scorer.affinities(
            [([works[number] for number in data["profiles"][key][one]], ()) for key, one in people]
        )
        for (key, reviewer), affinity in zip(people, found, strict=True):
            kept[key][reviewer][paper] = affinity.value or 0.0
    return _mean(loss(scores, ratings) for scores in kept.values())


def _problem(work: Work) -> ProblemText:
    return ProblemText(
        id=work.id, owners=("owner",), area="area", parts={"title": work.title, "abstract": work.abstract}
    )


def _texts(document: Mapping[str, Any]) -> Sequence[str]:
    return document["title"], document["abstract"] or ""


def _ratings(path: Path) -> Ratings:
    with path.open(encoding="utf-8", newline="") as lines:
        return {row["ParticipantID"]: _rated(row) for row in csv.DictReader(lines, delimiter="\t")}


def _rated(row: Mapping[str, str]) -> dict[str, float]:
    return {
        row[f"Paper{at}"]: float(row[f"Expertise{at}"])
        for at in range(1, 11)
        if row[f"Paper{at}"] and row[f"Expertise{at}"]
    }


def _read(path: Path) -> Any:
    with lzma.open(path, "rt", encoding="utf-8") as content:
        return json.load(content)


def _mean(values: Any) -> float:
    found = list(values)
    return math.fsum(found) / len(found)
