"""What the readers give: works with the place they stand at, and what is wrong with the list."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from oneteam.base.fields import Bi

from .cleaning import plain

LONGEST = {"title": 300, "abstract": 5000}
LONGEST_LINK = 200
MOST_WORKS = 900  # what a form can send ticked at once
MOST_BAD = 1000
_DOI = re.compile(r"10\.\d{4,9}/\S+")
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_HANGUL = re.compile(r"[\uac00-\ud7a3]")  # a title with Korean letters is a Korean one


@dataclass(frozen=True)
class Bad:
    """One thing wrong. ``line`` counts from 1; 0 where the whole list is meant or the format has no lines."""

    line: int
    entry: str
    field: str
    reason: str


@dataclass(frozen=True)
class Found:
    """A work as the list gives it. ``odd_year``: what stood where a year should."""

    line: int
    entry: str
    title: Bi
    abstract: Bi
    year: int | None
    link: str
    odd_year: str = ""


@dataclass
class Reading:
    works: list[Found] = field(default_factory=list)
    bad: list[Bad] = field(default_factory=list)
    more: int = 0  # works that are too many, and not read

    def wrong(self, line: int, entry: str, name: str, reason: str) -> Reading:
        if len(self.bad) < MOST_BAD:
            self.bad.append(Bad(line, entry, name, reason))
        return self

    def add(
        self,
        line: int,
        entry: str,
        cells: Mapping[str, str],
        lines: Mapping[str, int],
        names: Mapping[str, str],
    ) -> None:
        """Take one entry. ``cells``: title, title_ko, title_en, abstract…, year, doi, link, as they were written;
        ``lines`` and ``names``: where each stands, and what the list calls it."""
        if len(self.works) >= MOST_WORKS:
            self.more += 1
            return
        texts = {part: _texts(cells, part) for part in LONGEST}
        wrong = len(self.bad)
        for part, limit in LONGEST.items():
            if len(texts[part]) > limit:
                words = {"limit": limit, "length": len(texts[part])}
                reason = _("Please shorten this to %(limit)d characters; it has %(length)d.") % words
                self.wrong(lines.get(part, line), entry, names.get(part, part), reason)
        link, reason = link_of(cells.get("doi", ""), cells.get("link", ""))
        if reason:
            self.wrong(lines.get("link", line), entry, names.get("link", "link"), reason)
        if len(self.bad) == wrong:
            year, odd = year_of(plain(cells.get("year", "")))
            self.works.append(Found(line, entry, texts["title"], texts["abstract"], year, link, odd))


def _texts(cells: Mapping[str, str], part: str) -> Bi:
    """By language where the list says it; otherwise by its letters."""
    ko, en = plain(cells.get(f"{part}_ko", "")), plain(cells.get(f"{part}_en", ""))
    either = plain(cells.get(part, ""))
    if _HANGUL.search(either):
        return Bi(ko or either, en)
    return Bi(ko, en or either)


def year_of(written: str) -> tuple[int | None, str]:
    """The year in ``2024``, ``2024/05/01`` or ``May 2024``; otherwise nothing, and what stood there."""
    found = _YEAR.search(written)
    if found and 1950 <= int(found.group()) <= 2100:
        return int(found.group()), ""
    return None, written[:40]


def doi_of(written: str) -> str:
    """The DOI in a cell or an address, without regard to case."""
    found = _DOI.search(written)
    return found.group().rstrip(".,;)").casefold() if found else ""


def link_of(doi: str, address: str) -> tuple[str, str]:
    """The address to keep, a DOI first, and why it cannot be kept."""
    doi, address = plain(doi), plain(address)
    if number := doi_of(doi):
        address = f"https://doi.org/{number}"
    elif address.startswith(("www.", "doi.org/", "dx.doi.org/")):
        address = f"https://{address}"
    if not address:
        return "", ""
    if len(address) > LONGEST_LINK:
        words = {"limit": LONGEST_LINK, "length": len(address)}
        return "", _("Please shorten this to %(limit)d characters; it has %(length)d.") % words
    try:
        URLValidator(schemes=["http", "https"])(address)
    except ValidationError:
        return "", _("This is not an address. Please write one that begins with https://, or leave it out.")
    return address, ""
