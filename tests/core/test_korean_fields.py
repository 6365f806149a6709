"""A regression bound: texts, glossary and judgements have one author; see docs/matching.md for what it is worth."""

import pytest

from oneteam_core.matching import LexicalEncoder
from tests.core.korean import fields, top1


def test_there_are_sixty_fields_with_works_in_both_languages() -> None:
    cases = fields()
    assert len({case["field"] for case in cases}) == 60
    for case in cases:
        assert set(case["problem"]) == {"title", "text", "goal"}
        assert 2 <= len(case["works_ko"]) == len(case["works_en"]) <= 3


@pytest.mark.parametrize(("works", "bound"), [("works_ko", 0.85), ("works_en", 0.80)])
def test_a_korean_problem_finds_its_expert(works: str, bound: float) -> None:
    assert top1(works) >= bound


def test_the_figure_can_fail() -> None:
    assert top1("works_en", parts=(), encoder=LexicalEncoder()) == 0
