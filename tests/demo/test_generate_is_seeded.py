from __future__ import annotations

import pytest

from oneteam import walls
from oneteam.demo.generate import generate
from oneteam.experts.models import ExpertProfile
from oneteam.problems.models import Problem
from oneteam.projects.models import Effect, Project

pytestmark = pytest.mark.django_db


def test_as_many_rows_as_asked_and_the_same_for_the_same_seed() -> None:
    for _ in range(2):
        generate(problems=30, experts=20, projects=8, seed=7, say=lambda words: None)
    with walls.system("look at everything"):
        assert (Problem.objects.count(), ExpertProfile.objects.count(), Project.objects.count()) == (
            60,
            40,
            16,
        )
        titles = [str(title) for title in Problem.objects.order_by("pk").values_list("title", flat=True)]
        assert titles[:30] == titles[30:]
        assert Effect.objects.exists()


def test_generated_rows_stand_behind_their_walls() -> None:
    generate(problems=30, experts=20, projects=8, seed=7, say=lambda words: None)
    with walls.acting_as(None):
        assert Problem.objects.count() == Problem.objects.filter(disclosure__level="public").count()
