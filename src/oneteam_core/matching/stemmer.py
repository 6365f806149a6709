"""English word stems by Porter's algorithm, so that "scheduling" meets "schedules".

Source: M. F. Porter, "An algorithm for suffix stripping", Program 14(3), 1980, pp. 130-137, with the two
changes of the author's later versions (``-bli`` to ``-ble``, ``-logi`` to ``-log``).
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

VOWELS = frozenset("aeiou")
STEP_2 = (
    ("ational", "ate"), ("tional", "tion"), ("enci", "ence"), ("anci", "ance"), ("izer", "ize"),
    ("bli", "ble"), ("alli", "al"), ("entli", "ent"), ("eli", "e"), ("ousli", "ous"),
    ("ization", "ize"), ("ation", "ate"), ("ator", "ate"), ("alism", "al"), ("iveness", "ive"),
    ("fulness", "ful"), ("ousness", "ous"), ("aliti", "al"), ("iviti", "ive"), ("biliti",
    "ble"), ("logi", "log"),
)  # fmt: skip
STEP_3 = (
    ("icate", "ic"), ("ative", ""), ("alize", "al"), ("iciti", "ic"), ("ical", "ic"), ("ful",
    ""), ("ness", ""),
)  # fmt: skip
STEP_4 = (
    "al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "sion",
    "tion", "ou", "ism", "ate", "iti", "ous", "ive", "ize",
)  # fmt: skip


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return the stem of one lower-case English word; words of up to two letters stay as they are.

    Complexity: linear in the length of the word.

    >>> [stem(word) for word in ("scheduling", "schedules", "relational", "hopping", "skies", "ai")]
    ['schedul', 'schedul', 'relat', 'hop', 'ski', 'ai']
    """
    if len(word) <= 2 or not (word.isascii() and word.isalpha()):
        return word
    word = _plural(word.replace("ise", "ize") if word.endswith(("ised", "ises", "ising", "ise")) else word)
    word = _past(word)
    if word.endswith("y") and _has_vowel(word[:-1]):
        word = word[:-1] + "i"
    word = _swap(word.replace("isation", "ization"), STEP_2)
    word = _swap(word, STEP_3)
    return _tidy(_strip(word))


def _is_consonant(word: str, at: int) -> bool:
    if word[at] in VOWELS:
        return False
    return word[at] != "y" or at == 0 or not _is_consonant(word, at - 1)


def _measure(word: str) -> int:
    """Number of vowel-to-consonant changes, Porter's m."""
    kinds = [_is_consonant(word, at) for at in range(len(word))]
    return sum(1 for before, after in pairwise(kinds) if after and not before)


def _has_vowel(word: str) -> bool:
    return any(not _is_consonant(word, at) for at in range(len(word)))


def _double(word: str) -> bool:
    return len(word) > 1 and word[-1] == word[-2] and _is_consonant(word, len(word) - 1)


def _short_end(word: str) -> bool:
    """Consonant, vowel, consonant other than w, x, y: as in "hop"."""
    if len(word) < 3 or word[-1] in "wxy":
        return False
    last = len(word) - 1
    return _is_consonant(word, last) and not _is_consonant(word, last - 1) and _is_consonant(word, last - 2)


def _plural(word: str) -> str:
    if word.endswith(("sses", "ies")):
        return word[:-2]
    if word.endswith("s") and not word.endswith("ss"):
        return word[:-1]
    return word


def _past(word: str) -> str:
    if word.endswith("eed"):
        return word[:-1] if _measure(word[:-3]) > 0 else word
    for ending in ("ed", "ing"):
        if word.endswith(ending) and _has_vowel(word[: -len(ending)]):
            return _mend(word[: -len(ending)])
    return word


def _mend(word: str) -> str:
    """Put right what is left after -ed or -ing."""
    if word.endswith(("at", "bl", "iz")):
        return word + "e"
    if _double(word) and word[-1] not in "lsz":
        return word[:-1]
    return word + "e" if _measure(word) == 1 and _short_end(word) else word


def _swap(word: str, pairs: tuple[tuple[str, str], ...]) -> str:
    for ending, other in sorted(pairs, key=lambda pair: -len(pair[0])):
        if word.endswith(ending):
            base = word[: -len(ending)]
            return base + other if _measure(base) > 0 else word
    return word


def _strip(word: str) -> str:
    for ending in sorted(STEP_4, key=lambda ending: -len(ending)):
        if word.endswith(ending):
            base = word[: -len(ending) + (1 if ending in ("sion", "tion") else 0)]
            return base if _measure(base) > 1 else word
    return word


def _tidy(word: str) -> str:
    if word.endswith("e"):
        base = word[:-1]
        if _measure(base) > 1 or (_measure(base) == 1 and not _short_end(base)):
            word = base
    return word[:-1] if _measure(word) > 1 and word.endswith("ll") else word
