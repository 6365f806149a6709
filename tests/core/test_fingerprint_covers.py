"""Everything that goes into a match shows in its fingerprint."""

from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest

from oneteam_core.matching import (
    Candidate,
    Declaration,
    Engagement,
    FieldRecord,
    Work,
    fingerprint,
)  # fmt: skip
from oneteam_core.matching.fingerprint import contents_of

FULL = Candidate(
    id="x", orgs=("u",), kind="academia", skills=("ai",), works=(Work(id="1", title={"en": "A"}, year=2020),),
    field=(FieldRecord(id="f", area="radio"),), engagements=(Engagement(org="o", kind="equity"),),
    declared=(Declaration(problem="P"),), quota_left=1, free=("mon",), laboratory="lab",
)  # fmt: skip
OTHER: dict[str, Any] = {
    "orgs": ("v",), "kind": "research", "skills": (), "works": (Work(id="1", title={"ko": "A"}, year=2020),),
    "field": (FieldRecord(id="f", area="ships"),),
    "engagements": (Engagement(org="o", kind="equity", until=date(2026, 1, 1)),),
    "declared": (Declaration(org="P"),), "quota_left": 2, "free": None, "laboratory": None,
}  # fmt: skip


@pytest.mark.parametrize("name", [field.name for field in fields(Candidate) if field.name != "id"])
def test_each_field_of_a_person_counts(name: str) -> None:
    changed = replace(FULL, **{name: OTHER[name]})
    assert contents_of([changed]) != contents_of([FULL])
    assert fingerprint(candidates=[changed]) != fingerprint(candidates=[FULL])


def test_order_of_people_and_of_languages_does_not_count() -> None:
    titles = {"en": "A", "ko": "B"}, {"ko": "B", "en": "A"}
    one, same = (replace(FULL, works=(Work(id="1", title=title),)) for title in titles)
    other = replace(FULL, id="y")
    assert fingerprint(candidates=[one, other]) == fingerprint(candidates=(other, same))
    assert fingerprint(candidates=[one, other]) == fingerprint(candidates=contents_of([other, one]))


def test_the_name_counts_for_the_fingerprint_alone() -> None:
    renamed = replace(FULL, id="z")
    assert set(contents_of([renamed]).values()) == set(contents_of([FULL]).values())
    assert fingerprint(candidates=[renamed]) != fingerprint(candidates=[FULL])
