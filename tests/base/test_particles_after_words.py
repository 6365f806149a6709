"""Korean particles after names, numbers and Latin words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oneteam.base import text

PAIRS = ["은/는", "이/가", "을/를", "과/와", "으로/로"]


@pytest.mark.parametrize(
    ("word", "pair", "written"),
    [
        ("한빛텔레콤", "이/가", "한빛텔레콤이"), ("새솔증권", "을/를", "새솔증권을"), ("누리식품", "은/는", "누리식품은"),
        ("한별대학교", "이/가", "한별대학교가"), ("가온전자", "과/와", "가온전자와"), ("서울", "으로/로", "서울로"),
        ("부산", "으로/로", "부산으로"), ("제주", "으로/로", "제주로"), ("6", "이/가", "6이"), ("2", "이/가", "2가"),
        ("10", "을/를", "10을"), ("1,000", "이/가", "1,000이"), ("7", "으로/로", "7로"), ("96.4%", "을/를", "96.4%를"),
        ("P-7KQ2XM", "이/가", "P-7KQ2XM이"), ("P-7KQ2XA", "은/는", "P-7KQ2XA는"), ("OneTeam", "은/는", "OneTeam은"),
        ("NDA", "이/가", "NDA가"), ("KTL", "으로/로", "KTL로"), ("“문제”", "을/를", "“문제”를"), ("대양중공업(주)", "이/가", "대양중공업(주)가"),
        ("?", "이/가", "?이(가)"), ("", "은/는", "은(는)"),
    ],
)  # fmt: skip
def test_particle(word: str, pair: str, written: str) -> None:
    assert text.josa(word, pair) == written


def test_marker_in_a_sentence_looks_past_tags() -> None:
    sentence = "<b>%(who)s</b>{이/가} %(what)s{을/를} 고쳤어요."
    assert text.say(sentence, who="오하람 교수", what="회의록") == "<b>오하람 교수</b>가 회의록을 고쳤어요."


def test_other_braces_stay() -> None:
    assert text.particles("a {b} {이/가}") == "a {b} " + text.particle("a {b} ", "이/가")
    assert text.particles('{"ko": "이/가"}') == '{"ko": "이/가"}'


@given(st.text(), st.sampled_from(PAIRS))
def test_any_word_keeps_its_letters_and_gets_one_of_the_two(word: str, pair: str) -> None:
    written = text.josa(word, pair)
    first, second = pair.split("/")
    assert written.startswith(word)
    assert written[len(word) :] in {first, second, f"{first}({second})"}


@given(st.integers(0xAC00, 0xD7A3))
def test_hangul_follows_its_final_consonant(code: int) -> None:
    has_final = (code - 0xAC00) % 28 > 0
    assert text.particle(chr(code), "은/는") == ("은" if has_final else "는")


@given(st.text())
def test_text_without_markers_is_unchanged(words: str) -> None:
    if "{" not in words:
        assert text.particles(words) == words
