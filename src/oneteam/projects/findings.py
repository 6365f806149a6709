"""What a comparison says, in sentences: the difference, its interval, the method and what to be careful about."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from oneteam.base.text import count, say
from oneteam_core.effects import METHODS

from .models import Effect

NAMES = {
    "welch": gettext_lazy("Welch's interval for the difference of two means"),
    "paired": gettext_lazy("Student's interval for the mean of paired differences"),
    "welch_control": gettext_lazy("difference in differences of means, by Welch and Satterthwaite"),
    "newcombe": gettext_lazy("Newcombe's interval for the difference of two rates"),
    "newcombe_control": gettext_lazy("difference in differences of rates, by Newcombe, Zou and Donner"),
    "poisson": gettext_lazy("exact interval for the ratio of two Poisson rates"),
    "poisson_control": gettext_lazy("ratio of two ratios of Poisson rates, by Zou and Donner"),
    "estimate": gettext_lazy("an estimate, which has no interval"),
    "plain": gettext_lazy("the plain difference, without an interval"),
}
SIDES = {
    "before": pgettext_lazy("side", "before"), "after": pgettext_lazy("side", "after"),
    "control_before": pgettext_lazy("side", "the control line before"),
    "control_after": pgettext_lazy("side", "the control line after"),
}  # fmt: skip
CAUTIONS = {
    "estimate": gettext_lazy("This is an estimate, not measured."),
    "no_spread": gettext_lazy("No interval: the spread or the sample is not known (%(side)s)."),
    "no_variation": gettext_lazy("No interval: all values are said to be the same."),
    "n_too_small": gettext_lazy("The sample is small (%(side)s: %(n)s, wanted are %(least)s): do not rely upon the interval."),
    "few_events": gettext_lazy("There are %(n)s events on both sides together: fewer than %(least)s cannot show a change."),
    "no_events": gettext_lazy("There was no event at all (%(side)s)."),
    "no_control": gettext_lazy("There are no figures of the control line yet: what changed there is not taken away."),
    "baseline_drifted": gettext_lazy("The baseline moved between its own measurements, before anything was changed."),
    "includes_no_change": gettext_lazy("The interval includes no change: this may be chance."),
}  # fmt: skip
IN_PUBLIC = {  # the same, as formal as a public page is
    "estimate": pgettext_lazy("public", "This is an estimate, not measured."),
    "no_spread": pgettext_lazy("public", "No interval: the spread or the sample is not known (%(side)s)."),
    "no_variation": pgettext_lazy("public", "No interval: all values are said to be the same."),
    "n_too_small": pgettext_lazy("public", "The sample is small (%(side)s: %(n)s, wanted are %(least)s): do not rely upon the interval."),
    "few_events": pgettext_lazy("public", "There are %(n)s events on both sides together: fewer than %(least)s cannot show a change."),
    "no_events": pgettext_lazy("public", "There was no event at all (%(side)s)."),
    "no_control": pgettext_lazy("public", "There are no figures of the control line yet: what changed there is not taken away."),
    "baseline_drifted": pgettext_lazy("public", "The baseline moved between its own measurements, before anything was changed."),
    "includes_no_change": pgettext_lazy("public", "The interval includes no change: this may be chance."),
}  # fmt: skip


def told(
    effect: Effect, comparison: dict[str, Any] | None, *, in_public: bool = False
) -> dict[str, Any] | None:
    """For a page: nothing where nothing was compared."""
    if not comparison:
        return None
    method = str(comparison["method"])
    return {
        "difference": difference(effect, comparison), "interval": interval(effect, comparison),
        "method": NAMES[method], "source": METHODS[method].source.strip("-"),
        "cautions": [_caution(one, IN_PUBLIC if in_public else CAUTIONS) for one in comparison["cautions"]],
    }  # fmt: skip


def difference(effect: Effect, comparison: dict[str, Any]) -> str:
    value = comparison["effect"]
    if value is None:
        return _("nothing to compare with")
    if value == 0:
        return _("no change")
    words = _("%(figure)s better") if value > 0 else _("%(figure)s worse")
    return say(words, figure=_figure(effect, comparison, abs(value)))


def interval(effect: Effect, comparison: dict[str, Any]) -> str:
    """``95 % interval: 30 to 61 %p``; an open end is said in words."""
    if not comparison["interval"]:
        return ""
    low, high = comparison["interval"]
    words = {
        "level": f"{100 * comparison['level']:g}",
        "low": rounded(_times(comparison, low)) if low is not None else _("without limit"),
        "high": _figure(effect, comparison, high) if high is not None else _("without limit"),
    }
    return _("%(level)s%% interval: %(low)s to %(high)s") % words


def _figure(effect: Effect, comparison: dict[str, Any], value: float) -> str:
    points = _(" percentage points")
    own = points if effect.unit.strip() in ("%", "％") else effect.unit
    unit = {"relative": "%", "points": points}.get(comparison["scale"], own)
    return f"{rounded(_times(comparison, value))}{unit}"


def _times(comparison: dict[str, Any], value: float) -> float:
    """The change of a rate of events is kept as a part of one, and said in per cent."""
    return 100 * value if comparison["scale"] == "relative" else value


def rounded(value: float) -> str:
    """To three digits: more would look surer than it is."""
    number = Decimal(f"{value:.3g}")
    return count(number).replace("-", "−")


def _caution(caution: dict[str, Any], sentences: dict[str, Any]) -> str:
    params = {**caution["params"]}
    if "side" in params:
        params["side"] = SIDES[params["side"]]
    return say(str(sentences[caution["code"]]), **params)
