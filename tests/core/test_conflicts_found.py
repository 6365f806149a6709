from dataclasses import replace
from datetime import date

import pytest

from oneteam_core.matching import (
    Affiliation,
    Candidate,
    Declaration,
    Engagement,
    LaboratoryTie,
    Relations,
    Rivalry,
    Rules,
    Waiver,
    conflicts_of,
    match,
    validate_panel,
)  # fmt: skip
from tests.core.cases import ON, judgements, person, problem, sample, three_kinds

RIVALS = Relations(
    rivalries=(Rivalry(a="rival", b="owner", areas=("calls",)), Rivalry(a="owner", b="foe", areas=("*",))),
    affiliations=(
        Affiliation(group="g", orgs=("rival", "sister")),
        Affiliation(group="h", orgs=("owner", "branch")),
    ),
)


def codes(
    candidate: object, relations: Relations = RIVALS, on: date = ON, **changes: object
) -> list[tuple[str, bool]]:
    found = conflicts_of(problem=problem(**changes), candidate=candidate, relations=relations, on=on)  # type: ignore[arg-type]
    return [(conflict.code, conflict.hard) for conflict in found]


@pytest.mark.parametrize(
    ("orgs", "expected"),
    [
        (("rival",), [("competitor_org", True)]),
        (("foe",), [("competitor_org", True)]),
        (("sister",), [("affiliate_of_competitor", True)]),
        (("owner",), [("owner_org", False)]),
        (("branch",), [("owner_affiliate", False)]),
        (("university",), []),
        (("university", "rival"), [("competitor_org", True)]),
        (("owner", "rival"), [("competitor_org", True), ("owner_org", False)]),
    ],
)
def test_employment(orgs: tuple[str, ...], expected: list[tuple[str, bool]]) -> None:
    assert codes(person("x", orgs=orgs)) == expected


def test_a_rival_in_another_area_may_come_but_not_one_in_every_area() -> None:
    assert codes(person("x", orgs=("rival",)), area="ships") == []
    assert codes(person("x", orgs=("foe",)), area="ships") == [("competitor_org", True)]


def test_a_rival_of_the_owners_group_counts_as_the_owners() -> None:
    relations = Relations(rivalries=(Rivalry(a="branch", b="other"),), affiliations=RIVALS.affiliations)
    assert codes(person("x", orgs=("other",)), relations) == [("affiliate_of_competitor", True)]


def test_co_owners_are_no_rivals_at_their_common_problem() -> None:
    assert codes(person("x", orgs=("rival",)), owners=("owner", "rival")) == [("owner_org", False)]


@pytest.mark.parametrize(("on", "barred"), [(date(2026, 1, 31), False), (date(2026, 2, 1), True), (date(2026, 11, 30), True), (date(2026, 12, 1), False)])  # fmt: skip
def test_an_engagement_bars_from_its_first_to_its_last_day(on: date, barred: bool) -> None:
    tie = Engagement(org="rival", kind="advisory", since=date(2026, 2, 1), until=date(2026, 11, 30))
    assert bool(codes(person("x", engagements=(tie,)), on=on)) is barred


def test_an_engagement_with_a_rivals_affiliate_names_the_rival() -> None:
    tie = Engagement(org="sister", kind="equity")
    found = conflicts_of(
        problem=problem(), candidate=person("x", engagements=(tie,)), relations=RIVALS, on=ON
    )
    assert [(c.code, c.org, c.via, c.rival_of, c.kind) for c in found] == [
        ("engaged_with_competitor", "sister", "rival", "owner", "equity")
    ]


def test_an_engagement_as_employee_is_employment() -> None:
    assert codes(person("x", engagements=(Engagement(org="rival", kind="employed"),))) == [
        ("competitor_org", True)
    ]


def test_a_rivalry_that_ended_bars_nobody() -> None:
    relations = Relations(rivalries=(Rivalry(a="rival", b="owner", until=date(2026, 11, 22)),))
    assert codes(person("x", orgs=("rival",)), relations) == []


@pytest.mark.parametrize(("declared", "barred"), [
    (Declaration(problem="P"), True), (Declaration(org="owner"), True), (Declaration(problem="P", org="owner"), True),
    (Declaration(problem="Q"), False), (Declaration(org="rival"), False), (Declaration(), False),
    (Declaration(problem="Q", org="owner"), False),
])  # fmt: skip
def test_declared_conflicts(declared: Declaration, barred: bool) -> None:
    assert codes(person("x", declared=(declared,))) == ([("declared", True)] if barred else [])


@pytest.mark.parametrize(("waiver", "hard"), [
    (Waiver(problem="P", person="x"), False),
    (Waiver(problem="P", person="x", code="competitor_org"), False),
    (Waiver(problem="P", person="x", code="declared"), True),
    (Waiver(problem="P", person="y"), True),
    (Waiver(problem="Q", person="x"), True),
    (Waiver(problem="P", person="x", until=date(2026, 11, 22)), True),
    (Waiver(problem="P", person="x", since=date(2026, 11, 24)), True),
])  # fmt: skip
def test_a_waiver_in_force_turns_the_conflict_into_a_note(waiver: Waiver, hard: bool) -> None:
    relations = Relations(rivalries=RIVALS.rivalries, waivers=(waiver,))
    found = conflicts_of(
        problem=problem(), candidate=person("x", orgs=("rival",)), relations=relations, on=ON
    )
    assert [(conflict.code, conflict.hard, conflict.waived) for conflict in found] == [
        ("competitor_org", hard, not hard)
    ]


def test_every_blocked_pair_of_the_sample_is_blocked_with_the_right_reason() -> None:
    problems, experts = sample()
    by_problem = {found.id: found for found in problems.problems}
    by_person = {found.id: found for found in experts.candidates}
    for pair in judgements()["blocked"]:
        found = conflicts_of(
            problem=by_problem[pair["problem"]], candidate=by_person[pair["expert"]],
            relations=problems.relations, on=ON,
        )  # fmt: skip
        hard = [
            (conflict.code, str(conflict.until) if conflict.until else None)
            for conflict in found
            if conflict.hard
        ]
        assert (pair["reason"], pair.get("until")) in hard, pair


def test_only_walls_and_the_groups_behind_them_block_in_the_sample() -> None:
    problems, experts = sample()
    expected = {(pair["problem"], pair["expert"]) for pair in judgements()["blocked"]}
    through_groups = set()
    for found in problems.problems:
        for candidate in experts.candidates:
            hard = [
                c
                for c in conflicts_of(problem=found, candidate=candidate, relations=problems.relations, on=ON)
                if c.hard
            ]
            if hard and (found.id, candidate.id) not in expected:
                assert all(conflict.via for conflict in hard), (found.id, candidate.id, hard)
                through_groups.add((found.id, candidate.id))
    assert through_groups == {
        ("P05", "E27"), ("P05", "E06"), ("P06", "E27"), ("P06", "E06"), ("P04", "E04"), ("P04", "E28"),
        ("P07", "E28"), ("P07", "E04"),
    }  # fmt: skip


LABORATORY = "vision-lab"
ADVISER = Engagement(org="rival", kind="advisory", until=date(2026, 11, 30))


@pytest.mark.parametrize(("colleague", "expected"), [
    (person("y", laboratory=LABORATORY, engagements=(ADVISER,)), ("rival", None, "advisory", ADVISER.until, "y")),
    (person("y", laboratory=LABORATORY, orgs=("university", "sister")), ("sister", "rival", None, None, "y")),
    (person("y", laboratory=LABORATORY, orgs=("rival",)), ("rival", None, None, None, "y")),
    (person("y", laboratory="another", engagements=(ADVISER,)), None),
    (person("y", engagements=(ADVISER,)), None),
    (person("y", laboratory=LABORATORY, orgs=("owner",)), None),
])  # fmt: skip
def test_a_colleagues_tie_to_a_rival_bars_the_laboratory(colleague: Candidate, expected: object) -> None:
    here = person("x", laboratory=LABORATORY)
    found = conflicts_of(
        problem=problem(), candidate=here, relations=RIVALS, on=ON, colleagues=[here, colleague]
    )
    told = [(one.org, one.via, one.kind, one.until, one.whose) for one in found]
    assert told == ([] if expected is None else [expected])
    assert all((one.code, one.hard, one.laboratory) == ("same_laboratory", True, LABORATORY) for one in found)


def test_a_laboratorys_own_tie_bars_everybody_in_it_until_it_ends() -> None:
    tie = LaboratoryTie(laboratory=LABORATORY, org="rival", kind="sponsored_research", until=ON)
    relations = replace(RIVALS, laboratories=(tie,))
    here = person("x", laboratory=LABORATORY)
    assert codes(here, relations) == [("same_laboratory", True)]
    assert codes(here, relations, on=date(2026, 11, 24)) == []
    assert codes(person("x"), relations) == []


def test_ones_own_tie_is_no_colleagues() -> None:
    here = person("x", laboratory=LABORATORY, engagements=(ADVISER,))
    found = conflicts_of(problem=problem(), candidate=here, relations=RIVALS, on=ON, colleagues=[here])
    assert [conflict.code for conflict in found] == ["engaged_with_competitor"]


def test_a_waiver_of_the_laboratory_leaves_other_conflicts() -> None:
    tie = LaboratoryTie(laboratory=LABORATORY, org="foe", kind="joint")
    waiver = Waiver(problem="P", person="x", code="same_laboratory")
    relations = replace(RIVALS, laboratories=(tie,), waivers=(waiver,))
    here = person("x", laboratory=LABORATORY, engagements=(ADVISER,))
    assert codes(here, relations) == [("engaged_with_competitor", True), ("same_laboratory", False)]


def test_chooser_and_validator_keep_a_laboratory_out() -> None:
    people = [
        *three_kinds(),
        person("x", laboratory=LABORATORY),
        person("y", laboratory=LABORATORY, orgs=("rival",)),
    ]
    case = {"problem": problem(), "candidates": people, "relations": RIVALS, "on": ON}
    panel = match(**case)
    assert "x" not in panel.persons
    assert {one.person: one.codes for one in panel.excluded} == {
        "x": ("same_laboratory",),
        "y": ("competitor_org",),
    }
    wrong = validate_panel(**case, rules=Rules(), persons=(*panel.persons, "x"))
    assert [(one.rule, one.person) for one in wrong if one.rule == "conflicts"] == [("conflicts", "x")]
