"""All problems of the sample alliance at once."""

from dataclasses import replace
from typing import Any

import pytest

from oneteam_core.matching import (
    FieldRecord,
    LexicalEncoder,
    MatchingError,
    Relations,
    Rules,
    validate_panel,
)
from oneteam_core.matching.batch import Batch, Keep, batch_of, match_many, validate_plan
from tests.core.cases import ON, judgements, person, sample
from tests.core.cases import problem as asked

RULES = Rules(size=4, min_size=3, max_per_org=1, common_slot=False)


@pytest.fixture(scope="module")
def day() -> Batch:
    problems, experts = sample()
    return batch_of(
        problems=problems.problems, candidates=experts.candidates, relations=problems.relations, on=ON, rules=RULES
    )  # fmt: skip


@pytest.mark.parametrize("fair", [False, True])
def test_every_table_of_the_day_keeps_the_rules_of_a_panel(day: Batch, fair: bool) -> None:
    problems, experts = sample()
    plan = match_many(day, fair=fair)
    assert validate_plan(day, plan) == () and plan.certificate and plan.certificate.gap == 0
    for problem in problems.problems:
        assert not validate_panel(
            problem=problem, candidates=experts.candidates, relations=problems.relations, rules=RULES, on=ON,
            persons=plan.people_at(problem.id),
        )  # fmt: skip
    barred = {(pair["problem"], pair["expert"]) for pair in judgements()["blocked"]}
    assert barred and not barred & set(plan.pairs)


def test_the_fair_day_has_the_higher_floor(day: Batch) -> None:
    plain, fair = match_many(day), match_many(day, fair=True)
    assert fair.floor >= plain.floor and fair.sum <= plain.sum
    assert fair.floor_certificate and fair.floor_certificate.gap == 0


def test_one_expert_falls_out_and_little_changes(day: Batch) -> None:
    old = match_many(day)
    gone = old.pairs[0][1]
    lost = [pair for pair in old.pairs if pair[1] == gone]
    changed = replace(
        day,
        forbidden=(*day.forbidden, *((problem, gone) for problem in day.problems)),
        keep=Keep(pairs=old.pairs, fewest=True),
    )
    plan = match_many(changed)
    assert validate_plan(changed, plan) == () and plan.difference
    assert set(plan.difference.removed) >= set(lost) and len(plan.difference.removed) <= len(lost) + 2


def test_pinned_people_need_a_problem() -> None:
    problems, experts = sample()
    with pytest.raises(MatchingError, match="rules.pinned"):
        batch_of(
            problems=problems.problems, candidates=experts.candidates, relations=problems.relations, on=ON,
            rules=Rules(pinned=("E01",)),
        )  # fmt: skip


def two_problems(**more: Any) -> Batch:
    """Nobody but the person of industry has field experience of their own; each may come to one table."""
    people = [
        person("ann", orgs=("u1",), quota_left=1),
        person("bob", orgs=("u2",), quota_left=1),
        person("cho", orgs=("company",), kind="industry", skills=(), quota_left=1),
    ]
    return batch_of(
        problems=[asked(id="P"), asked(id="Q")], candidates=people, relations=Relations(), on=ON,
        rules=Rules(size=1, min_academia=0, min_research=0), encoder=LexicalEncoder(), **more,
    )  # fmt: skip


def score(day: Batch, where: str, who: str) -> float:
    at = day.problems.index(where) * len(day.people) + day.people.index(who)
    return float(day.scores.value[at])


def test_field_experience_that_counts_at_one_problem_counts_there_alone() -> None:
    told = FieldRecord(id="table", area="calls", what={"en": "Speech recognition in noisy calls"})
    plain, more = two_problems(), two_problems(fields={("Q", "bob"): (told,)})
    assert {clash.rule for clash in match_many(plain).clash} == {"load", "group_least"}
    assert score(more, "Q", "bob") > score(plain, "Q", "bob")
    assert score(more, "P", "bob") == score(plain, "P", "bob")
    plan = match_many(more)
    assert plan.pairs == (("P", "cho"), ("Q", "bob")) and validate_plan(more, plan) == ()
    assert {group.name: group.problems for group in more.groups} == {
        "field": ("P",),
        "field at Q": ("Q",),
    }


@pytest.mark.parametrize(("pair", "words"), [(("R", "bob"), "'R' is not among the problems"), (("P", "dan"), "'dan' is not among the candidates")])  # fmt: skip
def test_field_experience_of_nobody_or_nowhere_is_refused(pair: tuple[str, str], words: str) -> None:
    with pytest.raises(MatchingError, match=words):
        two_problems(fields={pair: (FieldRecord(id="table", area="calls"),)})
