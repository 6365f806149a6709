"""To the invited about a table or its date, and to whoever waits for their answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from oneteam.base.text import called, day, say, when
from oneteam.journal.letters import Letter, letter
from oneteam.problems.enums import State
from oneteam.problems.models import Problem

from .. import queries
from ..actions.invitations import ANSWER_WITHIN
from ..calendar import into_calendar
from ..enums import TableState
from ..links import DATES, token_of
from ..models import TableInvitation
from ._common import Data, ahead, letter_on, place_and_time


@letter("roundtables.invited")
def invited(recipient: Any, data: Data) -> Letter | None:
    asked = _unanswered(recipient, data)
    if asked is None:
        return None
    sentence = _("You are asked to advise at a round table. Please answer by %(by)s.")
    written = _invitation(*asked, _("Invitation to a round table:"), sentence)
    return replace(written, invite=into_calendar(*asked, recipient))


@letter("roundtables.reminded")
def reminded(recipient: Any, data: Data) -> Letter | None:
    asked = _unanswered(recipient, data)
    if asked is None:
        return None
    sentence = _(
        "We have no answer from you yet to the invitation to a round table. Please answer by %(by)s."
    )
    return _invitation(*asked, _("A reminder of the invitation to a round table:"), sentence)


def _unanswered(recipient: Any, data: Data) -> tuple[TableInvitation, Problem] | None:
    """An invitation that waits for its answer, and the problem, as long as its table is to come."""
    found = queries.invitation(data["table"], recipient).first()
    problem = queries.problem(found.thread).first() if found else None
    if found is None or problem is None or found.answer != "asked" or problem.state != "scheduled":
        return None
    return found, problem


def _invitation(found: TableInvitation, problem: Problem, subject: str, sentence: str) -> Letter:
    by = min(found.created_at + ANSWER_WITHIN * (1 + found.reminders), found.starts_at)
    return letter_on(
        problem, subject, [say(sentence, by=day(by)), *place_and_time(found, problem)],
        button=_("Answer the invitation"), path=reverse("roundtables:answer", args=[token_of(found)]),
        why=_("You get this because the owner and the secretariat would like your advice."),
    )  # fmt: skip


@letter("roundtables.answered")
def answered(recipient: Any, data: Data) -> Letter | None:
    table = ahead(data)
    seat = queries.attendance(table).filter(pk=data["seat"]).first() if table else None
    if table is None or seat is None:
        return None
    declined = seat.answer == "declined"
    sentence = (
        _("%(who)s cannot come to the round table. Please look whom to ask instead.")
        if declined
        else _("%(who)s will come to the round table.")
    )
    return letter_on(
        table.problem, _("An invitation was declined:") if declined else _("An invitation was accepted:"),
        [say(sentence, who=_expert(table.problem, seat.person))], button=_("Open the round table"), path=table.get_absolute_url(),
        why=_("You get this because you convened the round table."),
    )  # fmt: skip


def _expert(problem: Problem, person: Any) -> str:
    """In a mail on a confidential problem nobody is named."""
    return _("An expert whom you invited") if problem.disclosure.is_confidential else called(person)


@letter("roundtables.dates_asked")
def dates_asked(recipient: Any, data: Data) -> Letter | None:
    asked = queries.date_letter(data["letter"]).first()
    problem = queries.problem(asked.thread).first() if asked else None
    if asked is None or problem is None or problem.state != State.AGREED or not queries.is_last(asked):
        return None
    return letter_on(
        problem, _("When can you come to a round table?"),
        [_("Please tick the times that suit you. It takes a minute, and you need not sign in."),
         *(when(timezone.localtime(datetime.fromisoformat(one))) for one in asked.starts)],
        button=_("Tick the times"), path=reverse("roundtables:when", args=[token_of(asked, DATES)]),
        why=_("You get this because you are on the panel, or act for the owner of the problem."),
    )  # fmt: skip


@letter("roundtables.replacement_asked")
def replacement_asked(recipient: Any, data: Data) -> Letter | None:
    asked = queries.replacement(data["replacement"]).first()
    if asked is None or asked.answered_at is not None or asked.table.state != TableState.FIXED:
        return None
    return letter_on(
        asked.table.problem, _("A seat at the round table is free:"),
        [_("An expert cannot come, and the secretariat proposes somebody else. Please look and answer.")],
        button=_("Look and answer"), path=reverse("roundtables:replacement", args=[asked.code]),
        why=_("You get this because you act for the owner of the problem."),
    )  # fmt: skip


@letter("roundtables.replacement_answered")
def replacement_answered(recipient: Any, data: Data) -> Letter | None:
    asked = queries.replacement(data["replacement"]).first()
    if asked is None or asked.answered_at is None:
        return None
    return letter_on(
        asked.table.problem, _("The owner has answered:"),
        [_("The owner agrees, and the invitation is on its way.") if asked.agreed
         else _("The owner does not agree. Please propose somebody else.")],
        button=_("Open the round table"), path=asked.table.get_absolute_url(),
        why=_("You get this because you proposed somebody for a free seat."),
    )  # fmt: skip
