"""Draws ``docs/life-cycles.md`` from the tables of transitions: `python -m oneteam.config.diagrams`."""

from __future__ import annotations

from pathlib import Path

from oneteam.alliance.workflow import MEMBERSHIP
from oneteam.base.workflow import Workflow
from oneteam.dataregister.workflow import ITEM, OUTPUT
from oneteam.outcomes.workflow import OUTCOME
from oneteam.problems.workflow import PROBLEM
from oneteam.projects.workflow import APPLICATION, DELIVERABLE, EFFECT, PROJECT
from oneteam.roundtables.workflow import ACTION, MATCH_RUN, TABLE

WORKFLOWS = (
    PROBLEM,
    MATCH_RUN,
    TABLE,
    ACTION,
    PROJECT,
    DELIVERABLE,
    APPLICATION,
    EFFECT,
    ITEM,
    OUTPUT,
    OUTCOME,
    MEMBERSHIP,
)
PAGE = Path(__file__).resolve().parents[3] / "docs" / "life-cycles.md"
HEAD = """# Life cycles

Drawn from the tables of transitions in the code; a transition that is not here does not exist.
Of two people who act at once one wins, and the other reads who did and what the state is now.
Draw this page anew with `python -m oneteam.config.diagrams`.
"""


def drawn() -> str:
    return "\n".join([HEAD, *(_part(workflow) for workflow in WORKFLOWS)])


def _part(workflow: Workflow) -> str:
    rows = [
        f"| {step.name} | {', '.join(step.sources)} | {', '.join(step.targets)} | {step.who} | {step.needs} |"
        for step in workflow.transitions
    ]
    table = ["| act | from | to | who | needs |", "|---|---|---|---|---|", *rows]
    title = workflow.name.replace("_", " ").capitalize()
    return "\n".join([f"## {title}", "", "```mermaid", workflow.mermaid(), "```", "", *table, ""])


if __name__ == "__main__":
    PAGE.write_text(drawn(), encoding="utf-8")
