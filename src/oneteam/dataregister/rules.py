"""Who may do what. What a person may see is the wall's business, not this file's."""

from __future__ import annotations

from typing import Any

from oneteam.alliance.rules import is_officer, owns
from oneteam.problems.enums import Tier
from oneteam.projects.models import Project
from oneteam.projects.rules import belongs, leads, may_manage, partner_numbers, speaks, works_on

from .enums import ItemState, OutputState, Place, TierRole
from .models import Item, Output

OVER = (ItemState.RETURNED, ItemState.DESTROYED)
ASKED = (ItemState.LISTED, ItemState.TIER_PROPOSED)
THERE = (ItemState.PROVIDED, ItemState.IN_USE)

# The least strict place for each tier.
LEAST_PLACE = {
    Tier.OPEN: Place.ANYWHERE, Tier.PLAIN: Place.PARTNERS, Tier.CONFIDENTIAL: Place.PARTNERS,
    Tier.SENSITIVE: Place.PROTECTED, Tier.HIGHLY_SENSITIVE: Place.PREMISES,
}  # fmt: skip


def may_list(person: Any, project: Project) -> bool:
    """The project's people, the secretariat, and the owner of the thread."""
    return may_manage(person, project) or owns(person, project.disclosure)


def may_take_over(person: Any, project: Project) -> bool:
    """What only the brief told until now is told the project: that is for its owner, or the secretariat."""
    return project.problem_id is not None and (owns(person, project.disclosure) or is_officer(person))


def is_strict_enough(place: int, tier: int) -> bool:
    return place >= LEAST_PLACE[Tier(tier)]


def lacks_premises(item: Item) -> bool:
    """Only on somebody's premises, and nobody has said on whose."""
    return item.place == Place.PREMISES and item.premises_id is None


def answers_for(person: Any, item: Item) -> bool:
    """Speaks for whose data they are, or was named as approver."""
    return speaks(person, item.owner_id) or person.pk == item.approver_id


def may_change(person: Any, item: Item) -> bool:
    """Whose data they are; as long as nobody was asked about the tier, also who put it into the register."""
    if item.state in OVER:
        return False
    return answers_for(person, item) or (item.state == ItemState.LISTED and may_list(person, item.project))


def may_remove(person: Any, item: Item) -> bool:
    return item.state == ItemState.LISTED and not item.answered and may_change(person, item)


def roles(person: Any, item: Item) -> list[TierRole]:
    """The roles in which somebody can answer about the tier, and that nobody has answered in. They answer in the first:
    who is responsible for the project leaves the owner's to the approver, who may have no other."""
    held = {
        TierRole.OWNER: answers_for(person, item),
        TierRole.LEAD: leads(person, item.project),
        TierRole.REFEREE: person.pk == item.referee_id,
    }
    if item.state not in ASKED:
        return []
    free = [role for role, holds in held.items() if holds and role not in item.answered]
    leaves_it = person.pk == item.project.responsible_id and item.approver_id not in (None, person.pk)
    return sorted(free, key=lambda role: leaves_it and role == TierRole.OWNER)


def may_be_referee(person: Any, item: Item) -> bool:
    """Of neither side: neither of whose data they are nor of the lead."""
    return not belongs(person, {item.owner_id, item.project.lead_id})


def may_ask_again(person: Any, item: Item) -> bool:
    return item.state == ItemState.TIER_AGREED and answers_for(person, item)


def may_provide(person: Any, item: Item) -> bool:
    return item.state == ItemState.TIER_AGREED and answers_for(person, item)


def may_attach(person: Any, item: Item) -> bool:
    """Whose data they are; data that stay with a party are laid there by that party."""
    if item.state in OVER or item.tier is None:
        return False
    if item.premises_id is not None:
        return belongs(person, {item.premises_id}) and (
            answers_for(person, item) or works_on(person, item.project)
        )
    return answers_for(person, item)


def may_take_up(person: Any, item: Item) -> bool:
    return item.state == ItemState.PROVIDED and (works_on(person, item.project) or answers_for(person, item))


def may_prolong(person: Any, item: Item) -> bool:
    return item.state == ItemState.IN_USE and answers_for(person, item)


def may_end(person: Any, item: Item) -> bool:
    """Also after the project is over. Data that stay with a party are ended by that party or whose data they are."""
    if item.state not in THERE:
        return False
    is_near = item.premises_id is None or belongs(person, {item.premises_id})
    return answers_for(person, item) or (is_near and works_on(person, item.project))


def may_ask_output(person: Any, item: Item) -> bool:
    """Whoever works with the item."""
    return item.state == ItemState.IN_USE and works_on(person, item.project)


def may_answer_output(person: Any, output: Output) -> bool:
    """The approver, but for what they asked for themselves."""
    waits = output.state == OutputState.ASKED and output.by_id != person.pk
    return waits and person.pk == output.item.approver_id


def may_take_back(person: Any, output: Output) -> bool:
    return output.state == OutputState.ASKED and output.by_id == person.pk


def party_of(person: Any, project: Project) -> int | None:
    """The partner, or the owner of the thread, for which somebody works in the project."""
    parties = sorted(partner_numbers(project) | {project.disclosure.owner_id})
    return next((number for number in parties if belongs(person, {number})), None)
