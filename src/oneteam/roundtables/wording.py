"""Words for the codes that a match run keeps: they are told in the reader's language."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

CONFLICTS = {
    "competitor_org": _("Works for a competitor of the owner in this business area."),
    "affiliate_of_competitor": _("Works for an affiliate of a competitor of the owner."),
    "engaged_with_competitor": _("Has a tie to a competitor of the owner."),
    "same_laboratory": _("Works in one laboratory with somebody who has a tie to a competitor of the owner."),
    "declared": _("Has declared a conflict of interest."),
    "owner_org": _("Works for the owner."),
    "owner_affiliate": _("Works for an affiliate of the owner."),
}

# What the owner reads instead: that there is a tie. Through whom it goes is the secretariat's business.
TOLD_AS = {"same_laboratory": "engaged_with_competitor"}

GONE = _("No longer on the list of experts.")
FULL = _("Has used up the round tables of that quarter.")

EXCLUDED = {
    **CONFLICTS,
    # Not more: the tables that used it up may be none of the reader's business.
    "quota_used": _("Not available this quarter."),
    "by_hand": _("Left out by hand."),
    "not_enough_known": _("Too little is known: no works, skills or field experience."),
}

# What the owner may be told of those who cannot come; the rest is the secretariat's business.
TOLD = frozenset(CONFLICTS)


def told_as(code: str) -> str:
    return TOLD_AS.get(code, code)


def why_out(conflicts: Sequence[Any]) -> Any:
    """Of somebody on a list who cannot sit there: the first hard conflict as it may be told, or that they are gone."""
    return CONFLICTS[told_as(conflicts[0].code)] if conflicts else GONE


SATISFIED = (
    (4.0, _("owners were satisfied")),
    (2.5, _("owners were partly satisfied")),
    (0.0, _("owners were not satisfied")),
)


def satisfied(helped: float) -> str:
    """What owners said on average, 1 to 5, in words."""
    return next(str(words) for least, words in SATISFIED if helped >= least)


RULES = {
    "size": _("the number of seats"),
    "academia": _("the least number from academia"),
    "research": _("the least number from research institutes"),
    "field": _("the least number with field experience"),
    "org_limit": _("the most from one organisation"),
    "pinned": _("the people who were fixed by hand"),
    "conflicts": _("conflicts of interest"),
    "quota": _("round tables left this quarter"),
    "excluded": _("the people who were left out by hand"),
    "known": _("people of whom enough is known"),
    "common_slot": _("a time at which everybody is free"),
    "unknown": _("people who can still be matched"),
}

# Of a plan for many problems.
DAY_RULES = {
    "demand": _("people for every problem"),
    "demand_most": _("the number of seats"),
    "load": _("round tables left this quarter"),
    "candidates": _("who may come to which problem"),
    "fixed": _("who must sit at which problem"),
    "group_most": _("the most from one organisation"),
    "group_least": _("the least number from academia, from research institutes or with field experience"),
}

ENGAGEMENTS = {
    "employed": _("employed"),
    "sponsored": _("sponsored research"),
    "advisory": _("advisory"),
    "equity": _("equity"),
}
