"""Really at once: two connections, two transactions."""

import threading

import pytest
from django.db import connection

from oneteam import walls
from oneteam.projects import actions, queries
from tests.projects.factories import House


@pytest.mark.django_db(transaction=True)
def test_last_two_partners_who_agree_at_the_same_moment_make_it_agreed():
    house = House()
    house.propose()
    gate = threading.Barrier(2)

    def agree(person, organisation):
        try:
            with walls.acting_as(person):
                partner = queries.partners(queries.one(house.code).get()).get(organisation=organisation)
                gate.wait(timeout=10)
                actions.agree(person=person, partner=partner)
        finally:
            connection.close()

    pairs = ((house.owner, house.company), (house.speaker, house.lead))
    threads = [threading.Thread(target=agree, args=pair) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert house.project(house.officer).state == "agreed"
