import math
from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from oneteam_core.matching import (
    AffinityScorer,
    BlendedEncoder,
    FieldRecord,
    LexicalEncoder,
    MatchingError,
    Work,
)
from tests.core.cases import FIXED_WORKS, problem

ENCODER = LexicalEncoder.fit(FIXED_WORKS)
KOREAN_ONLY = {"parts": {"title": {"ko": "용접 결함 검사"}}}


def work(id: str, en: str = "", ko: str = "") -> Work:
    return Work(id=id, title={"en": en, "ko": ko})


def record(id: str, en: str) -> FieldRecord:
    return FieldRecord(id=id, area="calls", what={"en": en})


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
    english, korean, both = (
        scorer.affinity([one])
        for one in (
            work("1", en="speech recognition"),
            work("1", ko="음성 인식"),
            work("1", en="speech recognition", ko="음성 인식"),
        )
    )
    assert english.value and korean.value
    assert both.value == pytest.approx((english.value + korean.value) / 2, abs=2e-6)
    assert both.works[0].languages == ("en", "ko")


def test_a_work_in_a_language_the_problem_lacks_meets_its_translated_terms() -> None:
    scorer = AffinityScorer(problem(**KOREAN_ONLY), ENCODER)
    near = scorer.affinity([work("1", en="Inspection of weld defects")])
    assert near.value and near.works[0].languages == ("en",)
    assert near.works[0].terms == ("Inspection".casefold(), "defects", "weld")
    assert scorer.affinity([work("1", en="Roses")]).value == 0.0


def test_evidence_names_whole_words_only() -> None:
    about = problem(parts={"title": {"en": "AI for calls"}})
    found = AffinityScorer(about, ENCODER).affinity([work("1", en="Calls in retail"), work("2", en="Retail")])
    assert [counted.terms for counted in found.works] == [("calls",)]


def test_field_experience_counts_and_never_harms() -> None:
    scorer = AffinityScorer(problem(), ENCODER)
    alone = scorer.affinity([], [record("site", "noisy speech in the call centre")])
    assert alone.value and not alone.works
    assert [(one.kind, one.work) for one in alone.field] == [("field", "site")]
    works = [work("1", en="speech recognition in noise")]
    far = scorer.affinity(works, [record("site", "gardens")])
    assert far == scorer.affinity(works)
    near = scorer.affinity(
        [work("1", en="crane speech")], [record("site", "speech recognition in noisy calls")]
    )
    assert near.value and near.value > (scorer.affinity([work("1", en="crane speech")]).value or 1)


def test_a_long_abstract_does_not_win_by_repeating() -> None:
    scorer = AffinityScorer(problem(), ENCODER)
    plain = scorer.affinity([work("1", en="speech recognition in noise")]).value
    padded = scorer.affinity([work("1", en="speech " * 1000 + "recognition in noise")]).value
    assert plain and padded and padded < plain


def test_a_person_alone_and_among_many_has_the_same_affinity() -> None:
    scorer = AffinityScorer(problem(), ENCODER)
    people = [[work("1", en=text)] for text in ("speech", "cranes", "", "call noise")]
    assert scorer.affinities([(works, ()) for works in people]) == [
        scorer.affinity(works) for works in people
    ]


class Fixed:
    """An encoder that finds every text equally near."""

    name, version = "fixed", "1"

    def __init__(self, share: float) -> None:
        self.share = share
        self.asked: list[str] = []

    def facing(self, problem: Mapping[str, str], language: str) -> Mapping[str, str]:
        return problem

    def encode(self, texts: Sequence[str], language: str) -> list[str | None]:
        self.asked += texts
        return list(texts)

    def stack(self, vectors: Sequence[str]) -> Sequence[str]:
        return vectors

    def nearness(self, one: str, others: Sequence[str]) -> list[float]:
        return [self.share for _ in others]

    def to_bytes(self, vector: str) -> bytes:
        return vector.encode()

    def from_bytes(self, data: bytes) -> str:
        return data.decode()


@pytest.mark.parametrize("share", [math.nan, math.inf, -0.5, 1.5])
def test_an_encoder_that_gives_no_number_is_refused(share: float) -> None:
    with pytest.raises(MatchingError, match=rf"works\[1\].*fixed 1 gave {share}"):
        AffinityScorer(problem(), Fixed(share)).affinity([work("1", en="speech")])


def test_a_blend_lets_words_decide_where_there_are_enough_of_them() -> None:
    blend: Any = BlendedEncoder(Fixed(0.25), ENCODER, words=4)
    abstract = "gardens and roses " * 20

    def value(title: dict[str, str], **changes: Any) -> float | None:
        return AffinityScorer(problem(**changes), blend).affinity([Work(id="1", title=title)]).value

    assert value({"en": abstract}) == 0.01  # nothing in common by words, four parts of five
    assert value({"en": "gardens"}) == 0.0625  # a title: half and half
    assert value({"en": abstract}, **KOREAN_ONLY) == 0.0625  # translated: half and half
    assert value({"fr": "parole"}) == 0.25  # the vector alone


def test_works_are_encoded_once_per_content() -> None:
    encoder, vectors = Fixed(0.5), {}  # type: ignore[var-annotated]
    for _ in range(2):
        AffinityScorer(problem(), encoder, vectors).affinity([work("1", en="speech"), work("2", en="speech")])
    assert encoder.asked.count("speech") == 1 and len(vectors) == 1
