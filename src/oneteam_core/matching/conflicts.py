"""Who must not sit at a problem's table, as data with reasons."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from oneteam_core.matching.model import (
    Candidate,
    Engagement,
    LaboratoryTie,
    ProblemText,
    Relations,
    Rivalry,
    Waiver,
)
from oneteam_core.matching.result import Conflict

EVERY_AREA = "*"


@dataclass(frozen=True)
class _Rival:
    owner: str
    via: str | None


def conflicts_of(
    *,
    problem: ProblemText,
    candidate: Candidate,
    relations: Relations,
    on: date,
    colleagues: Sequence[Candidate] = (),
) -> tuple[Conflict, ...]:
    """All conflicts and notes between one person and one problem on one day, hard ones first.

    - ``competitor_org``: employed by a rival of an owner in the problem's area (an engagement of the
      kind ``employed`` counts as employment).
    - ``affiliate_of_competitor``: the same through a group, for organisations of one group count as one.
    - ``engaged_with_competitor``: sponsored by, advising or holding equity of a rival (or its affiliate,
      then named in ``via``), from ``since`` to ``until``, both days included.
    - ``same_laboratory``: the person's laboratory itself, or a colleague in it among ``colleagues``, is
      tied to a rival (or its affiliate) in one of these ways; ``whose`` names the colleague.
    - ``declared``: declared by the person for this problem or one of its owners.
    - ``owner_org``, ``owner_affiliate``: employed by an owner or its group; a note, never hard.

    A waiver in force turns a hard conflict into a note. A member of an owner is never its own rival, nor
    are co-owners rivals at their common problem. ``colleagues``: people among whom those of the same
    laboratory are looked for; the person may be among them. Complexity: ties of the person and the
    laboratory times rivalries.

    >>> problem = ProblemText(id="P", owners=("red",), area="radio", parts={})
    >>> rivals = Relations(rivalries=(Rivalry(a="blue", b="red", areas=("radio",)),))
    >>> adviser = Engagement(org="blue", kind="advisory", until=date(2026, 11, 30))
    >>> person = Candidate(id="x", orgs=("university",), kind="academia", engagements=(adviser,))
    >>> case = {"problem": problem, "candidate": person, "relations": rivals}
    >>> [conflict.code for conflict in conflicts_of(**case, on=date(2026, 11, 30))]
    ['engaged_with_competitor']
    >>> conflicts_of(**case, on=date(2026, 12, 1))
    ()
    """
    return Conflicts(problem=problem, relations=relations, on=on, candidates=colleagues).of(candidate)


class Conflicts:
    """The conflicts of many people with one problem on one day: each organisation is looked at once.

    ``candidates``: those among whom colleagues of one laboratory are found.
    """

    def __init__(
        self, *, problem: ProblemText, relations: Relations, on: date, candidates: Sequence[Candidate]
    ) -> None:
        self._problem, self._relations, self._on = problem, relations, on
        self._parties: dict[str, set[str]] = {}
        self._rivals: dict[str, _Rival | None] = {}
        self._employers: dict[str, Conflict | None] = {}
        self._rivalries = tuple(_rivalries(problem.area, relations, on))
        self._laboratories = _by_laboratory(candidates)
        self._waivers: dict[str, list[Waiver]] = defaultdict(list)
        for waiver in relations.waivers:
            if waiver.problem == problem.id and _in_force(waiver, on):
                self._waivers[waiver.person].append(waiver)

    def of(self, candidate: Candidate) -> tuple[Conflict, ...]:
        """All conflicts and notes of one person, hard ones first, as :func:`conflicts_of` tells them."""
        found = self._employments(candidate)
        found += self._engagements(candidate.engagements)
        found += self._of_laboratory(candidate)
        found += _declarations(self._problem, candidate)
        if not found:
            return ()
        judged = [self._waived(conflict, candidate) for conflict in found]
        return tuple(sorted(dict.fromkeys(judged), key=_order))

    def _employments(self, candidate: Candidate) -> list[Conflict]:
        found = [self._employment(org) for org in candidate.orgs]
        return [conflict for conflict in found if conflict]

    def _employment(self, org: str) -> Conflict | None:
        if org not in self._employers:
            self._employers[org] = self._employed_by(org)
        return self._employers[org]

    def _employed_by(self, org: str) -> Conflict | None:
        owners, rival = self._problem.owners, self._rival(org)
        if org in owners:
            return Conflict(code="owner_org", hard=False, org=org)
        if rival:
            return _employed(org, rival, self._problem)
        if any(org in self._party(owner) for owner in owners):
            return Conflict(code="owner_affiliate", hard=False, org=org)
        return None

    def _engagements(self, ties: Sequence[Engagement | LaboratoryTie]) -> Iterator[Conflict]:
        for tie in ties:
            if tie.org in self._problem.owners or not _in_force(tie, self._on):
                continue
            rival = self._rival(tie.org)
            if rival:
                conflict = _employed(tie.org, rival, self._problem)
                if tie.kind != "employed":
                    conflict = replace(conflict, code="engaged_with_competitor", kind=tie.kind)
                yield replace(conflict, until=tie.until)

    def _of_laboratory(self, candidate: Candidate) -> Iterator[Conflict]:
        """Ties of the laboratory itself, then of each colleague, by name."""
        here = candidate.laboratory
        if here is None:
            return
        own = [tie for tie in self._relations.laboratories if tie.laboratory == here]
        for conflict in self._engagements(own):
            yield replace(conflict, code="same_laboratory", laboratory=here)
        for colleague in self._laboratories.get(here, ()):
            if colleague.id == candidate.id:
                continue
            for conflict in (*self._employments(colleague), *self._engagements(colleague.engagements)):
                if conflict.hard:
                    yield replace(conflict, code="same_laboratory", laboratory=here, whose=colleague.id)

    def _rival(self, org: str) -> _Rival | None:
        if org not in self._rivals:
            self._rivals[org] = self._found(org)
        return self._rivals[org]

    def _found(self, org: str) -> _Rival | None:
        """The owner that ``org`` competes with: directly if there is one, else through groups."""
        around = self._party(org)
        through_groups: _Rival | None = None
        for owner in self._problem.owners:
            for one, other in self._rivalries:
                if (one, other) == (org, owner):
                    return _Rival(owner, None)
                if through_groups or owner in around:
                    continue
                if one in around and other in self._party(owner):
                    through_groups = _Rival(owner, one if one != org else other)
        return through_groups

    def _party(self, org: str) -> set[str]:
        """The organisation and all of its groups."""
        if org not in self._parties:
            groups = (group.orgs for group in self._relations.affiliations if org in group.orgs)
            self._parties[org] = {org}.union(*groups)
        return self._parties[org]

    def _waived(self, conflict: Conflict, candidate: Candidate) -> Conflict:
        for waiver in self._waivers.get(candidate.id, ()):
            if conflict.hard and waiver.code in (None, conflict.code):
                return replace(conflict, hard=False, waived=True)
        return conflict


def _order(conflict: Conflict) -> tuple[bool, str, str, str, str]:
    return (not conflict.hard, conflict.code, conflict.org or "", conflict.kind or "", conflict.whose or "")


def _by_laboratory(candidates: Sequence[Candidate]) -> Mapping[str, list[Candidate]]:
    found: dict[str, list[Candidate]] = defaultdict(list)
    for candidate in sorted(candidates, key=lambda one: one.id):
        if candidate.laboratory is not None:
            found[candidate.laboratory].append(candidate)
    return found


def _employed(org: str, rival: _Rival, problem: ProblemText) -> Conflict:
    code = "affiliate_of_competitor" if rival.via else "competitor_org"
    return Conflict(code=code, hard=True, org=org, rival_of=rival.owner, via=rival.via, area=problem.area)


def _declarations(problem: ProblemText, candidate: Candidate) -> Iterator[Conflict]:
    for declared in candidate.declared:
        here = declared.problem in (None, problem.id) and (
            declared.org is None or declared.org in problem.owners
        )
        if here and (declared.problem or declared.org):
            yield Conflict(code="declared", hard=True, org=declared.org, note=declared.note)


def _rivalries(area: str, relations: Relations, on: date) -> Iterator[tuple[str, str]]:
    for rivalry in relations.rivalries:
        if (area in rivalry.areas or EVERY_AREA in rivalry.areas) and _in_force(rivalry, on):
            yield rivalry.a, rivalry.b
            yield rivalry.b, rivalry.a


def _in_force(thing: Engagement | LaboratoryTie | Rivalry | Waiver, on: date) -> bool:
    return (thing.since is None or thing.since <= on) and (thing.until is None or on <= thing.until)
