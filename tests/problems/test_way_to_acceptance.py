"""A problem from draft to acceptance, through the actions, as each person."""

import pytest

from oneteam import walls
from oneteam.base.errors import Invalid, Refused, Stale
from oneteam.base.fields import Bi
from oneteam.journal.models import Entry, Mail
from oneteam.problems import actions
from oneteam.problems.models import Brief, Problem, ScopingNote
from tests.factories import LESSON, accepted, make_org, make_person, make_problem, rivals, seat, seated

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    company = make_org("company")
    owner = seated("owner", company)
    host = make_org("host")
    officer = seated("officer", host)
    return company, owner, officer


def seen(person, model=Problem):
    with walls.acting_as(person):
        return model.objects.count()


def test_draft_is_seen_by_its_organisation_alone(house):
    company, owner, officer = house
    make_problem(owner, company, level="alliance")
    colleague, stranger = seated("staff", company), seated("owner")
    assert [seen(p) for p in (owner, colleague, officer, stranger, None)] == [1, 1, 0, 0, 0]


def test_submitted_problem_is_seen_by_the_secretariat_and_mailed(house):
    company, owner, officer = house
    problem = make_problem(owner, company)
    with walls.acting_as(owner):
        actions.submit(person=owner, problem=problem)
    assert seen(officer) == 1
    with walls.acting_as(officer):
        assert Mail.objects.filter(kind="problems.submitted", recipient=officer).count() == 1


def test_incomplete_problem_names_what_is_missing(house):
    company, owner, _officer = house
    with walls.acting_as(owner):
        problem = actions.draft(person=owner, owner=company, title=Bi("가", "a"), area="robot")
        with pytest.raises(Invalid, match="목표"):
            actions.submit(person=owner, problem=problem)
        problem.refresh_from_db()
        assert problem.state == "draft"


def test_accepted_named_problem_shows_teaser_to_members_and_nothing_to_rivals(house):
    company, owner, officer = house
    competitor = make_org("competitor")
    rivals(company, competitor, ["robot"])
    rival, member = seated("coordinator", competitor), seated("staff")
    accepted(owner, company, officer, level="named")
    assert [seen(p) for p in (owner, officer, member, rival)] == [1, 1, 1, 0]
    assert [seen(p, Brief) for p in (owner, officer, member, rival)] == [1, 1, 0, 0]


def test_private_note_is_never_shown_to_the_owner(house):
    company, owner, officer = house
    problem = make_problem(owner, company)
    with walls.acting_as(owner):
        actions.submit(person=owner, problem=problem)
    with walls.acting_as(officer):
        actions.begin_scoping(person=officer, problem=problem)
        actions.finish_scoping(
            person=officer,
            problem=problem,
            recommendation="return",
            note=Bi("질문", ""),
            private_note="secret",
        )
    assert [seen(p, ScopingNote) for p in (officer, owner)] == [1, 0]


def test_second_of_two_officers_reads_who_was_quicker(house):
    company, owner, officer = house
    second = seated("officer", make_org("other host"))
    problem = make_problem(owner, company)
    with walls.acting_as(owner):
        actions.submit(person=owner, problem=problem)
    with walls.acting_as(officer):
        actions.begin_scoping(person=officer, problem=problem)
    with walls.acting_as(second):
        stale = Problem.objects.select_related("disclosure").get(pk=problem.pk)
    with walls.acting_as(officer):
        actions.finish_scoping(person=officer, problem=problem, recommendation="accept", note=Bi("네", "yes"))
    with walls.acting_as(second), pytest.raises(Stale, match=officer.name):
        actions.finish_scoping(
            person=second, problem=stale, recommendation="decline", note=Bi("아니요", "no"), **LESSON
        )
    with walls.acting_as(officer):
        assert Problem.objects.get().state == "accepted"


def test_edit_over_a_newer_version_changes_nothing(house):
    company, owner, _officer = house
    problem = make_problem(owner, company)
    with walls.acting_as(owner):
        before = problem.version
        actions.save_step(
            person=owner, problem=problem, version=before, teaser={"teaser": Bi("새 글", "")}, brief={}
        )
        with pytest.raises(Stale):
            actions.save_step(
                person=owner, problem=problem, version=before, teaser={"teaser": Bi("늦은 글", "")}, brief={}
            )
        assert Problem.objects.get().teaser.ko == "새 글"


def test_owner_of_another_organisation_cannot_submit(house):
    company, owner, officer = house
    problem = accepted(owner, company, officer, level="alliance")
    stranger = seated("owner")
    with walls.acting_as(stranger), pytest.raises(Refused):
        actions.withdraw(person=stranger, problem=problem)


def test_sealed_problem_needs_a_named_officer_and_is_seen_by_the_named_alone(house):
    company, owner, officer = house
    problem = make_problem(owner, company, level="sealed")
    with walls.acting_as(owner):
        with pytest.raises(Invalid):
            actions.submit(person=owner, problem=problem)
        actions.name_person(person=owner, problem=problem, named=officer, role="officer")
        actions.submit(person=owner, problem=problem)
    other = seated("officer", make_org("third"))
    colleague = seated("owner", company)
    assert [seen(p) for p in (owner, officer, other, colleague)] == [1, 1, 0, 0]


def test_hold_and_resume_come_back_to_the_same_state(house):
    company, owner, officer = house
    problem = accepted(owner, company, officer)
    with walls.acting_as(officer):
        actions.hold(person=officer, problem=problem, reason="현장 점검")
        actions.resume(person=officer, problem=problem)
        assert Problem.objects.get().state == "accepted"


def test_journal_of_a_problem_is_not_seen_by_a_rival(house):
    company, owner, officer = house
    competitor = make_org("competitor")
    rivals(company, competitor, ["robot"])
    rival = make_person("rival")
    seat(rival, competitor, "executive")
    accepted(owner, company, officer)
    assert seen(owner, Entry) > 0
    assert seen(rival, Entry) == 0


def test_rival_who_reads_a_teaser_does_not_learn_its_state(house, client):
    company, owner, officer = house
    competitor = make_org("competitor")
    rivals(company, competitor, ["robot"])
    rival = seated("coordinator", competitor)
    problem = accepted(owner, company, officer, level="alliance")
    with walls.system("test"):
        Problem.objects.filter(pk=problem.pk).update(state="scheduled")
    client.force_login(rival)
    page = client.get(f"/problems/{problem.code}/").content.decode()
    assert "공개 중" in page
    assert "라운드테이블 예정" not in page
    assert problem.code not in client.get("/problems/?state=scheduled").content.decode()
    client.force_login(owner)
    assert problem.code in client.get("/problems/?state=scheduled").content.decode()
