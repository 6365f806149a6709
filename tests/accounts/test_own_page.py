"""Profile, devices, data export and the request to be forgotten."""

from __future__ import annotations

import datetime as dt
import io
import json
import zipfile
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.test import Client
from django.utils import timezone

from oneteam import walls
from oneteam.accounts import export
from oneteam.accounts.models import Person
from oneteam.accounts.queries import device_code, sessions
from oneteam.alliance import actions, queries
from oneteam.alliance.enums import Role
from oneteam.alliance.models import ErasureRequest, Seat
from oneteam.base import jobs
from oneteam.base.errors import Refused
from oneteam.base.fields import Bi
from oneteam.base.text import day
from oneteam.experts import queries as experts
from oneteam.journal.queries import recent_entries
from oneteam.journal.verbs import sentence
from oneteam.problems import actions as problems
from oneteam.problems import queries as problem_queries
from oneteam.roundtables.actions import add_action_item
from tests.accounts.conftest import PASSWORD
from tests.alliance.house import nda, organisation, person, seat, somebody
from tests.factories import roundtables
from tests.speed.counting import cost

PROFILE = {
    "name": "Reader",
    "title": "Professor",
    "phone": "01012345678",
    "language": "en",
    "shortcuts": "on",
    "version": "1",
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


def test_page_of_the_profile_reads_its_person_once(own: Client) -> None:
    asked = cost(own, "/people/profile/")
    assert asked.status == 200 and sum('FROM "accounts_person"' in sql for sql in asked.statements) == 1


def test_profile_saved_in_another_window_meanwhile_shows_both_texts(own: Client, reader: Person) -> None:
    assert 'name="version" value="1"' in own.get("/people/profile/").content.decode()
    assert own.post("/people/profile/", PROFILE).status_code == 302
    late = {**PROFILE, "title": "Director", "position": "typed in the second window"}
    answer = own.post("/people/profile/", late)
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "changed after you opened it" in shown and 'name="version" value="2"' in shown
    assert all(text in shown for text in ("Both texts", "Professor", "Director", late["position"]))
    reader.refresh_from_db()
    assert (reader.title, reader.position) == ("Professor", "")
    assert own.post("/people/profile/", {**late, "version": "2"}).status_code == 302
    reader.refresh_from_db()
    assert (reader.title, reader.position) == ("Director", late["position"])


def test_language_chosen_above_a_page_is_not_undone_by_a_form_that_was_open(
    own: Client, reader: Person
) -> None:
    own.post("/language/", {"language": "ko"})
    assert own.post("/people/profile/", PROFILE).status_code == 409
    reader.refresh_from_db()
    assert reader.language == "ko"


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
    device = device_code(sessions(reader).get(user_agent="Other browser"))
    assert own.post(f"/people/devices/{device}/end/").status_code == 302
    assert other.get("/people/profile/").status_code == 302
    assert own.get("/people/profile/").status_code == 200


def test_nobody_signs_out_somebody_elses_device(own: Client, reader: Person) -> None:
    stranger = person("Stranger", password=PASSWORD)
    browser = Client()
    browser.post("/accounts/login/", {"login": stranger.email, "password": PASSWORD})
    device = device_code(sessions(stranger).get())
    assert own.post(f"/people/devices/{device}/end/").status_code == 404
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


def test_export_tells_what_an_expert_wrote_answered_and_took_on(client: Client) -> None:
    house = roundtables.make_house()
    table = roundtables.held(house)
    expert = house.profiles[1].person
    with walls.acting_as(house.officer):
        add_action_item(
            person=house.officer,
            table=table,
            what=Bi("할 일", "To do"),
            who=expert,
            due_on=timezone.localdate(),
        )
    client.force_login(expert)
    assert client.get(house.problem.get_absolute_url()).status_code == 200  # an expert's reading is noted
    found = exported(client)
    assert {(row["thread"], row["what"]) for row in found["readings"]} >= {(house.problem.code, "brief")}
    client.force_login(house.owner)
    assert exported(client)["readings"] == []  # those of others are not theirs to take along
    assert found.keys() >= {"expert", "round_tables", "projects", "files", "mails", "entries", "readings"}
    assert [work["title"]["en"] for work in found["expert"]["works"]] == ["Learning from welding sound"]
    assert [row["presence"] for row in found["round_tables"]["seats"]] == ["present"]
    assert [row["what"]["en"] for row in found["round_tables"]["actions"]] == ["To do"]
    assert [row["table_code"] for row in found["round_tables"]["invitations"]] == [table.code]
    assert {"roundtables.invited", "experts.enrolled"} <= {row["kind"] for row in found["mails"]}


def test_export_tells_who_spoke_for_a_problem_scoped_it_and_matched_experts(client: Client) -> None:
    house = roundtables.make_house()
    roundtables.held(house)
    client.force_login(house.owner)
    owners = exported(client)
    assert owners["problems"]["contact_of"] == [house.problem.code]
    assert owners["problems"]["scoped"] == [] and owners["matching"]["lists"] == []
    client.force_login(house.officer)
    officers = exported(client)
    assert [row["problem__code"] for row in officers["problems"]["scoped"]] == [house.problem.code]
    assert [row["problem__code"] for row in officers["matching"]["lists"]] == [house.problem.code]
    assert officers["problems"]["contact_of"] == []
    named = [(row["disclosure__thread"], row["role"]) for row in owners["problems"]["named_on"]]
    assert named == [(house.problem.code, "owner")]


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
    again = own.post("/alliance/erasure/")
    assert (again.status_code, "alliance/erasure/back/" in again.content.decode()) == (409, True)
    jobs.run_waiting()
    assert officer.email in [address for message in mail.outbox for address in message.to]
    browser = Client()
    browser.force_login(officer)
    with walls.acting_as(officer):
        code = ErasureRequest.objects.get().code
    assert browser.post(f"/alliance/erasures/{code}/").status_code == 302
    assert browser.post(f"/alliance/erasures/{code}/").status_code == 409
    reader.refresh_from_db()
    assert (reader.name, reader.is_active, reader.title) == (reader.code, False, "")
    assert not reader.email.startswith("reader@")
    assert own.get("/people/profile/").status_code == 302
    assert Seat.objects.get(person=reader).ended_at is not None


def test_request_to_be_forgotten_says_when_it_will_be_done_and_can_be_taken_back(
    own: Client, reader: Person
) -> None:
    officer = somebody("Officer", organisation("Host"), Role.OFFICER)
    own.post("/alliance/erasure/")
    with walls.acting_as(officer):
        asked = queries.open_erasure(reader)
    assert asked.due_on == timezone.localdate() + dt.timedelta(days=10)
    assert day(asked.due_on) in own.get("/alliance/erasure/").content.decode()
    assert own.post("/alliance/erasure/back/").status_code == 302
    assert own.post("/alliance/erasure/back/").status_code == 409
    with pytest.raises(Refused), walls.acting_as(officer):
        actions.erase(person=officer, request=asked)
    jobs.run_waiting()
    assert officer.email not in [address for message in mail.outbox for address in message.to]
    assert own.post("/alliance/erasure/").status_code == 302


def test_what_a_forgotten_person_did_stays_and_the_name_stands_nowhere() -> None:
    house = roundtables.make_house(experts_count=2)
    profile = roundtables.make_expert(house.officer, name="Hanbyeol")
    Person.objects.filter(pk=profile.person_id).update(email="hanbyeol@example.com")
    expert = Person.objects.get(pk=profile.person_id)
    table = roundtables.held(house)
    _in_everybodys_words(house, table, expert)
    with walls.acting_as(expert):
        request = actions.ask_erasure(person=expert)
    with walls.acting_as(house.officer):
        actions.erase(person=house.officer, request=request)
        assert profile.code not in [row.code for row in experts.profiles()]
        told = [str(sentence(entry.verb, "", entry.data)) for entry in recent_entries()]
    assert any(expert.code in words for words in told)
    assert not (holding := tables_with("hanbyeol")), holding


def _in_everybodys_words(house: Any, table: Any, expert: Person) -> None:
    """An entry of each kind that names somebody, a list with the address in it, an invitation."""
    officer, home = house.officer, Seat.objects.get(person=expert).organisation
    with walls.acting_as(officer):
        actions.give_seat(person=officer, holder=expert, organisation=home, role=Role.STAFF)
        actions.draft_import(
            person=officer, kind="people", file_name="list.csv", data=f"name,email\nH,{expert.email}".encode()
        )
        add_action_item(
            person=officer, table=table, what=Bi("할 일", "To do"), who=expert, due_on=timezone.localdate()
        )
    with walls.acting_as(house.owner):
        problem = problem_queries.one(house.problem.code).get()
        problems.unname_person(person=house.owner, problem=problem, named=expert, role="expert")
        problems.name_person(person=house.owner, problem=problem, named=expert, role="expert")


def tables_with(words: str) -> list[str]:
    """Every table of the database in which a row holds the words."""
    with walls.system("a test looks everywhere"), connection.cursor() as cursor:
        names = connection.introspection.table_names(cursor)
        found = []
        for name in names:
            cursor.execute(f'SELECT count(*) FROM "{name}" row WHERE row::text ILIKE %s', [f"%{words}%"])
            found += [name] if cursor.fetchone()[0] else []
        return found


def test_lists_that_nobody_imported_go_after_a_week_and_imported_ones_at_once(reader: Person) -> None:
    officer = somebody("Officer", organisation("Host"), Role.OFFICER)
    with walls.acting_as(officer):
        given = {"person": officer, "kind": "organisations", "file_name": "list.csv"}
        _, done = (
            actions.draft_import(**given, data=f"name_ko,kind\n{name},industry\n".encode())
            for name in ("One", "Two")
        )
        actions.carry_out(person=officer, draft=done)
        done.refresh_from_db()
        assert (done.text, actions.sweep_drafts()) == ("", 0)
        with time_machine.travel(timezone.now() + dt.timedelta(days=8)):
            assert actions.sweep_drafts() == 1
        assert list(queries.drafts()) == [done]


def test_only_the_secretariat_erases_and_reads_requests(reader: Person) -> None:
    host = organisation("Host")
    member = somebody("Member", host)
    with walls.acting_as(reader):
        request = actions.ask_erasure(person=reader)
    with walls.acting_as(member):
        assert not queries.erasure_requests().exists()
        with pytest.raises(Refused):
            actions.erase(person=member, request=request)
