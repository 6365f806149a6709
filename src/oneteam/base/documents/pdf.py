"""PDF by typst: PDF/UA-1, with Pretendard embedded. Texts are data of the template and never markup."""

from __future__ import annotations

import json
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

import typst

from .model import Block, Document, Facts, Heading, Items, Paragraph, Table, lines, writable

HERE = Path(__file__).parent
FONTS = HERE / "fonts"
ABSENT = "\N{WHITE SQUARE}"  # stands for a sign that the font does not have, such as an emoji


def press(document: Document) -> bytes:
    return typst.compile(
        HERE / "page.typ",
        root=HERE,
        font_paths=_fonts(),
        format="pdf",
        pdf_standards="ua-1",
        sys_inputs={"document": json.dumps(_data(document))},
        timestamp=int(document.at.timestamp()),
    )


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[FONTS])


def _data(document: Document) -> dict[str, Any]:
    at = document.at
    return {
        "title": _shown(document.title).strip() or "–", "language": document.language, "author": _shown(document.author),
        "at": [at.year, at.month, at.day, at.hour, at.minute, at.second],
        "footer": _shown(document.footer), "blocks": [_block(block) for block in document.blocks],
    }  # fmt: skip


def _block(block: Block) -> dict[str, Any]:
    kind = type(block).__name__.lower()
    if isinstance(block, Heading) and not writable(block.text).strip():
        return {"kind": "paragraph", "lines": []}  # PDF/UA knows no empty heading
    if isinstance(block, Paragraph):
        return {"kind": kind, "lines": [_shown(line) for line in lines(block.text)]}
    if isinstance(block, Heading | Items | Facts | Table):
        return {"kind": kind, **_all_shown(asdict(block))}
    raise TypeError(block)


def _all_shown(value: Any) -> Any:
    if isinstance(value, str):
        return _shown(value)
    if isinstance(value, dict):
        return {key: _all_shown(one) for key, one in value.items()}
    if isinstance(value, tuple | list):
        return [_all_shown(one) for one in value]
    return value


def _shown(text: str) -> str:
    """As the font can write it: a sign that it does not have would stop the whole document."""
    known = signs()
    return "".join(sign if ord(sign) in known else ABSENT for sign in writable(text))


@cache
def signs() -> frozenset[int]:
    """What both weights of the font have, from the list that is kept beside them."""
    ranges = (line.partition("-") for line in (FONTS / "signs.txt").read_text().split())
    return frozenset(
        number for first, _, last in ranges for number in range(int(first, 16), int(last or first, 16) + 1)
    )
