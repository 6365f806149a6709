"""Who reads an entry of the ledger: whoever reads the decision of its thread, or, once its owner shared it, whoever would
if the thread were open and its decision shared."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from oneteam.alliance.circles import compose
from oneteam.alliance.disclosure import facts_of
from oneteam.alliance.enums import Part, Stage
from oneteam.alliance.models import Disclosure, Named


def keys_of_entry(shown: Disclosure, *, shared: bool) -> dict[str, Any]:
    """Called under ``walls.system``."""
    facts = facts_of(shown, Named.objects.filter(disclosure=shown))
    if shared:
        facts = replace(facts, stage=Stage.OPEN, decision_shared=True)
    keys = compose(facts)[Part.SUMMARY]
    return {name: sorted(getattr(keys, name)) for name in ("readers", "barred", "admitted")}
