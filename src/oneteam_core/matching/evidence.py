"""Which words of a work really meet words of a problem."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import TypeVar, overload

from oneteam_core.matching.glossary import is_term
from oneteam_core.matching.stopwords import UNTELLING
from oneteam_core.matching.text import PAIRED, Word, words

MOST_TERMS = 6
NO_EVIDENCE = frozenset(word.base for word in words(UNTELLING))

Found = TypeVar("Found")


class Late(Sequence[Found]):
    """Evidence that is found when somebody looks at it: a pool has many works, a page shows few.

    >>> Late(lambda: ("speech", "noise")) == ("speech", "noise")
    True
    """

    def __init__(self, find: Callable[[], tuple[Found, ...]]) -> None:
        self._find = find

    @cached_property
    def _found(self) -> tuple[Found, ...]:
        return self._find()

    @overload
    def __getitem__(self, at: int) -> Found: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Found, ...]: ...
    def __getitem__(self, at: int | slice) -> Found | tuple[Found, ...]:
        return self._found[at]

    def __iter__(self) -> Iterator[Found]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, (tuple, Late)) and self._found == tuple(other)

    def __hash__(self) -> int:
        return hash(self._found)

    def __repr__(self) -> str:
        return repr(self._found)


class ProblemWords:
    """The words of a problem in one language, ready to be met by works."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._bases: dict[str, set[str]] = {}
        for text in texts:
            for word in words(text):
                for term in word.terms:
                    self._bases.setdefault(term, set()).add(word.base)

    def met_by(self, text: str) -> tuple[str, ...]:
        """Words or runs of syllables of ``text`` that stand in the problem too, longest first.

        A Latin word counts whole, whatever its ending ("AI" is not met by "retail"). In Korean the longest
        run of at least two syllables that both words share is given, where it is a word: one of the two
        itself, the beginning of both, or a term of the glossary (가리기 is not met by 알아차리기). Words
        that stand in texts of every topic are not given.
        Complexity: words of the text times problem words that share a term with it.

        >>> problem = ProblemWords(["잡음에 강한 음성인식과 요약", "AI for the factory"])
        >>> problem.met_by("AI in retail: 음성 인식기의 잡음")
        ('AI', '음성', '인식', '잡음')
        >>> ProblemWords(["자리를 알아차리기"]).met_by("단계에서 가리기")
        ()
        """
        met: dict[str, str] = {}
        for word in words(text):
            for run in self._runs(word):
                met.setdefault(run.casefold(), run)
        kept = [
            run for run in met.values() if not any(run != other and run in other for other in met.values())
        ]
        return tuple(sorted(kept, key=lambda run: (-len(run), run)))[:MOST_TERMS]

    def _runs(self, word: Word) -> list[str]:
        if word.base in NO_EVIDENCE:
            return []
        if word.terms == (word.base,):
            return [self._as_written(word)] if word.base in self._bases else []
        bases = sorted({base for term in word.terms for base in self._bases.get(term, ())})
        shared = dict.fromkeys(_common_word(word.base, base) for base in bases)
        return [run for run in shared if run and run not in NO_EVIDENCE]

    @staticmethod
    def _as_written(word: Word) -> str:
        """Acronyms and other capitals as they stand, Korean without its particle, the rest in lower case."""
        if PAIRED.match(word.written):
            return word.base
        return word.written if word.written.isupper() else word.written.casefold()


def _common_word(one: str, other: str) -> str:
    """The longest run that both hold, where it is a word of its own; else nothing."""
    run = _common_run(one, other)
    whole = run in (one, other) or (one.startswith(run) and other.startswith(run))
    return run if len(run) > 1 and (whole or is_term(run)) else ""


def _common_run(one: str, other: str) -> str:
    """The longest string that stands in both; the first of several. Complexity: one search for each character."""
    longest = ""
    for end in range(1, len(one) + 1):
        longer = one[end - len(longest) - 1 : end]
        if longer in other:
            longest = longer
    return longest
