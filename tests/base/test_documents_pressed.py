"""One document as HWPX, PDF and DOCX: every word arrives, nothing typed becomes markup, the same bytes each time."""

import datetime as dt
import io
import re
import subprocess
import sys

import docx
import pytest

from oneteam.base import documents
from oneteam.base.documents import Document, Facts, Heading, Items, Paragraph, Table, hwpx, pdf

MARKUP = '#eval("1") $x$ *bold* <b>&amp; \\ [link] = heading {{ value }}'
AT = dt.datetime(2026, 11, 27, 14, 0, tzinfo=dt.UTC)


def made(*more, language="ko", title="회의록"):
    blocks = (
        Facts((("회의명", ("용접 소리",)), ("참석자", ("이서준 님", "박지우 교수")))),
        Heading("논의"),
        Heading("1. 문제 공개", 2),
        Paragraph(f"첫 줄\n{MARKUP}\n\n끝 줄"),
        Items(("하나", "둘"), numbered=True),
        Items(("셋",)),
        Table(("할 일", "담당"), (("자료 보내기", "이서준 님"),), (3, 1)),
    )
    return Document(title, language, "원팀", AT, (*blocks, *more), footer="RT-2 · 0123")


def text_of_docx(data):
    file = docx.Document(io.BytesIO(data))
    cells = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(line.text for line in file.paragraphs), *cells])


@pytest.mark.parametrize("kind", documents.TYPES)
def test_the_same_document_is_the_same_bytes(kind):
    assert documents.press(made(), kind) == documents.press(made(), kind)


@pytest.mark.parametrize(("kind", "read"), [("docx", text_of_docx), ("hwpx", hwpx.read)])
def test_every_word_arrives_as_it_was_typed(kind, read):
    text = read(documents.press(made(), kind))
    assert MARKUP in text
    assert [word for word in hwpx.words(made()) if word not in text] == []


@pytest.mark.parametrize("kind", documents.TYPES)
@pytest.mark.parametrize("strange", ["\x00\x0b\ud800", "漢字 😀 \u202e", "", "\n\n", "가" * 5000, "\t"])
def test_strange_signs_break_no_file(kind, strange):
    more = (Paragraph(strange), Heading(strange), Items((strange,)), Facts(((strange, (strange,)),)))
    assert len(documents.press(made(*more, title=strange or "-"), kind)) > 1000


def test_a_pdf_is_tagged_for_screen_readers_and_brings_its_font():
    data = documents.press(made(language="en"), "pdf")
    assert b"pdfuaid:part" in data
    assert re.search(rb"/Lang ?\(en\)", data)
    assert re.search(rb"/FontName ?/[A-Z]{6}\+Pretendard-Regular", data)


def test_the_font_has_every_korean_syllable():
    assert all(number in pdf.signs() for number in range(ord("가"), ord("힣") + 1))


def test_the_libraries_are_loaded_only_where_a_file_is_made():
    code = "import sys, oneteam.base.documents; print({'typst', 'docx', 'hwpx'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
