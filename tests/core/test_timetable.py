"""What a timetable keeps, and how it is told."""

import json
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from oneteam_core.__main__ import main
from oneteam_core.timetable import (
    Agenda,
    Hours,
    Place,
    Room,
    Span,
    TimetableError,
    Unsound,
    alternatives,
    plan,
    sound_plan,
    validate_timetable,
    why_not,
)  # fmt: skip
from tests.core.agendas import MONDAY, agenda, at, local, person, span, table
from tests.core.cases import ROOT

BERLIN = ZoneInfo("Europe/Berlin")
HALL, CORNER = Room(id="hall", seats=20, equipment=("screen",)), Room(id="corner", seats=4)


def start_of(given: Agenda, name: str = "A") -> datetime:
    return local(next(one.start for one in plan(given).meetings if one.table == name))


def codes(given: Agenda, name: str, start: datetime) -> list[str]:
    return [reason.code for reason in why_not(given, plan(given), name, start).reasons]


def test_the_first_hour_in_which_everybody_required_is_free() -> None:
    people = (person("ann", busy=(span(0, 9, 12),)), person("bob", windows=(span(0, 13, 15), span(1, 9, 10))))
    assert start_of(agenda(table(required=("ann", "bob")), people=people)) == datetime(2026, 11, 30, 13)


def test_the_most_important_comes_first() -> None:
    given = agenda(table("A", priority=2), table("B", priority=1))
    assert (start_of(given, "B"), start_of(given)) == (datetime(2026, 11, 30, 9), datetime(2026, 11, 30, 10))


def test_a_deadline_counts_more_than_being_early() -> None:
    """What must be over on Monday goes before what is more important and has time."""
    people = (person("ann", windows=(span(0, 9, 10), span(1, 9, 12))),)
    given = agenda(table("A", priority=1), table("B", priority=9, deadline=MONDAY), people=people)
    assert start_of(given, "B") == datetime(2026, 11, 30, 9)


def test_a_break_is_kept_between_two_tables_of_one_person() -> None:
    given = agenda(table("A"), table("B"), break_minutes=45)
    assert {start_of(given), start_of(given, "B")} == {datetime(2026, 11, 30, 9), datetime(2026, 11, 30, 11)}


def test_limits_a_day_and_a_week() -> None:
    people = (person("ann", most_a_day=1, most_a_week=2),)
    given = agenda(table("A"), table("B"), table("C"), people=people, last=date(2026, 12, 11))
    days = sorted(start_of(given, name).date().toordinal() - MONDAY.toordinal() for name in "ABC")
    assert days == [0, 1, 7]


def test_a_room_that_is_large_enough_and_has_what_is_needed() -> None:
    first = plan(agenda(table(online=False, seats=5), rooms=(CORNER, HALL))).meetings[0]
    second = plan(agenda(table(online=False, equipment=("screen",)), rooms=(CORNER, HALL))).meetings[0]
    assert (first.room, second.room) == ("hall", "hall")


def test_as_many_optional_people_as_can_come() -> None:
    people = (person("bob", busy=(Span(start=at(0, 0), end=at(1, 0)),)), person("cho"))
    found = plan(agenda(table(optional=("bob", "cho"), quorum=1), people=people)).meetings[0]
    assert found.present == ("cho",)
    assert [(one.person, one.code) for one in found.absent] == [("bob", "busy")]


def test_the_quorum_is_waited_for() -> None:
    people = (person("bob", windows=(span(2, 9, 18),)),)
    assert start_of(agenda(table(optional=("bob",), quorum=1), people=people)).date() == date(2026, 12, 2)


def test_fixed_tables_stay_and_others_go_round_them() -> None:
    fixed = table("A", fixed=Place(start=at(0, 9, 10)))
    found = plan(agenda(fixed, table("B"), break_minutes=10))
    assert [local(one.start) for one in found.meetings] == [
        datetime(2026, 11, 30, 9, 10),
        datetime(2026, 11, 30, 10, 30),
    ]


def test_a_change_budget_is_kept() -> None:
    published = [table(name, published=Place(start=at(3, hour))) for name, hour in (("A", 9), ("B", 11))]
    assert sum(one.moved for one in plan(agenda(*published)).meetings) == 2
    assert sum(one.moved for one in plan(agenda(*published, change_budget=1)).meetings) == 1
    assert sum(one.moved for one in plan(agenda(*published, change_budget=0)).meetings) == 0


def test_hours_follow_the_clock_on_the_wall_when_it_is_put_forward() -> None:
    """On 28 March 2027 Berlin's clocks go from two to three: nine there is one hour earlier in Seoul on Monday."""
    people = (person("ann", zone="Europe/Berlin"),)
    rules = {"first": date(2027, 3, 26), "last": date(2027, 3, 29), "zone": "Europe/Berlin"}
    given = agenda(table("A"), table("B", not_before=date(2027, 3, 29)), people=people, **rules)
    starts = [one.start for one in plan(given).meetings]
    assert starts == [datetime(2027, 3, 26, 8, tzinfo=UTC), datetime(2027, 3, 29, 7, tzinfo=UTC)]
    assert [start.astimezone(BERLIN).hour for start in starts] == [9, 9]


def test_two_zones_meet_where_their_hours_do_with_a_stretch() -> None:
    people = (person("ann"), person("bob", zone="Europe/Berlin"))
    together = table(required=("ann", "bob"))
    long = replace(together, minutes=90)  # nine in Berlin is five in Seoul, where work ends at six
    assert start_of(agenda(together, people=people)) == datetime(2026, 11, 30, 17)
    assert plan(agenda(long, people=people)).unscheduled
    assert start_of(agenda(long, people=people, stretch=60)) == datetime(2026, 11, 30, 16)


def test_holidays_are_free() -> None:
    assert start_of(agenda(table(), holidays=(MONDAY,))).date() == date(2026, 12, 1)


def test_the_smallest_clash_is_named() -> None:
    people = (
        person("ann", windows=(span(0, 9, 12),)),
        person("bob", windows=(span(1, 9, 12),)),
        person("cho"),
    )
    found = plan(agenda(table(required=("ann", "bob", "cho")), people=people))
    assert [(one.code, one.params["person"]) for one in found.unscheduled[0].clash] == [
        ("unavailable", "ann"),
        ("unavailable", "bob"),
    ]


def test_a_room_for_so_many_is_missing() -> None:
    clash = plan(agenda(table(online=False, seats=50), rooms=(CORNER, HALL))).unscheduled[0].clash
    assert [(one.code, one.params) for one in clash] == [
        ("room_too_small", {"room": ["corner", "hall"], "seats": 20, "needed": 50})
    ]


@pytest.mark.parametrize(
    ("code", "start", "given"),
    [
        ("busy", at(0, 10), agenda(table(), people=(person("ann", busy=(span(0, 10, 11),)),))),
        ("unavailable", at(0, 9), agenda(table(), people=(person("ann", windows=(span(0, 10, 11),)),))),
        ("outside_hours", at(0, 20), agenda(table())),
        ("outside_hours", at(0, 9), agenda(table(), holidays=(MONDAY,))),
        ("outside_horizon", at(9, 9), agenda(table())),
        ("off_grid", at(0, 9, 10), agenda(table())),
        ("not_before", at(0, 9), agenda(table(not_before=date(2026, 12, 1)))),
        ("deadline_passed", at(1, 9), agenda(table(deadline=MONDAY))),
        ("fixed_table", at(1, 9), agenda(table(), table("B", fixed=Place(start=at(1, 9))))),
        ("other_table", at(0, 9), agenda(table("B"), table("A"))),
        ("break_too_short", at(1, 10), agenda(table(), table("B", fixed=Place(start=at(1, 9))), break_minutes=30)),
        ("day_limit", at(1, 15), agenda(table(), table("B", fixed=Place(start=at(1, 9))), people=(person("ann", most_a_day=1),))),
        ("week_limit", at(2, 15), agenda(table(), table("B", fixed=Place(start=at(1, 9))), people=(person("ann", most_a_week=1),))),
        ("quorum", at(0, 9), agenda(table(optional=("bob",), quorum=1), people=(person("bob", busy=(span(0, 9, 10),)),))),
        ("room_too_small", at(0, 9), agenda(table(online=False, seats=9), rooms=(CORNER, replace(CORNER, id="nook")))),
        ("room_too_small", at(0, 9), agenda(table(online=False, seats=9), rooms=(CORNER,))),
        ("equipment_missing", at(0, 9), agenda(table(online=False, equipment=("screen",)), rooms=(CORNER,))),
        ("room_busy", at(0, 9), agenda(table(online=False), rooms=(replace(HALL, busy=(span(0, 9, 10),)),))),
        ("room_taken", at(1, 9), agenda(table(online=False), table("B", online=False, required=("bob",), fixed=Place(start=at(1, 9), room="hall")), rooms=(HALL,))),
        ("no_room", at(0, 9), agenda(table(online=False))),
        ("change_budget", at(0, 9), agenda(table(published=Place(start=at(1, 9))), change_budget=0)),
        ("is_fixed", at(0, 9), agenda(table(fixed=Place(start=at(1, 9))))),
    ],
)  # fmt: skip
def test_every_reason_against_a_start_is_told(code: str, start: datetime, given: Agenda) -> None:
    assert code in codes(given, "A", start)


def test_alternatives_are_ranked_by_what_they_cost() -> None:
    given = agenda(table(optional=("bob",)), people=(person("bob", busy=(span(0, 10, 11),)),))
    first, second = alternatives(given, plan(given), "A", most=2)
    assert (local(first.start), local(second.start)) == (
        datetime(2026, 11, 30, 9, 30),
        datetime(2026, 11, 30, 10),
    )
    assert first.misses == (("bob", "A"),)
    assert [(one.name, one.by) for one in first.costs] == [("minutes_until", 30), ("absent", 1)]


def test_what_has_to_move_for_it_is_told() -> None:
    given = agenda(table("A", priority=1), table("B", priority=2))
    told = why_not(given, plan(given), "B", at(0, 9))
    assert [reason.code for reason in told.reasons] == ["other_table"]
    assert told.possible and [(name, local(start)) for name, start, _ in told.possible.moves] == [
        ("A", datetime(2026, 11, 30, 10))
    ]


def test_a_plan_that_was_tampered_with_is_refused() -> None:
    given = agenda(table("A"), table("B"))
    found = plan(given)
    one, other = found.meetings
    together = replace(found, meetings=(one, replace(other, start=one.start, end=one.end)))
    assert "other_table" in [wrong.rule for wrong in validate_timetable(given, together)]
    with pytest.raises(Unsound):
        sound_plan(given, together)


def test_where_the_effort_ends_the_gap_is_told() -> None:
    busy = tuple(span(day, 9, 12) for day in range(5))
    tables = [table(str(at_), required=("ann", "bob"), minutes=60 + 30 * (at_ % 3)) for at_ in range(8)]
    found = plan(
        agenda(*tables, people=(person("ann", busy=busy), person("bob", most_a_day=2))), effort=0.001
    )
    assert (
        validate_timetable(
            agenda(*tables, people=(person("ann", busy=busy), person("bob", most_a_day=2))), found
        )
        == ()
    )
    assert not found.proven and all(level.gap >= 0 for level in found.levels)


BACKWARDS = Span(start=at(0, 10), end=at(0, 9))
NOON = Place(start=at(0, 12))


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("tables[0].id", agenda(table(" "))),
        ("tables[1].id", agenda(table(), table())),
        ("tables[0].minutes", agenda(table(minutes=0))),
        ("tables[0].minutes", agenda(table(minutes=float("nan")))),
        ("tables[0].priority", agenda(table(priority=-1))),
        ("tables[0].required", agenda(table(required=()))),
        ("tables[0].required[1]", agenda(table(required=("ann", "ann")))),
        ("tables[0].required", replace(agenda(table()), tables=(table(required="ann"),))),
        ("tables[0].required[0]", replace(agenda(table()), people=())),
        ("tables[0].optional[0]", agenda(table(optional=("ann",)))),
        ("tables[0].quorum", agenda(table(quorum=1))),
        ("tables[0].deadline", agenda(table(deadline=MONDAY, not_before=date(2026, 12, 1)))),
        ("tables[0].deadline", agenda(table(deadline=at(0, 9)))),
        ("tables[0].fixed.start", agenda(table(fixed=Place(start=datetime(2026, 11, 30, 9))))),
        ("tables[0].fixed.start", agenda(table(fixed=Place(start=at(0, 9).replace(second=3))))),
        ("tables[0].fixed.room", agenda(table(fixed=Place(start=at(0, 9), room="hall")), rooms=(HALL,))),
        ("tables[0].fixed.room", agenda(table(online=False, fixed=NOON), rooms=(HALL,))),
        ("tables[0].published.room", agenda(table(online=False, published=Place(start=at(0, 9), room="x")))),
        ("tables[1].fixed", agenda(table("A", fixed=NOON), table("B", fixed=NOON))),
        ("people[0].zone", agenda(table(), people=(person("ann", zone="Mars/Base"),))),
        ("people[0].zone", agenda(table(), people=(person("ann", zone="../x"),))),
        ("people[0].busy[0].end", agenda(table(), people=(person("ann", busy=(BACKWARDS,)),))),
        ("people[0].most_a_day", agenda(table(), people=(person("ann", most_a_day=-1),))),
        ("rooms[0].seats", agenda(table(), rooms=(Room(id="R", seats=0),))),
        ("rules.last", agenda(table(), last=date(2026, 11, 29))),
        ("rules.last", agenda(table(), last=date(2030, 11, 29))),
        ("rules.grain", agenda(table(), grain=7)),
        ("rules.hours", agenda(table(), hours=())),
        ("rules.hours[0].end", agenda(table(), hours=(Hours(start=time(9), end=time(8)),))),
        ("rules.hours[0].weekdays[0]", agenda(table(), hours=(Hours(weekdays=(7,)),))),
        ("rules.change_budget", agenda(table(), change_budget=-1)),
    ],
)  # fmt: skip
def test_the_place_and_the_fault_are_named(field: str, given: Agenda) -> None:
    with pytest.raises(TimetableError) as caught:
        plan(given)
    assert caught.value.field == field
    assert len(caught.value.message) > 8


def test_nothing_to_plan_is_a_plan() -> None:
    assert plan(agenda()).meetings == ()


def test_the_command_prints_the_example(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["timetable", "--tables", str(ROOT / "examples/timetable.json")]
    assert main([*arguments, "--alternatives", "RT-0415", "--why-not", "RT-0412", "2027-03-22T09:00"]) == 0
    shown = capsys.readouterr().out
    assert (
        "Noise in plant calls" in shown
        and "no date  Sensor drift" in shown
        and "Other dates for RT-0415" in shown
    )
    assert main([*arguments, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["plan"]["unscheduled"][0]["table"] == "RT-0424"


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"tables": [{"id": "A"}]}, "tables[0].minutes"),
        ({"tabels": []}, "tabels"),
        ({"tables": 3}, "tables"),
        ({"rules": {"first": "soon"}}, "rules.last"),
        ({"rules": {"first": "soon", "last": "2026-12-01", "zone": "UTC"}}, "rules.first"),
        ({"labels": 3}, "labels"),
    ],
)
def test_a_file_is_refused_with_its_place(
    change: dict[str, Any], place: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rules = {"first": "2026-11-30", "last": "2026-12-04", "zone": "Asia/Seoul"}
    file = tmp_path / "agenda.json"
    file.write_text(json.dumps({"tables": [], "people": [], "rooms": [], "rules": rules} | change))
    assert main(["timetable", "--tables", str(file)]) == 2
    assert capsys.readouterr().err.startswith(f"{place}: ")


def test_another_process_finds_the_same_plan() -> None:
    """Hashes of text differ from process to process; the plan does not."""
    command = [
        sys.executable,
        "-m",
        "oneteam_core",
        "timetable",
        "--json",
        "--tables",
        "examples/timetable.json",
    ]
    runs = [
        subprocess.run(
            command,
            check=True,
            capture_output=True,
            cwd=ROOT,
            env={"PYTHONPATH": "src", "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    ]
    assert runs[0] == runs[1]


def test_where_starts_are_given_tables_begin_at_these_and_at_no_other() -> None:
    given = agenda(table("A", minutes=60), table("B", minutes=60), people=(person("ann"),))
    given = replace(
        given, rules=replace(given.rules, starts=(time(13, 5), time(10, 20)), last=given.rules.first)
    )
    found = sound_plan(given, plan(given))
    assert {local(one.start).time() for one in found.meetings} == {time(10, 20), time(13, 5)}
    assert "off_grid" in codes(given, "A", at(0, 11))
    moved = replace(found.meetings[0], start=at(0, 11), end=at(0, 12))
    broken = replace(found, meetings=(moved, *found.meetings[1:]))
    assert "off_grid" in {wrong.rule for wrong in validate_timetable(given, broken)}
