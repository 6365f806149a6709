"""What the letters say; each is written at delivery, with what its recipient may see at that moment."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from oneteam.journal.letters import Letter, letter

from . import queries, rules

Data = Mapping[str, Any]


def _letter(thing: Any, subject: str, sentences: list[str], button: str, why: str) -> Letter:
    """With the title; or with the number alone where even that is confidential."""
    closed = thing.project.disclosure.is_confidential
    words = [] if closed else [f"{thing} ({thing.code})"]
    return Letter(
        subject=f"{subject} {thing.code}", paragraphs=[*sentences, *words], button=button,
        path=thing.get_absolute_url(), why=why,
    )  # fmt: skip


def _partner() -> str:
    return _("You get this because you answer for a partner of this project.")


@letter("outcomes.entered")
def entered(recipient: Any, data: Data) -> Letter | None:
    outcome = queries.outcome(data["outcome"]).first()
    if outcome is None or rules.confirms_for(recipient, outcome) is None:
        return None
    sentences = [
        _("Another partner entered an outcome of your project. Please look at its evidence, and confirm it.")
    ]
    return _letter(outcome, _("Please confirm:"), sentences, _("Look at the outcome"), _partner())


@letter("outcomes.rights")
def rights(recipient: Any, data: Data) -> Letter | None:
    """Contributions or shares; nothing where all of them were confirmed meanwhile."""
    result = queries.result(data["result"]).first()
    if result is None or not rules.waiting_rights(recipient, result):
        return None
    sentences = [
        _("Contributions or shares of a result of your project wait for your word."),
        _("They count once every partner has confirmed them."),
    ]
    return _letter(result, _("Please confirm:"), sentences, _("Look at the result"), _partner())
