"""Everything that is given is looked at before anything is computed."""

from __future__ import annotations

import math
from typing import Any

from oneteam_core.effects.errors import EffectError
from oneteam_core.effects.model import DESIGNS, DIRECTIONS, Count, Figure, Mean, Rate, Sample, Side, Study
from oneteam_core.looks import shown

LARGEST = 1e15
MOST_N = 10**12
MOST_VALUES = 1_000_000
MOST_BASELINES = 1_000
SIDES = ("before", "after", "control_before", "control_after")


def check_study(study: Study) -> None:
    """Raises :class:`EffectError` with the place of the first thing that is wrong. Complexity: one look at each value."""
    _one_of("design", study.design, DESIGNS)
    _one_of("better", study.better, DIRECTIONS)
    _flag("paired", study.paired)
    _within("level", study.level, 0.5, 0.999)
    for name in SIDES:
        side = getattr(study, name)
        if side is not None or name in ("before", "after"):
            _side(name, side)
    if not isinstance(study.baselines, tuple) or len(study.baselines) > MOST_BASELINES:
        raise EffectError("baselines", f"must be a tuple of at most {MOST_BASELINES} measurements")
    for at, side in enumerate(study.baselines):
        _side(f"baselines[{at}]", side)
    _alike(study)


def _one_of(where: str, value: Any, names: tuple[str, ...]) -> None:
    if not isinstance(value, str) or value not in names:
        raise EffectError(where, f"is {shown(value)}; it must be one of {', '.join(names)}")


def _flag(where: str, value: Any) -> None:
    if not isinstance(value, bool):
        raise EffectError(where, f"is {shown(value)}; it must be true or false")


def _within(where: str, value: Any, low: float, high: float) -> None:
    _number(where, value)
    if not low <= value <= high:
        raise EffectError(where, f"is {shown(value)}; it must lie between {low:g} and {high:g}")


def _number(where: str, value: Any) -> None:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise EffectError(where, f"is {shown(value)}; it must be a number")
    if isinstance(value, float) and not math.isfinite(value):
        raise EffectError(where, f"is {value}; it must be a number that ends")
    if abs(value) > LARGEST:
        raise EffectError(where, f"is {shown(value)}; choose a unit in which it is at most {LARGEST:.0e}")


def _whole(where: str, value: Any, least: int) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= MOST_N:
        raise EffectError(where, f"is {shown(value)}; it must be a whole number from {least} to {MOST_N}")


def _side(where: str, side: Any) -> None:
    if isinstance(side, Mean):
        _mean(where, side)
    elif isinstance(side, Rate):
        _whole(f"{where}.n", side.n, 1)
        _within(f"{where}.share", side.share, 0, 1)
    elif isinstance(side, Count):
        _count(where, side)
    elif isinstance(side, Sample):
        _sample(where, side)
    elif isinstance(side, Figure):
        _number(f"{where}.value", side.value)
        if side.n is not None:
            _whole(f"{where}.n", side.n, 1)
    else:
        raise EffectError(
            where, f"is {shown(side)}; it must be a mean, a rate, a count, a sample or a figure"
        )


def _mean(where: str, side: Mean) -> None:
    _number(f"{where}.value", side.value)
    _whole(f"{where}.n", side.n, 1)
    if side.spread is None:
        return
    _number(f"{where}.spread", side.spread)
    if side.spread < 0:
        raise EffectError(f"{where}.spread", f"is {shown(side.spread)}; a standard deviation is 0 or more")
    if side.n < 2:
        raise EffectError(f"{where}.spread", "is given for a single value, which has none; leave it out")


def _count(where: str, side: Count) -> None:
    _whole(f"{where}.events", side.events, 0)
    _number(f"{where}.exposure", side.exposure)
    if side.exposure < 1 / LARGEST:
        raise EffectError(f"{where}.exposure", f"is {shown(side.exposure)}; it must be above 0")


def _sample(where: str, side: Sample) -> None:
    if not isinstance(side.values, tuple) or not 1 <= len(side.values) <= MOST_VALUES:
        raise EffectError(f"{where}.values", f"must be a tuple of 1 to {MOST_VALUES} numbers")
    for at, value in enumerate(side.values):
        _number(f"{where}.values[{at}]", value)


KINDS: dict[type[Any], str] = {
    Mean: "means", Sample: "means", Figure: "means", Rate: "rates", Count: "counts",
}  # fmt: skip


def _alike(study: Study) -> None:
    """All sides are of one kind: a bare figure may stand beside a mean, a rate beside nothing but rates."""
    given = [(name, getattr(study, name)) for name in SIDES]
    given += [(f"baselines[{at}]", side) for at, side in enumerate(study.baselines)]
    wanted = KINDS[type(study.before)]
    for name, side in given:
        if side is not None and KINDS[type(side)] != wanted:
            raise EffectError(
                name, f"is one of {KINDS[type(side)]}, and before is one of {wanted}; measure both alike"
            )
    if (study.control_before is None) != (study.control_after is None):
        raise EffectError("control_after", "is needed with control_before, and the other way round")
    if study.paired:
        _pairs("after", study.before, study.after)
        if study.control_before is not None and study.control_after is not None:
            _pairs("control_after", study.control_before, study.control_after)


def _pairs(where: str, before: Side, after: Side) -> None:
    if not isinstance(before, Sample) or not isinstance(after, Sample):
        raise EffectError("paired", "is only for samples: give the values themselves on both sides")
    if len(before.values) != len(after.values):
        raise EffectError(
            where, f"has {len(after.values)} values, and its pair {len(before.values)}; pairs need both"
        )
