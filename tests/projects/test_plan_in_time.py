"""Milestones that wait for each other: drawn, moved, and never in a circle."""

import html
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from oneteam import walls
from oneteam.base.errors import Invalid, Refused, Stale
from oneteam.base.fields import Bi
from oneteam.journal.models import Mail
from oneteam.projects import actions, queries
from oneteam.projects.models import Milestone
from tests.factories import today
from tests.projects.factories import act


def browser(person):
    client = Client()
    person.language = "en"
    person.save(update_fields=["language"])
    client.force_login(person)
    return client


def fresh(house, milestone):
    with walls.acting_as(house.professor):
        return Milestone.objects.select_related("project__disclosure", "project__responsible").get(
            pk=milestone.pk
        )


def order(house, milestone, *after, keeper=None):
    one = fresh(house, milestone)
    act(house.professor, actions.set_order, milestone=one, version=one.version, keeper=keeper, after=after)


def move(house, person, milestone, days, version=None):
    one = fresh(house, milestone)
    act(
        person, actions.move_milestone, milestone=one, version=version or one.version, due_on=today(days),
        reason="부품이 늦음",
    )  # fmt: skip


def told():
    with walls.system("test"):
        found = Mail.objects.filter(kind="projects.milestone_moved")
        return sorted(found.values_list("recipient__name", flat=True))


@pytest.fixture
def plan(house):
    """Three milestones in a row; the owner, who works on it, answers for the last."""
    house.start(members=[house.owner])
    first, second, third = (
        house.milestone(days, name) for days, name in ((20, "가"), (40, "나"), (60, "다"))
    )
    order(house, second, first)
    order(house, third, second, keeper=house.owner)
    return first, second, third


def test_circle_is_refused_by_its_names_and_nothing_changes(house, plan):
    first, _second, third = plan
    answer = browser(house.professor).post(
        f"/projects/{house.code}/milestone/{first.code}/order/",
        {"version": fresh(house, first).version, "after": [third.code]},
    )
    assert answer.status_code == 422
    said = answer.content.decode()
    assert "in a circle" in said and all(f"“{name}”" in said for name in "가나다")
    with pytest.raises(Invalid, match="itself"):
        order(house, first, first)
    with walls.acting_as(house.professor):
        assert len(queries.dependencies(house.project(house.professor))) == 2


def test_move_tells_only_whom_it_concerns_and_shows_what_begins_too_early(house, plan):
    first, second, _third = plan
    move(house, house.officer, first, 50)
    assert told() == ["owner", "professor"]
    shown = browser(house.professor).get(f"/projects/{house.code}/timeline/").content.decode()
    assert "“나” begins before what it waits for is there" in shown
    assert "“다” begins before" not in shown
    assert 'class="ar early"' in shown and 'class="m-old"' in shown
    move(house, house.officer, second, 70)
    assert told() == ["owner", "owner", "professor", "professor"]
    move(house, house.professor, first, 30)  # who does it is not told
    assert told() == ["owner", "owner", "owner", "professor", "professor"]


def test_second_of_two_reads_who_moved_it_and_what_the_date_is_now(house, plan):
    first = plan[0]
    version = fresh(house, first).version
    move(house, house.professor, first, 30, version)
    with pytest.raises(Stale) as refusal:
        move(house, house.officer, first, 35, version)
    assert house.professor.name in str(refusal.value) and "가" in str(refusal.value)
    assert str(today(30).day) in str(refusal.value)


def test_only_people_of_the_project_answer_and_leave_with_it(house, plan):
    third = plan[2]
    with pytest.raises(Invalid) as refusal:
        order(house, third, keeper=house.member)
    assert "keeper" in refusal.value.fields
    act(house.professor, actions.remove_member, project=house.project(house.professor), somebody=house.owner)
    assert fresh(house, third).keeper is None


def test_milestone_is_taken_out_and_what_waited_for_it_waits_for_what_it_waited_for(house, plan):
    place = f"/projects/{house.code}/milestone/{plan[1].code}/remove/"
    client, version = browser(house.professor), fresh(house, plan[1]).version
    assert browser(house.member).post(place, {"version": version, "reason": "x"}).status_code == 404
    assert client.post(place, {"version": version, "reason": " "}).status_code == 422
    assert client.post(place, {"version": 1, "reason": "Twice in the file"}).status_code == 409
    gone = fresh(house, plan[1])
    assert client.post(place, {"version": version, "reason": "Twice in the file"}).status_code == 302
    days, links = plan_now(house)
    assert set(days) == {"가", "다"} and links == {("가", "다")}
    assert "Twice in the file" in client.get(f"/projects/{house.code}/changes/").content.decode()
    with walls.system("test"):
        assert Mail.objects.get(kind="projects.milestone_removed").recipient == house.owner
    with pytest.raises(Refused):
        act(house.officer, actions.remove_milestone, milestone=gone, version=version, reason="x")
    order(house, plan[0], gone)
    assert plan_now(house)[1] == {("가", "다")}


def test_work_that_begins_after_its_end_is_refused(house):
    house.start()
    with pytest.raises(Invalid) as refusal:
        act(
            house.professor, actions.add_milestone, project=house.project(house.professor), name=Bi("가", ""),
            starts_on=today(9), due_on=today(5),
        )  # fmt: skip
    assert "starts_on" in refusal.value.fields


def test_timeline_is_behind_the_wall(house, plan):
    for person in (house.member, house.rival):
        assert browser(person).get(f"/projects/{house.code}/timeline/").status_code == 404


# The plan as a file --------------------------------------------------------------------------------


def brought(house, content, name="plan.csv", **more):
    data = content.encode() if isinstance(content, str) else content
    client = browser(house.professor)
    return client.post(f"/projects/{house.code}/plan/", {"file": SimpleUploadedFile(name, data), **more})


def applied(house, answer, **more):
    page = answer.content.decode()
    hidden = {
        name: html.unescape(re.search(rf'name="{name}" value="([^"]*)"', page)[1])
        for name in ("table", "stamp")
    }
    return browser(house.professor).post(f"/projects/{house.code}/plan/", {**hidden, "apply": "1", **more})


def plan_now(house):
    project = house.project(house.professor)
    with walls.acting_as(house.professor):
        rows = list(queries.milestones(project))
        names = {row.pk: str(row.name) for row in rows}
        links = {(names[one], names[other]) for one, other in queries.dependencies(project)}
        return {str(row.name): row.due_on for row in rows}, links


def test_plan_goes_out_as_csv_and_xml_and_comes_back_unchanged(house, plan):
    act(house.professor, actions.reach_milestone, milestone=fresh(house, plan[0]))
    client = browser(house.professor)
    for kind in ("csv", "xml"):
        file = client.get(f"/projects/{house.code}/plan.{kind}")
        assert file.status_code == 200 and plan[0].code in file.content.decode()
        back = brought(house, file.content, f"plan.{kind}")
        assert "changes nothing" in back.content.decode(), kind
    assert client.get(f"/projects/{house.code}/plan.exe").status_code == 404


def test_table_in_korean_is_shown_first_and_applied_with_one_press(house, plan):
    later = today(80)
    table = (
        "번호,코드,이름,시작일,기한,선행 번호\n"
        f"1,{plan[0].code},가,,{later.year}년 {later.month}월 {later.day}일,\n"
        f"7,,라,,{today(90)},1;{plan[1].code}\n"
    )
    shown = brought(house, table.encode("cp949"))
    said = shown.content.decode()
    assert "What the file changes" in said and "2 milestones are not in the file" in said
    assert len(plan_now(house)[0]) == 3
    assert "why the milestones move" in applied(house, shown).content.decode()
    assert applied(house, shown, reason="부품이 늦음").status_code == 302
    days, links = plan_now(house)
    assert (days["가"], days["라"]) == (later, today(90))
    assert links == {("가", "나"), ("나", "다"), ("가", "라"), ("나", "라")}


def test_table_without_a_column_of_beginnings_leaves_them_as_they_are(house, plan):
    one = fresh(house, plan[0])
    act(
        house.professor, actions.move_milestone, milestone=one, version=one.version, starts_on=today(10),
        due_on=today(20), reason="부품이 늦음",
    )  # fmt: skip
    shown = brought(house, f"code,name,due\n{one.code},가,{today(25)}\n")
    assert applied(house, shown, reason="부품이 늦음").status_code == 302
    now = fresh(house, one)
    assert (now.starts_on, now.due_on) == (today(10), today(25))


def test_plan_that_changed_meanwhile_is_looked_at_again(house, plan):
    shown = brought(house, f"name,due\n라,{today(90)}\n")
    move(house, house.officer, plan[0], 30)
    late = applied(house, shown)
    assert late.status_code == 409 and "meanwhile" in late.content.decode()
    assert applied(house, late).status_code == 302


PROJECT = (
    '<?xml version="1.0"?>{}<Project xmlns="http://schemas.microsoft.com/project"><Tasks>{}</Tasks></Project>'
)
TASK = "<Task><UID>{0}</UID><ID>{0}</ID><Name>{1}</Name><Start>{2}T08:00:00</Start><Finish>{2}T17:00:00</Finish>{3}</Task>"
WAITS = "<PredecessorLink><PredecessorUID>{}</PredecessorUID><Type>{}</Type></PredecessorLink>"


def test_plan_of_ms_project_is_read(house, plan):
    tasks = TASK.format(1, "라", today(90), "") + TASK.format(
        2, "마", today(95), WAITS.format(1, 1) + WAITS.format(1, 3)
    )
    tasks += TASK.format(3, "지난 일", today(-30), "") + TASK.format(
        4, "묶음", today(99), "<Summary>1</Summary>"
    )
    tasks += TASK.format(5, "끝난 일", today(30), "<PercentComplete>100</PercentComplete>")
    tasks += TASK.format(6, "바", today(99), "".join(WAITS.format(number, 1) for number in (2, 3, 4)))
    shown = brought(house, PROJECT.format("", tasks), "plan.xml")
    said = shown.content.decode()
    for words in (
        "not from the end",
        "Row 3: A task that is done or past",
        "Row 5:",
        "link to a task that is left out",
    ):
        assert words in said, words
    assert applied(house, shown).status_code == 302
    days, links = plan_now(house)
    assert {("라", "마"), ("마", "바")} <= links and len(days) == 6


BAD = [
    ("name,due,colour\n가,2030-01-01,red\n", "column is not known"),
    ("name\n가\n", "column is missing"),
    ("name,due\n가,next week\n", "Please write a date such as"),
    ("name,due\n가,2030. 13. 1.\n", "Please write a date such as"),
    ("name,due\n가,2020-01-01\n", "date to come"),
    ("name,due\n,2030-01-01\n", "what is to be reached"),
    ("no,name,due,after\n1,라,2030-01-01,2\n2,마,2030-01-01,1\n", "“라” → “마”"),
    ("no,name,due,after\n1,라,2030-01-01,9\n", "neither the number of a row"),
    ("code,name,due\nMS-22222222,라,2030-01-01\n", "No milestone of this project"),
    ("name,due,reached\n라,2030-01-01,2029-01-01\n", "not set by a file"),
    ('name,due\n"라,2030-01-01\n', "quotation mark"),
    ("name,due\n", "no row under the header"),
    ("", "empty"),
    (b"\xd0\xcf\x11\xe0 project", "MS Project itself"),
    (b"name,due\n\xff\xfe\x00", "not a text file"),
    ("name,due\n" + "".join(f"m{n},2030-01-01\n" for n in range(201)), "at most 200"),
    (PROJECT.format('<!DOCTYPE p [<!ENTITY a "b">]>', TASK.format(1, "&a;", "2030-01-01", "")), "declares entities"),
    (PROJECT.format('<!DOCTYPE p SYSTEM "http://x.example/p.dtd">', ""), "declares entities"),
    (PROJECT.format("", "<Task>"), "XML cannot be read"),
    (PROJECT.format("", TASK.format(1, "라", "soon", "")), "is not a date"),
    (PROJECT.format("", ""), "no task"),
    ("<html></html>", "not the XML of MS Project"),
    (PROJECT.format("", "<Task><Notes>" + "x" * 20_000_000 + "</Notes></Task>"), "larger than"),
]  # fmt: skip


def test_bad_plan_is_told_and_nothing_is_kept(house):
    house.start()
    assert "Plan from a file" in browser(house.professor).get(f"/projects/{house.code}/").content.decode()
    for content, said in BAD:
        answer = brought(house, content, "plan")
        assert answer.status_code == 422, said
        assert said in html.unescape(answer.content.decode())
    assert plan_now(house) == ({}, set())
