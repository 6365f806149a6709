from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from oneteam_core.matching import (
    Affiliation,
    Declaration,
    Engagement,
    FieldRecord,
    LaboratoryTie,
    LexicalEncoder,
    MatchingError,
    Need,
    Relations,
    Rivalry,
    Rules,
    Waiver,
    Weights,
    Work,
    match,
)  # fmt: skip
from tests.core.cases import ON, person, problem, three_kinds

NAN, INFINITE = float("nan"), float("inf")
HALF = "\ud800"  # of a pair of surrogates
BACKWARDS = {"since": date(2026, 2, 1), "until": date(2026, 1, 1)}


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("problem.id", {"problem": problem(id=" ")}),
        ("problem.area", {"problem": problem(area="")}),
        ("problem.owners", {"problem": problem(owners=())}),
        ("problem.needs[1].skill", {"problem": problem(needs=(Need(skill="asr"), Need(skill="asr")))}),
        ("problem.needs[0].weight", {"problem": problem(needs=(Need(skill="asr", weight=NAN),))}),
        ("problem.needs[0].weight", {"problem": problem(needs=(Need(skill="asr", weight=INFINITE),))}),
        ("problem.needs[0].weight", {"problem": problem(needs=(Need(skill="asr", weight=0),))}),
        ("problem.needs", {"problem": problem(needs=tuple(Need(skill=str(at)) for at in range(13)))}),
        ("problem.parts[title].en", {"problem": problem(parts={"title": {"en": None}})}),
        ("candidates[1].id", {"candidates": [person("x"), person("x")]}),
        ("candidates[0].id", {"candidates": [person("")]}),
        ("candidates[0].orgs", {"candidates": [person("x", orgs=())]}),
        ("candidates[0].kind", {"candidates": [person("x", kind="wizard")]}),
        ("candidates[0].quota_left", {"candidates": [person("x", quota_left=-1)]}),
        ("candidates[0].quota_left", {"candidates": [person("x", quota_left=1.5)]}),
        ("candidates[0].works[1].id", {"candidates": [person("x", works=(Work(id="1", title={}), Work(id="1", title={})))]}),
        ("candidates[0].works[0].title.en", {"candidates": [person("x", works=(Work(id="1", title={"en": 3}),))]}),
        ("candidates[0].engagements[0].until", {"candidates": [person("x", engagements=(Engagement(org="o", kind="advisory", **BACKWARDS),))]}),
        ("candidates[0].laboratory", {"candidates": [person("x", laboratory=" ")]}),
        ("relations.laboratories[0].org", {"relations": Relations(laboratories=(LaboratoryTie(laboratory="l", org="", kind="joint"),))}),
        ("relations.laboratories[0].until", {"relations": Relations(laboratories=(LaboratoryTie(laboratory="l", org="o", kind="advisory", **BACKWARDS),))}),
        ("relations.rivalries[0]", {"relations": Relations(rivalries=(Rivalry(a="x", b="x"),))}),
        ("relations.rivalries[0].areas", {"relations": Relations(rivalries=(Rivalry(a="x", b="y", areas=()),))}),
        ("relations.waivers[0].until", {"relations": Relations(waivers=(Waiver(problem="P", person="x", **BACKWARDS),))}),
        ("rules.size", {"rules": Rules(size=0)}),
        ("rules.size", {"rules": Rules(size=101)}),
        ("rules.min_size", {"rules": Rules(size=3, min_size=4)}),
        ("rules.max_per_org", {"rules": Rules(max_per_org=0)}),
        ("rules.min_field", {"rules": Rules(min_field=-1)}),
        ("rules.pinned", {"rules": Rules(pinned=("nobody",))}),
        ("rules.pinned[1]", {"rules": Rules(pinned=("ann", "ann"))}),
        ("rules.excluded", {"rules": Rules(pinned=("ann",), excluded=("ann",))}),
        ("rules.weights.topic", {"rules": Rules(weights=Weights(topic=NAN))}),
        ("rules.weights.coverage", {"rules": Rules(weights=Weights(coverage=-1))}),
        ("rules.weights.unknown_topic", {"rules": Rules(weights=Weights(unknown_topic=2))}),
        ("rules.weights", {"rules": Rules(weights=Weights(topic=0, skills=0, field=0))}),
        ("problem.owners", {"problem": problem(owners="owner")}),
        ("problem.parts", {"problem": problem(parts="title")}),
        ("problem.parts[title]", {"problem": problem(parts={"title": "Noisy calls"})}),
        ("problem.parts[title].en", {"problem": problem(parts={"title": {"en": HALF}})}),
        ("problem.needs[0].weight", {"problem": problem(needs=(Need(skill="asr", weight=10**400),))}),
        ("problem.needs[0].weight", {"problem": problem(needs=(Need(skill="asr", weight=1e308), Need(skill="nlp", weight=1e308)))}),
        ("candidates", {"candidates": None}),
        ("candidates[0]", {"candidates": ["ann"]}),
        ("candidates[0].id", {"candidates": [person(HALF)]}),
        ("candidates[0].orgs", {"candidates": [person("x", orgs="rival")]}),
        ("candidates[0].orgs[0]", {"candidates": [person("x", orgs=("",))]}),
        ("candidates[0].skills", {"candidates": [person("x", skills="asr")]}),
        ("candidates[0].quota_left", {"candidates": [person("x", quota_left=10**5000)]}),
        ("candidates[0].free[1]", {"candidates": [person("x", free=("mon", 2))]}),
        ("candidates[0].free", {"candidates": [person("x", free="mon")]}),
        ("candidates[0].works[0].id", {"candidates": [person("x", works=(Work(id=1),))]}),
        ("candidates[0].works[0].title", {"candidates": [person("x", works=(Work(id="1", title="Speech"),))]}),
        ("candidates[0].works[0].title['\\ud800']", {"candidates": [person("x", works=(Work(id="1", title={HALF: "Speech"}),))]}),
        ("candidates[0].works[0].abstract.ko", {"candidates": [person("x", works=(Work(id="1", abstract={"ko": HALF}),))]}),
        ("candidates[0].works[0].year", {"candidates": [person("x", works=(Work(id="1", year="2020"),))]}),
        ("candidates[0].field[0].what.en", {"candidates": [person("x", field=(FieldRecord(id="f", area="calls", what={"en": 3}),))]}),
        ("candidates[0].engagements[0].kind", {"candidates": [person("x", engagements=(Engagement(org="o", kind="advsory"),))]}),
        ("candidates[0].engagements[0].until", {"candidates": [person("x", engagements=(Engagement(org="o", kind="equity", until="2026-12-01"),))]}),
        ("candidates[0].declared[0]", {"candidates": [person("x", declared=(Declaration(note="mine"),))]}),
        ("candidates[0].declared[0].problem", {"candidates": [person("x", declared=(Declaration(problem=3),))]}),
        ("relations.rivalries[0].areas", {"relations": Relations(rivalries=(Rivalry(a="x", b="y", areas="radio"),))}),
        ("relations.rivalries[0].b", {"relations": Relations(rivalries=(Rivalry(a="x", b=""),))}),
        ("relations.affiliations[0].orgs", {"relations": Relations(affiliations=(Affiliation(group="g", orgs="rival"),))}),
        ("relations.waivers[0].code", {"relations": Relations(waivers=(Waiver(problem="P", person="x", code="typo"),))}),
        ("relations.laboratories[0].kind", {"relations": Relations(laboratories=(LaboratoryTie(laboratory="l", org="o", kind="zzz"),))}),
        ("rules.size", {"rules": Rules(size=10**5000)}),
        ("rules.pinned", {"rules": Rules(pinned="ann")}),
        ("rules.common_slot", {"rules": Rules(common_slot="no")}),
        ("rules.weights.topic", {"rules": Rules(weights=Weights(topic=10**400))}),
        ("on", {"on": None}),
        ("on", {"on": datetime(2026, 11, 23)}),
        ("on", {"on": "2026-11-23"}),
    ],
)  # fmt: skip
def test_the_place_and_the_fault_are_named(field: str, changes: dict[str, Any]) -> None:
    values: dict[str, Any] = {
        "problem": problem(),
        "candidates": three_kinds(),
        "relations": Relations(),
        "on": ON,
    }
    with pytest.raises(MatchingError) as caught:
        match(**{**values, **changes})
    assert caught.value.field == field
    assert len(caught.value.message) > 8


@pytest.mark.parametrize("parts", [{}, {"title": {}}, {"title": {"en": ""}}])
def test_a_problem_without_text_is_matched_by_skills(parts: dict[str, dict[str, str]]) -> None:
    panel = match(problem=problem(parts=parts), candidates=three_kinds(), relations=Relations(), on=ON)
    assert panel.chosen
    assert all(one.reasons.topic.affinity.value is None for one in panel.assessments)


def test_all_scores_nought_still_give_a_panel() -> None:
    people = [
        replace(one, skills=(), works=(Work(id="1", title={"en": "gardens"}),)) for one in three_kinds()
    ]
    panel = match(
        problem=problem(needs=()), candidates=people, relations=Relations(), on=ON, encoder=LexicalEncoder()
    )
    assert len(panel.persons) == 3 and panel.certificate and panel.certificate.objective == 0
    assert all(seat.without.loss_percent in (0.0, None) for seat in panel.chosen)
