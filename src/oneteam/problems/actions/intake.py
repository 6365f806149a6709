"""From the first line to the submission: the owner's part, or the secretariat's for an owner who telephoned."""

from __future__ import annotations

from itertools import zip_longest
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from oneteam import walls
from oneteam.alliance import disclosure as disclosures
from oneteam.alliance.enums import Level, NamedRole, Stage
from oneteam.alliance.models import Organisation
from oneteam.base.errors import Invalid, require
from oneteam.base.fields import Bi
from oneteam.base.workflow import save_version
from oneteam.journal.outbox import send

from .. import queries, rules
from ..models import Brief, DataItem, Problem, problem_code
from ._common import advance, record, tell_contact, tell_officers


@transaction.atomic
def draft(*, person: Any, owner: Organisation, title: Bi, area: str, level: str = Level.NAMED) -> Problem:
    require(owner.pk in rules.organisations_to_draft_for(person))
    problem = _new(author=person, owner=owner, title=title, area=area, level=level)
    record(problem, "problems.drafted", person)
    return problem


@transaction.atomic
def register_for(
    *, person: Any, contact: Any, owner: Organisation, title: Bi, background: Bi, level: str, area: str = ""
) -> Problem:
    """Write down, for its owner, a problem that the secretariat was told: the owner checks and submits it.

    It is the owner's draft from the first moment, so its writer does not see it again before that.
    """
    require(rules.may_register(person))
    if owner.pk not in rules.organisations_to_draft_for(contact):
        sentence = _(
            "This person may not bring problems for the organisation. Please choose another contact."
        )
        raise Invalid(sentence, {"contact": sentence})
    problem = _new(author=contact, owner=owner, title=title, area=area, level=level)
    with walls.system("a problem written down for its owner"):
        Brief.objects.filter(problem=problem).update(background=background)
        record(problem, "problems.registered", person)
    send(kind="problems.registered", to=contact, data={"problem": problem.code})
    return problem


def _new(*, author: Any, owner: Organisation, title: Bi, area: str, level: str) -> Problem:
    code = problem_code()
    disclosure = disclosures.open_disclosure(thread=code, owner=owner, level=level, area=area, author=author)
    with walls.system("the rows of a new problem"):
        problem = Problem.objects.create(
            code=code, disclosure=disclosure, circle=disclosure.teaser, owner=owner, title=title, area=area,
            state_by=author,
        )  # fmt: skip
        Brief.objects.create(problem=problem, circle=disclosure.brief, contact=author)
        disclosures.redraw(disclosure)
    return problem


@transaction.atomic
def save_step(
    *, person: Any, problem: Problem, version: int, teaser: dict[str, Any], brief: dict[str, Any]
) -> None:
    """Save one step of the form over the version that the person saw."""
    require(rules.may_edit(person, problem))
    save_version(problem, version, **teaser)
    if brief:
        Brief.objects.filter(problem=problem).update(**brief)
    if "area" in teaser and teaser["area"] != problem.disclosure.area:
        disclosures.change(problem.disclosure, area=teaser["area"])
    record(problem, "problems.edited", person)


@transaction.atomic
def set_data_items(*, person: Any, problem: Problem, rows: list[dict[str, Any]]) -> None:
    """Each row changes the data set at its place: what it does not speak of stays; without a name it goes."""
    require(rules.may_edit(person, problem))
    brief = queries.brief_of(problem)
    require(brief is not None)
    assert brief is not None
    for item, row in zip_longest(queries.data_items(problem), rows):
        if row is None:
            continue
        if item is None and row["name"]:
            DataItem.objects.create(brief=brief, circle=problem.disclosure.brief, **row)
        elif item is not None and not row["name"]:
            item.delete()
        elif item is not None:
            DataItem.objects.filter(pk=item.pk).update(**row)


@transaction.atomic
def submit(*, person: Any, problem: Problem) -> None:
    require(rules.may_submit(person, problem))
    missing = missing_for_submission(problem)
    if missing:
        raise Invalid(_("Please add before you submit: %(what)s.") % {"what": ", ".join(missing)})
    advance(problem=problem, transition="submit", by=person, submitted_at=timezone.now())
    if problem.disclosure.stage == Stage.DRAFT:  # after a round table it stays as open as it was
        disclosures.change(problem.disclosure, stage=Stage.REVIEW)
    tell_officers(problem, "problems.submitted")
    tell_contact(problem, "problems.received")


def missing_for_submission(problem: Problem) -> list[str]:
    """The names of what is still needed."""
    brief = queries.brief_of(problem)
    needed = [
        (_("title"), problem.title),
        (_("a teaser that others may read"), problem.teaser),
        (_("the situation now"), brief and brief.background),
        (_("the goal"), brief and brief.goal),
        (_("a business area"), problem.area),
    ]
    if problem.disclosure.level == Level.SEALED:
        officers = queries.named(problem).filter(role=NamedRole.OFFICER).exists()
        needed.append((_("an officer of the secretariat who may see it"), officers))
    return [str(label) for label, value in needed if not value]
