"""What waits for a person: each source is one query and one sentence, asked only of those it concerns."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from oneteam.alliance.rules import is_officer
from oneteam.problems.enums import State
from oneteam.walls import keys_of

from . import queries

MOST = 20


@dataclass(frozen=True)
class Todo:
    """One row: what is wrong as a sentence, its context, and the one page that finishes it."""

    since: date | None
    sentence: str
    context: str
    verb: str
    url: str


def todos(person: Any) -> list[Todo]:
    rows = [row for concerns, source in SOURCES if concerns(person) for row in source(person)]
    return sorted(rows, key=lambda row: (row.since is None, row.since or date.max))[:MOST]


def _speaks(person: Any) -> bool:
    return any(
        key.startswith(("role:owner:", "role:coordinator:", "role:executive:")) for key in keys_of(person)
    )


def organisations_of(person: Any, *roles: str) -> list[int]:
    """The organisations in which the person holds one of the roles."""
    parts = (key.split(":") for key in keys_of(person) if key.startswith("role:"))
    return sorted({int(number) for _role, role, number in parts if role in roles})


def _for_the_office(person: Any) -> Iterator[Todo]:
    words = {
        State.SUBMITTED: (_("A problem waits for scoping."), _("Scope"), "problems:scoping"),
        State.SCOPING: (_("A scoping is not finished."), _("Go on"), "problems:scoping"),
        State.ACCEPTED: (_("Experts are to be matched."), _("Match"), "roundtables:match"),
        State.AGREED: (_("The panel is agreed; a date is to be fixed."), _("Fix a date"), "roundtables:new"),
        State.DECIDED: (_("A decision waits to be carried out."), _("Open"), "problems:detail"),
    }
    for problem in queries.problems_in(list(words)):
        sentence, verb, page = words[State(problem.state)]
        yield Todo(
            problem.state_at.date(), sentence, _about(problem), verb, reverse(page, args=[problem.code])
        )


def _for_the_owner(person: Any) -> Iterator[Todo]:
    own = organisations_of(person, "owner", "coordinator", "executive")
    words = {
        State.DRAFT: (_("A draft is not submitted yet."), _("Go on writing")),
        State.RETURNED: (_("The secretariat has questions about a problem."), _("Answer")),
    }
    for problem in queries.problems_in(list(words), owners=own):
        sentence, verb = words[State(problem.state)]
        yield Todo(problem.state_at.date(), sentence, _about(problem), verb, problem.get_absolute_url())
    for run in queries.runs_to_approve(own):
        sentence = _("A panel waits for your approval.")
        yield Todo(
            run.state_at.date(), sentence, _about(run.problem), _("Look at it"), run.get_absolute_url()
        )
    for partner in queries.partners_to_agree(own):
        sentence = _("A project asks your organisation to take part.")
        url = partner.project.get_absolute_url()
        yield Todo(partner.project.created_at.date(), sentence, str(partner.project), _("Look at it"), url)
    for application in queries.sites_to_confirm(own):
        sentence = _("A site is reported as applied; please confirm it.")
        url = application.project.get_absolute_url()
        yield Todo(application.since, sentence, str(application.site), _("Confirm"), url)


def _invitations(person: Any) -> Iterator[Todo]:
    for invitation in queries.invitations_to_answer(person):
        url = reverse("roundtables:invitation", args=[invitation.table_code])
        sentence = _("You are invited to a round table.")
        yield Todo(invitation.created_at.date(), sentence, invitation.table_code, _("Answer"), url)


def _actions(person: Any) -> Iterator[Todo]:
    for item in queries.actions_of(person):
        yield Todo(item.due_on, str(item.what), item.table.code, _("Open"), item.table.get_absolute_url())


def _effects(person: Any) -> Iterator[Todo]:
    for effect in queries.effects_to_verify(person):
        sentence = _("An effect waits for your verification.")
        yield Todo(effect.state_at.date(), sentence, str(effect), _("Verify"), effect.get_absolute_url())


def _about(problem: Any) -> str:
    return f"{problem.code} · {problem.title}"


def _everybody(person: Any) -> bool:
    return True


SOURCES: tuple[tuple[Callable[[Any], bool], Callable[[Any], Iterator[Todo]]], ...] = (
    (is_officer, _for_the_office),
    (_speaks, _for_the_owner),
    (_everybody, _invitations),
    (_everybody, _actions),
    (_everybody, _effects),
)
