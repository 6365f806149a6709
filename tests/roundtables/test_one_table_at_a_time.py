"""Nobody sits at two tables at once: told as far as one may know, and kept by the database itself."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from oneteam import walls
from oneteam.base.errors import Invalid, Refused
from oneteam.base.fields import Bi
from oneteam.base.jobs import run_waiting
from oneteam.problems import actions as problems
from oneteam.roundtables import actions, queries
from oneteam.roundtables.actions.moving import Move
from oneteam.roundtables.models import Booking, TableInvitation
from tests.at_once import at_once
from tests.factories import accepted, make_org, make_problem, seated
from tests.factories.roundtables import EASY, convened, fresh, get_table, make_house, plan

pytestmark = pytest.mark.django_db


def agreed(house, level="named"):
    """Another problem of the house with the same panel agreed to; a sealed one with an officer named for it."""
    officer = house.officer
    make = sealed if level == "sealed" else opened
    problem = make(house)
    codes = [profile.code for profile in house.profiles]
    with walls.acting_as(officer):
        run = actions.choose(person=officer, problem=fresh(problem), codes=codes, parameters=EASY)
        actions.send_to_owner(person=officer, run=queries.run(run.code).get())
    with walls.acting_as(house.owner):
        actions.approve_panel(person=house.owner, run=queries.run(run.code).get())
    return problem


def opened(house):
    return accepted(house.owner, house.company, house.officer, level="named")


def sealed(house):
    problem = make_problem(house.owner, house.company, level="sealed")
    with walls.acting_as(house.owner):
        problems.name_person(person=house.owner, problem=problem, named=house.officer, role="officer")
        problems.submit(person=house.owner, problem=problem)
    with walls.acting_as(house.officer):
        problems.begin_scoping(person=house.officer, problem=fresh(problem))
        problems.finish_scoping(
            person=house.officer, problem=fresh(problem), recommendation="accept", note=Bi("좋습니다", "Good")
        )
    return problem


def convene(house, problem, officer=None, **values):
    officer = officer or house.officer
    with walls.acting_as(officer):
        table = actions.convene(
            person=officer,
            problem=fresh(problem),
            plan=plan(house, **{"chair": officer, "owners": [], **values}),
        )
    return get_table(officer, table.code)


def bookings(person):
    with walls.acting_as(person):
        return sorted(Booking.objects.filter(person=person).values_list("holds", flat=True))


def answer(person, table, accept):
    with walls.acting_as(person):
        invitation = TableInvitation.objects.get(table_code=table.code, person=person)
        actions.answer_invitation(person=person, invitation=invitation, accept=accept, reason="no time")


def test_the_database_refuses_a_second_table_whatever_the_program_says():
    house = make_house()
    table = convened(house)
    expert = house.profiles[0].person
    with walls.system("somebody writes past the actions"):
        first = Booking.objects.get(table=table, person=expert)
        other = convene_far_away(house)
        second = Booking.objects.get(table=other, person=expert)
        for holds, allowed in ((True, False), (False, True)):
            try:
                with transaction.atomic():
                    Booking.objects.filter(pk=second.pk).update(span=first.span, holds=holds)
                done = True
            except IntegrityError:
                done = False
            assert done is allowed


def convene_far_away(house):
    problem = agreed(house)
    return convene(house, problem, starts_at=timezone.now() + dt.timedelta(days=20))


def test_who_may_know_of_the_first_table_reads_who_is_not_free():
    house = make_house()
    convened(house)
    other = agreed(house)
    with pytest.raises(Invalid, match="expert1"):
        convene(house, other)
    assert bookings(house.profiles[0].person) == [True]


def test_of_a_sealed_table_whoever_convenes_another_notices_nothing():
    house = make_house()
    hidden = agreed(house, "sealed")
    first = convene(house, hidden, owners=[house.owner])
    second_officer = seated("officer", make_org("host2"), "second")
    open_one = agreed(house)
    second = convene(house, open_one, second_officer, owners=[house.owner])
    expert = house.profiles[0].person
    assert bookings(expert) == bookings(house.owner) == [False, True]
    with walls.acting_as(second_officer):
        assert not Booking.objects.filter(person=expert).exists()
    with pytest.raises(Refused, match="라운드테이블"):
        answer(expert, second, True)
    answer(expert, first, False)
    answer(expert, second, True)
    assert bookings(expert) == [True]


@pytest.mark.parametrize("how", ["cancelled", "declined", "moved"])
def test_a_booking_that_waited_holds_when_the_first_table_gives_the_time_up(how):
    house = make_house()
    hidden = agreed(house, "sealed")
    first = convene(house, hidden, owners=[house.owner])
    second = convene(
        house, agreed(house), seated("officer", make_org("host2"), "second"), owners=[house.owner]
    )
    expert = house.profiles[1].person
    assert bookings(expert) == bookings(house.owner) == [False, True]
    if how == "declined":
        answer(expert, first, False)
    else:
        with walls.acting_as(house.officer):
            seen = get_table(house.officer, first.code)
            if how == "cancelled":
                actions.cancel(person=house.officer, table=seen, reason="ill")
            else:
                to = Move(
                    starts_at=seen.starts_at + dt.timedelta(days=1),
                    place=seen.place,
                    reason="the line stands",
                )
                actions.move_table(person=house.officer, table=seen, version=1, to=to)
    with walls.system("a test looks at all bookings"):
        found = set(Booking.objects.filter(person=expert).values_list("table", "holds"))
    assert found == {(second.pk, True)} | ({(first.pk, True)} if how == "moved" else set())


def test_the_person_who_was_seated_at_both_is_told_by_mail_and_nobody_else():
    house = make_house()
    hidden = agreed(house, "sealed")
    convene(house, hidden, owners=[house.owner])
    second = convene(
        house, agreed(house), seated("officer", make_org("host2"), "second"), owners=[house.owner]
    )
    mail.outbox = []
    run_waiting()
    told = [one.to[0] for one in mail.outbox if "다른 라운드테이블" in one.body]
    assert told == [house.owner.email] and second.code


def test_a_cancelled_table_and_a_no_free_the_time():
    house = make_house()
    table = convened(house)
    answer(house.profiles[1].person, table, False)
    assert bookings(house.profiles[1].person) == []
    with walls.acting_as(house.officer):
        actions.cancel(person=house.officer, table=get_table(house.officer, table.code), reason="ill")
    assert bookings(house.profiles[0].person) == []
    assert convene(house, agreed(house)).state == "fixed"


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_of_two_conveners_at_the_same_moment_one_reads_who_is_not_free():
    house = make_house()
    chair = seated("officer", make_org("host2"), "chair")
    one, other = agreed(house), agreed(house)
    told = at_once(
        *(
            (house.officer, lambda problem=problem: convene(house, problem, chair=chair))
            for problem in (one, other)
        )
    )
    assert sorted(bool(words) for words in told) == [False, True], told
    assert "expert1" in "".join(told)


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_tables_of_before_are_booked_by_the_migration():
    house = make_house()
    table = convened(house)
    try:
        MigrationExecutor(connection).migrate([("roundtables", "0013_sequence")])
    finally:
        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes())
    with walls.system("a test"):
        booked = set(Booking.objects.filter(holds=True).values_list("person", flat=True))
        assert booked == set(table.attendance.values_list("person", flat=True))
    assert bookings(house.profiles[0].person) == [True]
