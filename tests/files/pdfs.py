"""PDF files to try things with."""

from __future__ import annotations

import io

from pypdf import PdfWriter

A4 = (595, 842)


def pages(*sizes: tuple[int, int], turn: int = 0) -> bytes:
    writer = PdfWriter()
    for width, height in sizes:
        writer.add_blank_page(width, height).rotate(turn)
    return written(writer)


def written(writer: PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def protected() -> bytes:
    writer = PdfWriter(clone_from=io.BytesIO(pages(A4)))
    writer.encrypt("", "owner", algorithm="RC4-128")
    return written(writer)
