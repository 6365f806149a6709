"""A meeting through its actions: items and time, what is written down, votes, hands, the end."""

import datetime as dt

import pytest
from django.db.models.functions import Now
from django.utils import timezone

from oneteam import walls
from oneteam.alliance.models import Agreement
from oneteam.base.errors import Invalid, Refused, Stale
from oneteam.base.fields import Bi
from oneteam.meeting import actions, queries
from oneteam.meeting.export import meetings
from oneteam.meeting.models import Note, NoteText, Vote
from oneteam.roundtables import actions as roundtables
from oneteam.roundtables import queries as tables
from tests.at_once import at_once
from tests.meeting.factories import Room

pytestmark = pytest.mark.django_db


def came(room: Room, *people):
    with walls.acting_as(room.officer):
        seats = tables.attendance(room.table(room.officer))
        return {seat.person_id: (seat.person in people, "") for seat in seats}


def test_a_meeting_begins_on_its_day_by_who_leads_it_and_once():
    room = Room(begun=False)
    with pytest.raises(Refused, match="회의 당일"):
        room.act(room.officer, actions.begin, table=room.table(room.officer))
    with room:
        with pytest.raises(Refused):
            room.act(room.owner, actions.begin, table=room.table(room.owner))
        room.act(room.officer, actions.begin, table=room.table(room.officer))
        assert room.table(room.owner).state == "running"
        assert room.sitting(room.owner).item.number == 1
        with pytest.raises(Refused):
            room.act(room.officer, actions.begin, table=room.table(room.officer))


def test_of_two_chairs_who_close_the_item_at_once_one_closes_it():
    with Room() as room:
        room.here(room.officer, actions.go_to, seen=1, number=2)
        with pytest.raises(Stale, match="방금 다른 사람이 안건을 바꿨어요"):
            room.here(room.officer, actions.go_to, seen=1, number=2)
        assert room.sitting(room.owner).item.number == 2
        with pytest.raises(Refused):
            room.here(room.expert, actions.go_to, seen=2, number=3)


def test_an_item_has_its_minutes_and_gets_more_from_now_on_where_they_are_over():
    with Room() as room:
        assert room.sitting(room.officer).item_until == timezone.now() + dt.timedelta(minutes=15)
        room.here(room.officer, actions.add_minutes, minutes=5)
        assert room.sitting(room.officer).item_until == timezone.now() + dt.timedelta(minutes=20)
        room.later(minutes=30)
        room.here(room.officer, actions.add_minutes, minutes=5)
        assert room.sitting(room.officer).item_until == timezone.now() + dt.timedelta(minutes=5)
        with pytest.raises(Invalid):
            room.here(room.officer, actions.add_minutes, minutes=0)


def test_notes_of_many_are_all_kept_and_a_changed_one_keeps_its_text_before():
    with Room() as room:
        for person in (room.owner, room.expert, room.other):
            room.here(person, actions.write, text=f"{person.name} said")
        mine = room.here(room.expert, actions.write, text="first", kind="settled")
        room.act(
            room.expert, actions.change_note, note=room.note(room.expert, mine), text="second", version=1
        )
        with walls.acting_as(room.owner):
            assert Note.objects.count() == 4
            assert [one.text for one in NoteText.objects.all()] == ["first"]
        with pytest.raises(Stale):
            room.act(
                room.officer, actions.change_note, note=room.note(room.officer, mine), text="x", version=1
            )
        with pytest.raises(Refused):
            room.act(room.other, actions.change_note, note=room.note(room.other, mine), text="x", version=2)
        assert room.note(room.owner, mine).text == "second"


def test_an_item_in_short_is_written_by_everybody_over_the_version_they_saw():
    with Room() as room:
        item = room.sitting(room.owner).item
        room.here(room.owner, actions.put_in_short, item=item, text="one", version=0)
        with pytest.raises(Stale):
            room.here(room.expert, actions.put_in_short, item=item, text="other", version=0)
        room.here(room.expert, actions.put_in_short, item=item, text="one and other", version=1)
        with walls.acting_as(room.other):
            assert queries.gist(room.sitting(room.other), item).text == "one and other"


@pytest.mark.django_db(transaction=True)
def test_of_two_who_begin_an_item_in_short_at_the_very_same_moment_both_texts_live():
    with Room() as room:

        def write(person):
            return lambda: actions.put_in_short(
                person=person, sitting=room.sitting(person), item=room.sitting(person).item,
                text=person.name, version=0,
            )  # fmt: skip

        told = at_once((room.owner, write(room.owner)), (room.expert, write(room.expert)))
        assert sorted(bool(sentence) for sentence in told) == [False, True]
        loser = room.owner if told[0] else room.expert
        item = room.sitting(loser).item
        room.here(loser, actions.put_in_short, item=item, text="both", version=1)
        with walls.acting_as(room.officer):
            assert NoteText.objects.count() == 1


def test_three_votes_each_which_nobody_sees_until_they_are_counted():
    with Room() as room:
        ideas = [room.propose(room.expert, f"way {number}") for number in range(4)]
        vote = lambda person, at, give=True: room.act(  # noqa: E731
            person, actions.vote, idea=room.idea(person, ideas[at]), give=give
        )
        with pytest.raises(Refused, match="지금은 투표할 수 없어요"):
            vote(room.owner, 0)
        room.here(room.officer, actions.open_voting)
        [vote(room.owner, at) for at in (0, 1, 2)]
        with pytest.raises(Refused, match="세 표를 모두 썼어요"):
            vote(room.owner, 3)
        vote(room.owner, 2, give=False)
        vote(room.owner, 3)
        vote(room.expert, 0)
        vote(room.expert, 0)  # once more changes nothing
        with walls.acting_as(room.officer):
            assert not Vote.objects.exists()
        room.here(room.officer, actions.count_votes)
        with walls.acting_as(room.other):
            assert [idea.votes for idea in queries.ideas(room.sitting(room.other))] == [2, 1, 0, 1]
            assert not Vote.objects.exists()  # whose they are stays with them
        with pytest.raises(Refused):
            vote(room.owner, 2)
        with pytest.raises(Refused):
            room.here(room.owner, actions.open_voting)


def test_two_who_change_an_idea_the_later_reads_both():
    with Room() as room:
        idea = room.propose(room.expert, "way")
        values = {"title": "better way", "pros": "quick", "cons": "", "effort": "3 months"}
        room.act(room.owner, actions.change_idea, idea=room.idea(room.owner, idea), values=values, version=1)
        with pytest.raises(Stale):
            room.act(
                room.other, actions.change_idea, idea=room.idea(room.other, idea), values=values, version=1
            )


def test_hands_go_up_in_order_and_the_chair_gives_the_floor():
    with Room() as room:
        for person in (room.other, room.expert):
            room.here(person, actions.raise_hand)
            room.later(seconds=5)
        with walls.acting_as(room.owner):
            up = queries.people(room.sitting(room.owner)).exclude(hand_at=None).order_by("hand_at")
            assert [one.person for one in up] == [room.other, room.expert]
        with pytest.raises(Refused):
            room.here(room.expert, actions.give_floor, whose=room.expert.pk)
        room.here(room.officer, actions.give_floor, whose=room.other.pk)
        assert room.sitting(room.owner).speaker == room.other
        room.here(room.expert, actions.lower_hand, whose=room.expert.pk)
        with pytest.raises(Refused):
            room.here(room.expert, actions.lower_hand, whose=room.other.pk)
        with pytest.raises(Refused, match="자리에 없어요"):
            room.here(room.officer, actions.give_floor, whose=room.owner.pk)


def test_who_is_not_heard_of_is_not_here_and_the_chair_can_be_taken_then():
    with Room() as room:
        room.here(room.officer, actions.be_here)
        with pytest.raises(Refused, match="좌장이 자리에 있어요"):
            room.act(room.owner, actions.take_chair, table=room.table(room.owner))
        room.later(seconds=80)
        room.here(room.owner, actions.be_here)
        with walls.acting_as(room.owner):
            assert [one.person for one in queries.people(room.sitting(room.owner))] == [room.owner]
        with pytest.raises(Refused):
            room.act(room.expert, actions.take_chair, table=room.table(room.expert))
        room.act(room.owner, actions.take_chair, table=room.table(room.owner))
        assert room.table(room.owner).chair == room.owner
        room.here(room.owner, actions.go_to, seen=1, number=2)


def test_the_chair_is_not_to_be_had_before_the_meeting_or_after_it():
    with Room(begun=False) as room:
        with pytest.raises(Refused):
            room.act(room.owner, actions.take_chair, table=room.table(room.owner))
        room.act(room.officer, actions.begin, table=room.table(room.officer))
        room.here(room.officer, actions.end, came=came(room, room.officer))
        with pytest.raises(Refused):
            room.act(room.owner, actions.take_chair, table=room.table(room.owner))
        assert room.table(room.owner).chair == room.officer


def test_the_end_records_who_came_and_begins_the_minutes_with_what_was_recorded():
    with Room() as room:
        item = room.sitting(room.owner).item
        room.here(room.owner, actions.write, text="Stops come at night")
        gone = room.here(room.owner, actions.write, text="A slip of the tongue")
        room.act(room.owner, actions.take_back, note=room.note(room.owner, gone), version=1)
        room.here(room.expert, actions.put_in_short, item=item, text="It is the night shift", version=0)
        room.here(room.officer, actions.go_to, seen=1, number=2)
        room.here(room.officer, actions.write, text="Target: 95 %", kind="settled")
        room.propose(room.expert, "Listen to the current")
        room.here(room.officer, actions.end, came=came(room, room.officer, room.owner, room.expert))
        assert room.table(room.owner).state == "drafted"
        with walls.acting_as(room.owner):
            text = str(tables.minutes_of(room.table(room.owner)).sections)
            assert tables.attendance(room.table(room.owner)).filter(presence="present").count() == 3
        assert (
            text.index("It is the night shift")
            < text.index("Stops come at night")
            < text.index("Target: 95 %")
        )
        assert "Listen to the current" in text and "A slip of the tongue" not in text
        with pytest.raises(Refused, match="회의가 끝났어요"):
            room.here(room.owner, actions.write, text="late")
        with pytest.raises(Refused, match="이미 마친"):
            room.here(room.officer, actions.end, came={})


def test_what_is_to_be_done_is_given_in_the_meeting():
    with Room() as room:
        room.act(
            room.officer, actions.take_on, table=room.table(room.officer), what=Bi("정리", "Sort"), who=room.owner,
            due_on=timezone.localdate() + dt.timedelta(days=7),
        )  # fmt: skip
        with walls.acting_as(room.expert):
            assert tables.action_items(room.table(room.expert)).count() == 1


def test_an_expert_without_an_nda_is_not_in_the_room_and_one_whose_nda_ends_leaves_it():
    with Room() as room:
        with walls.acting_as(room.unsigned):
            assert tables.table(room.code).first() is None
        room.here(room.expert, actions.write, text="before it ends")
        with walls.system("an NDA ends in the middle of a meeting"):
            Agreement.objects.filter(person=room.expert, kind="nda").update(ended_at=Now())
        with walls.acting_as(room.expert):
            assert tables.table(room.code).first() is None
            assert not Note.objects.exists()
        with walls.acting_as(room.owner):
            assert Note.objects.get().text == "before it ends"


def test_the_agenda_is_changed_but_for_items_under_which_something_is_recorded():
    with Room() as room:
        agenda = [(Bi("하나", "One"), 10), (Bi("둘", "Two"), 20)]
        room.here(room.officer, actions.go_to, seen=1, number=3)
        with pytest.raises(Refused, match="안건 수를 그대로"):
            room.act(room.officer, roundtables.change_agenda, table=room.table(room.officer), agenda=agenda)
        room.here(room.officer, actions.go_to, seen=3, number=1)
        room.act(room.officer, roundtables.change_agenda, table=room.table(room.officer), agenda=agenda)
        assert str(room.sitting(room.owner).item.title.en) == "One"
        with pytest.raises(Invalid):
            room.act(room.officer, roundtables.change_agenda, table=room.table(room.officer), agenda=[])


def test_items_of_the_same_name_keep_their_own_notes_in_the_minutes():
    with Room() as room:
        agenda = [(Bi("질문", "Questions"), 10), (Bi("방안", "Ways"), 20), (Bi("질문", "Questions"), 10)]
        room.act(room.officer, roundtables.change_agenda, table=room.table(room.officer), agenda=agenda)
        room.here(room.owner, actions.write, text="asked at first")
        room.here(room.officer, actions.go_to, seen=1, number=3)
        room.here(room.owner, actions.write, text="asked at last")
        room.here(room.officer, actions.end, came=came(room, room.officer, room.owner))
        with walls.acting_as(room.owner):
            texts = [one["text"]["en"] for one in tables.minutes_of(room.table(room.owner)).sections]
        assert ["asked at first" in texts[0], texts[1], "asked at last" in texts[2]] == [True, "", True]


def test_what_somebody_wrote_and_voted_for_is_in_their_data_export_and_in_nobody_elses():
    with Room() as room:
        room.here(room.owner, actions.write, text="my own words")
        idea = room.propose(room.owner, "my own way")
        room.here(room.officer, actions.open_voting)
        room.act(room.expert, actions.vote, idea=room.idea(room.expert, idea), give=True)
        told = {
            person: room.act(person, lambda person: str(meetings(person)))
            for person in (room.owner, room.expert)
        }
        assert "my own words" in told[room.owner] and "my own way" in told[room.owner]
        assert "my own words" not in told[room.expert] and idea.code in told[room.expert]
