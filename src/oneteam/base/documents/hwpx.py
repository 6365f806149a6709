"""HWPX by python-hwpx, which is young: what it wrote is validated, opened again and read back before anybody gets it."""

from __future__ import annotations

import re
from collections import Counter
from io import BytesIO
from typing import Any

from hwpx import HwpxDocument, validate_editor_open_safety

from .archive import dated
from .model import Document, Facts, Heading, Items, Paragraph, Table, lines, writable

GREY = "#F2F2F2"
LINE = "#AAAAAA"
LABEL = (15, 85)
# The library draws a number for every paragraph and table by chance; what refers to one says the same number.
_DRAWN = re.compile(rb'(?<=[iI][dD]="|[eE]f=")\d{6,}(?=")')


def press(document: Document) -> bytes:
    """Refuses to hand out a file that an editor might not open or that lost a word."""
    made = dated(_Press(document).file.to_bytes(), document.at, _counted)
    report = validate_editor_open_safety(made)
    if not report.ok:
        raise RuntimeError(f"The HWPX that was written is not valid: {report.summary}")
    if missing := Counter(words(document)) - Counter(read(made).split()):
        raise RuntimeError(f"The HWPX that was written lost {sum(missing.values())} words.")
    return made


def _counted(name: str, content: bytes) -> bytes:
    """Numbers in the order in which they come, so that the same document is the same bytes."""
    if not name.startswith("Contents/section"):
        return content
    numbers: dict[bytes, bytes] = {}
    return _DRAWN.sub(lambda drawn: numbers.setdefault(drawn[0], b"%d" % (10**6 + len(numbers))), content)


def read(data: bytes) -> str:
    """The text of a file, tables and all, the footer aside."""
    text: str = HwpxDocument.open(BytesIO(data)).text.plain()
    return text


def words(document: Document) -> list[str]:
    """Every word that must stand in the file."""
    return [word for text in _texts(document) for word in writable(text).split()]


def _texts(document: Document) -> list[str]:
    found = [document.title]
    for block in document.blocks:
        if isinstance(block, Heading | Paragraph):
            found.append(block.text)
        elif isinstance(block, Items):
            found += block.texts
        elif isinstance(block, Facts):
            found += [text for label, texts in block.rows for text in (label, *texts)]
        else:
            found += [*block.head, *(text for row in block.rows for text in row)]
    return found


class _Press:
    def __init__(self, document: Document) -> None:
        self.file = HwpxDocument.new()
        sides = ("left", "right", "top", "bottom")
        self.file.page.setup(paper_size="A4", margins_mm=dict.fromkeys(sides, 20))
        ensure = self.file.styles.ensure_run
        self.plain, self.bold = ensure(size=10), ensure(size=10, bold=True)
        self.heads = {1: ensure(size=13, bold=True), 2: ensure(size=11, bold=True)}
        border = self.file.styles.ensure_border_fill
        self.border, self.shaded = border(border_color=LINE), border(border_color=LINE, fill_color=GREY)
        first = self.file.paragraphs[0]  # it is there already, and holds the page
        first.add_run(writable(document.title), char_pr_id_ref=ensure(size=18, bold=True))
        self.file.page.set_footer(text=writable(document.footer))
        for block in document.blocks:
            ADD[type(block)](self, block)

    def line(self, text: str, look: str) -> None:
        self.file.add_paragraph(writable(text), char_pr_id_ref=look, inherit_style=False)

    def heading(self, block: Heading) -> None:
        self.line("", self.plain)
        self.line(block.text, self.heads[block.level])

    def paragraph(self, block: Paragraph) -> None:
        for text in lines(block.text):
            self.line(text, self.plain)

    def items(self, block: Items) -> None:
        for number, text in enumerate(block.texts, start=1):
            self.line(f"{number}. {text}" if block.numbered else f"• {text}", self.plain)

    def facts(self, block: Facts) -> None:
        cells = self.grid(len(block.rows), LABEL)
        for (label, words), (name, texts) in zip(cells, block.rows, strict=True):
            self.head(label, name)
            self.cell(words, texts)

    def table(self, block: Table) -> None:
        first, *more = self.grid(1 + len(block.rows), block.widths)
        for cell, text in zip(first, block.head, strict=True):
            self.head(cell, text)
        for cells, row in zip(more, block.rows, strict=True):
            for cell, text in zip(cells, row, strict=True):
                self.cell(cell, (text,))

    def grid(self, rows: int, widths: tuple[int, ...]) -> list[list[Any]]:
        """The cells, row by row: asked one by one, the library would draw up the table anew for each."""
        table = self.file.add_table(rows, len(widths), border_fill_id_ref=self.border)
        table.set_column_widths(widths)
        return [row.cells for row in table.rows]

    def head(self, cell: Any, text: str) -> None:
        self.cell(cell, (text,), self.bold)
        cell.element.set("borderFillIDRef", self.shaded)

    def cell(self, cell: Any, texts: tuple[str, ...], look: str = "") -> None:
        first, *more = (line for text in texts for line in lines(text) or [""])
        cell.paragraphs[0].add_run(first, char_pr_id_ref=look or self.plain)
        for text in more:
            cell.add_paragraph(text, char_pr_id_ref=look or self.plain)


ADD: dict[type, Any] = {
    Heading: _Press.heading, Paragraph: _Press.paragraph, Items: _Press.items, Facts: _Press.facts,
    Table: _Press.table,
}  # fmt: skip
