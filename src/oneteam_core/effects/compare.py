"""The comparison of a baseline with what was measured."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from oneteam_core.effects import methods
from oneteam_core.effects.check import SIDES, check_study
from oneteam_core.effects.model import (
    Answer,
    Caution,
    Count,
    Figure,
    Interval,
    Mean,
    Method,
    Rate,
    Sample,
    Side,
    Study,
)

LEAST_N = 15  # below it, the t interval is sound for values that are nearly normal only (Moore and McCabe)
LEAST_RATE = 5  # Newcombe looked at no fewer
LEAST_EVENTS = 6  # no split of fewer, over equal exposures, can exclude "no change" at 95 %
DRIFT_PART = 0.5  # of the effect itself, where the baseline's measurements have no interval

Found = tuple[Method, float, "methods.Limits | None", list[Caution]]


def compare(study: Study) -> Answer:
    """What became better from ``before`` to ``after``, how sure that is, and what to be careful about.

    Raises :class:`~oneteam_core.effects.errors.EffectError` on input that cannot be used. Complexity: one look at each
    value of a sample.

    >>> before, after = Rate(share=0.35, n=40), Rate(share=0.82, n=120)
    >>> answer = compare(Study(design="before_after", better="higher", before=before, after=after))
    >>> answer.method.code, round(answer.effect, 2), round(answer.interval.low, 2), round(answer.interval.high, 2)
    ('newcombe', 0.47, 0.3, 0.61)
    >>> compare(Study(design="estimate", better="lower", before=Figure(value=9), after=Figure(value=4))).interval is None
    True
    """
    check_study(study)
    kind = _kind(study.before)
    method, difference, limits, cautions = KINDS[kind](study)
    sign = 1 if study.better == "higher" else -1
    effect, interval = sign * difference, None
    if study.design == "estimate":
        method, limits, cautions = methods.ESTIMATE, None, [Caution(code="estimate")]
    if limits is not None:
        low, high = sorted(sign * limit for limit in limits)
        interval = Interval(low=low, high=high, level=study.level)
    if interval is not None and interval.low <= 0 <= interval.high:
        cautions.append(Caution(code="includes_no_change"))
    if study.design == "control" and study.control_before is None:
        cautions.append(Caution(code="no_control"))
    cautions += _drift(study, effect)
    return Answer(
        method=method, scale="relative" if kind is Count else "difference", effect=effect, interval=interval,
        n={name: _n(side) for name, side in _sides(study)}, cautions=tuple(cautions),
    )  # fmt: skip


def _kind(side: Side) -> type[Any]:
    return type(side) if isinstance(side, Rate | Count) else Mean


def _sides(study: Study) -> Iterator[tuple[str, Side]]:
    controlled = study.design == "control"
    for name in SIDES if controlled else SIDES[:2]:
        side = getattr(study, name)
        if side is not None:
            yield name, side


def _n(side: Side) -> int | None:
    if isinstance(side, Sample):
        return len(side.values)
    return side.events if isinstance(side, Count) else side.n


# Means ------------------------------------------------------------------------------------------------


def _means(study: Study) -> Found:
    if study.paired:
        return _paired(study)
    sides = [(name, _mean(side)) for name, side in _sides(study)]
    method = methods.WELCH_CONTROL if len(sides) > 2 else methods.WELCH
    return _by_t(method, _signed([side.value for _name, side in sides]), sides, study.level)


def _paired(study: Study) -> Found:
    """The pairs' differences are one sample; with a control line there are two of them."""
    given = [side.values for _name, side in _sides(study) if isinstance(side, Sample)]
    changes = [_change(given[at], given[at + 1]) for at in range(0, len(given), 2)]
    method = methods.WELCH_CONTROL if len(changes) > 1 else methods.PAIRED
    sides = list(zip(("after", "control_after"), changes, strict=False))
    difference = changes[0].value - sum(one.value for one in changes[1:])
    return _by_t(method, difference, sides, study.level)


def _change(before: tuple[float, ...], after: tuple[float, ...]) -> Mean:
    return _mean(Sample(values=tuple(b - a for a, b in zip(before, after, strict=True))))


def _mean(side: Side) -> Mean:
    """A side as mean, standard deviation and n; a bare figure has neither of these."""
    if isinstance(side, Sample):
        return _mean_of(side.values)
    assert isinstance(side, Mean | Figure)
    return side if isinstance(side, Mean) else Mean(value=side.value, n=side.n or 1)


def _mean_of(values: tuple[float, ...]) -> Mean:
    n, middle = len(values), math.fsum(values) / len(values)
    if n < 2:
        return Mean(value=middle, n=n)
    squares = math.fsum((value - middle) ** 2 for value in values)
    return Mean(value=middle, n=n, spread=math.sqrt(squares / (n - 1)))


def _by_t(method: Method, difference: float, sides: list[tuple[str, Mean]], level: float) -> Found:
    unknown = [
        Caution(code="no_spread", params={"side": name}) for name, side in sides if side.spread is None
    ]
    if unknown:
        return methods.PLAIN, difference, None, unknown
    parts = [(side.spread or 0.0, side.n) for _name, side in sides]
    if not any(spread for spread, _n in parts):
        return methods.PLAIN, difference, None, [Caution(code="no_variation")]
    small = _small([(name, side.n) for name, side in sides], LEAST_N)
    return method, difference, methods.by_t(difference, parts, level), small


def _small(sides: list[tuple[str, int]], least: int, code: str = "n_too_small") -> list[Caution]:
    return [
        Caution(code=code, params={"side": name, "n": n, "least": least}) for name, n in sides if n < least
    ]


def _signed(values: list[float]) -> float:
    """After less before; with a control line, less what changed there."""
    change = values[1] - values[0]
    return change - (values[3] - values[2]) if len(values) > 2 else change


# Rates ------------------------------------------------------------------------------------------------


def _rates(study: Study) -> Found:
    sides = [(name, side) for name, side in _sides(study) if isinstance(side, Rate)]
    shares = [(side.share, side.n) for _name, side in sides]
    small = _small([(name, side.n) for name, side in sides], LEAST_RATE)
    difference = _signed([share for share, _n in shares])
    limits = methods.newcombe(shares[0], shares[1], study.level)
    if len(shares) == 2:
        return methods.NEWCOMBE, difference, limits, small
    control = methods.newcombe(shares[2], shares[3], study.level)
    change, change_there = shares[1][0] - shares[0][0], shares[3][0] - shares[2][0]
    limits = methods.mover((change, limits), (change_there, control))
    return methods.NEWCOMBE_CONTROL, difference, limits, small


# Counts -----------------------------------------------------------------------------------------------


def _counts(study: Study) -> Found:
    sides = [side for _name, side in _sides(study) if isinstance(side, Count)]
    few: list[Caution] = []
    for at in range(0, len(sides), 2):
        events = sides[at].events + sides[at + 1].events
        few += _small([(SIDES[at + 1], events)], LEAST_EVENTS, "few_events")
    without = [name for name, side in _sides(study) if isinstance(side, Count) and side.events == 0]
    empty = [Caution(code="no_events", params={"side": name}) for name in without]
    first, limits = _ratio(sides[0], sides[1], study.level)
    if len(sides) == 2:
        return _relative(methods.POISSON, first, limits, [*few, *empty])
    second, control = _ratio(sides[2], sides[3], study.level)
    if empty:  # the logarithm of nothing: the control line cannot be taken away
        return methods.PLAIN, first - 1, None, [*few, *empty, Caution(code="no_control")]
    low, high = methods.mover((math.log(first), _logs(limits)), (math.log(second), _logs(control)))
    return _relative(methods.POISSON_CONTROL, first / second, (math.exp(low), _exp(high)), few)


def _ratio(before: Count, after: Count, level: float) -> tuple[float, methods.Limits]:
    pair = ((before.events, before.exposure), (after.events, after.exposure))
    then = before.events / before.exposure
    now = after.events / after.exposure
    return (now / then if then else math.inf if now else 1.0), methods.poisson_ratio(*pair, level)


def _logs(limits: methods.Limits) -> methods.Limits:
    low, high = limits
    return math.log(low) if low else -math.inf, math.log(high) if math.isfinite(high) else math.inf


def _exp(power: float) -> float:
    return math.exp(power) if power < 700 else math.inf


def _relative(method: Method, ratio: float, limits: methods.Limits, cautions: list[Caution]) -> Found:
    return method, ratio - 1, (limits[0] - 1, limits[1] - 1), cautions


KINDS: dict[type[Any], Callable[[Study], Found]] = {Mean: _means, Rate: _rates, Count: _counts}


# The baseline's own measurements ----------------------------------------------------------------------


def _drift(study: Study, effect: float) -> list[Caution]:
    """Whether the baseline moved before anything was done: its first measurement against its last."""
    if len(study.baselines) < 2:
        return []
    first, last = study.baselines[0], study.baselines[-1]
    between = replace(
        study, design="before_after", before=first, after=last, baselines=(), paired=False,
        control_before=None, control_after=None,
    )  # fmt: skip
    moved = compare(between)
    if moved.interval is not None:
        drifted = not moved.interval.low <= 0 <= moved.interval.high
    else:
        drifted = abs(moved.effect) > DRIFT_PART * abs(effect)
    return [Caution(code="baseline_drifted", params={"by": moved.effect})] if drifted else []
