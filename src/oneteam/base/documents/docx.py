"""DOCX by python-docx: headings, lists and tables as such, so that a reader can jump between them."""

from __future__ import annotations

from datetime import UTC
from io import BytesIO
from typing import Any

from docx import Document as new_document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from .archive import dated
from .model import Document, Facts, Heading, Items, Paragraph, Table, lines, writable

FONT = "Malgun Gothic"
SIZES = {"Normal": 10, "Title": 18, "Heading 1": 13, "Heading 2": 11}
LANGUAGES = {"ko": "ko-KR", "en": "en-GB"}
WIDTH = Mm(170)
LABEL = Mm(26)
MOST = 255  # signs in a property


def press(document: Document) -> bytes:
    file = new_document()
    _set_up(file, document)
    file.add_paragraph(writable(document.title), style="Title").alignment = WD_ALIGN_PARAGRAPH.CENTER
    for block in document.blocks:
        ADD[type(block)](file, block)
    made = BytesIO()
    file.save(made)
    return dated(made.getvalue(), document.at)


def _set_up(file: Any, document: Document) -> None:
    section = file.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(20)
    for name, size in SIZES.items():
        _dress(file.styles[name], size, LANGUAGES[document.language])
    footer = section.footer.paragraphs[0]
    footer.text = writable(document.footer)
    for run in footer.runs:
        run.font.size = Pt(8)
    _tell(file.core_properties, document)


def _tell(properties: Any, document: Document) -> None:
    at = document.at.astimezone(UTC).replace(tzinfo=None)
    properties.title = writable(document.title)[:MOST]
    properties.author = writable(document.author)[:MOST]
    properties.last_modified_by, properties.comments = properties.author, ""
    properties.created = properties.modified = at
    properties.language = LANGUAGES[document.language]


def _dress(style: Any, size: int, language: str) -> None:
    style.font.name, style.font.size, style.font.color.rgb = FONT, Pt(size), RGBColor(0x1A, 0x1A, 0x1A)
    look = style.element.get_or_add_rPr()
    fonts = look.find(qn("w:rFonts"))
    for name in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(name), None)
    fonts.set(qn("w:eastAsia"), FONT)
    spoken = OxmlElement("w:lang")
    spoken.set(qn("w:val"), language)
    spoken.set(qn("w:eastAsia"), "ko-KR")
    look.append(spoken)


def _heading(file: Any, block: Heading) -> None:
    file.add_heading(writable(block.text), block.level)


def _paragraph(file: Any, block: Paragraph) -> None:
    for line in lines(block.text):
        file.add_paragraph(line)


def _items(file: Any, block: Items) -> None:
    """The numbers are written out: a list of Word's own would go on counting from the list before."""
    for number, text in enumerate(block.texts, start=1):
        if block.numbered:
            file.add_paragraph(f"{number}. {writable(text)}")
        else:
            file.add_paragraph(writable(text), style="List Bullet")


def _facts(file: Any, block: Facts) -> None:
    table = _grid(file, len(block.rows), [LABEL, WIDTH - LABEL])
    for row, (label, texts) in zip(table.rows, block.rows, strict=True):
        _bold(row.cells[0], label)
        row.cells[1].text = writable("\n".join(texts))


def _table(file: Any, block: Table) -> None:
    shares = [int(WIDTH * share / sum(block.widths)) for share in block.widths]
    table = _grid(file, 1 + len(block.rows), shares)
    for cell, text in zip(table.rows[0].cells, block.head, strict=True):
        _bold(cell, text)
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # repeated on the next page
    for row, texts in zip(list(table.rows)[1:], block.rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = writable(text)


def _grid(file: Any, rows: int, widths: list[int]) -> Any:
    table = file.add_table(rows, len(widths), style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        for cell in column.cells:
            cell.width = width
    file.add_paragraph()
    return table


def _bold(cell: Any, text: str) -> None:
    cell.paragraphs[0].add_run(writable(text)).bold = True


ADD: dict[type, Any] = {
    Heading: _heading, Paragraph: _paragraph, Items: _items, Facts: _facts, Table: _table,
}  # fmt: skip
