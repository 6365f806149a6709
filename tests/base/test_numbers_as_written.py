"""Numbers as they stand in tables from Korean offices."""

import contextlib
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oneteam.base.numerals import read_number


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("1,234.5", "1234.5"), ("1만 2천", "12000"), ("３５", "35"), ("３，５００", "3500"), ("3억 5,000만", "350000000"),
        ("삼백이십", "320"), ("1.5만", "15000"), ("-2천", "-2000"), ("−0.5", "-0.5"), ("만", "10000"), ("1조 2억", "1000200000000"),
        ("12만3456", "123456"), ("천이백삼십사", "1234"), (" 7 ", "7"), ("1234567", "1234567"),
    ],
)  # fmt: skip
def test_numbers_that_are_read(written, number):
    assert read_number(written) == Decimal(number)


@pytest.mark.parametrize(
    "written",
    [
        "", "3,5", "1 234", "12,34", "만천만", "abc", "1e5", "NaN", "Infinity", "십백", "1만2만", "이천천", "1..2만", "억만", "1,23만",
        "1만 30000", "1,2,3", "--1", "1" * 60, "한 개", "½", "๓만x",
    ],
)  # fmt: skip
def test_what_could_mean_two_things_is_not_guessed(written):
    with pytest.raises(ValueError):
        read_number(written)


@given(st.text(max_size=12))
def test_any_text_is_read_or_refused(written):
    with contextlib.suppress(ValueError):
        assert read_number(written).is_finite()


@given(st.integers(0, 10**16 - 1))
def test_korean_units_add_up(number):
    words, rest = "", number
    for size, word in ((10**12, "조"), (10**8, "억"), (10**4, "만"), (1, "")):
        part, rest = divmod(rest, size)
        words += f"{part:,}{word} " if part else ""
    assert read_number(words or "0") == number
