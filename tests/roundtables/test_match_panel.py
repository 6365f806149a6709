"""From a match run to the panel that the owner agreed to, through the actions, as each person."""

import datetime as dt

import pytest
from django.utils import timezone

from oneteam import walls
from oneteam.alliance import disclosure
from oneteam.alliance.models import Agreement, Named
from oneteam.base.errors import Invalid, OneTeamError, Refused, Stale
from oneteam.base.fields import Bi
from oneteam.experts import actions as experts
from oneteam.experts.models import ExpertProfile
from oneteam.journal.models import Entry, Mail
from oneteam.problems.models import Brief, Problem
from oneteam.roundtables import actions, queries
from oneteam.roundtables.forms.matching import changed
from oneteam.roundtables.matching import Parameters
from oneteam.roundtables.models import Candidate, CandidateNote, MatchRun
from oneteam.walls.actions import shared_circle
from tests.factories import make_org, rivals, seated, today
from tests.factories.roundtables import (
    EASY,
    House,
    approved,
    convened,
    fresh,
    make_expert,
    make_house,
    matched,
    reread,
    sent,
)

pytestmark = pytest.mark.django_db


def rows(person, run):
    with walls.acting_as(person):
        return list(queries.candidates(run))


def test_match_keeps_reasons_fingerprint_and_moves_the_problem():
    house = make_house()
    run = matched(house)
    assert fresh_state(house) == "matching"
    assert len(run.fingerprint) == 64 and run.algorithm
    chosen = [row for row in rows(house.officer, run) if row.chosen]
    assert len(chosen) == 3
    assert set(chosen[0].reasons) >= {"topic", "field", "points"}


def fresh_state(house):
    with walls.acting_as(house.officer):
        return fresh(house.problem).state


def test_only_an_officer_inside_matches():
    house = make_house()
    for person in (house.owner, seated("officer", house.company), seated("staff")):
        with walls.acting_as(person), pytest.raises((Refused, AssertionError)):
            actions.run_match(person=person, problem=fresh(house.problem), parameters=EASY)


def test_a_run_is_the_secretariats_until_it_is_sent():
    house = make_house()
    run = matched(house)
    with walls.acting_as(house.owner):
        assert not MatchRun.objects.exists() and not Candidate.objects.exists()
    with walls.acting_as(house.officer):
        actions.send_to_owner(person=house.officer, run=reread(house.officer, run), note=Bi("참고", "Note"))
    with walls.acting_as(house.owner):
        assert MatchRun.objects.get().state == "sent"
        assert Candidate.objects.filter(chosen=True).count() == 3
        assert not CandidateNote.objects.exists()
    with walls.acting_as(house.officer):
        assert Mail.objects.filter(kind="roundtables.panel_sent").count() == 0  # the owner's alone
    with walls.acting_as(house.owner):
        assert Mail.objects.filter(kind="roundtables.panel_sent").count() == 1


def test_a_rivals_person_is_excluded_and_the_owner_reads_only_the_kind_of_conflict():
    house = make_house()
    competitor = make_org("competitor")
    rivals(house.company, competitor, ["robot"])
    inside = make_expert(house.officer, competitor, name="inside")
    tied = make_expert(house.officer, name="tied")
    with walls.acting_as(house.officer):
        experts.declare_engagement(
            person=house.officer, profile=tied, organisation=competitor, kind="advisory", until=today(30)
        )
    run = sent(house)
    found = {row.person.name: row for row in rows(house.owner, run)}
    assert found["inside"].excluded == ["competitor_org"]
    assert found["tied"].excluded == ["engaged_with_competitor"]
    assert set(found["tied"].conflicts[0]) == {"code", "hard", "waived"}
    note = next(row.private for row in rows(house.officer, run) if row.person.name == "tied")
    assert note.conflicts[0]["kind"] == "advisory" and note.conflicts[0]["until"]
    assert inside.code not in [row.expert_code for row in found.values() if row.chosen]


def test_a_rival_named_by_hand_is_refused_with_the_reason():
    house = make_house()
    competitor = make_org("competitor")
    rivals(house.company, competitor, ["robot"])
    rival = make_expert(house.officer, competitor, name="rival")
    with pytest.raises(Invalid, match="rival"):
        matched(house, changed(EASY, "pin", rival.code))
    assert fresh_state(house) == "accepted"


def test_a_waiver_turns_the_conflict_into_a_note():
    house = make_house()
    competitor = make_org("competitor")
    rivals(house.company, competitor, ["robot"])
    rival = make_expert(house.officer, competitor, name="rival")
    waive(rival, house, -1, 30)
    run = matched(house, changed(EASY, "pin", rival.code))
    row = next(row for row in rows(house.officer, run) if row.person.name == "rival")
    assert row.chosen and row.conflicts[0]["waived"]


@pytest.mark.parametrize("days", [(-30, -1), (1, 30)])
def test_a_waiver_that_is_not_in_force_lifts_nothing(days: tuple[int, int]):
    house = make_house()
    competitor = make_org("competitor")
    rivals(house.company, competitor, ["robot"])
    rival = make_expert(house.officer, competitor, name="rival")
    waive(rival, house, *days)
    with pytest.raises(Invalid, match="rival"):
        matched(house, changed(EASY, "pin", rival.code))


def test_a_waiver_or_an_nda_ended_before_its_time_lifts_nothing():
    house = make_house()
    competitor = make_org("competitor")
    rivals(house.company, competitor, ["robot"])
    rival = make_expert(house.officer, competitor, name="rival")
    waive(rival, house, -1, 30)
    with walls.system("test"):
        Agreement.objects.filter(person=rival.person).update(ended_at=timezone.now())
        assert queries.under_nda([rival.person_id]) == set()
    with pytest.raises(Invalid, match="rival"):
        matched(house, changed(EASY, "pin", rival.code))


def waive(rival: ExpertProfile, house: House, first: int, last: int) -> None:
    with walls.system("test"):
        Agreement.objects.create(
            kind="waiver", person=rival.person, thread=house.problem.code, starts_on=today(first),
            ends_on=today(last), circle=shared_circle("secretariat"),
        )  # fmt: skip


def test_an_expert_whose_load_is_used_up_is_the_secretariats_business_only():
    house = make_house()
    busy = make_expert(house.officer, name="busy", quota=0)
    run = sent(house)
    assert busy.code not in [row.expert_code for row in rows(house.owner, run)]
    row = next(row for row in rows(house.officer, run) if row.expert_code == busy.code)
    assert row.excluded == [] and row.private.codes == ["quota_used"]


def test_a_sealed_table_changes_nothing_in_another_match():
    house = make_house()
    before = matched(house)
    scores = [(row.expert_code, row.score, row.chosen) for row in rows(house.officer, before)]
    other = make_house(experts_count=0)
    other.officer, other.profiles = house.officer, house.profiles
    convened(other)
    with walls.system("test"):
        Problem.objects.get(pk=other.problem.pk)
        queries.problem(other.problem.code).update(state="scheduled")
        type(other.problem.disclosure).objects.filter(pk=other.problem.disclosure_id).update(level="sealed")
    again = matched(house)
    assert again.fingerprint == before.fingerprint
    assert [(row.expert_code, row.score, row.chosen) for row in rows(house.officer, again)] == scores


def test_who_has_not_consented_is_never_proposed():
    house = make_house()
    hidden = make_expert(house.officer, name="hidden", consented=False)
    assert hidden.code not in [row.expert_code for row in rows(house.officer, matched(house))]


def test_pin_leave_out_and_swap_run_again():
    house = make_house(experts_count=5)
    run = matched(house)
    codes = [row.expert_code for row in rows(house.officer, run) if row.chosen]
    other = next(row.expert_code for row in rows(house.officer, run) if not row.chosen)
    swapped = matched(house, changed(EASY, "swap", other, codes[0]))
    now = {row.expert_code for row in rows(house.officer, swapped) if row.chosen}
    assert other in now and codes[0] not in now
    assert reread(house.officer, run).state == "replaced"


def test_choose_takes_exactly_these():
    house = make_house(experts_count=5)
    wanted = [house.profiles[4].code, house.profiles[3].code]
    with walls.acting_as(house.officer):
        run = actions.choose(
            person=house.officer, problem=fresh(house.problem), codes=wanted, parameters=EASY
        )
    assert {row.expert_code for row in rows(house.officer, run) if row.chosen} == set(wanted)


def test_rules_that_cannot_hold_are_named_and_nothing_is_sent():
    house = make_house()
    run = matched(house, Parameters(size=3, min_research=2))
    assert run.unmet
    with walls.acting_as(house.officer), pytest.raises(Refused):
        actions.send_to_owner(person=house.officer, run=reread(house.officer, run))


def test_a_conflict_that_arose_after_the_run_stops_the_list():
    house = make_house()
    run = reread(house.officer, matched(house))
    rivals(house.company, house.profiles[0].organisation, ["*"])
    with walls.acting_as(house.officer), pytest.raises(Refused, match="다시|again"):
        actions.send_to_owner(person=house.officer, run=run)


def test_the_owner_strikes_and_agrees_and_experts_are_admitted_as_their_nda_allows():
    house = make_house()
    run = reread(house.owner, sent(house))
    off = house.profiles[2]
    with walls.acting_as(house.owner):
        actions.approve_panel(person=house.owner, run=run, struck=[off.code])
    assert fresh_state(house) == "agreed"
    unsigned, signed, struck = (profile.person for profile in house.profiles)
    seen = {}
    for person in (unsigned, signed, struck):
        with walls.acting_as(person):
            seen[person.name] = (Problem.objects.count(), Brief.objects.count(), MatchRun.objects.count())
    assert seen == {"expert1": (1, 0, 0), "expert2": (1, 1, 0), "expert3": (1, 0, 0)}
    with walls.system("test"):
        assert Named.objects.filter(role="expert").count() == 2
    with walls.acting_as(house.officer):
        assert Mail.objects.filter(kind="roundtables.panel_answered").count() == 1


def test_the_owner_cannot_strike_everybody_or_a_stranger():
    house = make_house()
    run = reread(house.owner, sent(house))
    everybody = [profile.code for profile in house.profiles]
    for struck in (everybody, ["E-NOBODY"]):
        with walls.acting_as(house.owner), pytest.raises(Invalid):
            actions.approve_panel(person=house.owner, run=run, struck=struck)
    assert fresh_state(house) == "matching"


def test_agreeing_and_asking_again_at_once_one_wins_and_the_other_is_told():
    house = make_house()
    run = sent(house)
    one, two = reread(house.owner, run), reread(house.owner, run)
    colleague = seated("coordinator", house.company, "colleague")
    with walls.acting_as(house.owner):
        actions.approve_panel(person=house.owner, run=one)
    with walls.acting_as(colleague), pytest.raises(Stale, match="owner"):
        actions.ask_again(person=colleague, run=two, reason="other people")
    assert reread(house.owner, run).state == "approved"


def test_asking_again_needs_a_reason_and_takes_the_admission_back():
    house = make_house()
    run = reread(house.owner, approved(house))
    with walls.acting_as(house.owner):
        with pytest.raises(Invalid):
            actions.ask_again(person=house.owner, run=run, reason=" ")
        actions.ask_again(person=house.owner, run=run, reason="more from the field")
    with walls.system("test"):
        assert not Named.objects.filter(role="expert").exists()
    assert fresh_state(house) == "matching"


def test_the_officer_does_not_approve_and_the_owner_does_not_send():
    house = make_house()
    run = reread(house.officer, matched(house))
    with walls.acting_as(house.officer), pytest.raises(Refused):
        actions.approve_panel(person=house.officer, run=run)
    with walls.acting_as(house.owner), pytest.raises(OneTeamError):
        actions.send_to_owner(person=house.owner, run=run)


def test_sealed_problem_is_matched_by_its_named_officer_only():
    house = make_house()
    second = seated("officer", make_org("other host"), "second")
    disclosure.name(house.problem.disclosure, role="officer", person=house.officer, by=house.owner)
    disclosure.change(house.problem.disclosure, level="sealed")
    run = matched(house)
    with walls.acting_as(second):
        assert not MatchRun.objects.exists() and not Candidate.objects.exists()
        assert not Entry.objects.filter(thread=house.problem.code).exists()
    assert reread(house.officer, run)


def test_seats_end_at_once():
    """An officer whose seat has ended sees no run any more."""
    house = make_house()
    run = matched(house)
    officer = seated("officer", make_org("third"), "leaver")
    with walls.acting_as(officer):
        assert queries.run(run.code).exists()
    officer.seats.update(ended_at=dt.datetime.now(dt.UTC) - dt.timedelta(minutes=1))
    with walls.acting_as(officer):
        assert not queries.run(run.code).exists()
