"""The tier of an item: owner, lead and referee answer the same questions, each without seeing the others' answers."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from oneteam import walls
from oneteam.base.errors import Refused, Stale, invalid, require
from oneteam.base.races import or_else
from oneteam.walls.actions import person_circle

from .. import flow, queries, rules
from ..enums import ItemState, TierRole
from ..models import Item, Opinion
from ..workflow import ITEM
from ._common import tell, write


@transaction.atomic
def answer(*, person: Any, item: Item, question: str, choice: str) -> Opinion:
    """One question; the last answer may still be taken back until all is handed in."""
    opinion = _open(person, item)
    way = flow.walk(opinion.answers)
    if choice not in flow.WORDS:
        raise invalid("choice", _("Please choose one."))
    if way.question is None or way.question.key != question:
        raise Stale(_("This question was answered in another window. Go on with the one that is shown."))
    opinion.answers = {**opinion.answers, question: choice}
    opinion.save(update_fields=["answers"])
    return opinion


@transaction.atomic
def go_back(*, person: Any, item: Item) -> Opinion:
    opinion = _open(person, item)
    answered = flow.walk(opinion.answers).answered[:-1]
    opinion.answers = {question.key: choice for question, choice in answered}
    opinion.save(update_fields=["answers"])
    return opinion


def _open(person: Any, item: Item) -> Opinion:
    """One's own answers of this round, not handed in yet."""
    now = _fresh(person, item)
    held = rules.roles(person, now)
    found = queries.begun(person, now)
    if found is not None and found.tier is not None:
        raise Refused(_("You have answered already. The others' answers are shown once all three have."))
    require(bool(held), _answered_for(person, now))
    if found is not None and found.role in held:
        return found
    if found is not None:  # a colleague has answered in that role meanwhile
        found.role = held[0]
        found.save(update_fields=["role"])
        return found
    with or_else(Stale(_("You began this in another window. Go on there, or open this page again."))):
        return Opinion.objects.create(
            item=item, round=now.round, role=held[0], by=person, circle=person_circle(person.pk)
        )


def _fresh(person: Any, item: Item) -> Item:
    """Held until the end, so that the last of three sees the answers of the other two."""
    now = queries.locked(item)
    for name in ("state", "round", "answered", "tier", "referee_id", "approver_id"):
        setattr(item, name, getattr(now, name))
    return item


def _answered_for(person: Any, item: Item) -> str:
    if item.state not in rules.ASKED:
        return _("The tier is agreed already. Read the page again to see it.")
    return _(
        "Owner, lead and referee answer, each once. Somebody has answered for you, or you are none of them."
    )


@transaction.atomic
def finish(*, person: Any, item: Item) -> None:
    """Hand one's answers in. With the third, all are shown, and either the tier stands or all are asked again."""
    opinion = _open(person, item)
    tier = flow.walk(opinion.answers).tier
    if tier is None:
        raise Refused(_("There are questions left. Please answer them first."))
    opinion.tier, opinion.at = tier, timezone.now()
    with or_else(Stale(_("A colleague has just answered in this role."))):
        opinion.save(update_fields=["tier", "at"])
    item.answered = [*item.answered, opinion.role]
    Item.objects.filter(pk=item.pk).update(answered=item.answered)
    if item.state == ItemState.LISTED:
        ITEM.advance(item, "propose", by=person)
        _ask_the_others(item, person)
    tell(item, "answered", person)
    if set(item.answered) == set(TierRole.values):
        _compare(item, person)


def _compare(item: Item, person: Any) -> None:
    with walls.system("all three have answered: each reads the others"):
        given = Opinion.objects.filter(item=item, round=item.round, tier__isnull=False)
        given.update(circle=item.circle_id)
        tiers = set(given.values_list("tier", flat=True))
    if len(tiers) == 1:
        ITEM.advance(item, "agree", by=person, tier=tiers.pop())
        tell(item, "agreed", person, tier=item.tier)
        write("tier_agreed", _three(item), person, item=item.code)
        return
    _new_round(item)
    tell(item, "differed", person)
    write("tier_differed", _three(item), person, item=item.code)


def _new_round(item: Item) -> None:
    Item.objects.filter(pk=item.pk).update(round=F("round") + 1, answered=[])
    item.round, item.answered = item.round + 1, []


def _three(item: Item) -> list[Any]:
    with walls.system("who answers about a tier"):
        owners = [item.approver] if item.approver else list(queries.speakers(item.owner_id))
        return [*owners, item.project.responsible, item.referee]


def _ask_the_others(item: Item, person: Any) -> None:
    write("tier_asked", _three(item), person, item=item.code)


@transaction.atomic
def ask_again(*, person: Any, item: Item, reason: str) -> None:
    """The data have changed, or are seen with other eyes: until the three agree anew, the strictest tier holds."""
    require(rules.may_ask_again(person, item))
    if not reason.strip():
        raise invalid("reason", _("Please say why."))
    ITEM.advance(item, "ask_again", by=person, tier=None)
    _new_round(item)
    tell(item, "asked_again", person, reason=reason.strip())
    write("tier_asked", _three(item), person, item=item.code)
