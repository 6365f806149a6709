"""Who must not sit at a problem's table, as data with reasons."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from oneteam_core.matching.model import Candidate, Engagement, ProblemText, Relations, Rivalry
from oneteam_core.matching.result import Conflict

EVERY_AREA = "*"


@dataclass(frozen=True)
class _Rival:
    owner: str
    via: str | None


def conflicts_of(
    *, problem: ProblemText, candidate: Candidate, relations: Relations, on: date
) -> tuple[Conflict, ...]:
    """All conflicts and notes between one person and one problem on one day, hard ones first.

    - ``competitor_org``: employed by a rival of an owner in the problem's area (an engagement of the
      kind ``employed`` counts as employment).
    - ``affiliate_of_competitor``: the same through a group, for organisations of one group count as one.
    - ``engaged_with_competitor``: sponsored by, advising or holding equity of a rival (or its affiliate,
      then named in ``via``), from ``since`` to ``until``, both days included.
    - ``declared``: declared by the person for this problem or one of its owners.
    - ``owner_org``, ``owner_affiliate``: employed by an owner or its group; a note, never hard.

    A waiver in force turns a hard conflict into a note. A member of an owner is never its own rival, nor
    are co-owners rivals at their common problem. Complexity: ties of the person times rivalries.

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
    found = [
        *_employments(problem, candidate, relations, on),
        *_engagements(problem, candidate, relations, on),
        *_declarations(problem, candidate),
    ]
    judged = [_waived(conflict, problem, candidate, relations, on) for conflict in found]
    return tuple(sorted(dict.fromkeys(judged), key=lambda c: (not c.hard, c.code, c.org or "", c.kind or "")))


def _employments(
    problem: ProblemText, candidate: Candidate, relations: Relations, on: date
) -> Iterator[Conflict]:
    for org in candidate.orgs:
        if org in problem.owners:
            yield Conflict(code="owner_org", hard=False, org=org)
            continue
        rival = _rival(org, problem, relations, on)
        if rival:
            yield _employed(org, rival, problem)
        elif any(org in _party(owner, relations) for owner in problem.owners):
            yield Conflict(code="owner_affiliate", hard=False, org=org)


def _employed(org: str, rival: _Rival, problem: ProblemText) -> Conflict:
    code = "affiliate_of_competitor" if rival.via else "competitor_org"
    return Conflict(code=code, hard=True, org=org, rival_of=rival.owner, via=rival.via, area=problem.area)


def _engagements(
    problem: ProblemText, candidate: Candidate, relations: Relations, on: date
) -> Iterator[Conflict]:
    for engagement in candidate.engagements:
        rival = _rival(engagement.org, problem, relations, on)
        if engagement.org in problem.owners or not rival or not _in_force(engagement, on):
            continue
        conflict = _employed(engagement.org, rival, problem)
        if engagement.kind != "employed":
            conflict = replace(conflict, code="engaged_with_competitor", kind=engagement.kind)
        yield replace(conflict, until=engagement.until)


def _declarations(problem: ProblemText, candidate: Candidate) -> Iterator[Conflict]:
    for declared in candidate.declared:
        here = declared.problem in (None, problem.id) and (
            declared.org is None or declared.org in problem.owners
        )
        if here and (declared.problem or declared.org):
            yield Conflict(code="declared", hard=True, org=declared.org, note=declared.note)


def _rival(org: str, problem: ProblemText, relations: Relations, on: date) -> _Rival | None:
    """The owner that ``org`` competes with: directly if there is one, else through groups."""
    around = _party(org, relations)
    through_groups: _Rival | None = None
    for owner in problem.owners:
        for one, other in _rivalries(problem.area, relations, on):
            if (one, other) == (org, owner):
                return _Rival(owner, None)
            if through_groups or owner in around:
                continue
            if one in around and other in _party(owner, relations):
                through_groups = _Rival(owner, one if one != org else other)
    return through_groups


def _rivalries(area: str, relations: Relations, on: date) -> Iterator[tuple[str, str]]:
    for rivalry in relations.rivalries:
        if (area in rivalry.areas or EVERY_AREA in rivalry.areas) and _in_force(rivalry, on):
            yield rivalry.a, rivalry.b
            yield rivalry.b, rivalry.a


def _party(org: str, relations: Relations) -> set[str]:
    """The organisation and all of its groups."""
    return {org}.union(
        *(affiliation.orgs for affiliation in relations.affiliations if org in affiliation.orgs)
    )


def _in_force(thing: Engagement | Rivalry, on: date) -> bool:
    return (thing.since is None or thing.since <= on) and (thing.until is None or on <= thing.until)


def _waived(
    conflict: Conflict, problem: ProblemText, candidate: Candidate, relations: Relations, on: date
) -> Conflict:
    for waiver in relations.waivers:
        for_this = (waiver.problem, waiver.person) == (problem.id, candidate.id)
        in_force = (waiver.since is None or waiver.since <= on) and (
            waiver.until is None or on <= waiver.until
        )
        if conflict.hard and for_this and in_force and waiver.code in (None, conflict.code):
            return replace(conflict, hard=False, waived=True)
    return conflict
