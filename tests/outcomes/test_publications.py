"""A draft goes to the partners: each agrees or asks to wait, silence after the clock clears it and is said so."""

import datetime as dt

import pytest

from oneteam import walls
from oneteam.alliance.models import Organisation
from oneteam.base.errors import Refused
from oneteam.files.actions import remove
from oneteam.journal.models import Entry, Mail
from oneteam.outcomes import actions, queries
from oneteam.outcomes.models import Answer, Outcome, Publication
from tests.factories import today
from tests.outcomes.factories import file, text
from tests.projects.factories import act, seen


def pass_days(days):
    with walls.system("time passes"):
        for one in Publication.objects.filter(ends_on__isnull=False):
            Publication.objects.filter(pk=one.pk).update(ends_on=one.ends_on - dt.timedelta(days=days))


def written(kind):
    with walls.system("the outbox"):
        return sorted(Mail.objects.filter(kind=f"outcomes.{kind}").values_list("recipient__name", flat=True))


def test_once_all_partners_agree_it_is_cleared_and_a_paper_becomes_an_outcome(house, browser):
    draft = house.sent()
    assert draft.ends_on == today(30)
    assert written("review") == ["owner", "scientist"]
    client = browser(house.owner)
    assert "It may be published" in text(client.get(draft.get_absolute_url()))
    client.post(f"/outcomes/publications/{draft.code}/answer/", {"do": "agree", "round": 1})
    with pytest.raises(Refused, match="agreed already"):
        house.answer(house.owner, draft)
    house.answer(house.scientist, draft)
    assert house.publication(draft, house.owner).state == "cleared"
    assert written("cleared") == ["professor"]
    url = f"/outcomes/publications/{draft.code}/publish/"
    page = browser(house.professor)
    assert "or a date before it" in text(page.post(url, {"on": f"{today(2)}"}), 422)
    assert "DOI such as" in text(page.post(url, {"on": f"{today()}", "identifier": "10.1/x"}), 422)
    page.post(url, {"on": f"{today()}", "identifier": "10.1234/abc"})
    with walls.acting_as(house.owner):
        assert Outcome.objects.get().shown_link == "https://doi.org/10.1234/abc"
    assert house.publication(draft, house.owner).state == "public"


def test_a_talk_is_asked_for_its_day_alone(house, browser):
    draft = house.sent(kind="talk")
    for person in (house.owner, house.scientist):
        house.answer(person, draft)
    url, page = f"/outcomes/publications/{draft.code}/publish/", browser(house.professor)
    assert "DOI" not in text(page.get(url))
    page.post(url, {"on": f"{today()}"})
    assert house.publication(draft, house.owner).state == "public"


def test_silence_after_the_clock_clears_it_and_is_said_so(house, browser):
    draft = house.sent()
    house.answer(house.owner, draft)
    pass_days(24)
    assert actions.watch() == 0
    actions.watch()
    assert written("review") == ["owner", "scientist", "scientist"]  # only who is silent, and once
    pass_days(7)
    assert actions.watch() == 1
    found = house.publication(draft, house.owner)
    assert (found.state, found.silent) == ("cleared", [house.institute.pk])
    assert "cleared by silence" in text(browser(house.owner).get(draft.get_absolute_url()))
    with walls.acting_as(house.owner):
        assert Entry.objects.get(verb="outcomes.cleared_by_silence").data["who"] == "institute"


def test_partners_may_ask_to_wait_for_sixty_days_in_all(house, browser):
    draft = house.sent()
    house.answer(house.owner, draft, days=40, reason="특허를 먼저 내야 해요")
    assert house.publication(draft, house.owner).ends_on == today(70)
    assert written("delayed") == ["professor"]
    url = f"/outcomes/publications/{draft.code}/answer/"
    page = text(
        browser(house.scientist).post(url, {"do": "delay", "round": 1, "days": 21, "reason": "기록 확인"}),
        422,
    )
    assert "at most 60 days in all, and 20 of them are left" in page
    assert "기록 확인" in page
    assert "Please fill this in" in text(
        browser(house.scientist).post(url, {"do": "delay", "round": 1, "days": 5}), 422
    )
    house.answer(house.scientist, draft, days=20, reason="기록 확인")
    assert "특허를 먼저 내야 해요" in text(browser(house.professor).get(draft.get_absolute_url()))
    pass_days(91)
    assert actions.watch() == 1
    after = text(browser(house.professor).get(draft.get_absolute_url()))
    assert "asked to wait, the clock ran out" in after
    assert "said nothing" not in after


@pytest.mark.parametrize("answer", [{"do": "agree"}, {"do": "delay", "days": 3, "reason": "기록 확인"}])
def test_nothing_is_answered_to_a_draft_that_was_taken_back_meanwhile(house, browser, answer):
    draft, client = house.sent(), browser(house.owner)
    url, opened = f"/outcomes/publications/{draft.code}/answer/", {**answer, "round": 1}
    assert text(client.get(draft.get_absolute_url())).count('name="round" value="1"') == 2
    act(house.professor, actions.take_back_draft, publication=draft)
    said = client.post(url, opened, follow=True).content.decode()
    assert "taken back meanwhile" in said
    act(house.professor, actions.send, publication=house.publication(draft, house.professor))
    said = client.post(url, opened, follow=True).content.decode()
    assert "taken back meanwhile" in said  # what was sent again is not what they read
    assert (house.publication(draft, house.owner).round, seen(house.owner, Answer)) == (2, 0)
    client.post(url, {**answer, "round": 2})
    assert seen(house.owner, Answer) == 1


def test_an_invention_that_is_not_filed_is_warned_of_before_the_partners_read_it(house, browser):
    result = house.disclose()
    draft = house.draft(result, attached=False)
    url, client = f"/outcomes/publications/{draft.code}/send/", browser(house.professor)
    assert "attach the draft first" in text(client.post(url, {}), 422)
    client.post(f"/outcomes/publications/{draft.code}/files/", {"file": file()})
    assert "What is published before may not be patented" in text(client.get(url))
    assert "Hearing faults" in text(client.post(url, {}), 422)
    client.post(url, {"knows": "on"})
    assert house.publication(draft, house.owner).state == "review"


def test_what_partners_look_at_stays_as_it_is(house):
    draft = house.sent()
    with walls.acting_as(house.professor):
        attached = queries.draft_files(draft)[0]
    with pytest.raises(Refused):
        act(house.professor, remove, attachment=attached)
    with pytest.raises(Refused, match="Take it back first"):
        act(house.professor, actions.attach_draft, publication=draft, upload=file("other.csv"))


def test_a_partner_that_left_is_not_waited_for(house):
    draft = house.sent()
    house.answer(house.owner, draft)
    Organisation.objects.filter(pk=house.institute.pk).update(standing="left")
    assert actions.watch() == 1
    assert house.publication(draft, house.owner).silent == []


def test_nobody_outside_reads_a_draft_and_large_files_are_refused(house, browser, settings):
    draft = house.draft()
    for outsider in (house.rival, house.member):
        assert seen(outsider, Publication) == 0
        assert browser(outsider).get(draft.get_absolute_url()).status_code == 404
    settings.MAX_FILE_MB = 1
    url = f"/outcomes/publications/{draft.code}/files/"
    assert "smaller than 1 MB" in text(
        browser(house.professor).post(url, {"file": file("a.csv", b"a,b\n" * 400_000)}), 413
    )
