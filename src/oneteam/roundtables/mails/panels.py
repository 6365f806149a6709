"""To the owner about a panel or a waiver, and to whoever asked."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from oneteam.journal.letters import Letter, letter

from .. import queries
from ._common import Data, letter_on


@letter("roundtables.panel_sent")
def panel_sent(recipient: Any, data: Data) -> Letter | None:
    run = queries.run(data["run"]).first()
    if run is None:
        return None
    return letter_on(
        run.problem, _("Please look at the proposed experts:"),
        [_("The secretariat proposes experts for your problem and asks you to agree, to strike some, or to ask for another list.")],
        button=_("Look at the list"), path=run.get_absolute_url(),
        why=_("You get this because you act for the owner of the problem."),
    )  # fmt: skip


@letter("roundtables.panel_answered")
def panel_answered(recipient: Any, data: Data) -> Letter | None:
    run = queries.run(data["run"]).first()
    if run is None:
        return None
    agreed = run.state == "approved"
    sentence = (
        _("The owner has agreed to the panel. Please fix a date for the round table.")
        if agreed
        else _("The owner asks for another list of experts. Please read why and run the match again.")
    )
    return letter_on(
        run.problem, _("The owner agreed to the panel:") if agreed else _("The owner asks for another list:"),
        [sentence], button=_("Go on"), path=run.get_absolute_url(),
        why=_("You get this because you ran the match."),
    )  # fmt: skip


@letter("roundtables.waiver_asked")
def waiver_asked(recipient: Any, data: Data) -> Letter | None:
    one = queries.waiver(data["waiver"]).filter(answered_at=None).first()
    if one is None:
        return None
    sentence = _(
        "The secretariat would like to propose somebody who has a tie to a competitor of yours, and asks whether you waive the conflict."
    )
    return letter_on(
        one.problem, _("Please decide on a waiver:"),
        [sentence],
        button=_("Look at the request"), path=one.get_absolute_url(),
        why=_("You get this because you act for the owner of the problem."),
    )  # fmt: skip


@letter("roundtables.waiver_answered")
def waiver_answered(recipient: Any, data: Data) -> Letter | None:
    one = queries.waiver(data["waiver"]).first()
    if one is None:
        return None
    sentence = (
        _("The owner has waived the conflict. It counts from the next match on.")
        if one.agreed
        else _("The owner does not waive the conflict.")
    )
    return letter_on(
        one.problem, _("The owner answered about a waiver:"), [sentence], button=_("Go on"),
        path=one.get_absolute_url(), why=_("You get this because you asked for the waiver."),
    )  # fmt: skip
