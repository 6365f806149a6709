"""What everybody may see: members, and effects that were verified and released."""

from __future__ import annotations

from collections import Counter
from typing import Any

from oneteam.alliance.queries import members
from oneteam.projects.facts import facts_of
from oneteam.projects.queries import released_effects, released_totals

from . import queries

KINDS = ("industry", "academia", "research")
CASES = 6


def home() -> dict[str, Any]:
    joined = list(members())
    alliance = queries.alliance()
    counts = Counter(one.kind for one in joined)
    return {
        "alliance": alliance,
        "alliance_name": str(alliance) if alliance else "",
        "contact_line": _contact(alliance),
        "members": [(kind, [one for one in joined if one.kind == kind]) for kind in KINDS if counts[kind]],
        "organisations": joined,
        "cases": [_case(effect) for effect in released_effects()[:CASES]],
        "totals": released_totals(),
    }


def _contact(alliance: Any) -> str:
    return " · ".join(word for word in (alliance.phone, alliance.contact) if word) if alliance else ""


def _case(effect: Any) -> dict[str, Any]:
    return {
        "effect": effect,
        "before": float(effect.baseline),
        "after": float(effect.claimed),
        "facts": facts_of(effect, in_public=True),
        "url": effect.get_absolute_url(),
    }
