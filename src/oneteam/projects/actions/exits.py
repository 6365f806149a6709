"""A partner that leaves, and a lead that hands over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from oneteam import walls
from oneteam.alliance import disclosure as disclosures
from oneteam.alliance import queries as alliance
from oneteam.alliance.enums import NamedRole
from oneteam.base.errors import Refused, invalid, require
from oneteam.base.fields import Bi
from oneteam.base.text import called, say

from .. import queries, rules
from ..enums import Changed, ProjectState
from ..models import Exit, Partner, Project, WorkPackage
from ._common import tell, write
from .changes import check_why, concern, log
from .changing import take_off
from .packages import reopen
from .proposal import agree_when_all, check_wall


@transaction.atomic
def record_exit(
    *, person: Any, partner: Partner, on: date, reason: Bi, data_kept: Bi | None = None, results_kept: Bi | None = None,
    rights_kept: Bi | None = None, heir: Partner | None = None,
) -> None:  # fmt: skip
    """Its open work goes to ``heir``; its people see the project no more, unless they see it as somebody else."""
    project = queries.one(queries.locked(partner.project).code).get()
    now = {one.pk: one for one in project.partners.all()}  # as they are now that the project is held
    partner, heir = now[partner.pk], now.get(heir.pk) if heir else None
    if partner.left_on is not None:
        raise Refused(_("The exit of this partner has been recorded already."))
    require(rules.may_record_exit(person, partner, project))
    _check_exit(partner, project, on, reason)
    with walls.system("a partner leaves a project"):
        _hand_work_over(partner, heir, project, person)
        Partner.objects.filter(pk=partner.pk).update(left_on=on, version=F("version") + 1)
        Exit.objects.create(
            partner=partner, circle=project.circle, on=on, reason=reason, data_kept=data_kept or Bi(), results_kept=results_kept or Bi(),
            rights_kept=rights_kept or Bi(), by=person,
        )  # fmt: skip
        log(project, person, partner.organisation.name, [(Changed.LEFT, Bi(), reason)], "")
        tell(project, "partner_left", person, organisation=partner.organisation.name.as_dict())
        _let_out(partner, project)
        stay = [one.person for one in queries.members(project)]
        write("partner_left", stay, person, project=project.code, partner=partner.organisation.code)
        agree_when_all(project, person)


def _check_exit(partner: Partner, project: Project, on: date, reason: Bi) -> None:
    if partner.is_lead:
        raise Refused(_("The lead hands the project over before it leaves. Choose the new lead first."))
    if not reason:
        raise invalid("reason", _("Please say why the partner leaves."))
    if on > timezone.localdate():
        raise invalid("on", _("Please give today or a day before: an exit is recorded when it has happened."))
    if on < project.starts_on and project.state in rules.UNDER_WAY:
        raise invalid("on", _("The project had not begun on that day. Please give a later one."))
    if len(rules.partner_numbers(project)) < 3 and project.state != ProjectState.APPLIED:
        words = _(
            "With this exit the lead would be alone. Ask another organisation to take part first, or stop the project "
            "with its reason."
        )
        raise Refused(words)


def _hand_work_over(partner: Partner, heir: Partner | None, project: Project, person: Any) -> None:
    packages, deliverables = list(queries.open_packages(partner)), list(queries.open_deliverables(partner))
    things: list[Any] = [*packages, *deliverables]
    if things and (heir is None or heir.left_on is not None or heir.pk == partner.pk):
        words = _(
            "Before %(name)s leaves, its open work needs somebody: %(what)s. Choose a partner who takes it over, or end "
            "it first."
        )
        named = ", ".join(str(one) for one in things)
        raise invalid("heir", say(words, name=str(partner.organisation), what=named))
    _leave_packages(partner, project)
    if not things or heir is None:
        return
    _take_over(packages, "lead", heir)
    _take_over(deliverables, "partner", heir)
    for thing in things:
        what = Changed.LED_BY if isinstance(thing, WorkPackage) else Changed.DELIVERS
        log(project, person, thing.name, [(what, partner.organisation.name, heir.organisation.name)], "")
    reopen(heir, project, person)


def _take_over(things: Sequence[Any], column: str, heir: Partner) -> None:
    for one in things:
        type(one).objects.filter(pk=one.pk).update(**{column: heir, "version": one.version + 1})


def _leave_packages(partner: Partner, project: Project) -> None:
    """It takes part in no open work package any more; where one ended, the matrix still tells that it did."""
    for one in WorkPackage.objects.filter(project=project, ended_on=None, partners__contains=[partner.pk]):
        rest = [number for number in one.partners if number != partner.pk]
        WorkPackage.objects.filter(pk=one.pk).update(partners=rest, version=one.version + 1)


def _let_out(partner: Partner, project: Project) -> None:
    """Its people work on it no more, but for those who sit in another partner or in the owner, too."""
    shown = project.disclosure
    homes = (rules.partner_numbers(project) | {shown.owner_id}) - {partner.organisation_id}
    take_off(project, queries.people_leaving(project, partner.organisation_id, homes))
    if not queries.takes_part_elsewhere(partner):
        disclosures.unname(shown, role=NamedRole.PARTNER, organisation=partner.organisation)


# The lead --------------------------------------------------------------------------------------------


@transaction.atomic
def hand_lead_over(*, person: Any, project: Project, partner: Partner, responsible: Any, why: str) -> None:
    """To a partner that takes part and has agreed. A project without a problem takes its thread along."""
    require(rules.may_lead(person, project))
    now = queries.one(queries.locked(project).code).get()
    require(
        now.lead_id == project.lead_id,
        _("Somebody has just handed the lead over. Please read the page again."),
    )
    partner = next((one for one in now.partners.all() if one.pk == partner.pk), partner)
    _check_lead(now, partner, responsible, why)
    before = next(one for one in now.partners.all() if one.is_lead)
    with walls.system("a project gets another lead"):
        Partner.objects.filter(pk=before.pk).update(is_lead=False)
        Partner.objects.filter(pk=partner.pk).update(is_lead=True)
        Project.objects.filter(pk=now.pk).update(
            lead=partner.organisation, responsible=responsible, version=now.version + 1
        )
        rows = [
            (Changed.LEAD, before.organisation.name, partner.organisation.name),
            (Changed.RESPONSIBLE, now.responsible, responsible),
        ]
        log(now, person, Bi(), rows, why)
        tell(now, "lead_handed_over", person, organisation=partner.organisation.name.as_dict())
        _move_thread(now, partner, responsible)
        concern("lead", [before, partner], person, project=now.code)
        reopen(partner, now, person)


def _check_lead(project: Project, partner: Partner, responsible: Any, why: str) -> None:
    if partner.is_lead or partner.left_on is not None or partner.project_id != project.pk:
        raise invalid("partner", _("Please choose another partner that takes part now."))
    if partner.agreed_at is None:
        raise invalid("partner", _("This partner has not agreed to its part yet. Ask it to agree first."))
    if not rules.belongs(responsible, {partner.organisation_id}):
        words = _("%(who)s does not work for the new lead. Please choose somebody of %(lead)s.")
        raise invalid("responsible", say(words, who=called(responsible), lead=str(partner.organisation)))
    if not rules.works_on(responsible, project):
        words = _("%(who)s does not work on the project yet. Take them in first.")
        raise invalid("responsible", say(words, who=called(responsible)))
    check_why(why)


def _move_thread(project: Project, partner: Partner, responsible: Any) -> None:
    """The thread of a project without a problem belongs to its lead, and so do its walls."""
    if project.problem_id is not None:
        return
    shown = project.disclosure
    disclosures.change(shown, owner=partner.organisation)
    people = {one.person_id: one.person for one in queries.members(project)}
    for one in queries.partners(project):
        check_wall(shown, one.organisation, people)
    for owner in queries.owners_named(shown):
        disclosures.unname(shown, role=NamedRole.OWNER, person=owner)
    disclosures.name(shown, role=NamedRole.OWNER, person=responsible, by=responsible)


# A partner that has left the alliance -------------------------------------------------------------------


@transaction.atomic
def ask_exits() -> int:
    """The job of every morning: who answers for the project is asked once to record the exit; where the lead itself is
    gone, the officers who see the project are asked to find another one. Answers how many were asked about."""
    asked, today = 0, timezone.localdate()
    with walls.system("partners that have left the alliance"):
        for partner in queries.exits_to_ask():
            if not Partner.objects.filter(pk=partner.pk, exit_asked_on=None).update(exit_asked_on=today):
                continue
            project = partner.project
            people = [project.responsible]
            if partner.is_lead:
                people = list(alliance.inside(project.disclosure.field, alliance.officers()))
            codes = {"project": project.code, "partner": partner.organisation.code}
            write("record_exit", people, None, **codes)
            asked += 1
    return asked
