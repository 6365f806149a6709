"""What people took on: done with evidence, confirmed by somebody else, reminded of, and told further up when late."""

import datetime as dt

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from oneteam import walls
from oneteam.alliance.models import Agreement
from oneteam.base.errors import Invalid, Refused, Stale
from oneteam.base.fields import Bi
from oneteam.desk.todos import todos
from oneteam.files import actions as files
from oneteam.files.models import Attachment
from oneteam.journal.delivery import written
from oneteam.journal.models import Mail
from oneteam.problems import actions as problems
from oneteam.roundtables import actions, queries
from oneteam.roundtables.models import ActionItem, ActionReminder
from tests.factories import rivals, seat, seated, today
from tests.factories.roundtables import fresh, held, make_house

pytestmark = pytest.mark.django_db
WHAT = "소리 자료 열 시간을 모은다"


def given(house, who=None, days=10):
    table = held(house)
    with walls.acting_as(house.officer):
        return actions.add_action_item(
            person=house.officer, table=table, what=Bi(WHAT, ""), who=who or house.profiles[1].person,
            due_on=today(days),
        )  # fmt: skip


def as_seen(person, item):
    return queries.action_item(item.code).get()


def act(person, action, item, **values):
    with walls.acting_as(person):
        return action(person=person, item=as_seen(person, item), **values)


def proof(name="proof.csv"):
    return SimpleUploadedFile(name, b"day,value\n1,2\n")


def state(house, item):
    with walls.acting_as(house.officer):
        return as_seen(house.officer, item).state


def browser(person):
    client = Client()
    client.force_login(person)
    return client


def letters(kind, person=None):
    """As they would be delivered now: subject, text and address together, nothing where it is withheld."""
    with walls.system("test"):
        found = Mail.objects.select_related("recipient").filter(kind=f"roundtables.{kind}").order_by("pk")
        mails = list(found.filter(recipient=person) if person else found)
    told = [written(mail) for mail in mails]
    return ["\n".join([one.subject, *one.paragraphs, one.path]) for one in told if one]


def struck(days):
    """The job's morning, so many days from now."""
    with time_machine.travel(timezone.now() + dt.timedelta(days=days)):
        return actions.remind_of_actions()


def test_done_with_words_or_a_file_and_confirmed_by_somebody_else():
    house = make_house()
    item, expert = given(house), house.profiles[1].person
    with pytest.raises(Invalid):
        act(expert, actions.finish_action_item, item, evidence=" ")
    with pytest.raises(Refused):
        act(house.profiles[2].person, actions.finish_action_item, item, evidence="x")
    act(expert, actions.finish_action_item, item, upload=proof())
    with pytest.raises((Refused, Stale)):
        act(expert, actions.finish_action_item, item, evidence="또")
    for somebody in (expert, house.profiles[2].person):
        with pytest.raises(Refused):
            act(somebody, actions.confirm_action_item, item)
    with walls.acting_as(house.officer):
        read = as_seen(house.officer, item)
    act(house.owner, actions.confirm_action_item, item)
    assert state(house, item) == "confirmed"
    with walls.acting_as(house.officer), pytest.raises(Stale):  # of two who look at it at once one is quicker
        actions.send_back_action_item(person=house.officer, item=read, reason="x")


def test_a_chair_who_said_it_is_done_does_not_confirm_it():
    house = make_house()
    item = given(house)
    act(house.officer, actions.finish_action_item, item, evidence="받았다")
    with pytest.raises(Refused):
        act(house.officer, actions.confirm_action_item, item)
    act(house.owner, actions.confirm_action_item, item)


def test_sent_back_with_what_is_missing():
    house = make_house()
    item, expert = given(house), house.profiles[1].person
    act(expert, actions.finish_action_item, item, evidence="보냈다")
    with pytest.raises(Invalid):
        act(house.officer, actions.send_back_action_item, item, reason=" ")
    act(house.officer, actions.send_back_action_item, item, reason="라벨이 없다")
    assert state(house, item) == "open" and len(letters("action_sent_back", expert)) == 1
    page = browser(expert).get(item.get_absolute_url()).content.decode()
    assert "라벨이 없다" in page
    act(expert, actions.finish_action_item, item, evidence="라벨을 붙였다")
    assert (
        "라벨이 없다" not in browser(expert).get(item.get_absolute_url()).content.decode().split("<aside")[0]
    )


def test_files_stay_while_they_show_that_it_is_done():
    house = make_house()
    item, expert = given(house), house.profiles[1].person
    act(expert, actions.attach_to_action_item, item, upload=proof("one.csv"))
    with walls.acting_as(expert):
        one = Attachment.objects.get(name="one.csv")
        assert one.circle_id == as_seen(expert, item).circle_id
    act(expert, actions.finish_action_item, item)
    with walls.acting_as(expert), pytest.raises(Refused):
        files.remove(person=expert, attachment=one)
    act(house.owner, actions.confirm_action_item, item)
    with pytest.raises(Refused):
        act(expert, actions.attach_to_action_item, item, upload=proof("two.csv"))


def test_the_desk_asks_whoever_took_it_on_and_then_who_confirms():
    house = make_house()
    item, expert = given(house), house.profiles[1].person

    def waits(person):
        with walls.acting_as(person):
            return [row for row in todos(person) if row.url == item.get_absolute_url()]

    assert waits(expert) and not waits(house.owner)
    act(expert, actions.finish_action_item, item, evidence="보냈다")
    assert not waits(expert) and waits(house.owner) and waits(house.officer)
    act(house.owner, actions.confirm_action_item, item)
    assert not waits(house.officer)


def test_a_date_is_moved_by_who_leads_with_a_reason_and_the_clocks_begin_anew():
    house = make_house()
    item, expert = given(house, days=10), house.profiles[1].person
    assert struck(7) == 1 and struck(8) == 0
    with pytest.raises(Refused):
        act(expert, actions.move_action_item, item, due_on=today(30), reason="x")
    with pytest.raises(Invalid):
        act(house.officer, actions.move_action_item, item, due_on=today(30), reason="")
    act(house.officer, actions.move_action_item, item, due_on=today(30), reason="자료 승인이 늦다")
    assert letters("action_moved", expert)
    page = browser(house.owner).get(item.get_absolute_url()).content.decode()
    assert "자료 승인이 늦다" in page
    assert struck(20) == 0 and struck(27) == 1


def test_each_clock_strikes_once_and_tells_one_further_up():
    house = make_house(level="alliance")
    boss, chief = seated("coordinator", house.company, "boss"), seated("executive", house.company, "chief")
    item = given(house, who=house.owner, days=10)
    counts = {day: struck(day) for day in (5, 7, 8, 10, 11, 12, 17, 18, 24, 25, 60)}
    assert counts == {5: 0, 7: 1, 8: 0, 10: 0, 11: 1, 12: 0, 17: 1, 18: 0, 24: 1, 25: 0, 60: 0}
    assert len(letters("action_clock", house.owner)) == 2
    assert len(letters("action_clock", boss)) == 1 and len(letters("action_clock", chief)) == 1
    assert "owner" in letters("action_clock", boss)[0] and "제목" in letters("action_clock", boss)[0]
    assert not letters("action_untold")
    page = browser(house.owner).get(item.get_absolute_url()).content.decode()
    assert page.count("일주일 지남") == 1 and page.count("2주 지남") == 1


def test_what_is_done_meanwhile_reminds_nobody():
    house = make_house()
    item, expert = given(house), house.profiles[1].person
    assert struck(7) == 1
    act(expert, actions.finish_action_item, item, evidence="보냈다")
    assert not letters("action_clock") and struck(40) == 0


def test_no_clock_strikes_while_a_problem_rests():
    house = make_house()
    given(house)
    with walls.acting_as(house.officer):
        problems.hold(person=house.officer, problem=fresh(house.problem), reason="쉼")
    assert struck(40) == 0


def no_word_of(house, letter):
    return not any(word in letter for word in (WHAT, "제목", house.problem.code, "RT-", "/T-", "expert2"))


def test_the_coordinator_of_an_expert_reads_that_something_is_late_and_not_what():
    """They may see the problem's teaser and not the room; the secretariat is told as well."""
    house = make_house()
    home = house.profiles[1].organisation
    boss = seated("coordinator", home, "boss")
    given(house)
    struck(17)
    (told,) = letters("action_clock", boss)
    assert no_word_of(house, told)
    (office,) = letters("action_untold", house.officer)
    assert house.problem.code in office and WHAT not in office and "제목" not in office


@pytest.mark.parametrize("level", ["sealed", "named"])
def test_who_may_not_know_of_the_problem_gets_nothing_and_the_secretariat_is_told(level):
    """Of a sealed problem, and of a named one whose rival the expert's organisation has become."""
    house = make_house(level="named")
    home = house.profiles[1].organisation
    boss, chief = seated("coordinator", home, "boss"), seated("executive", home, "chief")
    given(house)
    with walls.acting_as(house.owner):
        problems.name_person(
            person=house.owner, problem=fresh(house.problem), named=house.officer, role="officer"
        )
        if level == "sealed":
            problems.raise_level(person=house.owner, problem=fresh(house.problem), level="sealed")
    if level == "named":
        rivals(house.company, home, ["robot"])
    before = Mail.objects.count()
    struck(24)
    with walls.system("test"):
        assert (
            not Mail.objects.filter(recipient__in=[boss, chief]).exists() and Mail.objects.count() >= before
        )
    assert len(letters("action_untold", house.officer)) >= 2


def test_a_wall_that_rises_between_sending_and_delivery_holds():
    house = make_house()
    home = house.profiles[1].organisation
    boss = seated("coordinator", home, "boss")
    given(house)
    struck(17)
    rivals(house.company, home, ["robot"])
    assert not letters("action_clock", boss)


def test_an_expert_whose_nda_has_ended_is_told_without_a_word_of_it():
    house = make_house()
    expert = house.profiles[1].person
    given(house)
    with walls.system("test"):
        Agreement.objects.filter(person=expert).update(ends_on=today(-1))
    struck(7)
    (told,) = letters("action_clock", expert)
    assert no_word_of(house, told)
    assert letters("action_untold", house.officer)


def test_the_secretariat_is_told_where_nobody_has_the_role():
    house = make_house()
    given(house, who=house.owner)
    struck(24)
    assert len(letters("action_clock")) == 1  # the owner is late
    assert len(letters("action_untold", house.officer)) == 2  # no coordinator, no executive


def test_a_coordinator_who_took_it_on_is_not_told_of_themselves():
    house = make_house()
    seat(house.owner, house.company, "coordinator")
    given(house, who=house.owner)
    struck(17)
    assert len(letters("action_clock", house.owner)) == 1 and letters("action_untold", house.officer)


def test_outside_the_room_nothing_of_it_is_there():
    house = make_house(level="alliance")
    item = given(house)
    struck(17)
    member = seated("staff")
    for name in ("item", "item_back", "item_move"):
        assert browser(member).get(reverse(f"roundtables:{name}", args=[item.code])).status_code == 404
    for name in ("item_confirm", "item_attach"):
        assert browser(member).post(reverse(f"roundtables:{name}", args=[item.code])).status_code == 404
    with walls.acting_as(member):
        assert not ActionItem.objects.exists() and not ActionReminder.objects.exists()


def test_the_pages_take_what_is_typed_and_say_what_is_missing():
    house = make_house()
    item, expert = given(house), house.profiles[1].person
    client, owner, chair = browser(expert), browser(house.owner), browser(house.officer)

    def url(name):
        return reverse(f"roundtables:{name}", args=[item.code])

    page = client.get(url("item"))
    assert page.status_code == 200 and WHAT in page.content.decode()
    assert client.get(url("item_move")).status_code == 404
    assert client.post(url("item"), {"evidence": ""}).status_code == 422
    assert client.post(url("item_attach"), {}).status_code == 422
    assert chair.post(url("item_move"), {"due_on": "x", "reason": "y"}).status_code == 422
    assert chair.post(url("item_move"), {"due_on": str(today(20)), "reason": "y"}).status_code == 302
    assert client.post(url("item"), {"evidence": "끝", "upload": proof()}).status_code == 302
    assert "proof.csv" in owner.get(url("item")).content.decode()
    assert client.get(url("item_back")).status_code == 404
    assert client.post(url("item_confirm")).status_code == 409
    assert owner.post(url("item_back"), {"reason": ""}).status_code == 422
    assert owner.post(url("item_back"), {"reason": "더"}).status_code == 302
    assert client.post(url("item"), {"evidence": "끝"}).status_code == 302
    assert owner.post(url("item_confirm")).status_code == 302
    assert owner.post(url("item_confirm")).status_code == 409
    assert state(house, item) == "confirmed"
