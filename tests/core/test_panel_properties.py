"""What must hold for any world: no conflict, exactness, labels without influence, determinism."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from oneteam_core.matching import (
    Affiliation,
    Candidate,
    Declaration,
    Engagement,
    FieldRecord,
    LaboratoryTie,
    LexicalEncoder,
    Need,
    Panel,
    ProblemText,
    Relations,
    Rivalry,
    Rules,
    Waiver,
    Weights,
    Work,
    match,
    validate_panel,
)  # fmt: skip
from tests.core.cases import FIXED_WORKS, ON, problem

ENCODER = LexicalEncoder.fit(FIXED_WORKS)
ORGS = ("owner", "rival", "sister", "u1", "u2", "i1")
SKILLS = ("asr", "nlp", "ops")
TITLES = ("Speech recognition", "Noisy calls", "Crane scheduling", "of the", "")
PEOPLE = ("p0", "p1", "p2", "p3", "p4", "p5", "p6", "p7")

days = st.one_of(st.none(), st.integers(-3, 3).map(lambda days: ON + timedelta(days)))
titles = st.sampled_from(TITLES).map(lambda title: {"en": title})


def picked(values: tuple[str, ...], most: int = 3, least: int = 0) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(values), min_size=least, max_size=most, unique=True).map(tuple)


def some(strategy: st.SearchStrategy[object], most: int = 2) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(strategy, max_size=most).map(tuple)


def numbered(found: list[dict[str, str]]) -> tuple[Work, ...]:
    return tuple(Work(id=str(at), title=title) for at, title in enumerate(found))


@st.composite
def candidates(draw: st.DrawFn, id: str) -> Candidate:
    ties = st.builds(
        Engagement, org=st.sampled_from(ORGS), kind=st.sampled_from(("advisory", "employed")), until=days
    )
    said = st.builds(
        Declaration, problem=st.sampled_from((None, "P", "Q")), org=st.sampled_from((None, "owner", "u1"))
    ).filter(lambda one: one.problem or one.org)
    return Candidate(
        id=id,
        orgs=draw(picked(ORGS, most=2, least=1)),
        kind=draw(st.sampled_from(("academia", "research", "industry"))),
        skills=draw(picked(SKILLS)),
        works=draw(st.lists(titles, max_size=4).map(numbered)),
        field=draw(
            st.sampled_from(((), (FieldRecord(id="f", area="calls"),), (FieldRecord(id="f", area="x"),)))
        ),
        engagements=draw(some(ties, most=1)),  # type: ignore[arg-type]
        declared=draw(some(said, most=1)) if draw(st.integers(0, 4)) == 0 else (),  # type: ignore[arg-type]
        quota_left=draw(st.sampled_from((None, 0, 1, 2, 3))),
        free=draw(st.sampled_from((None, None, None, (), ("mon",), ("tue",), ("mon", "tue")))),
        laboratory=draw(st.sampled_from((None, None, "l1", "l2"))),
    )


@st.composite
def people(draw: st.DrawFn) -> list[Candidate]:
    count = draw(st.integers(0, len(PEOPLE)))
    return [draw(candidates(id)) for id in PEOPLE[:count]]


rivalries = st.sampled_from([(a, b) for a, b in combinations(ORGS, 2)]).flatmap(
    lambda pair: st.builds(
        Rivalry,
        a=st.just(pair[0]),
        b=st.just(pair[1]),
        areas=st.sampled_from((("calls",), ("*",), ("ships",))),
        until=days,
    )
)
relations = st.builds(
    Relations,
    rivalries=some(rivalries),
    affiliations=st.sampled_from(((), (Affiliation(group="g", orgs=("rival", "sister")),))),
    waivers=some(st.builds(Waiver, problem=st.just("P"), person=st.sampled_from(PEOPLE), until=days), most=1),
    laboratories=some(
        st.builds(
            LaboratoryTie,
            laboratory=st.just("l1"),
            org=st.sampled_from(ORGS),
            kind=st.just("joint"),
            until=days,
        ),
        most=1,
    ),
)


@st.composite
def rules(draw: st.DrawFn) -> Rules:
    least = st.integers(0, 1)
    return Rules(
        size=draw(st.integers(1, 4)), min_size=draw(least), min_academia=draw(least), min_research=draw(least), min_field=draw(least),
        max_per_org=draw(st.integers(1, 2)), common_slot=draw(st.booleans()),
        weights=Weights(coverage=draw(st.sampled_from((0.0, 0.5, 1.0)))),
    )  # fmt: skip


PROBLEM = problem(needs=(Need(skill="asr"), Need(skill="nlp", weight=2)))


def run(
    found: list[Candidate], walls: Relations, held: Rules, about: ProblemText = PROBLEM, on: date = ON
) -> Panel:
    return match(problem=about, candidates=found, relations=walls, rules=held, on=on, encoder=ENCODER)


def fine(found: list[Candidate], walls: Relations, held: Rules, persons: tuple[str, ...]) -> bool:
    return not validate_panel(
        problem=PROBLEM, candidates=found, relations=walls, rules=held, on=ON, persons=persons
    )


def worth(panel: Panel, persons: tuple[str, ...], held: Rules) -> float:
    """The objective, written again from its definition."""
    by_id = {one.person: one for one in panel.assessments}
    had = {skill for person in persons for skill in by_id[person].reasons.topic.skills}
    share = sum(need.weight for need in PROBLEM.needs if need.skill in had) / 3
    return sum(by_id[person].score for person in persons) + held.weights.coverage * share


@settings(max_examples=300, deadline=None)
@given(people(), relations, rules())
def test_the_choice_is_the_best_of_all_that_the_validator_accepts(
    found: list[Candidate], walls: Relations, held: Rules
) -> None:
    """Selector and validator agree: brute force over all panels, judged by the validator alone."""
    panel = run(found, walls, held)
    names = [candidate.id for candidate in found]
    accepted = [
        persons
        for size in range(held.min_size, held.size + 1)
        for persons in combinations(names, size)
        if fine(found, walls, held, persons)
    ]
    if not accepted:
        assert panel.chosen == () and panel.clash and panel.certificate is None
        return
    assert panel.clash == ()
    most = max(len(persons) for persons in accepted)
    best = max(worth(panel, persons, held) for persons in accepted if len(persons) == most)
    assert fine(found, walls, held, panel.persons)
    assert len(panel.persons) == most
    assert panel.certificate and abs(panel.certificate.objective - best) < 1e-5
    assert all(runner_up.loss >= 0 for runner_up in panel.runners_up)


@settings(max_examples=100, deadline=None)
@given(people(), relations, rules(), st.permutations(PEOPLE))
def test_relabelling_people_changes_nothing_but_labels(
    found: list[Candidate], walls: Relations, held: Rules, names: list[str]
) -> None:
    other = dict(zip(PEOPLE, names, strict=True))
    renamed = [replace(candidate, id=other[candidate.id]) for candidate in reversed(found)]
    waivers = tuple(replace(waiver, person=other[waiver.person]) for waiver in walls.waivers)
    before, after = run(found, walls, held), run(renamed, replace(walls, waivers=waivers), held)
    content = {candidate.id: replace(candidate, id="") for candidate in found}
    again = {candidate.id: replace(candidate, id="") for candidate in renamed}
    waived = {waiver.person for waiver in walls.waivers}
    if not waived:
        assert [content[one] for one in before.persons] == [again[one] for one in after.persons]
    assert before.certificate == after.certificate
    assert [clash.rule for clash in before.clash] == [clash.rule for clash in after.clash]


@settings(max_examples=100, deadline=None)
@given(people(), relations, rules(), candidates("new"))
def test_one_more_person_never_worsens(
    found: list[Candidate], walls: Relations, held: Rules, newcomer: Candidate
) -> None:
    """A newcomer to a laboratory may bring it a conflict, so this one is of none."""
    newcomer = replace(newcomer, laboratory=None)
    before, after = run(found, walls, held), run([*found, newcomer], walls, held)
    assert len(after.persons) >= len(before.persons)
    if before.certificate and len(after.persons) == len(before.persons):
        assert after.certificate and after.certificate.objective >= before.certificate.objective
    scores = {one.person: one.score for one in after.assessments}
    assert all(scores[one.person] == one.score for one in before.assessments)


@settings(max_examples=100, deadline=None)
@given(people(), relations, rules())
def test_the_same_input_gives_the_same_answer_in_any_order(
    found: list[Candidate], walls: Relations, held: Rules
) -> None:
    assert run(found, walls, held) == run(list(reversed(found)), walls, held)


@settings(max_examples=100, deadline=None)
@given(people(), relations, rules())
def test_the_clash_is_minimal(found: list[Candidate], walls: Relations, held: Rules) -> None:
    """A clash of one rule about numbers goes away when that rule is lifted."""
    named = {clash.rule for clash in run(found, walls, held).clash}
    lifted = {"academia": "min_academia", "research": "min_research", "field": "min_field"}
    for rule in named & set(lifted):
        eased = replace(held, **{lifted[rule]: 0})
        assert named != {clash.rule for clash in run(found, walls, eased).clash}
