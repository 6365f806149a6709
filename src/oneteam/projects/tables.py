"""A table of measurements as people send it: each bad row and column is named, and all rows are taken or none."""

from __future__ import annotations

import csv
import datetime as dt
import io
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import zip_longest
from typing import Any

from django.utils.translation import gettext as _

from oneteam.base.errors import Invalid, OneTeamError
from oneteam.base.fields import Bi
from oneteam.base.forms import read_date
from oneteam.base.numerals import read_number
from oneteam.base.tables import delimiter_of, text_of
from oneteam.base.text import file_size, say

from .actions import Figure, check_measured
from .enums import MeasuredPart
from .models import Effect

MOST_ROWS, MOST_BYTES = 1000, 512_000
LARGEST, PLACES = Decimal(10) ** 10, 4
MOST_N = 1_000_000_000
MOST_DIGITS = 40  # of what is written out, so that a short 1e999999999 does not become a gigabyte of zeros
NUMERALS = frozenset("일이삼사오육륙칠팔구십백천만억조")
COLUMNS = {
    "date": ("date", "on", "day", "measured on", "측정일", "날짜", "일자"),
    "value": ("value", "값", "측정값", "수치"),
    "n": ("n", "sample", "표본", "표본수", "건수"),
    "spread": ("spread", "sd", "standard deviation", "표준편차", "편차"),
    "unit": ("unit", "단위"),
    "part": ("part", "line", "구분"),
    "note": ("note", "비고", "메모"),
}
PARTS = {
    "": MeasuredPart.AFTER, "after": MeasuredPart.AFTER, "적용 후": MeasuredPart.AFTER, "적용후": MeasuredPart.AFTER,
    "baseline": MeasuredPart.BASELINE, "before": MeasuredPart.BASELINE, "적용 전": MeasuredPart.BASELINE, "적용전": MeasuredPart.BASELINE,
    "control before": MeasuredPart.CONTROL_BEFORE, "control_before": MeasuredPart.CONTROL_BEFORE, "대조 전": MeasuredPart.CONTROL_BEFORE,
    "control": MeasuredPart.CONTROL_AFTER, "control after": MeasuredPart.CONTROL_AFTER, "control_after": MeasuredPart.CONTROL_AFTER,
    "대조": MeasuredPart.CONTROL_AFTER, "대조 후": MeasuredPart.CONTROL_AFTER,
}  # fmt: skip


@dataclass(frozen=True)
class Bad:
    """What is wrong, and where: the row as a spreadsheet counts it, 0 for the whole table; the column as it is called."""

    row: int
    column: str
    reason: str


@dataclass
class Table:
    figures: list[Figure] = field(default_factory=list)
    bad: list[Bad] = field(default_factory=list)


def decode(data: bytes) -> str:
    """UTF-8, or the Korean Windows encoding that spreadsheets write."""
    if len(data) > MOST_BYTES:
        words = {"size": file_size(len(data)), "limit": file_size(MOST_BYTES)}
        raise _refused(_("The table has %(size)s. Please send one smaller than %(limit)s.") % words)
    text = text_of(data)
    if text is not None:
        return text
    raise _refused(_("This is not a text file. Please save the list as “CSV UTF-8” and choose that file."))


def _refused(sentence: str) -> Invalid:
    return Invalid(sentence, {"file": sentence})


def read(effect: Effect, text: str) -> Table:
    """Every row looked at, also after one that is wrong."""
    found = Table()
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text), strict=True)
    try:
        names = header(next(lines, []), found.bad, COLUMNS, ("date", "value"))
        for cells in lines if not found.bad else ():
            if any(cell.strip() for cell in cells):
                _line(effect, lines.line_num, names, cells, found)
    except csv.Error:
        found.bad.append(
            Bad(lines.line_num, "", _("A quotation mark is not closed here, so the row cannot be read."))
        )
    if not found.bad and not found.figures:
        found.bad.append(Bad(0, "", _("There is no row under the header. Please fill in at least one.")))
    if len(found.figures) > MOST_ROWS:
        words = {"rows": len(found.figures), "limit": MOST_ROWS}
        sentence = _("There are %(rows)d rows. Please split them into files of %(limit)d rows.")
        found.bad.append(Bad(0, "", sentence % words))
    return found


def _line(effect: Effect, number: int, header: list[str], cells: list[str], found: Table) -> None:
    """A row of the table; with a cell under no name it is not known which number was meant."""
    nameless = [cell for name, cell in zip_longest(header, cells, fillvalue="") if not name]
    if any(cell.strip() for cell in nameless):
        words = _(
            "This row has more cells than there are columns. Please put a number with a comma in quotation marks."
        )
        found.bad.append(Bad(number, "", words))
    else:
        _row(effect, number, dict(zip(header, cells, strict=False)), found)


def read_rows(effect: Effect, rows: list[Any]) -> Table:
    """The same of rows of JSON, numbered from 1; a field of another name is refused."""
    found = Table()
    names = {"on": "date"} | {name: name for name in COLUMNS}
    for number, row in enumerate(rows, start=1):
        if not isinstance(row, dict):
            found.bad.append(
                Bad(number, "", _("Each measurement is an object such as {“on”: “2027-06-30”, “value”: 12}."))
            )
            continue
        unknown = [name for name in row if name not in names]
        found.bad += [
            Bad(
                number,
                str(name)[:40],
                _("This field is not known. There are: %(names)s.") % {"names": ", ".join(names)},
            )
            for name in unknown
        ]
        cells = {names[name]: _cell(value) for name, value in row.items() if name in names}
        _row(effect, number, cells, found)
    if not rows:
        found.bad.append(Bad(0, "", _("There is no measurement. Please send at least one.")))
    return found


def _cell(value: Any) -> str:
    """As it would stand in a table; what is neither text nor number reads as something that cannot be read."""
    if value is None:
        return ""
    if isinstance(value, Decimal) and abs(value.adjusted()) <= MOST_DIGITS:
        return f"{value:f}"
    return str(value)


def header(
    cells: list[str], bad: list[Bad], columns: Mapping[str, Sequence[str]], required: Sequence[str]
) -> list[str]:
    """Each column by the name that it has here; those of other names are refused, so that none is lost by a slip."""
    known = {name: column for column, names in columns.items() for name in names}
    found = []
    for cell in cells:
        name = unicodedata.normalize("NFKC", cell).strip().lower()
        found.append(known.get(name, name))
        if name and name not in known:
            words = _("This column is not known. There are: %(names)s.")
            bad.append(Bad(1, cell.strip()[:40], words % {"names": ", ".join(columns)}))
    for column in required:
        if column not in found:
            bad.append(Bad(1, column, _("This column is missing. Please add it.")))
    for column in sorted({name for name in found if name and found.count(name) > 1}):
        bad.append(Bad(1, column, _("This column is there twice. Please take one out.")))
    return found


def _row(effect: Effect, number: int, cells: dict[str, str], found: Table) -> None:
    """The figure of one row, or all that is wrong with it."""
    values: dict[str, Any] = {}
    before = len(found.bad)
    for column, reader in READERS.items():
        try:
            values[column] = reader(effect, cells.get(column, "").strip())
        except _WrongError as wrong:
            found.bad.append(Bad(number, column, str(wrong)))
    if len(found.bad) > before:
        return
    figure = Figure(
        values["date"], values["value"], values["n"], values["spread"], values["note"], values["part"]
    )
    try:
        check_measured(effect, figure)
    except OneTeamError as error:
        fields = getattr(error, "fields", {}) or {"": str(error)}
        found.bad += [Bad(number, {"on": "date"}.get(name, name), words) for name, words in fields.items()]
    else:
        found.figures.append(figure)


class _WrongError(ValueError):
    """One cell cannot be read; the sentence says why."""


def _date(effect: Effect, cell: str) -> dt.date:
    try:
        return read_date(unicodedata.normalize("NFKC", cell))
    except ValueError:
        sentence = _("Please write a date such as 2027. 6. 30., 2027-06-30 or 2027년 6월 30일.")
        raise _WrongError(sentence) from None


def _value(effect: Effect, cell: str) -> Decimal:
    found = number_in(cell, effect.unit)
    if found is None:
        raise _WrongError(_("Please fill this in."))
    return found


def number_in(cell: str, unit: str) -> Decimal | None:
    """The number of a cell, which may end with the unit; nothing where the cell is empty."""
    text = unicodedata.normalize("NFKC", cell).strip()
    own = unicodedata.normalize("NFKC", unit).strip()
    if not text:
        return None
    if own and text.lower().endswith(own.lower()):
        text = text[: -len(own)].strip()
        if own[0] in NUMERALS and NUMERALS.intersection(text):  # of 3억 5천만원 not 만원 is the unit
            words = _("This number and its unit cannot be told apart. Write it in figures such as 35,000.")
            raise _WrongError(words)
    try:
        found = read_number(text)
    except ValueError:
        raise _WrongError(_not_a_number(cell, own)) from None
    if abs(found) >= LARGEST:
        raise _WrongError(_("This number is too large. Please choose a larger unit."))
    if found != round(found, PLACES):
        raise _WrongError(_("Please round this to four decimals."))
    return found


def _not_a_number(cell: str, unit: str) -> str:
    tail = cell.lstrip("+-0123456789., ")
    if tail and tail != cell and unit:
        sentence = _("This is measured in %(unit)s, and “%(cell)s” is in another unit. Please convert it.")
        return say(sentence, unit=unit, cell=cell[:40])
    return _("“%(cell)s” cannot be read as a number. Write it such as 1,234.5 or 1만 2천.") % {
        "cell": cell[:40]
    }


def _n(effect: Effect, cell: str) -> int | None:
    found = number_in(cell, "")
    if found is None:
        return None
    if found != int(found) or not 1 <= found <= MOST_N:
        raise _WrongError(_("The sample is a whole number from 1 up."))
    return int(found)


def _spread(effect: Effect, cell: str) -> Decimal | None:
    return number_in(cell, effect.unit)


def _unit(effect: Effect, cell: str) -> str:
    given, own = (unicodedata.normalize("NFKC", word).strip() for word in (cell, effect.unit))
    if given and given.lower() != own.lower():
        sentence = _(
            "This effect is measured in %(unit)s, not in %(given)s. Please convert the figures, then send them again."
        )
        raise _WrongError(say(sentence, unit=own or "–", given=given[:20]))
    return own


def _part(effect: Effect, cell: str) -> str:
    found = PARTS.get(unicodedata.normalize("NFKC", cell).lower())
    if found is None:
        raise _WrongError(_("Please write after, baseline, control before or control after."))
    return found


def _note(effect: Effect, cell: str) -> Bi:
    if len(cell) > 500:
        raise _WrongError(_("Please shorten this to 500 characters."))
    if any(sign == "\0" or "\ud800" <= sign <= "\udfff" for sign in cell):
        raise _WrongError(_("There is a character in it that cannot be kept. Please write it again."))
    return Bi(cell, "")


READERS = {
    "date": _date, "value": _value, "n": _n, "spread": _spread, "unit": _unit, "part": _part, "note": _note,
}  # fmt: skip
