"""What stands in the register."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from oneteam import walls
from oneteam.base.errors import Refused, invalid, require
from oneteam.base.races import or_else
from oneteam.base.workflow import save_version
from oneteam.files.actions import attach, lay
from oneteam.files.models import Attachment
from oneteam.projects.models import Project

from .. import queries, rules
from ..enums import ItemState
from ..models import Item
from ._common import tell
from .parties import follow_disclosure, premises_of


@transaction.atomic
def list_item(*, person: Any, project: Project, **values: Any) -> Item:
    require(rules.may_list(person, project))
    item = Item(project=project, circle=project.circle, **values)
    _check(item)
    item.save()
    tell(item, "listed", person)
    return item


@transaction.atomic
def take_over(*, person: Any, project: Project) -> int:
    """What the brief lists and the register does not yet. Answers how many."""
    require(rules.may_take_over(person, project))
    found = queries.not_taken_over(project)
    if not found:
        raise Refused(_("All data of the brief stand in the register already."))
    with or_else(Refused(_("Somebody has just taken them over."))):
        items = [
            Item.objects.create(
                project=project, circle=project.circle, source=one, owner_id=project.disclosure.owner_id,
                name=one.name, kind=one.kind, volume=one.volume,
            )
            for one in found
        ]  # fmt: skip
    tell(items[0], "taken_over", person, count=len(items))
    return len(items)


@transaction.atomic
def change(*, person: Any, item: Item, version: int, **values: Any) -> None:
    """Over exactly the version that the person saw. Files follow to the premises of the party that keeps the item."""
    now = queries.locked(item)
    item.state = now.state
    require(rules.may_change(person, item))
    changed = Item(
        pk=item.pk, state=now.state, tier=now.tier, project=item.project, **{**_kept(now), **values}
    )
    _check(changed)
    save_version(item, version, **values)
    if now.premises_id != changed.premises_id:
        _move_files(item)
    if now.approver_id != changed.approver_id:
        _redraw(item)
    tell(item, "changed", person)


def _kept(item: Item) -> dict[str, Any]:
    names = ("name", "owner", "approver", "referee", "place", "premises", "threshold")
    return {name: getattr(item, name) for name in names}


def _check(item: Item) -> None:
    if not item.name:
        raise invalid("name", _("Please write what the data are."))
    keeper = item.premises or item.owner
    if item.approver is not None and f"org:{keeper.pk}" not in walls.keys_of(item.approver):
        sentence = _("The approver works for whose data they are, or for the party that keeps them: %(who)s.")
        raise invalid("approver", sentence % {"who": keeper})
    if item.referee is not None and not rules.may_be_referee(item.referee, item):
        sentence = _(
            "The referee works neither for whose data they are nor for the lead. Please choose somebody else."
        )
        raise invalid("referee", sentence)
    if rules.lacks_premises(item):
        raise invalid("premises", _nobody_s())
    if item.state not in rules.ASKED and not rules.is_strict_enough(item.place, item.tier_in_force):
        raise invalid("place", _too_open(item))


def require_place(item: Item) -> None:
    """Nothing is laid down or provided where the tier does not let it be."""
    require(not rules.lacks_premises(item), _nobody_s())
    require(rules.is_strict_enough(item.place, item.tier_in_force), _too_open(item))


def _nobody_s() -> str:
    return _("The data stay on the premises of one party. Please choose which party that is.")


def _too_open(item: Item) -> str:
    least = rules.LEAST_PLACE[item.tier_in_force].label  # type: ignore[index]
    sentence = _("Data of tier %(tier)s may be processed at most here: %(place)s.")
    return sentence % {"tier": item.tier_in_force, "place": least}


def _move_files(item: Item) -> None:
    with walls.system("files go where the item is kept"):
        fresh = queries.item(item.code).select_related("circle").get()
        circle = fresh.circle if fresh.premises is None else premises_of(fresh.project, fresh.premises).circle
        lay(target=item.target, circle=circle)


def _redraw(item: Item) -> None:
    """Another approver looks at what waits."""
    with walls.system("another approver"):
        follow_disclosure(item.project.disclosure)


@transaction.atomic
def remove(*, person: Any, item: Item) -> None:
    """What was listed by mistake, as long as nobody has answered about it."""
    now = queries.locked(item)
    item.state, item.answered = now.state, now.answered
    require(rules.may_remove(person, item))
    tell(item, "removed", person)
    item.delete()


@transaction.atomic
def attach_to_item(*, person: Any, item: Item, upload: Any) -> Attachment:
    """Into the project's circle, or into that of the party on whose premises the item stays."""
    now = queries.locked(item)
    item.state, item.tier = ItemState(now.state), now.tier
    item.place, item.premises_id = now.place, now.premises_id
    require(rules.may_attach(person, item))
    require_place(item)
    circle = item.circle
    if item.premises is not None:
        circle = premises_of(item.project, item.premises).circle
    shown = item.project.disclosure
    return attach(
        person=person, upload=upload, target=item.target, thread=shown.thread, circle=circle,
        confidential=shown.is_confidential,
    )  # fmt: skip
