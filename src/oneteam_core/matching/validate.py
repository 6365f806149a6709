"""A second pair of eyes: re-checks a panel from the raw data.

Nothing of the chooser or of the conflict finder is used here, on purpose; both are tested against each
other. Only the input classes are shared.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from oneteam_core.matching.model import Affiliation, Candidate, ProblemText, Relations, Rules


@dataclass(frozen=True, kw_only=True)
class Violation:
    """A rule that a panel breaks; ``person`` where it is about one person."""

    rule: str
    message: str
    person: str | None = None


def validate_panel(
    *,
    problem: ProblemText,
    candidates: Sequence[Candidate],
    relations: Relations,
    rules: Rules,
    on: date,
    persons: Sequence[str],
) -> tuple[Violation, ...]:
    """Everything that is wrong with a list of people as a panel; empty where nothing is.

    Rules are named as in ``Clash``, and ``unknown`` or ``twice`` for a person who is not among the
    candidates or stands there two times. Complexity: panel times rivalries and ties.

    >>> person = Candidate(id="x", orgs=("u",), kind="academia", skills=("ai",), quota_left=0)
    >>> problem = ProblemText(id="P", owners=("red",), area="radio", parts={})
    >>> easy = Rules(min_research=0, min_field=0)
    >>> [violation.rule for violation in validate_panel(
    ...     problem=problem, candidates=[person], relations=Relations(), rules=easy,
    ...     on=date(2026, 11, 23), persons=("x", "y"))]
    ['unknown', 'quota']
    """
    known = {candidate.id: candidate for candidate in candidates}
    found: list[Violation] = []
    for person in sorted(set(persons)):
        if person not in known:
            found.append(
                Violation(rule="unknown", person=person, message=f"{person} is not among the candidates.")
            )
        if list(persons).count(person) > 1:
            found.append(Violation(rule="twice", person=person, message=f"{person} is on the panel twice."))
    panel = [known[person] for person in dict.fromkeys(persons) if person in known]
    found += _single(panel, candidates, problem, relations, rules, on)
    found += _together(panel, rules)
    missing = [person for person in rules.pinned if person not in persons]
    found += [
        Violation(rule="pinned", person=person, message=f"{person} should be there.") for person in missing
    ]
    return tuple(found)


def _single(
    panel: Iterable[Candidate],
    everybody: Sequence[Candidate],
    problem: ProblemText,
    relations: Relations,
    rules: Rules,
    on: date,
) -> list[Violation]:
    found = []
    for person in panel:
        for code in _barred(person, everybody, problem, relations, on):
            text = f"{person.id} has a conflict of interest: {code}."
            found.append(Violation(rule="conflicts", person=person.id, message=text))
        if person.quota_left is not None and person.quota_left < 1:
            found.append(Violation(rule="quota", person=person.id, message=f"{person.id} has no quota left."))
        if person.id in rules.excluded:
            found.append(
                Violation(rule="excluded", person=person.id, message=f"{person.id} was excluded by hand.")
            )
        nothing = not person.skills and not person.field and not any(_has_words(person))
        if nothing and person.id not in rules.pinned:
            found.append(
                Violation(rule="known", person=person.id, message=f"Too little is known of {person.id}.")
            )
    return found


def _has_words(person: Candidate) -> Iterable[bool]:
    for work in person.works:
        for text in (*work.title.values(), *work.abstract.values()):
            yield bool(text.strip())


def _together(panel: Sequence[Candidate], rules: Rules) -> list[Violation]:
    main = [person.orgs[0] for person in panel]
    experienced = [p for p in panel if p.field or (p.kind == "industry" and rules.industry_is_field)]
    checks = {
        "size": rules.min_size <= len(panel) <= rules.size,
        "academia": sum(person.kind == "academia" for person in panel) >= rules.min_academia,
        "research": sum(person.kind == "research" for person in panel) >= rules.min_research,
        "field": len(experienced) >= rules.min_field,
        "org_limit": all(main.count(org) <= rules.max_per_org for org in main),
        "common_slot": not rules.common_slot or _can_meet(panel),
    }
    return [
        Violation(rule=rule, message=f"The rule {rule} is broken.")
        for rule, fine in checks.items()
        if not fine
    ]


def _can_meet(panel: Sequence[Candidate]) -> bool:
    asked = [person.free for person in panel if person.free is not None]
    return not asked or any(all(slot in free for free in asked) for slot in asked[0])


def _barred(
    person: Candidate, everybody: Sequence[Candidate], problem: ProblemText, relations: Relations, on: date
) -> list[str]:
    """Codes of the conflicts that bar a person, from sets of organisations."""
    direct, near = _rivals(problem, relations, on)
    employers, engaged = _ties(person, problem, on)
    codes = set()
    if employers & direct:
        codes.add("competitor_org")
    if employers & near - direct:
        codes.add("affiliate_of_competitor")
    if engaged & (direct | near):
        codes.add("engaged_with_competitor")
    if _around(person, everybody, problem, relations, on) & (direct | near):
        codes.add("same_laboratory")
    if any(_declared(said.problem, said.org, problem) for said in person.declared):
        codes.add("declared")
    return sorted(code for code in codes if not _waived(code, person, problem, relations, on))


def _ties(person: Candidate, problem: ProblemText, on: date) -> tuple[set[str], set[str]]:
    """Organisations that employ a person, and those the person is otherwise engaged with, but for owners."""
    employers: set[str] = set(person.orgs)
    engaged: set[str] = set()
    for tie in person.engagements:
        if (tie.until or date.max) >= on >= (tie.since or date.min):
            (employers if tie.kind == "employed" else engaged).add(tie.org)
    return employers - set(problem.owners), engaged - set(problem.owners)


def _around(
    person: Candidate, everybody: Sequence[Candidate], problem: ProblemText, relations: Relations, on: date
) -> set[str]:
    """Organisations that the laboratory and the others in it are tied to."""
    orgs: set[str] = set()
    if person.laboratory is None:
        return orgs
    for other in everybody:
        if other.laboratory == person.laboratory and other.id != person.id:
            orgs = orgs.union(*_ties(other, problem, on))
    for tie in relations.laboratories:
        if tie.laboratory == person.laboratory and (tie.until or date.max) >= on >= (tie.since or date.min):
            orgs.add(tie.org)
    return orgs - set(problem.owners)


def _declared(about: str | None, org: str | None, problem: ProblemText) -> bool:
    if about is None and org is None:
        return False
    return (about is None or about == problem.id) and (org is None or org in problem.owners)


def _rivals(problem: ProblemText, relations: Relations, on: date) -> tuple[set[str], set[str]]:
    """Organisations that compete with an owner themselves, and those that do so through a group."""
    pairs = set()
    for rivalry in relations.rivalries:
        if {problem.area, "*"} & set(rivalry.areas) and (rivalry.since or on) <= on <= (rivalry.until or on):
            pairs |= {(rivalry.a, rivalry.b), (rivalry.b, rivalry.a)}
    direct = {one for one, other in pairs if other in problem.owners}
    near = set()
    for owner in problem.owners:
        ours = _group(owner, relations.affiliations)
        theirs = {one for one, other in pairs if other in ours}
        near |= {org for rival in theirs for org in _group(rival, relations.affiliations)} - ours
    return direct, near


def _group(org: str, affiliations: Sequence[Affiliation]) -> set[str]:
    return {
        org,
        *(member for affiliation in affiliations if org in affiliation.orgs for member in affiliation.orgs),
    }


def _waived(code: str, person: Candidate, problem: ProblemText, relations: Relations, on: date) -> bool:
    return any(
        waiver.problem == problem.id
        and waiver.person == person.id
        and waiver.code in (None, code)
        and (waiver.since or on) <= on <= (waiver.until or on)
        for waiver in relations.waivers
    )
