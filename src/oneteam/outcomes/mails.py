"""What the letters say; each is written at delivery, with what its recipient may see at that moment."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from oneteam.base.text import day, say
from oneteam.journal.letters import Letter, letter

from . import queries, rules
from .enums import PublicationState

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


@letter("outcomes.review")
def review(recipient: Any, data: Data) -> Letter | None:
    """When it is sent to the partners, and once more before the end of their clock."""
    publication = queries.publication(data["publication"]).first()
    if publication is None or rules.reviews_for(recipient, publication) is None:
        return None
    sentence = _(
        "Another partner wants to publish something of your project. Please look at the draft by %(day)s."
    )
    sentences = [
        say(sentence, day=day(publication.ends_on)),
        _("You may ask to wait, with a reason. Who says nothing until then has cleared it."),
    ]
    return _letter(publication, _("Please look at a draft:"), sentences, _("Look at the draft"), _partner())


@letter("outcomes.delayed")
def delayed(recipient: Any, data: Data) -> Letter | None:
    publication = queries.publication(data["publication"]).first()
    if publication is None or publication.state != PublicationState.REVIEW:
        return None
    sentence = _(
        "A partner asks you to wait with your publication, until %(day)s. Its reason stands on the page."
    )
    sentences = [say(sentence, day=day(publication.ends_on))]
    return _letter(publication, _("A partner asks to wait:"), sentences, _("Read the reason"), _yours())


@letter("outcomes.cleared")
def cleared(recipient: Any, data: Data) -> Letter | None:
    publication = queries.publication(data["publication"]).first()
    if publication is None or publication.state != PublicationState.CLEARED:
        return None
    sentences = [
        _("Your publication is cleared: the partners agreed, or said nothing until the end of their clock.")
    ]
    return _letter(publication, _("Cleared:"), sentences, _("Look at the publication"), _yours())


def _yours() -> str:
    return _("You get this because you planned this publication.")
