"""Korean and English terms of research and development, for comparing texts that share no language.

``glossary.tsv`` holds one pair a line: a Korean term, a tab, what it may be called in English.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from oneteam_core.matching.text import Word, words

LONGEST = 3
"""Words in the longest English term that is looked up."""


def translated(text: str, source: str, target: str) -> str:
    """The terms of a text in the other language; a word without translation stays as it stands.

    Empty for languages the glossary does not know. A Korean compound is cut at its known terms, the
    longest first. Complexity: linear in the length of the text.

    >>> translated("차체의 용접결함을 검사", "ko", "en")
    '차체 welding weld defect inspection'
    >>> translated("Predictive maintenance of pumps", "en", "ko")
    '예지보전 펌프'
    """
    if (source, target) == ("ko", "en"):
        return " ".join(_from_korean(word) for word in words(text))
    if (source, target) == ("en", "ko"):
        return " ".join(_from_english(words(text)))
    return ""


def is_term(korean: str) -> bool:
    """Whether the glossary knows a Korean word."""
    return korean in _glossary()[0]


def _from_korean(word: Word) -> str:
    korean, _ = _glossary()
    found, at, base = [], 0, word.base
    while at < len(base) - 1:
        ends = range(min(len(base), at + _longest_korean()), at + 1, -1)
        longest = next((end for end in ends if base[at:end] in korean), 0)
        if longest:
            found.append(korean[base[at:longest]])
        at = longest or at + 1
    return " ".join(found) or base


def _from_english(found: list[Word]) -> list[str]:
    _, english = _glossary()
    stems, out, at = [word.base for word in found], [], 0
    while at < len(stems):
        ends = range(min(len(stems), at + LONGEST), at, -1)
        longest = next((end for end in ends if tuple(stems[at:end]) in english), 0)
        out.append(english[tuple(stems[at:longest])] if longest else found[at].written)
        at = longest or at + 1
    return out


@cache
def _longest_korean() -> int:
    """Syllables in the longest Korean term."""
    return max(map(len, _glossary()[0]))


@cache
def _glossary() -> tuple[dict[str, str], dict[tuple[str, ...], str]]:
    """Korean to English, and stems of English to Korean (the first Korean term that is called so)."""
    lines = files(__package__).joinpath("glossary.tsv").read_text(encoding="utf-8").splitlines()
    korean = dict(line.split("\t") for line in lines if not line.startswith("#"))
    english: dict[tuple[str, ...], str] = {}
    for term, called in korean.items():
        stems = tuple(word.base for word in words(called))
        for key in (stems, *((stem,) for stem in stems)):
            english.setdefault(key, term)
    return korean, english
