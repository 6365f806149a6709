"""Somebody's own page: what is read of their calendars, and the address at which theirs is read."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from oneteam import walls
from oneteam.accounts.actions import anonymise
from oneteam.accounts.export import everything
from oneteam.base.jobs import run_waiting
from oneteam.calendars import actions, fetching, queries, reading
from oneteam.calendars.models import BusyDraft, BusySource, BusyTime, CalendarFeed
from oneteam.journal.models import Entry
from tests.calendars import servers
from tests.calendars.files import at, calendar
from tests.factories import make_org, seated

pytestmark = pytest.mark.django_db

TITLE = "Takeover of Hana"


@pytest.fixture
def person():
    somebody = seated("expert", make_org("college", kind="academia"))
    somebody.language = "en"
    somebody.save()
    return somebody


@pytest.fixture
def browser(person):
    return signed_in(person)


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def soon(hours=24, length=2, *more):
    starts = timezone.localtime() + dt.timedelta(hours=hours)
    ends = starts + dt.timedelta(hours=length)
    return at(f"{starts:%Y%m%dT%H%M%S}", f"{ends:%Y%m%dT%H%M%S}", f"SUMMARY:{TITLE}", *more)


def upload(browser, *parts, data=b""):
    file = SimpleUploadedFile(f"{TITLE}.ics", data or calendar(*parts), "text/calendar")
    return browser.post(reverse("calendars:upload"), {"file": file}, follow=True)


def busy(person):
    with walls.acting_as(person):
        return [(time.starts_at, time.ends_at) for time in queries.busy_times([person])]


def text(answer):
    return answer.content.decode()


# --- files ----------------------------------------------------------------------------------------------


def test_a_file_is_looked_at_and_then_kept(person, browser):
    free = soon(48, 2, "TRANSP:TRANSPARENT")
    shown = upload(browser, soon(), free)
    assert "1 busy time" in text(shown) and "shown as free, or cancelled" in text(shown)
    assert busy(person) == []
    done = browser.post(shown.request["PATH_INFO"], follow=True)
    assert "Your busy times are kept." in text(done) and len(busy(person)) == 1


def test_the_next_file_takes_the_place_of_the_first_whole(person, browser):
    for parts in ((soon(24), soon(48)), (soon(72),)):
        browser.post(upload(browser, *parts).request["PATH_INFO"])
    assert len(busy(person)) == 1


def test_nothing_of_what_an_event_says_is_stored(person, browser):
    browser.post(upload(browser, soon()).request["PATH_INFO"])
    upload(browser, soon())
    with connection.cursor() as cursor, walls.system("a test looks at every row"):
        for model in (BusyDraft, BusySource, BusyTime, Entry):
            cursor.execute(f'SELECT t::text FROM "{model._meta.db_table}" t')
            rows = cursor.fetchall()
            assert rows and TITLE not in str(rows)


def test_a_file_that_is_no_calendar_or_too_large_gets_a_sentence(browser):
    wrong = upload(browser, data=b"hello")
    assert wrong.status_code == 422 and "This is not a calendar file" in text(wrong)
    large = upload(browser, data=b"x" * (20 * 1024 * 1024))
    assert large.status_code == 413 and "20MB" in text(large)
    none = browser.post(reverse("calendars:upload"))
    assert none.status_code == 422 and "Please choose a file." in text(none)


def test_while_one_file_is_read_another_one_waits_for_a_moment_only(browser, monkeypatch):
    monkeypatch.setattr(reading, "PATIENCE", 0.1)
    with reading.ONE:
        answer = upload(browser, soon())
    assert answer.status_code == 409 and "try again in a minute" in text(answer)
    assert "1 busy time" in text(upload(browser, soon()))


def test_another_person_has_no_such_draft_and_no_such_calendar(person, browser):
    place = upload(browser, soon()).request["PATH_INFO"]
    other = signed_in(seated("expert"))
    assert other.get(place).status_code == other.post(place).status_code == 404
    browser.post(place)
    with walls.acting_as(person):
        code = queries.sources(person).get().code
    assert other.post(reverse("calendars:source_act", args=[code, "remove"])).status_code == 404
    assert len(busy(person)) == 1


def test_a_draft_that_was_kept_already_is_gone(person, browser):
    place = upload(browser, soon()).request["PATH_INFO"]
    browser.post(place)
    assert browser.post(place).status_code == 404


def test_the_secretariat_reads_the_times_and_not_where_they_are_from(person, browser):
    browser.post(upload(browser, soon()).request["PATH_INFO"])
    for somebody, times in ((seated("officer"), 1), (seated("owner"), 0), (seated("expert"), 0)):
        with walls.acting_as(somebody):
            assert queries.busy_times([person]).count() == times
            assert BusySource.objects.count() == 0


def test_taken_away_with_its_times(person, browser):
    browser.post(upload(browser, soon()).request["PATH_INFO"])
    with walls.acting_as(person):
        code = queries.sources(person).get().code
    browser.post(reverse("calendars:source_act", args=[code, "remove"]))
    assert busy(person) == []


# --- addresses ------------------------------------------------------------------------------------------


@pytest.fixture
def host(tmp_path, monkeypatch, settings):
    with servers.serving(tmp_path) as found:
        monkeypatch.setenv("SSL_CERT_FILE", str(found.certificate))
        settings.CALENDAR_HOSTS = [f"127.0.0.1:{found.port}"]
        yield found


def subscribe(browser, address):
    return browser.post(reverse("calendars:subscribe"), {"address": address}, follow=True)


def page(browser):
    return text(browser.get(reverse("calendars:mine")))


def test_an_address_is_read_and_read_again(person, browser, host):
    host.answers["/calendar.ics"] = servers.gives(calendar(soon(24), soon(48)))
    assert "Your calendar is being read" in text(subscribe(browser, host.url()))
    run_waiting()
    assert len(busy(person)) == 2 and "2 busy times" in page(browser)
    host.answers["/calendar.ics"] = servers.gives(calendar(soon(72)))
    later()
    assert actions.fetch_due() == 1
    run_waiting()
    assert len(busy(person)) == 1
    assert actions.fetch_due() == 0


def test_what_is_due_is_marked_at_once(browser, host):
    for number in range(3):
        subscribe(browser, host.url(f"/{number}.ics"))
    later()
    with CaptureQueriesContext(connection) as asked:
        assert actions.fetch_due() == 3
    assert sum(one["sql"].startswith('UPDATE "calendars_busysource"') for one in asked) == 1


def later():
    with walls.system("a test lets time pass"):
        BusySource.objects.update(next_at=timezone.now(), tried_at=timezone.now() - dt.timedelta(hours=1))


def test_the_address_is_enciphered_and_only_its_host_is_shown(person, browser, host):
    subscribe(browser, host.url("/secret-of-a-test.ics"))
    assert "127.0.0.1" in page(browser) and "secret-of-a-test" not in page(browser)
    with walls.acting_as(person):
        assert "secret-of-a-test" not in str(BusySource.objects.values().get())


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (servers.says(404), "refused to give the calendar"),
        (servers.says(503), "error of its own"),
        (servers.gives(b"<html>sign in</html>"), "is not a calendar"),
        (servers.gives(b"x" * (fetching.MAX_BYTES + 1)), "larger than 5 MB"),
        (servers.says(302, "http://127.0.0.1/"), "not encrypted"),
        (servers.says(302, "file:///etc/passwd"), "Check the address"),
        (servers.says(302, "https://169.254.169.254/latest/"), "private network"),
        (servers.says(302, "https://[::ffff:10.0.0.1]/"), "private network"),
        (servers.says(302, "/calendar.ics"), "Check the address"),
    ],
)
def test_what_went_wrong_is_told_and_what_was_read_before_stays(person, browser, host, answer, words):
    host.answers["/calendar.ics"] = servers.gives(calendar(soon()))
    subscribe(browser, host.url())
    run_waiting()
    host.answers["/calendar.ics"] = answer
    for failures in (1, 2):
        later()
        actions.fetch_due()
        run_waiting()
        with walls.acting_as(person):
            source = queries.sources(person).get()
        assert source.failures == failures
        assert source.next_at - source.tried_at == dt.timedelta(minutes=30 * 2**failures)
    told = page(browser)
    assert words in told and "What was read before still counts." in told
    assert len(busy(person)) == 1


@pytest.mark.parametrize(
    "address",
    ["https://127.0.0.1/a.ics", "https://localhost:22/a.ics", "https://[::1]/a", "https://10.1.2.3/"],
)
def test_nothing_is_asked_for_in_a_private_network(person, browser, address):
    subscribe(browser, address)
    run_waiting()
    assert "private network" in page(browser)


@pytest.mark.parametrize(
    "address", ["64:ff9b::a00:1", "64:ff9b:1::a00:1", "fec0::1", "2002:a00:1::1", "::ffff:10.0.0.1"]
)
def test_nothing_is_asked_for_where_an_address_of_the_other_kind_leads_inside(person, browser, address):
    subscribe(browser, f"https://[{address}]/a.ics")
    run_waiting()
    assert "private network" in page(browser)


def test_a_name_that_is_none_and_one_that_leads_inside_are_told_alike(browser):
    for address in ("https://nobody.invalid/a.ics", "https://localhost/a.ics"):
        subscribe(browser, address)
    run_waiting()
    with walls.system("a test"):
        assert len(set(BusySource.objects.values_list("failure", flat=True))) == 1


@pytest.mark.parametrize("answer", [servers.drips_its_head, servers.drips_its_body])
def test_a_host_that_drips_is_not_waited_for(browser, host, monkeypatch, answer):
    monkeypatch.setattr(fetching, "SECONDS", 1)
    host.answers["/calendar.ics"] = answer
    subscribe(browser, host.url())
    run_waiting()
    assert "took longer" in page(browser)


def test_asking_again_and_again_asks_once(person, browser, host):
    subscribe(browser, host.url())
    with walls.acting_as(person):
        code = queries.sources(person).get().code
    for _press in range(5):
        browser.post(reverse("calendars:source_act", args=[code, "again"]))
    later()
    actions.fetch_due()
    run_waiting()
    assert len(host.asked) == 1


def test_after_a_restore_under_another_key_addresses_are_asked_for_anew(person, browser, host, settings):
    host.answers["/calendar.ics"] = servers.gives(calendar(soon()))
    subscribe(browser, host.url())
    old = make(browser)
    settings.SECRET_KEY = "another one"
    browser = signed_in(person)
    assert "Renew it to see a new one" in page(browser) and 'id="feed"' not in page(browser)
    assert Client().get(old).status_code == 200
    run_waiting()
    assert "give its address again" in page(browser) and host.asked == []
    assert "Your calendar is being read" in text(subscribe(browser, host.url()))
    run_waiting()
    assert len(busy(person)) == 1
    assert Client().get(make(browser)).status_code == 200
    assert Client().get(old).status_code == 404


def test_what_a_redirect_says_beside_where_to_is_not_read(person, browser, host, monkeypatch):
    monkeypatch.setattr(fetching, "SECONDS", 3)
    host.answers["/calendar.ics"] = servers.leads_on_and_on("/other.ics")
    host.answers["/other.ics"] = servers.gives(calendar(soon()))
    subscribe(browser, host.url())
    run_waiting()
    assert len(busy(person)) == 1


def test_a_host_that_cannot_prove_who_it_is_is_not_read(person, browser, host, monkeypatch):
    monkeypatch.delenv("SSL_CERT_FILE")
    subscribe(browser, host.url())
    run_waiting()
    assert "could not prove" in page(browser) and host.asked == []


@pytest.mark.parametrize(
    "address",
    ["", "http://plain.example/a.ics", "file:///etc/passwd", "https://a:b@host.example/", "nonsense"],
)
def test_an_address_that_cannot_be_is_told_at_once(browser, address):
    answer = subscribe(browser, address)
    assert answer.status_code == 422
    with walls.system("a test"):
        assert not BusySource.objects.exists()


def test_webcal_is_https_and_the_same_calendar_is_not_read_twice(browser, host):
    subscribe(browser, host.url())
    again = subscribe(browser, host.url().replace("https", "webcal"))
    assert again.status_code == 422 and "on the list already" in text(again)


def test_who_is_gone_is_not_asked_for(person, browser, host):
    subscribe(browser, host.url())
    run_waiting()
    person.is_active = False
    person.save()
    later()
    assert actions.fetch_due() == 0


# --- the own address ------------------------------------------------------------------------------------


def make(browser):
    found = text(browser.post(reverse("calendars:feed_act", args=["new"]), follow=True))
    return re.search(r'value="http[^"]*(/calendar/[0-9a-f]{64}\.ics)"', found).group(1)


def test_the_address_opens_without_signing_in_until_it_is_renewed_or_switched_off(browser):
    first = make(browser)
    answer = Client().get(first)
    assert answer.status_code == 200 and answer["Content-Type"].startswith("text/calendar")
    assert answer["Cache-Control"] == "private, no-cache"
    second = make(browser)
    assert first != second
    assert (Client().get(first).status_code, Client().get(second).status_code) == (404, 200)
    browser.post(reverse("calendars:feed_act", args=["off"]))
    assert Client().get(second).status_code == 404
    assert text(Client().get(second)) == text(Client().get("/calendar/nothing.ics"))


def test_who_has_it_already_gets_it_only_when_it_has_changed(browser):
    place = make(browser)
    mark = Client().get(place)["ETag"]
    assert Client().get(place, HTTP_IF_NONE_MATCH=mark).status_code == 304
    assert Client().get(place, HTTP_IF_NONE_MATCH='"other"').status_code == 200


def test_the_address_ends_with_its_person(person, browser):
    place = make(browser)
    person.is_active = False
    person.save()
    assert Client().get(place).status_code == 404


def test_the_table_alone_leads_to_nobody(person, browser):
    token = make(browser).rpartition("/")[2].partition(".")[0]
    with walls.acting_as(person):
        assert token not in str(CalendarFeed.objects.values().get())


def test_it_goes_into_the_own_data_and_is_forgotten_with_the_person(person, browser, host):
    make(browser)
    browser.post(upload(browser, soon()).request["PATH_INFO"])
    subscribe(browser, host.url())
    with walls.acting_as(person):
        told = everything(person)["calendars"]
    assert len(told["busy"]) == 1 and {row["kind"] for row in told["read"]} == {"file", "address"}
    with walls.system("a test forgets somebody"):
        anonymise(person=person)
        assert not any(model.objects.exists() for model in (BusyDraft, BusySource, BusyTime, CalendarFeed))
