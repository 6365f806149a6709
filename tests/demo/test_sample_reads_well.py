"""What ships as the sample is invented, complete in both languages, and moves with the day."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest

from oneteam.demo import cast, sample_data

FILES = sorted(path.stem for path in sample_data.FOLDER.glob("*.yaml"))
# Members of the real alliance that the article tells of: none of them may stand in what ships.
REAL = re.compile(
    r"\b(kt|hhi|lg|lge|lgu|kis|dongwon|kaist|hanyang|etri|hyundai)\b|현대|한양|동원|한국투자|카이스트",
    re.IGNORECASE,
)


@pytest.mark.parametrize("name", FILES)
def test_no_real_organisation_stands_in_the_sample(name: str) -> None:
    text = (sample_data.FOLDER / f"{name}.yaml").read_text("utf-8")
    assert not REAL.findall(text)


def texts(value: Any, where: str = "") -> list[tuple[str, dict[str, str]]]:
    if isinstance(value, dict) and "ko" in value:
        assert value.keys() == {"ko", "en"}, f"a comma without quotes cuts the text at {where}"
        return [(where, value)]
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [found for key, item in pairs for found in texts(item, f"{where}/{key}")]


@pytest.mark.parametrize("name", FILES)
def test_every_text_stands_in_both_languages(name: str) -> None:
    for where, text in texts(sample_data.raw(name)):
        assert bool(text["ko"]) == bool(text["en"]), f"{name}{where}"


def test_each_person_has_a_name_and_an_address_of_their_own() -> None:
    people = {row.email: row for row in (*cast.personas(), *cast.others())}
    assert len(people) == len({row.name for row in people.values()}) == 58
    assert all(email.endswith(".example") for email in people)


def test_there_are_30_experts_and_23_problems() -> None:
    assert len(sample_data.raw("experts")["experts"]) == 30
    assert len(sample_data.problems()) == 23


@pytest.mark.parametrize("days", range(-3, 9))
def test_dates_move_with_today_and_never_fall_on_a_weekend(days: int) -> None:
    today = sample_data.ANCHOR + dt.timedelta(days=days)
    move = sample_data.mover(today)
    before, after = sample_data.ANCHOR - dt.timedelta(days=1), sample_data.ANCHOR + dt.timedelta(days=4)
    assert move(before) <= today < move(after)
    assert all(move(sample_data.ANCHOR + dt.timedelta(days=n)).weekday() < 5 for n in range(14))


def test_moving_keeps_the_order_of_events() -> None:
    move = sample_data.mover(dt.date(2027, 3, 6))
    days = [sample_data.ANCHOR + dt.timedelta(days=n) for n in range(60)]
    assert [move(day) for day in days] == sorted(move(day) for day in days)
