"""What opened for one round, or to somebody, closes when that is over; and nothing opens for nothing."""

import threading

import pytest
from django.db import connection

from oneteam import walls
from oneteam.alliance.enums import Level, Stage
from oneteam.base.errors import Invalid, OneTeamError
from oneteam.base.fields import Bi
from oneteam.problems import actions as problems
from oneteam.problems import queries as problem_queries
from oneteam.problems.models import Brief, Problem
from oneteam.problems.rules import is_free
from oneteam.roundtables import actions
from oneteam.roundtables.models import RoundTable
from tests.factories import LESSON, make_org, make_problem, seated
from tests.factories.roundtables import EASY, approved, decided, fresh, get_table, make_house, plan, reread


def reads(person) -> bool:
    with walls.acting_as(person):
        return Brief.objects.exists()


@pytest.mark.django_db
def test_panel_of_the_first_round_is_out_of_the_second_unless_it_is_on_it_again():
    house = make_house(experts_count=3)
    _asked_for_more_data(house)
    problem = _back_to_matching(house)
    stays, goes = house.profiles[1], house.profiles[2]
    assert reads(stays.person) and reads(goes.person)
    with walls.acting_as(house.officer):
        run = actions.choose(person=house.officer, problem=problem, codes=[stays.code], parameters=EASY)
        actions.send_to_owner(person=house.officer, run=reread(house.officer, run))
    with walls.acting_as(house.owner):
        actions.approve_panel(person=house.owner, run=reread(house.owner, run))
    assert reads(stays.person) and not reads(goes.person)


def _asked_for_more_data(house) -> None:
    table = decided(house, "more_data")
    with walls.system("the minutes of a test are agreed"):
        RoundTable.objects.filter(pk=table.pk).update(state="agreed")
    with walls.acting_as(house.officer):
        actions.close_table(person=house.officer, table=get_table(house.officer, table.code))


def _back_to_matching(house) -> Problem:
    """The owner answers, and the secretariat accepts it again."""
    with walls.acting_as(house.owner):
        problems.submit(person=house.owner, problem=fresh(house.problem))
    with walls.acting_as(house.officer):
        problems.begin_scoping(person=house.officer, problem=fresh(house.problem))
        problems.finish_scoping(
            person=house.officer,
            problem=fresh(house.problem),
            recommendation="accept",
            note=Bi("좋습니다", "Good"),
        )
        return fresh(house.problem)


@pytest.mark.django_db
def test_what_was_open_goes_back_with_questions_as_open_as_it_was():
    house = make_house(experts_count=2)
    _asked_for_more_data(house)
    with walls.acting_as(house.owner):
        problems.submit(person=house.owner, problem=fresh(house.problem))
    with walls.acting_as(house.officer):
        problems.begin_scoping(person=house.officer, problem=fresh(house.problem))
        problems.finish_scoping(
            person=house.officer, problem=fresh(house.problem), recommendation="return", note=Bi("더", "More")
        )
    with walls.acting_as(house.owner):
        now = problem_queries.one(house.problem.code).get()
        assert (now.state, now.disclosure.stage, is_free(now)) == ("returned", Stage.OPEN, False)


@pytest.mark.django_db
def test_owners_own_officer_does_not_stand_for_the_secretariat():
    company = make_org("company")
    owner, own_officer = seated("owner", company), seated("officer", company)
    problem = make_problem(owner, company, level=Level.SEALED)
    with walls.acting_as(owner), pytest.raises(Invalid):
        problems.name_person(person=owner, problem=problem, named=own_officer, role="officer")


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["learner", "auditor"])
def test_nobody_is_named_to_whom_nothing_would_open(role):
    company = make_org("company")
    owner = seated("owner", company)
    problem = make_problem(owner, company)
    with walls.acting_as(owner), pytest.raises(Invalid):
        problems.name_person(person=owner, problem=problem, named=seated(role))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("act", ["withdraw", "hold"])
def test_no_table_is_left_on_a_problem_that_left_its_way_at_the_same_moment(act):
    house = make_house(experts_count=2)
    approved(house)
    together = threading.Barrier(2, timeout=20)
    who = house.owner if act == "withdraw" else house.officer
    reason = {"reason": "because"} | (LESSON if act == "withdraw" else {})

    def leave() -> None:
        with walls.acting_as(who):
            problem = fresh(house.problem)
            together.wait()
            getattr(problems, act)(person=who, problem=problem, **reason)

    def convene() -> None:
        with walls.acting_as(house.officer):
            problem = fresh(house.problem)
            together.wait()
            actions.convene(person=house.officer, problem=problem, plan=plan(house))

    def attempt(what) -> None:
        try:
            what()
        except OneTeamError:
            pass
        finally:
            connection.close()

    threads = [threading.Thread(target=attempt, args=(what,)) for what in (leave, convene)]
    [thread.start() for thread in threads]
    [thread.join(30) for thread in threads]
    with walls.system("test"):
        problem = Problem.objects.get(pk=house.problem.pk)
        tables = set(RoundTable.objects.values_list("state", flat=True))
    assert problem.state in ("withdrawn", "on_hold", "scheduled")
    assert (problem.state == "scheduled") == ("fixed" in tables)
