"""Ways to solve the problem, and three votes each, which nobody sees until they are counted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from oneteam import walls
from oneteam.base.errors import Refused, invalid, require
from oneteam.base.workflow import save_version
from oneteam.journal.actions import record
from oneteam.walls.actions import person_circle

from .. import queries, rules
from ..enums import Part, Voting
from ..models import Idea, Sitting, Vote
from ._common import going_on, tell

VOTES = 3  # of each person


@transaction.atomic
def propose(*, person: Any, sitting: Sitting, values: Mapping[str, str]) -> Idea:
    """``values``: title, pros, cons and effort."""
    going_on(sitting)
    _check(values)
    idea = Idea.objects.create(sitting=sitting, circle=sitting.circle, by=person, **values)
    tell(sitting.table, Part.IDEAS)
    return idea


@transaction.atomic
def change_idea(*, person: Any, idea: Idea, values: Mapping[str, str], version: int) -> None:
    """Everybody in the room works on all ideas, each over the version that they saw."""
    going_on(idea.sitting)
    _check(values)
    save_version(idea, version, **values)
    tell(idea.sitting.table, Part.IDEAS)


def _check(values: Mapping[str, str]) -> None:
    if not values["title"].strip():
        raise invalid("title", _("Please say the idea in a line."))


@transaction.atomic
def open_voting(*, person: Any, sitting: Sitting) -> None:
    """Also once more, after they were counted: whoever voted may change their mind."""
    require(rules.may_lead(person, sitting.table))
    going_on(sitting)
    if not queries.ideas(sitting).exists():
        raise Refused(_("There is nothing to vote on yet."))
    Sitting.objects.filter(pk=sitting.pk).exclude(voting=Voting.OPEN).update(voting=Voting.OPEN)
    queries.ideas(sitting).update(votes=None)
    tell(sitting.table, Part.IDEAS)


@transaction.atomic
def vote(*, person: Any, idea: Idea, give: bool) -> None:
    """Give an idea one of one's votes, or take it back."""
    tables = Sitting.objects.select_related("table").select_for_update(of=("self",))
    locked = tables.get(pk=idea.sitting_id)
    going_on(locked)
    if locked.voting != Voting.OPEN:
        raise Refused(_("Voting is not open."))
    mine = queries.votes_of(person, locked)
    if not give:
        mine.filter(idea=idea).delete()
    elif not mine.filter(idea=idea).exists():
        if mine.count() >= VOTES:
            raise Refused(_("You have given all three votes. Take one back first."))
        Vote.objects.create(idea=idea, person=person, circle=person_circle(person.pk))


@transaction.atomic
def count_votes(*, person: Any, sitting: Sitting) -> None:
    """Close the voting and show how many votes each idea has; who gave them, nobody learns."""
    require(rules.may_lead(person, sitting.table))
    going_on(sitting)
    rows = Sitting.objects.filter(pk=sitting.pk, voting=Voting.OPEN)
    if not rows.update(voting=Voting.COUNTED):
        raise Refused(_("Voting is not open."))
    with walls.system("votes are counted"):
        votes = queries.tally(sitting)
    ideas = list(queries.ideas(sitting))
    for idea in ideas:
        idea.votes = votes.get(idea.pk, 0)
    Idea.objects.bulk_update(ideas, ["votes"])
    problem = sitting.table.problem
    record(
        verb="meeting.counted", actor=person, thread=problem.code, target=sitting.table.code,
        circle=problem.disclosure.room,
    )  # fmt: skip
    tell(sitting.table, Part.IDEAS)
