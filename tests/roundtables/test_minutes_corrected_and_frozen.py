"""Minutes: versions, corrections as suggestions, the frozen record, files, and what members read of them."""

import datetime as dt
import io
import json
import zipfile

import pytest
import time_machine
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from oneteam import walls
from oneteam.base.codes import digest_of
from oneteam.base.documents import TYPES, hwpx
from oneteam.base.errors import Invalid, Refused, Stale
from oneteam.base.fields import Bi
from oneteam.config.commands import audit
from oneteam.journal.delivery import written
from oneteam.journal.models import Mail, Reading
from oneteam.problems import actions as problems
from oneteam.roundtables import actions, queries, record
from oneteam.roundtables.drafting import draft_from
from oneteam.roundtables.models import Minutes, MinutesEdition
from tests.at_once import at_once
from tests.factories import make_org, nda, seated
from tests.factories.roundtables import decided, fresh, held, make_house
from tests.speed.counting import cost

pytestmark = pytest.mark.django_db
SECTIONS = [
    (Bi("소리 듣기", "Listening"), Bi("세 가지 소리를 들었다.", "Three sounds.")),
    (Bi("결정", ""), Bi()),
]


def minutes_of(person, table):
    with walls.acting_as(person):
        return queries.minutes_of(table)


def write(house, table, text="논의한 내용", version=0, **more):
    with walls.acting_as(house.officer):
        return actions.save_minutes(
            person=house.officer, table=table, discussion=Bi(text, ""), version=version, **more
        )


def sent(house, table, **more):
    write(house, table, **more)
    with walls.acting_as(house.officer):
        actions.send_minutes(person=house.officer, minutes=queries.minutes_of(table))
    return minutes_of(house.officer, table)


def agreed(house, table, **more):
    sent(house, table, **more)
    with time_machine.travel(timezone.now() + dt.timedelta(days=6)):
        actions.agree_by_silence()
    return minutes_of(house.officer, table)


def suggested(person, table, text="고친 내용", passage="discussion", version=1):
    with walls.acting_as(person):
        return actions.suggest(
            person=person, minutes=queries.minutes_of(table), passage=passage, text=Bi(text, ""),
            reason="그렇게 말하지 않았어요.", version=version,
        )  # fmt: skip


def reread(person, suggestion):
    with walls.acting_as(person):
        return queries.suggestion(suggestion.code).get()


def letters(kind, person):
    with walls.system("test"):
        found = Mail.objects.select_related("recipient").filter(kind=kind, recipient=person)
        return [text for text in map(written, found) if text is not None]


def address(name, table, *args):
    return reverse(f"roundtables:{name}", args=[getattr(table, "code", table), *args])


# --- versions and the first text ------------------------------------------------------------------


def test_each_save_keeps_a_version_and_two_are_compared_word_by_word(client):
    house = make_house()
    table = held(house)
    write(house, table, "용접 소리를 들었다", sections=SECTIONS)
    write(house, table, "용접 소리를 두 번 들었다", version=1)
    client.force_login(house.officer)
    page = client.get(address("minutes_versions", table)).content.decode()
    assert "두 번" in page.split("<ins>")[1].split("</ins>")[0] and "<del>" not in page
    back = client.get(address("minutes_versions", table) + "?one=2&other=1").content.decode()
    assert "두 번" in back.split("<del>")[1].split("</del>")[0]
    for strange in ("?one=99&other=x", "?one=&other=-1", "?one=1&other=1"):
        assert client.get(address("minutes_versions", table) + strange).status_code == 200
    with walls.acting_as(house.owner):
        assert [one.number for one in queries.versions(queries.minutes_of(table))] == [2, 1]


def test_sections_that_are_not_given_stay():
    house = make_house()
    table = held(house)
    write(house, table, sections=SECTIONS)
    write(house, table, "다시", version=1)
    assert minutes_of(house.officer, table).sections[0]["text"]["en"] == "Three sounds."


def test_the_first_text_is_made_from_what_was_recorded(client):
    house = make_house()
    table = decided(house)
    with walls.acting_as(house.officer):
        agenda = [item.title for item in queries.agenda(table)]
        draft = draft_from(table, [(agenda[1], Bi("물은 것", "")), (Bi("밖의 일", ""), Bi("들은 것", ""))])
    assert [title for title, _text in draft.sections] == [*agenda, Bi("밖의 일", "")]
    assert draft.sections[1][1] == Bi("물은 것", "") and not draft.sections[0][1]
    assert "5명" in draft.discussion.ko and "Decision text" in draft.discussion.en
    client.force_login(house.officer)
    page = client.get(address("minutes_edit", table)).content.decode()
    assert draft.discussion.ko in page and str(agenda[1]) in page
    answer = client.post(address("minutes_edit", table), {"discussion_ko": "요지", "section2_ko": "물은 것"})
    assert answer.status_code == 302
    assert minutes_of(house.officer, table).sections[1]["text"]["ko"] == "물은 것"


def test_the_editor_reads_the_minutes_or_what_a_first_text_is_made_from_once(client):
    house = make_house()
    table = decided(house)
    client.force_login(house.officer)
    first = cost(client, address("minutes_edit", table)).statements
    assert sum('FROM "roundtables_agendaitem"' in sql for sql in first) == 1
    write(house, table, sections=SECTIONS)
    again = cost(client, address("minutes_edit", table)).statements
    assert sum('FROM "roundtables_minutes"' in sql for sql in again) == 1


def test_minutes_without_a_word_are_refused_beside_the_field(client):
    house = make_house()
    table = held(house)
    client.force_login(house.officer)
    assert client.post(address("minutes_edit", table), {"next_meeting_ko": "다음 주"}).status_code == 422


# --- corrections ------------------------------------------------------------------------------------


def test_a_correction_that_is_taken_over_is_a_new_version_to_be_sent_again():
    house = make_house()
    table = held(house)
    sent(house, table)
    one = suggested(house.owner, table)
    assert letters("roundtables.correction_suggested", house.officer)
    with walls.acting_as(house.officer):
        found = queries.suggestion(one.code).get()
        actions.take_over(person=house.officer, suggestion=found, text=Bi("고친 내용", ""), version=1)
    now = minutes_of(house.officer, table)
    assert (now.discussion.ko, now.version, now.sent_at) == ("고친 내용", 2, None)
    assert reread(house.owner, one).state == "taken"


def test_two_people_correct_the_same_passage_and_both_suggestions_stay(client):
    house = make_house()
    table = held(house)
    sent(house, table)
    expert = house.profiles[1].person
    one, two = suggested(house.owner, table, "하나"), suggested(expert, table, "둘")
    with walls.acting_as(house.officer):
        actions.take_over(
            person=house.officer,
            suggestion=queries.suggestion(one.code).get(),
            text=Bi("하나", ""),
            version=1,
        )
    client.force_login(house.officer)
    page = client.get(address("suggestion", two.code)).content.decode()
    assert all(
        text in page for text in ("논의한 내용", "하나", "둘")
    )  # what stood, what stands, what is suggested
    old = client.post(
        address("suggestion", two.code), {"do": "take", "text_ko": "둘", "version": 1}
    )  # the page from before
    assert old.status_code == 409 and "하나" in old.content.decode()
    new = client.post(address("suggestion", two.code), {"do": "take", "text_ko": "하나와 둘", "version": 2})
    assert new.status_code == 302
    assert minutes_of(house.officer, table).discussion.ko == "하나와 둘"


def test_a_correction_is_declined_with_a_reason_and_the_days_begin_again():
    house = make_house()
    table = held(house)
    sent(house, table)
    one = suggested(house.owner, table)
    with time_machine.travel(timezone.now() + dt.timedelta(days=6)):
        assert actions.agree_by_silence() == 0  # it is no silence
        with walls.acting_as(house.officer):
            found = queries.suggestion(one.code).get()
            with pytest.raises(Invalid):
                actions.decline(person=house.officer, suggestion=found, answer=" ")
            actions.decline(person=house.officer, suggestion=found, answer="녹음과 달라요.")
            with pytest.raises(Refused):
                actions.decline(person=house.officer, suggestion=found, answer="또")
        assert actions.agree_by_silence() == 0
    assert reread(house.owner, one).answer == "녹음과 달라요."
    assert letters("roundtables.correction_answered", house.owner)
    with time_machine.travel(timezone.now() + dt.timedelta(days=12)):
        assert actions.agree_by_silence() == 1


def test_nobody_corrects_who_was_not_there_or_what_is_agreed_and_only_who_leads_answers():
    house = make_house()
    table = held(house)
    sent(house, table)
    other = seated("officer", make_org("second host"))
    with pytest.raises(Refused):
        suggested(other, table)
    for text, passage, version in (
        ("논의한 내용", "discussion", 1),
        ("가", "99", 1),
        ("가", "discussion", 7),
    ):
        with pytest.raises((Refused, Invalid)):
            suggested(house.owner, table, text, passage, version)
    one = suggested(house.owner, table)
    with walls.acting_as(house.owner), pytest.raises(Refused):
        found = queries.suggestion(one.code).get()
        actions.take_over(person=house.owner, suggestion=found, text=Bi("가", ""), version=1)
    with walls.acting_as(house.officer), pytest.raises(Stale):
        actions.take_over(
            person=house.officer, suggestion=queries.suggestion(one.code).get(), text=Bi("가", ""), version=9
        )
    with walls.acting_as(house.officer):
        actions.decline(person=house.officer, suggestion=queries.suggestion(one.code).get(), answer="아니요")
    with time_machine.travel(timezone.now() + dt.timedelta(days=6)):
        actions.agree_by_silence()
    with pytest.raises(Refused):
        suggested(house.owner, table)


def test_the_pages_of_a_correction_answer_bad_input_with_a_sentence(client):
    house = make_house()
    table = held(house)
    sent(house, table)
    client.force_login(house.owner)
    assert client.get(address("suggest", table, "77")).status_code == 404
    empty = client.post(address("suggest", table, "discussion"), {"text_ko": "", "version": "x"})
    assert empty.status_code == 422
    client.post(address("suggest", table, "discussion"), {"text_ko": "새 글", "reason": "까닭", "version": 1})
    with walls.acting_as(house.owner):
        code = queries.suggestions(queries.minutes_of(table)).get().code
    assert client.post(address("suggestion", code), {"do": "take"}).status_code == 404  # not theirs to answer
    client.force_login(house.officer)
    for data in ({"do": "decline"}, {"do": "take", "version": 1}, {"do": "x"}):
        assert client.post(address("suggestion", code), data).status_code == 422
    assert client.post(address("suggestion", code), {"do": "decline", "answer": "아니요"}).status_code == 302


def test_an_answer_to_what_was_answered_meanwhile_is_refused_and_the_text_stays(client):
    house = make_house()
    table = held(house)
    sent(house, table)
    one = suggested(house.owner, table)
    client.force_login(house.officer)
    page = client.get(address("suggestion", one.code)).content.decode()
    assert f'data-draft="answer:{one.code}"' in page
    with walls.acting_as(house.officer):
        actions.decline(person=house.officer, suggestion=reread(house.officer, one), answer="아니요")
    late = {"do": "take", "text_ko": "한 시간 고친 글", "version": 1}
    answer = client.post(address("suggestion", one.code), late)
    assert answer.status_code == 409 and "한 시간 고친 글" in answer.content.decode()


def test_a_correction_typed_while_the_minutes_were_agreed_or_changed_is_refused_and_stays(client):
    house = make_house()
    table = held(house)
    sent(house, table, sections=SECTIONS)
    client.force_login(house.owner)
    typed = {"text_ko": "내가 쓴 글", "reason": "까닭", "version": 1}
    write(house, table, version=1, sections=SECTIONS[:1])
    page, gone = address("suggest", table, "discussion"), address("suggest", table, "2")
    assert client.get(gone).status_code == 404
    answer = client.post(gone, typed | {"version": 2})
    assert answer.status_code == 409 and "내가 쓴 글" in answer.content.decode()
    with walls.acting_as(house.officer):
        actions.send_minutes(person=house.officer, minutes=queries.minutes_of(table))
    with time_machine.travel(timezone.now() + dt.timedelta(days=6)):
        actions.agree_by_silence()
    answer = client.post(page, typed)
    assert answer.status_code == 409 and "내가 쓴 글" in answer.content.decode()
    assert client.get(page).status_code == 404


# --- the frozen record ----------------------------------------------------------------------------------


def test_agreed_minutes_are_frozen_with_a_digest_and_the_database_keeps_them(client):
    house = make_house()
    table = decided(house)
    minutes = agreed(house, table, sections=SECTIONS)
    assert minutes.digest == digest_of(json.loads(json.dumps(minutes.frozen)))
    assert record.holds(minutes)
    client.force_login(house.owner)
    assert minutes.digest in client.get(address("minutes", table)).content.decode()
    with walls.system("somebody with the database"), pytest.raises(DatabaseError), transaction.atomic():
        Minutes.objects.filter(pk=minutes.pk).update(discussion=Bi("다른 글", ""))
    minutes.discussion = Bi("다른 글", "")
    assert not record.holds(minutes)
    minutes = minutes_of(house.officer, table)
    minutes.frozen["decision"]["text"]["ko"] = "다른 결정"
    assert not record.holds(minutes)


def test_the_operator_is_told_of_minutes_that_were_changed_past_the_guard(capsys):
    house = make_house()
    table = held(house)
    minutes = agreed(house, table)
    assert record.broken() == []
    with walls.system("an operator with every right"), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE roundtables_minutes DISABLE TRIGGER keep_agreed_minutes")
        Minutes.objects.filter(pk=minutes.pk).update(discussion=Bi("다른 글", ""))
        cursor.execute("ALTER TABLE roundtables_minutes ENABLE TRIGGER keep_agreed_minutes")
    assert record.broken() == [table.code]
    assert audit.verify() == 1 and table.code in capsys.readouterr().out


def test_what_is_done_after_sending_is_not_in_what_was_agreed(client):
    house = make_house()
    table = held(house)
    sent(house, table)
    with walls.acting_as(house.officer):
        actions.decide(
            person=house.officer, table=table, kind="advice", text=Bi("나중 결정", ""), responsible=house.owner,
            due_on=timezone.localdate() + dt.timedelta(days=9),
        )  # fmt: skip
    with time_machine.travel(timezone.now() + dt.timedelta(days=6)):
        actions.agree_by_silence()
    minutes = minutes_of(house.officer, table)
    assert minutes.frozen["decision"] is None and minutes.frozen["by_silence"]
    client.force_login(house.officer)
    assert "나중 결정" in client.get(address("minutes", table)).content.decode()  # told as later


def test_the_letter_says_that_silence_agrees():
    house = make_house()
    table = held(house)
    sent(house, table)
    (letter,) = letters("roundtables.minutes_sent", house.owner)
    assert len(letter.paragraphs) == 3 and "그때까지" in letter.paragraphs[1]


# --- files -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_minutes_are_handed_out_in_each_form_and_the_reading_is_noted(client, language):
    house = make_house(level="named")
    table = decided(house)
    minutes = agreed(house, table, sections=SECTIONS)
    expert = house.profiles[1].person
    client.force_login(expert)
    client.cookies["language"] = language
    client.post(reverse("base:language"), {"language": language})
    found = {kind: client.get(address("minutes_file", table, kind)) for kind in TYPES}
    for kind, answer in found.items():
        assert answer["Content-Type"] == TYPES[kind]
        assert answer["Content-Disposition"] == f'attachment; filename="minutes-{table.code}.{kind}"'
    text = hwpx.read(found["hwpx"].content)
    wanted = {
        "ko": ["회의록", "회의명", "일시", "장소", "안건", "논의", "세 가지 소리를 들었다.", "작성", "확인"],
        "en": ["Minutes", "Place", "Agenda", "Three sounds.", "Decision text", "by silence"],
    }
    assert [word for word in wanted[language] if word not in text] == []
    assert (
        expert.name in PdfReader(io.BytesIO(found["pdf"].content)).pages[0].extract_text()
    )  # across the page
    parts = zipfile.ZipFile(io.BytesIO(found["hwpx"].content))
    assert minutes.digest in parts.read("Contents/section0.xml").decode()  # in the footer
    with walls.acting_as(house.owner):
        read = set(Reading.objects.filter(person=expert).values_list("what", flat=True))
    assert {f"minutes.{kind}" for kind in TYPES} <= read
    assert client.get(address("minutes_file", table, "exe")).status_code == 404
    client.force_login(house.profiles[0].person)  # no NDA
    assert client.get(address("minutes_file", table, "pdf")).status_code == 404


# --- what members read ------------------------------------------------------------------------------------


def prepared(house, table, passages, with_names=False, version=0):
    with walls.acting_as(house.officer):
        return actions.save_edition(
            person=house.officer, minutes=queries.minutes_of(table), passages=passages, with_names=with_names,
            version=version,
        )  # fmt: skip


def published(house, table, version=1):
    with walls.acting_as(house.owner):
        actions.publish_edition(person=house.owner, minutes=queries.minutes_of(table), version=version)


def shared(house):
    with walls.acting_as(house.owner):
        problems.set_disclosure(person=house.owner, problem=fresh(house.problem), decision_shared=True)


CHOSEN = {"discussion": ("replaced", Bi("소리로 결함을 찾는 길을 이야기했다.", "")), "1": ("as_it_is", Bi())}


def test_members_read_only_what_the_owner_published_and_nobody_is_named(client):
    house = make_house()
    table = decided(house)
    agreed(house, table, sections=SECTIONS)
    edition = prepared(house, table, CHOSEN)
    member = seated("staff", make_org("member"))
    client.force_login(member)
    assert client.get(address("edition", edition.code)).status_code == 404
    published(house, table)
    assert client.get(address("edition", edition.code)).status_code == 404  # the decision is not shared yet
    shared(house)
    page = client.get(address("edition", edition.code)).content.decode()
    assert "소리로 결함을" in page and "세 가지 소리를" in page and "논의한 내용" not in page
    assert "결정" in page and "회의실" not in page
    main = page[page.index("<main") :]
    assert not [one.person.name for one in house.profiles if one.person.name in main]
    for kind in TYPES:
        answer = client.get(address("edition_file", edition.code, kind))
        assert answer["Content-Disposition"] == f'attachment; filename="minutes-{edition.code}.{kind}"'
    assert client.get(address("edition_file", edition.code, "exe")).status_code == 404
    assert edition.code in client.get(house.problem.get_absolute_url()).content.decode()
    assert client.get(address("minutes", table)).status_code == 404
    with walls.acting_as(house.owner):
        actions.take_back_edition(person=house.owner, minutes=queries.minutes_of(table))
    assert client.get(address("edition", edition.code)).status_code == 404


def test_a_passage_that_names_somebody_is_not_published_unless_names_are_allowed(client):
    house = make_house()
    table = decided(house)
    name = house.profiles[1].person.name
    agreed(house, table, text=f"{name}의 제안")
    prepared(house, table, {"discussion": ("as_it_is", Bi())})
    with pytest.raises(Refused) as refusal:
        published(house, table)
    assert name in str(refusal.value)
    prepared(house, table, {"discussion": ("as_it_is", Bi())}, with_names=True, version=1)
    published(house, table, version=2)
    with walls.acting_as(house.owner):
        assert len(MinutesEdition.objects.get().content["present"]) == 5


def test_a_change_takes_the_edition_back_and_only_the_owner_publishes():
    house = make_house()
    table = decided(house)
    agreed(house, table)
    prepared(house, table, CHOSEN)
    with walls.acting_as(house.officer), pytest.raises(Refused):
        actions.publish_edition(person=house.officer, minutes=queries.minutes_of(table), version=1)
    published(house, table)
    prepared(house, table, {}, version=2)
    with walls.acting_as(house.owner):
        edition = MinutesEdition.objects.get()
        assert (edition.published_at, edition.content) == (None, None)
        with pytest.raises(Stale):
            actions.publish_edition(person=house.owner, minutes=queries.minutes_of(table), version=1)
        with pytest.raises(Refused):
            actions.take_back_edition(person=house.owner, minutes=queries.minutes_of(table))


def test_an_edition_is_prepared_on_its_page_and_seen_as_members_will(client):
    house = make_house()
    table = decided(house)
    agreed(house, table, sections=SECTIONS)
    client.force_login(house.owner)
    url = address("edition_prepare", table)
    wrong = {"shown_discussion": "replaced", "shown_1": "as_it_is", "shown_2": "not"}
    answer = client.post(url, wrong)
    assert answer.status_code == 422
    assert client.post(url, wrong | {"text_discussion_ko": "짧은 글"}).status_code == 302
    page = client.get(url).content.decode()
    assert page.count("짧은 글") >= 2  # in the form and as members will read it
    assert client.post(address("edition_act", table, "publish"), {"version": "1"}).status_code == 302
    assert client.post(address("edition_act", table, "publish"), {"version": "x"}).status_code == 409
    assert client.post(address("edition_act", table, "burn")).status_code == 404
    expert = house.profiles[1].person
    client.force_login(expert)
    assert client.get(url).status_code == 404


def test_of_two_who_prepare_an_edition_the_second_reads_both_texts(client):
    house = make_house()
    table = decided(house)
    agreed(house, table)
    prepared(house, table, CHOSEN)
    client.force_login(house.owner)
    mine = {"shown_discussion": "replaced", "text_discussion_ko": "내가 쓴 글", "version": "0"}
    answer = client.post(address("edition_prepare", table), mine)
    page = answer.content.decode()
    assert answer.status_code == 409 and "내가 쓴 글" in page and str(CHOSEN["discussion"][1]) in page
    assert 'name="version" value="1"' in page
    assert client.post(address("edition_prepare", table), mine | {"version": "1"}).status_code == 302


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_of_two_who_begin_an_edition_at_once_one_is_told():
    house = make_house()
    table = decided(house)
    minutes = agreed(house, table)

    def begin(person):
        return person, lambda: actions.save_edition(
            person=person, minutes=minutes, passages=CHOSEN, with_names=False
        )

    told = at_once(begin(house.officer), begin(house.owner))
    assert sorted(bool(words) for words in told) == [False, True], told


# --- two at once -----------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_of_a_last_agreement_and_a_change_at_once_one_is_told():
    house = make_house()
    table = held(house)
    minutes = sent(house, table)
    nda(house.profiles[0].person)
    for profile in house.profiles:
        with walls.acting_as(profile.person):
            actions.agree_minutes(person=profile.person, minutes=minutes)
    told = at_once(
        (house.owner, lambda: actions.agree_minutes(person=house.owner, minutes=minutes)),
        (house.officer, lambda: write(house, table, "다른 글", version=1)),
    )
    assert sorted(bool(words) for words in told) == [False, True], told
    assert "the thread ended" not in "".join(told)


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_of_two_last_answers_at_once_the_days_of_silence_begin_again():
    house = make_house()
    table = held(house)
    before = sent(house, table).sent_at
    one, two = (suggested(house.owner, table, text) for text in ("하나", "둘"))

    def decline(suggestion):
        found = reread(house.officer, suggestion)
        return house.officer, lambda: actions.decline(
            person=house.officer, suggestion=found, answer="녹음과 달라요."
        )

    assert at_once(decline(one), decline(two)) == ["", ""]
    assert minutes_of(house.officer, table).sent_at > before
