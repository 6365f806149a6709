"""A table of results: left of the counts what is counted, right of them further figures."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import IO

from django.utils.translation import gettext as _

from oneteam.base.errors import Invalid, invalid
from oneteam.base.tables import NUMBER, delimiter_of, text_of
from oneteam_core.suppression import TOTAL, Row

from . import sheet

COUNTS = frozenset(
    {"count", "counts", "n", "number", "frequency", "건수", "개수", "빈도", "인원", "명수", "수"}
)
TOTALS = frozenset(
    {
        "total", "totals", "grandtotal", "subtotal", "subtotals", "sub-total", "sum", "sumtotal", "all", "overall",
        "합계", "소계", "총계", "총합", "총합계", "합", "계", "전체", "누계", "총수", "전체합계",
    }
)  # fmt: skip
WHOLE = re.compile(r"(\d{1,3}(?:[,  ]\d{3})+|\d+)(?:\.0+)?\s*[건명개회대]?")
MOST_BYTES = 5_000_000


@dataclass(frozen=True)
class Table:
    """``lines``: the number of each row in the file, for whoever looks it up there."""

    header: tuple[str, ...]
    cells: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    column: int  # of the counts
    rows: tuple[Row, ...]


def read(name: str, content: IO[bytes], column: str = "") -> Table:
    """``Invalid`` names row and column of the first thing that is wrong."""
    content.seek(0)
    is_sheet = PurePath(name).suffix.lower() == ".xlsx"
    grid = sheet.rows(content) if is_sheet else _from_text(content.read(MOST_BYTES + 1))
    numbered = [(line, [cell.strip() for cell in cells]) for line, cells in enumerate(grid, 1)]
    filled = [(line, cells) for line, cells in numbered if any(cells)]
    if len(filled) < 2:
        raise invalid("file", _("The table has no row with results. The first row names the columns."))
    header = _header(filled[0][1])
    at = _column(header, column)
    rows = tuple(_row(line, cells, header, at) for line, cells in filled[1:])
    cells = tuple((*cells, *[""] * (len(header) - len(cells))) for _line, cells in filled[1:])
    _refuse_other_counts(header, cells, at)
    return Table(header, cells, tuple(line for line, _cells in filled[1:]), at, rows)


def _refuse_other_counts(header: Sequence[str], cells: Sequence[Sequence[str]], at: int) -> None:
    """Small ones among them would leave beside a large one."""
    for place in range(at + 1, len(header)):
        written = [row[place] for row in cells if re.search(r"\d", row[place])]
        if written and all(_whole(cell) for cell in written):
            sentence = _(
                "Column “%(column)s” has whole numbers too. Give every column of counts a table of its own."
            )
            raise invalid("file", sentence % {"column": header[place]})


def require_figures(table: Table) -> None:
    """Right of the counts stand figures and no texts."""
    for line, cells in zip(table.lines, table.cells, strict=True):
        for name, cell in zip(table.header[table.column + 1 :], cells[table.column + 1 :], strict=True):
            if cell and not NUMBER.fullmatch(cell):
                sentence = _(
                    "Row %(row)s, column “%(column)s” is no figure. These data stay with a party: beside counts only figures leave."
                )
                raise invalid("file", sentence % {"row": line, "column": name})


def _from_text(content: bytes) -> list[list[str]]:
    if len(content) > MOST_BYTES:
        raise invalid("file", _("The table is too large. Please keep to the rows with results."))
    text = text_of(content)
    if text is None:
        raise invalid("file", sheet.unreadable())
    lines = csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=delimiter_of(text))
    try:
        return list(lines)
    except csv.Error:
        sentence = _("Row %(row)s cannot be read: a quotation mark is not closed.") % {"row": lines.line_num}
        raise invalid("file", sentence) from None


def _header(cells: Sequence[str]) -> tuple[str, ...]:
    header = tuple(cells)
    while header and not header[-1]:
        header = header[:-1]
    if "" in header:
        sentence = _("Column %(column)s has no name. The first row names the columns.")
        raise invalid("file", sentence % {"column": header.index("") + 1})
    return header


def _column(header: Sequence[str], wanted: str) -> int:
    """Where the counts are: the column of the name given, or of a usual one."""
    names = {wanted.strip().casefold()} if wanted.strip() else COUNTS
    found = [at for at, name in enumerate(header) if name.casefold() in names]
    if len(found) != 1:
        sentence = _(
            "It is not plain which column has the counts. Call one of them “count”, or give its name below."
        )
        raise Invalid(sentence, {"column": sentence})
    if found[0] == 0:
        raise invalid("file", _("Left of the counts a column has to say what is counted."))
    return found[0]


def _row(line: int, cells: Sequence[str], header: Sequence[str], at: int) -> Row:
    if len(cells) > len(header) and any(cells[len(header) :]):
        sentence = _("Row %(row)s has more cells than there are columns.")
        raise invalid("file", sentence % {"row": line})
    cells = [*cells, *[""] * (len(header) - len(cells))]
    for name, cell in zip(header[:at], cells[:at], strict=True):
        if not cell:
            sentence = _("Row %(row)s, column “%(column)s” is empty. Write in every row what is counted.")
            raise invalid("file", sentence % {"row": line, "column": name})
    key = tuple(TOTAL if _is_total(cell) else cell for cell in cells[:at])
    return Row(key, _count(line, header[at], cells[at]))


def _is_total(cell: str) -> bool:
    """Also set with spaces, composed otherwise, or with a unit in brackets: “합 계(건)”."""
    return re.sub(r"\s|\(.*\)|[:：]", "", unicodedata.normalize("NFKC", cell)).casefold() in TOTALS


def _whole(cell: str) -> re.Match[str] | None:
    return WHOLE.fullmatch(unicodedata.normalize("NFKC", cell).strip())


def _count(line: int, name: str, cell: str) -> int:
    written = _whole(cell)
    if written is None:
        sentence = _(
            "Row %(row)s, column “%(column)s”: “%(cell)s” is no whole number. Counts stand in figures."
        )
        raise invalid("file", sentence % {"row": line, "column": name, "cell": cell[:40]})
    return int(re.sub(r"\D", "", written.group(1)))
