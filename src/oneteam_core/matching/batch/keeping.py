"""Keeping an old plan: how much of it may be given up, as a row over its pairs."""

from __future__ import annotations

import numpy as np

from oneteam_core.matching.batch.instance import Instance, Row
from oneteam_core.matching.batch.model import Keep


def rows_of(instance: Instance, keep: Keep | None) -> tuple[Row, ...]:
    """All rows of an instance: its groups, and the change budget where there is one."""
    if keep is None or keep.budget is None:
        return instance.groups
    label = f"At most {keep.budget} pairs of the old plan are given up"
    return (*instance.groups, *kept_row(instance, len(keep.pairs) - keep.budget, label))


def kept_row(instance: Instance, least: int, label: str) -> tuple[Row, ...]:
    """At least so many of the old pairs; no row where that is none."""
    arcs = np.flatnonzero(instance.kept)
    if least <= 0:
        return ()
    return (Row("change_budget", label, arcs, np.ones(len(arcs), dtype=np.int64), least=least),)
