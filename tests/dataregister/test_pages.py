"""The pages as people walk them, without a script: one question at a time, a table before it leaves, a certificate."""

import html

import pytest
from django.core import mail
from django.test import Client

from oneteam import walls
from oneteam.accounts.export import everything
from oneteam.base.fields import Bi
from oneteam.dataregister import actions, flow
from oneteam.dataregister.models import Item, Output
from oneteam.journal import delivery
from oneteam.journal.models import Mail
from tests.dataregister.factories import answers, table
from tests.factories import today
from tests.projects.factories import act


@pytest.fixture
def browser():
    def signed_in(person):
        person.language = "en"
        person.save(update_fields=["language"])
        client = Client(headers={"accept-language": "en"})
        client.force_login(person)
        return client

    return signed_in


def text(response, status=200):
    assert response.status_code == status, response.status_code
    return html.unescape(response.content.decode())


def test_the_questions_come_one_at_a_time_and_are_handed_in(house, browser):
    item = house.list_item()
    url, client = f"/data/items/{item.code}/tier/", browser(house.owner)
    steps, question = answers(3), flow.FIRST
    for choice in steps:
        page = text(client.get(url))
        assert str(question.text) in page
        assert sum(str(one.text) in page.split("Your answers so far")[0] for one in flow.QUESTIONS) == 1
        client.post(url, {"question": question.key, "choice": choice})
        question = flow.BY_KEY.get(question.after(choice))
    assert "Your answers lead to tier 3" in text(client.get(url))
    client.post(url, {"do": "back"})
    assert str(flow.BY_KEY["danger"].text) in text(client.get(url))
    client.post(url, {"question": "danger", "choice": "no"})
    page = text(client.post(url, {"do": "finish"}, follow=True))
    assert "Your answers are handed in" in page
    assert client.get(url).status_code == 404  # each answers once


def test_no_answer_is_told_beside_the_question(house, browser):
    item = house.list_item()
    page = text(browser(house.owner).post(f"/data/items/{item.code}/tier/", {"question": "personal"}), 422)
    assert "Please choose one." in page


def test_where_the_answers_part_stands_on_the_page(house, browser):
    item = house.list_item()
    for person, tier in ((house.owner, 0), (house.professor, 1), (house.referee, 1)):
        house.answer(person, item, tier)
    page = text(browser(house.speaker).get(item.get_absolute_url()))
    assert "Here the answers part:" in page
    assert str(flow.BY_KEY["published"].text) in page
    assert "Tier 4 until agreed" in page


def test_the_register_opens_from_project_and_thread(house, browser):
    item = house.list_item()
    project = house.project(house.owner)
    for url in (
        project.get_absolute_url(),
        f"/data/{project.code}/",
        f"/thread/{house.problem.code}/",
    ):
        assert item.get_absolute_url() in text(browser(house.owner).get(url)), url


def test_who_asks_and_who_approves_see_before_what_is_hidden_and_why(house, browser):
    item = house.in_use()
    form = {
        "name_ko": "표", "description_ko": "결함", "is_table": "table", "file": table(), "column": "",
    }  # fmt: skip
    client = browser(house.scientist)
    page = text(client.post(f"/data/items/{item.code}/output/", form, follow=True))
    assert "Fewer than 5." in page
    assert "It would let row 2 be computed from the totals." in page
    with walls.acting_as(house.approver):
        output = Output.objects.get()
    approver = browser(house.approver)
    assert "Let it go" in text(approver.get(output.get_absolute_url()))
    refused = text(approver.post(f"/data/outputs/{output.code}/answer/", {"do": "refuse", "reason": ""}), 422)
    assert "Please fill this in." in refused
    approver.post(f"/data/outputs/{output.code}/answer/", {"do": "let_go"})
    page = text(browser(house.speaker).get(output.get_absolute_url()))
    assert "What has left" in page
    assert "As it was brought" not in page
    assert browser(house.member).get(output.get_absolute_url()).status_code == 404


def test_a_bad_table_keeps_what_was_typed(house, browser):
    item = house.in_use()
    form = {
        "name_ko": "표",
        "description_ko": "결함 종류",
        "is_table": "table",
        "file": table("a,count\nx,-1\n"),
        "column": "",
    }
    page = text(browser(house.scientist).post(f"/data/items/{item.code}/output/", form), 422)
    assert "Row 2, column “count”" in page
    assert "결함 종류" in page


def test_the_certificate_is_a_pdf_in_both_languages(house, browser):
    item = house.in_use()
    values = {"how_ended": "returned", "on": today(), "how": Bi("매체를 돌려줌", "")}
    act(house.professor, actions.end, item=house.item(item, house.professor), **values)
    for language, status in (("ko", 200), ("en", 200), ("fr", 404)):
        answer = browser(house.owner).get(f"/data/items/{item.code}/certificate/{language}/")
        assert answer.status_code == status
        assert status == 404 or answer.content.startswith(b"%PDF")


def test_forms_for_others_are_not_there(house, browser):
    item = house.in_use()
    client = browser(house.speaker)
    for page in ("edit", "tier", "tier/again", "use", "prolong", "output"):
        assert client.get(f"/data/items/{item.code}/{page}/").status_code == 404, page


def test_late_data_stand_on_the_desk_and_the_letter_can_be_read(house, browser):
    item = house.in_use()
    with walls.system("time passes"):
        Item.objects.update(ends_on=today(-2))
    actions.remind()
    page = text(browser(house.professor).get("/"))
    assert "Data are in use past their agreed end." in page
    assert item.code in page


def test_letters_say_what_waits_and_of_a_confidential_thread_no_name(house):
    item = house.in_use()
    output = house.ask(house.scientist, item)
    with walls.system("time passes"):
        Item.objects.update(ends_on=today(-2))
        waiting = list(Mail.objects.filter(kind="dataregister.output_asked").values_list("pk", flat=True))
    actions.remind()
    with walls.system("the outbox"):
        waiting += Mail.objects.filter(kind="dataregister.overdue").values_list("pk", flat=True)
    for number in waiting:
        delivery.deliver(number)
    act(house.approver, actions.let_go, output=house.output(house.approver, output))
    with walls.system("the outbox"):
        answered = Mail.objects.get(kind="dataregister.output_answered").pk
    delivery.deliver(answered)
    assert [sent.to for sent in mail.outbox] == [
        [one.email] for one in (house.approver, house.professor, house.scientist)
    ]
    assert all(item.code in one.subject for one in mail.outbox)
    assert not any(
        "진동 기록" in one.subject + str(one.body) or "결함 수" in str(one.body) for one in mail.outbox
    )


def test_a_letter_about_what_is_over_is_not_sent(house):
    output = house.ask(house.scientist, house.in_use())
    act(house.scientist, actions.take_back, output=house.output(house.scientist, output))
    with walls.system("the outbox"):
        number = Mail.objects.get(kind="dataregister.output_asked").pk
    delivery.deliver(number)
    assert mail.outbox == []


def test_a_person_s_own_data_hold_what_they_did_here(house):
    item = house.in_use()
    house.ask(house.scientist, item)
    with walls.acting_as(house.scientist):
        found = everything(house.scientist)["data_register"]
    assert [row["state"] for row in found["outputs"]] == ["asked"]
    with walls.acting_as(house.professor):
        found = everything(house.professor)["data_register"]
    assert found["named_in"] == [item.code]
    assert [row["tier"] for row in found["opinions"]] == [3]
