"""About what was taken on, to whoever did, and on to others when it is late."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from oneteam.base.text import called, day, say
from oneteam.journal.letters import Letter, letter

from .. import queries
from ..clocks import CLOCKS
from ..enums import ActionState
from ._common import Data, letter_on


@letter("roundtables.action_given")
def action_given(recipient: Any, data: Data) -> Letter | None:
    sentence = _("The round table has noted something for you to do by %(by)s.")
    return _about_item(data, _("Something for you to do:"), sentence)


@letter("roundtables.action_sent_back")
def action_sent_back(recipient: Any, data: Data) -> Letter | None:
    sentence = _(
        "Something that you took on was sent back: please read what is still missing. It is due by %(by)s."
    )
    return _about_item(data, _("Something is still missing:"), sentence)


@letter("roundtables.action_moved")
def action_moved(recipient: Any, data: Data) -> Letter | None:
    sentence = _("Something that you took on at the round table has another date: it is due by %(by)s.")
    return _about_item(data, _("Another date for something to do:"), sentence)


def _about_item(data: Data, subject: str, sentence: str) -> Letter | None:
    item = queries.action_item(data["action"]).filter(state=ActionState.OPEN).first()
    if item is None:
        return None
    return letter_on(
        item.table.problem, subject, [say(sentence, by=day(item.due_on))],
        button=_("See what it is"), path=item.get_absolute_url(),
        why=_("You get this because you took it on at the round table."),
    )  # fmt: skip


@letter("roundtables.action_clock")
def action_clock(recipient: Any, data: Data) -> Letter | None:
    """To whoever may see the room; of the others, who knows of the problem reads that there is something."""
    item = queries.action_item(data["action"]).first()
    if item is None:
        known = queries.problem(data["thread"]).exists()
        return _without_a_word(data["clock"]) if known else None
    if item.state != ActionState.OPEN:
        return None
    subject, sentence, why = _clock_words()[data["clock"]]
    confidential = item.table.problem.disclosure.is_confidential
    who = _("Somebody of your organisation") if confidential else called(item.who)
    return letter_on(
        item.table.problem, subject, [say(sentence, by=day(item.due_on), who=who)],
        button=_("See what it is"), path=item.get_absolute_url(), why=why,
    )  # fmt: skip


def _clock_words() -> dict[str, tuple[str, str, str]]:
    """By the name of the clock: subject, sentence, and why one gets it."""
    mine, late = _("You get this because you took it on at the round table."), _("Overdue:")
    return {
        "soon": (
            _("Due soon:"),
            _("Something that you took on at the round table is due by %(by)s."),
            mine,
        ),
        "late": (
            late,
            _(
                "Something that you took on was due by %(by)s. Please say what came of it, or ask the chair for a later date."
            ),
            mine,
        ),
        "coordinator": (
            late,
            _(
                "%(who)s took something on at the round table. It was due by %(by)s and is not done. Please see to it that it is."
            ),
            _("You get this because you are a coordinator of your organisation."),
        ),
        "executive": (
            late,
            _(
                "%(who)s took something on at the round table. It was due by %(by)s and is still not done. Please decide what is to happen."
            ),
            _("You get this because you are an executive of your organisation."),
        ),
    }


def _without_a_word(clock: str) -> Letter:
    """No title, no number, nobody's name: only that somebody waits, and who can say for what."""
    mine = not next(one for one in CLOCKS if one.name == clock).role
    sentence = (
        _(
            "Something that you took on at a round table waits for you, but its page is closed to you at present."
        )
        if mine
        else _(
            "Something that your organisation took on at a round table is overdue. Its page is not open to you."
        )
    )
    return Letter(
        subject=_("Something from a round table waits"),
        paragraphs=[sentence, _("Please ask the secretariat, which has been told as well.")],
        button=_("Go to what waits for you"), path="/",
        why=_("You get this because you, or somebody of your organisation, sat at a round table."),
    )  # fmt: skip


@letter("roundtables.action_untold")
def action_untold(recipient: Any, data: Data) -> Letter | None:
    item = queries.action_item(data["action"]).filter(state=ActionState.OPEN).first()
    if item is None:
        return None
    sentence = _(
        "Something taken on at the round table is due by %(by)s. Nobody who is to be reminded may see it: please follow it up yourselves."
    )
    return letter_on(
        item.table.problem, _("Please follow this up:"), [say(sentence, by=day(item.due_on))],
        button=_("See what it is"), path=item.get_absolute_url(),
        why=_("You get this because you work for the secretariat."),
    )  # fmt: skip
