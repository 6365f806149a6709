"""The methods, each a short function of plain numbers; scipy is loaded when a quantile is needed."""

from __future__ import annotations

import math
from collections.abc import Sequence

from oneteam_core.effects.model import Method

Limits = tuple[float, float]

WELCH = Method(
    code="welch",
    name="Welch's interval for the difference of two means",
    source="B. L. Welch, The generalization of Student's problem when several different population variances are "
    "involved, Biometrika 34 (1947) 28-35",
)
PAIRED = Method(
    code="paired",
    name="Student's interval for the mean of paired differences",
    source="Student, The probable error of a mean, Biometrika 6 (1908) 1-25",
)
WELCH_CONTROL = Method(
    code="welch_control",
    name="difference in differences of means, with the Welch-Satterthwaite degrees of freedom",
    source="F. E. Satterthwaite, An approximate distribution of estimates of variance components, Biometrics Bulletin 2 "
    "(1946) 110-114",
)
NEWCOMBE = Method(
    code="newcombe",
    name="Newcombe's interval for the difference of two rates, from Wilson's (method 10)",
    source="R. G. Newcombe, Interval estimation for the difference between independent proportions: comparison of eleven "
    "methods, Statistics in Medicine 17 (1998) 873-890",
)
NEWCOMBE_CONTROL = Method(
    code="newcombe_control",
    name="difference in differences of rates, from two of Newcombe's intervals (MOVER)",
    source="G. Y. Zou, A. Donner, Construction of confidence limits about effect measures: a general approach, Statistics "
    "in Medicine 27 (2008) 1693-1702",
)
POISSON = Method(
    code="poisson",
    name="exact conditional interval for the ratio of two Poisson rates",
    source="J. Przyborowski, H. Wilenski, Homogeneity of results in testing samples from Poisson series, Biometrika 31 "
    "(1940) 313-323; C. J. Clopper, E. S. Pearson, Biometrika 26 (1934) 404-413",
)
POISSON_CONTROL = Method(
    code="poisson_control",
    name="ratio of two ratios of Poisson rates, from two exact intervals on the logarithmic scale (MOVER)",
    source=NEWCOMBE_CONTROL.source,
)
ESTIMATE = Method(code="estimate", name="an estimate, which has no interval", source="-")
PLAIN = Method(code="plain", name="the plain difference, without an interval", source="-")

METHODS = {
    one.code: one
    for one in (
        WELCH, PAIRED, WELCH_CONTROL, NEWCOMBE, NEWCOMBE_CONTROL, POISSON, POISSON_CONTROL, ESTIMATE, PLAIN,
    )
}  # fmt: skip


def t_quantile(freedom: float, level: float) -> float:
    """How many standard errors an interval reaches to each side.

    >>> round(t_quantile(9, 0.95), 4)
    2.2622
    """
    from scipy.special import stdtrit

    return float(stdtrit(freedom, (1 + level) / 2))


def z_quantile(level: float) -> float:
    """
    >>> round(z_quantile(0.95), 4)
    1.96
    """
    from scipy.special import ndtri

    return float(ndtri((1 + level) / 2))


def by_t(difference: float, parts: Sequence[tuple[float, int]], level: float) -> Limits:
    """Limits of a sum of independent means. ``parts``: (standard deviation, n) of each, not all without spread.

    Complexity: one step for each part.

    >>> low, high = by_t(-1.58, [(1.789, 10), (2.0022, 10)], 0.95)  # Student's sleep data, as two groups
    >>> round(low, 3), round(high, 3)
    (-3.365, 0.205)
    """
    largest = max(spread / math.sqrt(n) for spread, n in parts)
    ratios = [(spread / math.sqrt(n) / largest) ** 2 for spread, n in parts]  # so that nothing overflows
    whole = sum(ratios)
    freedom = whole**2 / sum(one**2 / (n - 1) for one, (_spread, n) in zip(ratios, parts, strict=True))
    reach = t_quantile(freedom, level) * largest * math.sqrt(whole)
    return difference - reach, difference + reach


def wilson(share: float, n: int, level: float) -> Limits:
    """Wilson's score interval for one rate.

    >>> low, high = wilson(81 / 263, 263, 0.95)
    >>> round(low, 4), round(high, 4)
    (0.2553, 0.3662)
    """
    z = z_quantile(level)
    middle = (2 * n * share + z * z) / (2 * (n + z * z))
    reach = z * math.sqrt(z * z + 4 * n * share * (1 - share)) / (2 * (n + z * z))
    return max(0.0, min(share, middle - reach)), min(1.0, max(share, middle + reach))


def mover(first: tuple[float, Limits], second: tuple[float, Limits]) -> Limits:
    """Limits of ``first - second`` from the limits of each: each side adds its distances in squares.

    >>> low, high = mover((0.8, wilson(0.8, 70, 0.95)), (0.6, wilson(0.6, 80, 0.95)))
    >>> round(low, 4), round(high, 4)
    (0.0524, 0.3339)
    """
    (a, (a_low, a_high)), (b, (b_low, b_high)) = first, second
    return a - b - math.hypot(a - a_low, b_high - b), a - b + math.hypot(a_high - a, b - b_low)


def newcombe(before: tuple[float, int], after: tuple[float, int], level: float) -> Limits:
    """Limits of the share after less the share before."""
    return mover((after[0], wilson(*after, level)), (before[0], wilson(*before, level)))


def poisson_ratio(before: tuple[int, float], after: tuple[int, float], level: float) -> Limits:
    """Exact limits of the rate after divided by the rate before; with no event at all from 0 to infinity.

    Given their sum, the events after are binomial with a chance that only the ratio and the exposures decide.

    >>> low, high = poisson_ratio((21, 3011), (11, 800), 0.95)
    >>> round(low, 4), round(high, 4)
    (0.8584, 4.2773)
    """
    from scipy.special import betaincinv

    (b, b_exposure), (a, a_exposure), tail = before, after, (1 - level) / 2
    low = float(betaincinv(a, b + 1, tail)) if a else 0.0
    rest = (
        float(betaincinv(b, a + 1, tail)) if b else 0.0
    )  # one less the upper limit: no digits are lost near one
    scale = b_exposure / a_exposure
    return scale * low / (1 - low), scale * (1 - rest) / rest if rest else math.inf
