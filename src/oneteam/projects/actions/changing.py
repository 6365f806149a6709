"""A project that changes after it was proposed: its aim and time, its people, its files."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from oneteam import walls
from oneteam.alliance import disclosure as disclosures
from oneteam.alliance.enums import Level, NamedRole
from oneteam.base.errors import Refused, invalid, require
from oneteam.base.fields import Bi
from oneteam.base.text import called, say
from oneteam.base.workflow import save_version
from oneteam.files.actions import attach

from .. import queries, rules
from ..enums import Changed
from ..models import Member, Milestone, Partner, Project
from ._common import remember, tell, write
from .changes import log
from .proposal import check_frame, check_let_in, check_member, check_spoken_for


@transaction.atomic
def change(
    *, person: Any, project: Project, version: int, aim: Bi, starts_on: date, ends_on: date, why: str = ""
) -> None:
    """Over the version that the person saw; its people are told."""
    require(rules.may_lead(person, project))
    check_frame(project.title, starts_on, ends_on, project.trl_start, project.trl_target)
    if project.state in rules.UNDER_WAY and starts_on > timezone.localdate():
        raise invalid("starts_on", _("The project runs already: please give today or a day before."))
    time = (project.starts_on, project.ends_on)
    rows = [(Changed.AIM, project.aim, aim), (Changed.TIME, time, (starts_on, ends_on))]
    save_version(project, version, aim=aim, starts_on=starts_on, ends_on=ends_on)
    log(project, person, Bi(), rows, why)
    tell(project, "changed", person, since=starts_on.isoformat(), until=ends_on.isoformat())
    write("changed", [member.person for member in queries.members(project)], person, project=project.code)


@transaction.atomic
def add_member(*, person: Any, project: Project, somebody: Any) -> None:
    """They work on it from now on: they see its field, and can verify nothing of it."""
    require(rules.may_lead(person, project))
    shown = project.disclosure
    check_member(somebody, rules.partner_numbers(project) | {shown.owner_id})
    check_let_in(somebody, shown, by=person, leads=rules.leads(person, project))
    if queries.verifies(somebody, project):
        words = _("%(who)s verifies an effect of this project. Name another verifier first.")
        raise invalid("members", say(words, who=called(somebody)))
    with walls.system("somebody new works on a project"):
        try:
            with transaction.atomic():
                Member.objects.create(project=project, person=somebody, circle=shown.field)
        except IntegrityError:
            raise Refused(say(_("%(who)s works on this project already."), who=called(somebody))) from None
        disclosures.name(shown, role=NamedRole.PARTNER, person=somebody, by=person)
    tell(project, "member_added", person)
    write("member_added", [somebody], person, project=project.code)


@transaction.atomic
def remove_member(*, person: Any, project: Project, somebody: Any) -> None:
    """They see the project no more, unless they see it as somebody else."""
    require(rules.may_lead(person, project) and somebody.pk != project.responsible_id)
    shown = project.disclosure
    stay = {one.person_id: one.person for one in queries.members(project) if one.person_id != somebody.pk}
    if shown.level == Level.SEALED:
        for partner in queries.partners(project):
            check_spoken_for(partner.organisation, stay)
    with walls.system("somebody works on a project no more"):
        require(take_off(project, [somebody]) > 0)
    tell(project, "member_removed", person)


def take_off(project: Project, people: Iterable[Any]) -> int:
    """They answer for nothing of it any more: milestones and parts are without anybody, open risks go to who is responsible."""
    people = list(people)
    remember(project, people)
    gone, _rows = Member.objects.filter(project=project, person__in=people).delete()
    Milestone.objects.filter(project=project, keeper__in=people).update(keeper=None)
    Partner.objects.filter(project=project, responsible__in=people).update(responsible=None)
    queries.open_risks(project, people).update(owner=project.responsible)
    for one in people:
        if not queries.memberships(one, project.disclosure).exists():
            disclosures.unname(project.disclosure, role=NamedRole.PARTNER, person=one)
    return gone


def attach_to_project(*, person: Any, project: Project, upload: Any) -> Any:
    require(rules.may_manage(person, project))
    shown = project.disclosure
    return attach(
        person=person, upload=upload, target=f"project:{project.code}", thread=shown.thread,
        circle=project.circle, confidential=shown.is_confidential,
    )  # fmt: skip
