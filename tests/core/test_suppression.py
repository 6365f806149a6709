"""No hidden count can be computed, none is hidden without need, and bad tables are refused by row."""

import doctest

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from oneteam_core.suppression import (
    GUARD,
    SMALL,
    TOTAL,
    Hidden,
    Row,
    Suppression,
    SuppressionError,
    Unsound,
    sound,
    suppress,
    validate_suppression,
)
from tests.core.cases import ROOT
from tests.core.tables import crossed, lists, other_tables, tables

thresholds = st.integers(1, 10)
MOST = 15  # up to which counts are tried out
LISTED = [Row(("a",), 2), Row(("b",), 30), Row(("c",), 40), Row((TOTAL,), 72)]


def test_the_smallest_other_count_goes_with_a_small_one_below_a_total() -> None:
    found = suppress(LISTED, 5)
    assert found.hidden == (Hidden(0, SMALL), Hidden(1, GUARD, guards=0))


def test_two_small_ones_whose_sum_is_small_take_a_third_with_them() -> None:
    table = [Row(("a",), 1), Row(("b",), 1), Row(("c",), 60), Row(("d",), 70), Row((TOTAL,), 132)]
    assert suppress(table, 5).rows == {0, 1, 2}


def test_enough_is_hidden_already() -> None:
    table = [Row(("a",), 4), Row(("b",), 3), Row(("c",), 60), Row((TOTAL,), 67)]
    assert suppress(table, 5).rows == {0, 1}


def test_a_total_below_the_threshold_goes_too() -> None:
    table = [Row(("a",), 1), Row(("b",), 2), Row((TOTAL,), 3)]
    assert suppress(table, 5).rows == {0, 1, 2}


def test_a_subtotal_that_is_hidden_bares_the_rows_below_it() -> None:
    table = [
        Row(("a", "x"), 9), Row(("a", TOTAL), 9), Row(("b", "x"), 1), Row(("b", "y"), 20), Row(("b", TOTAL), 21),
        Row((TOTAL, TOTAL), 30),
    ]  # fmt: skip
    found = suppress(table, 5)
    assert found.rows == {2, 3}
    assert found.bare == frozenset()
    alone = [
        Row(("a", "x"), 2),
        Row(("a", TOTAL), 2),
        Row(("b", "x"), 20),
        Row(("b", TOTAL), 20),
        Row((TOTAL, TOTAL), 22),
    ]
    hidden = suppress(alone, 5)
    assert 1 in hidden.rows
    assert hidden.bare == {row for row in (2, 3) if row not in hidden.rows and 4 in hidden.rows}


def test_a_subtotal_given_for_some_only_is_reckoned_with() -> None:
    table = [
        Row(("a", "x"), 2),
        Row(("a", "y"), 8),
        Row(("a", TOTAL), 10),
        Row(("b", "x"), 7),
        Row((TOTAL, TOTAL), 17),
    ]
    found = suppress(table, 5)
    assert found.rows == {0, 1}


@settings(deadline=None)
@given(tables, thresholds)
def test_no_small_count_is_shown_and_no_hidden_one_follows_from_the_sums(
    table: list[Row], threshold: int
) -> None:
    assert validate_suppression(table, threshold, suppress(table, threshold)) == []


def known_small(table: list[Row], threshold: int, hidden: frozenset[int]) -> set[int]:
    """The small counts that are below the threshold in every table that agrees: tried out over whole counts."""
    most = dict.fromkeys(hidden, 0)
    for other in other_tables(table, hidden, MOST):
        most = {row: max(most[row], count) for row, count in other.items()}
    return {row for row in hidden if table[row].count < threshold and most[row] < threshold}


@settings(deadline=None, max_examples=40)
@given(tables, st.integers(1, 4))
def test_for_every_small_count_another_table_agrees_in_which_it_is_not_small(
    table: list[Row], threshold: int
) -> None:
    """Nobody can bound it either, knowing that no count is below nought. And every other one hidden is needed."""
    found = suppress(table, threshold)
    assume(len(found.rows) <= 4 and all(table[row].count <= MOST for row in found.rows))
    assert known_small(table, threshold, found.rows) == set()
    guards = {one.row for one in found.hidden if one.reason == GUARD}
    assert all(known_small(table, threshold, found.rows - {guard}) for guard in guards)


@settings(deadline=None, max_examples=40)
@given(tables, thresholds)
def test_each_hidden_row_has_its_reason(table: list[Row], threshold: int) -> None:
    found = suppress(table, threshold)
    small = {number for number, row in enumerate(table) if row.count < threshold}
    assert {one.row for one in found.hidden if one.reason == SMALL} == small
    assert all(one.guards in small for one in found.hidden if one.reason == GUARD)
    assert small or found.hidden == ()


@given(lists(), thresholds)
def test_without_totals_nothing_else_is_hidden(table: list[Row], threshold: int) -> None:
    table = [row for row in table if row.key != (TOTAL,)]
    assert suppress(table, threshold).rows == {at for at, row in enumerate(table) if row.count < threshold}


@settings(deadline=None)
@given(lists(), thresholds)
def test_below_one_total_as_few_as_possible_are_hidden(table: list[Row], threshold: int) -> None:
    """With one total what is hidden has to hold the threshold together, and no row of it can be spared."""
    assume(table[-1].key == (TOTAL,))
    found = suppress(table, threshold)
    parts = [row for row in found.rows if table[row].key != (TOTAL,)]
    small = [row for row in parts if table[row].count < threshold]
    guards = [one.row for one in found.hidden if one.reason == GUARD]
    if len(table) - 1 in found.rows or not small:
        assert len(guards) <= 1
        return
    for spared in guards:
        rest = sum(table[row].count for row in parts if row != spared)
        assert rest < threshold or len(parts) == 2


@settings(deadline=None, max_examples=40)
@given(tables, thresholds)
def test_names_change_nothing(table: list[Row], threshold: int) -> None:
    renamed = [Row(tuple(word and f"{word}한" for word in row.key), row.count) for row in table]
    assert suppress(renamed, threshold) == suppress(table, threshold)


def test_a_large_table_is_answered() -> None:
    leaves = {(f"line {a}", f"fault {b}"): (a * 7 + b * 11) % 23 for a in range(20) for b in range(20)}
    table = crossed(leaves)
    assert validate_suppression(table, 5, suppress(table, 5)) == []


def test_a_suppression_with_a_fault_is_no_answer() -> None:
    wrong = Suppression((Hidden(0, SMALL),), frozenset())
    assert [fault.what for fault in validate_suppression(LISTED, 5, wrong)] == ["computed"]
    with pytest.raises(Unsound, match="row 0 is computed"):
        sound(LISTED, 5, wrong)
    assert sound(LISTED, 5, suppress(LISTED, 5)) == suppress(LISTED, 5)


@pytest.mark.parametrize(
    ("table", "threshold", "code", "field"),
    [
        ([], 5, "empty", "rows"),
        ([Row(("a",), 3)], 0, "threshold", "threshold"),
        ([Row(("a",), 3)], True, "threshold", "threshold"),
        ([Row(("a",), -1)], 5, "count", "rows[0].count"),
        ([Row(("a",), 2.5)], 5, "count", "rows[0].count"),  # type: ignore[arg-type]
        ([Row(("a",), 10**10)], 5, "count", "rows[0].count"),
        ([Row((), 3)], 5, "places", "rows[0].key"),
        ([Row(("a",), 3), Row(("a", "b"), 3)], 5, "width", "rows[1].key"),
        ([Row(("a",), 3), Row(("a",), 4)], 5, "twice", "rows[1].key"),
        ([Row(("a",), 3), Row((TOTAL,), 4)], 5, "sum", "rows[1].count"),
        ([Row((str(number),), 9) for number in range(501)], 5, "most", "rows"),
    ],
)
def test_bad_tables_are_refused_by_place(table: list[Row], threshold: int, code: str, field: str) -> None:
    with pytest.raises(SuppressionError) as caught:
        suppress(table, threshold)
    assert (caught.value.code, caught.value.field) == (code, field)


def test_the_example_of_the_page_is_true() -> None:
    assert doctest.testfile(str(ROOT / "docs" / "suppression.md"), module_relative=False).failed == 0
