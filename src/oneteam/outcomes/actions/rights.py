"""Results are written down, contributions recorded by whose they are, and both confirmed by every partner."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from oneteam.alliance.models import Organisation
from oneteam.base.errors import Refused, Stale, invalid, require
from oneteam.base.fields import Bi
from oneteam.base.races import or_else
from oneteam.base.text import called, count, say
from oneteam.base.workflow import save_version
from oneteam.projects.enums import IpRule
from oneteam.projects.models import Project
from oneteam.projects.rules import belongs

from .. import queries, rights, rules
from ..models import Contribution, Division, Result
from ._common import require_past, tell, write

WHOLE = Decimal(100)


@transaction.atomic
def disclose(*, person: Any, project: Project, kind: str, title: Bi, what: Bi, on: date) -> Result:
    require(rules.may_enter(person, project))
    _check(title, what, on)
    result = Result.objects.create(
        project=project, circle=project.circle, kind=kind, title=title, what=what, on=on, by=person
    )
    tell(result, "disclosed", person)
    return result


@transaction.atomic
def change_result(
    *, person: Any, result: Result, version: int, kind: str, title: Bi, what: Bi, on: date
) -> None:
    queries.locked_result(result)
    fresh = queries.result(result.code).get()
    require(rules.may_change_result(person, fresh), _confirmed(fresh))
    _check(title, what, on)
    save_version(result, version, kind=kind, title=title, what=what, on=on)
    tell(result, "result_changed", person)


def _confirmed(result: Result) -> str:
    if rules.is_settled(result):
        return _("Another partner has confirmed something of this result, so it stays as it is.")
    return ""


def _check(title: Bi, what: Bi, on: date) -> None:
    if not title:
        raise invalid("title", _("Please give it a name."))
    if not what:
        raise invalid("what", _("Please write what is new about it."))
    require_past("on", on)


@transaction.atomic
def contribute(
    *, person: Any, result: Result, organisation: Organisation, contributor: Any, kind: str, what: Bi
) -> Contribution:
    """Each partner records what its own people did; with that it has confirmed it, the others are asked."""
    require(organisation.pk in rules.acts_for(person, result.project))
    if not belongs(contributor, {organisation.pk}):
        sentence = _("%(who)s does not work for %(organisation)s. Each partner records its own people.")
        raise invalid("contributor", say(sentence, who=called(contributor), organisation=organisation))
    if not what:
        raise invalid("what", _("Please write what they did."))
    sentence = _("%(who)s stands there with this kind of contribution already.")
    with or_else(invalid("kind", say(sentence, who=called(contributor)))):
        made = Contribution.objects.create(
            result=result, circle=result.circle, organisation=organisation, person=contributor, kind=kind, what=what,
            asked=[one.pk for one in rules.there(result.project) if one != organisation], confirmed=[organisation.pk],
            by=person,
        )  # fmt: skip
    tell(result, "contributed", person)
    _ask(result, made, person)
    return made


@transaction.atomic
def remove(*, person: Any, contribution: Contribution) -> None:
    """What its own partner takes back, as long as not all have confirmed it."""
    contribution.confirmed = _held(contribution).confirmed
    require(rules.may_remove(person, contribution, contribution.result.project))
    tell(contribution.result, "contribution_removed", person)
    contribution.delete()


@transaction.atomic
def divide(*, person: Any, result: Result, shares: Mapping[int, Decimal], reason: Bi) -> Division:
    """Shares by hand, by the number of the organisation. They take the place of others that not all have confirmed."""
    project = result.project
    require(rules.may_enter(person, project))
    if not reason:
        raise invalid("reason", _("Please say why these shares are agreed."))
    queries.locked_result(result)  # nobody confirms what is replaced at this moment
    _check_shares(queries.result(result.code).get(), shares)
    mine = rules.acts_for(person, project)
    for other in queries.divisions(result):
        if not other.holds:
            other.delete()
    made = Division.objects.create(
        result=result, circle=result.circle, shares={str(key): str(share) for key, share in shares.items()},
        reason=reason, asked=[one.pk for one in rules.there(project) if one.pk not in mine], confirmed=sorted(mine),
        by=person,
    )  # fmt: skip
    tell(result, "divided", person, shares=_told(result, shares))
    _ask(result, made, person)
    return made


def _told(result: Result, shares: Mapping[int, Decimal]) -> str:
    names = rules.parties(result.project, result)
    return ", ".join(f"{names[key]} {count(share)}%" for key, share in shares.items() if share)


def _check_shares(result: Result, shares: Mapping[int, Decimal]) -> None:
    require(shares.keys() <= rules.parties(result.project, result).keys())
    if min(shares.values(), default=Decimal(0)) < 0:
        raise invalid("", _("A share is 0 or more. Please check the figures."))
    whole = sum(shares.values(), Decimal(0))
    if whole < WHOLE:
        sentence = _("These shares sum to %(sum)s per cent: %(by)s per cent are missing to 100.")
        raise invalid("", sentence % {"sum": count(whole), "by": count(WHOLE - whole)})
    if whole > WHOLE:
        sentence = _("These shares sum to %(sum)s per cent: %(by)s per cent more than 100.")
        raise invalid("", sentence % {"sum": count(whole), "by": count(whole - WHOLE)})
    if result.project.ip_rule != IpRule.JOINT and max(shares.values()) != WHOLE:
        sentence = _(
            "By the rule of this project one party owns a result. Please give one of them 100 per cent."
        )
        raise invalid("", sentence)
    _check_kept(result, shares)


def _check_kept(result: Result, shares: Mapping[int, Decimal]) -> None:
    for organisation, share in rights.kept(result, result.project).items():
        if shares.get(organisation.pk, Decimal(0)) < share:
            sentence = _(
                "%(who)s is not there any more to give its word, so it keeps at least %(share)s per cent."
            )
            raise invalid("", say(sentence, who=organisation, share=count(share)))


@transaction.atomic
def confirm_rights(*, person: Any, thing: Contribution | Division, version: int) -> None:
    """In the name of the partner for which somebody acts. Two partners at once are both kept.
    ``version``: of the result, as the person saw it."""
    project = thing.result.project
    if queries.locked_result(thing.result).version != version:
        raise Stale(_("The result was changed after you opened the page. Read it again, then decide."))
    thing.confirmed = _held(thing).confirmed
    organisation = rules.confirms_rights_for(person, thing, project)
    if organisation is None:
        require(bool(rules.acts_for(person, project)))
        raise Refused(_("Your organisation has confirmed this already."))
    thing.confirmed = [*thing.confirmed, organisation]
    thing.save(update_fields=["confirmed"])
    verb = "division_confirmed" if isinstance(thing, Division) else "contribution_confirmed"
    tell(thing.result, verb, person)


def _held(thing: Contribution | Division) -> Contribution | Division:
    """As it is now, held until the end."""
    found = queries.held(thing)
    if found is None:
        raise Stale(_("This was taken back or replaced meanwhile. Read the page again."))
    return found


def _ask(result: Result, thing: Contribution | Division, person: Any) -> None:
    others = rules.waits_for(thing, rules.there(result.project))
    write("rights", queries.people_of(result.project, others), person, result=result.code)
