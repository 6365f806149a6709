"""The secretariat keeps organisations, seats, rivalries and agreements; access follows the same minute."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.utils import timezone

from oneteam import walls
from oneteam.alliance import actions, queries
from oneteam.alliance.enums import Kind, Role, Standing
from oneteam.alliance.models import Organisation, Rivalry, Seat
from oneteam.alliance.workflow import MEMBERSHIP
from oneteam.base.errors import Invalid, Refused, Stale
from oneteam.base.fields import Bi
from tests.alliance.conftest import House
from tests.alliance.house import (
    area,
    keys,
    organisation,
    person,
    rivals,
    seat,
    somebody,
    tomorrow,
    yesterday,
)


def step(house: House, found: Organisation, *names: str) -> None:
    for name in names:
        with walls.acting_as(house.head):
            actions.advance(person=house.head, organisation=found, transition=name)


def test_candidate_becomes_a_member_step_by_step(house: House) -> None:
    with walls.acting_as(house.officer):
        found = actions.add_organisation(person=house.officer, kind=Kind.RESEARCH, name=Bi("새 기관", "New"))
    holder = person("New")
    seat(holder, found)
    step(house, found, "invite")
    with pytest.raises(Refused):
        step(house, found, "sign")
    with walls.acting_as(house.officer):
        actions.agree(person=house.officer, kind="mou", organisation=found)
    step(house, found, "sign")
    assert "member" not in keys(holder)
    step(house, found, "activate")
    assert "member" in keys(holder)
    assert found in queries.members()


def test_undeclared_steps_do_not_exist(house: House) -> None:
    for transition in MEMBERSHIP.transitions:
        for standing in set(Standing) - set(transition.sources):
            Organisation.objects.filter(pk=house.rival.pk).update(standing=standing)
            found = Organisation.objects.get(pk=house.rival.pk)
            with pytest.raises(Refused), walls.acting_as(house.head):
                actions.advance(person=house.head, organisation=found, transition=transition.name)


def test_leaving_ends_seats_and_access_the_same_minute_and_keeps_history(house: House) -> None:
    step(house, house.rival, "leave")
    assert keys(house.owner) == {f"person:{house.owner.pk}"}
    assert [row.ended_at is not None for row in Seat.objects.filter(organisation=house.rival)] == [True, True]
    assert house.rival.periods.get().ends_on == timezone.localdate()
    assert house.rival not in queries.members()


def test_coming_back_after_leaving_does_not_revive_old_seats(house: House) -> None:
    step(house, house.rival, "leave", "approach", "invite")
    with walls.acting_as(house.officer):
        actions.agree(person=house.officer, kind="mou", organisation=house.rival)
    step(house, house.rival, "sign", "activate")
    assert "member" not in keys(house.owner)


def test_suspension_closes_access_and_resuming_opens_it(house: House) -> None:
    step(house, house.rival, "suspend")
    assert "member" not in keys(house.owner)
    step(house, house.rival, "resume")
    assert "member" in keys(house.owner)


def test_only_the_head_suspends(house: House) -> None:
    with pytest.raises(Refused), walls.acting_as(house.officer):
        actions.advance(person=house.officer, organisation=house.rival, transition="suspend")


def test_of_two_officers_at_once_the_second_reads_the_standing(house: House) -> None:
    seen_before = Organisation.objects.get(pk=house.rival.pk)
    step(house, house.rival, "leave")
    with pytest.raises(Stale), walls.acting_as(house.officer):
        actions.advance(person=house.head, organisation=seen_before, transition="suspend")


def test_edit_over_a_newer_version_is_refused(house: House) -> None:
    with walls.acting_as(house.officer):
        actions.change_organisation(
            person=house.officer, organisation=house.rival, version=1, sector="telecom"
        )
        with pytest.raises(Stale):
            actions.change_organisation(
                person=house.officer, organisation=house.rival, version=1, sector="other"
            )
    house.rival.refresh_from_db()
    assert (house.rival.sector, house.rival.version) == ("telecom", 2)


def test_namesakes_are_refused(house: House) -> None:
    with pytest.raises(Invalid) as wrong, walls.acting_as(house.officer):
        actions.add_organisation(person=house.officer, kind="industry", name=Bi("", "Rival"))
    assert "name" in wrong.value.fields


def test_periods_may_not_overlap(house: House) -> None:
    with pytest.raises(Invalid), walls.acting_as(house.officer):
        actions.join_on(person=house.officer, organisation=house.rival, starts_on=tomorrow())


def test_period_is_corrected_and_ended_and_of_two_the_second_is_told(house: House) -> None:
    with walls.acting_as(house.officer):
        first, second = house.rival.periods.get(), house.rival.periods.get()
        day = yesterday() - dt.timedelta(days=1)
        actions.change_period(
            person=house.officer, period=first, version=1, starts_on=first.starts_on, ends_on=day
        )
        with pytest.raises(Stale):
            actions.change_period(person=house.officer, period=second, version=1, starts_on=tomorrow())
        actions.join_on(person=house.officer, organisation=house.rival, starts_on=yesterday())
        with pytest.raises(Invalid):
            ended = house.rival.periods.get(ends_on=day)
            actions.change_period(person=house.officer, period=ended, version=2, starts_on=ended.starts_on)
    assert house.rival in queries.members()


def test_seat_with_a_last_day_closes_after_it(house: House) -> None:
    last = timezone.localdate() + dt.timedelta(days=5)
    with walls.acting_as(house.officer):
        given = {
            "person": house.officer,
            "holder": house.professor,
            "organisation": house.rival,
            "role": Role.STAFF,
        }
        seat = actions.give_seat(**given, ends_on=last)
        with pytest.raises(Invalid):
            actions.give_seat(**given)
        with pytest.raises(Invalid):
            actions.give_seat(**given | {"role": Role.OWNER}, ends_on=yesterday())
    assert seat.ends_on == last
    for days, open_now in ((5, True), (6, False)):
        with time_machine.travel(timezone.now() + dt.timedelta(days=days)):
            assert queries.seats_in(house.rival).filter(pk=seat.pk).exists() is open_now
    with walls.acting_as(house.officer):
        actions.end_seat(person=house.officer, seat=seat)
        with pytest.raises(Refused):
            actions.end_seat(person=house.officer, seat=seat)
        actions.give_seat(**given)


def test_last_day_is_moved_and_taken_away_while_the_seat_is_held(house: House) -> None:
    row, today = Seat.objects.get(person=house.owner), timezone.localdate()

    def move(ends_on: dt.date | None, version: int) -> None:
        with walls.acting_as(house.officer):
            actions.set_last_day(person=house.officer, seat=row, ends_on=ends_on, version=version)

    week, month = today + dt.timedelta(days=7), today + dt.timedelta(days=30)
    for version, wanted in enumerate((week, month, today, None), 1):
        move(wanted, version)
        row.refresh_from_db()
        assert row.ends_on == wanted
        with time_machine.travel(timezone.now() + dt.timedelta(days=10)):
            held = queries.seats_in(house.rival).filter(pk=row.pk).exists()
        assert held is (wanted in (month, None))
    with pytest.raises(Stale):
        move(month, 2)
    with pytest.raises(Invalid):
        move(yesterday(), 5)
    with walls.acting_as(house.officer):
        actions.end_seat(person=house.officer, seat=row)
    with pytest.raises(Refused):
        move(month, 6)


def test_last_day_is_moved_by_who_may_give_the_seat(house: House) -> None:
    row = Seat.objects.get(person=house.owner)
    with walls.acting_as(house.coordinator):
        actions.set_last_day(person=house.coordinator, seat=row, ends_on=tomorrow(), version=1)
    with pytest.raises(Refused), walls.acting_as(house.owner):
        actions.set_last_day(person=house.owner, seat=row, ends_on=None, version=2)
    area("network")
    with walls.acting_as(house.head):
        actions.declare_rivalry(person=house.head, one=house.host, other=house.rival, areas=["network"])
    with pytest.raises(Refused), walls.acting_as(house.officer):
        actions.set_last_day(person=house.officer, seat=row, ends_on=None, version=2)


def test_group_is_spelt_as_it_is_and_takes_no_rival_in(house: House) -> None:
    def change(organisation: Organisation, group: str, version: int = 1) -> None:
        actions.change_organisation(
            person=house.officer, organisation=organisation, version=version, group=group
        )

    with walls.acting_as(house.officer):
        third = organisation("Third")
        change(house.univ, "Hanbit")
        change(third, " hanBIT ")
        third.refresh_from_db()
        assert set(queries.affiliates(third)) == {house.univ}
        rivals(house.univ, house.rival, "*", ends_on=tomorrow())
        with pytest.raises(Invalid):
            change(house.rival, "hanbit")
        change(house.rival, "Apart")


def test_seat_that_ends_closes_access(house: House) -> None:
    row = Seat.objects.get(person=house.owner)
    with walls.acting_as(house.officer):
        actions.end_seat(person=house.officer, seat=row)
    assert keys(house.owner) == {f"person:{house.owner.pk}"}
    with pytest.raises(Refused), walls.acting_as(house.officer):
        actions.end_seat(person=house.officer, seat=row)


def test_coordinator_gives_and_ends_seats_of_their_own_organisation_only(house: House) -> None:
    newcomer = somebody("Newcomer", house.rival, Role.STAFF)
    with walls.acting_as(house.coordinator):
        row = actions.give_seat(
            person=house.coordinator, holder=newcomer, organisation=house.rival, role=Role.OWNER
        )
        actions.end_seat(person=house.coordinator, seat=row)
        for where, role in (
            (house.host, Role.STAFF),
            (house.rival, Role.OFFICER),
            (house.rival, Role.AUDITOR),
        ):
            with pytest.raises(Refused):
                actions.give_seat(person=house.coordinator, holder=newcomer, organisation=where, role=role)


def test_nobody_is_given_a_first_seat_unasked_by_a_coordinator(house: House) -> None:
    """A seat at a rival closes what one sees at home."""
    with pytest.raises(Invalid), walls.acting_as(house.coordinator):
        actions.give_seat(
            person=house.coordinator, holder=house.professor, organisation=house.rival, role=Role.STAFF
        )
    assert f"org:{house.rival.pk}" not in keys(house.professor)


def test_officer_moves_no_wall_that_concerns_their_own_employer(house: House) -> None:
    area("network")
    with walls.acting_as(house.head):
        made = actions.declare_rivalry(
            person=house.head, one=house.host, other=house.rival, areas=["network"]
        )
    rival_seat = Seat.objects.get(person=house.owner)
    with walls.acting_as(house.officer):
        for attempt in (
            lambda: actions.end_rivalry(person=house.officer, rivalry=made),
            lambda: actions.end_seat(person=house.officer, seat=rival_seat),
            lambda: actions.give_seat(
                person=house.officer, holder=house.professor, organisation=house.rival, role=Role.OWNER
            ),
            lambda: actions.change_organisation(
                person=house.officer, organisation=house.host, version=house.host.version, group="Univ"
            ),
        ):
            with pytest.raises(Refused):
                attempt()
    with walls.acting_as(house.head):
        actions.end_rivalry(person=house.head, rivalry=made)


@pytest.mark.parametrize("role", [Role.HEAD, Role.AUDITOR, Role.ADMINISTRATOR])
def test_roles_over_the_secretariat_are_its_heads_gift(house: House, role: str) -> None:
    with pytest.raises(Refused), walls.acting_as(house.officer):
        actions.give_seat(person=house.officer, holder=house.officer, organisation=house.host, role=role)


def test_owner_gives_no_seats(house: House) -> None:
    with pytest.raises(Refused), walls.acting_as(house.owner):
        actions.give_seat(person=house.owner, holder=house.owner, organisation=house.rival, role=Role.STAFF)


def test_the_last_head_cannot_be_removed(house: House) -> None:
    with pytest.raises(Refused), walls.acting_as(house.head):
        actions.end_seat(person=house.head, seat=Seat.objects.get(person=house.head))
    with pytest.raises(Refused), walls.acting_as(house.head):
        only = Seat.objects.get(person=house.head)
        actions.set_last_day(person=house.head, seat=only, ends_on=tomorrow(), version=1)
    with pytest.raises(Refused):
        step(house, house.host, "leave")


def test_same_seat_is_held_once(house: House) -> None:
    with pytest.raises(Invalid), walls.acting_as(house.officer):
        actions.give_seat(person=house.officer, holder=house.owner, organisation=house.rival, role=Role.OWNER)


def test_rivalry_walls_at_once_and_ends_with_the_day(house: House) -> None:
    area("network")
    with walls.acting_as(house.officer):
        made = actions.declare_rivalry(
            person=house.officer, one=house.host, other=house.rival, areas=["network"]
        )
        assert f"rival:{house.host.pk}:network" in keys(house.owner)
    with walls.acting_as(house.head):
        actions.end_rivalry(person=house.head, rivalry=made)
        assert f"rival:{house.host.pk}:network" in keys(house.owner)
        with pytest.raises(Refused):
            actions.end_rivalry(person=house.head, rivalry=made)
        assert queries.rivalries().get().ends_on == timezone.localdate()


def test_rivalry_that_has_not_begun_is_taken_back_whole(house: House) -> None:
    area("network")
    with walls.acting_as(house.officer):
        made = actions.declare_rivalry(
            person=house.officer, one=house.host, other=house.rival, areas=["network"], starts_on=tomorrow()
        )
        actions.end_rivalry(person=house.officer, rivalry=made)
        assert not Rivalry.objects.exists()


@pytest.mark.parametrize("case", ["same", "group", "no area", "unknown area", "twice", "order"])
def test_rivalry_that_makes_no_sense_is_explained(house: House, case: str) -> None:
    area("network")
    one, other = house.host, house.rival
    values: dict[str, object] = {"areas": ["network"]}
    if case == "same":
        other = one
    elif case == "group":
        one, other = organisation("G1", group="G"), organisation("G2", group="G")
    elif case == "no area":
        values["areas"] = []
    elif case == "unknown area":
        values["areas"] = ["nothing"]
    elif case == "order":
        values |= {"starts_on": tomorrow(), "ends_on": timezone.localdate()}
    with walls.acting_as(house.officer):
        if case == "twice":
            actions.declare_rivalry(person=house.officer, one=other, other=one, areas=["*"])
        with pytest.raises(Invalid):
            actions.declare_rivalry(person=house.officer, one=one, other=other, **values)  # type: ignore[arg-type]


def test_rivalries_are_read_by_the_secretariat_alone(house: House) -> None:
    area("network")
    with walls.acting_as(house.officer):
        actions.declare_rivalry(person=house.officer, one=house.host, other=house.rival, areas=["network"])
        assert queries.rivalries().count() == 1
    for stranger in (house.coordinator, house.owner, house.professor, None):
        with walls.acting_as(stranger):
            assert queries.rivalries().count() == 0


def test_agreement_is_seen_by_its_parties_and_the_secretariat(house: House) -> None:
    with walls.acting_as(house.officer):
        made = actions.agree(
            person=house.officer, kind="nda", holder=house.professor, organisation=house.univ
        )
    for reader, seen in ((house.professor, True), (house.officer, True), (house.owner, False), (None, False)):
        with walls.acting_as(reader):
            assert queries.agreements().filter(pk=made.pk).exists() is seen


def test_nda_that_ends_or_runs_out_takes_its_key_away(house: House) -> None:
    key = next(f"nda:{seat.organisation_id}:{house.professor.pk}" for seat in house.professor.seats.all())
    with walls.acting_as(house.officer):
        made = actions.agree(person=house.officer, kind="nda", holder=house.professor)
        assert key in keys(house.professor)
        actions.end_agreement(person=house.officer, agreement=made)
    assert key not in keys(house.professor)


@pytest.mark.parametrize("kind", ["mou", "nda", "waiver"])
def test_agreement_without_its_party_is_explained(house: House, kind: str) -> None:
    with pytest.raises(Invalid), walls.acting_as(house.officer):
        actions.agree(person=house.officer, kind=kind)


def test_waiver_for_a_problem_that_nobody_may_know_is_for_no_problem(house: House) -> None:
    with pytest.raises(Invalid), walls.acting_as(house.officer):
        actions.agree(person=house.officer, kind="waiver", holder=house.professor, thread="P-222222")


def test_vocabulary_is_added_to_and_reworded(house: House) -> None:
    with walls.acting_as(house.officer):
        skill = actions.add_skill(person=house.officer, code="cv.x", kind="method", label=Bi("가", "A"))
        actions.reword(person=house.officer, skill=skill, version=1, label=Bi("나", "B"))
        with pytest.raises(Invalid):
            actions.add_skill(person=house.officer, code="cv.x", kind="area", label=Bi("나", "B"))
    assert [skill.label for skill in queries.skills("method")] == [Bi("나", "B")]


@pytest.mark.parametrize("who", ["coordinator", "owner", "professor"])
def test_only_the_secretariat_keeps_the_alliance(house: House, who: str) -> None:
    member = getattr(house, who)
    acts = [
        lambda: actions.add_organisation(person=member, kind="industry", name=Bi("X", "X")),
        lambda: actions.change_organisation(person=member, organisation=house.rival, version=1, sector="x"),
        lambda: actions.advance(person=member, organisation=house.rival, transition="leave"),
        lambda: actions.declare_rivalry(person=member, one=house.host, other=house.rival, areas=["*"]),
        lambda: actions.agree(person=member, kind="nda", holder=member),
        lambda: actions.add_skill(person=member, code="x", kind="area", label=Bi("X", "X")),
        lambda: actions.keep_alliance(person=member, version=1, name=Bi("X", "X")),
        lambda: actions.skip_step(person=member, step="name"),
    ]
    with walls.acting_as(member):
        for act in acts:
            with pytest.raises(Refused):
                act()


def test_members_of_today_are_public_by_kind_in_the_order_of_joining(house: House) -> None:
    organisation("Candidate", standing=Standing.CANDIDATE)
    organisation("Young", kind=Kind.STARTUP)
    with walls.acting_as(None):
        found = [(row.kind, str(row)) for row in queries.members()]
    assert found == [("industry", "Host"), ("industry", "Rival"), ("academia", "Univ")]


def test_member_whose_period_ran_out_is_no_longer_shown(house: House) -> None:
    house.rival.periods.update(ends_on=timezone.localdate())
    with time_machine.travel(timezone.now() + dt.timedelta(days=2)):
        assert house.rival not in queries.members()


def test_first_steps_count_what_is_done_or_skipped(house: House) -> None:
    with walls.acting_as(house.officer):
        before = {row["key"]: row["done"] for row in queries.first_steps()}
        actions.skip_step(person=house.officer, step="rivals")
        after = {row["key"]: row["done"] for row in queries.first_steps()}
    assert before == {
        "name": True,
        "organisations": False,
        "coordinators": True,
        "rivals": False,
        "problem": False,
    }
    assert after == before | {"rivals": True}
