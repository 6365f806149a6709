"""The lead's word a month, the week in a picture, and the way through the gates of readiness."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from oneteam import walls
from oneteam.base.errors import Invalid, Refused
from oneteam.base.fields import Bi
from oneteam.desk.todos import todos
from oneteam.journal.models import Entry
from oneteam.projects import actions, queries
from oneteam.projects.actions._common import tell
from oneteam.projects.models import ProgressWord, Project, TrlRecord
from oneteam.projects.week import KINDS, monday_of
from tests.factories import today
from tests.projects.factories import act, yes_to_all
from tests.projects.test_promises import deliverable


def browser(person):
    client = Client()
    person.language = "en"
    person.save(update_fields=["language"])
    client.force_login(person)
    return client


def waiting(person):
    with walls.acting_as(person):
        return [row.sentence for row in todos(person)]


def step_of(house, person, level):
    with walls.acting_as(person):
        found = TrlRecord.objects.select_related("project__disclosure").filter(level=level).order_by("-pk")
        return found[0]


def trl_now(house):
    return house.project(house.officer).trl_now


def test_lead_says_in_two_fields_how_it_stands_and_what_is_late_is_on_the_desk(house):
    house.start()
    asked, late = "과제는 어떻게 되어", "한 달 넘게"
    assert not any(asked in one for one in waiting(house.professor))
    with walls.system("the project began a month and five days ago"):
        Project.objects.update(starts_on=today(-36))
    assert not any(asked in one for one in waiting(house.professor))  # planned earlier, but begun today
    with walls.system("and was started on that day"):
        begun = timezone.now() - timedelta(days=36)
        Entry.objects.filter(verb="projects.started").update(at=begun)
    assert any(asked in one for one in waiting(house.professor))
    assert any(late in one for one in waiting(house.officer))
    client, place = browser(house.professor), f"/projects/{house.code}/progress/"
    empty = client.post(place, {"state": "", "line": ""})
    assert empty.status_code == 422
    assert client.post(place, {"state": "stuck", "line": "No sensor"}).status_code == 302
    assert "No sensor" in client.get(f"/projects/{house.code}/").content.decode()
    assert not any(late in one for one in waiting(house.officer))
    with walls.system("a month later"):
        ProgressWord.objects.update(on=today(-31))
    assert len(waiting(house.professor)) > 0
    with pytest.raises(Refused):
        act(
            house.owner,
            actions.say_progress,
            project=house.project(house.owner),
            state="on_track",
            line="좋음",
        )
    assert browser(house.owner).get(place).status_code == 200
    assert browser(house.member).get(place).status_code == 404


def test_week_shows_what_moved_behind_the_readers_own_walls(house):
    house.start()
    act(house.professor, actions.reach_milestone, milestone=milestone_of(house, house.milestone()))
    act(house.owner, actions.confirm_trl, step=step_of(house, house.owner, house.step().level))
    act(
        house.professor,
        actions.say_progress,
        project=house.project(house.professor),
        state="at_risk",
        line="부품",
    )
    shown = browser(house.professor).get("/projects/week/").content.decode()
    for mark in ("m-ok", "m-step", "m-word"):
        assert f'<path class="{mark}" d="M' in shown
    assert "부품" in shown and house.code in shown
    for person in (house.member, house.rival):
        hidden = browser(person).get("/projects/week/").content.decode()
        assert "Nothing moved in this week" in hidden and house.code not in hidden
    before = (
        browser(house.professor).get(f"/projects/week/?of={today() - timedelta(days=14)}").content.decode()
    )
    assert "Nothing moved in this week" in before
    assert browser(house.professor).get("/projects/week/?of=soon").status_code == 200


def test_week_tells_of_deliverables_and_turns_but_not_of_a_plan_that_only_grew(house):
    house.start()
    made = deliverable(house)
    proof = SimpleUploadedFile("report.csv", b"day,result\n1,82\n")
    act(house.professor, actions.deliver, deliverable=made, upload=proof)
    for moved in (0, 3):
        with walls.acting_as(house.professor):
            project = house.project(house.professor)
            tell(project, "plan_imported", house.professor, new=2, moved=moved, renamed=0)
    shown = browser(house.professor).get("/projects/week/").content.decode()
    assert 'class="m-result"' in shown and 'class="m-turn"' in shown
    assert "2 new, 3 moved" in shown and "2 new, 0 moved" not in shown
    with walls.acting_as(house.professor):
        found = queries.entries_of_week(monday_of(today()), KINDS)
        assert queries.counted(found)["projects.plan_imported"] == 3


def test_step_is_read_before_it_is_confirmed_and_only_while_the_project_is_under_way(house):
    house.start()
    step = house.step()
    page = browser(house.owner).get(f"/projects/{house.code}/").content.decode()
    assert f"/projects/{house.code}/gates/#trl-5" in page and "act/confirm_trl" not in page
    with walls.system("over meanwhile"):
        Project.objects.update(state="handed_over")
    with pytest.raises(Refused):
        act(house.owner, actions.confirm_trl, step=step_of(house, house.owner, step.level))


def milestone_of(house, milestone):
    with walls.acting_as(house.professor):
        return type(milestone).objects.select_related("project__disclosure").get(pk=milestone.pk)


def test_gate_asks_its_questions_and_takes_no_yes_without_what_shows_it(house):
    house.start()
    client, place = browser(house.professor), f"/projects/{house.code}/trl/"
    shown = client.get(place).content.decode()
    assert "conditions like those of the field" in shown
    sent = {
        "level": "5",
        "evidence_ko": "기록",
        "yes_1": "yes",
        "line_1": "log",
        "yes_2": "no",
        "yes_3": "yes",
    }
    answer = client.post(place, sent)
    said = answer.content.decode()
    assert answer.status_code == 422 and "a yes alone is no evidence" in said
    lines = {"line_2": "test", "line_3": "list"}
    answer = client.post(place, sent | lines)
    assert answer.status_code == 422 and "not answered with yes yet" in answer.content.decode()
    assert client.post(place, sent | lines | {"yes_2": "yes", "evidence_ko": ""}).status_code == 422
    assert client.post(place, sent | lines | {"yes_2": "yes"}).status_code == 302
    gates = browser(house.owner).get(f"/projects/{house.code}/gates/").content.decode()
    assert "log" in gates and "waits for a partner" in gates and "Proven in operation" in gates


def test_partner_refuses_with_a_reason_and_the_evidence_is_given_anew(house):
    house.start()
    house.step()
    place = f"/projects/{house.code}/trl/{step_of(house, house.owner, 5).code}/refuse/"
    assert browser(house.professor).get(place).status_code == 404  # the lead judges nothing
    owner = browser(house.owner)
    assert owner.post(place, {"reason": ""}).status_code == 422
    assert owner.post(place, {"reason": "표본이 적음"}).status_code == 302
    assert "표본이 적음" in browser(house.professor).get(f"/projects/{house.code}/gates/").content.decode()
    with pytest.raises(Refused, match="refused|돌려"):
        act(house.owner, actions.confirm_trl, step=step_of(house, house.owner, 5))
    house.step(evidence="더 많은 표본")
    act(house.owner, actions.confirm_trl, step=step_of(house, house.owner, 5))
    assert trl_now(house) == 5


def test_readiness_goes_back_only_with_a_reason_and_what_was_above_waits_no_more(house):
    house.start()
    act(house.owner, actions.confirm_trl, step=step_of(house, house.owner, house.step().level))
    house.step(6)
    pending = step_of(house, house.owner, 6)
    place = f"/projects/{house.code}/trl/back/"
    client = browser(house.professor)
    assert client.post(place, {"level": "3"}).status_code == 422
    assert client.post(place, {"level": "5", "reason_ko": "까닭"}).status_code == 422
    assert client.post(place, {"level": "3", "reason_ko": "센서를 바꿈"}).status_code == 302
    assert trl_now(house) == 3
    with pytest.raises(Refused):
        act(house.owner, actions.confirm_trl, step=pending)
    shown = client.get(f"/projects/{house.code}/gates/").content.decode()
    assert "TRL 5 → 3" in shown and "센서를 바꿈" in shown
    with pytest.raises(Invalid):
        act(
            house.professor, actions.record_trl, project=house.project(house.professor), level=6,
            evidence=Bi("기록", ""), answers=yes_to_all(6),
        )  # fmt: skip
