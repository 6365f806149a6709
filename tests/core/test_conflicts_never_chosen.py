"""Ten thousand random worlds: nobody with a hard conflict is ever chosen."""

from dataclasses import replace
from random import Random

from oneteam_core.matching import (
    Affiliation,
    Candidate,
    Declaration,
    Engagement,
    LaboratoryTie,
    LexicalEncoder,
    Relations,
    Rivalry,
    Rules,
    match,
    validate_panel,
)  # fmt: skip
from tests.core.cases import ON, problem

INSTANCES = 10_000
ORGS = ("owner", "rival", "sister", "foe", "u1", "u2")
PROBLEM = problem(needs=(), parts={})
RULES = Rules(size=1, min_academia=0, min_research=0, min_field=0)


def world(random: Random) -> tuple[list[Candidate], Relations]:
    relations = Relations(
        rivalries=tuple(
            Rivalry(a="owner", b=other, areas=random.choice((("calls",), ("*",), ("ships",))))
            for other in ("rival", "foe")
            if random.random() < 0.7
        ),
        affiliations=(Affiliation(group="g", orgs=("rival", "sister")),) if random.random() < 0.5 else (),
        laboratories=(
            (LaboratoryTie(laboratory="l1", org=random.choice(ORGS), kind="joint"),)
            if random.random() < 0.3
            else ()
        ),
    )
    return [_person(random, f"p{at}") for at in range(4)], relations


def _person(random: Random, id: str) -> Candidate:
    tie = Engagement(
        org=random.choice(ORGS),
        kind=random.choice(("advisory", "employed")),
        until=random.choice((None, ON, ON.replace(day=1))),
    )
    return Candidate(
        id=id,
        orgs=(random.choice(ORGS),),
        kind="academia",
        skills=("asr",),
        engagements=(tie,) if random.random() < 0.5 else (),
        declared=(Declaration(problem="P"),) if random.random() < 0.1 else (),
        laboratory=random.choice((None, "l1", "l2")),
    )


def test_nobody_with_a_conflict_is_chosen_in_ten_thousand_worlds() -> None:
    random, encoder = Random(3), LexicalEncoder()
    chosen = barred = 0
    for _ in range(INSTANCES):
        people, relations = world(random)
        panel = match(
            problem=PROBLEM, candidates=people, relations=relations, rules=RULES, on=ON, encoder=encoder
        )
        case = {"problem": PROBLEM, "candidates": people, "relations": relations, "on": ON}
        if panel.persons:
            wrong = validate_panel(**case, rules=RULES, persons=panel.persons)  # type: ignore[arg-type]
            assert wrong == ()
        out = {one.person for one in panel.excluded}
        everybody = validate_panel(**case, rules=replace(RULES, size=4, max_per_org=4), persons=[p.id for p in people])  # type: ignore[arg-type]  # fmt: skip
        assert out == {one.person for one in everybody if one.rule == "conflicts"}
        chosen, barred = chosen + len(panel.persons), barred + len(out)
    assert chosen > INSTANCES / 2 and barred > INSTANCES
