"""Who may see a problem, and who is told: the actions, and their mails as they are delivered."""

import pytest

from oneteam import walls
from oneteam.base.errors import Invalid, Refused
from oneteam.journal.delivery import written
from oneteam.journal.models import Mail
from oneteam.problems import actions, queries
from oneteam.problems.models import Problem
from tests.factories import accepted, make_org, make_problem, rivals, seat, seated

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    company = make_org("company")
    return company, seated("owner", company), seated("officer", make_org("host"))


def sees(person):
    with walls.acting_as(person):
        return Problem.objects.exists()


def test_officer_employed_by_a_rival_is_neither_shown_nor_mailed(house):
    company, owner, _officer = house
    competitor = make_org("competitor")
    rivals(company, competitor, ["robot"])
    walled = seated("officer", competitor)
    problem = make_problem(owner, company)
    with walls.acting_as(owner):
        actions.submit(person=owner, problem=problem)
    assert not sees(walled)
    with walls.system("test"):
        assert not Mail.objects.filter(recipient=walled).exists()


@pytest.mark.parametrize(("level", "shown"), [("alliance", True), ("named", False), ("sealed", False)])
def test_mail_tells_the_title_up_to_the_alliance_level_only(house, level, shown):
    company, owner, officer = house
    problem = make_problem(owner, company, level=level)
    with walls.acting_as(owner):
        if level == "sealed":
            actions.name_person(person=owner, problem=problem, named=officer, role="officer")
        actions.submit(person=owner, problem=problem)
    with walls.system("test"):
        mails = list(Mail.objects.select_related("recipient").filter(kind__startswith="problems."))
    letters = [written(mail) for mail in mails]
    assert len(letters) == 2
    for letter in letters:
        assert letter is not None
        text = " ".join([letter.subject, *letter.paragraphs])
        assert ("제목" in text) is shown
        assert "배경" not in text


def test_every_letter_can_be_written_in_both_languages(house):
    company, owner, officer = house
    problem = accepted(owner, company, officer)
    from oneteam.journal.letters import kinds, writer
    from oneteam.walls import acting_as

    for kind in sorted(kind for kind in kinds() if kind.startswith("problems.")):
        with acting_as(owner):
            letter = writer(kind)(owner, {"problem": problem.code})
            assert letter.path.startswith("/problems/")
            assert writer(kind)(owner, {"problem": "P-222222"}) is None


def test_sealing_an_open_problem_needs_an_officer_and_keeps_its_sealer_inside(house):
    company, owner, officer = house
    problem = accepted(owner, company, officer, level="named")
    executive = seated("executive", company)
    with walls.acting_as(executive):
        seen = queries.one(problem.code).get()
        with pytest.raises(Invalid):
            actions.raise_level(person=executive, problem=seen, level="sealed")
        actions.name_person(person=executive, problem=seen, named=officer)
        seen = queries.one(problem.code).get()
        actions.raise_level(person=executive, problem=seen, level="sealed")
    assert [sees(one) for one in (executive, officer, owner)] == [True, True, True]
    assert not sees(seated("officer", make_org("third")))
    with walls.acting_as(owner), pytest.raises(Refused):
        actions.unname_person(
            person=owner, problem=queries.one(problem.code).get(), named=officer, role="officer"
        )


def test_nobody_answers_their_own_request(house):
    """A person who is both an officer and speaks for the owner is still one person."""
    company, owner, officer = house
    both = seated("officer", company)
    seat(both, company, "owner")
    problem = accepted(owner, company, officer, level="named")
    with walls.acting_as(both):
        request = actions.ask_lowering(person=both, problem=queries.one(problem.code).get(), level="public")
        with pytest.raises(Refused):
            actions.answer_lowering(person=both, request=request, agreed=True)
        with pytest.raises(Refused):
            actions.ask_lowering(person=both, problem=queries.one(problem.code).get(), level="alliance")
    with walls.acting_as(officer):
        waiting = queries.open_request(problem)
        actions.answer_lowering(person=officer, request=waiting, agreed=False)
        assert Problem.objects.select_related("disclosure").get().disclosure.level == "named"


def test_level_of_a_submitted_problem_is_not_lowered_by_its_owner_alone(house):
    company, owner, officer = house
    problem = accepted(owner, company, officer, level="named")
    with walls.acting_as(owner), pytest.raises(Refused):
        actions.set_disclosure(person=owner, problem=queries.one(problem.code).get(), level="public")


def test_officer_names_a_colleague_and_nobody_else(house):
    company, owner, officer = house
    problem = accepted(owner, company, officer)
    with walls.acting_as(officer):
        seen = queries.one(problem.code).get()
        actions.name_person(person=officer, problem=seen, named=seated("officer", make_org("third")))
        with pytest.raises(Refused):
            actions.name_person(
                person=officer, problem=seen, named=seated("expert", make_org("u", "academia"))
            )


def test_problem_on_hold_keeps_its_place_on_the_stepper(house):
    from oneteam.problems.life import life

    company, owner, officer = house
    problem = accepted(owner, company, officer)
    with walls.acting_as(officer):
        actions.hold(person=officer, problem=problem, reason="점검")
        assert [station["state"] for station in life(problem)][:3] == ["done", "done", "now"]
