"""The room through its pages: how little it asks, what is refused and how, and who is let in."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from oneteam import walls
from oneteam.files.actions import lay
from oneteam.files.models import Attachment
from oneteam.meeting import actions
from oneteam.meeting.models import Idea, Note
from oneteam.roundtables import actions as tables
from tests.meeting.factories import Room
from tests.speed.counting import cost

pytestmark = pytest.mark.django_db
OPEN = {"HTTP_HX_REQUEST": "true"}


def window(person) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def url(name, *args):
    return reverse(f"meeting:{name}", args=args)


def fill(room, rows):
    for number in range(rows):
        for person in (room.owner, room.expert):
            room.here(
                person, actions.write, text=f"note {number}", kind=("said", "settled", "parked")[number % 3]
            )
        room.propose(room.other, f"way {number}")
    for person in (room.officer, room.owner, room.expert, room.other):
        room.here(person, actions.raise_hand)


def test_the_room_and_each_of_its_parts_ask_the_same_for_1_and_for_12_rows():
    names = ("bar", "agenda", "people", "notes", "ideas", "outcome")
    with Room() as room:
        client = window(room.officer)
        pages = [url("room", room.code), *(url("part", room.code, name) for name in names)]
        fill(room, 1)
        one = [cost(client, page) for page in pages]
        fill(room, 11)
        assert [cost(client, page).sql for page in pages] == [found.sql for found in one]
    assert one[0].sql <= 15, one[0].told()


def test_an_empty_note_is_refused_with_a_sentence_and_what_was_typed_stays():
    with Room() as room:
        client = window(room.owner)
        answer = client.post(url("say", room.code), {"text": "  ", "kind": "said"})
        assert answer.status_code == 422
        assert "말한 내용을 적어 주세요." in answer.content.decode()
        assert client.post(url("say", room.code), {"text": " "}, **OPEN).status_code == 409
        long = client.post(url("say", room.code), {"text": "가" * 4001, "kind": "settled"})
        assert long.status_code == 422 and "가" * 4001 in long.content.decode()


def test_without_script_every_press_leads_back_to_the_room():
    with Room() as room:
        client = window(room.owner)
        answer = client.post(url("say", room.code), {"text": "말했다", "kind": "said"}, follow=True)
        assert answer.redirect_chain == [(url("room", room.code), 302)]
        assert "말했다" in answer.content.decode()
        client.post(url("hand", room.code))
        assert "손든 사람" in client.get(url("room", room.code)).content.decode()
        refused = client.post(url("go", room.code), {"seen": 1, "number": 2})
        assert refused.status_code == 409 and "회의실로 돌아가기" in refused.content.decode()


def test_the_later_of_two_changes_of_a_note_reads_both_texts():
    with Room() as room:
        note = room.here(room.owner, actions.write, text="first")
        page = url("note", note.code)
        assert window(room.officer).post(page, {"text": "second", "version": 1}).status_code == 302
        answer = window(room.owner).post(page, {"text": "third", "version": 1})
        shown = answer.content.decode()
        assert answer.status_code == 409 and "second" in shown and "third" in shown
        over = window(room.owner).post(page, {"text": "third", "version": 1}, **OPEN)
        assert over.status_code == 422 and "<html" not in over.content.decode()


def test_whoever_is_not_at_the_table_finds_nothing():
    with Room() as room:
        note = room.here(room.owner, actions.write, text="told inside")
        idea = room.propose(room.expert, "way")
        client = window(room.unsigned)
        for page in (
            url("room", room.code), url("part", room.code, "notes"), url("note", note.code), url("idea", idea.code),
            url("propose", room.code), url("gist", room.code, 1), url("attach", room.code), url("end", room.code),
        ):  # fmt: skip
            assert client.get(page).status_code == 404
        for name in ("say", "hand", "here", "begin", "go", "voting", "chair"):
            assert client.post(url(name, room.code), {"text": "x"}).status_code == 404
        with walls.system("test"):
            assert (Note.objects.count(), Idea.objects.count()) == (1, 1)


def test_the_room_is_read_after_the_meeting_and_takes_nothing_more():
    with Room() as room:
        room.here(room.owner, actions.write, text="said in the meeting")
        client = window(room.officer)
        page = client.get(url("end", room.code)).content.decode()
        assert "회의 마치기" in page
        everybody = {f"seat{person.pk}-present": "on" for person in (room.officer, room.owner)}
        done = client.post(url("end", room.code), {"sent": "1", **everybody})
        assert done["Location"] == reverse("roundtables:minutes", args=[room.code])
        shown = window(room.expert).get(url("room", room.code)).content.decode()
        assert "said in the meeting" in shown and "<textarea" not in shown
        answer = window(room.expert).get(url("part", room.code, "notes"), **OPEN)
        assert answer["HX-Refresh"] == "true"


def test_a_file_is_shown_in_the_room_and_goes_with_the_minutes():
    with Room() as room:
        client = window(room.expert)
        upload = SimpleUploadedFile("readings.csv", b"day,n\n1,2\n")
        assert client.post(url("attach", room.code), {"file": upload}).status_code == 302
        assert "readings.csv" in window(room.owner).get(url("room", room.code)).content.decode()


def test_what_there_was_to_read_before_is_listed_for_whoever_may_open_it():
    with Room(begun=False) as room:
        upload = SimpleUploadedFile("readings.csv", b"a,b\n1,2\n")
        room.act(room.owner, tables.add_material, table=room.table(room.owner), upload=upload)
        room.act(room.officer, actions.begin, table=room.table(room.officer))
        for person in (room.officer, room.owner, room.expert):
            for page in (url("room", room.code), url("part", room.code, "outcome")):
                text = window(person).get(page).content.decode()
                assert text.count("readings.csv") == 1 and "미리 읽을 자료" in text
        with walls.system("one that only the owner's desk may read"):
            file = Attachment.objects.get()
            lay(target=file.target, circle=room.table(room.owner).problem.disclosure.desk)
        assert "readings.csv" in window(room.owner).get(url("room", room.code)).content.decode()
        text = window(room.expert).get(url("room", room.code)).content.decode()
        assert "readings.csv" not in text and "미리 읽을 자료" not in text
        assert window(room.unsigned).get(url("room", room.code)).status_code == 404
