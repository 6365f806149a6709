"""A decided problem without the way to it, for tests of what comes after."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone
from oneteam import walls
from oneteam.base.fields import Bi
from oneteam.problems.models import Problem
from oneteam.projects import actions
from oneteam.projects.models import Project
from oneteam.roundtables.models import Decision, RoundTable

from tests.factories import today


def decide(problem: Problem, responsible: Any, kind: str = "joint_task") -> Decision:
    """The decision of a table that was held."""
    with walls.system("factory"):
        table = RoundTable.objects.create(
            problem=problem, circle=problem.disclosure.room, chair=responsible, state="closed",
            starts_at=timezone.now() - dt.timedelta(days=9), ends_at=timezone.now() - dt.timedelta(days=9, hours=-2),
        )  # fmt: skip
        Problem.objects.filter(pk=problem.pk).update(state="decided")
        problem.refresh_from_db()
        return Decision.objects.create(
            table=table, problem=problem, circle=problem.disclosure.summary, kind=kind,
            text=Bi("함께 풉니다", "We solve it together"), responsible=responsible, due_on=today(30),
        )  # fmt: skip


def propose(
    officer: Any, decision: Decision | None, lead: Any, responsible: Any, *partners: Any, **values: Any
) -> Project:
    values = {
        "title": Bi("과제", "Project"), "kind": "joint", "starts_on": today(), "ends_on": today(180),
        "trl_start": 4, "trl_target": 7,
    } | values  # fmt: skip
    with walls.acting_as(officer):
        return actions.propose(
            person=officer, decision=decision, lead=lead, responsible=responsible,
            partners=[(organisation, 6) for organisation in partners], **values,
        )  # fmt: skip
