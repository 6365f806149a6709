"""Cutting English text into the pieces that BERT's uncased models know.

Source: J. Devlin et al., "BERT", NAACL 2019; the longest piece first, as in its published tokenizer.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import lru_cache

LONGEST_WORD = 100
UNKNOWN, BEGIN, END = "[UNK]", "[CLS]", "[SEP]"


class WordPieces:
    """``vocabulary`` maps pieces to numbers; a piece inside a word begins with ``##``.

    >>> known = {"[UNK]": 0, "[CLS]": 1, "[SEP]": 2, "weld": 3, "##ing": 4, ".": 5}
    >>> WordPieces(known).numbers("Welding. 용접", most=9), WordPieces(known).numbers("weld weld weld", most=4)
    ([1, 3, 4, 5, 0, 2], [1, 3, 3, 2])
    """

    def __init__(self, vocabulary: Mapping[str, int]) -> None:
        self._known = vocabulary
        self._pieces = lru_cache(maxsize=65536)(self._cut)

    def numbers(self, text: str, *, most: int) -> list[int]:
        """At most ``most`` numbers, begin and end among them. Complexity: linear in the text."""
        found = [self._known[BEGIN]]
        for word in _words(text):
            found += self._pieces(word)
            if len(found) >= most:
                break
        return [*found[: most - 1], self._known[END]]

    def _cut(self, word: str) -> tuple[int, ...]:
        unknown = (self._known[UNKNOWN],)
        if len(word) > LONGEST_WORD:
            return unknown
        found, at = [], 0
        while at < len(word):
            inside = "##" if at else ""
            ends = range(len(word), at, -1)
            end = next((end for end in ends if inside + word[at:end] in self._known), 0)
            if not end:
                return unknown
            found.append(self._known[inside + word[at:end]])
            at = end
        return tuple(found)


def _words(text: str) -> list[str]:
    """Lower case without accents; each sign and each Chinese character is a word of its own."""
    plain = unicodedata.normalize("NFD", text.lower())
    return "".join(_spaced(char) for char in plain if unicodedata.category(char) != "Mn").split()


@lru_cache(maxsize=65536)
def _spaced(char: str) -> str:
    kind = unicodedata.category(char)
    if kind.startswith("C") or char.isspace():
        return " "
    alone = kind.startswith("P") or (char.isascii() and not char.isalnum()) or "一" <= char <= "鿿"
    return f" {char} " if alone else char
