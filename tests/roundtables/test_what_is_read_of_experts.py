"""To look at one list again, its own people are read: with many more experts nothing more is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.db.models.signals import post_init
from django.test import Client
from django.urls import reverse

from oneteam import walls
from oneteam.experts import actions as experts
from oneteam.experts.models import ExpertProfile
from oneteam.roundtables import actions, queries
from oneteam.roundtables.models import MatchRun
from tests.factories import make_org, rivals, today
from tests.factories.roundtables import (
    EASY,
    House,
    approved,
    fresh,
    make_expert,
    make_house,
    matched,
    plan,
    reread,
    sent,
)

pytestmark = pytest.mark.django_db


def read_by(act: Callable[[], Any]) -> Counter[str]:
    """How many works and profiles were made of rows while something was done."""
    found: Counter[str] = Counter()

    def note(sender: Any, **_more: Any) -> None:
        found[sender.__name__] += 1

    post_init.connect(note)
    try:
        act()
    finally:
        post_init.disconnect(note)
    return Counter({name: found[name] for name in ("Work", "ExpertProfile")})


def approving(house: House) -> Counter[str]:
    run = reread(house.owner, sent(house))
    with walls.acting_as(house.owner):
        return read_by(lambda: actions.approve_panel(person=house.owner, run=run))


def fixing(house: House) -> Counter[str]:
    approved(house)
    with walls.acting_as(house.officer):
        problem = fresh(house.problem)
        return read_by(lambda: actions.convene(person=house.officer, problem=problem, plan=plan(house)))


def sending(house: House) -> Counter[str]:
    run = reread(house.officer, matched(house))
    with walls.acting_as(house.officer):
        return read_by(lambda: actions.send_to_owner(person=house.officer, run=run))


def exchanging(house: House) -> Counter[str]:
    run = matched(house)
    come, go = pair(house, run)
    client = signed_in(house.officer)
    address = reverse("roundtables:swap", args=[run.code])
    return read_by(lambda: client.get(address, {"expert": come, "instead": go}))


def signed_in(person: Any) -> Client:
    client, person.language = Client(), "en"
    person.save()
    client.force_login(person)
    return client


def pair(house: House, run: MatchRun) -> tuple[str, str]:
    """The code of the first runner-up, and of the first on the list."""
    with walls.acting_as(house.officer):
        rows = list(queries.candidates(run).filter(rank__isnull=False))
    return next(one.expert_code for one in rows if not one.chosen), rows[0].expert_code


def a_house(more: int) -> House:
    """Four experts with a work each, and more."""
    house = make_house(experts_count=4)
    for number in range(more):
        make_expert(house.officer, name=f"other{number}", works=("Bridges of stone",), signed=False)
    return house


@pytest.mark.parametrize("do", [approving, fixing, sending, exchanging])
def test_with_more_experts_no_more_of_them_is_read(do: Callable[[House], Counter[str]]) -> None:
    assert do(a_house(0)) == do(a_house(4))


@pytest.mark.parametrize("do", [approving, fixing])
def test_whether_somebody_may_sit_there_is_seen_without_a_work(do: Callable[[House], Counter[str]]) -> None:
    assert do(a_house(0))["Work"] == 0


@pytest.mark.parametrize("consented", [True, False])
def test_a_colleague_who_is_on_no_list_ties_the_laboratory_all_the_same(consented: bool) -> None:
    house = make_house()
    home, competitor = make_org("college", kind="academia"), make_org("competitor")
    rivals(house.company, competitor, ["robot"])
    clean = make_expert(house.officer, home, name="clean")
    tied = make_expert(house.officer, home, name="tied", works=(), consented=consented)
    run = reread(house.officer, matched(house, replace(EASY, pinned=(clean.code,))))
    with walls.acting_as(house.officer):
        actions.send_to_owner(person=house.officer, run=run)
    with walls.system("both in one laboratory, however they spell it"):
        ExpertProfile.objects.filter(pk=clean.pk).update(laboratory="Welding lab")
        ExpertProfile.objects.filter(pk=tied.pk).update(laboratory="welding  Lab")
    with walls.acting_as(house.officer):
        experts.declare_engagement(
            person=house.officer, profile=tied, organisation=competitor, kind="advisory", until=today(30)
        )
    page = signed_in(house.owner).post(reverse("roundtables:approve", args=[run.code]), follow=True)
    words = page.content.decode()
    assert "clean can no longer be asked: Has a tie to a competitor of the owner." in words
    assert "laboratory" not in words


def test_an_exchange_is_judged_by_what_is_known_today() -> None:
    house = make_house(experts_count=4)
    run = matched(house)
    come, go = pair(house, run)
    address, wanted = reverse("roundtables:swap", args=[run.code]), {"expert": come, "instead": go}
    client = signed_in(house.officer)
    assert "do not hold today" not in client.get(address, wanted).content.decode()
    with walls.system("a profile is taken back, and another has no round table left"):
        ExpertProfile.objects.filter(code=come).update(consented_at=None)
        ExpertProfile.objects.exclude(code=come).update(quota=0)
    words = client.get(address, wanted).content.decode()
    assert "people who can still be matched, round tables left this quarter" in words


def test_who_is_missed_least_goes_where_nobody_else_is_named() -> None:
    house = make_house(experts_count=4)
    run = matched(house)
    come, _go = pair(house, run)
    with walls.acting_as(house.officer):
        row = queries.candidates(run).get(expert_code=come)
        least = queries.candidates(run).get(expert_code=row.reasons["replaces"])
    page = signed_in(house.officer).get(reverse("roundtables:swap", args=[run.code]), {"expert": come})
    assert f"<dt>Goes</dt><dd>{least.person.name}</dd>" in page.content.decode()
