import unicodedata

import pytest

from oneteam_core.matching.evidence import ProblemWords
from oneteam_core.matching.glossary import translated
from oneteam_core.matching.stemmer import stem
from oneteam_core.matching.text import terms


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("caresses", "caress"), ("ponies", "poni"), ("agreed", "agre"), ("plastered", "plaster"), ("motoring", "motor"),
        ("conflated", "conflat"), ("hopping", "hop"), ("filing", "file"), ("happy", "happi"), ("conditional", "condit"),
        ("digitizer", "digit"), ("operator", "oper"), ("decisiveness", "decis"), ("triplicate", "triplic"),
        ("electrical", "electr"), ("replacement", "replac"), ("adoption", "adopt"), ("homologous", "homolog"),
        ("probate", "probat"), ("cease", "ceas"), ("controlling", "control"),
    ],
)  # fmt: skip
def test_stem_follows_the_published_examples(word: str, expected: str) -> None:
    assert stem(word) == expected


@pytest.mark.parametrize(
    ("one", "other"), [("optimisation", "optimizing"), ("modelled", "models"), ("optimise", "optimize")]
)
def test_british_and_american_spelling_meet(one: str, other: str) -> None:
    assert stem(one)[:5] == stem(other)[:5]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("네트워크", "네트워크를"),
        ("안전사고", "안전 사고"),
        ("크레인", "크레인을"),
        ("schedule", "Schedules"),
        ("5G망", "5G"),
    ],
)
def test_forms_of_a_word_share_a_term(one: str, other: str) -> None:
    assert set(terms(one)) & set(terms(other))


@pytest.mark.parametrize(
    ("one", "other"), [("AI", "retail"), ("AI", "main"), ("ART", "smart article"), ("IT", "digital")]
)
def test_an_acronym_is_met_as_a_whole_word_only(one: str, other: str) -> None:
    assert not set(terms(one)) & set(terms(other))
    assert ProblemWords([other]).met_by(one) == ()


def test_decomposed_hangul_is_the_same_text() -> None:
    assert terms(unicodedata.normalize("NFD", "음성 인식")) == terms("음성 인식")


def test_other_scripts_are_kept() -> None:
    assert terms("Größe Обучение 機械学習") == [*terms("Größe"), *terms("обучение"), "機械", "械学", "学習"]


def test_evidence_names_the_run_that_both_share() -> None:
    assert ProblemWords(["음성인식 요약"]).met_by("음성 인식기의 요약을") == ("요약", "음성", "인식")
    assert ProblemWords(["speed of a voyage"]).met_by("Voyages at speed") == ("voyages", "speed")
    assert ProblemWords(["AI for networks"]).met_by("Network AI in retail") == ("network", "AI")


@pytest.mark.parametrize("text", ["", "   ", "\n\t", "12345", "!!! ???", "은 는 이", "the of and"])
def test_text_without_topic_has_no_terms(text: str) -> None:
    assert terms(text) == []


def test_two_megabytes_are_read() -> None:
    assert len(terms("speech 음성 " * 150_000)) == 300_000


def test_twenty_thousand_syllables_without_a_space_are_read() -> None:
    """As Korean copied from some files is."""
    problem, work = "가나다라" * 5000, "마바사아" * 5000
    assert ProblemWords([problem + "음성인식" + problem]).met_by(work + "음성인식" + work) == ("음성인식",)
    assert ProblemWords([problem]).met_by(work) == ()
    assert translated(problem + "음성인식" + problem, "ko", "en") == "speech recognition"


def test_shared_syllables_that_are_no_word_and_words_of_every_topic_are_no_evidence():
    assert ProblemWords(["의도를 알아차리기", "로봇의 문제"]).met_by("얼굴 가리기: 이동 문제") == ()
    assert ProblemWords(["음성인식"]).met_by("얼굴인식") == ("인식",)
    assert ProblemWords(["applied research on pumps"]).met_by("Research: pumps applied") == ("pumps",)
