"""What of a calendar file makes its owner busy, and what is left out and counted."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from oneteam.base.errors import Invalid
from oneteam.calendars import reading
from tests.calendars.files import HEAD, at, calendar, event

NOW = dt.datetime(2026, 11, 27, 1, tzinfo=dt.UTC)  # ten o'clock in Seoul


def read(*parts):
    found = reading.read(calendar(*parts), NOW)
    spans = [tuple(f"{timezone.localtime(moment):%m-%d %H:%M}" for moment in span) for span in found.busy]
    return spans, found.left


def test_an_event_makes_busy_and_nothing_else_of_it_is_parsed():
    said = ("SUMMARY:Takeover of Hana", "LOCATION:Room 3", "ATTENDEE:mailto:a@b.example", "X-BROKEN")
    assert read(at("20261201T090000", "20261201T103000", *said)) == ([("12-01 09:00", "12-01 10:30")], {})


def test_folded_lines_small_letters_and_unix_ends_are_read():
    text = HEAD.replace("\r\n", "\n") + (
        "begin:vevent\nuid:1\ndtstart;tzid=Asia/\n Seoul:20261201T0900\n 00\nduration:PT90M\nend:vevent\nEND:VCALENDAR\n"
    )
    assert len(reading.read(text.encode(), NOW).busy) == 1


@pytest.mark.parametrize("more", ["TRANSP:TRANSPARENT", "STATUS:CANCELLED"])
def test_what_is_free_or_cancelled_does_not_make_busy(more):
    assert read(at("20261201T090000", "20261201T100000", more)) == ([], {"free": 1})


def test_whole_days_are_days_here():
    days = ("DTSTART;VALUE=DATE:20261201", "DTEND;VALUE=DATE:20261203")
    assert read(event(*days)) == ([("12-01 00:00", "12-03 00:00")], {})


def test_a_time_without_a_zone_is_a_time_here_and_utc_is_utc():
    plain = event("DTSTART:20261201T090000", "DTEND:20261201T100000")
    utc = event("DTSTART:20261202T000000Z", "DTEND:20261202T010000Z")
    assert read(plain, utc)[0] == [("12-01 09:00", "12-01 10:00"), ("12-02 09:00", "12-02 10:00")]


def test_daylight_saving_ends_within_a_series():
    """Nine o'clock in New York is 22:00 in Seoul in summer and 23:00 in winter."""
    times = ("DTSTART;TZID=America/New_York:20260601T090000", "DTEND;TZID=America/New_York:20260601T100000")
    found = reading.read(
        calendar(event(*times, "RRULE:FREQ=WEEKLY;BYDAY=MO")), dt.datetime(2026, 10, 20, tzinfo=dt.UTC)
    )
    starts = [timezone.localtime(span[0]) for span in found.busy]
    assert {f"{start:%H:%M}" for start in starts if start.date() < dt.date(2026, 11, 1)} == {"22:00"}
    assert {f"{start:%H:%M}" for start in starts if start.date() > dt.date(2026, 11, 1)} == {"23:00"}


def test_a_series_with_an_exception_a_move_and_a_cancelled_day():
    series = at(
        "20261130T090000",
        "20261130T100000",
        "RRULE:FREQ=WEEKLY;COUNT=5",
        "EXDATE;TZID=Asia/Seoul:20261207T090000",
        name="s",
    )
    moved = at(
        "20261215T140000", "20261215T150000", "RECURRENCE-ID;TZID=Asia/Seoul:20261214T090000", name="s"
    )
    gone = at(
        "20261221T090000",
        "20261221T100000",
        "RECURRENCE-ID;TZID=Asia/Seoul:20261221T090000",
        "STATUS:CANCELLED",
        name="s",
    )
    days = [span[0] for span in read(series, moved, gone)[0]]
    assert days == ["11-30 09:00", "12-15 14:00", "12-28 09:00"]


def test_what_never_ends_is_read_for_ninety_days():
    found, left = read(at("20200101T090000", "20200101T100000", "RRULE:FREQ=DAILY"))
    assert (len(found), found[0][0], found[-1][0], left) == (90, "11-27 09:00", "02-24 09:00", {})


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY", "FREQ=MINUTELY", "FREQ=HOURLY", "FREQ=DAILY;BYHOUR=1,2,3", "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;INTERVAL=7;BYDAY=MO",
    ],
)  # fmt: skip
def test_rules_that_take_for_ever_are_left_out(rule):
    assert read(at("20261201T090000", "20261201T100000", f"RRULE:{rule}")) == ([], {"repeats": 1})


def test_a_zone_that_is_not_known_leaves_its_event_out():
    """Also where the file describes it: the description would stay for everybody else's files."""
    zone = (
        "BEGIN:VTIMEZONE\r\nTZID:Mars/Base\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:+0100\r\n"
        "TZOFFSETTO:+0100\r\nRRULE:FREQ=SECONDLY\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
    )
    mars = event("DTSTART;TZID=Mars/Base:20261201T090000", "DTEND;TZID=Mars/Base:20261201T100000")
    windows = event("DTSTART;TZID=Korea Standard Time:20261202T090000", "DURATION:PT1H")
    assert read(zone, mars, windows) == ([("12-02 09:00", "12-02 10:00")], {"zone": 1})


def test_broken_events_are_counted_and_the_others_read():
    bad = [
        event("DTSTART:rubbish"), event("SUMMARY:no time"), event("DTSTART:20261201T100000", "DTEND:20261201T090000"),
        event("DTSTART;VALUE=DATE:20261201", "RRULE:FREQ=SOMETIMES"), event("DTSTART:20261201T100000", "DURATION:P9999999999W"),
        "BEGIN:VEVENT\r\nDTSTART:20261201T100000\r\n",
    ]  # fmt: skip
    found, left = read(at("20261203T090000", "20261203T100000"), *bad)
    assert (found, left) == ([("12-03 09:00", "12-03 10:00")], {"broken": 6})


def test_times_that_meet_are_one_and_what_is_over_or_far_ahead_is_none():
    parts = [
        at("20261201T090000", "20261201T100000"), at("20261201T093000", "20261201T110000"),
        at("20251201T090000", "20251201T100000"), at("20271201T090000", "20271201T100000"),
        at("20261101T090000", "20261127T120000"), at("20261201T110000", "20261201T110000"),
    ]  # fmt: skip
    assert read(*parts)[0] == [("11-27 00:00", "11-27 12:00"), ("12-01 09:00", "12-01 11:00")]


def test_alarms_and_tasks_within_a_calendar_are_nothing():
    alarm = "BEGIN:VALARM\r\nTRIGGER:-PT5M\r\nDURATION:PT1S\r\nEND:VALARM"
    task = "BEGIN:VTODO\r\nDTSTART:20261202T090000\r\nDUE:20261202T100000\r\nEND:VTODO\r\n"
    assert read(at("20261201T090000", "20261201T100000", alarm), task) == (
        [("12-01 09:00", "12-01 10:00")],
        {},
    )


def test_a_list_of_free_and_busy_periods_is_read():
    listed = (
        "BEGIN:VFREEBUSY\r\nUID:f\r\nDTSTART:20261201T000000Z\r\nFREEBUSY;FBTYPE=FREE:20261201T000000Z/PT1H\r\n"
        "FREEBUSY:20261201T010000Z/20261201T020000Z,20261202T010000Z/PT1H\r\nEND:VFREEBUSY\r\n"
    )
    assert read(listed)[0] == [("12-01 10:00", "12-01 11:00"), ("12-02 10:00", "12-02 11:00")]


def test_a_round_table_that_came_back_is_known_already():
    ours = at("20261201T090000", "20261201T100000").replace("@elsewhere", "@oneteam")
    assert read(ours) == ([], {"ours": 1})


def test_more_than_two_thousand_are_counted():
    daily = [
        at(
            f"20261127T{n // 60:02}{n % 60:02}00",
            f"20261127T{n // 60:02}{n % 60:02}30",
            "RRULE:FREQ=DAILY",
            name=str(n),
        )
        for n in range(24)
    ]
    found, left = read(*daily)
    assert (len(found), left) == (2000, {"many": 160})


@pytest.mark.parametrize(
    "data", [b"", b"hello", b"\xff\xfe\x00", b"{}", b"PK\x03\x04", "일정".encode("utf-16")]
)
def test_what_is_no_calendar_is_refused_with_a_sentence(data):
    with pytest.raises(Invalid, match=r"\.ics"):
        reading.read(data, NOW)


def test_an_empty_calendar_is_one():
    assert read() == ([], {})


def test_twenty_megabytes_are_refused_with_a_sentence():
    with pytest.raises(Invalid, match="20MB") as refused:
        reading.check_size(20 * 1024 * 1024)
    assert refused.value.status == 413


def test_what_takes_for_ever_is_ended(monkeypatch):
    """Rules that are plain each, and hit no day: together they search for longer than anybody waits."""
    monkeypatch.setattr(reading, "SECONDS", 2)
    rule = "RRULE:FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=2"
    never = [at("20200101T090000", "20200101T100000", rule, name=str(n)) for n in range(200)]
    with pytest.raises(Invalid, match="너무 오래"):
        reading.read(calendar(*never), NOW)


def test_an_event_with_more_than_one_rule_is_left_out():
    rules = [f"RRULE:FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=2;COUNT={n}" for n in range(1, 31)]
    assert read(at("20200131T090000", "20200131T100000", *rules)) == ([], {"repeats": 1})
