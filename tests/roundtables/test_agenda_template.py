"""The agenda with which new tables begin is a setting of the alliance."""

from __future__ import annotations

import pytest
from django.urls import reverse

from oneteam import walls
from oneteam.base.errors import Stale
from oneteam.base.fields import Bi
from oneteam.roundtables import actions, queries
from oneteam.roundtables.models import AgendaTemplate
from tests.at_once import at_once
from tests.factories import make_org, seated
from tests.factories.roundtables import approved, convened, make_house
from tests.roundtables.test_rooms import signed_in

pytestmark = pytest.mark.django_db
PAGE = "roundtables:agenda_template"
OURS = {"title1_ko": "문제 설명", "minutes1": "20", "title2_en": "Ways", "minutes2": "60"}


def test_without_a_setting_a_table_begins_with_the_items_of_the_house():
    page = signed_in(seated("officer")).get(reverse(PAGE)).content.decode()
    for number, minutes in enumerate((15, 25, 50, 30), start=1):
        field = page.split(f'name="minutes{number}"')[1].split(">")[0]
        assert f'value="{minutes}"' in field
    assert "The owner presents the problem" in page and "문제" in page


def test_what_the_secretariat_keeps_stands_where_a_table_is_convened_and_changes_none_that_is_fixed():
    house = make_house()
    table = convened(house)
    browser = signed_in(house.officer)
    assert browser.post(reverse(PAGE), OURS | {"version": "0"}, follow=True).status_code == 200
    assert reverse(PAGE) in browser.get(reverse("roundtables:list")).content.decode()
    other = make_house()
    approved(other)
    page = browser.get(reverse("roundtables:new", args=[other.problem.code])).content.decode()
    assert "문제 설명" in page and "Ways" in page and 'name="agenda4-minutes"' in page
    assert 'name="agenda5-minutes"' not in page
    with walls.acting_as(house.officer):
        assert queries.agenda(table).count() == 4


def test_a_row_that_was_sent_is_kept_although_the_template_became_shorter_meanwhile():
    house = make_house()
    approved(house)
    browser = signed_in(house.officer)
    browser.post(reverse(PAGE), OURS | {"version": "0"})
    sent = {"agenda6-title_ko": "여섯째", "agenda6-minutes": "9"}
    sent |= {f"agenda{number}-minutes": "" for number in range(1, 6)}
    page = browser.post(reverse("roundtables:new", args=[house.problem.code]), sent).content.decode()
    assert "여섯째" in page


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"minutes1": ""}, "how many minutes"),
        ({"title1_ko": ""}, "what these minutes are for"),
        ({"minutes1": "many"}, "whole number"),
        ({"minutes1": "0"}, "at least 1"),
        ({"minutes2": "9999"}, "at most 480"),
        ({"title1_ko": "가" * 201}, "shorten"),
        ({"title1_ko": "", "minutes1": "", "title2_en": "", "minutes2": ""}, "at least one item"),
    ],
)
def test_bad_input_is_told_in_a_sentence_and_what_was_typed_stays(values, sentence):
    browser = signed_in(seated("officer"))
    answer = browser.post(reverse(PAGE), OURS | {"version": "0"} | values)
    assert answer.status_code == 422 and sentence in answer.content.decode()
    assert 'value="60"' in answer.content.decode() or "minutes2" in values


def test_over_what_somebody_else_saved_both_texts_are_shown():
    browser = signed_in(seated("officer"))
    browser.post(reverse(PAGE), OURS | {"version": "0"})
    answer = browser.post(reverse(PAGE), OURS | {"title1_ko": "다른 말", "version": "0"})
    page = answer.content.decode()
    assert answer.status_code == 409 and "문제 설명" in page and "다른 말" in page and "Both texts" in page


def test_for_everybody_else_there_is_no_such_page_and_no_such_row():
    officer = seated("officer")
    signed_in(officer).post(reverse(PAGE), OURS | {"version": "0"})
    for role in ("owner", "expert", "learner", "coordinator"):
        person = seated(role)
        assert signed_in(person).get(reverse(PAGE)).status_code == 404
        assert signed_in(person).post(reverse(PAGE), OURS | {"version": "1"}).status_code == 404
        with walls.acting_as(person):
            assert not AgendaTemplate.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_of_two_who_keep_the_first_one_at_once_the_second_reads_both():
    one, other = seated("officer"), seated("officer", make_org("host2"), "second")
    told = at_once(
        *(
            (
                who,
                lambda who=who: actions.save_agenda_template(
                    person=who, version=0, agenda=[(Bi(who.name, ""), 10)]
                ),
            )
            for who in (one, other)
        )
    )
    assert sorted(bool(words) for words in told) == [False, True], told
    with walls.acting_as(one), pytest.raises(Stale):
        actions.save_agenda_template(person=one, version=9, agenda=[(Bi("x", ""), 10)])
