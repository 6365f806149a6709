"""What of a table of results has to stay, and why; and the table as it may leave."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from oneteam.base.errors import OneTeamError, invalid
from oneteam.base.tables import csv_of
from oneteam_core.suppression import SMALL, TOTAL, SuppressionError, sound, suppress

from .reading import Table

SIGN = "*"  # stands for what is hidden


@dataclass(frozen=True)
class Cell:
    """As it was brought, and whether it stays."""

    column: str
    text: str
    stays: bool
    is_figure: bool


@dataclass(frozen=True)
class Line:
    """A row of the page: its cells, and why some of them stay."""

    number: int
    cells: tuple[Cell, ...]
    small: bool
    why: str


@dataclass(frozen=True)
class Screened:
    table: Table
    lines: tuple[Line, ...]
    hidden: int


def screened(table: Table, threshold: int) -> Screened:
    _refuse_unnamed_totals(table, threshold)
    try:
        found = sound(table.rows, threshold, suppress(table.rows, threshold))
    except SuppressionError as error:
        raise _said(table, error) from None
    reasons = {one.row: one for one in found.hidden}
    lines = []
    for at, cells in enumerate(table.cells):
        one, why = reasons.get(at), ""
        first = len(cells)  # from which column on cells stay here
        if one is not None:
            first = table.column
            why = _small(threshold) if one.reason == SMALL else _guards(table, one.guards)
        elif at in found.bare:
            first = table.column + 1
            why = (
                _("Beside its count a further figure would give a hidden total away.")
                if first < len(cells)
                else ""
            )
        marked = tuple(
            Cell(table.header[place], cell, place >= first, place >= table.column)
            for place, cell in enumerate(cells)
        )
        lines.append(Line(table.lines[at], marked, one is not None and one.reason == SMALL, why))
    return Screened(table, tuple(lines), len(found.hidden))


def _refuse_unnamed_totals(table: Table, threshold: int) -> None:
    """A row that is all the others together, and is not called a total, would give a small one of them away."""
    for place in range(table.column):
        groups: dict[tuple[str | None, ...], list[int]] = {}
        for at, row in enumerate(table.rows):
            groups.setdefault((*row.key[:place], *row.key[place + 1 :]), []).append(at)
        for group in groups.values():
            _refuse_unnamed_total(table, threshold, group, place)


def _refuse_unnamed_total(table: Table, threshold: int, group: list[int], place: int) -> None:
    if len(group) < 3 or any(table.rows[at].key[place] is TOTAL for at in group):
        return
    counts = {at: table.rows[at].count for at in group}
    most = max(group, key=counts.__getitem__)
    if min(counts.values()) < threshold <= counts[most] and 2 * counts[most] == sum(counts.values()):
        sentence = _(
            "Row %(row)s looks like a total: it counts as many as all others together. Call it “total”, or add a row with the total."
        )
        raise invalid("file", sentence % {"row": table.lines[most]})


def _small(threshold: int) -> str:
    return _("Fewer than %(n)s.") % {"n": threshold}


def _guards(table: Table, row: int | None) -> str:
    assert row is not None
    return _("It would let row %(row)s be computed from the totals.") % {"row": table.lines[row]}


def _said(table: Table, error: SuppressionError) -> OneTeamError:
    """What is wrong with the table, by the rows of the file."""
    words = {"row": table.lines[error.rows[0]] if error.rows else 0}
    if error.code == "twice":
        sentence = _("Rows %(other)s and %(row)s count the same. Give each combination one row.")
        words["other"] = table.lines[error.rows[1]]
    elif error.code == "sum":
        sentence = _(
            "Row %(row)s is a total of %(total)s, but the rows below it give %(given)s. Totals have to add up."
        )
        words |= {"total": table.rows[error.rows[0]].count, "given": error.rows[1]}
    elif error.code == "count":
        sentence = _("The count in row %(row)s is too large.")
    elif error.code == "places":
        sentence = _("At most six columns may stand left of the counts.")
    else:
        sentence = _(
            "A table may have at most 500 rows. Please take several tables out, one after the other."
        )
    return invalid("file", sentence % words)


def as_csv(found: Screened) -> bytes:
    """With its small counts hidden."""
    lines = ([SIGN if cell.stays else cell.text for cell in line.cells] for line in found.lines)
    return csv_of([found.table.header, *lines])
