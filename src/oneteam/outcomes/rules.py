"""Who may do what. What a person may see is the wall's business, not this file's."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from oneteam.alliance.enums import Standing
from oneteam.alliance.models import Organisation
from oneteam.projects.enums import ProjectState
from oneteam.projects.models import Partner, Project
from oneteam.projects.rules import belongs, speaks, works_on

from .enums import OutcomeKind, OutcomeState, PublicationState, ResultKind
from .models import Answer, Contribution, Division, Outcome, Publication, Result


def has_joined(partner: Partner) -> bool:
    """Whoever was invited and never agreed has no word in what the others made."""
    return partner.first_agreed_at is not None


def is_there(partner: Partner) -> bool:
    """Whoever left the project or the alliance, or is suspended, is not waited for."""
    at_work = partner.left_on is None and partner.organisation.standing == Standing.ACTIVE
    return at_work and has_joined(partner)


def there(project: Project) -> list[Organisation]:
    return [partner.organisation for partner in project.partners.all() if is_there(partner)]


def gone(project: Project) -> list[Organisation]:
    found = (one for one in project.partners.all() if has_joined(one) and not is_there(one))
    return [partner.organisation for partner in found]


def acts_for(person: Any, project: Project) -> set[int]:
    """The partners for which somebody enters and confirms: they speak for it, or work on the project from there."""
    works = works_on(person, project)
    numbers = (one.pk for one in there(project))
    return {number for number in numbers if speaks(person, number) or (works and belongs(person, {number}))}


def takes_part(person: Any, project: Project) -> bool:
    """Whether its forms are there for somebody; what cannot be done any more the action says beside what was typed."""
    return bool(acts_for(person, project))


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
    if belongs(person, {outcome.organisation_id}):
        return None
    return next(iter(sorted(acts_for(person, outcome.project) - {outcome.organisation_id})), None)


def may_note_grant(person: Any, outcome: Outcome) -> bool:
    """Whose patent it is."""
    is_filed = outcome.kind == OutcomeKind.PATENT and outcome.state != OutcomeState.TAKEN_BACK
    mine = outcome.organisation_id in acts_for(person, outcome.project)
    return is_filed and not outcome.granted_number and mine


# --- rights ------------------------------------------------------------------------------------------


def parties(project: Project, result: Result) -> dict[int, Organisation]:
    """By number: the partners, and whoever contributed when it was one."""
    partners = {one.organisation_id: one.organisation for one in project.partners.all() if has_joined(one)}
    return partners | {one.organisation_id: one.organisation for one in result.contributions.all()}


def waits_for(thing: Contribution | Division, there: Iterable[Organisation]) -> list[Organisation]:
    """Those of them that were asked and have not confirmed it yet."""
    return [one for one in there if one.pk in thing.asked and one.pk not in thing.confirmed]


def is_settled(result: Result) -> bool:
    """Another partner has confirmed a contribution to it, or shares."""
    things: list[Contribution | Division] = [*result.contributions.all(), *result.divisions.all()]
    return any(set(one.asked) & set(one.confirmed) for one in things)


def may_change_result(person: Any, result: Result) -> bool:
    """Whoever wrote it down, and who answers for the project, until another partner has confirmed something of it."""
    return (
        not is_settled(result)
        and may_enter(person, result.project)
        and person.pk in (result.by_id, result.project.responsible_id)
    )


def confirms_rights_for(person: Any, thing: Contribution | Division, project: Project) -> int | None:
    """The partner in whose name somebody can still confirm a contribution or shares."""
    waits = set(thing.asked) - set(thing.confirmed)
    return next(iter(sorted(acts_for(person, project) & waits)), None)


def waiting_rights(person: Any, result: Result) -> list[Contribution | Division]:
    """What of a result somebody can still confirm."""
    things: list[Contribution | Division] = [*result.contributions.all(), *result.divisions.all()]
    return [one for one in things if confirms_rights_for(person, one, result.project) is not None]


def may_remove(person: Any, contribution: Contribution, project: Project) -> bool:
    """Whose contribution it is, until every partner has confirmed it."""
    mine = contribution.organisation_id in acts_for(person, project)
    return mine and bool(waits_for(contribution, there(project)))


# --- publications ------------------------------------------------------------------------------------


def may_change_draft(person: Any, publication: Publication) -> bool:
    mine = publication.organisation_id in acts_for(person, publication.project)
    return publication.state == PublicationState.DRAFT and mine


def reviewers(publication: Publication) -> list[Organisation]:
    """The other partners that are there."""
    return [one for one in there(publication.project) if one.pk != publication.organisation_id]


def said(publication: Publication) -> dict[int, Answer]:
    """The latest word of each partner in this round."""
    return {one.organisation_id: one for one in publication.answers.all() if one.round == publication.round}


def not_agreed(publication: Publication) -> list[Organisation]:
    agreed = {number for number, one in said(publication).items() if one.days == 0}
    return [one for one in reviewers(publication) if one.pk not in agreed]


def reviews_for(person: Any, publication: Publication) -> int | None:
    """The partner in whose name somebody can answer now."""
    if publication.state != PublicationState.REVIEW:
        return None
    mine = acts_for(person, publication.project)
    return next((one.pk for one in not_agreed(publication) if one.pk in mine), None)


def may_take_back_draft(person: Any, publication: Publication) -> bool:
    is_out = publication.state in (PublicationState.REVIEW, PublicationState.CLEARED)
    return is_out and publication.organisation_id in acts_for(person, publication.project)


def may_publish(person: Any, publication: Publication) -> bool:
    mine = publication.organisation_id in acts_for(person, publication.project)
    return publication.state == PublicationState.CLEARED and mine


def is_unfiled(result: Result) -> bool:
    """An invention for which no patent has been filed."""
    filed = any(one.state != OutcomeState.TAKEN_BACK for one in result.patents.all())
    return result.kind == ResultKind.INVENTION and not filed


def unfiled(publication: Publication) -> list[Result]:
    return [one.result for one in publication.concerns.all() if is_unfiled(one.result)]
