"""Invented examples for the living gallery, in both languages."""
# ruff: noqa: E501 - one example a line reads best

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from types import SimpleNamespace as Thing
from typing import Any

from django import forms as django_forms
from django.core.paginator import Paginator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from .fields import Bi
from .forms import BiFormField, DateField, DateTimeField, Form, PhoneField

COLOURS = [
    "paper",
    "surface",
    "surface-2",
    "surface-3",
    "ink",
    "ink-2",
    "ink-3",
    "line-2",
    "control",
    "brand",
    "brand-soft",
    "link",
    "ind",
    "aca",
    "res",
    "ok",
    "warn",
    "bad",
    "info",
    "chart-1",
    "chart-2",
    "chart-3",
    "chart-4",
    "chart-mute",
]
ICONS = [
    "agree",
    "alert",
    "bell",
    "calendar",
    "chart",
    "check",
    "clip",
    "clock",
    "copy",
    "down",
    "download",
    "edit",
    "external",
    "eye",
    "file",
    "filter",
    "globe",
    "help",
    "hidden",
    "history",
    "inbox",
    "info",
    "key",
    "keyboard",
    "language",
    "learn",
    "left",
    "link",
    "lock",
    "mail",
    "menu",
    "moon",
    "more",
    "next",
    "org",
    "pause",
    "phone",
    "pin",
    "plus",
    "prev",
    "problem",
    "project",
    "refresh",
    "right",
    "scale",
    "screen",
    "search",
    "send",
    "settings",
    "shield",
    "signin",
    "signout",
    "startup",
    "stop",
    "story",
    "summit",
    "sun",
    "table",
    "target",
    "tip",
    "todo",
    "trash",
    "trial",
    "up",
    "upload",
    "user",
    "users",
    "wall",
    "warn",
    "x",
]


@dataclass(frozen=True)
class Exhibit:
    """A part that belongs to an upper app: its template, and an invented example to draw it with."""

    title: Any
    template: str
    example: Callable[[], dict[str, Any]]


exhibits: list[Exhibit] = []


def exhibit(title: Any, template: str, example: Callable[[], dict[str, Any]]) -> None:
    """For an app's ``ready``: show its part in the gallery, too."""
    exhibits.append(Exhibit(title, template, example))


class Org(Thing):
    def __str__(self) -> str:
        return str(self.name)


class Example(Form):
    title = BiFormField(
        label=gettext_lazy("Title of the problem"),
        help_text=gettext_lazy("One sentence that says what is wrong today."),
        max_length=120,
    )
    until = DateField(
        label=gettext_lazy("Until when should the wall stand?"),
        help_text=gettext_lazy("When it ends, we ask again. Nothing opens without a question."),
        future=True,
    )
    phone = PhoneField(label=gettext_lazy("Mobile phone"), required=False)
    meeting = DateTimeField(label=gettext_lazy("Meeting"), required=False)
    level = django_forms.ChoiceField(
        label=gettext_lazy("Who may see it?"),
        widget=django_forms.RadioSelect,
        choices=[
            ("alliance", gettext_lazy("Members of the alliance")),
            ("named", gettext_lazy("Only people I name")),
        ],
    )
    attachment = django_forms.FileField(label=gettext_lazy("Attachment"), required=False)
    skills = django_forms.MultipleChoiceField(
        label=gettext_lazy("What helps?"), required=False, widget=django_forms.CheckboxSelectMultiple,
        choices=[("sound", gettext_lazy("Sound")), ("picture", gettext_lazy("Pictures")), ("plan", gettext_lazy("Schedules"))],
    )  # fmt: skip
    sure = django_forms.BooleanField(label=gettext_lazy("I have the right to show this."))


def organisations() -> list[Thing]:
    rows = [
        ("한빛텔레콤", "Hanbit Telecom", "industry"), ("미리내과기원", "Mirinae Institute", "academia"),
        ("대양중공업", "Daeyang Heavy", "industry"), ("전자기술연", "Electronics Lab", "research"),
        ("가온전자", "Gaon Electronics", "industry"), ("한별대학교", "Hanbyeol University", "academia"),
        ("누리식품", "Nuri Foods", "industry"), ("다온통신", "Daon Mobile", "industry"), ("새솔증권", "Saesol Securities", "industry"),
    ]  # fmt: skip
    return [Org(name=Bi(ko, en), short=Bi(ko, en), kind=kind) for ko, en, kind in rows]


def someone() -> Thing:
    return Thing(name="오하람", name_en="Oh Haram", title=str(Bi("교수", "Professor")))


def examples() -> dict[str, Any]:
    orgs = organisations()
    bound = Example(
        {"title_ko": "용접 비드 결함을 출하 전에 찾고 싶습니다", "until": "2025. 6. 30.", "phone": "010"}
    )
    return {
        "colours": COLOURS, "icons": ICONS, "orgs": orgs, "org": orgs[2], "person": someone(), "univ": orgs[5],
        "free_form": Example(), "bound_form": bound, "page": Paginator(range(60), 25).page(2), "stations": stations(),
        "only_ko": Bi("용접 비드 결함", ""), "date": dt.datetime(2026, 11, 23, 5, 0, tzinfo=dt.UTC),
        "conflict": [{"label": _("Title of the problem"), "mine": str(Bi("용접 결함", "Weld defects")), "theirs": str(Bi("용접 비드 결함", "Weld bead defects"))}],
        "first": dt.date(2026, 11, 24), "last": dt.date(2026, 11, 28), "crumb_last": "P-7KQ2XM", **figures(), **lists(),
    }  # fmt: skip


def stations() -> list[dict[str, str]]:
    names = [
        _("Received"),
        _("Reviewed"),
        _("Matching experts"),
        _("Round table"),
        _("Joint task"),
        _("Field trial"),
        _("In the field"),
    ]
    marks = [("done", "11. 10."), ("done", "11. 12."), ("now", "4 / 6"), ("todo", "11. 27.")] + [
        ("todo", "")
    ] * 3
    return [
        {"label": name, "state": state, "when": when}
        for name, (state, when) in zip(names, marks, strict=True)
    ]


def figures() -> dict[str, Any]:
    rising = [4, 3, 5, 4.5, 6.5, 7.5, 7, 9]
    return {
        "kpis": [
            {"title": _("From receipt to round table"), "value": 33, "unit": _("days"), "note": _("goal: 21 days"), "tone": "dn", "spark": rising},
            {"title": _("Joint tasks under way"), "value": 18, "unit": _("cases"), "note": "+3", "tone": "up", "spark": rising},
            {"title": _("In the field"), "value": 23, "unit": _("cases"), "note": "+9", "tone": "up", "spark": rising},
            {"title": _("Invitations answered"), "value": 86, "unit": "%", "note": "", "spark": rising},
        ],
        "tiles": [{"title": _("Problems"), "value": 1240, "unit": _("cases")}, {"title": _("Experts"), "value": 212, "note": _("this year")}],
        "facts": {"baseline": str(Bi("82%, 적용 전 6주", "82 %, six weeks before")), "sample": str(Bi("시편 1,240개", "1,240 specimens")),
                  "method": str(Bi("같은 시편을 다시 검사", "same specimens, inspected again")),
                  "confirmed_by": str(Bi("대양중공업 품질팀", "Daeyang Heavy, quality team")), "date": dt.date(2026, 9, 18)},
        "share": [("a", 14), ("b", 9), ("c", 6), ("d", 22)],
        "weeks": [(dt.date(2026, 6, 22) + dt.timedelta(days=7 * n), value) for n, value in enumerate(
            [81, 82, 80, 83, 82, 81, 84, 86, 89, 91, 93, 94, 95.2, 96.1, 96.4, 96.4])],
        "start": dt.date(2026, 8, 3),
    }  # fmt: skip


def lists() -> dict[str, Any]:
    return {
        "kinds": ["academia", "academia", "research", "industry"],
        "candidate": candidate(),
        "seats": [{"name": name, "kind": kind, "speaking": name == "오하람"} for name, kind in
                  (("오하람", "academia"), ("정하늘", "industry"), ("김도윤", "academia"), ("한유진", "research"), ("서민지", "industry"))],
        "tabs": [{"label": _("Overview"), "url": "#", "on": True}, {"label": _("To do"), "url": "#", "n": 14}, {"label": _("Record"), "url": "#"}],
        "chips": [{"label": _("All"), "url": "#", "on": True, "n": 38}, {"label": _("Matching experts"), "url": "#", "n": 7}, {"label": _("Joint task"), "url": "#", "n": 18}],
        "story": [
            {"title": _("Received"), "when": "2025. 11. 10.", "state": "done", "body": str(Bi("대양중공업이 문제를 제출했습니다.", "Daeyang Heavy submitted the problem."))},
            {"title": _("Round table"), "when": "2025. 11. 27.", "state": "now", "body": str(Bi("여덟 명이 모입니다.", "Eight people meet.")), "badge": _("under way"), "tone": "brand"},
            {"title": _("Joint task"), "when": ""},
        ],
        "steps": [
            {"title": _("Name and logo of the alliance"), "words": _("Two fields"), "url": "#", "action": _("Write"), "done": True},
            {"title": _("Add three organisations"), "words": _("Type them, or read a CSV file"), "url": "#", "action": _("Add"), "main": True, "skip_url": "#"},
            {"title": _("Invite a contact person for each"), "words": _("Only an e-mail address"), "url": "#", "action": _("Invite"), "skip_url": "#"},
            {"title": _("Mark who competes with whom"), "words": _("Nothing is marked at first"), "url": "#", "action": pgettext("verb", "Open"), "skip_url": "#"},
            {"title": _("Submit the first problem"), "words": _("Or send the link for submitting one"), "url": "#", "action": _("Begin"), "skip_url": "#"},
        ],
    }  # fmt: skip


def candidate() -> dict[str, Any]:
    return {
        "rank": 1, "person": someone(), "affiliation": str(Bi("한별대학교 · 산업인공지능 연구실", "Hanbyeol University, Industrial AI Lab")), "kind": "academia",
        "score": 91, "points": [46, 28, 17], "topic": str(Bi("용접 음향 신호 이상 탐지 논문 3편, 최근 2024년", "Three papers on anomalies in welding sound, the last in 2024")),
        "field": str(Bi("배관 용접 판정을 현장 적용까지 맡음", "Took pipe-weld inspection all the way to the field")),
        "dates": str(Bi("11. 27.(목) 14:00 가능, 진행 중 2건(한도 3건)", "Free on Thu 27 Nov at 14:00; two of at most three under way")),
        "interests": str(Bi("2024년 가온전자 자문 1회, 종료됨", "Advised Gaon Electronics once in 2024; ended")), "conflict": True,
    }  # fmt: skip
