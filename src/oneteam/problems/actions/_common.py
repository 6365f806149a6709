from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from oneteam import walls
from oneteam.journal.actions import record as write
from oneteam.journal.outbox import send

from .. import queries
from ..enums import State
from ..models import Brief, Problem
from ..workflow import PROBLEM


@transaction.atomic
def advance(
    *, problem: Problem, transition: str, by: Any, data: Mapping[str, Any] | None = None, **values: Any
) -> None:
    """Move the problem one step and tell its desk. The calling action has asked its own rule."""
    PROBLEM.advance(problem, transition, by=by, **values)
    record(problem, f"problems.{transition}", by, **(data or {}))


@transaction.atomic
def follow(*, problem: Problem, transition: str, by: Any) -> None:
    """Take the problem along where it still stands before this step: at once, or behind a hold.

    What goes on above it does not wait for a problem on hold; it then resumes where it would be.
    """
    lock(problem)
    step = PROBLEM.named(transition)
    if PROBLEM.can(transition, problem.state):
        advance(problem=problem, transition=transition, by=by)
    elif problem.state == State.ON_HOLD and problem.held_from in step.sources:
        Problem.objects.filter(pk=problem.pk).update(held_from=step.target)
        problem.held_from = step.target
        record(problem, f"problems.{transition}", by)


def lock(problem: Problem) -> None:
    """Read its state as it is now and hold it: of two at once, the second decides on what the first left."""
    problem.refresh_from_db(
        fields=["state", "held_from"], from_queryset=Problem.objects.select_for_update(of=("self",))
    )


def record(problem: Problem, verb: str, actor: Any, **data: Any) -> None:
    write(
        verb=verb, actor=actor, thread=problem.code, target=problem.code, circle=problem.disclosure.desk,
        data=data,
    )  # fmt: skip


def in_time(problem: Problem, transition: str, person: Any) -> None:
    """Of two people at once one wins; the other is told who did, and what the state is now."""
    if not PROBLEM.can(transition, problem.state):
        raise PROBLEM.overtaken(problem, person)


def tell_contact(problem: Problem, kind: str, *, but: Any = None) -> None:
    """A letter to the person who answers for the problem, unless they did it themselves."""
    with walls.system("whom to tell about a problem"):
        brief = Brief.objects.select_related("contact").get(problem=problem)
    if brief.contact is not None and brief.contact != but:
        send(kind=kind, to=brief.contact, data={"problem": problem.code})


def tell_officers(problem: Problem, kind: str, *, but: Any = None) -> None:
    """A letter to each officer who may see the problem. For the others it must not even be withheld."""
    for officer in queries.officers_who_see(problem):
        if officer != but:
            send(kind=kind, to=officer, data={"problem": problem.code})
