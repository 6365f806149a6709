"""The components draw what they are given, and escape it."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.template import Context, Template
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

import oneteam
from oneteam.base import drawings
from oneteam.base.fields import Bi
from oneteam.base.gallery import ICONS
from oneteam.base.tags import parts as tags


def draw(source: str, **values: object) -> str:
    return Template(source).render(Context(values))


@pytest.mark.parametrize(("language", "word"), [("ko", "비밀"), ("en", "Sealed")])
def test_confidentiality_says_its_level_in_words(language: str, word: str) -> None:
    with translation.override(language):
        assert word in tags.conf("sealed")


def test_kind_has_letter_and_word_not_colour_alone() -> None:
    with translation.override("ko"):
        drawn = tags.kind("academia")
    assert ">학<" in drawn and 'aria-label="학계"' in drawn


def test_text_in_the_other_language_is_marked_and_said() -> None:
    with translation.override("en"):
        drawn = tags.bi(Bi("용접", ""))
    assert 'lang="ko"' in drawn and "only in Korean" in drawn
    with translation.override("ko"):
        assert tags.bi(Bi("용접", "")) == "용접"


@pytest.mark.parametrize(
    "source",
    [
        "{% badge x %}",
        "{% bi x %}",
        "{% crumb x %}",
        "{% note %}{{ x }}{% endnote %}",
        "{% empty title=x %}{% endempty %}",
    ],
)
def test_markup_in_content_is_shown_not_obeyed(source: str) -> None:
    assert "<b>" not in draw(source, x="<b>bold</b>")


def test_blocks_keep_their_own_markup() -> None:
    assert '<a class="btn"' in draw('{% empty title="t" %}<a class="btn" href="/">x</a>{% endempty %}')


def test_every_icon_is_in_the_sprite() -> None:
    sprite = Path(str(finders.find("oneteam/icons.svg"))).read_text(encoding="utf-8")
    assert [name for name in ICONS if f'id="{name}"' not in sprite] == []


def test_icons_that_templates_name_are_in_the_sprite() -> None:
    home = Path(oneteam.__file__).parent
    pattern = re.compile(r"""(?:\{%\s*icon\s+|icon=)["']([a-z-]+)["']""")
    named = {
        name
        for file in home.rglob("templates/**/*.html")
        for name in pattern.findall(file.read_text(encoding="utf-8"))
    }
    assert named - set(ICONS) == set()


def test_no_template_has_inline_style_or_script() -> None:
    home = Path(oneteam.__file__).parent
    inline = re.compile(r"\sstyle=|<style|\son[a-z]+=\"|<script(?![^>]*\s(?:src=|type=\"application/json\"))")
    assert [
        str(f.relative_to(home))
        for f in home.rglob("templates/**/*.html")
        if inline.search(f.read_text(encoding="utf-8"))
    ] == []


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=8))
def test_bar_never_reaches_beyond_its_end(values: list[float]) -> None:
    for rect in drawings.stacked(values):
        assert rect["x"] >= 0 and rect["x"] + rect["width"] <= 101


@given(st.lists(st.floats(-1e4, 1e4), min_size=2, max_size=30))
def test_spark_stays_in_its_box(values: list[float]) -> None:
    drawn = drawings.spark(values)
    assert drawn is not None
    for point in drawn["points"].split():
        x, y = (float(part) for part in point.split(","))
        assert -0.1 <= x <= 84.1 and 1.8 <= y <= 24.2


@given(st.lists(st.floats(-1e4, 1e4), min_size=1, max_size=30), st.none() | st.floats(-1e4, 1e4))
def test_line_stays_between_its_axes(values: list[float], goal: float | None) -> None:
    chart = drawings.line_chart(list(enumerate(values)), css="", width=760, height=270, goal=goal)
    assert all(chart["top"] - 0.2 <= spot["y"] <= chart["bottom"] + 0.2 for spot in chart["spots"])
    assert 2 <= len(chart["ticks"]) <= 9
