"""A round table from its date over attendance and minutes to one decision, through the actions."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from oneteam import walls
from oneteam.base.errors import Invalid, Refused, Stale
from oneteam.base.fields import Bi
from oneteam.journal.delivery import written
from oneteam.journal.models import Entry, Mail
from oneteam.problems import actions as problems
from oneteam.problems.rules import is_free
from oneteam.roundtables import actions, queries
from oneteam.roundtables.models import (
    ActionItem,
    AgendaItem,
    Attendance,
    Decision,
    Minutes,
    RoundTable,
    TableInvitation,
)
from tests.factories import LESSON, make_org, rivals, seated, today
from tests.factories.roundtables import (
    approved,
    convened,
    decided,
    fresh,
    get_table,
    held,
    make_house,
    plan,
)

pytestmark = pytest.mark.django_db


def state(house):
    with walls.acting_as(house.officer):
        return fresh(house.problem).state


def letter(kind, person):
    with walls.system("test"):
        mail = Mail.objects.select_related("recipient").filter(kind=kind, recipient=person).latest("pk")
    return written(mail)


def minutes_of(person, table):
    with walls.acting_as(person):
        return queries.minutes_of(table)


def test_convening_seats_everybody_and_invites_the_experts():
    house = make_house()
    table = convened(house)
    assert state(house) == "scheduled"
    assert table.ends_at - table.starts_at == dt.timedelta(minutes=120)
    with walls.acting_as(house.officer):
        assert AgendaItem.objects.count() == 4
        assert Attendance.objects.filter(is_expert=True).count() == 3
        assert Attendance.objects.count() == 5
        assert not TableInvitation.objects.exists()  # each is its expert's


def test_an_expert_without_nda_sees_the_invitation_but_not_the_room():
    house = make_house()
    convened(house)
    unsigned, signed = house.profiles[0].person, house.profiles[1].person
    seen = {}
    for person in (unsigned, signed):
        with walls.acting_as(person):
            seen[person.name] = (TableInvitation.objects.count(), RoundTable.objects.count())
    assert seen == {"expert1": (1, 0), "expert2": (1, 1)}


def test_a_rival_finds_no_trace_of_table_minutes_and_decision():
    house = make_house()
    competitor = make_org("competitor")
    rivals(house.company, competitor, ["robot"])
    table = decided(house)
    write(house, table)
    rival = seated("coordinator", competitor)
    seconded = seated("officer", competitor)
    for person in (rival, seconded, None):
        with walls.acting_as(person):
            for model in (RoundTable, Attendance, AgendaItem, Minutes, Decision, ActionItem, TableInvitation):
                assert not model.objects.exists(), (person, model)
            assert not Entry.objects.filter(thread=house.problem.code).exists()


def write(house, table, text="논의"):
    with walls.acting_as(house.officer):
        return actions.save_minutes(person=house.officer, table=table, discussion=Bi(text, ""))


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"starts_at": dt.timedelta(days=-1)}, "starts_at"),
        ({"place": Bi()}, "place"),
        ({"agenda": []}, "agenda"),
        ({"agenda": [(Bi("가", ""), 0)]}, "agenda"),
    ],
)
def test_a_wrong_plan_is_refused_beside_its_field(values, field):
    house = make_house()
    approved(house)
    wanted = plan(house)
    if "starts_at" in values:
        values = {"starts_at": timezone.now() + values["starts_at"]}
    wanted = type(wanted)(**{**wanted.__dict__, **values})
    with walls.acting_as(house.officer), pytest.raises(Invalid) as refusal:
        actions.convene(person=house.officer, problem=fresh(house.problem), plan=wanted)
    assert field in refusal.value.fields
    assert state(house) == "agreed"


def test_nobody_sits_at_two_tables_at_once_and_the_other_table_is_not_named():
    house = make_house()
    table = convened(house)
    other = make_house(experts_count=0)
    other.profiles, other.officer = house.profiles, house.officer
    approved(other)
    with walls.acting_as(other.officer), pytest.raises(Invalid) as refusal:
        clash = plan(other)
        clash = type(clash)(**{**clash.__dict__, "starts_at": table.starts_at})
        actions.convene(person=other.officer, problem=fresh(other.problem), plan=clash)
    assert "expert1" in str(refusal.value) and table.code not in str(refusal.value)


def test_two_officers_convene_at_once_one_wins():
    house = make_house()
    approved(house)
    with walls.acting_as(house.officer):
        one, two = fresh(house.problem), fresh(house.problem)
        actions.convene(person=house.officer, problem=one, plan=plan(house))
        with pytest.raises((Stale, Refused, Invalid)):
            actions.convene(person=house.officer, problem=two, plan=plan(house))
        assert RoundTable.objects.count() == 1


def test_no_table_without_an_agreed_panel():
    house = make_house()
    with walls.acting_as(house.officer), pytest.raises(Refused):
        actions.convene(person=house.officer, problem=fresh(house.problem), plan=plan(house))


def test_the_invited_answers_once_and_the_room_knows():
    house = make_house()
    table = convened(house)
    person = house.profiles[0].person  # without an NDA
    with walls.acting_as(person):
        invitation = queries.invitation(table.code, person).get()
        with pytest.raises(Invalid):
            actions.answer_invitation(person=person, invitation=invitation, accept=False)
        actions.answer_invitation(person=person, invitation=invitation, accept=False, reason="학회")
        with pytest.raises(Refused):
            actions.answer_invitation(person=person, invitation=invitation, accept=True)
    with walls.acting_as(house.owner):
        seat = Attendance.objects.get(person=person)
        assert (seat.answer, seat.reason) == ("declined", "학회")
    told = letter("roundtables.answered", house.officer)  # the problem is for named people: nobody is named
    assert told and person.name not in " ".join([told.subject, *told.paragraphs])


def test_nobody_answers_for_somebody_else():
    house = make_house()
    table = convened(house)
    with walls.system("test"):
        invitation = TableInvitation.objects.filter(table_code=table.code).first()
    with walls.acting_as(house.officer), pytest.raises(Refused):
        actions.answer_invitation(person=house.officer, invitation=invitation, accept=True)


def test_reminders_come_after_three_days_and_twice_at_most():
    house = make_house()
    convened(house)
    start = timezone.now()
    counts = []
    for day in (1, 4, 5, 7, 9):
        with time_machine.travel(start + dt.timedelta(days=day), tick=False):
            counts.append(actions.remind_invited())
    assert counts == [0, 3, 0, 3, 0]
    assert letter("roundtables.reminded", house.profiles[0].person).path.startswith("/roundtables/answer/")


def test_a_confidential_letter_carries_neither_title_nor_place():
    house = make_house(level="named")
    convened(house)
    found = letter("roundtables.invited", house.profiles[0].person)
    text = " ".join([found.subject, *found.paragraphs])
    assert "제목" not in text and "회의실" not in text and house.problem.code in text


def test_an_open_letter_carries_the_title():
    house = make_house(level="alliance")
    convened(house)
    assert "제목" in " ".join(letter("roundtables.invited", house.profiles[0].person).paragraphs)


def test_attendance_is_recorded_from_the_day_on():
    house = make_house()
    table = convened(house)
    with walls.acting_as(house.officer), pytest.raises(Refused):
        actions.hold(person=house.officer, table=table, came={house.owner.pk: (True, "")})
    with time_machine.travel(table.starts_at), walls.acting_as(house.officer):
        with pytest.raises(Invalid):
            actions.hold(person=house.officer, table=table, came={house.owner.pk: (False, "")})
        actions.hold(person=house.officer, table=table, came={house.owner.pk: (True, "")})
        absent = queries.attendance(table).filter(presence="absent").count()
    assert absent == 4 and state(house) == "held"


def test_an_expert_with_nda_may_chair():
    house = make_house()
    chair = house.profiles[1].person
    table = convened(house, chair=chair)
    with time_machine.travel(table.starts_at), walls.acting_as(chair):
        mine = queries.table(table.code).get()
        actions.hold(person=chair, table=mine, came={chair.pk: (True, "")})
        actions.save_minutes(person=chair, table=mine, discussion=Bi("논의", ""))
        actions.decide(
            person=chair, table=mine, kind="advice", text=Bi("조언", ""), responsible=house.owner,
            due_on=timezone.localdate(),
        )  # fmt: skip
    assert state(house) == "decided"


def test_somebody_at_the_table_who_does_not_lead_records_nothing():
    house = make_house()
    table = held(house)
    expert = house.profiles[1].person
    for person in (expert, house.owner):
        with walls.acting_as(person), pytest.raises(Refused):
            actions.save_minutes(person=person, table=table, discussion=Bi("가", ""))
        with walls.acting_as(person), pytest.raises(Refused):
            actions.decide(
                person=person, table=table, kind="stop", text=Bi("가", ""), responsible=house.owner,
                due_on=today(1),
            )  # fmt: skip


def test_minutes_over_a_newer_version_are_refused_and_lose_nothing():
    house = make_house()
    table = held(house)
    write(house, table)
    with walls.acting_as(house.officer):
        actions.save_minutes(person=house.officer, table=table, discussion=Bi("둘", ""), version=1)
        with pytest.raises(Stale):
            actions.save_minutes(person=house.officer, table=table, discussion=Bi("셋", ""), version=1)
    assert minutes_of(house.officer, table).discussion.ko == "둘"


def test_minutes_are_agreed_by_everybody_who_was_there():
    house = make_house()
    table = held(house)
    write(house, table)
    with walls.acting_as(house.officer):
        actions.send_minutes(person=house.officer, minutes=queries.minutes_of(table))
    signed = [profile.person for profile in house.profiles[1:]]
    with walls.system("test"):
        Attendance.objects.filter(person=house.profiles[0].person).update(presence="absent")
    for person in (*signed, house.owner):
        assert minutes_of(house.officer, table).agreed_at is None
        with walls.acting_as(person):
            actions.agree_minutes(person=person, minutes=queries.minutes_of(table))
    assert minutes_of(house.officer, table).agreed_at
    assert get_table(house.officer, table.code).state == "agreed"
    with walls.acting_as(house.officer), pytest.raises(Refused):
        actions.save_minutes(person=house.officer, table=table, discussion=Bi("x", ""), version=1)


def test_who_was_not_there_does_not_agree():
    house = make_house()
    table = held(house)
    write(house, table)
    other = seated("officer", make_org("second host"))
    with walls.acting_as(other), pytest.raises(Refused):
        actions.agree_minutes(person=other, minutes=queries.minutes_of(table))


def test_a_change_after_sending_asks_everybody_again():
    house = make_house()
    table = held(house)
    write(house, table)
    with walls.acting_as(house.officer):
        actions.send_minutes(person=house.officer, minutes=queries.minutes_of(table))
    with walls.acting_as(house.owner):
        read = queries.minutes_of(table)
    with walls.acting_as(house.officer):
        actions.save_minutes(person=house.officer, table=table, discussion=Bi("고침", ""), version=1)
    with walls.acting_as(house.owner), pytest.raises(Refused):
        actions.agree_minutes(person=house.owner, minutes=read)
    assert minutes_of(house.officer, table).sent_at is None


def test_five_days_of_silence_agree():
    house = make_house()
    table = held(house)
    write(house, table)
    now = timezone.now()
    with walls.acting_as(house.officer):
        actions.send_minutes(person=house.officer, minutes=queries.minutes_of(table))
    with time_machine.travel(now + dt.timedelta(days=4, hours=23)):
        assert actions.agree_by_silence() == 0
    with time_machine.travel(now + dt.timedelta(days=5, hours=1)):
        assert actions.agree_by_silence() == 1
    assert get_table(house.officer, table.code).state == "agreed"


def test_one_decision_with_owner_and_date():
    house = make_house()
    table = decided(house)
    assert state(house) == "decided"
    with walls.acting_as(house.officer):
        assert queries.decision_of(table).code.startswith("D-")
        with pytest.raises((Stale, Refused)):
            actions.decide(
                person=house.officer, table=table, kind="advice", text=Bi("또", ""), responsible=house.owner,
                due_on=today(3),
            )  # fmt: skip
        assert Decision.objects.count() == 1
    assert letter("roundtables.decided", house.owner)
    assert letter("roundtables.decided", house.profiles[0].person) is None  # no NDA: nothing to read


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"text": Bi()}, "text"),
        ({"due_on": -1}, "due_on"),
        ({"review_on": -1}, "review_on"),
        ({"responsible": None}, "responsible"),
    ],
)
def test_a_wrong_decision_is_refused_beside_its_field(values, field):
    house = make_house()
    table = held(house)
    given = {"text": Bi("가", ""), "due_on": today(3), "review_on": None, "responsible": house.owner}
    for name, value in values.items():
        given[name] = today(value) if isinstance(value, int) else value
    if given["responsible"] is None:
        given["responsible"] = seated("staff", house.company)
    with walls.acting_as(house.officer), pytest.raises(Invalid) as refusal:
        actions.decide(person=house.officer, table=table, kind="stop", **given, **LESSON)
    assert field in refusal.value.fields


def test_before_the_table_was_held_nothing_is_decided():
    house = make_house()
    table = convened(house)
    with walls.acting_as(house.officer), pytest.raises(Refused):
        actions.decide(
            person=house.officer, table=table, kind="stop", text=Bi("가", ""), responsible=house.owner,
            due_on=today(3),
        )  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "after", "told"),
    [
        ("stop", "closed", "중단"), ("more_data", "returned", "자료"), ("joint_task", "decided", ""),
    ],
)  # fmt: skip
def test_closing_the_table_moves_its_problem_as_the_decision_says(client, kind, after, told):
    house = make_house()
    table = decided(house, kind)
    with walls.acting_as(house.officer), pytest.raises(Refused):
        actions.close_table(person=house.officer, table=table)
    write(house, table)
    with walls.acting_as(house.officer):
        actions.send_minutes(person=house.officer, minutes=queries.minutes_of(table))
    with time_machine.travel(timezone.now() + dt.timedelta(days=6)):
        actions.agree_by_silence()
    table = get_table(house.officer, table.code)
    with walls.acting_as(house.owner), pytest.raises(Refused):
        actions.close_table(person=house.owner, table=table)
    with walls.acting_as(house.officer):
        actions.close_table(person=house.officer, table=table)
    assert state(house) == after
    client.force_login(house.owner)
    for page in ("problems:detail", "cases:thread"):
        answer = client.get(reverse(page, args=[house.problem.code]))
        assert answer.status_code == 200 and told in answer.content.decode()
    assert bool(told) == letters_waiting("problems.moved", house.owner)


def letters_waiting(kind, person):
    with walls.system("test"):
        return Mail.objects.filter(kind=kind, recipient=person).exists()


def test_a_problem_asked_for_more_data_is_answered_and_stays_as_open_as_it_was():
    house = make_house(level="alliance")
    table = decided(house, "more_data")
    with walls.system("test"):
        RoundTable.objects.filter(pk=table.pk).update(state="agreed")
    with walls.acting_as(house.officer):
        actions.close_table(person=house.officer, table=get_table(house.officer, table.code))
    member = seated("staff")
    with walls.acting_as(house.owner):
        problem = fresh(house.problem)
        assert not is_free(problem)  # opening it further now takes the secretariat, too
        problems.submit(person=house.owner, problem=problem)
    with walls.acting_as(member):
        assert fresh(house.problem).state == "submitted"


@pytest.mark.parametrize("field", ["chair", "owners"])
def test_nobody_is_seated_who_may_not_enter_the_room(field):
    house = make_house()
    approved(house)
    stranger = seated("staff")
    values = {"chair": stranger} if field == "chair" else {"owners": [stranger]}
    with walls.acting_as(house.officer), pytest.raises(Invalid) as refusal:
        actions.convene(person=house.officer, problem=fresh(house.problem), plan=plan(house, **values))
    assert field in refusal.value.fields


def states(house, table):
    with walls.acting_as(house.officer):
        return fresh(house.problem).state, get_table(house.officer, table.code).state


def test_a_cancelled_table_frees_everybody_is_told_and_makes_room_for_another_date():
    house = make_house()
    table = convened(house)
    with walls.acting_as(house.owner), pytest.raises(Refused):
        actions.cancel(person=house.owner, table=get_table(house.owner, table.code), reason="휴가")
    with walls.acting_as(house.officer):
        with pytest.raises(Invalid) as refusal:
            actions.cancel(person=house.officer, table=table, reason=" ")
        assert "reason" in refusal.value.fields
        actions.cancel(person=house.officer, table=table, reason="회의실 공사")
    assert states(house, table) == ("agreed", "cancelled")
    unsigned = house.profiles[0].person
    for person in (unsigned, house.profiles[1].person, house.owner):
        told = letter("roundtables.cancelled", person)
        assert told and house.problem.code in told.subject and "회의실" not in " ".join(told.paragraphs)
    with walls.acting_as(unsigned):
        invitation = queries.invitation(table.code, unsigned).get()
        assert invitation.answer == "called_off" and not queries.invitations_to(unsigned).exists()
        with pytest.raises(Refused, match="예정대로"):
            actions.answer_invitation(person=unsigned, invitation=invitation, accept=True)
    with walls.acting_as(house.officer):
        other = actions.convene(  # the very same hour: nobody is busy any more
            person=house.officer, problem=fresh(house.problem), plan=plan(house)
        )
        with pytest.raises((Stale, Refused)):
            actions.cancel(person=house.officer, table=get_table(house.officer, table.code), reason="또")
    assert states(house, other) == ("scheduled", "fixed")


@pytest.mark.parametrize(("leave", "after"), [("withdraw", "withdrawn"), ("hold", "on_hold")])
def test_a_problem_that_leaves_or_pauses_takes_its_fixed_table_with_it(leave, after):
    house = make_house()
    table = convened(house)
    person = house.owner if leave == "withdraw" else house.officer
    with walls.acting_as(person):
        lesson = LESSON if leave == "withdraw" else {}
        getattr(problems, leave)(person=person, problem=fresh(house.problem), reason="라인 정지", **lesson)
    assert states(house, table) == (after, "cancelled")
    assert letter("roundtables.cancelled", house.profiles[1].person)
    if leave == "hold":
        with walls.acting_as(person):
            problems.resume(person=person, problem=fresh(house.problem))
        assert states(house, table) == ("agreed", "cancelled")


def test_a_withdrawn_problem_asks_nobody_any_more():
    house = make_house()
    table = convened(house)
    with walls.acting_as(house.owner):
        problems.withdraw(person=house.owner, problem=fresh(house.problem), **LESSON)
    with time_machine.travel(timezone.now() + dt.timedelta(days=4), tick=False):
        assert actions.remind_invited() == 0
    person = house.profiles[1].person
    with walls.acting_as(person), pytest.raises(Refused):
        invitation = queries.invitation(table.code, person).get()
        actions.answer_invitation(person=person, invitation=invitation, accept=True)
    assert letter("roundtables.invited", person) is None
