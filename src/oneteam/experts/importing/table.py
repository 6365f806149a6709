"""A table with a header row: separated by commas, semicolons or tabs. Columns that are not known are passed over."""

from __future__ import annotations

import csv
import io
from collections import Counter
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .found import Reading

MEANINGS = {
    "title": "title", "title_ko": "title_ko", "title_en": "title_en", "abstract": "abstract",
    "abstract_ko": "abstract_ko", "abstract_en": "abstract_en", "year": "year", "publication year": "year",
    "doi": "doi", "link": "link", "url": "link",
}  # fmt: skip
WORDED = {
    "title": gettext_lazy("Title"),
    "abstract": gettext_lazy("Abstract"),
    "year": gettext_lazy("Year"),
    "link": gettext_lazy("Link"),
}


def read(text: str) -> Reading:
    reading = Reading()
    first = text.lstrip("\n").split("\n", 1)[0]
    sign = max(",;\t", key=first.count)
    lines = csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=sign)
    try:
        header = next((cells for cells in lines if any(cell.strip() for cell in cells)), [])
        columns = _columns(reading, [cell.strip() for cell in header])
        if not reading.bad:
            _rows(reading, lines, columns, len(header))
    except csv.Error as error:
        reading.wrong(lines.line_num, "", "", _unreadable(str(error)))
    return reading


def _unreadable(error: str) -> str:
    if "field larger" in error:
        return _("One cell of this row is too long to be read. An abstract may have 5,000 characters.")
    return _("A quotation mark is not closed here, so the row cannot be read.")


def _columns(reading: Reading, header: list[str]) -> list[str]:
    known = _known()
    columns = [known.get(name.casefold(), "") for name in header]
    if not {"title", "title_ko", "title_en"} & set(columns):
        reason = _(
            "There is no column “title”. The first row names the columns: title, year, abstract, doi, link."
        )
        reading.wrong(1, "", "title", reason)
    times = Counter(columns)
    for name, column in zip(header, columns, strict=True):
        if column and times[column] > 1:
            reading.wrong(1, "", name, _("This column stands here twice. Please remove one."))
    return columns


def _known() -> dict[str, str]:
    found = dict(MEANINGS)
    for code in ("en", "ko"):
        with translation.override(code):
            found |= {str(label).casefold(): name for name, label in WORDED.items()}
    return found


def _rows(reading: Reading, lines: Any, columns: list[str], width: int) -> None:
    before, number = lines.line_num, 0
    for cells in lines:
        line, before = before + 1, lines.line_num
        if not any(cell.strip() for cell in cells):
            continue
        number += 1
        if len(cells) > width:
            reason = _("There are more cells than columns. Put a text with commas in quotes.")
            reading.wrong(line, str(number), "", reason)
            continue
        given = {column: cell for column, cell in zip(columns, cells, strict=False) if column}
        reading.add(line, str(number), given, {}, {})
