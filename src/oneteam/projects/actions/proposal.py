"""A project from its proposal to the agreement of its partners."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import IntegrityError, transaction
from django.db.models.functions import Coalesce, Now
from django.utils import timezone
from django.utils.translation import gettext as _

from oneteam import walls
from oneteam.alliance import disclosure as disclosures
from oneteam.alliance.enums import Level, NamedRole, Stage
from oneteam.alliance.models import Disclosure, Organisation
from oneteam.alliance.rules import is_officer, is_rival
from oneteam.base.errors import Refused, Stale, invalid, require
from oneteam.base.fields import Bi
from oneteam.base.text import called, say
from oneteam.roundtables.models import Decision

from .. import queries, rules
from ..enums import ProjectState
from ..models import Member, Partner, Project, project_code
from ..workflow import PROJECT
from ._common import tell, write
from .parties import check_parties


class Share(NamedTuple):
    """An organisation's part in a project."""

    organisation: Organisation
    man_months: Decimal = Decimal(0)
    part: Bi = Bi()
    cash: Decimal = Decimal(0)
    in_kind: Bi = Bi()


@transaction.atomic
def propose(
    *, person: Any, decision: Decision | None, title: Bi, lead: Organisation, responsible: Any,
    partners: Sequence[Share | tuple[Any, ...]], members: Sequence[Any] = (), area: str = "",
    level: str = Level.NAMED, **values: Any,
) -> Project:  # fmt: skip
    """A project from a decision, or one of its own. Its partners are admitted to its field."""
    require(rules.may_propose(person, decision))
    shares = _shares(lead, partners)
    check_parties(values["kind"], [share.organisation for share in shares])
    check_frame(title, values["starts_on"], values["ends_on"], values["trl_start"], values["trl_target"])
    if decision is None and not is_officer(person) and lead.pk not in rules.organisations_spoken_for(person):
        raise invalid("lead", _("Please choose an organisation that you speak for as the lead."))
    code = project_code()
    shown = decision.problem.disclosure if decision else _own_disclosure(code, person, lead, area, level)
    people = _people(person, responsible, members, shown)
    _check_people(shown, shares, responsible, lead, people)
    for one in people.values():
        check_let_in(one, shown, by=person, leads=person == responsible or rules.speaks(person, lead.pk))
    project = _create(
        code=code, disclosure=shown, circle=shown.field, problem=decision.problem if decision else None,
        decision=decision, title=title, lead=lead, responsible=responsible, trl_now=values["trl_start"],
        state_by=person, **values,
    )  # fmt: skip
    _admit(project, shares, people, person)
    tell(project, "proposed", person, title=title.as_dict())
    with walls.system("who speaks for the partners"):
        asked = [one for share in shares for one in queries.speakers(share.organisation)]
    write("agree", asked, person, project=code)
    return project


def _shares(lead: Organisation, partners: Sequence[Share | tuple[Any, ...]]) -> list[Share]:
    """Each organisation once, the lead first."""
    given = [Share(*partner) for partner in partners]
    if len({share.organisation.pk for share in given}) < len(given):
        raise invalid("partners", _("An organisation stands twice among the partners. Please take one out."))
    found = {lead.pk: Share(lead)} | {share.organisation.pk: share for share in given}
    if len(found) < 2:
        raise invalid("partners", _("A project needs a partner beside its lead. Please add an organisation."))
    return list(found.values())


def check_frame(title: Bi, starts_on: date, ends_on: date, trl_start: int, trl_target: int) -> None:
    if not title:
        raise invalid("title", _("Please write the title in Korean or in English; one is enough."))
    if ends_on < starts_on:
        raise invalid("ends_on", _("The project ends before it starts. Please change one of the dates."))
    if ends_on < timezone.localdate():
        raise invalid(
            "ends_on", _("The project would be over already. Please give an end that is still to come.")
        )
    if trl_target < trl_start:
        raise invalid(
            "trl_target", _("The TRL wanted is below the TRL at the start. Please change one of them.")
        )


def _own_disclosure(code: str, person: Any, lead: Organisation, area: str, level: str) -> Disclosure:
    """The thread of a project without a problem belongs to its lead."""
    if not area:
        raise invalid("area", _("Please choose a business area: it decides whose wall stands against whom."))
    shown = disclosures.open_disclosure(thread=code, owner=lead, level=level, area=area, author=person)
    disclosures.change(shown, stage=Stage.OPEN)
    return shown


def _people(person: Any, responsible: Any, members: Sequence[Any], shown: Disclosure) -> dict[int, Any]:
    """Those who work on it. Whoever proposes without another way to see it is one of them."""
    people = {one.pk: one for one in (responsible, *members)}
    if not is_officer(person) and not rules.belongs(person, {shown.owner_id}):
        people.setdefault(person.pk, person)
    return people


def _check_people(
    shown: Disclosure, shares: list[Share], responsible: Any, lead: Organisation, people: dict[int, Any]
) -> None:
    numbers = {share.organisation.pk for share in shares} | {shown.owner_id}
    if not rules.belongs(responsible, {lead.pk}):
        words = _("%(who)s does not work for the lead. Please choose somebody of %(lead)s.")
        raise invalid("responsible", say(words, who=called(responsible), lead=str(lead)))
    for one in people.values():
        check_member(one, numbers)
    for share in shares:
        check_wall(shown, share.organisation, people)


def check_wall(
    shown: Disclosure, organisation: Organisation, people: dict[int, Any], field: str = "partners"
) -> None:
    if queries.stands_against(organisation, shown):
        words = _(
            "A wall stands between %(name)s and the owner in this area. Ask the secretariat for a waiver first."
        )
        raise invalid(field, say(words, name=str(organisation)))
    if shown.level == Level.SEALED:
        check_spoken_for(organisation, people)


def check_member(one: Any, organisations: set[int]) -> None:
    """Whoever works on a project belongs to one of its partners or to the owner."""
    if not rules.belongs(one, organisations):
        words = _("%(who)s belongs to no partner of the project. Add the organisation, or take the name out.")
        raise invalid("members", say(words, who=called(one)))


def check_let_in(one: Any, shown: Disclosure, *, by: Any, leads: bool) -> None:
    """Of a sealed thread a partner's people see what they are named to. Past the owner's wall nobody names their own
    side's people but who leads the project: an officer stands on neither side of the wall that they open."""
    if shown.level == Level.SEALED and is_rival(one, shown) and is_rival(by, shown) and not leads:
        words = _(
            "A wall stands between %(who)s and the owner, and you work on their side of it. Ask who leads the "
            "project, or another officer, to name them."
        )
        raise invalid("members", say(words, who=called(one)))


def check_spoken_for(organisation: Organisation, people: dict[int, Any]) -> None:
    if not any(rules.speaks(one, organisation.pk) for one in people.values()):
        words = _(
            "The problem is sealed, so only people by name see it. Name somebody who speaks for %(name)s as a member."
        )
        raise invalid("members", say(words, name=str(organisation)))


def _create(**values: Any) -> Project:
    try:
        with walls.system("a new project"), transaction.atomic():
            return Project.objects.create(**values)
    except IntegrityError:
        raise Refused(
            _("A project was already begun from this decision. Open it from the problem's page.")
        ) from None


def _admit(project: Project, shares: list[Share], people: dict[int, Any], by: Any) -> None:
    """Write down the partners and the people, and let them into the field of the thread."""
    shown = project.disclosure
    with walls.system("the partners and people of a new project"):
        for share in shares:
            Partner.objects.create(
                project=project, organisation=share.organisation, is_lead=share.organisation.pk == project.lead_id,
                man_months=share.man_months, part=share.part, cash=share.cash, in_kind=share.in_kind,
                circle=shown.field,
            )  # fmt: skip
            if shown.level != Level.SEALED:
                disclosures.name(shown, role=NamedRole.PARTNER, organisation=share.organisation, by=by)
        for one in people.values():
            Member.objects.create(project=project, person=one, circle=shown.field)
            disclosures.name(shown, role=NamedRole.PARTNER, person=one, by=by)
        if project.problem_id is None:
            disclosures.name(shown, role=NamedRole.OWNER, person=project.responsible, by=by)
            if not rules.belongs(by, {shown.owner_id}):
                disclosures.unname(shown, role=NamedRole.OWNER, person=by)  # wrote it down, does not own it


@transaction.atomic
def agree(*, person: Any, partner: Partner, version: int | None = None) -> None:
    """One partner agrees, at first or to a part that was changed; with the last one the project is agreed.

    ``version``: of the part that they read, so that nobody agrees to what was changed meanwhile.
    """
    project = queries.locked(partner.project)  # of two at once, the second sees that the first agreed
    require(rules.may_agree(person, partner, project))
    read = {} if version is None else {"version": version}
    rows = Partner.objects.filter(pk=partner.pk, agreed_at=None, **read).update(
        agreed_by=person, agreed_at=timezone.now(), first_agreed_at=Coalesce("first_agreed_at", Now())
    )
    if not rows:
        raise _not_agreed(partner)
    tell(project, "partner_agreed", person, organisation=partner.organisation.name.as_dict())
    agree_when_all(project, person)


def _not_agreed(partner: Partner) -> Refused | Stale:
    if Partner.objects.filter(pk=partner.pk, agreed_at=None).exists():
        return Stale(
            _("The part was changed after you opened the page. Please read it as it is now, then agree.")
        )
    return Refused(_("Somebody of your organisation has already agreed."))


def agree_when_all(project: Project, person: Any) -> None:
    waiting = queries.partners(project).filter(agreed_at=None)
    if project.state == ProjectState.PROPOSED and not waiting.exists():
        PROJECT.advance(project, "agree", by=person)
        tell(project, "agreed", person)
        write("agreed", [project.responsible], person, project=project.code)
