from dataclasses import replace
from typing import Any

import pytest

from oneteam_core.__main__ import main
from oneteam_core.matching import (
    FieldRecord,
    LexicalEncoder,
    Panel,
    Relations,
    Rivalry,
    Rules,
    Unsound,
    command,
    match,
    sound_panel,
)  # fmt: skip
from oneteam_core.matching.batch import batch_of, match_many, sound_day
from tests.core.cases import ON, person, problem, three_kinds
from tests.core.test_command_matches import FILES

RIVAL = person("foe", orgs=("rival",), kind="industry")
WORLD: dict[str, Any] = {
    "candidates": [*three_kinds(), RIVAL],
    "relations": Relations(rivalries=(Rivalry(a="owner", b="rival"),)),
    "rules": Rules(size=3),
    "on": ON,
}


def test_a_panel_that_keeps_its_rules_goes_through_and_another_does_not() -> None:
    panel = match(problem=problem(), encoder=LexicalEncoder(), **WORLD)
    assert sound_panel(panel, problem=problem(), **WORLD) is panel
    wrong = replace(panel, chosen=(*panel.chosen[:2], replace(panel.chosen[2], person="foe")))
    with pytest.raises(Unsound, match="The panel of P is refused: foe has a conflict of interest") as caught:
        sound_panel(wrong, problem=problem(), **WORLD)
    assert "conflicts" in {one.rule for one in caught.value.violations}


def test_a_panel_without_people_because_rules_clash_goes_through() -> None:
    world = {**WORLD, "candidates": []}
    panel = match(problem=problem(), encoder=LexicalEncoder(), **world)
    assert panel.clash and sound_panel(panel, problem=problem(), **world) is panel


def test_a_table_of_a_day_is_held_against_the_people_themselves() -> None:
    """A batch that has lost its forbidden pairs seats a rival's employee; the plan by itself is fine then."""
    problems = [problem(id="P"), problem(id="Q")]
    batch = batch_of(problems=problems, encoder=LexicalEncoder(), **WORLD)
    plan = match_many(batch, fair=True)
    assert sound_day(batch, plan, problems=problems, **WORLD) is plan
    blind = replace(batch, forbidden=())
    with pytest.raises(Unsound, match="P: foe has a conflict of interest: competitor_org"):
        sound_day(blind, match_many(replace(blind, fixed=(("P", "foe"),))), problems=problems, **WORLD)


def test_field_experience_at_one_problem_counts_in_the_check_too() -> None:
    people = [person("ann", quota_left=1), person("bob", orgs=("u2",), quota_left=1)]
    world = {**WORLD, "candidates": people, "rules": Rules(size=1, min_academia=0, min_research=0)}
    fields = {("P", "ann"): (FieldRecord(id="table", area="calls"),)}
    batch = batch_of(problems=[problem()], encoder=LexicalEncoder(), fields=fields, **world)
    plan = match_many(batch)
    assert plan.pairs == (("P", "ann"),)
    assert sound_day(batch, plan, problems=[problem()], fields=fields, **world) is plan
    with pytest.raises(Unsound, match="The rule field is broken"):
        sound_day(batch, plan, problems=[problem()], **world)


def test_the_command_prints_no_panel_that_breaks_its_rules(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(**case: Any) -> Panel:
        return replace(match(**case), chosen=())

    monkeypatch.setattr(command, "match", broken)
    assert main([*FILES, "--problem", "P01"]) == 3
    told = capsys.readouterr()
    assert told.out == "" and "The panel of P01 is refused: The rule size is broken." in told.err
    assert "Please report it." in told.err
