"""Lists of works as libraries and registers write them. Only reads: nothing here asks the database.

Readers of our own, because whoever repairs a broken list must be told the line and the field, and the libraries
considered (bibtexparser 1.4, rispy 0.10; not tried) are not made to name them.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from django.utils.translation import gettext as _

from oneteam.base.errors import Invalid, TooLarge
from oneteam.base.tables import text_of
from oneteam.base.text import file_size

from . import bibtex, orcid, ris, table
from .found import MOST_WORKS, Found, Reading
from .sorting import Held, Row, State, mark, names_of, sort

__all__ = ["FORMATS", "MAX_BYTES",
    "MOST_WORKS", "Found", "Held", "Reading", "Row", "State", "decode", "format_of", "mark", "names_of", "read",
           "refuse_size", "sort"]  # fmt: skip

MAX_BYTES = 2 * 1024 * 1024
FORMATS: dict[str, str] = {"bibtex": "BibTeX", "ris": "RIS", "csv": "CSV", "orcid": "ORCID"}
READERS: dict[str, Callable[[str], Reading]] = {
    "bibtex": bibtex.read,
    "ris": ris.read,
    "csv": table.read,
    "orcid": orcid.read,
}


def refuse_size(size: int) -> None:
    words = {"size": file_size(size), "limit": file_size(MAX_BYTES)}
    sentence = _("The list has %(size)s. Please split it into parts of at most %(limit)s.") % words
    raise TooLarge(sentence, {"file": sentence})


def decode(data: bytes) -> str:
    """UTF-8, with a byte order mark or without, or the Korean Windows encoding that spreadsheets write."""
    if len(data) > MAX_BYTES:
        refuse_size(len(data))
    text = text_of(data)
    if text is not None:
        return text.replace("\r\n", "\n").replace("\r", "\n")
    sentence = _(
        "This is not a text file. Please save the list as BibTeX, RIS, CSV or ORCID’s JSON in UTF-8."
    )
    raise Invalid(sentence, {"file": sentence})


def format_of(text: str) -> str:
    """What a list is written in, by how it begins; a table where nothing else fits."""
    if text.lstrip().startswith(("{", "[")):
        return "orcid"
    if re.search(r"^[ \t]*@[ \t]*\w+[ \t]*[{(]", text, re.MULTILINE):
        return "bibtex"
    return "ris" if re.search(r"^[ \t]*TY[ \t]*-", text, re.MULTILINE) else "csv"


def read(kind: str, text: str) -> Reading:
    reading = READERS[kind](text)
    if not reading.works and not reading.bad:
        reading.wrong(0, "", "", _("There is no work in this list. Please check that it is the right file."))
    if reading.more:
        words = {"count": len(reading.works) + reading.more, "limit": MOST_WORKS}
        sentence = _("There are %(count)d works. Please split them into lists of at most %(limit)d.") % words
        return Reading().wrong(0, "", "", sentence)
    return reading
