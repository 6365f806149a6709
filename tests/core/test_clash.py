"""Where rules cannot all hold, the fewest that cannot are named: as trying all sets of rules finds them."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain, combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from oneteam_core.matching import Candidate, LexicalEncoder, Panel, Relations, Rivalry, Rules, match
from tests.core.cases import FIXED_WORKS, ON, person, problem, sample

ENCODER = LexicalEncoder.fit(FIXED_WORKS)
RIVAL = Relations(rivalries=(Rivalry(a="owner", b="rival"),))
Element = tuple[str, ...]


def panel_of(people: Sequence[Candidate], rules: Rules) -> Panel:
    return match(
        problem=problem(), candidates=people, relations=RIVAL, rules=rules, on=ON, encoder=ENCODER
    )  # fmt: skip


def named(panel: Panel) -> list[Element]:
    return [(clash.rule, *clash.persons) for clash in panel.clash]


def tried_one_by_one(people: Sequence[Candidate], rules: Rules) -> list[Element]:
    """All sets of rules in order of size; the first that no panel keeps."""
    elements = [
        ("size",),
        *([("academia",)] if rules.min_academia else []),
        *([("research",)] if rules.min_research else []),
        *([("field",)] if rules.min_field else []),
        ("org_limit",),
        *([("common_slot",)] if rules.common_slot else []),
        *(("pinned", one) for one in sorted(rules.pinned)),
        *((name,) for name in ("conflicts", "quota", "excluded", "known")),
    ]
    panels = [panel for size in range(len(people) + 1) for panel in combinations(people, size)]
    broken = [{element for element in elements if not keeps(panel, rules, element)} for panel in panels]
    subsets = chain.from_iterable(combinations(elements, size) for size in range(len(elements) + 1))
    return next(list(kept) for kept in subsets if all(one.intersection(kept) for one in broken))


def keeps(panel: Sequence[Candidate], rules: Rules, element: Element) -> bool:
    orgs = [one.orgs[0] for one in panel]
    known = [set(one.free) for one in panel if one.free is not None]
    checks = {
        "size": rules.min_size <= len(panel) <= rules.size,
        "academia": sum(one.kind == "academia" for one in panel) >= rules.min_academia,
        "research": sum(one.kind == "research" for one in panel) >= rules.min_research,
        "field": sum(one.kind == "industry" for one in panel) >= rules.min_field,
        "org_limit": all(orgs.count(org) <= rules.max_per_org for org in orgs),
        "common_slot": not known or bool(set.intersection(*known)),
        "pinned": element[-1] in [one.id for one in panel],
        "conflicts": "rival" not in orgs,
        "quota": all(one.quota_left != 0 for one in panel),
        "excluded": not any(one.id in rules.excluded for one in panel),
        "known": all(one.skills or one.id in rules.pinned for one in panel),
    }
    return checks[element[0]]


@st.composite
def worlds(draw: st.DrawFn) -> tuple[list[Candidate], Rules]:
    """People of whom nothing but a skill is known, or not even that."""
    people = [
        person(
            f"p{at}",
            orgs=(draw(st.sampled_from(("u", "v", "w", "rival"))),),
            kind=draw(st.sampled_from(("academia", "research", "industry"))),
            skills=draw(st.sampled_from((("asr",), ("asr",), ()))),
            works=(),
            quota_left=draw(st.sampled_from((None, None, 0))),
            free=draw(st.sampled_from((None, (), ("mon",), ("tue",), ("mon", "wed"), ("tue", "wed")))),
        )
        for at in range(draw(st.integers(1, 7)))
    ]
    names = [one.id for one in people]
    pinned = draw(st.lists(st.sampled_from(names), max_size=3, unique=True))
    size = draw(st.integers(1, 4))
    rules = Rules(
        size=size,
        min_size=draw(st.integers(0, size)),
        min_academia=draw(st.integers(0, 2)),
        min_research=draw(st.integers(0, 2)),
        min_field=draw(st.integers(0, 2)),
        max_per_org=draw(st.integers(1, 2)),
        pinned=tuple(pinned),
        excluded=tuple(name for name in names if name not in pinned and draw(st.integers(0, 5)) == 0),
        common_slot=draw(st.booleans()),
    )
    return people, rules


@settings(max_examples=150, deadline=None)
@given(worlds())
def test_the_fewest_rules_that_clash_are_named_and_of_several_sets_the_first(
    world: tuple[list[Candidate], Rules],
) -> None:
    panel = panel_of(*world)
    if not panel.chosen and panel.clash:
        assert named(panel) == tried_one_by_one(*world)


def test_a_clash_of_all_pinned_is_found_among_many_rules() -> None:
    """Each of the pinned is away on another day, so that only all of them leave no day."""
    people, away = list(sample()[1].candidates), 0
    pinned: list[str] = []
    for at, one in enumerate(people):
        if one.orgs[0] not in {other.orgs[0] for other in people[:at]} and away < 8:
            free = tuple(f"day{day}" for day in range(8) if day != away)
            people[at] = replace(one, free=free, quota_left=None)
            pinned.append(one.id)
            away += 1
    panel = panel_of(people, Rules(size=12, max_per_org=12, pinned=tuple(pinned)))
    assert named(panel) == [("common_slot",), *(("pinned", one) for one in sorted(pinned))]


def test_of_too_many_pinned_from_one_organisation_the_first_are_named() -> None:
    people = [person(f"p{at:02}") for at in range(30)]
    rules = Rules(size=12, max_per_org=3, min_research=0, min_field=0, pinned=tuple(one.id for one in people[:12]))  # fmt: skip
    assert named(panel_of(people, rules)) == [("org_limit",), *(("pinned", f"p{at:02}") for at in range(4))]
