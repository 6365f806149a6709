"""What became better and how sure that is, against worked examples that were published."""

import json
import math
from pathlib import Path
from typing import Any

import pytest

from oneteam_core.__main__ import main
from oneteam_core.effects import (
    CAUTIONS,
    Answer,
    Count,
    EffectError,
    Figure,
    Mean,
    Rate,
    Sample,
    Side,
    Study,
    compare,
)
from oneteam_core.effects.methods import newcombe, poisson_ratio, wilson
from oneteam_core.effects.report import SENTENCES
from tests.core.cases import ROOT

FIRST = (0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0)  # Student 1908: hours of sleep gained
SECOND = (1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4)


def answer(
    before: Side, after: Side, better: str = "higher", design: str = "before_after", **more: Any
) -> Answer:
    return compare(Study(design=design, better=better, before=before, after=after, **more))


def limits(found: Answer, digits: int = 4) -> tuple[float, float]:
    assert found.interval is not None
    return round(found.interval.low, digits), round(found.interval.high, digits)


def codes(found: Answer) -> list[str]:
    return [one.code for one in found.cautions]


def test_two_groups_of_students_sleep_data() -> None:
    """As in every textbook: t = -1.8608 with 17.776 degrees of freedom."""
    found = answer(Sample(values=FIRST), Sample(values=SECOND))
    assert found.method.code == "welch"
    assert (round(found.effect, 4), limits(found)) == (1.58, (-0.2055, 3.3655))
    assert codes(found) == ["n_too_small", "n_too_small", "includes_no_change"]


def test_means_with_spread_answer_like_the_values_they_come_from() -> None:
    spreads = (1.78901, 2.002249)  # of the two samples above
    found = answer(Mean(value=0.75, n=10, spread=spreads[0]), Mean(value=2.33, n=10, spread=spreads[1]))
    assert limits(found, 3) == limits(answer(Sample(values=FIRST), Sample(values=SECOND)), 3)


def test_pairs_of_students_sleep_data() -> None:
    """Student (1908): the same ten people took both; t = 4.0621 with 9 degrees of freedom."""
    found = answer(Sample(values=FIRST), Sample(values=SECOND), paired=True)
    assert found.method.code == "paired"
    assert limits(found) == (0.7001, 2.4599)


@pytest.mark.parametrize(
    ("first", "second", "low", "high"),
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
        ((0, 10), (0, 10), -0.2775, 0.2775),
        ((10, 10), (0, 20), 0.6791, 1.0),
        ((10, 10), (0, 10), 0.6075, 1.0),
    ],
)
def test_rates_of_newcombes_table(
    first: tuple[int, int], second: tuple[int, int], low: float, high: float
) -> None:
    """Newcombe (1998), table II, method 10: all eight of its examples."""
    found = newcombe((second[0] / second[1], second[1]), (first[0] / first[1], first[1]), 0.95)
    assert tuple(round(limit, 4) for limit in found) == (low, high)


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"), [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611)]
)
def test_one_rate_of_newcombes_other_table(hits: int, n: int, low: float, high: float) -> None:
    """Newcombe (1998), two-sided intervals for the single proportion, table I, method 3."""
    assert tuple(round(limit, 4) for limit in wilson(hits / n, n, 0.95)) == (low, high)


def test_ratio_of_poisson_rates_of_the_breast_cancer_example() -> None:
    """The example of R's ``poisson.test``: 11 in 800 person-years against 21 in 3,011."""
    low, high = poisson_ratio((21, 3011), (11, 800), 0.95)
    assert (round(low, 7), round(high, 7)) == (0.8584264, 4.2772659)


def test_garwoods_interval_is_the_limit_of_a_very_long_baseline() -> None:
    """Garwood (1936): ten events have the exact limits 4.795 and 18.39."""
    low, high = poisson_ratio((10**9, 10.0**9), (10, 1.0), 0.95)
    assert (round(low, 2), round(high, 2)) == (4.8, 18.39)


def test_card_and_kruegers_difference_in_differences() -> None:
    """Card and Krueger (1994), table 3: full-time employment per store, 2.75 from their four means.

    Their standard errors are 0.51, 0.52, 1.35 and 0.94; as independent groups they add to 1.80.
    """
    given = ((20.44, 0.51, 321), (21.03, 0.52, 319), (23.33, 1.35, 77), (21.17, 0.94, 77))
    sides = [Mean(value=value, n=n, spread=error * math.sqrt(n)) for value, error, n in given]
    found = answer(*sides[:2], design="control", control_before=sides[2], control_after=sides[3])
    assert found.method.code == "welch_control"
    assert round(found.effect, 2) == 2.75
    low, high = limits(found)
    assert round((high - low) / 2 / 1.80, 2) == pytest.approx(1.97, abs=0.01)  # t with about 200 degrees


def test_a_rate_that_falls_is_better_where_lower_is() -> None:
    found = answer(Rate(share=0.08, n=400), Rate(share=0.03, n=400), better="lower")
    assert (round(found.effect, 4), limits(found)) == (0.05, (0.0186, 0.0833))
    assert (found.scale, codes(found), dict(found.n)) == ("difference", [], {"before": 400, "after": 400})


def test_counts_are_told_as_a_part_of_the_rate_before() -> None:
    found = answer(Count(events=40, exposure=100), Count(events=20, exposure=100), better="lower")
    assert (found.scale, found.effect) == ("relative", 0.5)
    assert limits(found, 3) == (0.124, 0.723)


def test_no_event_before_leaves_the_upper_limit_open() -> None:
    found = answer(Count(events=0, exposure=10), Count(events=9, exposure=10))
    assert found.interval is not None and found.interval.high == math.inf
    assert codes(found) == ["no_events"]


def test_nothing_before_and_nothing_after_says_nothing() -> None:
    found = answer(Count(events=0, exposure=10), Count(events=0, exposure=10))
    assert (found.effect, codes(found)) == (
        0.0,
        ["few_events", "no_events", "no_events", "includes_no_change"],
    )


def test_what_changed_on_the_control_line_is_taken_away() -> None:
    before, after = Mean(value=42, n=30, spread=11), Mean(value=27.5, n=34, spread=9)
    there = Mean(value=40.5, n=28, spread=12), Mean(value=38, n=31, spread=10.5)
    found = answer(before, after, "lower", "control", control_before=there[0], control_after=there[1])
    assert found.effect == 12.0
    without = answer(before, after, "lower", "control")
    assert (without.effect, codes(without)) == (14.5, ["no_control"])


def test_control_lines_of_rates_and_counts() -> None:
    rates = answer(
        Rate(share=0.4, n=100), Rate(share=0.7, n=100), design="control",
        control_before=Rate(share=0.4, n=100), control_after=Rate(share=0.5, n=100),
    )  # fmt: skip
    assert (rates.method.code, round(rates.effect, 6)) == ("newcombe_control", 0.2)
    counts = answer(
        Count(events=40, exposure=10), Count(events=20, exposure=10), "lower", "control",
        control_before=Count(events=50, exposure=10), control_after=Count(events=40, exposure=10),
    )  # fmt: skip
    assert (counts.method.code, round(counts.effect, 6)) == ("poisson_control", 0.375)
    empty = answer(
        Count(events=40, exposure=10), Count(events=20, exposure=10), "lower", "control",
        control_before=Count(events=0, exposure=10), control_after=Count(events=4, exposure=10),
    )  # fmt: skip
    assert empty.interval is None and "no_control" in codes(empty)


def test_pairs_on_both_lines() -> None:
    found = answer(
        Sample(values=FIRST), Sample(values=SECOND), design="control", paired=True,
        control_before=Sample(values=FIRST), control_after=tuple_of(FIRST, 0.5),
    )  # fmt: skip
    assert (found.method.code, round(found.effect, 4)) == ("welch_control", 1.08)


def tuple_of(values: tuple[float, ...], more: float) -> Sample:
    return Sample(values=tuple(value + more for value in values))


def test_an_estimate_has_no_interval_whatever_it_is_given() -> None:
    found = answer(Mean(value=6, n=40, spread=1), Mean(value=2, n=40, spread=1), "lower", "estimate")
    assert (found.effect, found.interval, codes(found)) == (4, None, ["estimate"])


def test_without_a_spread_there_is_no_interval_and_it_is_said_of_which_side() -> None:
    found = answer(Mean(value=6, n=40), Mean(value=7, n=40, spread=1))
    assert (found.method.code, found.effect, found.interval) == ("plain", 1, None)
    assert [(one.code, one.params["side"]) for one in found.cautions] == [("no_spread", "before")]
    assert codes(answer(Figure(value=6), Figure(value=7))) == ["no_spread", "no_spread"]
    assert codes(answer(Mean(value=6, n=9, spread=0), Mean(value=7, n=9, spread=0))) == ["no_variation"]


def test_a_baseline_that_moved_before_anything_was_done() -> None:
    first, last = Rate(share=0.30, n=200), Rate(share=0.45, n=200)
    moved = answer(last, Rate(share=0.6, n=200), baselines=(first, last))
    assert [one.params for one in moved.cautions] == [{"by": pytest.approx(0.15)}]
    steady = answer(last, Rate(share=0.6, n=200), baselines=(Rate(share=0.42, n=200), last))
    assert codes(steady) == []


def test_a_baseline_of_bare_figures_drifts_by_half_of_the_effect() -> None:
    after = Figure(value=20)
    moved = answer(Figure(value=10), after, baselines=(Figure(value=4), Figure(value=10)))
    steady = answer(Figure(value=10), after, baselines=(Figure(value=6), Figure(value=10)))
    assert ("baseline_drifted" in codes(moved), "baseline_drifted" in codes(steady)) == (True, False)


def test_every_caution_has_a_sentence() -> None:
    assert set(CAUTIONS) == set(SENTENCES)


OK = Rate(share=0.5, n=10)


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"before": Rate(share=1.2, n=10)}, "before.share"),
        ({"before": Rate(share=-0.1, n=10)}, "before.share"),
        ({"after": Rate(share=math.nan, n=10)}, "after.share"),
        ({"after": Rate(share=0.5, n=-3)}, "after.n"),
        ({"after": Rate(share=0.5, n=0)}, "after.n"),
        ({"after": Rate(share=0.5, n=2.5)}, "after.n"),  # type: ignore[arg-type]
        ({"after": Rate(share=0.5, n=True)}, "after.n"),
        ({"before": Mean(value=math.inf, n=4), "after": Mean(value=1, n=4)}, "before.value"),
        ({"before": Mean(value=1e300, n=4), "after": Mean(value=1, n=4)}, "before.value"),
        ({"before": Mean(value=1, n=4, spread=-1), "after": Mean(value=1, n=4)}, "before.spread"),
        ({"before": Mean(value=1, n=1, spread=1), "after": Mean(value=1, n=4)}, "before.spread"),
        ({"before": Count(events=-1, exposure=1), "after": Count(events=1, exposure=1)}, "before.events"),
        ({"before": Count(events=1, exposure=0), "after": Count(events=1, exposure=1)}, "before.exposure"),
        ({"before": Sample(values=()), "after": Sample(values=(1,))}, "before.values"),
        ({"before": Sample(values=(1, math.nan)), "after": Sample(values=(1,))}, "before.values[1]"),
        ({"before": Sample(values=("3",))}, "before.values[0]"),  # type: ignore[arg-type]
        ({"before": Mean(value=1, n=4)}, "after"),
        ({"before": 3}, "before"),
        ({"after": None}, "after"),
        ({"control_before": OK}, "control_after"),
        ({"paired": True}, "paired"),
        ({"paired": True, "before": Sample(values=(1, 2)), "after": Sample(values=(1,))}, "after"),
        ({"level": 1.0}, "level"),
        ({"level": "0.95"}, "level"),
        ({"better": "up"}, "better"),
        ({"design": "guess"}, "design"),
        ({"baselines": [OK]}, "baselines"),
        ({"baselines": (OK, Rate(share=2, n=4))}, "baselines[1].share"),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_place(change: dict[str, Any], place: str) -> None:
    given: dict[str, Any] = {"design": "before_after", "better": "higher", "before": OK, "after": OK}
    with pytest.raises(EffectError) as refused:
        compare(Study(**given | change))
    assert refused.value.field == place


def test_the_command_prints_the_example(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["effect", "--studies", str(ROOT / "examples/effects.json")]
    assert main(arguments) == 0
    shown = capsys.readouterr().out
    assert "better by 5.0 percentage points, 95% sure to lie from 1.9" in shown
    assert "an estimate was not measured" in shown
    assert main([*arguments, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)[1]["method"]["code"] == "welch_control"


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ({"studies": 3}, "studies: "),
        ({"study": []}, "study: "),
        ({"studies": [{"design": "ab"}]}, "studies[0].better: "),
        ({"studies": [{"design": "ab", "unti": "h"}]}, "studies[0].unti: "),
        ({"studies": [{"before": {"kind": "guess"}}]}, "studies[0].before.kind: "),
        ({"studies": [{"before": {"kind": "rate", "share": 1}}]}, "studies[0].before.n: "),
        ({"studies": [{"before": {"kind": "rate", "chare": 1}}]}, "studies[0].before.chare: "),
        ({"studies": [{"baselines": [3]}]}, "studies[0].baselines[0]: "),
    ],
)
def test_a_file_is_refused_with_its_place(
    content: Any, place: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "studies.json"
    file.write_text(json.dumps(content))
    assert main(["effect", "--studies", str(file)]) == 2
    assert capsys.readouterr().err.startswith(place)


def test_a_file_with_a_number_that_is_none_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "studies.json"
    file.write_text('{"studies": [{"before": {"kind": "figure", "value": NaN}}]}')
    assert main(["effect", "--studies", str(file)]) == 2
    assert "NaN is no number" in capsys.readouterr().err
