"""About minutes and corrections of them."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from oneteam.base.text import day, say
from oneteam.journal.letters import Letter, letter

from .. import queries
from ..actions.minutes import SILENCE
from ..enums import SuggestionState
from ._common import Data, letter_on


@letter("roundtables.minutes_sent")
def minutes_sent(recipient: Any, data: Data) -> Letter | None:
    table = queries.table(data["table"]).first()
    minutes = queries.minutes_of(table) if table else None
    if table is None or minutes is None or minutes.sent_at is None:
        return None
    by = day(minutes.sent_at + SILENCE)
    sentence = _(
        "The minutes of the round table are ready. Please agree to them, or suggest a correction on their page, by %(by)s."
    )
    silence = _("If nobody objects until then, the minutes are agreed.")
    return letter_on(
        table.problem, _("Please read the minutes:"), [say(sentence, by=by), silence],
        button=_("Read the minutes"), path=reverse("roundtables:minutes", args=[table.code]),
        why=_("You get this because you were at the round table."),
    )  # fmt: skip


@letter("roundtables.correction_suggested")
def correction_suggested(recipient: Any, data: Data) -> Letter | None:
    one = queries.suggestion(data["suggestion"]).filter(state=SuggestionState.OPEN).first()
    if one is None:
        return None
    return letter_on(
        one.minutes.table.problem, _("A correction of the minutes is suggested:"),
        [_("Somebody who was at the round table suggests a correction of the minutes."),
         _("Please take it over, or decline it with a reason. Until then the minutes are not agreed.")],
        button=_("Look at the suggestion"), path=one.get_absolute_url(),
        why=_("You get this because you wrote the minutes or had the chair."),
    )  # fmt: skip


@letter("roundtables.correction_answered")
def correction_answered(recipient: Any, data: Data) -> Letter | None:
    one = queries.suggestion(data["suggestion"]).first()
    if one is None:
        return None
    sentence = (
        _("Your correction was taken over. The minutes will be sent again, for everybody to agree to.")
        if one.state == SuggestionState.TAKEN
        else _("Your correction was declined. Please read why.")
    )
    return letter_on(
        one.minutes.table.problem, _("Your correction of the minutes was answered:"), [sentence],
        button=_("Read the answer"), path=one.get_absolute_url(),
        why=_("You get this because you suggested the correction."),
    )  # fmt: skip
