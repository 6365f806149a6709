"""Anything may happen in any order: what each person sees is always what the table of levels says.

``sees`` below is that table, written anew in a few lines; it shares nothing with the code that draws circles.
Every part of a thread is stood for by one journal entry in its circle, beside the real rows of a problem.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from oneteam import walls
from oneteam.alliance import disclosure as disclosures
from oneteam.alliance.actions.seats import end_seat
from oneteam.alliance.models import Agreement, Disclosure, Named, Organisation, Rivalry, Seat
from oneteam.base.fields import Bi
from oneteam.journal.models import Entry
from oneteam.problems.models import Brief, Problem
from oneteam.walls.actions import shared_circle
from tests.factories import LONG_AGO, area, make_org, make_person, seat

pytestmark = pytest.mark.django_db

LEVELS = ["public", "alliance", "named", "sealed"]
AREAS = ["robot", "energy"]
PARTS = ["teaser", "brief", "desk", "private", "room", "summary", "field", "effect"]
WORK = {"staff", "owner", "expert", "coordinator", "executive", "officer", "head"}
FIRST_SEATS = {
    "author": ("company", "owner"),
    "colleague": ("company", "staff"),
    "officer": ("office", "officer"),
    "seconded": ("rival", "officer"),  # the secretariat sits inside the owner's rival
    "rival": ("rival", "coordinator"),
    "affiliate": ("affiliate", "staff"),
    "member": ("bystander", "executive"),
    "expert": ("university", "expert"),
    "learner": ("university", "learner"),
}
ACTORS = st.sampled_from([*FIRST_SEATS])
ORGANISATIONS = ["company", "office", "rival", "affiliate", "bystander", "university"]
NAMED = {
    "owner": set(PARTS) - {"private"},
    "officer": set(PARTS),
    "expert": {"teaser"},
    "verifier": {"teaser", "field", "effect"},
}
UNDER_NDA = {"expert": {"brief", "room", "summary", "effect"}}


@dataclass
class Thread:
    """What the reference model knows of a thread."""

    area: str
    level: str
    stage: str = "draft"
    hidden: bool = False
    released: bool = False
    named: set[tuple[str, str]] = field(default_factory=set)  # actor, role


@dataclass
class Model:
    """The world as the table of levels knows it. Every thread belongs to the company."""

    seats: dict[str, set[tuple[str, str]]]
    rivals: set[tuple[str, str]] = field(
        default_factory=set
    )  # organisation that competes with the company, area
    ndas: set[str] = field(default_factory=set)

    def sees(self, who: str | None, thread: Thread, part: str) -> bool:
        seats = self.seats[who] if who else set()
        at = {place for place, role in seats if role in WORK}
        office = any(role == "officer" for _place, role in seats)
        if self._by_name(who, thread, part):
            return True
        if thread.level == "sealed":
            return False
        rival = self._rival(seats, thread.area)
        if part == "private":
            return office and thread.stage != "draft" and not rival and "company" not in at
        desk = "company" in at or (office and thread.stage != "draft")
        if desk and not rival:
            return True
        return thread.stage == "open" and self._outside(thread, part, bool(at), rival)

    def _by_name(self, who: str | None, thread: Thread, part: str) -> bool:
        roles = {role for name, role in thread.named if name == who}
        opened = {found for role in roles for found in NAMED[role] | self._under_nda(who, role)}
        return part in opened

    def _under_nda(self, who: str | None, role: str) -> set[str]:
        return UNDER_NDA.get(role, set()) if who in self.ndas else set()

    @staticmethod
    def _outside(thread: Thread, part: str, member: bool, rival: bool) -> bool:
        if part == "teaser":
            if thread.level == "public" or thread.released:
                return True
            return member and (not rival or (thread.level == "alliance" and not thread.hidden))
        if part == "brief":
            return thread.level == "public" or (thread.level == "alliance" and member and not rival)
        return part == "effect" and thread.released

    def _rival(self, seats: set[tuple[str, str]], area: str) -> bool:
        parties = {"rival" if place == "affiliate" else place for place, _role in seats}
        return any((party, where) in self.rivals for party in parties for where in (area, "*"))


class World:
    """The rows, made once; every example begins from them."""

    def __init__(self) -> None:
        self.organisations: dict[str, Organisation] = {
            name: make_org(name, group="group" if name in ("rival", "affiliate") else "")
            for name in ORGANISATIONS
        }
        self.people: dict[str, Any] = {name: make_person(name) for name in FIRST_SEATS}
        for name, (place, role) in FIRST_SEATS.items():
            seat(self.people[name], self.organisations[place], role)
        self.head = make_person("head")
        seat(self.head, self.organisations["office"], "head")
        for code in AREAS:
            area(code)


class Machine(RuleBasedStateMachine):
    world: World

    def __init__(self) -> None:
        super().__init__()
        self.example = transaction.atomic()
        self.example.__enter__()
        self.model = Model({name: {first} for name, first in FIRST_SEATS.items()})
        self.threads: dict[str, Thread] = {}
        self.create("named", "robot")

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.example.__exit__(None, None, None)

    # --- what may happen ----------------------------------------------------------------------------

    @precondition(lambda self: len(self.threads) < 2)
    @rule(level=st.sampled_from(LEVELS), where=st.sampled_from(AREAS))
    def create(self, level: str, where: str) -> None:
        code = f"P-THREAD{len(self.threads)}"
        author, company = self.world.people["author"], self.world.organisations["company"]
        if ("company", "owner") not in self.model.seats["author"]:
            return
        shown = disclosures.open_disclosure(
            thread=code, owner=company, level=level, area=where, author=author
        )
        with walls.system("a test's thread"):
            problem = Problem.objects.create(
                code=code,
                disclosure=shown,
                circle=shown.teaser,
                owner=company,
                title=Bi("가", "a"),
                area=where,
            )
            Brief.objects.create(problem=problem, circle=shown.brief)
            for part in PARTS:
                Entry.objects.create(thread=code, verb="test", target=part, circle=getattr(shown, part))
        self.threads[code] = Thread(where, level, named={("author", "owner")})

    @rule(number=st.integers(0, 1), level=st.sampled_from(LEVELS))
    def raise_or_lower(self, number: int, level: str) -> None:
        self._change(number, level=level)

    @rule(number=st.integers(0, 1), stage=st.sampled_from(["review", "open", "open", "open"]))
    def open_stage(self, number: int, stage: str) -> None:
        self._change(number, stage=stage)

    @rule(number=st.integers(0, 1), hidden=st.booleans())
    def hide_from_rivals(self, number: int, hidden: bool) -> None:
        self._change(number, hidden_from_rivals=hidden)

    @rule(number=st.integers(0, 1))
    def release(self, number: int) -> None:
        self._change(number, released_at=timezone.now())

    def _change(self, number: int, **values: Any) -> None:
        code = f"P-THREAD{number}"
        if code not in self.threads:
            return
        thread = self.threads[code]
        if "released_at" in values and thread.level == "sealed":
            return  # refused by the action: its level is lowered first
        disclosures.change(self._disclosure(code), **values)
        names = {"hidden_from_rivals": "hidden", "released_at": "released"}
        for name, value in values.items():
            setattr(thread, names.get(name, name), True if name == "released_at" else value)

    @rule(number=st.integers(0, 1), who=ACTORS, role=st.sampled_from(sorted(NAMED)))
    def name(self, number: int, who: str, role: str) -> None:
        code = f"P-THREAD{number}"
        if code in self.threads:
            disclosures.name(self._disclosure(code), role=role, person=self.world.people[who], by=None)
            self.threads[code].named.add((who, role))

    @rule(number=st.integers(0, 1), pick=st.integers(0, 20))
    def unname(self, number: int, pick: int) -> None:
        code = f"P-THREAD{number}"
        if code in self.threads and self.threads[code].named:
            named = sorted(self.threads[code].named)
            who, role = named[pick % len(named)]
            disclosures.unname(self._disclosure(code), role=role, person=self.world.people[who])
            self.threads[code].named.discard((who, role))

    @rule(who=ACTORS)
    def end_seats(self, who: str) -> None:
        """With the last seat go the names that rested on it."""
        for held in Seat.objects.filter(person=self.world.people[who], ended_at=None).select_related(
            "organisation"
        ):
            with walls.acting_as(self.world.head):
                end_seat(person=self.world.head, seat=held)
        self.model.seats[who] = set()
        for thread in self.threads.values():
            thread.named = {(name, role) for name, role in thread.named if name != who}

    @rule(
        who=ACTORS,
        place=st.sampled_from(ORGANISATIONS),
        role=st.sampled_from(["staff", "officer", "learner"]),
    )
    def move_on(self, who: str, place: str, role: str) -> None:
        """Leave every seat for one somewhere else."""
        self.end_seats(who)
        seat(self.world.people[who], self.world.organisations[place], role)
        self.model.seats[who] = {(place, role)}

    @rule(where=st.sampled_from([*AREAS, "*"]), party=st.sampled_from(["rival", "rival", "bystander"]))
    def declare_rivalry(self, where: str, party: str) -> None:
        one, other = self.world.organisations[party], self.world.organisations["company"]
        with walls.system("a test's rivalry"):
            Rivalry.objects.create(
                one=one, other=other, areas=[where], starts_on=LONG_AGO, circle=shared_circle("secretariat")
            )
        self.model.rivals.add((party, where))

    @rule(party=st.sampled_from(["rival", "bystander"]))
    def rivalry_ran_out(self, party: str) -> None:
        with walls.system("a test's rivalry"):
            yesterday = timezone.localdate() - dt.timedelta(days=1)
            Rivalry.objects.filter(one=self.world.organisations[party]).update(ends_on=yesterday)
        self.model.rivals -= {(party, where) for where in [*AREAS, "*"]}

    @rule(who=ACTORS)
    def sign_nda(self, who: str) -> None:
        with walls.system("a test's agreement"):
            Agreement.objects.create(
                kind="nda",
                person=self.world.people[who],
                starts_on=LONG_AGO,
                circle=shared_circle("secretariat"),
            )
        self.model.ndas.add(who)

    @rule(who=ACTORS)
    def nda_ran_out(self, who: str) -> None:
        with walls.system("a test's agreement"):
            yesterday = timezone.localdate() - dt.timedelta(days=1)
            Agreement.objects.filter(person=self.world.people[who]).update(ends_on=yesterday)
        self.model.ndas.discard(who)

    # --- what must hold after each ------------------------------------------------------------------

    @invariant()
    def everybody_sees_what_the_table_says(self) -> None:
        for who in [None, *FIRST_SEATS]:
            wanted = {
                (code, part)
                for code, thread in self.threads.items()
                for part in PARTS
                if self.model.sees(who, thread, part)
            }
            with walls.acting_as(self.world.people[who] if who else None):
                found = set(Entry.objects.filter(verb="test").values_list("thread", "target"))
                problems = set(Problem.objects.values_list("code", flat=True))
                briefs = set(Brief.objects.values_list("problem__code", flat=True))
                shown = set(Disclosure.objects.values_list("thread", flat=True))
                named = set(Named.objects.values_list("disclosure__thread", flat=True))
            assert found == wanted, (who, found ^ wanted)
            assert problems == shown == {code for code, part in wanted if part == "teaser"}, who
            # A brief of which one may not see the problem cannot be reached by a page.
            assert briefs <= {code for code, part in wanted if part == "brief"}, who
            assert named <= {code for code, part in wanted if part == "desk"}, who

    def _disclosure(self, code: str) -> Disclosure:
        with walls.system("a test's thread"):
            return Disclosure.objects.select_related("desk").get(thread=code)


def test_everybody_always_sees_what_the_table_of_levels_says() -> None:
    Machine.world = World()
    run_state_machine_as_test(
        Machine,
        settings=settings(
            max_examples=15,
            stateful_step_count=12,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
            print_blob=False,
        ),
    )
