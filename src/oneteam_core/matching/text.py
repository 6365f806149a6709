"""From text to terms, the same way for a problem and for a work.

Korean is cut into pairs of syllables inside each spaced word (eojeol) after its particle is taken off, so
that 네트워크 meets 네트워크를 and 안전사고 meets 안전 사고. Latin words are lower-cased and stemmed; a
term is a whole word, so "AI" never meets "retail". Han and Kana are cut into pairs as well; words of every
other script are kept whole.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from oneteam_core.matching.stemmer import stem
from oneteam_core.matching.stopwords import ENGLISH, KOREAN_ENDINGS, KOREAN_STEMS

PAIRED_CHARS = "가-힣ㄱ-ㆎ㐀-䶿一-鿿぀-ヿ"
LETTER_CLASS = rf"[^\W\d_{PAIRED_CHARS}]"
PIECES = re.compile(rf"[가-힣ㄱ-ㆎ]+|[㐀-䶿一-鿿぀-ヿ]+|{LETTER_CLASS}+[0-9]*|[0-9]+{LETTER_CLASS}*")
PAIRED = re.compile(f"[{PAIRED_CHARS}]")
HANGUL = re.compile(r"[가-힣]")
LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True)
class Word:
    """A word of a text: as written, its base without particle or ending, and its terms."""

    written: str
    base: str
    terms: tuple[str, ...]


def words(text: str) -> list[Word]:
    """Cut a text into words with their terms, in the order of the text; stop words are left out.

    Any Unicode text is accepted (it is composed first, so that decomposed Hangul is read too).
    Complexity: linear in the length of the text.

    >>> [word.base for word in words("네트워크를 고치는 AI, for retail networks")]
    ['네트워크', '고치', 'ai', 'retail', 'network']
    >>> words("음성인식의")[0].terms
    ('음성', '성인', '인식')
    """
    found = (_word(piece) for piece in PIECES.findall(unicodedata.normalize("NFKC", text)))
    return [word for word in found if word is not None]


def terms(text: str) -> list[str]:
    """The terms alone, with repetitions.

    >>> terms("Schedules of cranes; 크레인 일정을")
    ['schedul', 'crane', '크레', '레인', '일정']
    """
    return [term for word in words(text) for term in word.terms]


def language_of(text: str) -> str:
    """Guess the language of a text: ``"ko"`` where three letters in ten are Hangul, else ``"en"``.

    >>> language_of("딥러닝 기반 deep CNN 검사"), language_of("KAIST and 한양")
    ('ko', 'en')
    """
    letters = len(LETTER.findall(text))
    return "ko" if letters and len(HANGUL.findall(text)) / letters >= 0.3 else "en"


@lru_cache(maxsize=65536)
def _word(piece: str) -> Word | None:
    if PAIRED.match(piece):
        base = _without_particle(piece)
        if len(base) < 2 or base in KOREAN_STEMS:
            return None
        return Word(piece, base, tuple(base[at : at + 2] for at in range(len(base) - 1)))
    lower = piece.casefold()
    if lower in ENGLISH or (len(lower) == 1 and lower.isascii()) or lower.isdigit():
        return None
    base = stem(lower)
    return Word(piece, base, (base,))


def _without_particle(word: str) -> str:
    """Take off the longest ending that leaves two syllables or more."""
    for length in (4, 3, 2, 1):
        if len(word) - length >= 2 and word[-length:] in KOREAN_ENDINGS:
            return word[:-length]
    return word
