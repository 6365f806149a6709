"""What an action answers when it cannot be done: one sentence for a person, never a traceback."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _


class OneTeamError(Exception):
    """Base of all refusals. ``str()`` is a whole sentence in the user's language."""

    status = 409


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
