"""Laying words over each page of a PDF. Apart from ``stamping``: its libraries are loaded by whoever lays something.

The words are set by typst, which embeds the letters it uses; pypdf lays them over each page as one shared object,
without reading what stands on the pages: a long document costs little more than a short one.
"""

from __future__ import annotations

import io
import tempfile
from functools import cache
from pathlib import Path
from typing import IO, Any

import typst
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    RectangleObject,
    StreamObject,
)

from oneteam.base import documents

HERE = Path(__file__).parent
SIDE = 600  # of the square in ``stamp.typ``
MARK = "/OneTeamStamp"
MEMORY = 4_000_000
PARENTS = 50  # no tree of pages is deeper
MOST_PAGES = 1000


class Protected(Exception):
    pass


class TooLong(Exception):
    pass


def marked(source: IO[bytes], words: str) -> IO[bytes]:
    """Whatever else is raised: strangers' bytes break a reader in more ways than it names."""
    reader = PdfReader(source)
    if reader.is_encrypted:
        raise Protected
    if _is_long(reader):
        raise TooLong
    return _marked(PdfWriter(clone_from=reader), words)


def _is_long(reader: PdfReader) -> bool:
    """Counted no further than needed. What a document says of its own number may be wrong, and a tree a circle."""
    waiting, pages = [reader.root_object["/Pages"]], 0
    for _step in range(2 * MOST_PAGES):
        if not waiting:
            return pages > MOST_PAGES
        node: Any = waiting.pop().get_object()
        waiting += node.get("/Kids", [])
        pages += "/Kids" not in node
    return True


def _marked(writer: PdfWriter, words: str) -> IO[bytes]:
    mark = _mark(writer, words)
    before = writer._add_object(_stream(b"q\n"))
    if not writer.pages:
        raise ValueError("a document without pages")
    for page in writer.pages:
        _lay(writer, page, before, mark)
    out = tempfile.SpooledTemporaryFile(max_size=MEMORY)  # noqa: SIM115 (whoever asked closes it)
    writer.write(out)
    out.seek(0)
    return out


def _mark(writer: PdfWriter, words: str) -> Any:
    """The words as one object of the document."""
    page: Any = PdfReader(io.BytesIO(_set(words))).pages[0]
    contents = page.get_contents()
    form = _stream(contents.get_data() if contents is not None else b"")
    form[NameObject("/Type")] = NameObject("/XObject")
    form[NameObject("/Subtype")] = NameObject("/Form")
    form[NameObject("/BBox")] = RectangleObject((0, 0, SIDE, SIDE))
    form[NameObject("/Resources")] = page["/Resources"].get_object().clone(writer)
    return writer._add_object(form)


def _set(words: str) -> bytes:
    return typst.compile(
        HERE / "stamp.typ", root=HERE, font_paths=_fonts(), format="pdf", sys_inputs={"words": words}
    )


@cache
def _fonts() -> typst.Fonts:
    folder = Path(next(iter(documents.__path__))) / "fonts"
    return typst.Fonts(include_system_fonts=False, font_paths=[folder])


def _lay(writer: PdfWriter, page: Any, before: Any, mark: Any) -> None:
    found = _inherited(page, "/Resources")
    resources = DictionaryObject(found.get_object() if found is not None else {})
    there: Any = resources.get("/XObject", {})
    objects = DictionaryObject(there.get_object() if there else {})
    objects[NameObject(MARK)] = mark
    resources[NameObject("/XObject")] = objects
    page[NameObject("/Resources")] = resources
    after = writer._add_object(_stream(f"\nQ\nq {_matrix(page)} cm {MARK} Do Q\n".encode()))
    page[NameObject("/Contents")] = ArrayObject([before, *_contents(page), after])


def _contents(page: Any) -> list[Any]:
    there = page.get_object().raw_get("/Contents") if "/Contents" in page else None
    if there is None:
        return []
    return list(there.get_object()) if isinstance(there.get_object(), ArrayObject) else [there]


def _matrix(page: Any) -> str:
    """As large as the longer side, in the middle, upright however the page is turned."""
    box = RectangleObject(page.cropbox)
    size = max(abs(box.width), abs(box.height)) / SIDE
    cosine, sine = [(1, 0), (0, 1), (-1, 0), (0, -1)][int(page.rotation or 0) // 90 % 4]
    a, b = size * cosine, size * sine
    x, y = (box.left + box.right) / 2, (box.bottom + box.top) / 2
    half = SIDE / 2
    values = (a, b, -b, a, x - (a - b) * half, y - (a + b) * half)
    return " ".join(str(FloatObject(value)) for value in values)


def _inherited(page: Any, key: str) -> Any:
    """What a page does not say itself, it has from those it hangs on."""
    for _step in range(PARENTS):
        if key in page:
            return page[key]
        if "/Parent" not in page:
            return None
        page = page["/Parent"].get_object()
    return None


def _stream(data: bytes) -> StreamObject:
    made = StreamObject()
    made.set_data(data)
    return made
