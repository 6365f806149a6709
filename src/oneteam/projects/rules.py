from __future__ import annotations

from typing import Any

from oneteam.alliance.rules import is_officer, owns, speaks_for
from oneteam.roundtables.enums import DecisionKind
from oneteam.roundtables.models import Decision
from oneteam.walls import keys_of

from .enums import EffectState, ProjectState
from .models import Application, Effect, Member, Partner, Project, TrlRecord

OVER = (ProjectState.HANDED_OVER, ProjectState.STOPPED)


def partner_numbers(project: Project) -> set[int]:
    return set(Partner.objects.filter(project=project).values_list("organisation_id", flat=True))


def may_propose(person: Any, decision: Decision | None = None) -> bool:
    """The secretariat, or whoever is responsible for a decision that asks for a project."""
    if decision is None:
        return is_officer(person)
    asked = decision.kind in (DecisionKind.JOINT_TASK, DecisionKind.BILATERAL)
    return asked and (is_officer(person) or decision.responsible_id == person.pk)


def may_agree(person: Any, partner: Partner) -> bool:
    return partner.agreed_at is None and speaks_for(person, partner.organisation_id)


def works_on(person: Any, project: Project) -> bool:
    """Responsible for the project, or one of its people."""
    return (
        project.responsible_id == person.pk or Member.objects.filter(project=project, person=person).exists()
    )


def may_run(person: Any, project: Project) -> bool:
    """Keep milestones, steps, sites and measurements."""
    return project.state not in OVER and (is_officer(person) or works_on(person, project))


def may_start(person: Any, project: Project) -> bool:
    return project.state == ProjectState.AGREED and (is_officer(person) or works_on(person, project))


def may_confirm_trl(person: Any, record: TrlRecord) -> bool:
    """A partner other than the lead."""
    others = partner_numbers(record.project) - {record.project.lead_id}
    return record.confirmed_at is None and any(f"org:{number}" in keys_of(person) for number in others)


def may_confirm_site(person: Any, application: Application) -> bool:
    """Somebody who speaks for the organisation whose site it is."""
    return application.confirmed_at is None and speaks_for(person, application.organisation_id)


def may_name_verifier(person: Any) -> bool:
    return is_officer(person)


def is_outside(person: Any, project: Project) -> bool:
    """Did not do the work: neither one of its people nor of a partner organisation."""
    if works_on(person, project):
        return False
    partners = partner_numbers(project) | {project.lead_id}
    return not any(f"org:{number}" in keys_of(person) for number in partners)


def may_judge(person: Any, effect: Effect) -> bool:
    return effect.verifier_id == person.pk and effect.state == EffectState.CLAIMED


def may_release(person: Any, effect: Effect) -> bool:
    """The owner of the problem releases a verified effect to everybody."""
    shown = effect.problem.disclosure if effect.problem else None
    return shown is not None and effect.state == EffectState.VERIFIED and owns(person, shown)
