"""Who may do what. What a person may see is the wall's business, not this file's."""

from __future__ import annotations

from typing import Any

from oneteam.alliance.rules import has_role, is_member, is_officer, may_see_people, owns, speaks_for
from oneteam.roundtables.models import Decision
from oneteam.roundtables.rules import may_begin_project
from oneteam.walls import keys_of

from .enums import COUNTED, DeliverableState, EffectState, MilestoneState, ProjectState, SiteState
from .models import Application, Deliverable, Effect, Milestone, Partner, Project, Site, SiteCheck, TrlRecord

OVER = (ProjectState.HANDED_OVER, ProjectState.STOPPED)
UNDER_WAY = (ProjectState.RUNNING, ProjectState.FIELD_TRIAL, ProjectState.APPLIED)


def speaks(person: Any, organisation_id: int) -> bool:
    """May act for a member, or for their own start-up."""
    return speaks_for(person, organisation_id) or has_role(person, "founder", organisation_id)


def organisations_spoken_for(person: Any) -> set[int]:
    parts = (key.split(":") for key in keys_of(person) if key.startswith("role:"))
    return {int(number) for _role, _name, number in parts if speaks(person, int(number))}


def chooses_among(person: Any) -> set[int] | None:
    """Of which organisations somebody may look for people; ``None``: of all, as they may read the list."""
    return None if may_see_people(person) else organisations_spoken_for(person)


def belongs(person: Any, organisation_ids: set[int]) -> bool:
    keys = keys_of(person)
    return any(f"org:{number}" in keys for number in organisation_ids)


def partner_numbers(project: Project) -> set[int]:
    """The organisations that take part now."""
    return {partner.organisation_id for partner in project.partners.all() if partner.left_on is None}


def works_on(person: Any, project: Project) -> bool:
    """Responsible for the project, or one of its people."""
    members = {member.person_id for member in project.members.all()}
    return person.pk is not None and person.pk in members | {project.responsible_id}


def worked_on(person: Any, project: Project) -> bool:
    """Was one of its people, and is not any more."""
    return person.pk in project.worked


def may_propose(person: Any, decision: Decision | None = None) -> bool:
    """The secretariat, or whoever is responsible for a decision that asks for a project.

    A project of its own: also whoever speaks for a member or a start-up.
    """
    if decision is None:
        return is_officer(person) or bool(organisations_spoken_for(person))
    return may_begin_project(person, decision)


def may_propose_bilateral(person: Any) -> bool:
    """Of two members: whoever speaks for one of them proposes it."""
    return is_member(person) and bool(organisations_spoken_for(person))


def may_agree(person: Any, partner: Partner, project: Project) -> bool:
    waits = partner.agreed_at is None and partner.left_on is None and project.state not in OVER
    return waits and speaks(person, partner.organisation_id)


def may_manage(person: Any, project: Project) -> bool:
    """Its people and the secretariat, as long as it is not over."""
    return project.state not in OVER and (is_officer(person) or works_on(person, project))


def may_lead(person: Any, project: Project) -> bool:
    """Change its time and its people: who answers for it, who speaks for the lead, and the secretariat."""
    return project.state not in OVER and (leads(person, project) or is_officer(person))


def leads(person: Any, project: Project) -> bool:
    return person.pk == project.responsible_id or speaks(person, project.lead_id)


def may_change_part(person: Any, partner: Partner, project: Project) -> bool:
    return partner.left_on is None and may_lead(person, project)


def may_enter_used(person: Any, partner: Partner, project: Project) -> bool:
    """The partner itself: who speaks for it, and its people in the project."""
    if partner.left_on is not None or project.state not in UNDER_WAY:
        return False
    own = belongs(person, {partner.organisation_id}) and works_on(person, project)
    return own or speaks(person, partner.organisation_id)


def may_record_exit(person: Any, partner: Partner, project: Project) -> bool:
    """Who leads the project, and the partner itself."""
    if partner.left_on is not None or project.state in OVER:
        return False
    return may_lead(person, project) or speaks(person, partner.organisation_id)


def may_change_deliverable(person: Any, deliverable: Deliverable, project: Project) -> bool:
    return deliverable.state == DeliverableState.PLANNED and may_lead(person, project)


def may_deliver(person: Any, deliverable: Deliverable, project: Project) -> bool:
    """The partner whose part it is, once the project runs."""
    open_now = deliverable.state == DeliverableState.PLANNED and project.state in UNDER_WAY
    own = belongs(person, {deliverable.partner.organisation_id}) and works_on(person, project)
    return open_now and (own or speaks(person, deliverable.partner.organisation_id))


def may_accept(person: Any, deliverable: Deliverable, project: Project) -> bool:
    """Of a partner other than who delivered it."""
    own = deliverable.partner.organisation_id
    others = partner_numbers(project) - {own}
    waits = deliverable.state == DeliverableState.DELIVERED
    return waits and belongs(person, others) and not belongs(person, {own})


def may_run(person: Any, project: Project) -> bool:
    """Report what was reached: only once the project has started."""
    return project.state in UNDER_WAY and may_manage(person, project)


def may_say_progress(person: Any, project: Project) -> bool:
    """Whoever answers for it, or speaks for the lead, while it is under way."""
    return project.state in UNDER_WAY and leads(person, project)


def may_start(person: Any, project: Project) -> bool:
    """Not while a part waits that was changed after everybody had agreed."""
    waits = any(one.agreed_at is None and one.left_on is None for one in project.partners.all())
    return project.state == ProjectState.AGREED and not waits and may_manage(person, project)


def may_try(person: Any, project: Project) -> bool:
    return project.state == ProjectState.RUNNING and may_manage(person, project)


def may_hand_over(person: Any, project: Project) -> bool:
    return project.state == ProjectState.APPLIED and may_manage(person, project)


def may_stop(person: Any, project: Project) -> bool:
    return project.state != ProjectState.APPLIED and may_manage(person, project)


def may_keep(person: Any, milestone: Milestone, project: Project) -> bool:
    return milestone.state == MilestoneState.PLANNED and may_manage(person, project)


def may_confirm_trl(person: Any, record: TrlRecord, project: Project) -> bool:
    """While it is under way: of a partner that is not the lead, and not whoever gave the evidence."""
    if project.state not in UNDER_WAY or not record.is_open or record.by_id == person.pk:
        return False
    others = partner_numbers(project) - {project.lead_id}
    return belongs(person, others) and not belongs(person, {project.lead_id})


def keeps(person: Any, application: Application) -> bool:
    """The site's own person, or somebody who speaks for the organisation whose site it is."""
    if speaks(person, application.organisation_id):
        return True
    own = application.at is not None and application.at.person_id == person.pk
    return own and belongs(person, {application.organisation_id})


def may_confirm_site(person: Any, application: Application) -> bool:
    return application.confirmed_at is None and keeps(person, application)


def may_keep_place(person: Any, site: Site) -> bool:
    own = site.person_id == person.pk and belongs(person, {site.organisation_id})
    return own or speaks(person, site.organisation_id)


def may_report_version(person: Any, application: Application, project: Project) -> bool:
    """The project's people, as long as it runs there, and the site itself."""
    in_use = application.state == SiteState.IN_USE
    return in_use and (keeps(person, application) or works_on(person, project))


def may_answer_check(person: Any, check: SiteCheck, application: Application) -> bool:
    """Once it was asked, while the result is in use there."""
    open_now = check.answered_at is None and check.asked_on is not None
    return open_now and application.state == SiteState.IN_USE and keeps(person, application)


def may_end_site(person: Any, application: Application, project: Project) -> bool:
    """The site's own organisation, or the project's people; also after the project is over."""
    in_use = application.state == SiteState.IN_USE
    return in_use and (keeps(person, application) or works_on(person, project))


def may_measure(person: Any, effect: Effect, project: Project) -> bool:
    return not effect.is_proven and may_run(person, project)


def may_measure_again(person: Any, project: Project) -> bool:
    """For a re-check: the project's people, also when the project is over, and the secretariat."""
    return works_on(person, project) or is_officer(person)


def may_claim(person: Any, effect: Effect, project: Project) -> bool:
    return effect.state in (EffectState.PLANNED, EffectState.REJECTED) and may_run(person, project)


def may_set_saving(person: Any, effect: Effect, project: Project) -> bool:
    """Until it is claimed: the verifier looks at the formula, too."""
    return effect.state in (EffectState.PLANNED, EffectState.REJECTED) and may_manage(person, project)


def may_name_verifier(person: Any, effect: Effect) -> bool:
    return not effect.is_proven and is_officer(person)


def may_judge(person: Any, effect: Effect) -> bool:
    return effect.verifier_id == person.pk and effect.state == EffectState.CLAIMED


def may_recheck(person: Any, effect: Effect) -> bool:
    return effect.verifier_id == person.pk and effect.state in COUNTED


def may_share(person: Any, effect: Effect) -> bool:
    """The owner of the thread shows a verified effect to the members or to everybody, or takes it back."""
    return effect.is_proven and owns(person, effect.disclosure)


def may_close_problem(person: Any, project: Project) -> bool:
    return project.problem_id is not None and project.state in OVER and is_officer(person)
