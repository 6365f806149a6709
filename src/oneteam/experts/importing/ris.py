"""RIS, as reference managers write it: a tag, two spaces, a dash and a text in each line."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from .found import Reading

MEANINGS = {
    "TI": "title", "T1": "title", "CT": "title", "AB": "abstract", "N2": "abstract", "PY": "year", "Y1": "year",
    "DA": "year", "DO": "doi", "UR": "link", "LK": "link",
}  # fmt: skip
_LINE = re.compile(r"([A-Z][A-Z0-9])\s{0,3}-(?:\s+(.*))?$")


@dataclass
class _Entry:
    line: int
    number: int
    words: dict[str, list[str]] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    last: str = ""  # what the next line goes on with, where it has no tag

    def put(self, line: int, tag: str, text: str) -> None:
        self.last = meaning = MEANINGS.get(tag, "")
        if not meaning or any(self.words.get(meaning, ())):  # the first of several counts
            self.last = ""
            return
        self.words[meaning], self.lines[meaning], self.names[meaning] = [text], line, tag

    def go_on(self, text: str) -> None:
        if self.last and text:
            self.words[self.last].append(text)

    @property
    def cells(self) -> dict[str, str]:
        return {meaning: " ".join(words) for meaning, words in self.words.items()}


def read(text: str) -> Reading:
    reading, entry, number = Reading(), None, 0
    for line, written in enumerate(text.split("\n"), 1):
        found = _LINE.match(written.strip())
        tag, words = (found.group(1), found.group(2) or "") if found else ("", written.strip())
        if tag == "TY":
            _unclosed(reading, entry)
            number += 1
            entry = _Entry(line, number)
        elif entry is None:
            if written.strip():
                reading.wrong(
                    line, "", tag, _("A work begins with “TY  - ”. Please add this line before it.")
                )
                return reading
        elif tag == "ER":
            reading.add(entry.line, str(entry.number), entry.cells, entry.lines, entry.names)
            entry = None
        elif tag:
            entry.put(line, tag, words)
        else:
            entry.go_on(words)
    _unclosed(reading, entry)
    return reading


def _unclosed(reading: Reading, entry: _Entry | None) -> None:
    if entry is not None:
        reason = _("The work that begins here is not closed. Please add the line “ER  - ” at its end.")
        reading.wrong(entry.line, str(entry.number), "TY", reason)
