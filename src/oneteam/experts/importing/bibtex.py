"""BibTeX, strictly: a broken entry is told with its line and field, and reading goes on at the next one."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from .cleaning import from_tex
from .found import Reading

MEANINGS = {
    "title": "title",
    "abstract": "abstract",
    "year": "year",
    "date": "year",
    "doi": "doi",
    "url": "link",
}
MOST_LENT = 1_000_000  # characters that words explained by @string may bring into one list
CLOSING = {"{": "}", "(": ")", '"': '"'}
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ENTRY = re.compile(r"@\s*([A-Za-z]+)\s*([{(])")
_NEXT = re.compile(r"^[ \t]*@\s*[A-Za-z]+\s*[{(]", re.MULTILINE)
_SPACE = re.compile(r"\s*")
_KEY = re.compile(r"[^\s,{}()=\"#]*")
_NAME = re.compile(r"[A-Za-z][\w.:+-]*")
_SWALLOWED = re.compile(r"\n[ \t]*[A-Za-z]+[ \t]*=[ \t]*[{\"\d]")
_PIECE = re.compile(r"[^\s,{}()=\"#]+")


class Broken(Exception):
    def __init__(self, at: int, name: str, reason: str) -> None:
        super().__init__(reason)
        self.at, self.name, self.reason = at, name, reason


@dataclass
class _Text:
    """The list, and how far it is read. ``end``: where the next entry begins a line, so that a slip stays in its own.

    ``lent``: how many characters explained words have brought so far. They double with each line that wants it.
    """

    text: str
    at: int = 0
    end: int = 0
    lent: int = 0
    macros: dict[str, str] = field(default_factory=lambda: {month: month for month in MONTHS})

    def __post_init__(self) -> None:
        self.breaks = [at for at, sign in enumerate(self.text) if sign == "\n"]
        self.begins = [*(found.start() for found in _NEXT.finditer(self.text)), len(self.text)]

    def enter(self, at: int) -> None:
        self.at, self.end = at, self.begins[bisect_left(self.begins, at)]

    def line(self, at: int) -> int:
        return bisect_left(self.breaks, at) + 1

    def skip(self) -> None:
        found = _SPACE.match(self.text, self.at, self.end)
        self.at = found.end() if found else self.at

    def ahead(self) -> str:
        self.skip()
        return self.text[self.at] if self.at < self.end else ""

    def take(self, pattern: re.Pattern[str]) -> str:
        self.skip()
        found = pattern.match(self.text, self.at, self.end)
        self.at = found.end() if found else self.at
        return found.group() if found else ""


def read(text: str) -> Reading:
    reading, source = Reading(), _Text(text)
    begin = _ENTRY.search(text)
    while begin:
        source.enter(begin.end())
        _entry(reading, source, begin)
        begin = _ENTRY.search(text, source.at)
    return reading


def _entry(reading: Reading, source: _Text, begin: re.Match[str]) -> None:
    kind, close = begin.group(1).lower(), CLOSING[begin.group(2)]
    if kind in ("comment", "preamble"):
        _pass_over(source, begin)
        return
    key = "" if kind == "string" else source.take(_KEY)
    try:
        if kind != "string":
            _comma(source, key, close)
        found = _fields(source, close, begin.start())
    except Broken as broken:
        reading.wrong(source.line(broken.at), key or begin.group(0), broken.name, broken.reason)
        source.at = source.end
        return
    if kind == "string":
        source.macros |= {name: value for name, (value, _at) in found.items()}
        return
    cells = {MEANINGS[name]: from_tex(value) for name, (value, _at) in found.items() if name in MEANINGS}
    for name in ("doi", "url"):  # an address is written as it is
        if name in found:
            cells[MEANINGS[name]] = found[name][0].replace("\\_", "_").replace("\\", "").strip("{}")
    if "year" in found:
        cells["year"] = from_tex(found["year"][0])
    lines = {MEANINGS[name]: source.line(at) for name, (_value, at) in found.items() if name in MEANINGS}
    names = {MEANINGS[name]: name for name in found if name in MEANINGS}
    reading.add(source.line(begin.start()), key, cells, lines, names)


def _pass_over(source: _Text, begin: re.Match[str]) -> None:
    """What nobody reads, to where it is closed; with everything before the next entry where it is not."""
    source.at = begin.start(2)
    try:
        _enclosed(source, "", begin.group(2))
    except Broken:
        source.at = source.end


def _comma(source: _Text, key: str, close: str) -> None:
    if source.ahead() == ",":
        source.at += 1
    elif source.ahead() != close:
        reason = (
            _("After the entry’s key a comma is missing.")
            if key
            else _("The entry has no key. Please add one.")
        )
        raise Broken(source.at, "", reason)


def _fields(source: _Text, close: str, begin: int) -> dict[str, tuple[str, int]]:
    """The fields by name, each with where it begins. The first of two of one name would be lost, so it is told."""
    found = dict[str, tuple[str, int]]()
    while (sign := source.ahead()) != close:
        if not sign:
            raise _open(found, begin, close)
        at, name = source.at, source.take(_NAME).lower()
        if not name:
            raise Broken(at, "", _("A field’s name is expected here, but “%s” stands there.") % sign)
        if name in found:
            raise Broken(at, name, _("This field stands in the entry twice. Please remove one."))
        if source.ahead() != "=":
            raise Broken(at, name, _("After the field’s name “=” is missing."))
        source.at += 1
        found[name] = _value(source, name), at
        if source.ahead() == ",":
            source.at += 1
        elif source.ahead() not in (close, ""):
            raise Broken(
                source.at, name, _("After this field a comma is missing, or a brace or quote is too many.")
            )
    source.at += 1
    return found


def _open(found: dict[str, tuple[str, int]], begin: int, close: str) -> Broken:
    """The entry has no end: a field that swallowed the next one is to blame, if there is one."""
    for name, (value, at) in found.items():
        if _SWALLOWED.search(value):
            return Broken(at, name, _unclosed("{"))
    reason = _("The entry that begins here is not closed. Please add “%s” at its end.") % close
    return Broken(begin, "", reason)


def _unclosed(sign: str) -> str:
    if sign == "{":
        return _("The brace that opens this field is not closed.")
    return _("The quote that opens this field is not closed.")


def _value(source: _Text, name: str) -> str:
    pieces = [_piece(source, name)]
    while source.ahead() == "#":
        source.at += 1
        pieces.append(_piece(source, name))
    return "".join(pieces)


def _piece(source: _Text, name: str) -> str:
    sign = source.ahead()
    if sign in ("{", '"'):
        return _enclosed(source, name, sign)
    at, word = source.at, source.take(_PIECE)
    if not word:
        raise Broken(
            at, name, _("This field has no value. Please write one in braces, or take the field out.")
        )
    if word.isdigit():
        return word
    if word.lower() not in source.macros:
        raise Broken(
            at, name, _("“%s” is not explained by @string. Please put the text in braces.") % word[:40]
        )
    return _lent(source, name, at, source.macros[word.lower()])


def _lent(source: _Text, name: str, at: int, explained: str) -> str:
    source.lent += len(explained)
    if source.lent > MOST_LENT:
        raise Broken(
            at, name, _("What @string explains makes this list too long. Please write the words out.")
        )
    return explained


def _enclosed(source: _Text, name: str, sign: str) -> str:
    """Up to the brace or quote that closes; braces inside count, escaped ones do not."""
    start, depth, at, text, close = source.at, 0, source.at + 1, source.text, CLOSING[sign]
    while at < source.end:
        if text[at] == "\\":
            at += 2
            continue
        if depth == 0 and text[at] == close:
            source.at = at + 1
            return text[start + 1 : at]
        depth += {"{": 1, "}": -1}.get(text[at], 0)
        if depth < 0:  # only inside a quote: a brace would have closed the field
            break
        at += 1
    raise Broken(start, name, _unclosed(sign))
