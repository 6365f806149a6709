"""What may go wrong: kept by everybody who works on the project."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from oneteam.base.errors import invalid, require
from oneteam.base.fields import Bi
from oneteam.base.text import called, say
from oneteam.base.workflow import save_version

from .. import queries, rules
from ..enums import Changed
from ..models import Project, Risk
from ._common import tell, write
from .changes import log


@transaction.atomic
def add_risk(
    *,
    person: Any,
    project: Project,
    what: Bi,
    probability: int,
    impact: int,
    owner: Any,
    measure: Bi | None = None,
) -> Risk:
    require(rules.may_manage(person, project))
    _check(project, what, probability, impact, owner)
    made = Risk.objects.create(
        project=project, circle=project.circle, what=what, probability=probability, impact=impact, owner=owner,
        measure=measure or Bi(),
    )  # fmt: skip
    tell(project, "risk_added", person, name=what.as_dict())
    write("risk", [owner], person, project=project.code, risk=made.code)
    return made


@transaction.atomic
def change_risk(
    *, person: Any, risk: Risk, version: int, what: Bi, probability: int, impact: int, owner: Any, measure: Bi,
    closed: bool = False, why: str = "",
) -> None:  # fmt: skip
    """Over the version that the person saw: of two who change it the second reads both texts."""
    project = queries.one(risk.project.code).get()
    require(rules.may_manage(person, project))
    _check(project, what, probability, impact, owner)
    today = timezone.localdate()
    closed_on = (risk.closed_on or today) if closed else None
    rows = [
        (Changed.RATING, rating(risk.probability, risk.impact), rating(probability, impact)),
        (Changed.OWNER, risk.owner, owner),
        (Changed.ENDED, risk.closed_on, closed_on),
    ]
    concerned = {one.pk: one for one in (risk.owner, owner)}.values()
    save_version(
        risk, version, what=what, probability=probability, impact=impact, owner=owner, measure=measure,
        closed_on=closed_on,
    )  # fmt: skip
    log(project, person, what, rows, why)
    tell(project, "risk_closed" if closed else "risk_changed", person, name=what.as_dict())
    write("risk", concerned, person, project=project.code, risk=risk.code)


def rating(probability: int, impact: int) -> Bi:
    words = f"{probability} × {impact} = {probability * impact}"
    return Bi(words, words)


def _check(project: Project, what: Bi, probability: int, impact: int, owner: Any) -> None:
    if not what:
        raise invalid("what", _("Please write what may go wrong."))
    for name, value in (("probability", probability), ("impact", impact)):
        if value not in (1, 2, 3):
            raise invalid(name, _("Please choose 1, 2 or 3."))
    if owner.pk not in {one.person_id for one in project.members.all()} | {project.responsible_id}:
        words = _("%(who)s does not work on this project. Take them in first, or choose somebody else.")
        raise invalid("owner", say(words, who=called(owner)))
