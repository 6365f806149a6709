"""The pages of the alliance: who gets which, what they say, and what they cost."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from oneteam import walls
from oneteam.accounts.models import Person
from oneteam.alliance import actions, importing
from oneteam.alliance.enums import Role, Standing
from oneteam.alliance.models import Invitation, Organisation, Rivalry, Seat
from oneteam.base.forms import DateInput
from tests.alliance.conftest import House, signed_in
from tests.alliance.house import area, organisation, rivals, somebody, tomorrow

OFFICE = [
    "organisations/new/", "rivals/", "rivals/new/", "agreements/", "agreements/new/", "vocabulary/", "vocabulary/new/",
    "import/", "erasures/", "about/", "first-steps/rivals/skip/",
]  # fmt: skip
LISTS = ["organisations/", "people/", "rivals/", "agreements/", "vocabulary/", "invitations/", "erasures/"]


@pytest.mark.parametrize("page", [*OFFICE, *LISTS, "invitations/new/", "erasure/"])
@pytest.mark.parametrize("language", ["ko", "en"])
def test_office_opens_every_page(client: Client, house: House, page: str, language: str) -> None:
    house.officer.__class__.objects.filter(pk=house.officer.pk).update(language=language)
    client.force_login(house.officer)
    answer = client.get(f"/alliance/{page}")
    assert answer.status_code == 200
    assert answer["Content-Language"] == language


@pytest.mark.parametrize("page", OFFICE)
@pytest.mark.parametrize("who", ["coordinator", "owner", "professor"])
def test_members_find_no_page_of_the_office(client: Client, house: House, page: str, who: str) -> None:
    signed_in(client, getattr(house, who))
    wrong = client.get("/alliance/no-such-page/")
    answer = client.get(f"/alliance/{page}")
    assert answer.status_code == 404
    assert strip(answer.content) == strip(wrong.content)


def strip(content: bytes) -> bytes:
    return b"".join(line for line in content.splitlines() if b"csrf" not in line and b"data-who" not in line)


@pytest.mark.parametrize("page", [*OFFICE, "people/", "invitations/new/"])
def test_visitor_is_asked_to_sign_in(client: Client, house: House, page: str) -> None:
    answer = client.get(f"/alliance/{page}")
    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/accounts/login/")


def test_visitor_sees_members_and_no_person(client: Client, house: House) -> None:
    organisation("Candidate", standing=Standing.CANDIDATE)
    listed = client.get("/alliance/organisations/").content.decode()
    detail = client.get(house.rival.get_absolute_url()).content.decode()
    assert "Rival" in listed and "Candidate" not in listed
    for person_of in (house.coordinator, house.owner):
        assert person_of.email not in listed + detail
        assert f">{person_of.name}<" not in listed + detail


def test_candidate_has_no_page_but_for_the_office(client: Client, house: House) -> None:
    candidate = organisation("Candidate", standing=Standing.CANDIDATE)
    assert client.get(candidate.get_absolute_url()).status_code == 404
    signed_in(client, house.owner)
    assert client.get(candidate.get_absolute_url()).status_code == 404
    signed_in(client, house.officer)
    assert client.get(candidate.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("role", [Role.LEARNER, Role.AUDITOR])
def test_who_is_no_member_sees_organisations_but_no_people(client: Client, house: House, role: str) -> None:
    signed_in(client, somebody("Guest", house.univ, role))
    assert client.get("/alliance/people/").status_code == 404
    assert "Owner" not in client.get(house.rival.get_absolute_url()).content.decode()


def test_member_sees_people_but_no_rivalry(client: Client, house: House) -> None:
    rivals(house.host, house.rival, "*")
    signed_in(client, house.professor)
    page = client.get(house.rival.get_absolute_url()).content.decode()
    assert "Coordinator" in page
    assert "Rivals" not in page


def test_seat_that_ends_closes_the_next_request(client: Client, house: House) -> None:
    signed_in(client, house.owner)
    assert client.get("/alliance/people/").status_code == 200
    with walls.acting_as(house.officer):
        actions.end_seat(person=house.officer, seat=Seat.objects.get(person=house.owner))
    assert client.get("/alliance/people/").status_code == 404


def test_office_adds_an_organisation(office: Client) -> None:
    answer = office.post(
        "/alliance/organisations/new/", {"name_ko": "새봄", "kind": "industry", "joined_on": "2020. 6. 3."}
    )
    made = Organisation.objects.get(name__ko="새봄")
    assert answer["Location"] == made.get_absolute_url()
    assert made.standing == Standing.ACTIVE


@pytest.mark.parametrize(
    "values",
    [{"name_ko": "", "kind": "industry"}, {"name_ko": "A", "kind": ""}, {"name_ko": "Rival", "kind": "industry"},
     {"name_ko": "A", "kind": "industry", "joined_on": "2020-02-31"}],
)  # fmt: skip
def test_bad_organisation_keeps_what_was_typed(office: Client, values: dict[str, str]) -> None:
    answer = office.post("/alliance/organisations/new/", values | {"sector": "typed by hand"})
    assert answer.status_code == 422
    assert b"typed by hand" in answer.content


@pytest.mark.parametrize("which", ["organisation", "about", "word", "seat", "period"])
def test_edit_over_a_newer_version_shows_both_texts_and_the_next_one_stands(
    office: Client, house: House, which: str
) -> None:
    area("welding")
    home, first, second, saved = house.rival.get_absolute_url(), "first", "second", "first"
    if which in ("seat", "period"):
        first, second, saved = "2199. 3. 1.", "2199. 4. 1.", "1 Mar 2199"
    seat, period = Seat.objects.get(person=house.owner), house.rival.periods.get()
    page, field, values = {
        "organisation": (f"{house.rival.get_absolute_url()}edit/", "sector", {"name_ko": "Rival", "kind": "industry"}),
        "about": ("/alliance/about/", "about_ko", {"name_ko": "시험", "contact": "office@example.com"}),
        "word": ("/alliance/vocabulary/welding/", "label_ko", {}),
        "seat": (f"{home}seats/{seat.code}/", "ends_on", {}),
        "period": (f"{home}period/{period.code}/", "ends_on", {"starts_on": "2020. 2. 20."}),
    }[which]  # fmt: skip
    assert 'name="version" value="1"' in office.get(page).content.decode()
    assert office.post(page, values | {"version": "1", field: first}).status_code == 302
    answer = office.post(page, values | {"version": "1", field: second})
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "Both texts" in shown and saved in shown and second in shown
    assert 'name="version" value="2"' in shown
    assert office.post(page, values | {"version": "2", field: second}).status_code == 302
    assert second in office.get(page).content.decode()


def test_edit_without_a_version_is_a_conflict_and_not_an_error(office: Client) -> None:
    values = {"name_ko": "시험", "contact": "office@example.com", "version": ""}
    assert office.post("/alliance/about/", values).status_code == 409


def test_period_is_corrected_on_its_page(office: Client, house: House) -> None:
    page = f"{house.rival.get_absolute_url()}period/{house.rival.periods.get().code}/"
    assert page in office.get(house.rival.get_absolute_url()).content.decode()
    assert 'value="2020. 2. 20."' in office.get(page).content.decode()
    values = {"starts_on": "2020. 3. 1.", "ends_on": "2020. 2. 1.", "version": "1"}
    assert office.post(page, values).status_code == 422
    assert office.post(page, values | {"ends_on": "2021. 3. 1."}).status_code == 302
    assert 'value="2020. 3. 1."' in office.get(page).content.decode()
    assert office.get(f"{house.rival.get_absolute_url()}period/x/").status_code == 404


def test_standing_button_that_is_too_late_gives_a_sentence(client: Client, house: House) -> None:
    office, page = signed_in(client, house.head), f"{house.rival.get_absolute_url()}standing/"
    assert office.post(page, {"step": "leave"}).status_code == 302
    answer = office.post(page, {"step": "leave"})
    assert answer.status_code == 409
    assert "cannot be done while the standing is" in answer.content.decode()
    assert office.post(page, {"step": "nonsense"}).status_code == 404


def test_rivals_are_declared_and_ended_on_their_page(office: Client, house: House) -> None:
    area("network")
    values = {"one": house.univ.code, "other": house.rival.code, "areas": ["network"]}
    assert office.post("/alliance/rivals/new/", values).status_code == 302
    assert office.post("/alliance/rivals/new/", values).status_code == 422
    with walls.acting_as(house.officer):
        code = Rivalry.objects.get().code
    assert office.post(f"/alliance/rivals/{code}/end/").status_code == 302
    assert office.post(f"/alliance/rivals/{code}/end/").status_code == 409


def test_rivalry_is_ended_on_its_page_by_who_has_no_stake_in_it(client: Client, house: House) -> None:
    mine, others = rivals(house.host, house.rival, "*"), rivals(house.univ, organisation("Third"), "*")
    for person, ends_mine in ((house.officer, False), (house.head, True)):
        page = signed_in(client, person).get("/alliance/rivals/").content.decode()
        assert f"{others.code}/end/" in page
        assert (f"{mine.code}/end/" in page) is ends_mine


def test_seat_is_given_to_a_known_address_only(office: Client, house: House) -> None:
    page = f"{house.univ.get_absolute_url()}seats/new/"
    assert office.post(page, {"email": "nobody@example.com", "role": "expert"}).status_code == 422
    assert office.post(page, {"email": house.owner.email, "role": "expert"}).status_code == 302
    assert office.post(page, {"email": house.owner.email, "role": "head"}).status_code == 422


def test_last_day_of_a_seat_is_changed_on_its_page(client: Client, office: Client, house: House) -> None:
    page, code = house.rival.get_absolute_url(), Seat.objects.get(person=house.owner).code
    assert f"{page}seats/{code}/" in office.get(page).content.decode()
    sent = {"ends_on": str(tomorrow()), "version": "1"}
    assert office.post(f"{page}seats/{code}/", sent | {"ends_on": "2026-02-31"}).status_code == 422
    assert office.post(f"{page}seats/{code}/", sent | {"ends_on": "2020. 2. 21."}).status_code == 422
    assert office.post(f"{page}seats/{code}/", sent).status_code == 302
    shown = office.get(f"{page}seats/{code}/").content.decode()
    assert f'name="ends_on" value="{DateInput().format_value(tomorrow())}"' in shown
    assert office.post(f"{page}seats/{code}/end/").status_code == 302
    for late in ("", "end/"):
        answer = office.post(f"{page}seats/{code}/{late}", sent)
        assert (answer.status_code, "has ended already" in answer.content.decode()) == (409, True)
    signed_in(client, house.owner)
    assert client.get(f"{page}seats/{code}/").status_code == 404


def test_list_is_uploaded_once_and_imported_after_a_look(office: Client) -> None:
    text = "name_ko,kind\nOne,industry\nTwo,research\n"
    file = SimpleUploadedFile("list.csv", text.encode(), "text/csv")
    answer = office.post("/alliance/import/", {"kind": "organisations", "file": file})
    draft = answer["Location"]
    page = office.get(draft).content.decode()
    assert "One" in page and not Organisation.objects.filter(name__ko="One").exists()
    assert office.post(f"{draft}now/").status_code == 302
    assert Organisation.objects.filter(name__ko__in=["One", "Two"]).count() == 2
    assert office.post(f"{draft}now/").status_code == 409


def test_dry_run_shows_row_and_column_and_pasted_text_works(office: Client) -> None:
    answer = office.post(
        "/alliance/import/", {"kind": "organisations", "text": "name_ko,kind\nOne,factory\n"}
    )
    page = office.get(answer["Location"]).content.decode()
    assert "“factory” is not known" in page
    assert office.post(f"{answer['Location']}now/").status_code == 422


def test_large_upload_is_answered_with_its_size(office: Client) -> None:
    file = SimpleUploadedFile("list.csv", b"a" * (importing.MAX_BYTES + 1), "text/csv")
    answer = office.post("/alliance/import/", {"kind": "organisations", "file": file})
    assert answer.status_code == 413


def test_import_without_anything_is_explained(office: Client) -> None:
    assert office.post("/alliance/import/", {"kind": "people"}).status_code == 422


def test_invitation_is_written_sent_again_and_withdrawn(office: Client, house: House) -> None:
    values = {"email": "new@example.com", "organisation": house.univ.code, "role": "expert"}
    assert office.post("/alliance/invitations/new/", values).status_code == 302
    assert office.post("/alliance/invitations/new/", values).status_code == 422
    for act, status in (("again", 302), ("withdraw", 302), ("withdraw", 409), ("again", 409)):
        with walls.acting_as(house.officer):
            code = Invitation.objects.get().code
        assert office.post(f"/alliance/invitations/{code}/{act}/").status_code == status


def test_coordinator_invites_on_the_same_page(client: Client, house: House) -> None:
    signed_in(client, house.coordinator)
    page = client.get("/alliance/invitations/new/").content.decode()
    assert house.rival.code in page and house.univ.code not in page and "head of secretariat" not in page
    values = {"email": "new@example.com", "organisation": house.rival.code, "role": "staff"}
    assert client.post("/alliance/invitations/new/", values)["Location"] == "/alliance/invitations/"
    values["organisation"] = house.univ.code
    assert client.post("/alliance/invitations/new/", values).status_code == 422


def test_coordinator_looks_after_the_invitations_of_their_own_organisation(
    client: Client, house: House
) -> None:
    with walls.acting_as(house.officer):
        own, other = (
            actions.invite(person=house.officer, email=f"{n}@example.com", organisation=where, role="expert")
            for n, where in enumerate((house.rival, house.univ))
        )
    signed_in(client, house.coordinator)
    page = client.get("/alliance/invitations/").content.decode()
    assert own.email in page and other.email not in page
    for row, status in ((own, 302), (other, 404)):
        for act in ("again", "withdraw"):
            with walls.acting_as(house.officer):
                code = Invitation.objects.get(pk=row.pk).code
            assert client.post(f"/alliance/invitations/{code}/{act}/").status_code == status


def test_owner_has_no_page_for_inviting(client: Client, house: House) -> None:
    signed_in(client, house.owner)
    for page in ("", "new/"):
        assert client.get(f"/alliance/invitations/{page}").status_code == 404


def rows(client: Client, address: str) -> str:
    return client.get(address).content.decode().split("<tbody>")[1].split("</tbody>")[0]


def test_words_and_kind_narrow_the_lists(office: Client, house: House) -> None:
    assert "Univ" not in rows(office, "/alliance/organisations/?q=Riv")
    assert "Rival" not in rows(office, "/alliance/organisations/?kind=academia")
    assert "Professor" not in rows(office, "/alliance/people/?q=Coord")


@pytest.mark.parametrize("address", ["people/?q=%27%25_&page=x", "organisations/?kind=nothing&page=-1"])
def test_odd_words_find_nothing_and_break_nothing(office: Client, address: str) -> None:
    assert office.get(f"/alliance/{address}").status_code == 200


@pytest.mark.parametrize("address", ["people/?q=%00", "organisations/%00/"])
def test_character_that_no_text_may_hold_is_a_bad_request(office: Client, address: str) -> None:
    assert office.get(f"/alliance/{address}").status_code == 400


def test_organisation_with_many_people_shows_a_page_of_them_in_fifteen_statements(
    office: Client, house: House, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    rivals(house.univ, house.rival, "*")
    many = Person.objects.bulk_create(
        Person(email=f"m{n}@example.com", name=f"More {n}", password="!") for n in range(300)
    )
    Seat.objects.bulk_create(Seat(person=one, organisation=house.rival, role="staff") for one in many)
    with django_assert_max_num_queries(15):
        page = office.get(house.rival.get_absolute_url()).content.decode()
    assert page.count("data-row") == 25
    assert "data-row" in office.get(f"{house.rival.get_absolute_url()}?page=13").content.decode()
