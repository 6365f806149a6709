"""The outbox: written with the change, tried again with growing pauses, once at the receiver, never lost."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.db import connection, transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from oneteam import walls
from oneteam.accounts.models import Person
from oneteam.alliance.models import Alliance, ErasureRequest
from oneteam.base import jobs
from oneteam.base.fields import Bi
from oneteam.config.commands import check
from oneteam.config.commands import mail as command
from oneteam.demo import mailbox
from oneteam.journal import delivery, outbox
from oneteam.journal.models import Mail
from oneteam.walls.actions import shared_circle
from tests import loops
from tests.alliance.house import organisation, somebody
from tests.at_once import at_once
from tests.journal.servers import Dying, PowerCut, Refusing

REFUSING, DYING = "tests.journal.servers.Refusing", "tests.journal.servers.Dying"


def no_jobs() -> None:
    """Tests that commit leave theirs behind."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")


@pytest.fixture
def officer(db: None) -> Person:
    no_jobs()
    Alliance.objects.create(name=Bi("이음 얼라이언스", "Ieum Alliance"))
    person = somebody("Officer", organisation("Host"), "officer")
    mail.outbox = []
    return person


def letter(officer: Person) -> Mail:
    """Of a request that waits: of one that was taken back nothing would be sent."""
    with walls.system("a test asks to be forgotten"):
        circle = {"circle": shared_circle("secretariat")}
        asked, _new = ErasureRequest.objects.get_or_create(person=officer, done_at=None, defaults=circle)
    return outbox.send(kind="alliance.erasure_asked", to=officer, data={"request": asked.code})


def now(one: Mail) -> tuple[str, int, str]:
    with walls.system("a test looks"):
        row = Mail.objects.get(pk=one.pk)
    return row.state, row.attempts, row.problem


def test_change_that_is_rolled_back_sends_nothing(officer: Person) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        letter(officer)
        raise ZeroDivisionError
    assert jobs.run_waiting() == 0 and mail.outbox == []
    with walls.system("a test looks"):
        assert not Mail.objects.exists()


def test_mail_says_whose_it_is_in_the_recipients_language(officer: Person) -> None:
    for language, name in (("ko", "이음 얼라이언스"), ("en", "Ieum Alliance")):
        Person.objects.filter(pk=officer.pk).update(language=language)
        letter(Person.objects.get(pk=officer.pk))
        jobs.run_waiting()
        assert name in mail.outbox[-1].body and name in str(mail.outbox[-1].alternatives[0].content)


def test_process_that_dies_after_sending_sends_the_same_mail_again(officer: Person, settings: Any) -> None:
    settings.EMAIL_BACKEND, Dying.times = DYING, 1
    one = letter(officer)
    with pytest.raises(PowerCut):
        delivery.deliver(one.pk)
    assert now(one)[0] == "waiting"
    delivery.deliver(one.pk)
    delivery.deliver(one.pk)
    assert [sent.extra_headers["Message-ID"] for sent in mail.outbox] == [one.message_id] * 2
    assert now(one) == ("sent", 1, "")


def test_mail_that_nobody_takes_fails_is_told_and_is_sent_again_by_command(
    officer: Person, settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.EMAIL_BACKEND, Refusing.times = REFUSING, delivery.MOST
    one = letter(officer)
    for attempt in range(1, delivery.MOST):
        with pytest.raises(OSError):
            delivery.deliver(one.pk)
        assert now(one) == ("waiting", attempt, "SMTPServerDisconnected")
    delivery.deliver(one.pk)
    assert now(one) == ("failed", delivery.MOST, "SMTPServerDisconnected")
    assert ("wrong", "1 mails could not be delivered; see: oneteam mail failed") in list(check.failed_mail())
    assert command.failed() == 0 and officer.email in capsys.readouterr().out
    jobs.run_waiting()
    assert command.again() == 0 and jobs.run_waiting() == 1
    assert now(one) == ("sent", 1, "") and len(mail.outbox) == 1
    assert list(check.failed_mail()) == []


def test_letter_that_cannot_be_written_is_noted_like_one_that_cannot_be_sent(officer: Person) -> None:
    one = outbox.send(kind="alliance.seat_given", to=officer, data={})
    with pytest.raises(KeyError):
        delivery.deliver(one.pk)
    assert now(one) == ("waiting", 1, "KeyError")


def test_without_a_mail_server_it_lies_in_a_file(officer: Person, settings: Any, tmp_path: Path) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path
    one = letter(officer)
    jobs.run_waiting()
    found = mailbox.delivered(tmp_path)[officer.email]
    assert now(one)[0] == "sent"
    assert [("/alliance/erasures/" in row.text) for row in found] == [True]


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_worker_tries_again_with_growing_pauses_and_two_at_once_are_one_mail(settings: Any) -> None:
    settings.EMAIL_BACKEND, Refusing.times = REFUSING, 3
    no_jobs()
    person = somebody("Officer", organisation("Host"), "officer")
    mail.outbox = []
    one, pauses = letter(person), []
    for _attempt in range(3):
        before = timezone.now()
        loops.run(_work())
        pauses.append(_pause(before))
    assert now(one) == ("waiting", 3, "SMTPServerDisconnected")
    assert [round(pause.total_seconds()) // most for pause, most in zip(pauses, (3, 9, 27), strict=True)] == [
        1,
        1,
        1,
    ]
    told = at_once(*[(person, lambda: delivery.deliver(one.pk))] * 2)
    assert told == ["", ""]
    assert {sent.extra_headers["Message-ID"] for sent in mail.outbox} == {one.message_id}
    assert now(one)[0] == "sent"


async def _work() -> None:
    connector: Any = app.connector
    with app.replace_connector(connector.get_worker_connector()) as working:
        async with working.open_async():
            await working.run_worker_async(wait=False, install_signal_handlers=False, listen_notify=False)


def _pause(since: dt.datetime) -> dt.timedelta:
    """How long the worker waits now; the wait is cut short."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT scheduled_at FROM procrastinate_jobs WHERE task_name = %s", [outbox.DELIVER])
        at = cursor.fetchone()[0]
        cursor.execute("UPDATE procrastinate_jobs SET scheduled_at = now() - interval '1 second'")
    return at - since
