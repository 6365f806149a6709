"""What letters of a round table have in common."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from oneteam.base.text import when
from oneteam.journal.letters import Invite, Letter
from oneteam.problems.models import Problem

from .. import queries
from ..enums import TableState
from ..models import RoundTable, TableInvitation

Data = Mapping[str, Any]


def letter_on(
    problem: Problem,
    subject: str,
    paragraphs: Sequence[str],
    *,
    button: str,
    path: str,
    why: str,
    invite: Invite | None = None,
) -> Letter:
    """With the title where it may stand in a mail, otherwise with the number only."""
    closed = problem.disclosure.is_confidential
    about = problem.code if closed else f"{problem.title} ({problem.code})"
    return Letter(
        subject=f"{subject} {problem.code}", paragraphs=[*paragraphs, _("Problem: %(about)s") % {"about": about}],
        button=button, path=path, why=why, invite=invite,
    )  # fmt: skip


def place_and_time(one: RoundTable | TableInvitation, problem: Problem) -> list[str]:
    lines = [time_of(one)]
    if one.place and not problem.disclosure.is_confidential:
        lines.append(_("Where: %(place)s") % {"place": one.place})
    return lines


def time_of(one: RoundTable | TableInvitation) -> str:
    return _("When: %(when)s") % {"when": when(one.starts_at)}


def ahead(data: Data) -> RoundTable | None:
    """The table, unless it was cancelled before this letter was sent."""
    return queries.table(data["table"]).exclude(state=TableState.CANCELLED).first()
