import math
from collections.abc import Sequence

import pytest

from oneteam_core.matching import AffinityScorer, LexicalEncoder, MatchingError, Work
from tests.core.cases import FIXED_WORKS, problem

ENCODER = LexicalEncoder.fit(FIXED_WORKS)


def work(id: str, en: str = "", ko: str = "") -> Work:
    return Work(id=id, title={"en": en, "ko": ko})


def test_a_person_without_works_is_not_enough_known() -> None:
    assert AffinityScorer(problem(), ENCODER).affinity([]).value is None


@pytest.mark.parametrize("empty", [work("1"), work("1", en="of the"), Work(id="1", title={"fr": "parole"})])
def test_works_that_cannot_be_compared_are_not_enough_known(empty: Work) -> None:
    assert AffinityScorer(problem(), ENCODER).affinity([empty]).value is None


def test_works_on_something_else_are_zero_and_no_evidence() -> None:
    found = AffinityScorer(problem(), ENCODER).affinity([work("1", en="crane schedules", ko="크레인 일정")])
    assert (found.value, found.works) == (0.0, ())


def test_the_three_nearest_works_count() -> None:
    near = [work(str(at), en="speech recognition") for at in range(3)]
    far = [work(str(at), en="crane scheduling") for at in range(3, 9)]
    found = AffinityScorer(problem(), ENCODER).affinity([*far, *near])
    assert [counted.work for counted in found.works] == ["0", "1", "2"]
    assert found.value == found.works[0].score
    assert found.encoder == f"lexical {ENCODER.version}"


def test_each_language_is_compared_with_the_same_language() -> None:
    scorer = AffinityScorer(problem(), ENCODER)
    english, korean = (
        scorer.affinity([work("1", en="speech recognition")]),
        scorer.affinity([work("1", ko="음성 인식")]),
    )
    both = scorer.affinity([work("1", en="speech recognition", ko="음성 인식")])
    assert english.value and korean.value
    assert both.value == pytest.approx((english.value + korean.value) / 2, abs=2e-6)
    assert both.works[0].languages == ("en", "ko")


def test_a_long_abstract_does_not_win_by_repeating() -> None:
    scorer = AffinityScorer(problem(), ENCODER)
    plain = scorer.affinity([work("1", en="speech recognition in noise")]).value
    padded = scorer.affinity([work("1", en="speech " * 1000 + "recognition in noise")]).value
    assert plain and padded and padded < plain


def test_vectors_are_encoded_once_per_content() -> None:
    vectors: dict[str, object] = {}
    for _ in range(2):
        AffinityScorer(problem(), ENCODER, vectors).affinity([work("1", en="speech"), work("2", en="speech")])  # type: ignore[arg-type]
    assert len(vectors) == 1


class Broken:
    name, version, crosses_languages = "broken", "1", True

    def encode(self, passages: Sequence[tuple[str, float]]) -> str | None:
        return passages[0][0]

    def nearness(self, one: str, other: str) -> float:
        return math.nan


def test_an_encoder_that_gives_no_number_is_refused() -> None:
    with pytest.raises(MatchingError, match=r"works\[1\].*broken 1 gave nan"):
        AffinityScorer(problem(), Broken()).affinity([work("1", en="speech")])
