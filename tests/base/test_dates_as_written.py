"""Dates, times and numbers as each language writes them."""

import contextlib
import datetime as dt

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from oneteam.base import text
from oneteam.base.forms import read_date

MONDAY = dt.date(2026, 11, 23)
SEEN_AT = dt.datetime(2026, 11, 23, 5, 3, tzinfo=dt.UTC)  # 14:03 in Seoul


@pytest.mark.parametrize(
    ("language", "day", "when"),
    [
        ("ko", "2026. 11. 23.(월)", "2026. 11. 23.(월) 14:03"),
        ("en", "Mon 23 Nov 2026", "Mon 23 Nov 2026, 14:03"),
    ],
)
def test_day_and_time(language: str, day: str, when: str) -> None:
    with translation.override(language):
        assert text.day(MONDAY) == day
        assert text.when(SEEN_AT) == when


@pytest.mark.parametrize(
    ("language", "last", "written"),
    [
        ("ko", dt.date(2026, 11, 28), "2026. 11. 23.–28."),
        ("ko", dt.date(2026, 12, 3), "2026. 11. 23.–12. 3."),
        ("ko", dt.date(2027, 1, 3), "2026. 11. 23.–2027. 1. 3."),
        ("ko", MONDAY, "2026. 11. 23."),
        ("en", dt.date(2026, 11, 28), "23–28 Nov 2026"),
        ("en", dt.date(2026, 12, 3), "23 Nov – 3 Dec 2026"),
        ("en", dt.date(2027, 1, 3), "23 Nov 2026 – 3 Jan 2027"),
    ],
)
def test_range_says_nothing_twice(language: str, last: dt.date, written: str) -> None:
    with translation.override(language):
        assert text.span(MONDAY, last) == written


@pytest.mark.parametrize(
    ("first", "last", "written"),
    [(MONDAY, None, "2026. 11. 23.–"), (None, MONDAY, "–2026. 11. 23."), (None, None, "")],
)
def test_range_with_an_open_end(first: dt.date | None, last: dt.date | None, written: str) -> None:
    assert text.span(first, last) == written


@pytest.mark.parametrize(
    ("due", "written"),
    [
        (dt.date(2026, 11, 21), "2일 지남"),
        (dt.date(2026, 11, 22), "1일 지남"),
        (MONDAY, "오늘"),
        (dt.date(2026, 11, 25), "11. 25."),
        (dt.date(2027, 1, 5), "2027. 1. 5."),
    ],
)
def test_due_date_tells_what_is_late(due: dt.date, written: str) -> None:
    with translation.override("ko"):
        assert text.due(due, MONDAY) == written


def test_feed_says_time_yesterday_or_day() -> None:
    with translation.override("ko"):
        told = [text.recent(SEEN_AT - dt.timedelta(days=days), MONDAY) for days in (0, 1, 2, 400)]
    assert told == ["14:03", "어제", "11. 21.", "2025. 10. 19."]


@pytest.mark.parametrize(
    ("value", "ko", "en"),
    [
        (410_000_000, "4.1억 원", "KRW 410 million"),
        (1_250_000_000_000, "1.2조 원", "KRW 1,250 billion"),
        (80_000_000, "8,000만 원", "KRW 80 million"),
        (9_000, "9,000 원", "KRW 9,000"),
    ],
)
def test_money_rounded_to_what_one_can_hold(value: int, ko: str, en: str) -> None:
    with translation.override("ko"):
        assert text.won(value) == ko
    with translation.override("en"):
        assert text.won(value) == en


@pytest.mark.parametrize(
    ("value", "written"), [(1240, "1,240"), (96.4, "96.4"), (3.0, "3"), (None, "–"), ("a", "a"), (0, "0")]
)
def test_count(value: object, written: str) -> None:
    assert text.count(value) == written


@pytest.mark.parametrize(("size", "written"), [(82 << 20, "82MB"), (1536, "1.5KB"), (12, "12B"), (None, "")])
def test_file_size(size: int | None, written: str) -> None:
    assert text.file_size(size) == written


@given(st.dates(dt.date(1900, 1, 1), dt.date(2199, 12, 31)))
def test_a_day_written_in_korean_is_read_back(date: dt.date) -> None:
    with translation.override("ko"):
        for written in (text.day(date), text.day(date, weekday=False), date.isoformat(), f"{date:%Y%m%d}"):
            assert read_date(written) == date


@pytest.mark.parametrize("written", ["1899-12-31", "2200. 1. 1.", "9999-12-31"])
def test_a_day_too_far_away_is_no_day(written: str) -> None:
    with pytest.raises(ValueError, match=written):
        read_date(written)


@given(st.text(max_size=20))
def test_reading_any_text_gives_a_date_or_a_value_error(written: str) -> None:
    with contextlib.suppress(ValueError):
        assert isinstance(read_date(written), dt.date)


@given(st.dates(), st.dates())
def test_range_always_names_both_years_unless_equal(first: dt.date, last: dt.date) -> None:
    first, last = sorted((first, last))
    written = text.span(first, last)
    assert str(first.year) in written and str(last.year) in written
