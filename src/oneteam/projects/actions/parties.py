"""Which organisations a project of each kind may have."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from oneteam.alliance.enums import Kind
from oneteam.alliance.models import Organisation
from oneteam.base.errors import invalid
from oneteam.base.text import say

from .. import queries
from ..enums import ProjectKind


def check_parties(kind: str, organisations: Sequence[Organisation], field: str = "partners") -> None:
    check_here(organisations, field)
    check_kind(kind, organisations, field)


def check_kind(kind: str, organisations: Sequence[Organisation], field: str) -> None:
    startups = [one for one in organisations if one.kind == Kind.STARTUP]
    if kind == ProjectKind.BILATERAL and (startups or len(organisations) != 2):
        words = _(
            "A bilateral cooperation is between two members. With more partners choose a joint task, with a start-up a "
            "start-up trial."
        )
        raise invalid(field, words)
    if kind == ProjectKind.STARTUP and (not startups or len(startups) == len(organisations)):
        raise invalid(
            field, _("A start-up trial needs a start-up and a member. Please add the one that is missing.")
        )


def check_here(organisations: Sequence[Organisation], field: str) -> None:
    """An organisation takes part while it is a member, or a start-up of the alliance."""
    here = set(queries.here().filter(pk__in=[one.pk for one in organisations]).values_list("pk", flat=True))
    for one in organisations:
        if one.pk not in here:
            words = _(
                "%(name)s is not in the alliance today, so it cannot take part. Choose another organisation, or ask "
                "the secretariat about its membership."
            )
            raise invalid(field, say(words, name=str(one)))
