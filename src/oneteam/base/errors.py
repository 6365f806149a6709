"""What an action answers when it cannot be done: one sentence for a person, never a traceback."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from .text import say


class OneTeamError(Exception):
    """Base of all refusals. ``str()`` is a whole sentence in the user's language.

    ``words`` fill its gaps. A sentence that may be kept and read in another language (a long job's) has them apart,
    and those that are translated themselves as a ``Bi``.
    """

    status = 409

    def __init__(self, sentence: str = "", **words: Any) -> None:
        super().__init__(sentence)
        self.sentence, self.words = sentence, words

    def __str__(self) -> str:
        return say(self.sentence, **self.words) if self.words else self.sentence


class Refused(OneTeamError):
    """The person may not do this, or the state does not allow it."""


class Stale(OneTeamError):
    """Somebody else was quicker; nothing of this attempt was kept."""


class Invalid(OneTeamError):
    """What was given does not fit; ``fields`` names where, for the form."""

    status = 422

    def __init__(self, message: str, fields: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.fields = dict(fields or {})


class TooLarge(Invalid):
    status = 413


def require(allowed: bool, sentence: str = "") -> None:
    """The rule of an action. ``sentence``: what is wrong, where it can be said better than in general."""
    if not allowed:
        raise Refused(
            sentence
            or _("You cannot do this here, or not any more. Read the page again to see what is possible.")
        )


def invalid(field: str, sentence: str) -> Invalid:
    """A refusal that stands beside its field."""
    return Invalid(sentence, {field: sentence})
