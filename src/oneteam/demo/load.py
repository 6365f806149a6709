"""Loads the sample alliance by living its story: every step on its own day, by its own person."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date

from django.db import transaction
from django.utils import timezone

from oneteam import walls
from oneteam.alliance.models import Alliance

from . import clock
from .story import cases, founding, outcomes, parts, problems, projects, register, tables
from .story.house import House, Step

TELL_EVERY = 50  # steps


def load(today: date | None = None, say: Callable[[str], None] = print) -> House | None:
    """All or nothing, in one transaction: a second run finds the alliance and leaves it as it is."""
    began = time.perf_counter()
    if _is_there():
        say("The sample alliance is there already.")
        return None
    house = House(today=today or timezone.localdate())
    with transaction.atomic():
        founding.found(house)
        say(
            f"{len(house.organisations)} organisations, {len(house.people)} people, {len(house.experts)} experts"
        )
        _live(steps(house), say)
    say(f"The sample alliance is loaded ({time.perf_counter() - began:.0f} s).")
    return house


def _is_there() -> bool:
    with walls.system("whether the sample is loaded"):
        return Alliance.objects.exists()


def steps(house: House) -> list[Step]:
    """Every step of every story, in the order of time."""
    stories = (problems, tables, projects, parts, register, outcomes, cases)
    found = [step for story in stories for step in story.steps(house)]
    return sorted(found, key=lambda step: step.at)


def _live(todo: list[Step], say: Callable[[str], None]) -> None:
    for number, step in enumerate(todo, start=1):
        try:
            with clock.at(step.at):
                step.act()
        except Exception as reason:
            reason.add_note(f"in the step “{step.name}” of the sample, on {step.at:%Y-%m-%d}")
            raise
        if number % TELL_EVERY == 0 or number == len(todo):
            say(f"{number} of {len(todo)} steps")
