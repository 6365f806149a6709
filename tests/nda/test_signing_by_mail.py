"""An NDA signed by a mail's link: in force the same minute, once, by the one it was sent to."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone

from oneteam import walls
from oneteam.accounts.models import Person
from oneteam.alliance import actions as alliance
from oneteam.alliance import disclosure
from oneteam.alliance.enums import Level, NamedRole, Stage
from oneteam.alliance.models import Disclosure
from oneteam.base.fields import Bi
from oneteam.base.jobs import run_waiting
from oneteam.nda import actions, queries
from oneteam.nda.models import Text
from oneteam.walls.models import Circle
from tests.alliance.conftest import House, signed_in
from tests.alliance.house import area
from tests.speed.counting import cost


@pytest.fixture
def thread(house: House) -> Disclosure:
    area("robot")
    opened = disclosure.open_disclosure(
        thread="P-TESTED", owner=house.rival, level=Level.NAMED, area="robot", author=house.owner
    )
    disclosure.change(opened, stage=Stage.OPEN)
    disclosure.name(opened, role=NamedRole.EXPERT, person=house.professor, by=house.owner)
    return opened


@pytest.fixture
def desk(client: Client, house: House) -> Client:
    """The professor's browser."""
    return signed_in(client, house.professor)


def reads(person: Person, circle_id: int) -> bool:
    with walls.acting_as(person):
        return Circle.objects.filter(pk=circle_id).exists()


def ask(desk: Client, name: str = "Prof. Essor") -> str:
    """Ask for the mail; the path of its link."""
    answer = desk.post("/nda/", {"name": name, "version": queries.text_in_force().version})
    assert answer.status_code == 302, answer.content.decode()
    run_waiting()
    found = re.search(r"(/nda/sign/\w+/)", str(mail.outbox[-1].body))
    assert found
    return found[1]


def test_the_page_asks_for_its_text_once(desk: Client) -> None:
    asked = cost(desk, "/nda/")
    assert asked.status == 200 and sum('FROM "nda_text"' in sql for sql in asked.statements) == 1, (
        asked.told()
    )


def body(answer: Any) -> str:
    return str(answer.content.decode())


def test_brief_opens_the_minute_the_link_is_confirmed(desk: Client, house: House, thread: Disclosure) -> None:
    path = ask(desk)
    phone = Client(REMOTE_ADDR="203.0.113.9")  # not signed in: the mail alone leads there
    shown = body(phone.get(path))
    assert "Prof. Essor" in shown and "professor@example.com" in shown
    assert not reads(house.professor, thread.brief_id)  # a scanner that fetches it signs nothing
    assert phone.post(path).status_code == 200
    assert reads(house.professor, thread.brief_id)
    with walls.system("test"):
        signing = queries.signed().get()
    assert (signing.name, signing.address) == ("Prof. Essor", "203.0.113.9")
    assert signing.digest == signing.text.digest and signing.text.version == 1
    run_waiting()
    copy = str(mail.outbox[-1].body)
    assert "Prof. Essor" in copy and "203.0.113.9" in copy and signing.digest in copy


def test_used_link_signs_nothing_more(desk: Client, house: House) -> None:
    path = ask(desk)
    desk.post(path)
    again = desk.post(path)
    assert again.status_code == 410 and "used already" in body(again)


def test_link_of_somebody_else(desk: Client, house: House) -> None:
    path = ask(desk)
    other = signed_in(Client(), house.owner)
    answer = other.post(path)
    assert answer.status_code == 410 and "somebody else" in body(answer)
    with walls.system("test"):
        assert not queries.signed().exists()


def test_link_after_seven_days(desk: Client, house: House) -> None:
    path = ask(desk)
    with time_machine.travel(timezone.now() + timedelta(days=7, minutes=1)):
        answer = Client().post(path)
    assert answer.status_code == 410
    with walls.system("test"):
        assert not queries.signed().exists()


def test_text_that_was_changed_meanwhile_is_read_anew(desk: Client, house: House) -> None:
    path = ask(desk)
    with walls.acting_as(house.officer):
        actions.keep_text(person=house.officer, body=Bi("새 글", "New text"), years=1, version=1)
    answer = desk.post(path)
    assert answer.status_code == 410 and "The text was changed" in body(answer)
    page = desk.post("/nda/", {"name": "Prof", "version": "1"})
    assert page.status_code == 409 and "New text" in body(page)
    desk.post(ask(desk))
    with walls.system("test"):
        assert queries.signed().get().text.version == 2
        assert Text.objects.count() == 2  # who signed the first can still read it


def test_newer_mail_makes_the_older_useless(desk: Client, house: House) -> None:
    older, newer = ask(desk), ask(desk)
    assert "newer mail" in body(desk.get(older))
    assert desk.post(newer).status_code == 200


def test_wrong_link_says_what_to_do(db: None) -> None:
    answer = Client().get("/nda/sign/nothing/")
    assert answer.status_code == 404 and "/nda/" in body(answer)


def test_end_closes_the_brief_at_once(desk: Client, house: House, thread: Disclosure) -> None:
    desk.post(ask(desk))
    assert reads(house.professor, thread.brief_id) and reads(house.professor, thread.room_id)
    with walls.acting_as(house.officer):
        held = queries.in_force(house.professor)
        assert held
        alliance.end_agreement(person=house.officer, agreement=held)
    assert not reads(house.professor, thread.brief_id) and not reads(house.professor, thread.room_id)
    assert desk.post(ask(desk)).status_code == 200  # and may sign again
    assert reads(house.professor, thread.brief_id)


def test_end_by_date_closes_the_brief(desk: Client, house: House, thread: Disclosure) -> None:
    desk.post(ask(desk))
    with walls.system("the last day was yesterday"):
        held = queries.in_force(house.professor)
        assert held
        yesterday = timezone.localdate() - timedelta(days=1)
        type(held).objects.filter(pk=held.pk).update(starts_on=yesterday, ends_on=yesterday)
    assert not reads(house.professor, thread.brief_id)


def test_nothing_to_sign_while_one_is_in_force(desk: Client, house: House) -> None:
    desk.post(ask(desk))
    answer = desk.post("/nda/", {"name": "Prof", "version": "1"})
    assert answer.status_code == 409 and "in force already" in body(answer)


def test_others_read_nothing_of_a_signing(desk: Client, house: House) -> None:
    desk.post(ask(desk))
    with walls.system("test"):
        path = queries.signed().get().get_absolute_url()
    assert desk.get(path).status_code == 200
    assert signed_in(Client(), house.officer).get(path).status_code == 200
    assert signed_in(Client(), house.owner).get(path).status_code == 404


def test_end_is_told_once_thirty_days_before(desk: Client, house: House) -> None:
    desk.post(ask(desk))
    run_waiting()
    assert actions.tell_of_ends() == 0
    with walls.system("test"):
        held = queries.in_force(house.professor)
        assert held
        type(held).objects.filter(pk=held.pk).update(ends_on=timezone.localdate() + timedelta(days=30))
    mail.outbox.clear()
    assert actions.tell_of_ends() == 1
    assert actions.tell_of_ends() == 0
    run_waiting()
    assert {one.to[0] for one in mail.outbox} == {
        "professor@example.com", "officer@example.com", "head@example.com",
    }  # fmt: skip
    desk.post(ask(desk))  # prolonged before the end
    with walls.acting_as(house.officer):
        assert not queries.ending().exists()


def test_text_is_written_in_both_languages_by_the_secretariat(house: House) -> None:
    office = signed_in(Client(), house.officer)
    assert office.get("/nda/text/").status_code == 200
    one = office.post("/nda/text/", {"body_0": "글", "body_ko": "글", "years": "2", "version": "1"})
    assert one.status_code == 422
    both = {"body_ko": "새 글", "body_en": "New text", "years": "3", "version": "1"}
    assert office.post("/nda/text/", both).status_code == 302
    stale = office.post("/nda/text/", both | {"body_en": "Other"})
    assert stale.status_code == 409 and "newer version" in body(stale)
    assert signed_in(Client(), house.professor).get("/nda/text/").status_code == 404


def test_who_asks_to_be_forgotten_leaves_no_name_on_it(desk: Client, house: House) -> None:
    desk.post(ask(desk))
    with walls.acting_as(house.professor):
        request = alliance.ask_erasure(person=house.professor)
    with walls.acting_as(house.officer):
        alliance.erase(person=house.officer, request=request)
    with walls.system("test"):
        signing = queries.signed().get()
    assert (signing.name, signing.email, signing.address) == ("", "", "")
