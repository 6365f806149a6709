"""The panel that the selector finds is the one that trying all panels finds, ties included."""

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from oneteam_core.matching.options import Limits, Option, Selection
from oneteam_core.matching.selector import select

NEEDS = 12
EVEN = tuple(round(1_000_000 * bin(covered).count("1") / NEEDS) for covered in range(1 << NEEDS))


def written_again(options: list[Option], pinned: list[Option], limits: Limits) -> Selection | None:
    """The definition, word for word: of equals the panel with the first person in whom they differ."""
    ordered = sorted(options, key=lambda option: option.org)
    panels = [
        (*pinned, *(ordered[at] for at in places))
        for size in range(limits.size + 1 - len(pinned))
        for places in combinations(range(len(ordered)), size)
    ]
    fine = [panel for panel in panels if holds(panel, limits)]
    if not fine:
        return None
    best = max(fine, key=lambda panel: (len(panel), worth(panel, limits)))  # the first of equals
    return Selection(tuple(option.person for option in best), worth(best, limits))


def holds(panel: tuple[Option, ...], limits: Limits) -> bool:
    orgs = [option.org for option in panel]
    return (
        len(panel) >= limits.min_size
        and sum(option.academia for option in panel) >= limits.academia
        and sum(option.research for option in panel) >= limits.research
        and sum(option.field for option in panel) >= limits.field
        and all(orgs.count(org) <= limits.per_org for org in orgs)
    )


def worth(panel: tuple[Option, ...], limits: Limits) -> int:
    covered = 0
    for option in panel:
        covered |= option.needs
    return sum(option.value for option in panel) + limits.gains[covered]


@st.composite
def worlds(draw: st.DrawFn, needs: int, most: int) -> tuple[list[Option], list[Option], Limits]:
    """Few different values, organisations and needs, so that many panels are worth the same."""
    step = draw(st.sampled_from((1, 250_000, 1_000_000)))
    people = [
        Option(
            person=f"p{at}",
            value=draw(st.integers(0, 1_000_000 // step)) * step,
            needs=draw(st.integers(0, (1 << needs) - 1)),
            academia=(kind := draw(st.sampled_from("arif"))) == "a",
            research=kind == "r",
            field=kind in "if",
            org=draw(st.sampled_from("uvwxyz")),
        )
        for at in range(draw(st.integers(0, most)))
    ]
    size = draw(st.integers(1, 5))
    more = st.integers(0, 2_000_000 // step).map(lambda steps: steps * step)
    limits = Limits(
        size=size,
        min_size=draw(st.integers(0, size)),
        academia=draw(st.integers(0, 2)),
        research=draw(st.integers(0, 2)),
        field=draw(st.integers(0, 2)),
        per_org=draw(st.integers(1, 3)),
        gains=grown([draw(more) for _ in range(1 << needs)]) if needs < 4 else EVEN,
    )
    return people[2:], people[: draw(st.integers(0, 2))], limits


def grown(gains: list[int]) -> tuple[int, ...]:
    """So that more needs are never worth less."""
    within = [[part for part in range(whole + 1) if part & whole == part] for whole in range(len(gains))]
    return tuple(max(gains[part] for part in parts) for parts in within)


@settings(max_examples=400, deadline=None)
@given(worlds(needs=2, most=11))
def test_any_gains_any_limits(world: tuple[list[Option], list[Option], Limits]) -> None:
    assert select(*world) == written_again(*world)


@settings(max_examples=100, deadline=None)
@given(worlds(needs=NEEDS, most=11))
def test_as_many_needs_as_are_allowed(world: tuple[list[Option], list[Option], Limits]) -> None:
    assert select(*world) == written_again(*world)


@settings(max_examples=100, deadline=None)
@given(worlds(needs=2, most=9))
def test_less_than_what_is_asked_for_is_not_given(world: tuple[list[Option], list[Option], Limits]) -> None:
    found = select(*world)
    if found:
        assert select(*world, least=found.rank) == found
        assert select(*world, least=(len(found.persons), found.value + 1)) is None
        assert select(*world, least=(len(found.persons) + 1, 0)) is None


def test_of_many_equals_those_whose_organisations_come_first_are_chosen() -> None:
    for size in (1, 2, 3):
        equals = [Option(f"e{at:02}", 5, 0, True, True, True, f"o{30 - at:02}") for at in range(30)]
        found = select(equals, [], Limits(size, size, 1, 1, 1, 1))
        assert found == Selection(tuple(f"e{29 - at:02}" for at in range(size)), 5 * size)


def crowd(count: int, orgs: int) -> list[Option]:
    """People of low value, one need each and a second one in every other."""
    return [
        Option(
            person=f"c{at:04}",
            value=1000 * (at * 7919 % 500),
            needs=1 << at % NEEDS | (1 << at * 7 % NEEDS) * (at % 2),
            academia=at % 3 == 0,
            research=at % 3 == 1,
            field=at % 3 == 2,
            org=f"o{at * 31 % orgs:03}",
        )
        for at in range(count)
    ]


def planted(size: int) -> list[Option]:
    """As many as are wanted, of one organisation each and worth most; together they cover every need."""
    shared = NEEDS // size
    return [
        Option(
            person=f"best{at:02}",
            value=900_000,
            needs=((1 << shared) - 1) << at * shared,
            academia=at % 3 == 0,
            research=at % 3 == 1,
            field=at % 3 == 2,
            org=f"planted{at:02}",
        )
        for at in range(size)
    ]


def test_twelve_needs_of_thousands_wide_limits_and_only_equals() -> None:
    """Large worlds in which the best panel is known beforehand."""
    for size, least in ((6, 1), (12, 2), (12, 4)):
        limits = Limits(size, 1, least, least, least, 2, EVEN)
        best = planted(size)
        found = select([*crowd(5000, 200), *best], [], limits)
        assert found == Selection(tuple(option.person for option in best), 900_000 * size + 1_000_000)
    equals = [Option(f"e{at:04}", 5, (1 << NEEDS) - 1, True, True, True, f"o{at:04}") for at in range(3000)]
    found = select(equals, [], Limits(6, 6, 1, 1, 1, 1, EVEN))
    assert found == Selection(tuple(f"e{at:04}" for at in range(6)), 30 + 1_000_000)


def test_limits_that_cannot_hold_among_thousands_are_found_out() -> None:
    people = [option for option in crowd(5000, 200) if not option.research]
    assert select(people, [], Limits(6, 1, 1, 1, 1, 2, EVEN)) is None
    assert select(crowd(5000, 5), [], Limits(12, 11, 1, 1, 1, 2, EVEN)) is None
