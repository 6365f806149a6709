"""A room in which a round table meets: the officer has the chair, the owner and two experts may come in."""

from __future__ import annotations

import datetime as dt
from typing import Any

import time_machine

from oneteam import walls
from oneteam.meeting import actions, queries
from oneteam.meeting.models import Idea, Note, Sitting
from oneteam.roundtables.models import RoundTable
from tests.factories.roundtables import convened, get_table, make_house


class Room:
    """On the day of its meeting; ``with Room(...) as room`` stays on that day."""

    def __init__(self, level: str = "named", begun: bool = True) -> None:
        self.house = make_house(level)
        self.officer, self.owner = self.house.officer, self.house.owner
        table = convened(self.house)
        self.code, self.starts_at = table.code, table.starts_at
        # The first expert has not signed an NDA.
        self.unsigned, self.expert, self.other = (profile.person for profile in self.house.profiles)
        self.clock = time_machine.travel(self.starts_at, tick=False)
        self.begun = begun

    def __enter__(self) -> Room:
        self.now = self.clock.start()
        if self.begun:
            self.act(self.officer, actions.begin, table=self.table(self.officer))
        return self

    def __exit__(self, *_: Any) -> None:
        self.clock.stop()

    def later(self, **time: int) -> None:
        self.now.shift(dt.timedelta(**time))

    def table(self, person: Any) -> RoundTable:
        return get_table(person, self.code)

    def sitting(self, person: Any) -> Sitting:
        """As this person sees it now."""
        table = self.table(person)
        with walls.acting_as(person):
            found = queries.sitting(table)
        assert found is not None
        return found

    def act(self, person: Any, action: Any, **values: Any) -> Any:
        with walls.acting_as(person):
            return action(person=person, **values)

    def here(self, person: Any, action: Any, **values: Any) -> Any:
        """Something that is done to the meeting as the person sees it now."""
        return self.act(person, action, sitting=self.sitting(person), **values)

    def note(self, person: Any, note: Note) -> Note:
        with walls.acting_as(person):
            return queries.note(note.code).get()

    def idea(self, person: Any, idea: Idea) -> Idea:
        with walls.acting_as(person):
            return queries.idea(idea.code).get()

    def propose(self, person: Any, title: str) -> Idea:
        values = {"title": title, "pros": "", "cons": "", "effort": ""}
        return self.here(person, actions.propose, values=values)
