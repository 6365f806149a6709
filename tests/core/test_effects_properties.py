"""What holds for every comparison, and how often the intervals hold what they should."""

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from oneteam_core.effects import Answer, Count, Mean, Rate, Sample, Side, Study, compare

SOME = settings(max_examples=150, deadline=None)
FEW = settings(max_examples=8, deadline=None)
TRIALS = 1500
NEAR = 0.925  # of 1,500 intervals: four standard errors of chance, and the method's own error


def finite(low: float, high: float) -> st.SearchStrategy[float]:
    return st.floats(low, high, allow_nan=False, allow_subnormal=False)


means = st.builds(Mean, value=finite(-1e6, 1e6), n=st.integers(2, 10_000), spread=finite(1e-3, 1e6))
rates = st.builds(lambda n, part: Rate(share=round(n * part) / n, n=n), st.integers(1, 5_000), finite(0, 1))
counts = st.builds(Count, events=st.integers(1, 5_000), exposure=finite(1e-3, 1e6))
sides = st.one_of(*(st.tuples(one, one, one, one) for one in (means, rates, counts)))
directions = st.sampled_from(("higher", "lower"))


def study(before: Side, after: Side, better: str = "higher", **more: Any) -> Study:
    return Study(design=more.pop("design", "before_after"), better=better, before=before, after=after, **more)


def held(found: Answer, truth: float) -> bool:
    assert found.interval is not None
    return found.interval.low <= truth <= found.interval.high


@SOME
@given(sides, directions)
def test_the_effect_lies_in_its_interval(given_sides: Any, better: str) -> None:
    before, after, there, then = given_sides
    plain = study(before, after, better)
    for one in (plain, replace(plain, design="control", control_before=there, control_after=then)):
        found = compare(one)
        assert found.interval is not None
        slack = 1e-9 * max(1.0, abs(found.effect))
        assert found.interval.low - slack <= found.effect <= found.interval.high + slack


@SOME
@given(sides, directions)
def test_a_direction_turned_round_turns_the_answer_round(given_sides: Any, better: str) -> None:
    before, after, *_rest = given_sides
    other = "lower" if better == "higher" else "higher"
    one, two = compare(study(before, after, better)), compare(study(before, after, other))
    assert one.interval is not None and two.interval is not None
    assert (one.effect, one.interval.low, one.interval.high) == (
        -two.effect, -two.interval.high, -two.interval.low,
    )  # fmt: skip


@SOME
@given(st.one_of(st.tuples(means, means), st.tuples(rates, rates)))
def test_sides_that_are_swapped_turn_a_difference_round(pair: tuple[Side, Side]) -> None:
    one, two = compare(study(*pair)), compare(study(*reversed(pair)))
    assert one.interval is not None and two.interval is not None
    assert one.effect == pytest.approx(-two.effect)
    assert one.interval.low == pytest.approx(-two.interval.high)
    assert one.interval.high == pytest.approx(-two.interval.low)


@SOME
@given(counts, counts)
def test_sides_that_are_swapped_turn_a_ratio_over(before: Count, after: Count) -> None:
    one, two = compare(study(before, after)), compare(study(after, before))
    assert one.interval is not None and two.interval is not None
    for up, down in ((one.effect, two.effect), (one.interval.low, two.interval.high)):
        rounding = 1e-14 * (2 + max(up, down))  # of the smaller ratio few digits are left beside 1
        assert (1 + up) * (1 + down) == pytest.approx(1, rel=1e-6, abs=rounding)


@SOME
@given(means, means, st.sampled_from((0.001, 0.5, 60, 1000)))
def test_another_unit_changes_nothing_but_the_unit(before: Mean, after: Mean, factor: float) -> None:
    one = compare(study(before, after))
    two = compare(study(*(scaled(side, factor) for side in (before, after))))
    assert one.interval is not None and two.interval is not None
    assert two.effect == pytest.approx(factor * one.effect)
    reach = (one.interval.high - one.interval.low) * factor
    rounding = 1e-14 * abs(two.effect)  # limits close to one another lose digits when subtracted
    assert two.interval.high - two.interval.low == pytest.approx(reach, rel=1e-6, abs=rounding)


def scaled(side: Mean, factor: float) -> Mean:
    return replace(side, value=side.value * factor, spread=(side.spread or 0) * factor)


@SOME
@given(counts, counts, st.sampled_from((0.001, 60, 1000)))
def test_exposure_in_another_unit_changes_nothing(before: Count, after: Count, factor: float) -> None:
    one = compare(study(before, after))
    two = compare(study(*(replace(side, exposure=side.exposure * factor) for side in (before, after))))
    assert two.effect == pytest.approx(one.effect)
    assert one.interval is not None and two.interval is not None
    assert two.interval.low == pytest.approx(one.interval.low)


@SOME
@given(sides, st.sampled_from((0.5, 0.8, 0.9, 0.99)))
def test_a_surer_interval_is_wider(given_sides: Any, level: float) -> None:
    before, after, *_rest = given_sides
    narrow, wide = compare(study(before, after, level=level)), compare(study(before, after, level=0.995))
    assert narrow.interval is not None and wide.interval is not None
    assert wide.interval.low <= narrow.interval.low and narrow.interval.high <= wide.interval.high


@SOME
@given(st.integers(0, 200), st.integers(0, 200), finite(0.1, 1e4), finite(0.1, 1e4))
def test_the_exact_limits_are_where_the_binomial_tails_are(b: int, a: int, long: float, short: float) -> None:
    """At the lower limit as many events as were seen, or more, have a chance of 2.5 %; at the upper as few or fewer."""
    assume(a + b > 0)
    found = compare(study(Count(events=b, exposure=long), Count(events=a, exposure=short)))
    assert found.interval is not None
    low, high = 1 + found.interval.low, 1 + found.interval.high
    if a:
        assert tail(a, a + b, chance(low, short, long)) == pytest.approx(0.025, rel=1e-6)
    if b:
        assert 1 - tail(a + 1, a + b, chance(high, short, long)) == pytest.approx(0.025, rel=1e-6)


def chance(ratio: float, short: float, long: float) -> float:
    return ratio * short / (ratio * short + long)


def tail(least: int, n: int, p: float) -> float:
    """The chance of ``least`` or more of n, summed term by term."""
    logs = [
        math.lgamma(n + 1)
        - math.lgamma(k + 1)
        - math.lgamma(n - k + 1)
        + k * math.log(p)
        + (n - k) * math.log1p(-p)
        for k in range(least, n + 1)
    ]
    return math.fsum(math.exp(one) for one in logs)


# How often the interval holds the truth, over many drawn experiments ------------------------------------


@FEW
@given(st.integers(0, 2**32), st.sampled_from((15, 40)), st.sampled_from((0.5, 1.0, 4.0)))
def test_welch_holds_the_truth(seed: int, n: int, ratio: float) -> None:
    draw = np.random.default_rng(seed)
    groups = draw.normal(0, 1, (TRIALS, n)), draw.normal(0.7, ratio, (TRIALS, 2 * n))
    found = [compare(study(_sample(one), _sample(two))) for one, two in zip(*groups, strict=True)]
    share = sum(held(one, 0.7) for one in found) / TRIALS
    assert NEAR <= share <= 0.975


def _sample(values: Any) -> Sample:
    return Sample(values=tuple(values.tolist()))


@FEW
@given(
    st.integers(0, 2**32),
    st.sampled_from((20, 120)),
    st.sampled_from((0.05, 0.35, 0.9)),
    st.sampled_from((0.2, 0.6)),
)
def test_newcombe_holds_the_truth(seed: int, n: int, p: float, q: float) -> None:
    draw = np.random.default_rng(seed)
    hits = draw.binomial(n, p, TRIALS).tolist(), draw.binomial(2 * n, q, TRIALS).tolist()
    found = [
        compare(study(Rate(share=a / n, n=n), Rate(share=b / (2 * n), n=2 * n)))
        for a, b in zip(*hits, strict=True)
    ]
    assert sum(held(one, q - p) for one in found) / TRIALS >= NEAR


@FEW
@given(st.integers(0, 2**32), st.sampled_from((3.0, 12.0, 60.0)), st.sampled_from((0.4, 1.0, 2.0)))
def test_the_exact_interval_holds_the_truth_at_least_as_often_as_it_says(
    seed: int, rate: float, ratio: float
) -> None:
    draw = np.random.default_rng(seed)
    events = draw.poisson(rate, TRIALS).tolist(), draw.poisson(3 * rate * ratio, TRIALS).tolist()
    found = [
        compare(study(Count(events=b, exposure=1), Count(events=a, exposure=3)))
        for b, a in zip(*events, strict=True)
    ]
    assert sum(held(one, ratio - 1) for one in found) / TRIALS >= 0.94


@FEW
@given(st.integers(0, 2**32), st.sampled_from((30, 150)))
def test_the_control_line_of_rates_holds_the_truth(seed: int, n: int) -> None:
    draw = np.random.default_rng(seed)
    shares = (0.3, 0.6, 0.35, 0.4)
    hits = [draw.binomial(n, share, TRIALS).tolist() for share in shares]
    found = [compare(control(*(Rate(share=one / n, n=n) for one in row))) for row in zip(*hits, strict=True)]
    assert sum(held(one, 0.25) for one in found) / TRIALS >= NEAR


@FEW
@given(st.integers(0, 2**32), st.sampled_from((20.0, 80.0)))
def test_the_control_line_of_counts_holds_the_truth(seed: int, rate: float) -> None:
    draw = np.random.default_rng(seed)
    drawn = [draw.poisson(rate * part, TRIALS).tolist() for part in (1.0, 0.6, 1.2, 1.0)]
    rows = [row for row in zip(*drawn, strict=True) if all(row)]
    found = [compare(control(*(Count(events=one, exposure=1) for one in row))) for row in rows]
    assert sum(held(one, 0.6 / (1 / 1.2) - 1) for one in found) / len(rows) >= NEAR


def control(before: Side, after: Side, there: Side, then: Side) -> Study:
    return study(before, after, design="control", control_before=there, control_after=then)
