"""All open problems matched at once: planned by a job, looked at, kept when planned again, made into lists."""

from __future__ import annotations

import html
import re
from collections import Counter

import pytest
from django.urls import reverse

from oneteam import walls
from oneteam.alliance.models import Disclosure
from oneteam.base.jobs import run_waiting
from oneteam.longjobs.models import LongJob
from oneteam.problems.models import Problem
from oneteam.roundtables import actions, queries
from oneteam.roundtables.matching import Parameters
from oneteam.roundtables.models import DayPlace, DayPlan, DayProblem, MatchRun
from tests.factories import accepted, make_org, rivals, seat, seated
from tests.factories.roundtables import House, fresh, make_expert, make_house, matched, reread, sent

pytestmark = pytest.mark.django_db

RULES = {"size": 2, "min_academia": 0, "min_research": 0, "min_field": 0, "max_per_org": 3}


@pytest.fixture
def house() -> House:
    """Four experts, a table each a quarter; two problems that want two."""
    house = make_house(level="alliance", experts_count=0)
    house.profiles = [make_expert(house.officer, name=f"expert{at}", quota=1) for at in range(1, 5)]
    house.officer.language = "en"
    house.officer.save()
    return house


def another(house: House) -> Problem:
    company = make_org("another company")
    return accepted(seated("owner", company, "another owner"), company, house.officer, level="alliance")


def planned(client, house: House, *problems: Problem, **more: str) -> str:
    client.cookies["language"] = "en"
    client.force_login(house.officer)
    codes = [problem.code for problem in problems]
    answer = client.post(reverse("roundtables:days"), RULES | {"problems": codes} | more)
    assert answer.status_code == 302, answer.content.decode()
    run_waiting()
    done = client.get(answer.headers["Location"]).content.decode()
    assert "The plan is ready." in done, done
    return re.search(r'href="(/roundtables/days/DP-\w+/)"', done)[1]


def seats(house: House) -> dict[str, set[str]]:
    with walls.acting_as(house.officer):
        plan = queries.days().first()
        return {
            row.problem.code: {place.expert_code for place in row.places.all() if place.change != "removed"}
            for row in queries.day_problems(plan)
        }


def test_everybody_is_shared_out_and_lists_are_made_of_it(client, house):
    second = another(house)
    address = planned(client, house, house.problem, second)
    found = seats(house)
    assert {len(people) for people in found.values()} == {2} and not set.intersection(*found.values())
    page = client.get(address).content.decode()
    assert "No plan gives more to the one that gets least" in page
    assert page.count('name="problems"') == 2 and "full" in page
    answer = client.post(address, {"problems": [house.problem.code, second.code]})
    run_waiting()
    assert "2 lists were made." in client.get(answer.headers["Location"]).content.decode()
    with walls.acting_as(house.officer):
        runs = {run.problem.code: run for run in queries.runs()}
        for code, people in found.items():
            assert {row.expert_code for row in queries.panel(runs[code])} == people
            assert all(row.reasons["topic"] for row in queries.panel(runs[code]))
    page = client.get(address).content.decode()
    assert page.count("See the list") == 2 and 'name="problems"' not in page


def test_a_worker_that_died_half_way_made_what_it_made_and_the_next_one_makes_the_rest(client, house):
    second = another(house)
    address = planned(client, house, house.problem, second)
    codes = [house.problem.code, second.code]
    answer = client.post(address, {"problems": codes})

    def died(done: int, total: int) -> None:
        if done == 1:
            raise ConnectionError

    with pytest.raises(ConnectionError):
        actions.make_lists(person=house.officer, plan=address.split("/")[-2], codes=codes, say=died)
    assert lists(house) == {house.problem.code: 1}
    run_waiting()
    assert "2 lists were made." in client.get(answer.headers["Location"]).content.decode()
    assert lists(house) == {house.problem.code: 1, second.code: 1}
    answer = client.post(address, {"problems": codes})  # from a page that was open meanwhile
    run_waiting()
    assert "2 lists were made." in client.get(answer.headers["Location"]).content.decode()
    assert lists(house) == {house.problem.code: 1, second.code: 1}


def lists(house: House) -> Counter[str]:
    with walls.acting_as(house.officer):
        return Counter(run.problem.code for run in queries.runs())


def test_what_was_planned_before_is_kept_as_far_as_it_can_be(client, house):
    planned(client, house, house.problem)
    before = seats(house)[house.problem.code]
    third = another(house)
    make_expert(house.officer, name="nearer", works=("Welding sound, and nothing but welding sound",))
    page = client.get(planned(client, house, house.problem, third, keep="on")).content.decode()
    assert seats(house)[house.problem.code] == before
    assert "kept as far as possible" in page and "new" in page


def test_rules_that_cannot_hold_are_told(client, house):
    page = client.get(planned(client, house, house.problem, min_research="2")).content.decode()
    assert "These rules cannot all hold together:" in page and "the least number from academia" in page


def test_bad_input_is_told_and_kept(client, house):
    client.cookies["language"] = "en"
    client.force_login(house.officer)
    address = reverse("roundtables:days")
    answer = client.post(address, RULES | {"size": "7"})
    assert answer.status_code == 422 and "Please choose at least one problem." in answer.content.decode()
    assert 'value="7"' in answer.content.decode()
    sealed = another(house)
    with walls.system("closed by its owner"):
        Disclosure.objects.filter(pk=sealed.disclosure_id).update(level="sealed")
    for code in (sealed.code, "P-NOTHING"):
        assert client.post(address, RULES | {"problems": [code]}).status_code == 422


def test_a_problem_that_has_gone_meanwhile_is_left_out_and_told(client, house):
    second = another(house)
    address = planned(client, house, house.problem, second)
    with walls.system("somebody was quicker"):
        Problem.objects.filter(pk=second.pk).update(state="declined")
    answer = client.post(address, {"problems": [house.problem.code, second.code]})
    run_waiting()
    told = client.get(answer.headers["Location"]).content.decode()
    assert "1 list was made." in told and second.code in told
    answer = client.post(reverse("roundtables:days"), RULES | {"problems": [second.code]})
    assert answer.status_code == 422


def test_a_plan_names_the_problems_that_have_ended_and_counts_without_them(client, house):
    second = another(house)
    address = planned(client, house, house.problem, second)
    with walls.acting_as(house.officer):
        kept = round(100 * queries.day_problems(queries.days().first()).get(problem=house.problem).total)
        gone = seats(house)[second.code]
    assert "since this plan was made" not in client.get(address).content.decode()
    with walls.system("its owner withdraws it"):
        Problem.objects.filter(pk=second.pk).update(state="withdrawn")
    page = client.get(address).content.decode()
    assert "Ended or put on hold since this plan was made:" in page and "(withdrawn)" in page
    assert f"the one that gets least gets {kept}, and all together {kept}." in page
    assert page.count('name="problems"') == 1 and f'value="{second.code}"' not in page
    with walls.acting_as(house.officer):
        names = {place.person.name for place in DayPlace.objects.filter(expert_code__in=gone)}
    assert not any(name in page for name in names)
    with walls.system("it is closed to the officer, too"):
        Disclosure.objects.filter(pk=second.disclosure_id).update(level="sealed")
        circles = Problem.objects.select_related("disclosure__private").get(pk=second.pk)
        private = circles.disclosure.private
        private.readers, private.admitted = [], []
        private.save()
    page = client.get(address).content.decode()
    assert "since this plan was made" not in page and second.code not in page


def test_a_list_at_the_owner_is_no_open_problem(house):
    run = matched(house)
    with walls.acting_as(house.officer):
        assert queries.open_to_match().count() == 1
        actions.send_to_owner(person=house.officer, run=queries.run(run.code).get())
        assert not queries.open_to_match().exists()


def test_walls_stand_around_a_plan_and_each_of_its_problems(client, house):
    """An officer whom a rival employs plans without the rival's problem, and reads nothing of another's plan."""
    second = another(house)
    address = planned(client, house, house.problem, second)
    rival = make_org("rival")
    seconded = seated("officer", make_org("another host"), "seconded")
    seat(seconded, rival, "staff")
    rivals(house.company, rival, ["robot"])
    client.force_login(seconded)
    assert client.get(address).status_code == 404
    for other in (house.owner, house.profiles[0].person):
        client.force_login(other)
        assert client.get(reverse("roundtables:days")).status_code == 404
        assert client.post(address, {"problems": [second.code]}).status_code == 404
    with walls.acting_as(seconded):
        assert list(queries.open_to_match()) == [second]
        assert not DayPlan.objects.exists()
        assert not DayPlace.objects.filter(at__problem=house.problem).exists()
        assert not DayProblem.objects.filter(problem=house.problem).exists()
    with walls.acting_as(house.owner):
        assert not (DayPlan.objects.exists() or DayPlace.objects.exists() or LongJob.objects.exists())
        assert not MatchRun.objects.exists()


def test_whom_the_officer_left_out_of_the_last_list_is_left_out_here(client, house):
    planned(client, house, house.problem)
    first = min(seats(house)[house.problem.code])
    matched(house, Parameters.of(RULES | {"excluded": [first], "common_slot": False}))
    planned(client, house, house.problem)
    found = seats(house)[house.problem.code]
    assert len(found) == 2 and first not in found
    with walls.acting_as(house.officer):
        actions.choose(person=house.officer, problem=fresh(house.problem), codes=sorted(found))
    planned(client, house, house.problem)
    assert first not in seats(house)[house.problem.code]


def test_whom_the_owner_struck_stays_away_when_another_list_is_asked_for(client, house):
    run = sent(house)
    with walls.acting_as(house.owner):
        off = queries.panel(run).first().expert_code
        actions.approve_panel(person=house.owner, run=reread(house.owner, run), struck=[off])
        actions.ask_again(person=house.owner, run=reread(house.owner, run), reason="The goal has changed.")
    planned(client, house, house.problem)
    found = seats(house)[house.problem.code]
    assert len(found) == 2 and off not in found


def test_who_stands_on_a_list_at_an_owner_is_promised_there(client, house):
    second = another(house)
    run = sent(house)
    with walls.acting_as(house.officer):
        promised = {row.expert_code for row in queries.panel(run)}
    planned(client, house, second)
    found = seats(house)[second.code]
    assert len(promised) == 3 and len(found) == 1 and not promised & found


def row(number: int, who: str, do: str, problem: Problem | str) -> dict[str, str]:
    code = problem if isinstance(problem, str) else problem.code
    return {f"pair{number}-expert": who, f"pair{number}-do": do, f"pair{number}-problem": code}


def refused(client, house: House, *rows: dict[str, str], problems: list[Problem] | None = None) -> str:
    client.cookies["language"] = "en"
    client.force_login(house.officer)
    codes = [problem.code for problem in problems or [house.problem]]
    wanted = RULES | {"problems": codes} | {name: value for one in rows for name, value in one.items()}
    answer = client.post(reverse("roundtables:days"), wanted)
    assert answer.status_code == 422 and not LongJob.objects.exists()
    return html.unescape(answer.content.decode())


def test_who_must_sit_at_a_problem_sits_there_and_who_may_not_does_not(client, house):
    second = another(house)
    one, other = house.profiles[:2]
    rows = row(1, one.person.name, "must", second) | row(2, other.code, "apart", house.problem)
    rows |= row(3, "", "must", "")
    address = planned(client, house, house.problem, second, **rows)
    found = seats(house)
    assert one.code in found[second.code] and other.code not in found[house.problem.code]
    page = client.get(address).content.decode()
    assert "must sit at" in page and "may not sit at" in page
    before = client.get(reverse("roundtables:days")).content.decode()
    assert f'value="{one.person.name} ({one.code})"' in before
    answer = client.post(address, {"problems": [house.problem.code]})
    run_waiting()
    assert "1 list was made." in client.get(answer.headers["Location"]).content.decode()
    with walls.acting_as(house.officer):
        assert other.code in queries.runs().get().parameters["excluded"]
    again = planned(client, house, house.problem, second)  # the rows were emptied
    assert "must sit at" not in client.get(again).content.decode()


def test_whom_the_owner_struck_sits_there_where_the_officer_says_so(client, house):
    first = house.profiles[0]
    matched(house, Parameters.of(RULES | {"excluded": [first.code], "common_slot": False}))
    planned(client, house, house.problem, **row(1, first.code, "must", house.problem))
    assert first.code in seats(house)[house.problem.code]


def test_what_is_wrong_with_a_row_is_told_beside_it(client, house):
    second = another(house)
    one = house.profiles[0]
    told = refused(client, house, row(1, "nobody", "must", house.problem))
    assert "Nobody of this name or code can be matched." in told and 'value="nobody"' in told
    told = refused(client, house, row(1, one.code, "must", ""), row(2, "", "must", house.problem))
    assert "Please choose the problem." in told
    assert "Please give the name or the code of an expert." in told
    told = refused(client, house, row(1, one.code, "must", second))
    assert "Choose this problem above, too, or empty this row." in told
    told = refused(
        client, house, row(1, one.code, "must", house.problem), row(2, one.code, "apart", house.problem)
    )
    assert "One row says that this person must sit there, and one that they may not." in told
    namesake = make_expert(house.officer, name=one.person.name)
    told = refused(client, house, row(1, one.person.name, "must", house.problem))
    assert "Several people have this name." in told and namesake.code in told and one.code in told
    assert refused(client, house, row(1, one.code, "must", "P-NOTHING"))


def test_whoever_cannot_sit_there_is_told_at_once_with_the_reason(client, house):
    competitor = make_org("competitor")
    rivals(house.company, competitor, ["robot"])
    rival = make_expert(house.officer, competitor, name="rival")
    unknown = make_expert(house.officer, name="unknown", works=())
    told = refused(client, house, row(1, rival.code, "must", house.problem))
    assert "rival cannot sit there: Works for a competitor of the owner in this business area." in told
    told = refused(client, house, row(1, unknown.code, "must", house.problem))
    assert "unknown cannot sit there: Too little is known" in told


def test_whoever_cannot_sit_there_any_more_when_the_job_runs_ends_it_without_a_reason(client, house):
    client.cookies["language"] = "en"
    client.force_login(house.officer)
    rows = row(1, house.profiles[0].code, "must", house.problem)
    answer = client.post(reverse("roundtables:days"), RULES | {"problems": [house.problem.code]} | rows)
    rivals(house.company, house.profiles[0].organisation, ["robot"])
    run_waiting()
    told = client.get(answer.headers["Location"]).content.decode()
    assert "Somebody who must sit at a problem cannot sit there any more." in told


def test_rules_that_cannot_hold_name_the_rows_by_hand_that_are_in_the_way(client, house):
    second = another(house)
    one, other, third = house.profiles[:3]
    rows = row(1, one.code, "must", house.problem) | row(2, one.code, "must", second)  # one table a quarter
    rows |= row(3, other.code, "must", second) | row(4, third.code, "apart", second)
    page = client.get(planned(client, house, house.problem, second, **rows)).content.decode()
    note = page[page.index("Without these rows by hand they could:") :].partition("</ul>")[0]
    assert "who must sit at which problem" in page and "round tables left this quarter" in page
    assert note.count("must sit at") == 2 and note.count(one.person.name) == 2
    assert other.person.name not in note and "may not" not in note
    page = client.get(planned(client, house, house.problem, min_research="2")).content.decode()
    assert "Without these rows by hand" not in page


def test_a_row_by_hand_is_shown_to_nobody_who_may_not_know_of_its_problem(client, house):
    second = another(house)
    rows = row(1, house.profiles[0].code, "must", second)
    address = planned(client, house, house.problem, second, **rows)
    with walls.system("it is closed to the officer"):
        private = Problem.objects.select_related("disclosure__private").get(pk=second.pk).disclosure.private
        private.readers, private.admitted = [], []
        private.save()
    assert "must sit at" not in client.get(address).content.decode()
    assert second.code not in client.get(reverse("roundtables:days")).content.decode()
