"""What goes into a comparison, and what comes out of it: plain frozen data.

Values of both sides are in the same unit, which the caller knows and this core does not. Nothing here reads a clock.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

DESIGNS = ("before_after", "control", "ab", "estimate")
DIRECTIONS = ("higher", "lower")


@dataclass(frozen=True, kw_only=True)
class Mean:
    """The mean of ``n`` values. ``spread``: their standard deviation (divided by n - 1), ``None`` if not known."""

    value: float
    n: int
    spread: float | None = None


@dataclass(frozen=True, kw_only=True)
class Rate:
    """A share from 0 to 1 of ``n`` that were looked at."""

    share: float
    n: int


@dataclass(frozen=True, kw_only=True)
class Count:
    """``events`` in an ``exposure``: hours run, pieces made, months."""

    events: int
    exposure: float


@dataclass(frozen=True, kw_only=True)
class Sample:
    """The values themselves."""

    values: tuple[float, ...]


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One figure of which nothing more is known: it can be compared, without an interval."""

    value: float
    n: int | None = None


Side = Mean | Rate | Count | Sample | Figure


@dataclass(frozen=True, kw_only=True)
class Study:
    """Two sides to be compared: ``before`` (or group A) and ``after`` (or group B).

    ``design``: ``control`` takes away what changed without the measure on a line that did not get it; ``estimate``
    was not measured. ``paired``: of two samples, the values at one place belong together. ``baselines``: the baseline's
    own measurements in the order of time, from which its drift is seen. ``level``: how sure the interval is to be.
    """

    design: str
    better: str
    before: Side
    after: Side
    control_before: Side | None = None
    control_after: Side | None = None
    paired: bool = False
    baselines: tuple[Side, ...] = ()
    level: float = 0.95


@dataclass(frozen=True, kw_only=True)
class Method:
    """How an interval was found, and where that is published. ``code`` stands for it in programs."""

    code: str
    name: str
    source: str


@dataclass(frozen=True, kw_only=True)
class Interval:
    """From ``low`` to ``high``, either of which may be infinite."""

    low: float
    high: float
    level: float


@dataclass(frozen=True, kw_only=True)
class Caution:
    """Something to know before the answer is believed, as data; ``CAUTIONS`` has the codes."""

    code: str
    params: Mapping[str, float | int | str] = field(default_factory=dict)


CAUTIONS = (
    "estimate", "no_spread", "no_variation", "n_too_small", "few_events", "no_events", "no_control",
    "baseline_drifted", "includes_no_change",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a comparison shows.

    ``effect`` is above 0 where it became better, whatever direction that is. ``scale``: ``difference``, in the unit of the
    values (of shares: 0.1 is ten percentage points), or ``relative``, a part of the rate before (0.4 is 40 % better).
    ``interval`` is on the same scale; ``None`` where none can be given, and ``cautions`` say why. ``n``: what each side
    rests on; of counts, their events.
    """

    method: Method
    scale: str
    effect: float
    interval: Interval | None
    n: Mapping[str, int | None]
    cautions: tuple[Caution, ...]
