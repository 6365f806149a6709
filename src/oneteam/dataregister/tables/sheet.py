"""The cells of the first sheet of an XLSX file, as text. Of a formula only the value that was computed last is read."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO
from xml.etree import ElementTree

from django.utils.translation import gettext as _

from oneteam.base.errors import invalid

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
MOST_BYTES = 20_000_000  # unpacked: more than any table of results
MOST_CELLS = 200_000


def rows(content: IO[bytes]) -> list[list[str]]:
    """Row by row as they are numbered, empty ones too."""
    try:
        with zipfile.ZipFile(content) as archive:
            words = _words(archive)
            return list(_rows(_tree(archive, _first_sheet(archive)), words))
    except (
        zipfile.BadZipFile,
        zlib.error,
        KeyError,
        ValueError,
        IndexError,
        ElementTree.ParseError,
        RuntimeError,
    ):
        raise invalid("file", unreadable()) from None


def unreadable() -> str:
    return _("The table cannot be read. Save it anew as XLSX or CSV and try again.")


def _tree(archive: zipfile.ZipFile, name: str) -> ElementTree.Element:
    if archive.getinfo(name).file_size > MOST_BYTES:
        raise invalid("file", _("The table is too large. Please keep to the rows with results."))
    with archive.open(name) as member:
        text = member.read(MOST_BYTES + 1)
    if len(text) > MOST_BYTES or b"<!DOCTYPE" in text:  # no spreadsheet program writes one
        raise ValueError(name)
    return ElementTree.fromstring(text)


def _first_sheet(archive: zipfile.ZipFile) -> str:
    sheet = _tree(archive, "xl/workbook.xml").find(f"{MAIN}sheets/{MAIN}sheet")
    number = sheet.get(LINK) if sheet is not None else None
    targets = {one.get("Id"): one.get("Target", "") for one in _tree(archive, "xl/_rels/workbook.xml.rels")}
    return "xl/" + str(targets[number]).removeprefix("/xl/").removeprefix("./")


def _words(archive: zipfile.ZipFile) -> list[str]:
    """The texts that cells point to by number."""
    if "xl/sharedStrings.xml" not in archive.namelist():
        return []
    return [_text(one) for one in _tree(archive, "xl/sharedStrings.xml").findall(f"{MAIN}si")]


def _text(element: ElementTree.Element) -> str:
    """Without the pronunciation that may stand beside."""
    parts = [*element.findall(f"{MAIN}t"), *element.findall(f"{MAIN}r/{MAIN}t")]
    return "".join(part.text or "" for part in parts)


def _rows(sheet: ElementTree.Element, words: list[str]) -> Iterator[list[str]]:
    before = seen = 0
    for row in sheet.iterfind(f"{MAIN}sheetData/{MAIN}row"):
        number = int(row.get("r", before + 1))
        if number <= before or number > MOST_CELLS:
            raise ValueError(number)
        yield from ([] for _empty in range(number - before - 1))
        before, cells = number, _cells(row, words)
        seen += len(cells)
        if seen > MOST_CELLS:
            raise ValueError(seen)
        yield cells


def _cells(row: ElementTree.Element, words: list[str]) -> list[str]:
    cells: list[str] = []
    for cell in row.findall(f"{MAIN}c"):
        column = _column(cell.get("r", ""), len(cells))
        cells += [""] * (column - len(cells))
        cells.append(_value(cell, words))
    return cells


def _column(place: str, following: int) -> int:
    letters = re.match(r"[A-Z]{1,3}", place)
    if letters is None:
        return following
    number = 0
    for letter in letters.group():
        number = number * 26 + ord(letter) - 64
    if number - 1 < following:
        raise ValueError(place)
    return number - 1


def _value(cell: ElementTree.Element, words: list[str]) -> str:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        inside = cell.find(f"{MAIN}is")
        return _text(inside) if inside is not None else ""
    value = (cell.findtext(f"{MAIN}v") or "").strip()
    if kind == "s" and value:
        return words[int(value)]
    return value
