"""A table has moved, or somebody is not expected there any more: what stands in calendars follows."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from oneteam.base.text import when
from oneteam.journal.letters import Letter, letter
from oneteam.problems.enums import State

from .. import queries
from ..calendar import into_calendar, taken_out
from ..enums import Answer
from ..links import token_of
from ..models import RoundTable, TableInvitation
from ._common import Data, ahead, letter_on, place_and_time
from .tables import elsewhere


@letter("roundtables.moved")
def moved(recipient: Any, data: Data) -> Letter | None:
    """To an expert by the invitation, which is all that they may see of the table; it asks them again."""
    invitation = queries.open_invitation(data["table"], recipient).first()
    one = invitation or ahead(data)
    code = invitation.thread if invitation else one.problem.code if isinstance(one, RoundTable) else ""
    problem = queries.problem(code).first()
    if one is None or problem is None or problem.state != State.SCHEDULED:
        return None
    asked = invitation is not None and invitation.answer == Answer.ASKED
    lines = [_("The round table has been moved."), *place_and_time(one, problem)]
    if data["was"]:
        before = when(timezone.localtime(datetime.fromisoformat(data["was"])))
        lines.insert(1, _("Until now: %(when)s") % {"when": before})
    if asked and data["was"]:
        lines.append(
            _("Please say once more whether you can come: what you answered before no longer counts.")
        )
    elif isinstance(one, RoundTable):
        lines += elsewhere(one, recipient)
    return letter_on(
        problem, _("The round table was moved:"), lines,
        button=_("Answer the invitation") if asked else _("Open the round table"),
        path=_page_of(one), why=_("You get this because you are expected at this round table."),
        invite=into_calendar(one, problem, recipient),
    )  # fmt: skip


def _page_of(one: RoundTable | TableInvitation) -> str:
    if isinstance(one, RoundTable):
        return one.get_absolute_url()
    if one.answer == Answer.ASKED:
        return reverse("roundtables:answer", args=[token_of(one)])
    return reverse("roundtables:invitation", args=[one.table_code])


@letter("roundtables.not_expected")
def not_expected(recipient: Any, data: Data) -> Letter:
    """To who declined or was taken off the panel. No title, no number: they may not know of the problem any more."""
    starts, ends = (datetime.fromisoformat(data[name]) for name in ("starts", "ends"))
    path = reverse("calendars:mine")
    return Letter(
        subject=_("A round table goes out of your calendar"),
        paragraphs=[_("You are not expected at the round table at this time; you need not keep it free."),
                    _("When: %(when)s") % {"when": when(starts)}],
        button=_("My calendar"), path=path, why=_("You get this because you had been invited to this round table."),
        invite=taken_out(
            data["table"], recipient, sequence=data["sequence"], starts=starts, ends=ends, path=path
        ),
    )  # fmt: skip
