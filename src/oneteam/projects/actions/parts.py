"""What each partner brings: changed by who leads, agreed to anew by the partner, used up as the partner itself says."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from oneteam import walls
from oneteam.alliance import disclosure as disclosures
from oneteam.alliance.enums import Level, NamedRole
from oneteam.alliance.models import Organisation
from oneteam.base.errors import Refused, invalid, require
from oneteam.base.fields import Bi
from oneteam.base.races import or_else
from oneteam.base.text import called, say
from oneteam.base.text import month as month_in_words
from oneteam.base.workflow import save_version

from .. import queries, rules
from ..enums import Changed
from ..models import Partner, Project, UsedMonth
from ._common import tell, write
from .changes import check_why, log
from .parties import check_here, check_kind
from .proposal import check_wall

MATERIAL = ("part", "man_months", "cash", "in_kind")


@transaction.atomic
def change_part(
    *, person: Any, partner: Partner, version: int, why: str = "", responsible: Any = None, **values: Any
) -> None:
    """What was agreed and is changed must be agreed to anew, unless whoever changes it speaks for the partner."""
    project = queries.one(partner.project.code).get()
    require(rules.may_change_part(person, partner, project))
    _check_responsible(responsible, partner.organisation)
    before = {name: getattr(partner, name) for name in MATERIAL}
    rows = [(Changed(name), before[name], values[name]) for name in MATERIAL]
    asks = any(old != new for _what, old, new in rows)
    answers = (Changed.RESPONSIBLE, partner.responsible, responsible)
    if asks:
        check_why(why)
    if asks and not rules.speaks(person, partner.organisation_id):
        values |= {"agreed_by": None, "agreed_at": None}
    save_version(partner, version, responsible=responsible, **values)
    name = partner.organisation.name
    log(project, person, name, [*rows, answers], why)
    if asks:
        tell(project, "part_changed", person, organisation=name.as_dict())
        ask_again(partner, project, person)


def _check_responsible(responsible: Any, organisation: Organisation) -> None:
    if responsible is not None and not rules.belongs(responsible, {organisation.pk}):
        words = _("%(who)s does not work for %(name)s. Please choose somebody of theirs.")
        raise invalid("responsible", say(words, who=called(responsible), name=str(organisation)))


def ask_again(partner: Partner, project: Project, person: Any) -> None:
    with walls.system("who speaks for a partner"):
        asked = queries.speakers(partner.organisation)
    write("agree_again", asked, person, project=project.code, partner=partner.organisation.code)


@transaction.atomic
def add_partner(*, person: Any, project: Project, organisation: Organisation, **values: Any) -> Partner:
    """One more organisation; it is asked to agree, and sees the project from now on."""
    require(rules.may_lead(person, project))
    now = [one.organisation for one in queries.partners(project)]
    if organisation in now:
        raise invalid("organisation", _("This organisation takes part already."))
    check_here([organisation], "organisation")
    check_kind(project.kind, [*queries.staying(project), organisation], "organisation")
    _check_verifiers(project, organisation)
    people = {one.person_id: one.person for one in queries.members(project)}
    check_wall(project.disclosure, organisation, people, "organisation")
    with walls.system("a new partner of a project"):
        with or_else(
            Refused(_("This organisation took part and has left. Begin a project of its own with it."))
        ):
            made = Partner.objects.create(
                project=project, organisation=organisation, circle=project.circle, **values
            )
        if project.disclosure.level != Level.SEALED:
            disclosures.name(project.disclosure, role=NamedRole.PARTNER, organisation=organisation, by=person)
        asked = queries.speakers(organisation)
    log(project, person, organisation.name, [(Changed.JOINED, Bi(), organisation.name)], "")
    tell(project, "partner_added", person, organisation=organisation.name.as_dict())
    write("agree", asked, person, project=project.code)
    return made


def _check_verifiers(project: Project, organisation: Organisation) -> None:
    """A verifier comes from outside; one group is one party."""
    party = queries.parties({organisation.pk})
    for verifier in queries.verifiers(project):
        if rules.belongs(verifier, party):
            words = _(
                "%(who)s of this organisation verifies an effect of this project. Name another verifier first."
            )
            raise invalid("organisation", say(words, who=called(verifier)))


@transaction.atomic
def enter_used(*, person: Any, partner: Partner, month: date, amount: Decimal) -> None:
    """Man-months that the partner worked in a month; entered again, the later figure holds."""
    project = queries.one(partner.project.code).get()
    require(rules.may_enter_used(person, partner, project))
    month = month.replace(day=1)
    first, last = project.starts_on.replace(day=1), timezone.localdate().replace(day=1)
    if not first <= month <= last:
        words = _(
            "Please choose a month from %(first)s to %(last)s: what was worked is entered, not what is planned."
        )
        raise invalid("month", say(words, first=month_in_words(first), last=month_in_words(last)))
    if amount < 0:
        raise invalid("amount", _("Please give 0 or more man-months."))
    UsedMonth.objects.update_or_create(
        partner=partner, month=month,
        defaults={"amount": amount, "by": person, "at": timezone.now(), "circle": project.circle},
    )  # fmt: skip
    tell(project, "used_entered", person, organisation=partner.organisation.name.as_dict())
