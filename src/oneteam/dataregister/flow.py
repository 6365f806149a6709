"""The questions about how sensitive data are, as data: each answer leads on, or to a tier.

After the tiers of D. Arenas and others, *Design choices for productive, secure, data-intensive research at scale in
the cloud* (The Alan Turing Institute, 2019).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

YES, NO = "yes", "no"
WORDS = {YES: _("Yes"), NO: _("No")}


@dataclass(frozen=True)
class Question:
    """``yes`` and ``no``: the question that follows, or a tier."""

    key: str
    text: Any
    help: Any
    yes: str | int
    no: str | int

    def after(self, answer: str) -> str | int:
        return self.yes if answer == YES else self.no


QUESTIONS = (
    Question(
        "personal", _("Do the data tell of living people?"),
        _("Names, voices, faces, numbers of employees or customers; also if people can be found by joining other data."),
        "pseudonymised", "sensitive",
    ),
    Question(
        "pseudonymised", _("Is everything that names a person removed or replaced?"),
        _("The key to the replacements, if there is one, is kept by somebody else and elsewhere."),
        "sure", "danger",
    ),
    Question(
        "sure", _("Are you sure that nobody can be recognised again?"),
        _("Also with data that others have, such as shifts, places or times. If in doubt: no."),
        "sensitive", "danger",
    ),
    Question(
        "danger", _("Would disclosure endanger somebody's safety, health or livelihood?"),
        _("Think of the person about whom the data tell most."),
        4, 3,
    ),
    Question(
        "sensitive", _("Are the data commercially sensitive, or does a contract or a law restrict them?"),
        _("Trade secrets, processes, prices, defects, national core technology, data of a customer."),
        "harm", "published",
    ),
    Question(
        "harm", _("Would disclosure do serious harm?"),
        _("A loss that cannot be made good, danger for a plant or a network, a breach of law."),
        "wanted", 2,
    ),
    Question(
        "wanted", _("Would somebody take great pains to get them?"),
        _("A state, organised crime or a competitor with means of its own."),
        4, 3,
    ),
    Question(
        "published", _("Are the data public already, and lawfully?"),
        _("Anybody can get them without asking."),
        0, "publishable",
    ),
    Question(
        "publishable", _("Could they be made public without harm to anybody?"),
        _("They are meant for publication, only not yet."),
        1, 2,
    ),
)  # fmt: skip
BY_KEY = {question.key: question for question in QUESTIONS}
FIRST = QUESTIONS[0]


@dataclass(frozen=True)
class Way:
    """How far answers lead: the questions answered, and then either the next one or a tier."""

    answered: tuple[tuple[Question, str], ...]
    question: Question | None
    tier: int | None


def walk(answers: Mapping[str, str]) -> Way:
    answered: list[tuple[Question, str]] = []
    at: str | int = FIRST.key
    while isinstance(at, str):
        question = BY_KEY[at]
        answer = answers.get(question.key)
        if answer not in WORDS:
            return Way(tuple(answered), question, None)
        answered.append((question, answer))
        at = question.after(answer)
    return Way(tuple(answered), None, at)


def parting(several: Iterable[Mapping[str, str]]) -> Question | None:
    """The first question at which some answered otherwise than others; none where all went one way."""
    ways = [walk(answers).answered for answers in several]
    question: Question
    for steps in zip(*ways, strict=False):
        if len({answer for _step, answer in steps}) > 1:
            question, _answer = steps[0]
            return question
    return None
