"""What a document is made of. Words come in one language; the caller chose it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

# What XML does not know: no file can hold it, and nobody typed it.
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Heading:
    text: str
    level: int = 1  # 1 or 2, below the title of the document


@dataclass(frozen=True)
class Paragraph:
    text: str


@dataclass(frozen=True)
class Items:
    texts: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True)
class Facts:
    """Rows of a label and one or more lines."""

    rows: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Table:
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]  # of the columns, as shares


Block = Heading | Paragraph | Items | Facts | Table


@dataclass(frozen=True)
class Document:
    """``at`` is the only time in the file: the same document is the same bytes at any hour."""

    title: str
    language: str  # "ko" or "en"
    author: str
    at: datetime
    blocks: tuple[Block, ...]
    footer: str = ""


def writable(text: str) -> str:
    return _UNWRITABLE.sub("", text)


def lines(text: str) -> list[str]:
    """The paragraphs of a text, without empty ones."""
    return [line.strip() for line in writable(text).splitlines() if line.strip()]
