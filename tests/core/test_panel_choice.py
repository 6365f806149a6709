from dataclasses import replace

import pytest

from oneteam_core.matching import (
    Candidate,
    Declaration,
    FieldRecord,
    LexicalEncoder,
    Panel,
    Relations,
    Rivalry,
    Rules,
    match,
    validate_panel,
)  # fmt: skip
from tests.core.cases import FIXED_WORKS, ON, judgements, person, problem, sample, three_kinds

ENCODER = LexicalEncoder.fit(FIXED_WORKS)
WALLS = Relations(rivalries=(Rivalry(a="owner", b="rival"),))


def choose(people: list[Candidate], relations: Relations = WALLS, **rules: object) -> Panel:
    return match(
        problem=problem(), candidates=people, relations=relations, on=ON, encoder=ENCODER,
        rules=Rules(**rules),  # type: ignore[arg-type]
    )  # fmt: skip


def rules_of(panel: Panel) -> list[str]:
    return [clash.rule for clash in panel.clash]


def test_fewer_than_asked_are_chosen_where_there_are_no_more() -> None:
    panel = choose(three_kinds())
    assert set(panel.persons) == {"ann", "bob", "cho"}
    assert panel.clash == () and panel.certificate and panel.certificate.gap == 0


def test_each_kind_is_there_even_where_others_score_higher() -> None:
    people = [*three_kinds(), *(person(f"x{at}", orgs=(f"u{at}",)) for at in range(6))]
    panel = choose(people, size=4)
    assert {"bob", "cho"} <= set(panel.persons) and len(panel.persons) == 4


def test_a_field_record_counts_as_field_experience() -> None:
    people = [person("ann", field=(FieldRecord(id="s", area="calls"),)), *three_kinds()[1:2]]
    assert set(choose(people, size=2).persons) == {"ann", "bob"}


def test_industry_counts_as_field_unless_told_otherwise() -> None:
    assert rules_of(choose(three_kinds(), industry_is_field=False)) == ["field"]


def test_at_most_n_from_one_organisation() -> None:
    people = [*three_kinds(), *(person(f"x{at}") for at in range(4))]
    panel = choose(people, max_per_org=1)
    assert len(panel.persons) == 3
    assert len(choose(people, max_per_org=3).persons) == 5


def test_nobody_with_a_conflict_used_quota_or_excluded_is_chosen_and_all_reasons_are_told() -> None:
    people = [
        *three_kinds(),
        person("rival", orgs=("rival",), quota_left=0),
        person("tired", quota_left=0),
        person("shy", declared=(Declaration(problem="P", note="same laboratory"),)),
        person("out"),
        person("blank", skills=(), works=()),
    ]
    panel = choose(people, excluded=("out",))
    assert set(panel.persons) == {"ann", "bob", "cho"}
    assert {found.person: found.codes for found in panel.excluded} == {
        "rival": ("competitor_org", "quota_used"),
        "tired": ("quota_used",),
        "shy": ("declared",),
        "out": ("by_hand",),
        "blank": ("not_enough_known",),
    }


def test_a_pinned_person_is_on_the_panel_and_marked() -> None:
    people = [*three_kinds(), person("far", orgs=("elsewhere",), skills=(), works=person("y").works[:0], field=(FieldRecord(id="f", area="x"),))]  # fmt: skip
    panel = choose(people, size=3, pinned=("far",))
    assert [seat.person for seat in panel.chosen if seat.pinned] == ["far"]
    assert all(runner_up.replaces != "far" for runner_up in panel.runners_up)


def test_coverage_wins_over_more_of_the_same() -> None:
    people = [
        person("a", orgs=("u1",)),
        person("b", orgs=("u2",)),
        person("n", orgs=("u3",), skills=("nlp",), works=()),
    ]
    panel = choose(people, size=2, min_research=0, min_field=0)
    assert "n" in panel.persons and panel.uncovered == ()
    assert {seat.person: seat.covers for seat in panel.chosen}["n"] == ("nlp",)


def test_reasons_come_in_four_parts_in_one_order() -> None:
    reasons = choose(three_kinds()).chosen[0].reasons
    assert list(reasons.__dataclass_fields__) == ["topic", "field", "schedule", "conflicts"]


def test_without_somebody_the_loss_is_told() -> None:
    people = [*three_kinds(), person("dan", orgs=("college",), skills=())]
    panel = choose(people, size=3)
    without = {seat.person: seat.without for seat in panel.chosen}
    assert without["ann"].persons and set(without["ann"].persons) == {"dan", "bob", "cho"}
    assert without["ann"].loss and without["ann"].loss > 0
    assert without["bob"].persons == () and without["bob"].loss is None
    assert [(r.person, r.replaces, r.loss) for r in panel.runners_up] == [("dan", "ann", without["ann"].loss)]


def test_a_common_slot_is_kept_where_availability_is_known() -> None:
    people = [
        person("ann", free=("mon",)),
        person("eve", orgs=("college",), skills=(), free=("tue",)),
        person("bob", orgs=("institute",), kind="research", free=("tue", "wed")),
        person("cho", orgs=("company",), kind="industry", free=None),
    ]
    panel = choose(people, size=3)
    assert set(panel.persons) == {"eve", "bob", "cho"} and panel.slots == ("tue",)
    assert "ann" in choose(people, size=3, common_slot=False).persons


def test_no_common_slot_is_a_clash() -> None:
    ann, bob, cho = three_kinds()
    people = [replace(ann, free=("mon",)), replace(bob, free=("tue",)), cho]
    assert set(rules_of(choose(people))) == {"academia", "research", "common_slot"}
    assert set(rules_of(choose([replace(ann, free=()), bob, cho]))) == {"academia", "common_slot"}


@pytest.mark.parametrize(
    ("people", "rules", "expected"),
    [
        ([], {}, ["size"]),
        (three_kinds()[:2], {}, ["field"]),
        (three_kinds(), {"min_research": 2}, ["research"]),
        (three_kinds(), {"excluded": ("bob",)}, ["research", "excluded"]),
        (three_kinds(), {"size": 2}, ["size", "academia", "research", "field"]),
        ([*three_kinds(), person("d"), person("e")], {"min_size": 5}, ["size", "org_limit"]),
        ([*three_kinds(), person("r", orgs=("rival",))], {"pinned": ("r",)}, ["pinned", "conflicts"]),
        ([*three_kinds(), person("t", quota_left=0)], {"pinned": ("t",)}, ["pinned", "quota"]),
        ([*three_kinds(), person("d"), person("e")], {"pinned": ("ann", "d", "e")}, ["org_limit", "pinned", "pinned", "pinned"]),
    ],
)  # fmt: skip
def test_the_smallest_set_of_rules_that_clash_is_named(
    people: list[Candidate], rules: dict[str, object], expected: list[str]
) -> None:
    panel = choose(people, **rules)
    assert panel.chosen == () and panel.certificate is None
    assert rules_of(panel) == expected
    assert all(clash.message for clash in panel.clash)


def test_every_sample_problem_gets_a_panel_that_the_validator_accepts() -> None:
    problems, experts = sample()
    barred = {(pair["problem"], pair["expert"]) for pair in judgements()["blocked"]}
    for found in problems.problems:
        panel = match(problem=found, candidates=experts.candidates, relations=problems.relations, on=ON)
        assert len(panel.persons) == 6
        assert not barred & {(found.id, chosen) for chosen in panel.persons}
        assert not validate_panel(
            problem=found, candidates=experts.candidates, relations=problems.relations, rules=Rules(), on=ON,
            persons=panel.persons,
        )  # fmt: skip


def test_too_few_seats_clash_with_the_kinds_that_are_asked_for() -> None:
    panel = choose(three_kinds(), size=1, min_size=0)
    assert rules_of(panel) == ["size", "academia", "research"]
    assert panel.clash[0].message == "The panel has 0 to 1 people."


def test_where_nobody_is_asked_for_and_nobody_can_come_the_panel_is_empty() -> None:
    panel = choose([], min_size=0, min_academia=0, min_research=0, min_field=0)
    assert panel.persons == () and panel.clash == () and panel.certificate and panel.certificate.gap == 0
