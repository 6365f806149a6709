"""A long job from asking to its end, as whoever asked for it sees it."""

from __future__ import annotations

import pytest
from django.db import connection
from procrastinate.contrib.django import app

from oneteam import walls
from oneteam.base.errors import Refused, require
from oneteam.base.jobs import LONG, OUTSIDE, SHORT, defer_once, run_waiting
from oneteam.base.tasks import rescue
from oneteam.longjobs import actions, kinds, queries
from oneteam.longjobs.models import LongJob
from oneteam.problems.workflow import PROBLEM
from tests import loops
from tests.factories import accepted, make_org, seated

pytestmark = pytest.mark.django_db

KIND = "tests.count"
NAME = ["experts.index_soon"]


@pytest.fixture
def counting():
    """A kind that counts to ``to``; it calls ``meanwhile`` after each step."""
    steps = []

    def work(say, person, to=3):
        for at in range(to):
            say(at, to)
            for act in steps:
                act(at)
        say(to, to)
        return {"counted": to}

    kinds.long_job(
        KIND,
        title="Counting",
        unit=lambda done, total: f"{done} of {total} numbers",
        told=lambda result: (f"Counted to {result['counted']}.", "/counted/"),
        form=lambda arguments: f"/count/{arguments.get('to', 3)}/",
    )(work)
    yield steps
    del kinds.KINDS[KIND]


def english(person):
    person.language = "en"
    person.save()
    return person


@pytest.fixture
def officer():
    return english(seated("officer", make_org("host")))


def asked(person, **arguments):
    with walls.acting_as(person):
        return actions.ask(person=person, kind=KIND, arguments=arguments)


def page(client, job, **headers):
    client.cookies["language"] = "en"
    return client.get(job.get_absolute_url(), headers=headers).content.decode()


def test_who_asked_sees_it_wait_run_and_end(client, officer, counting):
    job = asked(officer, to=4)
    client.force_login(officer)
    assert "Waiting for its turn." in page(client, job)
    seen = []
    counting.append(lambda at: seen.append(page(client, job, **{"HX-Request": "true"})))
    run_waiting()
    assert "2 of 4 numbers" in seen[2] and 'aria-valuenow="50"' in seen[2] and "<html" not in seen[2]
    assert 'hx-trigger="every 1s"' in seen[2]
    done = page(client, job)
    assert "Counted to 4." in done and 'href="/counted/"' in done and "hx-trigger" not in done


def test_nobody_else_knows_of_it(client, officer, counting):
    job = asked(officer)
    other = seated("head", make_org("another host"))
    client.force_login(other)
    wrong = client.get(job.get_absolute_url().replace(job.code, "J-NOTHING222"))
    found = client.get(job.get_absolute_url())
    assert (found.status_code, found.content) == (404, wrong.content)
    assert client.post(job.get_absolute_url() + "stop/").status_code == 404


def test_asking_twice_shows_the_one_that_is_open(officer, counting):
    assert asked(officer).pk == asked(officer).pk
    run_waiting()
    again = asked(officer)
    with walls.acting_as(officer):
        assert queries.jobs_of(officer).count() == 2
        assert queries.open_job(officer, KIND).pk == again.pk


def test_asking_for_something_else_meanwhile_is_refused(officer, counting):
    job = asked(officer, to=2)
    with pytest.raises(Refused):
        asked(officer, to=4)
    with walls.acting_as(officer):
        assert queries.open_job(officer, KIND).pk == job.pk


def test_it_stops_after_its_step_and_one_that_waits_stops_at_once(client, officer, counting):
    client.force_login(officer)
    waiting = asked(officer)
    client.post(waiting.get_absolute_url() + "stop/")
    run_waiting()
    assert "Stopped." in page(client, waiting)
    steps = []
    counting.append(steps.append)
    running = asked(officer, to=5)
    counting.append(lambda at: at == 1 and client.post(running.get_absolute_url() + "stop/"))
    run_waiting()
    assert steps == [0, 1]
    assert "Stopped." in page(client, running)


def test_a_refusal_is_told_in_its_own_words_and_a_fault_in_ours(client, officer, counting, caplog):
    client.force_login(officer)

    def refuse(at):
        raise Refused("There is nothing to count.")

    def fail(at):
        raise ZeroDivisionError

    counting.append(refuse)
    refused = asked(officer)
    run_waiting()
    counting[:] = [fail]
    failed = asked(officer)
    run_waiting()
    assert "There is nothing to count." in page(client, refused)
    assert "the fault is ours" in page(client, failed)
    assert 'href="/count/3/"' in page(client, failed) and 'href="/count/3/"' in page(client, refused)
    assert "ZeroDivisionError" in caplog.text and "nothing to count" not in caplog.text


@pytest.mark.parametrize("asked_in", ["ko", "en"])
def test_why_it_failed_is_told_in_the_language_of_who_reads_it(client, officer, counting, asked_in):
    officer.language = asked_in
    officer.save()
    client.force_login(officer)
    table = seated("owner", make_org("company"))
    problem = accepted(table, table.seats.get().organisation, officer)

    def too_late(at):
        with walls.acting_as(officer):
            PROBLEM.advance(problem, "submit", by=officer)

    counting.append(lambda at: require(False))
    plain = asked(officer)
    run_waiting()
    counting[:] = [too_late]
    filled = asked(officer)
    run_waiting()
    told = {
        "en": ("You cannot do this here", "cannot be done while the state is “accepted”"),
        "ko": ("지금은 이 일을 할 수 없어요", "지금 상태가 “접수 확정”이라서 할 수 없어요"),
    }
    for language, sentences in told.items():
        officer.language = language
        officer.save()
        for job, sentence in zip((plain, filled), sentences, strict=True):
            assert sentence in page(client, job), (language, sentence)


def test_one_whose_worker_died_is_run_again(officer, counting):
    job = asked(officer)
    with walls.system("a worker that died"):
        LongJob.objects.filter(pk=job.pk).update(state="running", done=2)
    actions.run(job.pk)
    actions.run(job.pk)
    with walls.acting_as(officer):
        kept = queries.job(job.code).get()
    assert (kept.state, kept.result) == ("done", {"counted": 3})


def test_what_ended_long_ago_is_forgotten(officer, counting):
    job = asked(officer)
    run_waiting()
    with walls.system("a month later"):
        LongJob.objects.update(ended_at="2026-01-01T00:00:00Z")
    actions.sweep()
    with walls.acting_as(officer):
        assert not queries.job(job.code).exists()


def test_every_job_stands_in_a_queue_that_a_worker_takes():
    queues = {task.queue for task in app.tasks.values() if not task.name.startswith("builtin")}
    assert queues <= {*SHORT, LONG, OUTSIDE}


@pytest.mark.django_db(transaction=True)
def test_a_dead_job_whose_successor_waits_already_is_finished():
    defer_once("experts.index_soon")
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', worker_id = NULL WHERE task_name = %s", NAME
        )
        defer_once("experts.index_soon")
        loops.run(rescue.func(timestamp=0))
        cursor.execute("SELECT status FROM procrastinate_jobs WHERE task_name = %s", NAME)
        assert cursor.fetchall() == [("todo",)]
