"""A named expert reads the brief while an NDA is in force, and not a moment longer."""

from __future__ import annotations

import pytest

from oneteam import walls
from oneteam.accounts.models import Person
from oneteam.alliance import actions, disclosure, queries
from oneteam.alliance.enums import Level, NamedRole, Stage
from oneteam.alliance.models import Disclosure
from oneteam.base.errors import Invalid
from oneteam.walls.models import Circle
from tests.alliance.conftest import House
from tests.alliance.house import area, rivals


@pytest.fixture
def thread(house: House) -> Disclosure:
    area("robot")
    opened = disclosure.open_disclosure(
        thread="P-TESTED", owner=house.rival, level=Level.NAMED, area="robot", author=house.owner
    )
    disclosure.change(opened, stage=Stage.OPEN)
    disclosure.name(opened, role=NamedRole.EXPERT, person=house.professor, by=house.owner)
    return opened


def reads(person: Person, circle_id: int) -> bool:
    with walls.acting_as(person):
        return Circle.objects.filter(pk=circle_id).exists()


def test_brief_opens_with_the_nda_and_closes_with_it(house: House, thread: Disclosure) -> None:
    assert reads(house.professor, thread.teaser_id)
    assert not reads(house.professor, thread.brief_id)
    with walls.acting_as(house.officer):
        agreed = actions.agree(person=house.officer, kind="nda", holder=house.professor)
    assert reads(house.professor, thread.brief_id) and reads(house.professor, thread.room_id)
    with walls.acting_as(house.officer):
        actions.end_agreement(person=house.officer, agreement=agreed)
    assert not reads(house.professor, thread.brief_id) and not reads(house.professor, thread.room_id)


def test_nda_of_somebody_who_is_not_named_opens_nothing(house: House, thread: Disclosure) -> None:
    with walls.acting_as(house.officer):
        actions.agree(person=house.officer, kind="nda", holder=house.coordinator)
        actions.agree(person=house.officer, kind="nda", holder=house.head)
    disclosure.change(thread, level=Level.SEALED)
    assert not reads(house.head, thread.brief_id)
    assert not reads(house.coordinator, thread.brief_id)


def test_rivalry_declared_now_closes_the_teaser_now(house: House, thread: Disclosure) -> None:
    assert reads(house.head, thread.teaser_id)
    with walls.acting_as(house.officer):
        actions.declare_rivalry(person=house.officer, one=house.host, other=house.rival, areas=["robot"])
    assert not reads(house.head, thread.teaser_id)


def test_waiver_stands_in_the_problems_own_circle(house: House, thread: Disclosure) -> None:
    with walls.acting_as(house.officer):
        made = actions.agree(person=house.officer, kind="waiver", holder=house.professor, thread="P-TESTED")
        assert queries.agreements().filter(pk=made.pk).exists()
    rivals(house.host, house.rival, "robot")
    with walls.acting_as(house.officer):
        assert not queries.agreements().filter(pk=made.pk).exists()
        with pytest.raises(Invalid):
            actions.agree(person=house.officer, kind="waiver", holder=house.professor, thread="P-TESTED")


@pytest.mark.parametrize("parties", [[], ["organisation", "holder"]])
def test_waiver_is_for_exactly_one_party(house: House, thread: Disclosure, parties: list[str]) -> None:
    given = {"organisation": house.univ, "holder": house.professor}
    with pytest.raises(Invalid, match="중 하나만"), walls.acting_as(house.officer):
        actions.agree(
            person=house.officer, kind="waiver", thread="P-TESTED", **{name: given[name] for name in parties}
        )
    with walls.acting_as(house.officer):
        actions.agree(person=house.officer, kind="waiver", thread="P-TESTED", organisation=house.univ)


def test_memorandum_is_for_no_single_problem(house: House, thread: Disclosure) -> None:
    with pytest.raises(Invalid, match="비워"), walls.acting_as(house.officer):
        actions.agree(person=house.officer, kind="mou", organisation=house.univ, thread="P-TESTED")
