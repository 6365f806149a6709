"""Tables as text, as people send them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable

NUMBER = re.compile(r"[+-]?\d[\d,]*(?:\.\d+)?%?")
FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def csv_of(rows: Iterable[Iterable[str]]) -> bytes:
    """With the sign that has spreadsheets read it as UTF-8. No cell is a formula."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows([_plain(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _plain(cell: str) -> str:
    """A text that a spreadsheet would run is marked as text."""
    return f"'{cell}" if cell.startswith(FORMULA) and not NUMBER.fullmatch(cell) else cell


def text_of(data: bytes) -> str | None:
    """UTF-8, with a byte order mark or without, or the Korean Windows encoding that spreadsheets write; else nothing."""
    for encoding in ("utf-8-sig", "cp949"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    return None


def delimiter_of(text: str) -> str:
    """By the first line that says something."""
    first = text.lstrip("\r\n").partition("\n")[0]
    return max(",;\t", key=first.count)
