"""About a decision, to its table and to members."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from oneteam.base.text import day, say
from oneteam.journal.letters import Letter, letter

from .. import queries, rules
from ._common import Data, letter_on


@letter("roundtables.decided")
def decided(recipient: Any, data: Data) -> Letter | None:
    decision = queries.decision(data["decision"]).first()
    if decision is None:
        return None
    if decision.responsible_id == recipient.pk:
        sentence = _("The round table has decided, and you answer for what follows, by %(by)s.")
    else:
        sentence = _("The round table has decided. What follows is due by %(by)s.")
    return letter_on(
        decision.problem, _("The round table has decided:"), [say(sentence, by=day(decision.due_on))],
        button=_("Read the decision"), path=decision.problem.get_absolute_url(),
        why=_("You get this because you sit at this round table."),
    )  # fmt: skip


@letter("roundtables.interest_asked")
def interest_asked(recipient: Any, data: Data) -> Letter | None:
    decision = queries.told_decision(data["decision"]).first()
    organisation = queries.member(data["organisation"]).first()
    if decision is None or organisation is None or decision.interest_until is None:
        return None
    if not rules.may_state_interest(recipient, decision, organisation):
        return None
    if decision.interest_until < timezone.localdate() or queries.interest_of(decision, organisation):
        return None
    sentence = _(
        "A round table has decided on a joint task. Please say by %(by)s how far your organisation would join."
    )
    return letter_on(
        decision.problem, _("Your interest in a joint task:"),
        [say(sentence, by=day(decision.interest_until)), _("Only the owner of the problem and the secretariat read your answer.")],
        button=_("Read and answer"), path=reverse("roundtables:interest", args=[decision.code, organisation.code]),
        why=_("You get this because you are a coordinator of your organisation."),
    )  # fmt: skip
