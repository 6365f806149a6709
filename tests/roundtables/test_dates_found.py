"""Dates are proposed for the tables whose panels are agreed, with reasons; a person fixes one of them."""

import datetime as dt

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from oneteam import walls
from oneteam.base.errors import Invalid
from oneteam.base.jobs import run_waiting
from oneteam.experts import actions as experts
from oneteam.experts.models import ExpertProfile
from oneteam.longjobs.models import LongJob
from oneteam.roundtables import actions, queries, timetable
from tests.factories import accepted, make_org, rivals, seated
from tests.factories.roundtables import EASY, approved, convened, fresh, make_house, plan, reread
from tests.roundtables.test_rooms import make_room
from tests.speed.counting import cost

pytestmark = pytest.mark.django_db


def wish(**wanted):
    last = timezone.localdate() + dt.timedelta(days=45)
    return timetable.Wish(**{"minutes": 120, "experts": 2, "last": last, "room": False} | wanted)


def searched(house, why=None, **wanted):
    with walls.acting_as(house.officer):
        asked = timetable.asked_about(queries.without_date())
        return timetable.search(house.officer, asked, wish(**wanted), timezone.localdate(), why=why)


def give_hours(profile, weekday, opens, closes):
    with walls.acting_as(profile.person):
        experts.add_window(
            person=profile.person,
            profile=profile,
            weekday=weekday,
            starts=dt.time(opens),
            ends=dt.time(closes),
        )


def test_the_first_date_is_one_at_which_all_can_come_by_the_hours_they_gave():
    house = make_house()
    approved(house)
    for profile in house.profiles:
        give_hours(profile, 2, 13, 16)
    found = searched(house, experts=3)
    start = timezone.localtime(found.found[0].meeting.start)
    assert (start.weekday(), start.hour) == (2, 13)
    assert len(found.found[0].meeting.present) == 3
    assert found.proven


def test_where_experts_share_no_hours_the_demands_that_clash_are_named():
    house = make_house()
    approved(house)
    give_hours(house.profiles[0], 0, 9, 12)
    give_hours(house.profiles[1], 3, 9, 12)
    clash = searched(house, experts=3).found[0]
    assert clash.meeting is None and "quorum" in {reason.code for reason in clash.clash}
    assert searched(house, experts=2).found[0].meeting is not None


def test_why_not_at_this_time_is_answered():
    house = make_house()
    approved(house)
    for profile in house.profiles:
        give_hours(profile, 2, 13, 16)
    best = searched(house, experts=3).found[0].meeting.start
    early = (
        searched(house, why=(house.problem.code, best - dt.timedelta(hours=3)), experts=3).found[0].why_not
    )
    assert early.possible is None and early.reasons
    later = (
        searched(house, why=(house.problem.code, best + dt.timedelta(hours=1)), experts=3).found[0].why_not
    )
    assert later.possible is not None and not [reason for reason in later.reasons if reason.hard]


def test_a_table_that_is_fixed_keeps_its_people_busy_and_two_are_never_put_at_once():
    one = make_house()
    table = convened(one)
    with walls.acting_as(one.officer):
        assert not queries.without_date().exists()
        busy = timetable.busy_spans([str(one.officer.pk)], {})
    assert [(span.start, span.end) for span in busy[str(one.officer.pk)]] == [
        (table.starts_at, table.ends_at)
    ]


def test_a_room_that_is_taken_is_not_proposed_and_all_rooms_are_asked_at_once():
    house = make_house()
    approved(house)
    for profile in house.profiles:
        give_hours(profile, 2, 13, 15)
    one = make_room(house.officer, "대회의실")
    with CaptureQueriesContext(connection) as first:
        best = searched(house, room=True).found[0].meeting
    assert best.room == str(one.pk)
    with walls.acting_as(house.officer):
        actions.block_venue(person=house.officer, venue=one, starts_at=best.start, ends_at=best.end)
    other = make_room(house.officer, "소회의실")
    with CaptureQueriesContext(connection) as second:
        meeting = searched(house, room=True).found[0].meeting
    assert (meeting.start, meeting.room) == (best.start, str(other.pk))
    assert len(second) == len(first)


def test_why_not_tells_that_too_few_could_come():
    house = make_house()
    approved(house)
    for profile in house.profiles:
        give_hours(profile, 2, 13, 16)
    last = timezone.localdate() + dt.timedelta(days=30)
    given = {"problems": [house.problem.code], "minutes": 120, "experts": 3, "last": last.isoformat()}
    thursday = next(
        day
        for ahead in range(8, 16)
        if (day := timezone.localdate() + dt.timedelta(days=ahead)).weekday() == 3
    )
    why = {"why": house.problem.code, "why_at_day": thursday.isoformat(), "why_at_time": "10:00"}
    assert "전문가가 3명이 안 돼요" in page(house.officer, **given, **why).content.decode()
    seconds = page(house.officer, **given, **why | {"why_at_time": "10:00:30"})
    assert "전문가가 3명이 안 돼요" in seconds.content.decode()


def page(person, **data):
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    url = reverse("roundtables:dates")
    return client.post(url, data) if data else client.get(url)


def test_the_page_proposes_and_leads_to_fixing_the_date():
    house = make_house()
    approved(house)
    last = (timezone.localdate() + dt.timedelta(days=30)).isoformat()
    given = {"problems": [house.problem.code], "minutes": 120, "experts": 2, "last": last}
    shown = page(house.officer, **given).content.decode()
    assert (
        "이 날짜로 정하기" in shown
        and f"{reverse('roundtables:new', args=[house.problem.code])}?at=" in shown
    )
    again = page(house.officer, **given).content.decode()
    assert shown.count("?at=") == again.count("?at=")
    asked = page(house.officer, **given, why=house.problem.code, why_at=f"{last}T03:00").content.decode()
    assert "이 시간은 왜 안 되나요?" in asked


def test_bad_input_is_told_and_kept():
    house = make_house()
    approved(house)
    given = {"problems": [house.problem.code], "minutes": 5, "experts": 0, "last": "2020-01-01"}
    answer = page(house.officer, **given)
    assert answer.status_code == 422 and 'value="5"' in answer.content.decode()
    far = (timezone.localdate() + dt.timedelta(days=400)).isoformat()
    assert (
        "사이의 날을 적어 주세요"
        in page(house.officer, **given | {"last": far, "minutes": 60, "experts": 1}).content.decode()
    )


def test_only_the_secretariat_finds_dates_and_only_of_what_it_may_see():
    house = make_house()
    competitor = make_org("competitor")
    rivals(house.company, competitor, ["robot"])
    approved(house)
    stranger = seated("officer", competitor, "seconded officer")
    assert page(house.owner).status_code == 404
    assert house.problem.code not in page(stranger).content.decode()
    assert house.problem.code in page(house.officer).content.decode()


def test_the_page_asks_little():
    house = make_house()
    approved(house)
    client = Client()
    client.force_login(house.officer, backend="django.contrib.auth.backends.ModelBackend")
    one = cost(client, reverse("roundtables:dates"))
    assert one.sql <= 15


def agreed(house, problems):
    """The house's problem and others of other owners, each with a panel of the same experts that is agreed to."""
    with walls.system("experts with time for all of them"):
        ExpertProfile.objects.update(quota=20)
    approved(house)
    codes = [profile.code for profile in house.profiles]
    made = [house.problem]
    for number in range(1, problems):
        company = make_org(f"company {number}")
        owner = seated("owner", company, f"owner {number}")
        problem = accepted(owner, company, house.officer, level="alliance")
        with walls.acting_as(house.officer):
            run = actions.choose(person=house.officer, problem=fresh(problem), codes=codes, parameters=EASY)
            actions.send_to_owner(person=house.officer, run=queries.run(run.code).get())
        with walls.acting_as(owner):
            actions.approve_panel(person=owner, run=reread(owner, run))
        made.append(problem)
    return made


def reads_english(client, person):
    person.language = "en"
    person.save()
    client.force_login(person)


def kept(house, problems):
    """A search of a long job, run at once, and its page."""
    codes = [problem.code for problem in problems]
    found = actions.find_dates(person=house.officer, codes=codes, wish=wish(experts=3), say=lambda *_: None)
    return reverse("roundtables:found_dates", args=[found.code])


def test_more_than_eight_tables_are_a_long_job_whose_dates_are_kept(client):
    house = make_house()
    problems = agreed(house, 9)
    reads_english(client, house.officer)
    last = (timezone.localdate() + dt.timedelta(days=30)).isoformat()
    given = {"problems": [one.code for one in problems], "minutes": 60, "experts": 3, "last": last}
    wrong = client.post(reverse("roundtables:dates"), given | {"why": problems[0].code})
    assert wrong.status_code == 422 and "at most 8 problems" in wrong.content.decode()
    job = client.post(reverse("roundtables:dates"), given).headers["Location"]
    assert job in client.get(reverse("roundtables:dates")).content.decode()
    run_waiting()
    done = client.get(job).content.decode()
    assert "The dates are found." in done
    with walls.acting_as(house.officer):
        search = queries.date_searches().get()
        assert LongJob.objects.get().total == 9
    address = reverse("roundtables:found_dates", args=[search.code])
    assert address in done and address in client.get(reverse("roundtables:dates")).content.decode()
    page = client.get(address).content.decode()
    assert page.count("btn btn-1") >= 9 and "not possible any more" not in page
    with walls.acting_as(house.officer):
        starts = [row.told["best"]["start"] for row in queries.dates_found(search)]
    assert len(set(starts)) == 9  # the same people are at each


def test_a_booking_made_since_is_told_and_that_date_is_not_offered(client):
    house = make_house()
    problems = agreed(house, 2)
    address = kept(house, problems)
    reads_english(client, house.officer)
    with walls.acting_as(house.officer):
        rows = {row.problem.code: row for row in queries.dates_found(queries.date_searches().get())}
        taken = dt.datetime.fromisoformat(rows[problems[1].code].told["best"]["start"])
        actions.convene(person=house.officer, problem=fresh(problems[0]), plan=plan(house, starts_at=taken))
    page = client.get(address).content.decode()
    assert "By now this date is not possible any more:" in page and "has something else then." in page
    assert "These wait for no date any more:" in page
    with walls.acting_as(house.officer), pytest.raises(Invalid, match=house.officer.name):
        actions.convene(
            person=house.officer, problem=fresh(problems[1]), plan=plan(house, starts_at=taken, owners=[])
        )


@pytest.mark.parametrize("days", [26, 40])
def test_a_search_whose_days_have_come_near_says_so_of_every_date(client, days):
    house = make_house()
    address = kept(house, agreed(house, 1))
    reads_english(client, house.officer)
    with time_machine.travel(timezone.now() + dt.timedelta(days=days)):
        client.force_login(house.officer)
        page = client.get(address)
    assert page.status_code == 200 and "The day is too soon" in page.content.decode()


def test_other_dates_against_which_something_speaks_by_now_are_not_offered(client):
    house = make_house()
    problem, second, third = agreed(house, 3)
    address = kept(house, [problem])
    reads_english(client, house.officer)
    with walls.acting_as(house.officer):
        told = queries.dates_found(queries.date_searches().get()).get().told
    other = max(dt.datetime.fromisoformat(one["start"]) for one in told["others"])
    best = dt.datetime.fromisoformat(told["best"]["start"])
    at = f"{timezone.localtime(other):%Y-%m-%dT%H:%M}"
    page = client.get(address).content.decode()
    assert page.count("?at=") == 1 + len(told["others"]) and f"?at={at}" in page
    with walls.acting_as(house.officer):
        actions.convene(
            person=house.officer, problem=fresh(second), plan=plan(house, starts_at=other, owners=[])
        )
    page = client.get(address).content.decode()
    assert "not possible any more" not in page and at not in page and "?at=" in page
    with walls.acting_as(house.officer):
        actions.convene(
            person=house.officer, problem=fresh(third), plan=plan(house, starts_at=best, owners=[])
        )
    page = client.get(address).content.decode()
    assert "not possible any more" in page and "?at=" not in page and "Other dates" not in page


def test_dates_kept_are_those_of_whoever_sought_them(client):
    house = make_house()
    address = kept(house, agreed(house, 1))
    colleague = seated("officer", make_org("another host"), "colleague")
    for person in (colleague, house.owner, house.profiles[0].person):
        client.force_login(person)
        assert client.get(address).status_code == 404


def test_dates_kept_ask_the_same_for_one_table_and_for_three(client):
    house = make_house()
    problems = agreed(house, 3)
    client.force_login(house.officer)
    one, three = (cost(client, kept(house, some)) for some in (problems[:1], problems))
    assert one.sql == three.sql, f"{one.told()}\n{three.told()}"
