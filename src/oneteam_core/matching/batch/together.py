"""From problems and people to a batch: all open problems of a round-table day at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np

from oneteam_core.matching.assess import assessed
from oneteam_core.matching.batch.model import Batch, Demand, GroupLimit, Keep, Load, Pair, Scores
from oneteam_core.matching.check import check_problem, check_world
from oneteam_core.matching.encoder import Encoder, instead_of, title_of
from oneteam_core.matching.errors import MatchingError
from oneteam_core.matching.library import Library
from oneteam_core.matching.model import Candidate, FieldRecord, ProblemText, Relations, Rules
from oneteam_core.matching.pool import BARRING, has_field_experience, reasons_against
from oneteam_core.matching.result import Assessment

Fields = Mapping[Pair, Sequence[FieldRecord]]
NO_FIELDS: Fields = {}


def batch_of(
    *,
    problems: Sequence[ProblemText],
    candidates: Sequence[Candidate],
    relations: Relations,
    on: date,
    rules: Rules | None = None,
    fixed: Sequence[Pair] = (),
    forbidden: Sequence[Pair] = (),
    keep: Keep | None = None,
    encoder: Encoder[Any] | None = None,
    vectors: MutableMapping[str, Any] | None = None,
    library: Library | None = None,
    fields: Fields = NO_FIELDS,
    step: Callable[[int], None] | None = None,
) -> Batch:
    """A batch in which every problem gets a panel by the same rules, and nobody more than the quota left.

    Scores are those of :func:`~oneteam_core.matching.assess.rank`. Hard conflicts, people excluded by hand and
    people of whom too little is known are forbidden pairs; organisations and kinds of people become groups.
    A common slot and the worth of covering all needs are not looked at here: a date is sought for each
    table afterwards. Raises :class:`MatchingError` on bad input, and where ``rules`` pin somebody, for it
    would not be said at which problem: use ``fixed``. ``forbidden``: pairs to be left out beside these.

    ``fields``: field experience that counts at one problem only, by the identifiers of problem and person, such
    as a past table of which this problem's owner may know and others may not. It is added to the person's own
    for that problem: in the score, and where the rules ask for somebody with field experience.
    ``encoder``, ``vectors`` and ``library`` as for ``rank``. ``step`` is told after each problem how many are done;
    what it raises ends the work.
    Complexity: all texts are read once; then one assessment of every person for each problem.

    >>> from oneteam_core.matching.batch.plan import match_many
    >>> people = [
    ...     Candidate(id=name, orgs=(name,), kind="academia", skills=skills, quota_left=1)
    ...     for name, skills in (("ann", ("asr",)), ("bob", ("ocr",)))
    ... ]
    >>> from oneteam_core.matching.model import Need
    >>> problems = [
    ...     ProblemText(id=skill, owners=("red",), area="calls", parts={}, needs=(Need(skill=skill),))
    ...     for skill in ("asr", "ocr")
    ... ]
    >>> easy = Rules(size=1, min_academia=0, min_research=0, min_field=0)
    >>> case = {"problems": problems, "candidates": people, "relations": Relations(), "rules": easy}
    >>> match_many(batch_of(**case, on=date(2026, 11, 23)), fair=True).pairs
    (('asr', 'ann'), ('ocr', 'bob'))
    """
    rules = rules or Rules()
    if rules.pinned:
        raise MatchingError("rules.pinned", "says not at which problem; give pairs as fixed instead")
    check_world(candidates=candidates, relations=relations, rules=rules, on=on)
    _check_fields(fields, problems, candidates)
    library = library or Library(candidates, encoder=encoder, vectors=vectors)
    scores, barred = np.zeros((len(problems), len(candidates))), list(forbidden)
    for row, problem in enumerate(problems):
        check_problem(problem)
        people = known_at(problem, candidates, fields)
        found = assessed(problem, people, relations, on, rules.weights, library)
        scores[row] = [one.score for one in found]
        barred += _barred(problem, people, found, rules)
        if step is not None:
            step(row + 1)
    return Batch(
        demands=tuple(
            Demand(problem=problem.id, least=rules.min_size, most=rules.size) for problem in problems
        ),
        loads=tuple(Load(person=one.id, most=_most(one, len(problems))) for one in candidates),
        scores=Scores.dense(scores),
        forbidden=tuple(dict.fromkeys(barred)),
        fixed=tuple(fixed),
        groups=(*_groups(candidates, rules), *_field_groups(problems, candidates, rules, fields)),
        keep=keep,
        encoder=title_of(library.encoder),
        instead_of=instead_of(library.encoder),
    )


def _check_fields(fields: Fields, problems: Sequence[ProblemText], candidates: Sequence[Candidate]) -> None:
    known = {problem.id for problem in problems}, {candidate.id for candidate in candidates}
    for problem, person in fields:
        for name, those, what in ((problem, known[0], "problems"), (person, known[1], "candidates")):
            if name not in those:
                raise MatchingError(f"fields[{problem}, {person}]", f"{name!r} is not among the {what}")


def known_at(problem: ProblemText, candidates: Sequence[Candidate], fields: Fields) -> list[Candidate]:
    """People with the field experience that counts at this problem."""
    return [_with_fields(one, fields.get((problem.id, one.id), ())) for one in candidates]


def _with_fields(candidate: Candidate, more: Sequence[FieldRecord]) -> Candidate:
    return replace(candidate, field=(*candidate.field, *more)) if more else candidate


def _barred(
    problem: ProblemText, candidates: Sequence[Candidate], found: Sequence[Assessment], rules: Rules
) -> Iterator[Pair]:
    for candidate, one in zip(candidates, found, strict=True):
        if reasons_against(candidate, one, rules, BARRING):
            yield problem.id, candidate.id


def _most(candidate: Candidate, problems: int) -> int:
    return problems if candidate.quota_left is None else min(problems, candidate.quota_left)


def _groups(candidates: Sequence[Candidate], rules: Rules) -> Iterator[GroupLimit]:
    """Organisations with more people than may come together, and the kinds of people that must be there."""
    orgs: dict[str, list[str]] = defaultdict(list)
    for candidate in candidates:
        orgs[candidate.orgs[0]].append(candidate.id)
    for org in sorted(orgs):
        if len(orgs[org]) > rules.max_per_org:
            yield GroupLimit(name=f"organisation {org}", people=tuple(orgs[org]), most=rules.max_per_org)
    for name, least, inside in (
        ("academia", rules.min_academia, [one.id for one in candidates if one.kind == "academia"]),
        ("research", rules.min_research, [one.id for one in candidates if one.kind == "research"]),
    ):
        if least:
            yield GroupLimit(name=name, people=tuple(inside), least=least)


def _field_groups(
    problems: Sequence[ProblemText], candidates: Sequence[Candidate], rules: Rules, fields: Fields
) -> Iterator[GroupLimit]:
    """Those with field experience: one group for all problems, but for those where more people have some."""
    if not rules.min_field:
        return
    everywhere = [one.id for one in candidates if has_field_experience(one, rules)]
    known, more = set(everywhere), defaultdict[str, list[str]](list)
    for (problem, person), records in fields.items():
        if records and person not in known:
            more[problem].append(person)
    rest = tuple(problem.id for problem in problems if problem.id not in more)
    if rest or not more:
        where = rest if more else None
        yield GroupLimit(name="field", people=tuple(everywhere), least=rules.min_field, problems=where)
    for problem in sorted(more):
        people = (*everywhere, *sorted(more[problem]))
        yield GroupLimit(
            name=f"field at {problem}", people=people, least=rules.min_field, problems=(problem,)
        )
