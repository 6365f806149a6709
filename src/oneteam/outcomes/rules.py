"""Who may do what. What a person may see is the wall's business, not this file's."""

from __future__ import annotations

from typing import Any

from oneteam.alliance.enums import Standing
from oneteam.alliance.models import Organisation
from oneteam.projects.enums import ProjectState
from oneteam.projects.models import Partner, Project
from oneteam.projects.rules import belongs, speaks, works_on

from .enums import OutcomeState
from .models import Outcome


def is_there(partner: Partner) -> bool:
    """Whoever left the alliance, or is suspended, is not waited for."""
    return partner.organisation.standing == Standing.ACTIVE


def there(project: Project) -> list[Organisation]:
    return [partner.organisation for partner in project.partners.all() if is_there(partner)]


def gone(project: Project) -> list[Organisation]:
    return [partner.organisation for partner in project.partners.all() if not is_there(partner)]


def acts_for(person: Any, project: Project) -> set[int]:
    """The partners for which somebody enters and confirms: they speak for it, or work on the project from there."""
    works = works_on(person, project)
    numbers = (one.pk for one in there(project))
    return {number for number in numbers if speaks(person, number) or (works and belongs(person, {number}))}


def may_enter(person: Any, project: Project) -> bool:
    """Also after the project is over: papers and patents come late."""
    return project.state != ProjectState.PROPOSED and bool(acts_for(person, project))


def may_change(person: Any, outcome: Outcome) -> bool:
    """Whose outcome it is, until it is confirmed."""
    mine = outcome.organisation_id in acts_for(person, outcome.project)
    return outcome.state == OutcomeState.CLAIMED and mine


def confirms_for(person: Any, outcome: Outcome) -> int | None:
    """The partner, other than the one whose outcome it is, in whose name somebody can confirm it."""
    if outcome.state != OutcomeState.CLAIMED or outcome.by_id == person.pk:
        return None
    return next(iter(sorted(acts_for(person, outcome.project) - {outcome.organisation_id})), None)
