"""Name and time across every page of a PDF that somebody reads. What is stored stays as it was uploaded.

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
from django.utils import timezone
from django.utils.translation import gettext as _
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
from oneteam.base.errors import Invalid
from oneteam.base.text import named, when

PDF = "application/pdf"
HERE = Path(__file__).parent
SIDE = 600  # of the square in ``stamp.typ``
MARK = "/OneTeamStamp"
MEMORY = 4_000_000
PARENTS = 50  # no tree of pages is deeper


class Unmarkable(Invalid):
    """A PDF over which no name can be laid."""

    status = 409


def words_for(reader: Any) -> str:
    """Who reads, and when."""
    return f"{named(reader)} · {when(timezone.now())}"


def stamped(source: IO[bytes], words: str) -> IO[bytes]:
    """The document with ``words`` across each page, at its beginning; ``Unmarkable`` with what to do about it."""
    source.seek(0)
    try:
        reader = PdfReader(source)
        locked = reader.is_encrypted
        writer = PdfWriter(clone_from=reader) if not locked else PdfWriter()
        out = _marked(writer, words)
    except Exception as reason:  # strangers' bytes break a reader in more ways than it names
        raise Unmarkable(damaged()) from reason
    if locked:
        raise Unmarkable(protected())
    return out


def protected() -> str:
    return _(
        "This PDF is protected, so the reader's name cannot be put on it. Please save it without protection and upload it again."
    )


def damaged() -> str:
    return _(
        "This PDF is damaged, so the reader's name cannot be put on it. Please save it anew and upload it again."
    )


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
