"""Reading lists of organisations and people. Says for every bad cell in which row and column it stands and why.

Only reads: what is to be written comes back as a plan, which ``actions.imports`` carries out whole or not at all.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from oneteam.base.errors import Invalid, TooLarge
from oneteam.base.forms import read_date
from oneteam.base.tables import text_of
from oneteam.base.text import file_size

from .enums import ImportKind, Kind, Role

MAX_BYTES = 1024 * 1024
MAX_ROWS = 5000
COLUMNS = {
    ImportKind.ORGANISATIONS: (
        "name_ko",
        "name_en",
        "short_ko",
        "short_en",
        "kind",
        "sector",
        "group",
        "joined_on",
    ),
    ImportKind.PEOPLE: (
        "name",
        "name_en",
        "email",
        "organisation",
        "role",
        "title",
        "department",
        "starts_on",
    ),
}
NEEDED = {ImportKind.ORGANISATIONS: ("kind",), ImportKind.PEOPLE: ("name", "email", "organisation", "role")}
LONGEST = {"sector": 60, "group": 60, "name": 100, "title": 60, "department": 100, "email": 254}
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Bad:
    """One thing wrong. ``row`` counts as a spreadsheet does: the header is row 1; 0 stands for the whole file."""

    row: int
    column: str
    reason: str


@dataclass
class Plan:
    """What would be written, and everything that keeps it from being written."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    known: int = 0  # rows that say only what is there already
    bad: list[Bad] = field(default_factory=list)


@dataclass(frozen=True)
class World:
    """What is there already. Names are compared without regard to case."""

    organisations: Mapping[str, Any]  # every name, short name and code -> organisation
    people: Mapping[str, Any]  # e-mail -> person
    seats: frozenset[tuple[str, int, str]]  # e-mail, organisation, role
    may_give: Callable[[str, Any], bool]  # a role in an organisation, by the importing person


Row = tuple[int, dict[str, str]]


def decode(data: bytes) -> str:
    """UTF-8, with a byte order mark or without, or the Korean Windows encoding that spreadsheets write."""
    if len(data) > MAX_BYTES:
        refuse_size(len(data))
    text = text_of(data)
    if text is not None:
        return text
    sentence = _("This is not a text file. Please save the list as “CSV UTF-8” and choose that file.")
    raise Invalid(sentence, {"file": sentence})


def refuse_size(size: int) -> None:
    words = {"size": file_size(size), "limit": file_size(MAX_BYTES)}
    sentence = _("The file has %(size)s. Please split it into files smaller than %(limit)s.") % words
    raise TooLarge(sentence, {"file": sentence})


def plan(kind: str, text: str, world: World) -> Plan:
    rows, bad = read(kind, text)
    if bad:
        return Plan(bad=bad)
    if kind == ImportKind.ORGANISATIONS:
        return _organisations(rows, world)
    return _people(rows, world)


def read(kind: str, text: str) -> tuple[list[Row], list[Bad]]:
    """The cells by column; on a wrong header or an unreadable file only what is wrong."""
    lines = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = [cell.strip().lower() for cell in next(lines, [])]
        if wrong := _header(kind, header):
            return [], wrong
        rows, bad = [], []
        for cells in lines:
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) > len(header):
                bad.append(
                    Bad(
                        lines.line_num,
                        "",
                        _("There are more cells than columns. Put a text with commas in quotes."),
                    )
                )
            rows.append((lines.line_num, dict(zip(header, (cell.strip() for cell in cells), strict=False))))
    except csv.Error:
        return [], [
            Bad(lines.line_num, "", _("A quotation mark is not closed here, so the row cannot be read."))
        ]
    if not rows:
        return [], [Bad(0, "", _("There is no row under the header. Please fill in at least one."))]
    if len(rows) > MAX_ROWS:
        words = {"rows": len(rows), "limit": MAX_ROWS}
        return [], [
            Bad(0, "", _("There are %(rows)d rows. Please split them into files of %(limit)d rows.") % words)
        ]
    return rows, bad


def _header(kind: str, header: list[str]) -> list[Bad]:
    columns = COLUMNS[ImportKind(kind)]
    needed = NEEDED[ImportKind(kind)]
    bad = [Bad(1, name, _("This column is missing. Please add it.")) for name in needed if name not in header]
    if kind == ImportKind.ORGANISATIONS and not {"name_ko", "name_en"} & set(header):
        bad.append(Bad(1, "name_ko", _("This column is missing. Please add it.")))
    allowed = ", ".join(columns)
    for name in header:
        if name not in columns:
            bad.append(
                Bad(
                    1,
                    name,
                    _("This column is not known. The columns are: %(columns)s.") % {"columns": allowed},
                )
            )
        elif header.count(name) > 1:
            bad.append(Bad(1, name, _("This column stands here twice. Please remove one.")))
    return list(dict.fromkeys(bad))


class _Reader:
    """One row, read cell by cell; gathers what is wrong with it."""

    def __init__(self, number: int, cells: Mapping[str, str]) -> None:
        self.number, self.cells, self.bad = number, cells, list[Bad]()
        for name, value in cells.items():
            if value.startswith(FORMULA):
                words = {"sign": value[0].strip() or "Tab"}
                self.wrong(
                    name,
                    _(
                        "This begins with “%(sign)s”, which a spreadsheet runs as a formula. Please write plain text."
                    )
                    % words,
                )
            elif len(value) > LONGEST.get(name, 200):
                self.wrong(
                    name,
                    _("Please shorten this to %(limit)d characters.") % {"limit": LONGEST.get(name, 200)},
                )

    def wrong(self, column: str, reason: str) -> None:
        self.bad.append(Bad(self.number, column, reason))

    def text(self, column: str, needed: bool = False) -> str:
        value = self.cells.get(column, "")
        if needed and not value:
            self.wrong(column, _("This cell is empty. Please fill it in."))
        return value

    def choice(self, column: str, choices: type[models.TextChoices]) -> str:
        value = self.text(column, needed=True)
        found = _meanings(choices).get(value.casefold(), "")
        if value and not found:
            words = {"value": value, "choices": ", ".join(choices.values)}
            self.wrong(column, _("“%(value)s” is not known. Please use one of: %(choices)s.") % words)
        return found

    def day(self, column: str) -> dt.date | None:
        value = self.text(column)
        if not value:
            return None
        try:
            return read_date(value)
        except ValueError:
            self.wrong(column, _("This is not a date. Please write it as 2026-11-23."))
            return None

    def email(self, column: str) -> str:
        value = self.text(column, needed=True).lower()
        try:
            if value:
                validate_email(value)
        except ValidationError:
            self.wrong(column, _("This is not an e-mail address. Please write it as name@example.com."))
        return value


def _meanings(choices: type[models.TextChoices]) -> dict[str, str]:
    """A choice may be written as its code or in words, in either language."""
    found = dict[str, str]()
    for code in ("en", "ko"):
        with translation.override(code):
            found |= {str(choice.label).casefold(): str(choice.value) for choice in choices}
    return found | {str(choice.value): str(choice.value) for choice in choices}


def _organisations(rows: Iterable[Row], world: World) -> Plan:
    plan, seen = Plan(), dict[str, int]()
    for number, cells in rows:
        reader = _Reader(number, cells)
        values: dict[str, Any] = {
            name: reader.text(name)
            for name in ("name_ko", "name_en", "short_ko", "short_en", "sector", "group")
        }
        values |= {"kind": reader.choice("kind", Kind), "joined_on": reader.day("joined_on")}
        names = {values["name_ko"].casefold(), values["name_en"].casefold()} - {""}
        if not names:
            reader.wrong("name_ko", _("Please give a name, in Korean or in English."))
        if twice := next((seen[name] for name in sorted(names) if name in seen), 0):
            reader.wrong("name_ko", _("This organisation stands in row %(row)d already.") % {"row": twice})
        seen |= dict.fromkeys(names, number)
        _add(plan, reader, values, known=any(name in world.organisations for name in names))
    return plan


def _people(rows: Iterable[Row], world: World) -> Plan:
    plan, seen, called = Plan(), dict[tuple[str, str, str], int](), dict[str, str]()
    for number, cells in rows:
        reader = _Reader(number, cells)
        values: dict[str, Any] = {name: reader.text(name) for name in ("name_en", "title", "department")}
        values |= {"name": reader.text("name", needed=True), "email": reader.email("email")}
        values |= {
            "role": reader.choice("role", Role),
            "starts_on": reader.day("starts_on") or timezone.localdate(),
        }
        values["organisation"] = _organisation(reader, world)
        _same_person(reader, values, called, world)
        home = values["organisation"]
        if values["role"] and home is not None and not world.may_give(values["role"], home):
            reader.wrong("role", _("You may not give this role. Please ask the head of the secretariat."))
        key = (values["email"], str(values["organisation"]), values["role"])
        if key in seen:
            reader.wrong("email", _("The same seat stands in row %(row)d already.") % {"row": seen[key]})
        seen.setdefault(key, number)
        organisation = values["organisation"]
        held = organisation is not None and (values["email"], organisation.pk, values["role"]) in world.seats
        _add(plan, reader, values, known=held)
    return plan


def _organisation(reader: _Reader, world: World) -> Any:
    name = reader.text("organisation", needed=True)
    found = world.organisations.get(name.casefold())
    if name and found is None:
        words = {"name": name}
        reader.wrong(
            "organisation",
            _("There is no organisation “%(name)s”. Please add it first, or correct the name.") % words,
        )
    return found


def _same_person(reader: _Reader, values: dict[str, Any], called: dict[str, str], world: World) -> None:
    """One address is one person: two names under it would be a slip."""
    known = world.people.get(values["email"])
    before = called.setdefault(values["email"], known.name if known else values["name"])
    if values["email"] and before != values["name"]:
        words = {"name": before}
        reader.wrong(
            "email", _("This address belongs to %(name)s. Please correct the name or the address.") % words
        )


def _add(plan: Plan, reader: _Reader, values: dict[str, Any], known: bool) -> None:
    if reader.bad:
        plan.bad += reader.bad
    elif known:
        plan.known += 1
    else:
        plan.rows.append(values)
