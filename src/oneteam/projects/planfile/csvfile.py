"""A plan as a table: a row for each milestone; ``after`` holds the numbers of the rows that it waits for."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from oneteam.base.fields import Bi
from oneteam.base.forms import read_date
from oneteam.base.tables import FORMULA, csv_of, delimiter_of
from oneteam.base.text import korean

from ..actions import MOST_MILESTONES, PlanRow
from ..models import Milestone
from ..tables import Bad, header

# In the order in which they are written: English, Korean, further names that are read.
COLUMNS = {
    "no": ("no", "번호", "number", "id"),
    "code": ("code", "코드"),
    "name": ("name", "이름", "이정표", "마일스톤", "milestone", "작업 이름", "name_ko"),
    "name_en": ("name_en", "영문 이름", "name in english", "영문"),
    "start": ("start", "시작일", "시작", "begins", "시작 날짜"),
    "due": ("due", "기한", "마감일", "종료일", "완료일", "finish", "완료 날짜"),
    "after": ("after", "선행 번호", "선행", "선행 작업", "predecessors"),
    "first": ("first", "처음 날짜", "기준일", "first date", "baseline"),
    "reached": ("reached", "달성일", "도달일"),
}
MOST_LETTERS = 150


def as_csv(milestones: Sequence[Milestone], links: Iterable[tuple[int, int]]) -> bytes:
    """With the sign that has spreadsheets read it as UTF-8. No cell is a formula."""
    number = {row.pk: at for at, row in enumerate(milestones, start=1)}
    after: dict[int, list[int]] = {}
    for before, later in links:
        after.setdefault(later, []).append(number[before])
    rows = (
        [
            number[row.pk], row.code, row.name.ko, row.name.en, row.starts_on or "", row.due_on,
            ";".join(map(str, after.get(row.pk, ()))), row.planned_on or "", row.reached_on or "",
        ]
        for row in milestones
    )  # fmt: skip
    heads = [names[1 if korean() else 0] for names in COLUMNS.values()]
    return csv_of([heads, *(map(str, row) for row in rows)])


def written(rows: Sequence[PlanRow], *, with_links: bool, with_starts: bool) -> str:
    """What was looked at, to be sent along until it is applied."""
    silent = {"after": not with_links, "start": not with_starts}
    columns = [name for name in COLUMNS if not silent.get(name)]
    lines = [
        {
            "no": row.number, "code": row.code, "name": row.name.ko, "name_en": row.name.en,
            "start": row.starts_on or "", "due": row.due_on, "after": ";".join(row.after),
            "first": row.first or "", "reached": row.reached or "",
        }
        for row in rows
    ]  # fmt: skip
    return _written([columns, *([line[name] for name in columns] for line in lines)])


def _written(lines: Iterable[Iterable[Any]]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(lines)
    return text.getvalue()


def read(text: str, rows: list[PlanRow], bad: list[Bad]) -> list[str]:
    """Every row looked at, also after one that is wrong, but no more than a plan may have. Answers which columns it has."""
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text), strict=True)
    names: list[str] = []
    try:
        names = header(next(lines, []), bad, COLUMNS, ("name", "due"))
        for cells in lines if not bad else ():
            if any(cell.strip() for cell in cells):
                _row(lines.line_num, dict(zip(names, cells, strict=False)), rows, bad)
            if len(rows) > MOST_MILESTONES:
                bad.append(Bad(0, "", too_many()))
                break
    except csv.Error:
        words = _("A quotation mark is not closed here, so the row cannot be read.")
        bad.append(Bad(lines.line_num, "", words))
    if not bad and not rows:
        bad.append(Bad(0, "", _("There is no row under the header. Please fill in at least one.")))
    _refuse_doubles(rows, bad)
    return names


def too_many() -> str:
    words = _("A plan has at most %(most)s milestones. Please put some of them into a project of their own.")
    return words % {"most": MOST_MILESTONES}


def _refuse_doubles(rows: list[PlanRow], bad: list[Bad]) -> None:
    seen: set[str] = set()
    for row in rows:
        if row.number in seen:
            words = _("The number %(number)s is there twice. Each row needs a number of its own.")
            bad.append(Bad(row.line, "no", words % {"number": row.number}))
        seen.add(row.number)


def _row(line: int, cells: dict[str, str], rows: list[PlanRow], bad: list[Bad]) -> None:
    given = {name: _clean(cells.get(name, "")) for name in COLUMNS}
    before = len(bad)
    days = {name: _day(line, name, given[name], bad) for name in ("start", "due", "first", "reached")}
    if not given["due"]:
        bad.append(Bad(line, "due", _("Please fill this in.")))
    if not given["name"] and not given["name_en"]:
        bad.append(Bad(line, "name", _("Please write what is to be reached.")))
    bad += [
        Bad(line, name, sentence) for name in ("name", "name_en") if (sentence := wrong_text(given[name]))
    ]
    due = days["due"]
    if len(bad) == before and due is not None:
        after = tuple(part for part in re.split(r"[;,\s]+", given["after"]) if part)
        rows.append(
            PlanRow(
                line, given["no"] or str(len(rows) + 1), given["code"].upper(), Bi(given["name"], given["name_en"]),
                days["start"], due, after, days["first"], days["reached"],
            )
        )  # fmt: skip


def _clean(cell: str) -> str:
    """Without the mark that keeps a spreadsheet from running it."""
    text = unicodedata.normalize("NFC", cell).strip()
    return text[1:] if text.startswith(tuple(f"'{sign}" for sign in FORMULA)) else text


def wrong_text(text: str) -> str:
    if len(text) > MOST_LETTERS:
        return _("Please shorten this to 150 characters.")
    if any(sign == "\0" or "\ud800" <= sign <= "\udfff" for sign in text):
        return _("There is a character in it that cannot be kept. Please write it again.")
    return ""


def _day(line: int, column: str, cell: str, bad: list[Bad]) -> date | None:
    if not cell:
        return None
    try:
        return read_date(unicodedata.normalize("NFKC", cell))
    except ValueError:
        sentence = _("Please write a date such as 2027. 6. 30., 2027-06-30 or 2027년 6월 30일.")
        bad.append(Bad(line, column, sentence))
        return None
