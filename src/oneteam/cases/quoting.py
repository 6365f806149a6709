"""The sentence of the minutes in which a decision stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from oneteam.base.fields import Bi
from oneteam.roundtables.models import Minutes
from oneteam.roundtables.texts import DISCUSSION, Passage, Texts

ENOUGH = 0.5  # of the decision's words
SENTENCES = re.compile(r"(?<=[.!?。])\s+|\n+")
WORDS = re.compile(r"\w+")


@dataclass(frozen=True)
class Quote:
    passage: str  # the item of the agenda, as minutes head it
    sentence: str


def quote(minutes: Minutes, decision: Bi) -> Quote | None:
    """The sentence that has most of the decision's words, if it has half of them; in the items of the agenda first."""
    texts = Texts.of(minutes.frozen or minutes)
    passages = [one for one in texts.passages()[:-1] if one.text]
    found = _best([one for one in passages if one.key != DISCUSSION], decision)
    return found or _best([one for one in passages if one.key == DISCUSSION], decision)


def _best(passages: list[Passage], decision: Bi) -> Quote | None:
    scored = [
        (_share(sentence, wanted), one.label, sentence)
        for one in passages
        for sentence, wanted in _sentences(one.text, decision)
    ]
    score, label, sentence = max(scored, key=lambda row: row[0], default=(0, "", ""))
    return Quote(label, sentence) if score >= ENOUGH else None


def _sentences(text: Bi, decision: Bi) -> Iterator[tuple[str, str]]:
    """Each beside the decision in its own language; first the one that is read now."""
    for language in dict.fromkeys((text.language, "ko", "en")):
        for sentence in SENTENCES.split(getattr(text, language)):
            yield sentence.strip().removeprefix("- "), getattr(decision, language)


def _share(sentence: str, decision: str) -> float:
    wanted, there = _words(decision), _words(sentence)
    met = sum(any(_same(word, other) for other in there) for word in wanted)
    return met / len(wanted) if wanted else 0


def _same(word: str, other: str) -> bool:
    """But for the particle or the ending that a Korean word carries."""
    most = max(2, len(word) - 1)
    return word == other or (len(word) >= most and word[:most] == other[:most])


def _words(text: str) -> set[str]:
    return {word.casefold() for word in WORDS.findall(text)}
