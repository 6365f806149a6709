"""Two officers at the very same moment, each on a connection of their own."""

import threading

import pytest
from django.db import connection

from oneteam import walls
from oneteam.base.errors import OneTeamError
from oneteam.base.fields import Bi
from oneteam.problems import actions, queries
from tests.factories import LESSON, make_org, make_problem, seated


@pytest.mark.django_db(transaction=True)
def test_one_wins_and_the_other_reads_who_and_what():
    company = make_org("company")
    owner, first, second = (
        seated("owner", company),
        seated("officer", name="가가가"),
        seated("officer", name="나나나"),
    )
    problem = make_problem(owner, company)
    with walls.acting_as(owner):
        actions.submit(person=owner, problem=problem)
    with walls.acting_as(first):
        actions.begin_scoping(person=first, problem=problem)

    together, told = threading.Barrier(2, timeout=20), {}

    def finish(person, recommendation):
        try:
            with walls.acting_as(person):
                seen = queries.one(problem.code).get()
                together.wait()
                actions.finish_scoping(
                    person=person,
                    problem=seen,
                    recommendation=recommendation,
                    note=Bi("적음", "noted"),
                    **LESSON,
                )
            told[recommendation] = ""
        except OneTeamError as error:
            told[recommendation] = str(error)
        finally:
            connection.close()

    threads = [
        threading.Thread(target=finish, args=pair) for pair in ((first, "accept"), (second, "decline"))
    ]
    [thread.start() for thread in threads]
    [thread.join(30) for thread in threads]

    with walls.acting_as(first):
        now = queries.one(problem.code).get()
    won, lost = ("accept", "decline") if now.state == "accepted" else ("decline", "accept")
    assert now.state in ("accepted", "declined")
    assert told[won] == ""
    assert {"accept": "가가가", "decline": "나나나"}[won] in told[lost]
    assert str(now.get_state_display()) in told[lost]
