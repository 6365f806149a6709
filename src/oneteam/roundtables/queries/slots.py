"""Times asked about before a date is fixed, and who can come when."""

from __future__ import annotations

from django.db.models import QuerySet

from oneteam import walls
from oneteam.accounts.models import Person
from oneteam.problems.models import Problem

from .. import links
from ..models import DateAnswer, DateLetter, DateQuestion


def last_question(problem: Problem) -> DateQuestion | None:
    return DateQuestion.objects.filter(problem=problem).select_related("problem__disclosure").first()


def date_answers(question: DateQuestion) -> QuerySet[DateAnswer]:
    return DateAnswer.objects.filter(question=question).select_related("person")


def date_letter(number: int) -> QuerySet[DateLetter]:
    return DateLetter.objects.filter(pk=number).select_related("person")


def is_last(letter: DateLetter) -> bool:
    """Whether nothing newer was asked about this problem since."""
    with walls.system("whether an answer about times still counts"):
        question = DateQuestion.objects.filter(problem__code=letter.thread).first()
        return question is not None and question.answers.filter(pk=letter.answer_id).exists()


def letter_by_link(token: str) -> DateLetter | None:
    """What a link from a mail leads to, as the person asked may read it."""
    numbers = links.read(token, links.DATES)
    person = Person.objects.filter(pk=numbers[1], is_active=True).first() if numbers else None
    if numbers is None or person is None:
        return None
    with walls.acting_as(person):
        return date_letter(numbers[0]).filter(person=person).first()
