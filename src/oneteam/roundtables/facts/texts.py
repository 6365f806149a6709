"""Problems, works and experience as texts for the core."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from oneteam.alliance.enums import Level, Stage
from oneteam.alliance.models import Disclosure
from oneteam.base.fields import Bi
from oneteam.base.later import Later
from oneteam.experts.models import what_and_where
from oneteam.problems.enums import MOST_METHODS
from oneteam.problems.models import Problem

from ..models import Attendance

if TYPE_CHECKING:
    from oneteam_core import matching as core
else:
    core = Later("oneteam_core.matching")

HERE = "problem"  # its number would make the fingerprint depend on how many problems there are
NOBODY = "nobody"
ELSEWHERE = "elsewhere"  # field experience of which the business area is not known


def place_of(problem: Problem, name: str) -> core.ProblemText:
    """A problem as far as conflicts ask for it."""
    owners = (str(problem.owner_id),)
    return core.ProblemText(id=name, owners=owners, area=problem.area or ELSEWHERE, parts={})


def text_of(problem: Problem, name: str) -> core.ProblemText:
    return replace(
        place_of(problem, name),
        parts={name: _texts(value) for name, value in _parts(problem).items()},
        needs=tuple(core.Need(skill=skill) for skill in dict.fromkeys(problem.skills[:MOST_METHODS])),
    )  # fmt: skip


def _parts(problem: Problem) -> dict[str, Bi]:
    parts = {"title": problem.title, "teaser": problem.teaser}
    brief = getattr(problem, "brief", None)
    if brief is not None:
        parts |= {"background": brief.background, "goal": brief.goal, "tried": brief.tried}
        parts |= {"questions": _joined(brief.questions), "constraints": _joined(brief.constraints)}
    return parts


def _joined(values: list[Bi]) -> Bi:
    return Bi("\n".join(value.ko for value in values), "\n".join(value.en for value in values))


def _texts(value: Bi) -> dict[str, str]:
    return {language: words for language, words in value.as_dict().items() if words}


def work_of(work: Any) -> core.Work:
    return core.Work(
        id=str(work.pk), title=_texts(work.title), abstract=_texts(work.abstract), year=work.year
    )


def own_experience(profile: Any) -> list[core.FieldRecord]:
    """What a profile that ``queries.matched_profiles`` annotates tells of itself, each in its business area."""
    return [
        core.FieldRecord(
            id=row["code"],
            area=row["area"] or ELSEWHERE,
            what=what_and_where(row["what"], row["place"] or {}),
        )
        for row in profile.done
    ]


def tables_sat_at(seats: Iterable[Attendance], told: dict[str, Problem]) -> list[core.FieldRecord]:
    """Those of which the owner may know; their titles are read when they are shown."""
    sat = {seat.table.problem_id for seat in seats}
    return [
        core.FieldRecord(id=name, area=other.area or ELSEWHERE)
        for name, other in told.items()
        if other.pk in sat
    ]


def may_be_told(other: Disclosure, problem: Problem, relations: core.Relations, on: date) -> bool:
    """Whether this problem's owner may learn that a table met on another thread: of their own threads, and of
    those whose decision all members read. Never of a competitor's."""
    if other.owner_id == problem.owner_id:
        return other.level != Level.SEALED
    in_the_open = other.level in (Level.PUBLIC, Level.ALLIANCE) and other.stage == Stage.OPEN
    told = in_the_open and other.decision_shared and not other.hidden_from_rivals
    return told and not _compete(str(other.owner_id), str(problem.owner_id), other.area, relations, on)


def _compete(one: str, other: str, area: str, relations: core.Relations, on: date) -> bool:
    """In this area and on this day, as the core judges it for somebody employed there.

    They are called as no problem and no person is, so that a waiver of somebody's is never taken for theirs.
    """
    place = core.ProblemText(id=NOBODY, owners=(other,), area=area or ELSEWHERE, parts={})
    somebody = core.Candidate(id=NOBODY, orgs=(one,), kind="industry")
    return any(
        conflict.hard
        for conflict in core.conflicts_of(problem=place, candidate=somebody, relations=relations, on=on)
    )
