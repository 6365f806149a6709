"""The pages of matching and round tables, as each role opens them."""

import datetime as dt
import re

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from oneteam import walls
from oneteam.experts.models import ExpertProfile
from oneteam.files.models import Attachment
from oneteam.journal.models import Reading
from oneteam.roundtables import queries
from oneteam.roundtables.models import Decision, MatchRun, Minutes, RoundTable
from tests.factories import make_org, rivals, seated
from tests.factories.roundtables import (
    approved,
    convened,
    decided,
    fresh,
    held,
    make_expert,
    make_house,
    matched,
    sent,
)
from tests.files.pdfs import A4, pages

pytestmark = pytest.mark.django_db


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def url(name, *args):
    return reverse(f"roundtables:{name}", args=args)


def test_an_officer_runs_the_match_by_hand_of_the_form():
    house = make_house()
    client = signed_in(house.officer)
    page = url("match", house.problem.code)
    assert client.get(page).status_code == 200
    rules = {"size": 3, "min_academia": 1, "min_research": 0, "min_field": 0, "max_per_org": 2}
    answer = client.post(page, rules)
    assert answer.status_code == 302 and "/runs/M-" in answer.url
    assert client.get(answer.url).status_code == 200


@pytest.mark.parametrize("rules", [{"size": "viele"}, {"size": 0}, {}])
def test_wrong_rules_stay_in_the_form(rules):
    house = make_house()
    answer = signed_in(house.officer).post(url("match", house.problem.code), {"x": "1", **rules})
    assert answer.status_code == 422


def test_a_match_is_404_for_everybody_else():
    house = make_house()
    run = matched(house)
    competitor = make_org("competitor")
    rivals(house.company, competitor, ["robot"])
    for person in (
        seated("coordinator", competitor),
        seated("officer", competitor),
        seated("staff"),
        house.owner,
    ):
        client = signed_in(person)
        assert client.get(url("run", run.code)).status_code == 404
        assert client.get(url("match", house.problem.code)).status_code == 404
        assert client.post(url("send", run.code)).status_code == 404
    assert Client().get(url("run", run.code)).status_code == 302  # to the sign-in, whatever the code


def test_the_run_shows_four_reasons_in_order():
    house = make_house()
    run = matched(house)
    words = signed_in(house.officer).get(url("run", run.code)).content.decode()
    places = [words.index(reason) for reason in ("연구 주제", "현장 경험", "일정", "이해관계")]
    assert places == sorted(places)
    assert "비밀유지약정 없음" in words


def test_pin_by_button_and_a_rival_by_hand():
    house = make_house(experts_count=4)
    competitor = make_org("competitor")
    rivals(house.company, competitor, ["robot"])
    rival = make_expert(house.officer, competitor, name="rival")
    run = matched(house)
    client = signed_in(house.officer)
    answer = client.post(url("change", run.code, "one"), {"do": "pin", "expert": house.profiles[0].code})
    assert answer.status_code == 302
    with walls.acting_as(house.officer):
        newest = MatchRun.objects.get(state="proposed")
    assert newest.parameters["pinned"] == [house.profiles[0].code]
    answer = client.post(url("change", newest.code, "by_hand"), {"expert": rival.code})
    assert answer.status_code == 422
    assert "rival" in answer.content.decode() and "경쟁" in answer.content.decode()
    assert client.post(url("change", newest.code, "by_hand"), {"expert": "E-NOBODY"}).status_code == 422
    assert client.post(url("change", newest.code, "magic"), {}).status_code == 404


def test_the_owner_approves_on_the_page_and_a_second_time_is_told_the_state():
    house = make_house()
    run = sent(house)
    client = signed_in(house.owner)
    words = client.get(url("run", run.code)).content.decode()
    assert "자문단에 동의하기" in words and "한도" not in words
    struck = {"struck": [house.profiles[0].code]}
    assert client.post(url("approve", run.code), struck).status_code == 302
    late = client.post(url("ask_again", run.code), {"reason": ""})
    assert late.status_code == 422
    again = client.post(url("approve", run.code))
    assert again.status_code == 409 and "제안 기관 동의" in again.content.decode()


def test_asking_again_without_a_reason_keeps_the_page():
    house = make_house()
    run = sent(house)
    answer = signed_in(house.owner).post(url("ask_again", run.code), {"reason": " "})
    assert answer.status_code == 422
    assert "명단" in answer.content.decode()


def convene_data(house, **changes):
    on = timezone.localtime(timezone.now() + dt.timedelta(days=9))
    data = {
        "starts_at_day": f"{on:%Y-%m-%d}", "starts_at_time": "14:00", "place_ko": "회의실", "place_en": "",
        "link": "", "chair": house.officer.pk, "owners": [house.owner.pk],
    }  # fmt: skip
    for number, minutes in enumerate((15, 25, 50, 30), start=1):
        data |= {f"agenda{number}-title_ko": f"안건 {number}", f"agenda{number}-minutes": minutes}
    return {**data, **changes}


def test_convening_by_the_form():
    house = make_house()
    approved(house)
    client = signed_in(house.officer)
    page = url("new", house.problem.code)
    words = client.get(page).content.decode()
    assert "문제 공개" in words and house.owner.name in words
    answer = client.post(page, convene_data(house))
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    assert client.get(answer.url).status_code == 200
    with walls.acting_as(house.officer):
        assert RoundTable.objects.get().agenda.count() == 4


@pytest.mark.parametrize(
    "changes",
    [
        {"starts_at_day": "2020-01-01"},
        {"starts_at_day": "morgen"},
        {"starts_at_time": "25:99"},
        {"place_ko": ""},
        {"link": "javascript:alert(1)"},
        {"chair": "0"},
        {"agenda1-minutes": "-5"},
        {"agenda1-title_ko": ""},
    ],
)
def test_wrong_plans_keep_what_was_typed(changes):
    house = make_house()
    approved(house)
    answer = signed_in(house.officer).post(url("new", house.problem.code), convene_data(house, **changes))
    assert answer.status_code == 422
    assert "안건 4" in answer.content.decode()


def test_an_expert_without_nda_reads_the_invitation_and_how_to_sign():
    house = make_house()
    table = convened(house)
    client = signed_in(house.profiles[0].person)
    assert client.get(url("detail", table.code)).status_code == 404
    words = client.get(url("invitation", table.code)).content.decode()
    assert "요약" in words and "비밀유지약정" in words and "배경" not in words
    assert table.code in client.get(url("list")).content.decode()
    answer = client.post(url("invitation", table.code), {"answer": "decline", "reason": ""})
    assert answer.status_code == 422
    assert client.post(url("invitation", table.code), {"answer": "accept"}).status_code == 302
    assert client.post(url("invitation", table.code), {"answer": "accept"}).status_code == 409


def test_an_expert_with_nda_opens_the_table_and_the_reading_is_noted():
    house = make_house()
    table = convened(house)
    expert = house.profiles[1].person
    assert signed_in(expert).get(url("detail", table.code)).status_code == 200
    with walls.acting_as(house.owner):
        assert Reading.objects.filter(person=expert, what="room").count() == 1


@pytest.mark.parametrize(
    ("made", "name", "what"),
    [
        (approved, "new", "match"),
        (convened, "cancel", "room"),
        (held, "attendance", "room"),
        (held, "decide", "room"),
    ],
)
def test_preparing_and_leading_a_table_is_reading_it(made, name, what):
    house = make_house()
    done = made(house)
    code = house.problem.code if name == "new" else done.code
    assert signed_in(house.officer).get(url(name, code)).status_code == 200
    with walls.acting_as(house.owner):
        assert [row.what for row in Reading.objects.filter(person=house.officer)] == [what]


def test_nobody_else_sees_invitation_table_or_minutes():
    house = make_house()
    competitor = make_org("competitor")
    rivals(house.company, competitor, ["robot"])
    table = decided(house)
    for person in (seated("coordinator", competitor), seated("officer", competitor), seated("staff")):
        client = signed_in(person)
        for name in ("detail", "invitation", "minutes", "minutes_edit", "decide", "attendance"):
            assert client.get(url(name, table.code)).status_code == 404, name
        for name in ("close", "add_item", "minutes_send", "minutes_agree"):
            assert client.post(url(name, table.code)).status_code == 404, name
        assert table.code not in client.get(url("list")).content.decode()


def test_attendance_minutes_decision_and_what_to_do_by_their_forms():
    house = make_house()
    table = convened(house)
    client = signed_in(house.officer)
    with time_machine.travel(table.starts_at):
        client = signed_in(house.officer)
        assert client.get(url("attendance", table.code)).status_code == 200
        nobody = client.post(url("attendance", table.code), {"sent": "1"})
        assert nobody.status_code == 422
        came = {f"seat{house.owner.pk}-present": "on", f"seat{house.officer.pk}-present": "on"}
        came[f"seat{house.profiles[0].person.pk}-reason"] = "학회 발표"
        assert client.post(url("attendance", table.code), {"sent": "1", **came}).status_code == 302
        assert client.post(url("attendance", table.code), {"sent": "1", **came}).status_code == 409
        minutes = {"discussion_ko": "논의한 것", "version": "0"}
        assert client.post(url("minutes_edit", table.code), minutes).status_code == 302
        stale = client.post(url("minutes_edit", table.code), {"discussion_ko": "다른 글", "version": "0"})
        assert stale.status_code == 409
        assert "논의한 것" in stale.content.decode() and "다른 글" in stale.content.decode()
        sheet = client.get(url("minutes", table.code)).content.decode()
        assert "학회 발표" in sheet and "논의한 것" in sheet and "작성자" in sheet
        due = timezone.localdate() + dt.timedelta(days=30)
        decision = {
            "kind": "joint_task",
            "text_ko": "함께 한다",
            "responsible": house.owner.pk,
            "due_on": str(due),
        }
        wrong = client.post(url("decide", table.code), {**decision, "due_on": "2020-01-01"})
        assert wrong.status_code == 422 and "함께 한다" in wrong.content.decode()
        assert client.post(url("decide", table.code), decision).status_code == 302
        assert client.post(url("decide", table.code), decision).status_code == 409
        item = {"what_ko": "자료 준비", "who": house.owner.pk, "due_on": str(due)}
        assert client.post(url("add_item", table.code), {**item, "what_ko": ""}).status_code == 422
        assert client.post(url("add_item", table.code), item).status_code == 302
        with walls.acting_as(house.owner):
            code = queries.actions_of(house.owner).get().code
        owner = signed_in(house.owner)
        assert owner.post(url("item", code), {"evidence": ""}).status_code == 422
        assert owner.post(url("item", code), {"evidence": "공유함"}).status_code == 302
        assert owner.post(url("item", code), {"evidence": "공유함"}).status_code == 409
        assert client.post(url("minutes_send", table.code)).status_code == 302
        assert owner.post(url("minutes_agree", table.code), {"version": "x"}).status_code == 409
        assert owner.post(url("minutes_agree", table.code), {"version": "1"}).status_code == 302
        assert client.post(url("minutes_edit", table.code), minutes).status_code == 409
        assert client.post(url("close", table.code)).status_code == 302
    with walls.acting_as(house.officer):
        assert Decision.objects.count() == 1


def test_a_table_not_held_has_no_minutes_page():
    house = make_house()
    table = convened(house)
    assert signed_in(house.owner).get(url("minutes", table.code)).status_code == 404


def test_the_problem_page_shows_the_panel_to_whom_it_concerns():
    house = make_house(level="alliance")
    table = convened(house)
    page = reverse("problems:detail", args=[house.problem.code])
    assert table.code in signed_in(house.owner).get(page).content.decode()
    assert table.code not in signed_in(seated("staff")).get(page).content.decode()


@pytest.mark.parametrize("language", ["ko", "en"])
def test_pages_speak_both_languages(language):
    house = make_house()
    table = held(house)
    house.officer.language = language
    house.officer.save()
    client = signed_in(house.officer)
    client.cookies["language"] = language
    words = client.get(url("detail", table.code)).content.decode()
    assert ("Write the minutes" in words) == (language == "en")
    assert ("회의록 쓰기" in words) == (language == "ko")


def count(client, page):
    with CaptureQueriesContext(connection) as caught:
        assert client.get(page).status_code == 200
    return [query["sql"] for query in caught.captured_queries]


def shapes(statements):
    import re

    plain = [re.sub(r"\d+|'[^']*'", "?", sql) for sql in statements]
    return {sql: plain.count(sql) for sql in plain if not sql.startswith(("SAVEPOINT", "RELEASE"))}


def test_a_table_page_takes_at_most_fifteen_statements():
    house = make_house()
    table = decided(house)
    client = signed_in(house.profiles[1].person)
    client.get(url("detail", table.code))
    owner = signed_in(house.owner)
    statements = count(owner, url("detail", table.code))
    assert len([sql for sql in statements if "SAVEPOINT" not in sql]) <= 15, statements
    assert max(shapes(statements).values()) <= 2


def test_a_run_page_takes_at_most_fifteen_statements():
    house = make_house(experts_count=5)
    run = sent(house)
    for person in (house.owner, house.officer):
        client = signed_in(person)
        statements = [sql for sql in count(client, url("run", run.code)) if "SAVEPOINT" not in sql]
        assert len(statements) <= 15, statements


def test_the_list_takes_as_many_statements_for_one_as_for_three():
    house = make_house()
    convened(house)
    client = signed_in(house.officer)
    client.get(url("list"))
    one = count(client, url("list"))
    with walls.system("test"):
        ExpertProfile.objects.update(quota=9)
    for days in (20, 30):
        other = make_house(experts_count=0)
        other.officer, other.profiles = house.officer, house.profiles
        convened_later(other, days)
    three = count(client, url("list"))
    assert len(three) == len(one) <= 12, three
    assert max(shapes(three).values()) <= 2


def convened_later(house, days):
    from oneteam.roundtables import actions
    from tests.factories.roundtables import plan

    approved(house)
    wanted = plan(house)
    wanted = type(wanted)(**{**wanted.__dict__, "starts_at": wanted.starts_at + dt.timedelta(days=days)})
    with walls.acting_as(house.officer):
        actions.convene(person=house.officer, problem=fresh(house.problem), plan=wanted)


def test_a_file_hangs_on_the_minutes_and_a_false_one_is_refused():
    house = make_house()
    table = held(house)
    client = signed_in(house.officer)
    client.post(url("minutes_edit", table.code), {"discussion_ko": "논의", "version": "0"})
    page = url("minutes_attach", table.code)
    wrong = SimpleUploadedFile("notes.pdf", b"MZ\x90\x00 this is no pdf")
    assert client.post(page, {"file": wrong}).status_code in (413, 422)
    assert client.post(page, {}).status_code == 422
    right = SimpleUploadedFile("notes.pdf", pages(A4))
    assert client.post(page, {"file": right}).status_code == 302
    assert "notes.pdf" in client.get(url("minutes", table.code)).content.decode()
    assert signed_in(house.profiles[1].person).post(page, {"file": wrong}).status_code in (409, 422)
    with walls.system("test"):
        off = reverse("files:remove", args=[Attachment.objects.get().code])
    assert off in client.get(url("minutes", table.code)).content.decode()
    with walls.system("test"):
        Minutes.objects.update(agreed_at=timezone.now())
    assert client.post(off).status_code == 302  # refused with a sentence: the minutes are agreed
    shown = client.get(url("minutes", table.code)).content.decode()
    assert "notes.pdf" in shown and off not in shown


def test_a_page_offers_only_what_its_reader_may_do():
    house = make_house()
    table = decided(house)
    with walls.acting_as(house.officer):
        begin = reverse("projects:new_from", args=[Decision.objects.get().code])
    offered = {
        person.name: begin in signed_in(person).get(url("detail", table.code)).content.decode()
        for person in (house.officer, house.owner, house.profiles[1].person)
    }
    assert offered == {"officer": True, "owner": True, "expert2": False}


def test_an_expert_is_looked_for_before_being_named_by_hand():
    house = make_house()
    run = matched(house)
    other = make_expert(house.officer, name="outsider")
    client, page = signed_in(house.officer), url("run", run.code)
    assert other.code not in client.get(page).content.decode()
    assert other.code in client.get(f"{page}?q=outsi").content.decode()


def test_the_owner_asks_again_on_the_list_that_counts_and_not_on_an_older_one():
    house = make_house()
    old = sent(house)
    new = approved(house)
    client = signed_in(house.owner)
    for run, offered in ((old, False), (new, True)):
        assert (url("ask_again", run.code) in client.get(url("run", run.code)).content.decode()) is offered


def test_a_table_is_moved_in_two_clicks_and_its_page_says_that_it_was_cancelled():
    house = make_house()
    table = convened(house)
    client = signed_in(house.officer)
    page = url("cancel", table.code)
    assert page in client.get(url("detail", table.code)).content.decode()
    assert client.post(page, {"reason": ""}).status_code == 422
    answer = client.post(page, {"reason": "공사", "again": "1"})
    assert answer.status_code == 302 and answer.url == url("new", house.problem.code)
    assert client.get(answer.url).status_code == 200
    shown = client.get(url("detail", table.code)).content.decode()
    assert url("new", house.problem.code) in shown and "공사" in shown
    assert client.get(page).status_code == 404
    assert client.post(page, {"reason": "또"}).status_code == 409
    owner = signed_in(house.owner)
    assert owner.get(page).status_code == 404
    expert = signed_in(house.profiles[1].person)
    assert "열리지 않" in expert.get(url("invitation", table.code)).content.decode()


def test_minutes_over_a_newer_version_show_both_texts_and_are_saved_the_second_time():
    house = make_house(experts_count=1)
    table = held(house)
    client, page = signed_in(house.officer), url("minutes_edit", table.code)
    assert client.post(page, {"version": "0", "discussion_ko": "처음 글"}).status_code == 302
    assert client.post(page, {"version": "1", "discussion_ko": "남의 글"}).status_code == 302
    late = client.post(page, {"version": "1", "discussion_ko": "나의 글"})
    shown = late.content.decode()
    assert late.status_code == 409 and "남의 글" in shown and "나의 글" in shown
    version = re.search(r'name="version" value="(\d+)"', shown)[1]
    assert client.post(page, {"version": version, "discussion_ko": "나의 글"}).status_code == 302
    assert "나의 글" in client.get(url("minutes", table.code)).content.decode()
