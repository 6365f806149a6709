"""A plan that was re-checked twice: as a plan, and each of its tables as a panel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from oneteam_core.matching.batch.model import Batch
from oneteam_core.matching.batch.result import Plan
from oneteam_core.matching.batch.together import NO_FIELDS, Fields, known_at
from oneteam_core.matching.batch.validate import validate_plan
from oneteam_core.matching.model import Candidate, ProblemText, Relations, Rules
from oneteam_core.matching.sound import Unsound
from oneteam_core.matching.validate import validate_panel


def sound_day(
    batch: Batch,
    plan: Plan,
    *,
    problems: Sequence[ProblemText],
    candidates: Sequence[Candidate],
    relations: Relations,
    rules: Rules,
    on: date,
    fields: Fields = NO_FIELDS,
) -> Plan:
    """A plan of a batch that :func:`~oneteam_core.matching.batch.together.batch_of` made of all this, re-checked.

    The plan is held against the batch, and each table against problems and people themselves, so that a conflict
    that the batch does not know of is found too. Raises :class:`~oneteam_core.matching.sound.Unsound`. Where rules
    clash, or nothing was decided, there is nothing to check.
    Complexity: linear in the batch, and one check of a panel for each problem.
    """
    if plan.clash or plan.undecided:
        return plan
    wrong = [*validate_plan(batch, plan)]
    held = replace(rules, common_slot=False)  # a date is sought for each table afterwards
    for problem in problems:
        table = validate_panel(
            problem=problem, candidates=known_at(problem, candidates, fields), relations=relations, rules=held,
            on=on, persons=plan.people_at(problem.id),
        )  # fmt: skip
        wrong += [replace(one, message=f"{problem.id}: {one.message}") for one in table]
    if wrong:
        raise Unsound("The plan", wrong)
    return plan
