"""An invitation: single use, bound to address, organisation and role, valid for seven days."""

from __future__ import annotations

import datetime as dt
import re

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone

from oneteam import walls
from oneteam.accounts.models import Person
from oneteam.alliance import actions
from oneteam.alliance.actions.invitations import token_of
from oneteam.alliance.enums import Role, Standing
from oneteam.alliance.models import Alliance, Invitation, Organisation, Seat
from oneteam.base import jobs
from oneteam.base.errors import Invalid, Refused
from tests.alliance.conftest import House, signed_in
from tests.alliance.house import keys, person

FORM = {"name": "New", "title": "Professor", "password": "a long sentence 7", "again": "a long sentence 7"}


def invited(house: House, email: str = "new@example.com", role: str = Role.EXPERT) -> Invitation:
    with walls.acting_as(house.officer):
        return actions.invite(person=house.officer, email=email, organisation=house.univ, role=role)


def link(invitation: Invitation) -> str:
    return f"/alliance/invitation/{token_of(invitation)}/"


def test_link_comes_by_mail_and_is_kept_nowhere(house: House) -> None:
    made = invited(house)
    jobs.run_waiting()
    message = mail.outbox[-1]
    assert message.to == ["new@example.com"]
    found = re.search(r"/alliance/invitation/(\w+)/", str(message.body))
    assert found and found[1] == token_of(made)
    with walls.system("a test looks at the rows"):
        assert token_of(made) not in {made.token_hash, made.code}


def test_newcomer_takes_the_seat_and_is_signed_in(house: House, client: Client) -> None:
    made = invited(house)
    assert client.get(link(made)).status_code == 200
    answer = client.post(link(made), FORM)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    new = Person.objects.get(email="new@example.com")
    assert (new.name, new.title) == ("New", "Professor")
    assert f"role:expert:{house.univ.pk}" in keys(new)
    assert client.session["_auth_user_id"] == str(new.pk)


@pytest.mark.parametrize(
    ("field", "value"),
    [("name", ""), ("password", "short"), ("password", "new@example.com"), ("again", "another one 77")],
)
def test_wrong_field_keeps_what_was_typed(house: House, client: Client, field: str, value: str) -> None:
    answer = client.post(link(invited(house)), {**FORM, field: value})
    assert answer.status_code == 422
    assert b'value="Professor"' in answer.content
    assert not Person.objects.filter(email="new@example.com").exists()


def test_used_invitation_says_so(house: House, client: Client) -> None:
    made = invited(house)
    client.post(link(made), FORM)
    client.logout()
    for answer in (client.get(link(made)), client.post(link(made), FORM)):
        assert answer.status_code == 410
        assert "이미 쓴 초대예요" in answer.content.decode()
    assert Person.objects.filter(email="new@example.com").count() == 1


def test_expired_invitation_says_so(house: House, client: Client) -> None:
    made = invited(house)
    with time_machine.travel(timezone.now() + dt.timedelta(days=7, minutes=1)):
        answer = client.post(link(made), FORM)
    assert answer.status_code == 410
    assert "7일" in answer.content.decode()


def test_invitation_still_works_on_its_last_day(house: House, client: Client) -> None:
    made = invited(house)
    with time_machine.travel(timezone.now() + dt.timedelta(days=6, hours=23)):
        assert client.get(link(made)).status_code == 200


def test_withdrawn_invitation_says_so(house: House, client: Client) -> None:
    made = invited(house)
    with walls.acting_as(house.officer):
        actions.withdraw(person=house.officer, invitation=made)
    assert client.get(link(made)).status_code == 410


def test_invitation_of_an_organisation_that_left_says_so(house: House, client: Client) -> None:
    made = invited(house)
    Organisation.objects.filter(pk=house.univ.pk).update(standing=Standing.LEFT)
    assert client.post(link(made), FORM).status_code == 410


def test_sending_again_kills_the_old_link(house: House, client: Client) -> None:
    made = invited(house)
    old = link(made)
    with walls.acting_as(house.officer):
        actions.send_again(person=house.officer, invitation=made)
    assert client.get(old).status_code == 404
    assert client.get(link(made)).status_code == 200


def test_wrong_link_is_a_page_with_a_sentence(house: House, client: Client) -> None:
    answer = client.get("/alliance/invitation/nothing/")
    assert answer.status_code == 404
    assert "링크가 온전하지 않아요" in answer.content.decode()


def test_known_person_signs_in_and_takes_the_seat(house: House, client: Client) -> None:
    known = person("Known")
    made = invited(house, email="KNOWN@example.com")
    assert "/accounts/login/?next=" in client.get(link(made)).content.decode()
    signed_in(client, known)
    assert client.post(link(made), {"accept": "1"}).status_code == 302
    assert f"role:expert:{house.univ.pk}" in keys(known)


def test_invitation_is_for_its_address_only(house: House, client: Client) -> None:
    made = invited(house, email=person("Known").email)
    signed_in(client, house.owner)
    answer = client.post(link(made), {"accept": "1"})
    assert answer.status_code == 409
    assert not Seat.objects.filter(person=house.owner, organisation=house.univ).exists()


def test_signed_in_stranger_cannot_use_a_newcomers_link(house: House, client: Client) -> None:
    signed_in(client, house.owner)
    assert client.post(link(invited(house)), FORM).status_code == 409
    assert not Person.objects.filter(email="new@example.com").exists()


def test_coordinator_invites_to_their_own_organisation_only(house: House) -> None:
    with walls.acting_as(house.coordinator):
        actions.invite(
            person=house.coordinator, email="a@example.com", organisation=house.rival, role=Role.STAFF
        )
        for where, role in ((house.univ, Role.STAFF), (house.rival, Role.OFFICER), (house.rival, Role.HEAD)):
            with pytest.raises(Refused):
                actions.invite(person=house.coordinator, email="b@example.com", organisation=where, role=role)


def test_second_open_invitation_is_refused(house: House) -> None:
    invited(house)
    with pytest.raises(Invalid):
        invited(house, email="New@example.com")


def test_invitations_are_read_by_the_secretariat_and_the_organisation(house: House) -> None:
    made = invited(house)
    for reader, seen in ((house.officer, True), (house.professor, True), (house.owner, False), (None, False)):
        with walls.acting_as(reader):
            assert Invitation.objects.filter(pk=made.pk).exists() is seen


def test_withdrawn_before_delivery_sends_nothing(house: House) -> None:
    made = invited(house)
    with walls.acting_as(house.officer):
        actions.withdraw(person=house.officer, invitation=made)
    jobs.run_waiting()
    assert mail.outbox == []


@pytest.mark.django_db
def test_founding_gives_an_empty_alliance_its_first_head(client: Client) -> None:
    said = actions.found(name="Trial", officer_email="First@example.com", officer_name="First")
    found = re.search(r"/alliance/invitation/\w+/", said)
    assert found
    answer = client.post(found[0], FORM | {"name": "First"})
    assert answer.status_code == 302
    first = Person.objects.get(email="first@example.com")
    assert {"head", "secretariat", "member"} <= keys(first)
    assert Alliance.objects.get().name.ko == "Trial"
    with pytest.raises(Refused):
        actions.found(name="Again", officer_email="b@example.com", officer_name="B")
