"""The sentence of the minutes that is nearest to a decision."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from oneteam.base.fields import Bi
from oneteam.roundtables.models import Minutes
from oneteam.roundtables.texts import DISCUSSION, Passage, Texts

ENOUGH = 0.5  # of the decision's words
SENTENCES = re.compile(r"(?<=[.!?。])\s+|\n+")
WORDS = re.compile(r"\d+(?:[.,]\d+)*|\w+")
NO = re.compile(r"않|(?<!\w)(안|못)(?=\s|하|합|해)|못하|없|\b(not|no|never|cannot)\b|n't\b", re.IGNORECASE)


@dataclass(frozen=True)
class Quote:
    passage: str  # the item of the agenda, as minutes head it
    sentence: str


def quote(minutes: Minutes, decision: Bi) -> Quote | None:
    """The sentence that has most of the decision's words, if it has half of them and all its figures, and says no where
    that says no; in the items of the agenda first."""
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
    figures = {word for word in wanted if word[0].isdigit()}
    if not figures <= there or bool(NO.search(sentence)) != bool(NO.search(decision)):
        return 0
    met = sum(any(_same(word, other) for other in there) for word in wanted)
    return met / len(wanted) if wanted else 0


def _same(word: str, other: str) -> bool:
    """But for the particle or the ending that a Korean word carries."""
    most = max(2, len(word) - 1)
    if word[0].isdigit():
        return word == other
    return word == other or (len(word) >= most and word[:most] == other[:most])


def _words(text: str) -> set[str]:
    return {word.casefold() for word in WORDS.findall(text)}
