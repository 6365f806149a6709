"""A regression bound, no proof of quality: texts and judgements of the sample have one author."""

import math
from collections.abc import Sequence
from typing import Any

from oneteam_core.matching import default_encoder, rank
from tests.core.cases import ON, judgements, sample


def ndcg_at_5(order: Sequence[str], grades: dict[str, int], barred: set[str]) -> float:
    ideal = sorted((grade for person, grade in grades.items() if person not in barred), reverse=True)[:5]
    found = [grades.get(person, 0) for person in order[:5]]
    return _gain(found) / _gain(ideal)


def _gain(grades: Sequence[int]) -> float:
    return math.fsum((2**grade - 1) / math.log2(at + 2) for at, grade in enumerate(grades))


def sample_ndcg5() -> float:
    problems, experts = sample()
    barred = {(pair["problem"], pair["expert"]) for pair in judgements()["blocked"]}
    encoder = default_encoder(experts.candidates).encoder
    vectors: dict[str, Any] = {}
    values = []
    for found in problems.problems:
        ranked = rank(
            problem=found, candidates=experts.candidates, relations=problems.relations, on=ON,
            encoder=encoder, vectors=vectors,
        )  # fmt: skip
        order = [one.person for one in ranked if (found.id, one.person) not in barred]
        away = {person for problem, person in barred if problem == found.id}
        values.append(ndcg_at_5(order, judgements()["judgements"][found.id], away))
    return math.fsum(values) / len(values)


def test_the_sample_judgements_are_met() -> None:
    assert sample_ndcg5() >= 0.92
