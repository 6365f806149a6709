"""The circles within a project's circle, drawn and kept in step with it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from oneteam import walls
from oneteam.alliance.models import Disclosure, Organisation
from oneteam.projects.models import Project
from oneteam.walls.actions import draw
from oneteam.walls.models import Circle

from .. import queries
from ..models import Output, Premises
from ..parties import Party, within


def premises_of(project: Project, organisation: Organisation) -> Premises:
    """The party's circle within the project, drawn when it is first needed. It is open only to the party, so it is
    looked for with the house open."""
    with walls.system("the circle of a party"):
        found = Premises.objects.select_related("circle").filter(
            disclosure=project.disclosure, organisation=organisation
        )
        return found.first() or Premises.objects.create(
            disclosure=project.disclosure, organisation=organisation,
            circle=_drawn(project, Party(organisation.pk, {})),
        )  # fmt: skip


def circle_of_output(project: Project, party: int, people: Iterable[Any]) -> Circle:
    with walls.system("who looks at an output before it leaves"):
        return _drawn(project, _party(party, people))


def _drawn(project: Project, party: Party) -> Circle:
    return draw(**within(queries.field_of(project), project.disclosure.thread, party))


def _party(organisation: int, people: Iterable[Any]) -> Party:
    """With where these people sit today."""
    return Party(organisation, {one.pk: _places(one) for one in people if one is not None})


def _places(person: Any) -> frozenset[int]:
    return frozenset(int(key.split(":")[1]) for key in walls.keys_of(person) if key.startswith("at:"))


def follow_disclosure(disclosure: Disclosure) -> None:
    """Whoever may not see the project any more sees nothing of a party's either. Called under ``walls.system``."""
    field = Circle.objects.get(pk=disclosure.field_id)
    for premises in Premises.objects.filter(disclosure=disclosure):
        keys = within(field, disclosure.thread, Party(premises.organisation_id, {}))
        Circle.objects.filter(pk=premises.circle_id).update(**keys)
    for output in Output.objects.filter(item__project__disclosure=disclosure).select_related(
        "by", "item__approver"
    ):
        party = _party(output.party_id, [output.by, output.item.approver])
        Circle.objects.filter(pk=output.narrow_id).update(**within(field, disclosure.thread, party))
