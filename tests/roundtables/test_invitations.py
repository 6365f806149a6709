"""An invitation is answered by its link without signing in; who declines is followed by the next in line."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from oneteam import walls
from oneteam.base.errors import Invalid, Refused, Stale
from oneteam.base.jobs import run_waiting
from oneteam.experts.models import Engagement, ExpertProfile
from oneteam.journal.delivery import written
from oneteam.journal.models import Entry, Mail
from oneteam.roundtables import actions, queries
from oneteam.roundtables.facts import quarter
from oneteam.roundtables.links import token_of
from oneteam.roundtables.models import (
    Attendance,
    Booking,
    MatchRun,
    Replacement,
    RoundTable,
    TableInvitation,
)
from tests.at_once import at_once
from tests.factories import make_org, rivals, seated
from tests.factories.roundtables import EASY, convened, fresh, get_table, make_house, plan

pytestmark = pytest.mark.django_db


def invited(table, person):
    with walls.acting_as(person):
        return TableInvitation.objects.get(table_code=table.code, person=person)


def link(table, person):
    return reverse("roundtables:answer", args=[token_of(invited(table, person))])


def elsewhere(house, table):
    return RoundTable.objects.create(
        problem=house.problem, circle=table.circle, chair=house.officer, state="fixed",
        starts_at=table.starts_at, ends_at=table.ends_at,
    )  # fmt: skip


def story(person):
    """All that somebody reads of what was done."""
    with walls.acting_as(person):
        return " ".join(str(entry.data) for entry in Entry.objects.all())


def seat(house, person):
    with walls.acting_as(house.officer):
        return Attendance.objects.get(person=person)


@pytest.mark.parametrize("level", ["alliance", "named"])
def test_the_mail_leads_to_a_page_that_answers_without_signing_in(level):
    house = make_house(level)
    table = convened(house)
    expert = house.profiles[0].person
    with walls.system("test"):
        mail = Mail.objects.select_related("recipient").get(kind="roundtables.invited", recipient=expert)
    assert written(mail).path == link(table, expert)
    page = Client().get(link(table, expert)).content.decode()
    assert seat(house, expert).answer == "asked"  # opening it answers nothing: a mail scanner does as much
    title = str(house.problem.title)
    assert (title in page) == (level == "alliance")
    assert Client().post(link(table, expert), {"answer": "accept"}).status_code == 302
    assert seat(house, expert).answer == "accepted"
    again = Client().post(link(table, expert), {"answer": "decline", "reason": "no"})
    assert again.status_code == 409 and "이미 답하셨어요" in again.content.decode()
    assert "참석" in Client().get(link(table, expert)).content.decode()


def test_who_has_accepted_may_still_decline_signed_in_but_not_by_the_link():
    house = make_house()
    table = convened(house)
    expert = house.profiles[1].person
    assert Client().post(link(table, expert), {"answer": "accept"}).status_code == 302
    assert 'value="decline"' not in Client().get(link(table, expert)).content.decode()
    browser = Client()
    browser.force_login(expert, backend="django.contrib.auth.backends.ModelBackend")
    page = reverse("roundtables:invitation", args=[table.code])
    assert 'value="decline"' in browser.get(page).content.decode()
    assert browser.post(page, {"answer": "decline", "reason": ""}).status_code == 422
    assert browser.post(page, {"answer": "decline", "reason": "ill"}).status_code == 302
    assert (seat(house, expert).answer, seat(house, expert).reason) == ("declined", "ill")
    assert 'value="decline"' not in browser.get(page).content.decode()
    assert browser.post(page, {"answer": "accept"}).status_code == 409
    with walls.acting_as(house.officer):
        assert [one.person for one in queries.declined(table)] == [expert]


def test_a_link_that_was_tampered_with_or_of_somebody_who_left_leads_nowhere():
    house = make_house()
    table = convened(house)
    expert, other = house.profiles[0].person, house.profiles[1].person
    good = link(table, expert)
    assert Client().get(good[:-3] + "xx/").status_code == 404
    assert Client().get(reverse("roundtables:answer", args=["1.2:abc"])).status_code == 404
    theirs = link(table, other)
    with walls.system("somebody leaves"):
        type(expert).objects.filter(pk=expert.pk).update(is_active=False)
    assert Client().get(good).status_code == 404
    assert Client().get(theirs).status_code == 200


def test_the_link_tells_whoever_holds_it_nothing_of_another_table():
    house = make_house()
    table = convened(house)
    expert = house.profiles[0].person
    with walls.system("another table, of which nobody but the expert may know, holds that hour"):
        Booking.objects.filter(person=expert).update(holds=False)
        Booking.objects.create(
            table=elsewhere(house, table), person=expert, holds=True,
            circle=Booking.objects.filter(person=expert).first().circle, span=(table.starts_at, table.ends_at),
        )  # fmt: skip
    answer = Client().post(link(table, expert), {"answer": "accept"})
    assert answer.status_code == 409
    assert (
        "로그인해서 답해 주세요" in answer.content.decode()
        and "다른 라운드테이블" not in answer.content.decode()
    )


def test_a_table_that_was_called_off_cannot_be_answered_by_the_old_link():
    house = make_house()
    table = convened(house)
    expert = house.profiles[0].person
    old = link(table, expert)
    with walls.acting_as(house.officer):
        actions.cancel(person=house.officer, table=get_table(house.officer, table.code), reason="ill")
    answer = Client().post(old, {"answer": "accept"})
    assert answer.status_code == 409 and "예정대로 열리지" in answer.content.decode()


def test_declining_wants_a_reason_and_may_suggest_somebody():
    house = make_house()
    table = convened(house)
    expert = house.profiles[2].person
    empty = Client().post(link(table, expert), {"answer": "decline", "reason": " ", "suggests": "Kim, NEI"})
    assert empty.status_code == 422 and "Kim, NEI" in empty.content.decode()
    Client().post(link(table, expert), {"answer": "decline", "reason": "abroad", "suggests": "Kim, NEI"})
    kept = seat(house, expert)
    assert (kept.answer, kept.reason) == ("declined", "abroad")
    assert "Kim, NEI" in story(house.officer) and "Kim, NEI" in story(house.owner)
    assert "Kim, NEI" not in story(house.profiles[1].person)  # on the panel, under an NDA


def test_a_conflict_told_is_kept_and_no_match_proposes_them_to_this_owner_again():
    house = make_house()
    table = convened(house)
    profile = house.profiles[2]
    Client().post(link(table, profile.person), {"answer": "conflict", "reason": "I advise them"})
    kept = seat(house, profile.person)
    assert (kept.answer, kept.reason) == ("declined", "")
    with walls.acting_as(profile.person):
        assert Engagement.objects.get(profile=profile).kind == "conflict"
        assert queries.table(table.code).first() is None  # the room is closed to them, NDA or not
    assert "I advise them" in story(house.officer)
    for other in (house.owner, house.profiles[1].person):
        assert "I advise them" not in story(other)
    with walls.system("test"):
        assert Mail.objects.filter(kind="roundtables.answered", recipient=house.officer).exists()


def conflicted():
    house = make_house("named", experts_count=4)
    table = convened(house)
    with walls.acting_as(house.officer):
        gone = queries.attendance(table).filter(is_expert=True).last().person
    Client().post(link(table, gone), {"answer": "conflict", "reason": "I advise them"})
    run_waiting()
    return house, table, gone


def test_a_conflict_told_runs_the_match_again_beside_the_list_agreed_to():
    house, table, gone = conflicted()
    with walls.acting_as(house.officer):
        new = MatchRun.objects.get(beside=table.run_id)
        chosen = {one.person_id for one in queries.panel(new)}
        assert queries.candidates(new).get(person=gone).excluded == ["declared"]
        assert (new.state, queries.approved_run(fresh(house.problem)).pk) == ("proposed", table.run_id)
        assert fresh(house.problem).state == "scheduled"
        with pytest.raises(Refused):
            actions.send_to_owner(person=house.officer, run=queries.run(new.code).get())
    assert gone.pk not in chosen and len(chosen) == 3
    browser = Client()
    browser.force_login(house.officer, backend="django.contrib.auth.backends.ModelBackend")
    compared = reverse("roundtables:compare", args=[house.problem.code])
    page = browser.get(table.get_absolute_url()).content.decode()
    assert f"{compared}?one={table.run.code}&amp;other={new.code}" in page
    both = browser.get(f"{compared}?one={table.run.code}&other={new.code}")
    assert both.status_code == 200 and gone.name in both.content.decode()
    with walls.system("test"):
        (told,) = Mail.objects.select_related("recipient").filter(kind="roundtables.matched_beside")
    assert told.recipient == house.officer and new.code in written(told).path


def test_of_the_match_after_a_conflict_nobody_but_the_secretariat_learns():
    house, table, gone = conflicted()
    rival = make_org("rival", hosts_secretariat=True)
    rivals(house.company, rival, ["robot"])
    others = [house.owner, gone, house.profiles[1].person, seated("officer", rival, "seconded")]
    for one in others:
        with walls.acting_as(one):
            assert not MatchRun.objects.filter(beside__isnull=False).exists()
            assert not Entry.objects.filter(verb="roundtables.matched_beside").exists()
        browser = Client()
        browser.force_login(one, backend="django.contrib.auth.backends.ModelBackend")
        assert "compare/" not in browser.get(table.get_absolute_url()).content.decode()


def test_a_match_after_a_conflict_that_cannot_be_computed_is_told_and_hinders_no_answer():
    house = make_house()
    table = convened(house)
    with walls.system("whoever was on the list is fixed by hand and has left"):
        MatchRun.objects.update(parameters={"excluded": [], "pinned": [], "size": 99})
    Client().post(link(table, house.profiles[1].person), {"answer": "conflict", "reason": "I advise them"})
    run_waiting()
    assert seat(house, house.profiles[1].person).answer == "declined"
    with walls.system("test"):
        (told,) = Mail.objects.select_related("recipient").filter(kind="roundtables.matched_beside")
    assert written(told).path.startswith(reverse("roundtables:match", args=[house.problem.code]))


def declined_house():
    """Four experts match, three are on the list, and one of them declines."""
    house = make_house(experts_count=4)
    table = convened(house)
    with walls.acting_as(house.officer):
        gone = queries.attendance(table).filter(is_expert=True).first().person
    Client().post(link(table, gone), {"answer": "decline", "reason": "ill"})
    with walls.acting_as(house.officer):
        line = list(queries.next_in_line(table))
    assert len(line) == 1
    return house, get_table(house.officer, table.code), gone, line[0]


def propose(house, table, gone, candidate):
    with walls.acting_as(house.officer):
        return actions.propose_replacement(
            person=house.officer, table=table, seat=gone.pk, code=candidate.expert_code
        )


def asked_of(house):
    with walls.acting_as(house.owner):
        return queries.replacement(Replacement.objects.get().code).get()


def test_the_next_in_line_is_invited_when_the_owner_agrees():
    house, table, gone, candidate = declined_house()
    client = Client()
    client.force_login(house.officer, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(table.get_absolute_url()).content.decode()
    assert "빈자리" in page and candidate.person.name in page
    propose(house, table, gone, candidate)
    with pytest.raises(Refused):
        propose(house, table, gone, candidate)
    with walls.acting_as(candidate.person):
        assert not TableInvitation.objects.exists()  # not before the owner's yes
    with walls.acting_as(house.officer), pytest.raises(Refused):
        actions.answer_replacement(
            person=house.officer, asked=queries.replacement(Replacement.objects.get().code).get(), agreed=True
        )
    with walls.acting_as(house.owner):
        actions.answer_replacement(person=house.owner, asked=asked_of(house), agreed=True)
    assert invited(table, candidate.person).answer == "asked"
    with walls.acting_as(house.officer):
        assert not queries.declined(table).exists()
        assert not queries.next_in_line(table).exists()


def test_who_declined_stays_in_the_panel_as_declined_with_the_substitute_beside():
    house, table, gone, candidate = declined_house()
    propose(house, table, gone, candidate)
    with walls.acting_as(house.owner):
        actions.answer_replacement(person=house.owner, asked=asked_of(house), agreed=True)
    pages = {}
    signed = next(profile.person for profile in house.profiles[1:] if profile.person != gone)
    for person in (house.officer, house.owner, signed):
        browser = Client()
        browser.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        page = browser.get(table.get_absolute_url()).content.decode()
        pages[person] = page[page.index("seatc") :]
    for person in (house.officer, house.owner):
        row = pages[person].split("대신 요청한 사람")[0][-600:]
        assert gone.name in row and "거절" in row
        after = pages[person].split("대신 요청한 사람")[1][:600]
        assert after.count(candidate.person.name) == 2
    assert "대신 요청한 사람" not in pages[signed]  # who stands in for whom is told at the desk alone
    assert gone.name in pages[signed] and candidate.person.name in pages[signed]


def test_whom_the_owner_refuses_is_not_proposed_again():
    house, table, gone, candidate = declined_house()
    propose(house, table, gone, candidate)
    with walls.acting_as(house.owner):
        actions.answer_replacement(person=house.owner, asked=asked_of(house), agreed=False)
        with pytest.raises(Refused, match="이미 답한"):
            actions.answer_replacement(person=house.owner, asked=asked_of(house), agreed=True)
    with walls.acting_as(house.officer):
        assert queries.declined(table).count() == 1
        assert not queries.next_in_line(table).exists()


def test_who_became_a_conflict_since_is_not_proposed():
    house, table, gone, candidate = declined_house()
    from oneteam.experts import actions as experts

    with walls.acting_as(house.officer):
        profile = queries.experts_by_code([candidate.expert_code])[0]
        experts.declare_engagement(
            person=house.officer, profile=profile, organisation=house.company, kind="conflict"
        )
    with pytest.raises(Exception, match="이 자리에 앉을 수 없어요"):
        propose(house, table, gone, candidate)


def test_who_has_no_table_left_in_that_quarter_is_not_proposed():
    """The owner may know of none of the other tables, so it is the secretariat that is told."""
    house, table, gone, candidate = declined_house()
    other = make_house(experts_count=0)
    with walls.acting_as(other.officer):
        run = actions.choose(
            person=other.officer, problem=fresh(other.problem), codes=[candidate.expert_code], parameters=EASY
        )
        actions.send_to_owner(person=other.officer, run=queries.run(run.code).get())
    with walls.acting_as(other.owner):
        actions.approve_panel(person=other.owner, run=queries.run(run.code).get())
    hours = dt.timedelta(hours=5)
    _, after = quarter(timezone.localdate(table.starts_at))
    same = table.starts_at + (hours if table.starts_at + hours < after else -hours)
    with walls.acting_as(other.officer):
        actions.convene(person=other.officer, problem=fresh(other.problem), plan=plan(other, starts_at=same))
    with walls.system("a test gives everybody one table a quarter"):
        ExpertProfile.objects.update(quota=1)
    with pytest.raises(Invalid, match="횟수를 다 썼어요"):
        propose(house, table, gone, candidate)
    with walls.system("a test gives everybody two"):
        ExpertProfile.objects.update(quota=2)
    propose(house, table, gone, candidate)


def test_everyone_declines_and_the_page_says_that_nobody_is_left():
    house = make_house()
    table = convened(house)
    with walls.acting_as(house.officer):
        everybody = [one.person for one in queries.attendance(table).filter(is_expert=True)]
    for person in everybody:
        Client().post(link(table, person), {"answer": "decline", "reason": "ill"})
    client = Client()
    client.force_login(house.officer, backend="django.contrib.auth.backends.ModelBackend")
    assert "다음 순서가 없어요" in client.get(table.get_absolute_url()).content.decode()


def test_nobody_else_sees_who_is_proposed():
    house, table, gone, candidate = declined_house()
    code = propose(house, table, gone, candidate).code
    stranger = seated("staff", name="stranger")
    for person in (stranger, house.profiles[1].person, candidate.person):
        client = Client()
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        assert client.get(reverse("roundtables:replacement", args=[code])).status_code == 404


def test_the_owners_yes_to_a_table_that_was_cancelled_meanwhile_asks_nobody():
    house, table, gone, candidate = declined_house()
    propose(house, table, gone, candidate)
    seen = asked_of(house)
    with walls.acting_as(house.officer):
        actions.cancel(person=house.officer, table=get_table(house.officer, table.code), reason="ill")
    with walls.acting_as(house.owner), pytest.raises(Stale, match=house.officer.name):
        actions.answer_replacement(person=house.owner, asked=seen, agreed=True)
    with walls.acting_as(candidate.person):
        assert not TableInvitation.objects.exists() and not Booking.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_of_a_yes_and_a_cancelling_at_once_nobody_stays_invited():
    house, table, gone, candidate = declined_house()
    propose(house, table, gone, candidate)
    seen, same = asked_of(house), get_table(house.officer, table.code)
    at_once(
        (house.owner, lambda: actions.answer_replacement(person=house.owner, asked=seen, agreed=True)),
        (house.officer, lambda: actions.cancel(person=house.officer, table=same, reason="ill")),
    )
    with walls.acting_as(candidate.person):
        assert not TableInvitation.objects.filter(answer="asked").exists() and not Booking.objects.exists()
