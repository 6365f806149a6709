"""Profile, devices, data export and the request to be forgotten."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from oneteam import walls
from oneteam.accounts import export
from oneteam.accounts.models import Person
from oneteam.accounts.queries import sessions
from oneteam.alliance import actions, queries
from oneteam.alliance.enums import Role
from oneteam.alliance.models import ErasureRequest, Seat
from oneteam.base import jobs
from oneteam.base.errors import Refused
from tests.accounts.conftest import PASSWORD
from tests.alliance.house import nda, organisation, person, seat, somebody

PROFILE = {
    "name": "Reader",
    "title": "Professor",
    "phone": "01012345678",
    "language": "en",
    "shortcuts": "on",
}


@pytest.fixture
def own(client: Client, reader: Person) -> Client:
    client.post("/accounts/login/", {"login": reader.email, "password": PASSWORD})
    return client


def test_profile_is_saved_and_the_telephone_is_written_out(own: Client, reader: Person) -> None:
    answer = own.post("/people/profile/", PROFILE)
    assert answer.status_code == 302
    reader.refresh_from_db()
    assert (reader.phone, reader.title, reader.shortcuts) == ("010-1234-5678", "Professor", True)


def test_language_and_shortcuts_follow_at_once(own: Client, reader: Person) -> None:
    own.post("/people/profile/", {**PROFILE, "language": "ko", "shortcuts": ""})
    page = own.get("/people/profile/")
    assert page["Content-Language"] == "ko"
    assert 'data-keys="off"' in page.content.decode()


@pytest.mark.parametrize(
    ("field", "value"), [("phone", "12"), ("name", ""), ("language", "fr"), ("name", "x" * 101)]
)
def test_wrong_profile_keeps_what_was_typed(own: Client, reader: Person, field: str, value: str) -> None:
    answer = own.post("/people/profile/", {**PROFILE, "position": "typed by hand", field: value})
    assert answer.status_code == 422
    assert b"typed by hand" in answer.content
    reader.refresh_from_db()
    assert (reader.name, reader.position) == ("Reader", "")


def test_another_device_is_signed_out_from_here(own: Client, reader: Person) -> None:
    other = Client(HTTP_USER_AGENT="Other browser")
    other.post("/accounts/login/", {"login": reader.email, "password": PASSWORD})
    assert "Other browser" in own.get("/people/devices/").content.decode()
    number = sessions(reader).get(user_agent="Other browser").pk
    assert own.post(f"/people/devices/{number}/end/").status_code == 302
    assert other.get("/people/profile/").status_code == 302
    assert own.get("/people/profile/").status_code == 200


def test_nobody_signs_out_somebody_elses_device(own: Client, reader: Person) -> None:
    stranger = person("Stranger", password=PASSWORD)
    browser = Client()
    browser.post("/accounts/login/", {"login": stranger.email, "password": PASSWORD})
    number = sessions(stranger).get().pk
    assert own.post(f"/people/devices/{number}/end/").status_code == 404
    assert browser.get("/people/profile/").status_code == 200


def test_everywhere_else_is_signed_out(own: Client, reader: Person) -> None:
    others = [Client(), Client()]
    for other in others:
        other.post("/accounts/login/", {"login": reader.email, "password": PASSWORD})
    own.post("/people/devices/others/end/")
    assert [other.get("/people/profile/").status_code for other in others] == [302, 302]
    assert own.get("/people/profile/").status_code == 200


def exported(client: Client) -> dict[str, Any]:
    answer = client.get("/people/data/")
    assert answer["Content-Disposition"].startswith("attachment")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
        return {name.removesuffix(".json"): json.loads(packed.read(name)) for name in packed.namelist()}


def test_export_holds_every_section_and_only_ones_own(own: Client, reader: Person) -> None:
    host = organisation("Host")
    seat(reader, host)
    nda(reader)
    other = somebody("Other", host)
    nda(other)
    found = exported(own)
    assert found.keys() == {"written_at", *export.names()}
    assert found["profile"]["email"] == reader.email
    assert [row["role"] for row in found["seats"]] == ["owner"]
    assert "password" not in json.dumps(found) and other.email not in json.dumps(found)


def test_upper_app_adds_a_section(own: Client) -> None:
    export.section("trial")(lambda person: [person.name])
    try:
        assert exported(own)["trial"] == ["Reader"]
    finally:
        export.forget("trial")


def test_request_to_be_forgotten_reaches_the_secretariat_which_does_it(own: Client, reader: Person) -> None:
    host = organisation("Host")
    officer = somebody("Officer", host, Role.OFFICER)
    seat(reader, host)
    assert own.get("/alliance/erasure/").status_code == 200
    assert own.post("/alliance/erasure/").status_code == 302
    assert own.post("/alliance/erasure/").status_code == 409
    jobs.run_waiting()
    assert officer.email in [address for message in mail.outbox for address in message.to]
    browser = Client()
    browser.force_login(officer)
    with walls.acting_as(officer):
        number = ErasureRequest.objects.get().pk
    assert browser.post(f"/alliance/erasures/{number}/").status_code == 302
    assert browser.post(f"/alliance/erasures/{number}/").status_code == 409
    reader.refresh_from_db()
    assert (reader.name, reader.is_active, reader.title) == (reader.code, False, "")
    assert not reader.email.startswith("reader@")
    assert own.get("/people/profile/").status_code == 302
    assert Seat.objects.get(person=reader).ended_at is not None


def test_what_a_forgotten_person_did_stays_without_the_name(reader: Person) -> None:
    host = organisation("Host")
    officer = somebody("Officer", host, Role.OFFICER)
    from oneteam.journal.models import Entry

    with walls.acting_as(officer):
        actions.give_seat(person=officer, holder=reader, organisation=host, role=Role.STAFF)
    with walls.acting_as(reader):
        request = actions.ask_erasure(person=reader)
    with walls.acting_as(officer):
        actions.erase(person=officer, request=request)
    with walls.system("a test looks at the rows"):
        kept = Entry.objects.filter(target=reader.code)
        assert kept and "Reader" not in json.dumps([entry.data for entry in kept])


def test_only_the_secretariat_erases_and_reads_requests(reader: Person) -> None:
    host = organisation("Host")
    member = somebody("Member", host)
    with walls.acting_as(reader):
        request = actions.ask_erasure(person=reader)
    with walls.acting_as(member):
        assert not queries.erasure_requests().exists()
        with pytest.raises(Refused):
            actions.erase(person=member, request=request)
