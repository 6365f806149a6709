"""A document out of plain pieces, pressed as PDF, DOCX or HWPX. It knows no concept of the alliance."""

from __future__ import annotations

from importlib import import_module

from .model import Block, Document, Facts, Heading, Items, Paragraph, Table

__all__ = ["TYPES", "Block", "Document", "Facts", "Heading", "Items", "Paragraph", "Table", "press"]

TYPES = {
    "hwpx": "application/hwp+zip",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def press(document: Document, kind: str) -> bytes:
    """The file. ``kind``: a key of ``TYPES``. The library behind it is only loaded when it is wanted."""
    made: bytes = import_module(f"{__name__}.{kind}").press(document)
    return made
