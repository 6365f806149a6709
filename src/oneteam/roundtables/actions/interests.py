"""How far the members would go with a joint task: asked by the owner, told to the owner and the secretariat alone."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from oneteam import walls
from oneteam.alliance.circles import rivals_of
from oneteam.alliance.enums import Role
from oneteam.alliance.models import Disclosure, Organisation
from oneteam.base.errors import Refused, invalid, require
from oneteam.base.races import or_else
from oneteam.base.workflow import changed_meanwhile, save_version
from oneteam.journal.actions import record
from oneteam.journal.outbox import send
from oneteam.walls.actions import draw
from oneteam.walls.models import Circle

from .. import queries, rules
from ..models import Decision, InterestForm

Keys = dict[str, list[str]]


@transaction.atomic
def ask_interest(*, person: Any, decision: Decision, until: date) -> None:
    """Ask each member's coordinators who may read the decision, but for those who have answered; or move the date."""
    require(
        rules.may_ask_interest(person, decision),
        _("Members can be asked once the owner lets them read the decision of a joint task."),
    )
    if until <= timezone.localdate():
        raise invalid("until", _("Please give a date to come."))
    Decision.objects.filter(pk=decision.pk).update(interest_until=until)
    decision.interest_until = until
    record(
        verb="roundtables.interest_asked", actor=person, thread=decision.problem.code, target=decision.code,
        circle=decision.circle, data={"until": until.isoformat()},
    )  # fmt: skip
    with walls.system("who of the members is asked"):
        asked = queries.coordinators_to_ask(decision)
    for coordinator, organisation in asked:
        data = {"decision": decision.code, "organisation": organisation.code}
        send(kind="roundtables.interest_asked", to=coordinator, data=data)


@transaction.atomic
def state_interest(
    *, person: Any, decision: Decision, organisation: Organisation, level: str, comment: str = "", version: int = 0,
) -> InterestForm:  # fmt: skip
    """One answer a member, changed until the closing date: over the version that the person saw, 0 for none."""
    require(rules.may_state_interest(person, decision, organisation))
    if decision.interest_until is None or decision.interest_until < timezone.localdate():
        raise Refused(_("The time to answer is over. Please write to the secretariat."))
    values = {"level": level, "comment": comment.strip(), "by": person, "at": timezone.now()}
    stated = queries.interest_of(decision, organisation)
    if stated is None:
        circle = draw(**_keys(decision.problem.disclosure, organisation.pk))
        with or_else(changed_meanwhile()):  # two coordinators answer at once
            stated = InterestForm.objects.create(
                decision=decision, organisation=organisation, circle=circle, **values
            )
    else:
        save_version(stated, version, **values)
    record(
        verb="roundtables.interest_stated", actor=person, thread=decision.problem.code, target=decision.code,
        circle=stated.circle, data={"organisation": organisation.name.as_dict()},
    )  # fmt: skip
    return stated


def _keys(disclosure: Disclosure, organisation: int) -> Keys:
    """As the owner's desk, but for the member's own rivals; its coordinators while members may read the decision."""
    with walls.system("who reads a member's answer"):
        desk = Circle.objects.get(pk=disclosure.desk_id)
    own = [f"role:{Role.COORDINATOR}:{organisation}"] if rules.members_read(disclosure) else []
    barred = {*desk.barred, *rivals_of(disclosure.owner_id, disclosure.area)}
    barred |= {*rivals_of(organisation, disclosure.area)}
    return {
        "readers": sorted({*desk.readers, *own}),
        "barred": sorted(barred),
        "admitted": sorted(desk.admitted),
    }


def follow_disclosure(disclosure: Disclosure) -> None:
    """Whoever may not see the thread any more sees no answer about it either."""
    rows = InterestForm.objects.filter(decision__problem__disclosure=disclosure)
    for circle, organisation in rows.values_list("circle", "organisation"):
        Circle.objects.filter(pk=circle).update(**_keys(disclosure, organisation))
