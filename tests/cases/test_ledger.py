"""What ended without a result: kept where it ends, read by whom its level lets in, shared by its owner."""

from __future__ import annotations

import threading
import time
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from oneteam import walls
from oneteam.base.errors import Refused
from oneteam.base.fields import Bi
from oneteam.cases import actions
from oneteam.cases.models import LedgerEntry
from oneteam.journal.queries import own_readings
from oneteam.problems import actions as problems
from oneteam.problems.actions import raise_level
from oneteam.problems.models import Problem
from oneteam.projects import actions as projects
from tests.at_once import at_once
from tests.factories import LESSON, accepted, make_org, make_problem, seated
from tests.projects.factories import House, act, seen

pytestmark = pytest.mark.django_db
CHANGE = "Once there are records"


def browser(person: Any) -> Client:
    person.language = "en"
    person.save(update_fields=["language"])
    client = Client()
    client.force_login(person)
    return client


def ledger(person: Any, **query: str) -> str:
    return browser(person).get(reverse("cases:ledger"), query).content.decode()


def stopped(house: Any) -> LedgerEntry:
    """The project stops; its entry, as the officer sees it."""
    project = house.start()
    act(
        house.professor, projects.stop, project=project, reason=Bi("자료가 없다", ""), lessons=Bi("먼저 센다", ""),
        **LESSON,
    )  # fmt: skip
    return entry_of(house.officer)


def entry_of(person: Any) -> LedgerEntry:
    with walls.acting_as(person):
        return LedgerEntry.objects.get()


def fresh(person: Any) -> Problem:
    with walls.acting_as(person):
        return Problem.objects.select_related("disclosure", "owner").get()


def test_stopped_project_is_found_by_words_reason_area_and_year_with_its_thread(house: Any) -> None:
    entry = stopped(house)
    assert CHANGE in ledger(house.officer)
    for query in ({"q": "records once"}, {"q": "센다"}, {"why": "no_data"}, {"area": "robot"}):
        assert CHANGE in ledger(house.professor, **query)
    for query in ({"q": "nothing like it"}, {"why": "too_dear"}, {"year": "1999"}):
        assert (CHANGE in ledger(house.professor, **query)) == (
            "year" in query
        )  # a year not on the list filters nothing
    assert "was not understood" in ledger(house.professor, year="1999")
    page = browser(house.professor).get(entry.get_absolute_url()).content.decode()
    assert reverse("cases:thread", args=[house.problem.code]) in page
    assert "자료가 없다" in page and "먼저 센다" in page


def test_member_reads_an_entry_once_its_owner_shared_it_and_a_rival_never(house: Any) -> None:
    entry = stopped(house)
    address = entry.get_absolute_url()
    assert [seen(one, LedgerEntry) for one in (house.owner, house.member, house.rival)] == [1, 0, 0]
    for person in (house.officer, house.member):
        with pytest.raises(Refused):
            act(person, actions.share, entry=entry)
    assert browser(house.owner).post(f"{address}share/").status_code == 302
    page = browser(house.member).get(address).content.decode()
    assert CHANGE in page and "자료가 없다" not in page
    ledger(house.member)
    assert {one["thread"] for one in own_readings(house.member, 9)} == {
        entry.code
    }  # not the thread behind the wall
    assert "member" in browser(house.owner).get(address).content.decode()
    assert browser(house.rival).get(address).status_code == 404
    assert "Nothing in the ledger" in ledger(house.rival)

    given = {"problem": fresh(house.owner), "named": house.officer, "role": "officer"}
    act(house.owner, problems.name_person, **given)
    act(
        house.owner,
        raise_level,
        problem=fresh(house.owner),
        level="sealed",
        version=fresh(house.owner).version,
    )
    assert [seen(one, LedgerEntry) for one in (house.owner, house.member)] == [1, 0]
    with pytest.raises(Refused):
        act(house.owner, actions.share, entry=entry)


@pytest.mark.django_db(transaction=True)
def test_entry_shared_while_its_thread_is_being_sealed_stays_closed(settings: Any, tmp_path: Any) -> None:
    settings.FILES_DIR = tmp_path
    house, sealing = House(), threading.Event()
    entry = stopped(house)
    given = {"problem": fresh(house.owner), "named": house.officer, "role": "officer"}
    act(house.owner, problems.name_person, **given)

    def seal() -> None:
        with transaction.atomic():
            one = Problem.objects.select_related("disclosure", "owner").get()
            raise_level(person=house.owner, problem=one, level="sealed", version=one.version)
            sealing.set()
            time.sleep(0.5)  # the other has begun, and waits

    def share() -> None:
        sealing.wait(20)
        actions.share(person=house.owner, entry=entry)

    sealed, shared = at_once((house.owner, seal), (house.owner, share))
    assert (sealed, bool(shared)) == ("", True)
    assert [seen(one, LedgerEntry) for one in (house.owner, house.member)] == [1, 0]


def test_what_ends_on_the_page_asks_for_reason_and_change(house: Any) -> None:
    owner, code = browser(house.owner), house.problem.code
    address = reverse("problems:act", args=[code, "withdraw"])
    for posted, sentence in (
        ({}, "Please choose one."), ({"why": "bad luck"}, "no longer on the list"),
        ({"why": "solved"}, "one is enough"),
    ):  # fmt: skip
        answer = owner.post(address, posted)
        assert (answer.status_code, fresh(house.owner).state) == (422, "decided")
        assert sentence in answer.content.decode()
    assert owner.post(address, {"why": "solved", "change_en": "Nothing."}).status_code == 302
    entry = entry_of(house.owner)
    assert (entry.how, entry.why, entry.change.en) == ("withdrawn", "solved", "Nothing.")


def test_declined_problem_is_in_the_ledger_and_a_draft_leaves_without_a_word(house: Any) -> None:
    draft = make_problem(house.owner, house.company)
    act(house.owner, problems.withdraw, problem=draft)
    assert seen(house.owner, LedgerEntry) == 0
    other = make_problem(house.owner, house.company)
    act(house.owner, problems.submit, problem=other)
    act(house.officer, problems.begin_scoping, problem=other)
    page = reverse("problems:scoping", args=[other.code])
    given = {"recommendation": "decline", "note_en": "No."}
    assert "what would have to change" in browser(house.officer).post(
        page, given | {"why": "not_ai"}
    ).content.decode()  # fmt: skip
    browser(house.officer).post(page, given | {"why": "not_ai", "change_en": "Another question."})
    assert [seen(one, LedgerEntry) for one in (house.owner, house.officer, house.member)] == [1, 1, 0]


def test_methods_of_a_problem_behind_a_wall_are_not_compared(house: Any) -> None:
    hidden, port = make_problem(house.owner, house.company), make_org("port")
    writer = seated("coordinator", port, "writer")
    draft = make_problem(writer, port)
    with walls.system("the same methods"):
        Problem.objects.filter(pk__in=[hidden.pk, draft.pk]).update(skills=["llm"])
    act(house.owner, problems.submit, problem=fresh_of(house, hidden))
    act(house.owner, problems.withdraw, problem=fresh_of(house, hidden), **LESSON)
    act(house.owner, actions.share, entry=entry_of(house.owner))
    found = near(writer, draft.code, title_en=CHANGE)
    assert CHANGE in found and "Methods:" not in found


# --- beside a problem that is being written ----------------------------------------------------------


def near(person: Any, code: str, **typed: str) -> str:
    answer = browser(person).post(reverse("cases:near", args=[code]), typed)
    assert answer.status_code == 200
    return answer.content.decode()


def named(problem: Problem, text: str) -> Problem:
    with walls.system("a title to find"):
        Problem.objects.filter(pk=problem.pk).update(title=Bi("", text), teaser=Bi())
    return problem


def test_writer_sees_what_is_near_with_the_words_shared_and_nothing_behind_a_wall(open_house: Any) -> None:
    house = open_house
    named(house.problem, "Weld seams crack on press lines")
    draft = make_problem(house.rival, house.competitor)
    page = browser(house.rival).get(reverse("problems:edit", args=[draft.code, "problem"])).content.decode()
    assert "Nothing similar" in page
    found = near(house.rival, draft.code, title_en="Cracks in weld seams")
    assert house.problem.get_absolute_url() in found
    assert "crack, seam, weld" in ", ".join(
        sorted(found.split("Shared words:")[1].split("<")[0].strip().split(", "))
    )

    act(
        house.owner,
        raise_level,
        problem=fresh_of(house, house.problem),
        level="named",
        version=house.problem.version,
    )
    hidden = near(house.rival, draft.code, title_en="Cracks in weld seams")
    with walls.system("as if it had never been"):
        Problem.objects.filter(pk=house.problem.pk).update(title=Bi("", "Berths in a port"))
    assert near(house.rival, draft.code, title_en="Cracks in weld seams") == hidden
    assert "Nothing similar" in hidden
    assert browser(house.member).post(reverse("cases:near", args=[draft.code])).status_code == 404


def fresh_of(house: Any, problem: Problem) -> Problem:
    with walls.acting_as(house.owner):
        return Problem.objects.select_related("disclosure", "owner").get(pk=problem.pk)


def test_entry_stands_for_its_problem_and_says_what_would_have_to_change(house: Any) -> None:
    other = named(accepted(house.owner, house.company, house.officer), "용접 seams 결함")
    act(house.owner, problems.withdraw, problem=fresh_of(house, other), **LESSON)
    draft = make_problem(house.owner, house.company)
    edit = reverse("problems:edit", args=[draft.code, "problem"])
    found = near(house.owner, draft.code, title_en="Seams again")
    assert found.count("<li") == 1 and CHANGE in found and "no data" in found
    saved = {"version": 1, "title_en": "Seams again", "area": "robot"}
    browser(house.owner).post(edit, saved)
    after = browser(house.owner).get(reverse("problems:edit", args=[draft.code, "field"])).content.decode()
    assert CHANGE in after  # without a script: on the next page
