"""An answer as text for a terminal, and the sentences for its cautions in English."""

from __future__ import annotations

from oneteam_core.effects.load import Named
from oneteam_core.effects.model import Answer, Caution, Rate

SENTENCES = {
    "estimate": "an estimate was not measured: it has no interval",
    "no_spread": "no interval: the spread or the number of values of {side} is not known",
    "no_variation": "no interval: all values are said to be the same",
    "n_too_small": "only {n} in {side}: below {least} the method is not to be relied upon",
    "few_events": "only {n} events before {side} and in it: fewer than {least} cannot show a change",
    "no_events": "no event at all in {side}",
    "no_control": "no figures of the control line: what changed there is not taken away",
    "baseline_drifted": "the baseline moved by {by:.4g} between its own measurements",
    "includes_no_change": "the interval includes no change",
}


def sentence(caution: Caution) -> str:
    """
    >>> sentence(Caution(code="n_too_small", params={"side": "before", "n": 8, "least": 15}))
    'only 8 in before: below 15 the method is not to be relied upon'
    """
    return SENTENCES[caution.code].format(**caution.params)


def report(named: Named, answer: Answer) -> str:
    """The effect with its interval, what it rests on, its method and its cautions."""
    interval = answer.interval
    between = (
        f", {interval.level:.0%} sure to lie from {_figure(named, answer, interval.low)}"
        f" to {_figure(named, answer, interval.high)}"
        if interval
        else ""
    )
    sizes = ", ".join(f"{name} {'?' if n is None else n}" for name, n in answer.n.items())
    lines = [
        named.name,
        f"    better by {_figure(named, answer, answer.effect)}{between}",
        f"    n: {sizes}",
        f"    {answer.method.name}",
        f"    {answer.method.source}",
    ]
    return "\n".join([*lines, *(f"    caution: {sentence(one)}" for one in answer.cautions)])


def _figure(named: Named, answer: Answer, value: float) -> str:
    if answer.scale == "relative":
        return f"{100 * value:.1f} %"
    if isinstance(named.study.before, Rate):
        return f"{100 * value:.1f} percentage points"
    return f"{value:.4g} {named.unit}".strip()
