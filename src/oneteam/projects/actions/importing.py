"""A plan from a file: first what it would change, then all of it at once."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from oneteam.base.errors import Invalid, OneTeamError, Stale, invalid, require
from oneteam.base.fields import Bi

from .. import queries, rules, sequence
from ..enums import Changed, MilestoneState
from ..models import Dependency, Milestone, Project
from ._common import tell, write
from .changes import log
from .plan import MOST_MILESTONES, check_dates, people_concerned, save, shift


@dataclass(frozen=True)
class PlanRow:
    """A milestone as a file has it: ``number`` is what other rows call it by, ``after`` which ones it waits for."""

    line: int
    number: str
    code: str
    name: Bi
    starts_on: date | None
    due_on: date
    after: tuple[str, ...] = ()
    first: date | None = None
    reached: date | None = None


@dataclass(frozen=True)
class Change:
    """``milestone`` is missing where it is new."""

    row: PlanRow
    milestone: Milestone | None

    @property
    def moves(self) -> bool:
        one, row = self.milestone, self.row
        return one is not None and (one.due_on, one.starts_on) != (row.due_on, row.starts_on)

    @property
    def renames(self) -> bool:
        """A file with one name for both languages keeps both."""
        one, row = self.milestone, self.row
        if one is None or row.name == one.name:
            return False
        return not (row.name.en == "" and row.name.ko in (one.name.ko, one.name.en))


@dataclass
class Changes:
    """What a file would change; ``stamp`` says of which plan."""

    stamp: str
    found: list[Change] = field(default_factory=list)
    linked: list[tuple[str, str]] = field(default_factory=list)  # names: before, after
    unlinked: list[tuple[str, str]] = field(default_factory=list)
    bad: list[tuple[int, str, str]] = field(default_factory=list)  # line, column, sentence
    left: int = 0  # milestones that are not in the file and stay as they are
    links: dict[int, list[Any]] | None = (
        None  # of each row by its place: keys of milestones, or places of rows
    )

    @property
    def new(self) -> list[Change]:
        return [one for one in self.found if one.milestone is None]

    @property
    def moved(self) -> list[Change]:
        return [one for one in self.found if one.moves]

    @property
    def renamed(self) -> list[Change]:
        return [one for one in self.found if one.renames]

    def __bool__(self) -> bool:
        return bool(self.new or self.moved or self.renamed or self.linked or self.unlinked)


def compared(
    project: Project, rows: Sequence[PlanRow], *, with_links: bool, with_starts: bool = True
) -> Changes:
    """``with_links``: the file says what waits for what, ``with_starts``: when work begins; otherwise that stays as it is."""
    stored, links = list(queries.milestones(project)), queries.dependencies(project)
    found = Changes(_stamp(stored, links))
    _match(found, stored, rows, with_starts=with_starts)
    for change in found.found:
        found.bad += _wrong(change)
    found.left = len(stored) - sum(change.milestone is not None for change in found.found)
    if found.left + len(rows) > MOST_MILESTONES:
        words = _("With this file the plan would have more than %(most)s milestones.")
        found.bad.append((0, "", words % {"most": MOST_MILESTONES}))
    if with_links:
        _compare_links(found, stored, links)
    return found


def _stamp(stored: Iterable[Milestone], links: Iterable[tuple[int, int]]) -> str:
    state = sorted((row.code, row.version) for row in stored), sorted(links)
    return hashlib.sha256(repr(state).encode()).hexdigest()[:16]


def _match(found: Changes, stored: list[Milestone], rows: Sequence[PlanRow], *, with_starts: bool) -> None:
    """By code; without one by a name that only one milestone has."""
    by_code = {row.code: row for row in stored}
    taken = {row.code for row in rows if row.code}
    by_name: dict[str, list[Milestone]] = {}
    for one in stored:
        for name in {one.name.ko, one.name.en} - {""}:
            by_name.setdefault(name, []).append(one)
    for row in rows:
        if row.code and row.code not in by_code:
            words = _(
                "No milestone of this project has the code %(code)s. Leave the cell empty for a new one."
            )
            found.bad.append((row.line, "code", words % {"code": row.code}))
        named = [one for one in by_name.get(row.name.ko or row.name.en, ()) if one.code not in taken]
        same = by_code.get(row.code) if row.code else named[0] if len(named) == 1 else None
        if same is not None and not row.code:
            taken.add(same.code)
        if same is not None and not with_starts:
            row = replace(row, starts_on=same.starts_on)
        found.found.append(Change(row, same))
    codes = Counter(row.code for row in rows if row.code)
    words = _("This code is there twice. Please take one row out.")
    found.bad += [(row.line, "code", words) for row in rows if codes[row.code] > 1]


def _wrong(change: Change) -> list[tuple[int, str, str]]:
    row, one = change.row, change.milestone
    told = []
    given = (row.first, one.planned_on if one else None), (row.reached, one.reached_on if one else None)
    if any(cell is not None and cell != kept for cell, kept in given):
        words = _("The first date and the day reached are not set by a file. Leave these cells as they were.")
        told.append((row.line, "first" if given[0][0] != given[0][1] else "reached", words))
    if one is not None and one.state == MilestoneState.REACHED and (change.moves or change.renames):
        told.append((row.line, "due", _("This milestone has been reached and is not changed any more.")))
    elif one is None or change.moves:
        try:
            check_dates(row.starts_on, row.due_on)
        except OneTeamError as error:
            fields = getattr(error, "fields", {})
            told += [(row.line, COLUMN_OF[name], sentence) for name, sentence in fields.items()]
    return told


COLUMN_OF = {"due_on": "due", "starts_on": "start"}


def _compare_links(found: Changes, stored: list[Milestone], links: list[tuple[int, int]]) -> None:
    """Keys are those of milestones, of new rows their place in the file."""
    keys: list[Any] = [
        change.milestone.pk if change.milestone else f"row {at}" for at, change in enumerate(found.found)
    ]
    names: dict[Any, str] = {row.pk: str(row.name) for row in stored}
    names |= {key: str(change.row.name) for key, change in zip(keys, found.found, strict=True)}
    known: dict[str, Any] = {row.code: row.pk for row in stored}
    known |= {change.row.number: key for key, change in zip(keys, found.found, strict=True)}
    wanted: list[tuple[Any, Any]] = []
    found.links = {}
    for at, (key, change) in enumerate(zip(keys, found.found, strict=True)):
        unknown = [name for name in change.row.after if name not in known]
        if unknown:
            words = _("“%(name)s” is neither the number of a row nor the code of a milestone.")
            found.bad += [(change.row.line, "after", words % {"name": name[:40]}) for name in unknown]
        found.links[at] = list(dict.fromkeys(known[name] for name in change.row.after if name in known))
        wanted += [(before, key) for before in found.links[at]]
    inside = set(keys)
    kept = [pair for pair in links if pair[1] not in inside]
    if circle := sequence.circle_in([*kept, *wanted]):
        line = next((one.row.line for one, key in zip(found.found, keys, strict=True) if key in circle), 0)
        found.bad.append((line, "after", sequence.told([names[key] for key in circle])))
    now, asked = {pair for pair in links if pair[1] in inside}, set(wanted)
    gone = now - asked
    found.linked = [(names[a], names[b]) for a, b in wanted if (a, b) not in now]
    found.unlinked = [(names[a], names[b]) for a, b in links if (a, b) in gone]


@transaction.atomic
def apply_plan(
    *, person: Any, project: Project, rows: Sequence[PlanRow], with_links: bool, stamp: str, reason: str,
    with_starts: bool = True,
) -> Changes:  # fmt: skip
    """All that was shown, or nothing: where the plan is another by now, it is to be looked at again."""
    require(rules.may_manage(person, project))
    queries.locked(project)
    found = compared(project, rows, with_links=with_links, with_starts=with_starts)
    if found.stamp != stamp:
        raise Stale(
            _("Somebody has changed the plan meanwhile. Look at what the file changes now, then apply it.")
        )
    if found.bad:
        raise Invalid(found.bad[0][2], {"file": found.bad[0][2]})
    if not found:
        raise invalid("file", _("The file changes nothing."))
    if found.moved and not reason.strip():
        raise invalid("reason", _("Please say why the milestones move."))
    moved = _write_rows(person, project, found, reason.strip())
    tell(project, "plan_imported", person, new=len(found.new), moved=len(moved), renamed=len(found.renamed))
    if moved:
        write("plan_imported", people_concerned(project, moved), person, project=project.code)
    return found


def _write_rows(person: Any, project: Project, found: Changes, reason: str) -> list[Milestone]:
    """Answers those that moved."""
    made: dict[Any, Milestone] = {}
    moved = []
    for at, change in enumerate(found.found):
        row, one = change.row, change.milestone
        if one is None:
            one = Milestone.objects.create(
                project=project, name=row.name, starts_on=row.starts_on, due_on=row.due_on, circle=project.circle
            )  # fmt: skip
            made[f"row {at}"] = one
        else:
            one.project = project
            made[one.pk] = one
        if change.renames:
            log(project, person, row.name, [(Changed.NAME, one.name, row.name)], reason)
            save(one, one.version, person, name=row.name)
        if change.moves:
            shift(person, one, one.version, row.starts_on, row.due_on, reason)
            moved.append(one)
    if found.links is not None:
        _write_links(project, found, made)
    return moved


def _write_links(project: Project, found: Changes, made: dict[Any, Milestone]) -> None:
    assert found.links is not None
    rows = list(made.values())  # in the order of the file
    Dependency.objects.filter(after__in=rows).delete()
    Dependency.objects.bulk_create(
        Dependency(before_id=made[key].pk if key in made else key, after=rows[at], circle=project.circle)
        for at, before in found.links.items()
        for key in before
    )
