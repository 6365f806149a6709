"""The glue to the core of effects: what was measured of an effect as a study, and its answer as data to keep."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from oneteam_core.effects import Answer, Count, EffectError, Figure, Mean, Rate, Side, Study, compare

from .enums import MeasuredPart, Reading
from .models import Effect, Measurement

Given = tuple[Decimal, int | None, Decimal | None]  # value, n, spread


def compared(effect: Effect, measurements: Iterable[Measurement]) -> dict[str, Any] | None:
    """The baseline against the latest measurement; nothing where there is none.

    ``interval`` is a pair of which either may be ``None`` for infinite; ``scale`` as in the core, of shares in percentage
    points.
    """
    by_part = _by_part(measurements)
    after = by_part[MeasuredPart.AFTER]
    if not after:
        return None
    study = _study(effect, after[-1], by_part)
    try:
        answer = compare(study)
    except EffectError:  # rows from before figures were checked
        return None
    return _kept(answer, 100 if effect.reading == Reading.RATE and _is_share(study.before) else 1)


def _by_part(measurements: Iterable[Measurement]) -> dict[MeasuredPart, list[Measurement]]:
    found: dict[MeasuredPart, list[Measurement]] = {part: [] for part in MeasuredPart}
    for one in sorted(measurements, key=lambda one: (one.on, one.pk)):
        found[MeasuredPart(one.part)].append(one)
    return found


def _study(effect: Effect, after: Measurement, by_part: dict[MeasuredPart, list[Measurement]]) -> Study:
    own = [(effect.baseline_on, 0, _given(effect.baseline, effect.baseline_n, effect.baseline_spread))]
    again = [(one.on, one.pk, _of(one)) for one in by_part[MeasuredPart.BASELINE]]
    baselines = [given for _on, _pk, given in sorted(own + again, key=lambda row: row[:2])]
    control = [by_part[part][-1:] for part in (MeasuredPart.CONTROL_BEFORE, MeasuredPart.CONTROL_AFTER)]
    there = [_of(rows[0]) for rows in control] if all(control) else []
    sides = _sides(effect.reading, [own[0][2], _of(after), *there, *baselines])
    return Study(
        design=effect.method, better=effect.better, before=sides[0], after=sides[1],
        control_before=sides[2] if there else None, control_after=sides[3] if there else None,
        baselines=tuple(sides[2 + len(there):]),
    )  # fmt: skip


def _given(value: Decimal, n: int | None, spread: Decimal | None) -> Given:
    return value, n, spread


def _of(measurement: Measurement) -> Given:
    return measurement.value, measurement.n, measurement.spread


def _sides(reading: str, given: Sequence[Given]) -> list[Side]:
    """What lacks its n is a bare figure: among means it alone, among shares and counts then all of them."""
    bare = reading == Reading.FIGURE or (
        reading != Reading.MEAN and any(not n for _value, n, _spread in given)
    )
    return [
        Figure(value=float(value), n=n) if bare or not n else side(reading, value, n, spread)
        for value, n, spread in given
    ]


def side(reading: str, value: Decimal, n: int, spread: Decimal | None) -> Side:
    """One figure with its n as the core takes it."""
    if reading == Reading.RATE:
        return Rate(share=float(value) / 100, n=n)
    if reading == Reading.COUNT:
        return Count(events=round(value * n), exposure=float(n))
    return Mean(value=float(value), n=n, spread=float(spread) if spread is not None and n > 1 else None)


def _is_share(before: Side) -> bool:
    return isinstance(before, Rate)


def _kept(answer: Answer, times: int) -> dict[str, Any]:
    interval = answer.interval
    limits = [_number(times * limit) for limit in (interval.low, interval.high)] if interval else None
    return {
        "method": answer.method.code, "scale": "points" if times > 1 else answer.scale,
        "effect": _number(times * answer.effect), "interval": limits, "level": interval.level if interval else None,
        "n": dict(answer.n),
        "cautions": [
            {"code": one.code, "params": {name: _plain(value) for name, value in one.params.items()}}
            for one in answer.cautions
        ],
    }  # fmt: skip


def _number(value: float) -> float | None:
    """Ten digits are more than was measured, and the same on every machine; JSON has no infinity."""
    return float(f"{value:.10g}") if math.isfinite(value) else None


def _plain(value: float | int | str) -> float | int | str | None:
    return _number(value) if isinstance(value, float) else value
