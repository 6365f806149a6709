"""The loader goes through the actions, so what it leaves is what people would have left."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from oneteam import walls
from oneteam.accounts.models import Person
from oneteam.demo import cast
from oneteam.demo.load import load
from oneteam.journal.audit import faults
from oneteam.journal.models import Entry
from oneteam.problems.models import Brief, Problem
from oneteam.projects.models import Effect, Project
from oneteam.roundtables.models import RoundTable, TableInvitation

pytestmark = pytest.mark.django_db


def seen_by(key: str) -> set[str]:
    """The keys of the sample's problems that somebody sees."""
    persona = cast.somebody(key)
    who = Person.objects.get(email=persona.email) if persona else None
    with walls.acting_as(who):
        return set(Problem.objects.values_list("code", flat=True))


def test_stories_reach_their_stations(sample: Any) -> None:
    with walls.system("look at everything"):
        states = Counter(Problem.objects.values_list("state", flat=True))
    assert states["verified"] == 2 and states["declined"] == 1
    assert states["returned"] == 2  # one by its scoper, one by a table that needs more data
    assert states["draft"] == 1 and states["scheduled"] == 2 and states["in_project"] == 3


def test_the_audit_chain_is_whole(sample: Any) -> None:
    assert faults() == []


def test_things_happen_on_their_days_and_none_in_the_future(sample: Any) -> None:
    from django.utils import timezone

    with walls.system("look at everything"):
        days = {at.date() for at in Entry.objects.values_list("at", flat=True)}
    assert len(days) > 60
    assert max(days) <= timezone.localdate()


def test_the_rival_does_not_see_what_is_walled_off(sample: Any) -> None:
    codes = sample.codes
    assert {codes["P04"], codes["P20"]} & seen_by("rival") == set()
    assert codes["P04"] in seen_by("owner")


def test_the_seconded_officer_is_walled_like_the_employer(sample: Any) -> None:
    codes = sample.codes
    assert codes["P21"] not in seen_by("officer") and codes["P21"] in seen_by("head")
    assert codes["P10"] not in seen_by("officer") and codes["P10"] in seen_by("head")
    assert codes["P05"] not in seen_by("officer") | seen_by("head")


def test_an_expert_without_nda_is_invited_but_reads_no_brief(sample: Any) -> None:
    expert = sample.people["professor_without_nda"]
    with walls.acting_as(expert):
        assert TableInvitation.objects.filter(person=expert).count() == 1
        assert Problem.objects.filter(code=sample.codes["P13"]).exists()
        assert not Brief.objects.filter(problem__code=sample.codes["P13"]).exists()


@pytest.mark.parametrize("persona", cast.personas(), ids=lambda row: row.key)
def test_every_persona_has_something_to_see(sample: Any, persona: cast.Persona) -> None:
    with walls.acting_as(Person.objects.get(email=persona.email)):
        assert Problem.objects.exists()
        assert Effect.objects.exists()


def test_a_visitor_sees_the_released_effect_and_nothing_else(sample: Any) -> None:
    with walls.acting_as(None):
        assert [effect.code for effect in Effect.objects.all()] == [sample.codes["J06 effect"]]
        assert [problem.code for problem in Problem.objects.all()] == [sample.codes["P16"]]
        assert not RoundTable.objects.exists() and not Project.objects.exists()


def test_loading_again_leaves_everything_as_it_is(sample: Any) -> None:
    told: list[str] = []
    assert load(say=told.append) is None
    assert told == ["The sample alliance is there already."]
