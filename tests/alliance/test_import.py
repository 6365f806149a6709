"""Lists of organisations and people: a dry run that names every bad cell, then all or nothing."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from oneteam import walls
from oneteam.accounts.models import Person
from oneteam.alliance import actions, importing, queries
from oneteam.alliance.actions.imports import dry_run
from oneteam.alliance.enums import Standing
from oneteam.alliance.models import ImportDraft, Organisation, Seat
from oneteam.base.errors import Invalid, Refused, TooLarge
from tests.alliance.conftest import House
from tests.alliance.house import organisation, rivals, seat

ARTICLE = Path(__file__).parents[1] / "fixtures" / "article"
HEADER = "name_ko,name_en,short_ko,short_en,kind,sector,group,joined_on\n"
PEOPLE = "name,name_en,email,organisation,role,title,department,starts_on\n"


def draft(house: House, kind: str, text: str | bytes) -> ImportDraft:
    data = text if isinstance(text, bytes) else text.encode()
    with walls.acting_as(house.officer):
        return actions.draft_import(person=house.officer, kind=kind, file_name="list.csv", data=data)


def bad(house: House, kind: str, text: str | bytes) -> list[tuple[int, str]]:
    plan = dry_run(person=house.officer, draft=draft(house, kind, text))
    assert all(one.reason for one in plan.bad)
    return [(one.row, one.column) for one in plan.bad]


def carry_out(house: House, kind: str, text: str | bytes) -> int:
    made = draft(house, kind, text)
    with walls.acting_as(house.officer):
        return actions.carry_out(person=house.officer, draft=made)


def test_the_articles_alliance_imports_cleanly(house: House) -> None:
    organisations, people = ((ARTICLE / f"{name}.csv").read_bytes() for name in ("organisations", "people"))
    before = Organisation.objects.count()
    assert carry_out(house, "organisations", organisations) == 9
    assert carry_out(house, "people", people) == 12
    assert _new_members(before) == {"industry": 6, "academia": 2, "research": 1}
    officer = Person.objects.get(email="officer@kt.example")
    assert "secretariat" in walls.keys_of(officer)
    lg = Organisation.objects.filter(group="LG")
    assert lg.count() == 2


def _new_members(before: int) -> Counter[str]:
    known = Organisation.objects.order_by("pk")[:before].values_list("pk", flat=True)
    return Counter(queries.members().exclude(pk__in=list(known)).values_list("kind", flat=True))


def test_importing_the_same_lists_again_changes_nothing(house: House) -> None:
    for name in ("organisations", "people"):
        carry_out(house, name, (ARTICLE / f"{name}.csv").read_bytes())
    before = (Organisation.objects.count(), Seat.objects.count(), Person.objects.count())
    for name in ("organisations", "people"):
        plan = dry_run(person=house.officer, draft=draft(house, name, (ARTICLE / f"{name}.csv").read_bytes()))
        assert (plan.rows, plan.bad) == ([], [])
    assert (Organisation.objects.count(), Seat.objects.count(), Person.objects.count()) == before


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949"])
def test_korean_is_read_in_every_encoding_that_spreadsheets_write(house: House, encoding: str) -> None:
    text = HEADER + "한빛텔레콤,,한빛,,산업계,통신,,2020. 2. 20.\r\n"
    assert carry_out(house, "organisations", text.encode(encoding)) == 1
    made = Organisation.objects.get(name__ko="한빛텔레콤")
    assert (made.kind, made.sector, made.standing) == ("industry", "통신", Standing.ACTIVE)


def test_every_bad_cell_is_named_by_row_and_column(house: House) -> None:
    text = HEADER + (
        "Good,,,,industry,,,2020-02-20\n"
        ",,,,industry,,,\n"
        "Kind,,,,factory,,,\n"
        "Date,,,,research,,,2020-02-31\n"
        "=cmd|'/c calc'!A1,,,,industry,@x,,\n"
        "good,,,,academia,,,\n"
        f"Long,,,,industry,{'x' * 61},,\n"
    )
    assert bad(house, "organisations", text) == [
        (3, "name_ko"), (4, "kind"), (5, "joined_on"), (6, "name_ko"), (6, "sector"), (7, "name_ko"), (8, "sector"),
    ]  # fmt: skip


def test_every_bad_person_is_named_by_row_and_column(house: House) -> None:
    text = PEOPLE + (
        "A,,a@example.com,Host,owner,,,\n"
        "B,,not-an-address,Host,owner,,,\n"
        "C,,c@example.com,Nowhere,owner,,,\n"
        "D,,d@example.com,Host,king,,,\n"
        "E,,e@example.com,Host,head,,,\n"
        "A,,a@example.com,Host,owner,,,\n"
        "Somebody,,a@example.com,Rival,owner,,,\n"
        "Not me,,officer@example.com,Rival,owner,,,\n"
        ",,g@example.com,Host,,,,\n"
    )
    assert bad(house, "people", text) == [
        (3, "email"), (4, "organisation"), (5, "role"), (6, "role"), (7, "email"), (8, "email"), (9, "email"),
        (10, "name"), (10, "role"),
    ]  # fmt: skip


def test_an_officer_gives_no_seat_at_a_rival_of_their_employer_by_a_list(house: House) -> None:
    with walls.system("test"):
        employer = organisation("Employer")
        seat(house.officer, employer, "staff")
        rivals(employer, Organisation.objects.get(name__en="Rival"), "*")
    assert bad(house, "people", PEOPLE + "A,,a@example.com,Rival,owner,,,\n") == [(2, "role")]
    assert bad(house, "people", PEOPLE + "A,,a@example.com,Host,learner,,,\n") == []


def test_one_bad_row_keeps_everything_out(house: House) -> None:
    before = Organisation.objects.count()
    made = draft(house, "organisations", HEADER + "Good,,,,industry,,,\nBad,,,,nothing,,,\n")
    with pytest.raises(Invalid), walls.acting_as(house.officer):
        actions.carry_out(person=house.officer, draft=made)
    assert Organisation.objects.count() == before


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("name_ko\nA\n", [(1, "kind")]),
        ("name_ko,kind,colour\nA,industry,red\n", [(1, "colour")]),
        ("name_ko,kind,kind\nA,industry,industry\n", [(1, "kind")]),
        ("", [(1, "kind"), (1, "name_ko")]),
        (HEADER, [(0, "")]),
        (HEADER + 'A,"never closed', [(2, "")]),
        (HEADER + "A,,,,industry,,,,one,too,many\n", [(2, "")]),
    ],
)
def test_file_of_a_wrong_shape_is_explained(house: House, text: str, where: list[tuple[int, str]]) -> None:
    assert bad(house, "organisations", text) == where


@pytest.mark.parametrize("data", [b"PK\x03\x04\x00\x00\xff\xfe", "이름\n".encode("utf-16"), b"a\x00b"])
def test_file_that_is_no_text_is_refused(house: House, data: bytes) -> None:
    with pytest.raises(Invalid):
        draft(house, "organisations", data)


def test_large_file_is_refused_with_its_size(house: House) -> None:
    with pytest.raises(TooLarge) as refused:
        draft(house, "organisations", b"a" * (importing.MAX_BYTES + 1))
    assert refused.value.status == 413


def test_too_many_rows_are_refused(house: House) -> None:
    text = HEADER + "".join(f"A{n},,,,industry,,,\n" for n in range(importing.MAX_ROWS + 1))
    assert bad(house, "organisations", text) == [(0, "")]


def test_draft_is_imported_once(house: House) -> None:
    made = draft(house, "organisations", HEADER + "New,,,,industry,,,\n")
    with walls.acting_as(house.officer):
        actions.carry_out(person=house.officer, draft=made)
        with pytest.raises(Refused):
            actions.carry_out(person=house.officer, draft=made)
    assert Organisation.objects.filter(name__ko="New").count() == 1


def test_draft_is_seen_by_its_uploader_alone(house: House) -> None:
    made = draft(house, "organisations", HEADER + "New,,,,industry,,,\n")
    for stranger in (house.head, house.owner, None):
        with walls.acting_as(stranger):
            assert not queries.drafts().filter(pk=made.pk).exists()


def test_member_may_not_import(house: House) -> None:
    with pytest.raises(Refused), walls.acting_as(house.coordinator):
        actions.draft_import(person=house.coordinator, kind="people", file_name="x", data=PEOPLE.encode())


def test_person_in_two_organisations_is_one_person(house: House) -> None:
    text = PEOPLE + "Twin,,twin@example.com,Host,owner,,,\nTwin,,TWIN@example.com,Rival,expert,,,\n"
    assert carry_out(house, "people", text) == 2
    twin = Person.objects.get(email="twin@example.com")
    assert {seat.organisation.pk for seat in queries.seats_of(twin)} == {house.host.pk, house.rival.pk}
