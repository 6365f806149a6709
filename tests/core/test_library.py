"""A library changes how long an answer takes, never the answer."""

from dataclasses import replace
from typing import Any

import pytest

from oneteam_core.matching import Candidate, FieldRecord, Library, Panel, Rules, Work, match, rank, to_json
from oneteam_core.matching.batch import batch_of
from tests.core.cases import ON, sample

PROBLEMS, EXPERTS = sample()
PEOPLE = EXPERTS.candidates


VECTORS: dict[str, Any] = {}


@pytest.fixture(scope="module")
def library() -> Library:
    return Library(PEOPLE, vectors=VECTORS)


def panel(people: tuple[Candidate, ...], at: int = 0, **more: Any) -> Panel:
    return match(
        problem=PROBLEMS.problems[at], candidates=people, relations=PROBLEMS.relations, on=ON, **more
    )


@pytest.mark.parametrize("at", [0, 5])
def test_a_panel_from_the_library_is_the_same_to_the_last_reason(library: Library, at: int) -> None:
    apart = panel(PEOPLE, at, encoder=library.encoder, vectors=VECTORS)
    assert to_json(panel(PEOPLE, at, library=library)) == to_json(apart)


def test_what_changed_since_the_library_was_made_counts(library: Library) -> None:
    first, second, third, *rest = PEOPLE
    changed = (
        replace(first, quota_left=0),
        replace(second, works=(Work(id="new", title={"en": "Speech recognition in noise"}),)),
        replace(third, field=(FieldRecord(id="new", area="radio", what={"en": "Speech in the cockpit"}),)),
        *rest[:-1],
        replace(rest[-1], id="somebody new"),
    )
    apart = panel(changed, encoder=library.encoder, vectors=VECTORS)
    assert to_json(panel(changed, library=library)) == to_json(apart)
    assert panel(changed, library=library).fingerprint != panel(PEOPLE, library=library).fingerprint


def test_some_of_the_people_in_another_order_are_found_in_it(library: Library) -> None:
    some = PEOPLE[::-2]
    case = {"problem": PROBLEMS.problems[0], "candidates": some, "relations": PROBLEMS.relations, "on": ON}
    assert rank(**case, library=library) == rank(**case, encoder=library.encoder, vectors=VECTORS)  # type: ignore[arg-type]


def test_a_day_from_the_library_has_the_same_scores(library: Library) -> None:
    case: dict[str, Any] = {
        "problems": PROBLEMS.problems[:3], "candidates": PEOPLE, "relations": PROBLEMS.relations, "on": ON,
        "rules": Rules(size=4),
    }  # fmt: skip
    one, other = batch_of(**case, library=library), batch_of(**case, encoder=library.encoder, vectors=VECTORS)
    assert one.scores.value.tolist() == other.scores.value.tolist() and one.forbidden == other.forbidden
