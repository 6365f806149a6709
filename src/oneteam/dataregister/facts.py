"""An item and what was said of its tier, as the pages show them."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from . import flow
from .enums import ItemState, OutputState, TierRole
from .models import Item, Opinion
from .rules import OVER

TONES = {
    ItemState.LISTED: ("", ""), ItemState.TIER_PROPOSED: ("warn", "clock"), ItemState.TIER_AGREED: ("info", "agree"),
    ItemState.PROVIDED: ("brand", "check"), ItemState.IN_USE: ("brand", "trial"), ItemState.RETURNED: ("ok", "check"),
    ItemState.DESTROYED: ("ok", "check"),
}  # fmt: skip
OUTPUT_TONES = {
    OutputState.ASKED: ("warn", "clock"), OutputState.LET_GO: ("ok", "check"), OutputState.REFUSED: ("bad", "x"),
    OutputState.TAKEN_BACK: ("", ""),
}  # fmt: skip
STATIONS = (
    (ItemState.LISTED,), (ItemState.TIER_PROPOSED,), (ItemState.TIER_AGREED,), (ItemState.PROVIDED,), (ItemState.IN_USE,), OVER,
)  # fmt: skip


def row(item: Item) -> dict[str, Any]:
    """What a list shows of one item."""
    tone, icon = TONES[ItemState(item.state)]
    return {"item": item, "tone": tone, "icon": icon, "tier": tier_words(item), "late": is_late(item)}


def is_late(item: Item) -> bool:
    late = item.ends_on is not None and item.ends_on < timezone.localdate()
    return item.state == ItemState.IN_USE and late


def tier_words(item: Item) -> str:
    if item.tier is None:
        return _("Tier %(tier)s until agreed") % {"tier": item.tier_in_force}
    return _("Tier %(tier)s") % {"tier": item.tier}


def life(item: Item) -> list[dict[str, str]]:
    """The stations of an item: those behind, the one now, those ahead."""
    now = next(number for number, states in enumerate(STATIONS) if item.state in states)
    labels = [
        ItemState.LISTED.label, ItemState.TIER_PROPOSED.label, ItemState.TIER_AGREED.label, ItemState.PROVIDED.label,
        ItemState.IN_USE.label, item.get_state_display() if item.state in OVER else _("returned or destroyed"),
    ]  # fmt: skip
    how = [
        "done" if number < now or item.state in OVER else "now" if number == now else "todo"
        for number in range(6)
    ]
    return [{"label": str(label), "when": "", "state": one} for label, one in zip(labels, how, strict=True)]


def rounds(opinions: Iterable[Opinion], item: Item) -> list[dict[str, Any]]:
    """What was answered, the newest round first: all three answers of those that are over."""
    found = []
    for number, some in groupby(opinions, key=lambda one: one.round):
        given = sorted(some, key=lambda one: TierRole.values.index(one.role))
        is_open = number == item.round and item.tier is None
        parting = None if is_open else flow.parting(one.answers for one in given)
        found.append(
            {
                "number": number,
                "open": is_open,
                "opinions": [_opinion(one) for one in given],
                "parting": parting,
            }
        )
    return found[::-1]


def _opinion(opinion: Opinion) -> dict[str, Any]:
    way = flow.walk(opinion.answers)
    steps = [(question, flow.WORDS[choice]) for question, choice in way.answered]
    return {"opinion": opinion, "steps": steps}


def said(item: Item) -> list[dict[str, Any]]:
    """Of each role whether it has answered in this round."""
    return [{"label": role.label, "done": role in item.answered} for role in TierRole]
