"""To whoever sits at a table: it is convened, cancelled, closed."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from oneteam.journal.letters import Letter, letter

from .. import queries, rules
from ..calendar import into_calendar, out_of_calendar
from ..models import RoundTable
from ._common import Data, ahead, letter_on, place_and_time, time_of


@letter("roundtables.convened")
def convened(recipient: Any, data: Data) -> Letter | None:
    table = ahead(data)
    if table is None:
        return None
    return letter_on(
        table.problem, _("Round table:"),
        [_("The date of the round table is fixed, and you are expected there."),
         *place_and_time(table, table.problem), *_elsewhere(table, recipient)],
        button=_("Open the round table"), path=table.get_absolute_url(),
        why=_("You get this because you sit at this round table."),
        invite=into_calendar(table, table.problem, recipient),
    )  # fmt: skip


def _elsewhere(table: RoundTable, recipient: Any) -> list[str]:
    """Who convened the one may know nothing of the other, so it is the person who has to say."""
    if not queries.is_elsewhere(table, recipient):
        return []
    return [
        _(
            "At that time you are expected at another round table, too. Please tell the secretariat to which one you come."
        )
    ]


@letter("roundtables.cancelled")
def cancelled(recipient: Any, data: Data) -> Letter | None:
    """To an expert without an NDA by the invitation, which is all that they see of the table."""
    invitation = queries.invitation(data["table"], recipient).first()
    table = queries.table(data["table"]).first()
    one = invitation or table
    code = invitation.thread if invitation else table.problem.code if table else ""
    problem = queries.problem(code).first()
    if one is None or problem is None:
        return None
    return letter_on(
        problem, _("The round table is cancelled:"),
        [_("The round table does not take place at this time; you need not keep it free."), time_of(one),
         _("If another date is fixed, you get a letter of its own.")],
        button=_("See where it stands"), path=problem.get_absolute_url(),
        why=_("You get this because you were expected at this round table."),
        invite=out_of_calendar(one, problem, recipient),
    )  # fmt: skip


@letter("roundtables.feedback_asked")
def feedback_asked(recipient: Any, data: Data) -> Letter | None:
    table = queries.table(data["table"]).first()
    if table is None or not rules.may_give_feedback(recipient, table):
        return None
    return letter_on(
        table.problem, _("How did the experts help?"),
        [_("The round table is closed. Please tell the secretariat in a minute how each expert helped. Nobody else reads it.")],
        button=_("Say how the experts helped"), path=reverse("roundtables:feedback", args=[table.code]),
        why=_("You get this because you sit at this round table."),
    )  # fmt: skip
