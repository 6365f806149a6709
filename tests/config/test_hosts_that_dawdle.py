"""Calendars at hosts that never answer keep nothing else waiting."""

import socket
import time

import psycopg
import pytest

from tests.config.processes import Processes, address

pytestmark = pytest.mark.processes

DEFER = """
from django.db import transaction
from procrastinate.contrib.django import app
from oneteam import walls
from oneteam.accounts.models import Person
from oneteam.calendars import actions
person = Person.objects.create(email="dawdle@example.com", name="dawdle")
with transaction.atomic(), walls.acting_as(person):
    for number in range(3):
        actions.subscribe(person=person, address=f"https://127.0.0.1:{port}/{{number}}.ics")
    app.configure_task("calendars.sweep").defer(timestamp=0)
"""
WAITING = "SELECT status::text FROM procrastinate_jobs WHERE task_name = %s"


def test_a_host_that_never_answers_keeps_no_other_job_waiting(house: Processes) -> None:
    with socket.create_server(("127.0.0.1", 0)) as host:
        port = host.getsockname()[1]
        house.python(DEFER.format(port=port))
        house.start("worker", ONETEAM_CALENDAR_HOSTS=f"127.0.0.1:{port}")
        host.settimeout(40)
        link, _address = host.accept()  # and nothing more is said
        with link, psycopg.connect(address(house.name), autocommit=True) as database:
            while database.execute(WAITING, ["calendars.sweep"]).fetchall():
                time.sleep(0.05)
            fetches = [row[0] for row in database.execute(WAITING, ["calendars.fetch"])]
    assert sorted(fetches) == ["doing", "todo", "todo"]
