"""From a decision to an effect that somebody outside the project verified, each step by its own person."""

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from oneteam import walls
from oneteam.base.errors import Invalid, Refused
from oneteam.base.fields import Bi
from oneteam.journal.models import Entry, Mail
from oneteam.problems import actions as problems
from oneteam.problems.models import Problem
from oneteam.projects import actions, queries
from oneteam.projects.models import Effect, Member, Partner, Project
from tests.factories import LESSON, seated, today
from tests.projects.factories import act, propose, seen


def state(person, model, **found):
    with walls.acting_as(person):
        return model.objects.get(**found).state


def mailed(kind):
    with walls.system("test"):
        return sorted(Mail.objects.filter(kind=f"projects.{kind}").values_list("recipient__name", flat=True))


def test_problem_goes_from_its_decision_to_verified(house):
    effect = house.verified()
    assert state(house.owner, Effect, pk=effect.pk) == "verified"
    assert state(house.owner, Project) == "applied"
    assert state(house.owner, Problem) == "verified"
    with walls.acting_as(house.owner):
        told = [
            verb.removeprefix("projects.")
            for verb in Entry.objects.order_by("pk").values_list("verb", flat=True)
        ]
    way = ["proposed", "partner_agreed", "partner_agreed", "agreed", "started", "problems.start_project"]
    way += [
        "site_reported",
        "site_confirmed",
        "problems.apply",
        "effect_planned",
        "files.attached",
        "measured",
    ]
    way += ["verifier_named", "claimed", "problems.verify", "verified"]
    assert told[-len(way) :] == way


def test_a_project_goes_on_while_its_problem_is_on_hold_and_the_problem_resumes_where_it_would_be(house):
    def hold(action, **words):
        with walls.acting_as(house.officer):
            problem = Problem.objects.select_related("disclosure").get(pk=house.problem.pk)
            action(person=house.officer, problem=problem, **words)

    house.propose()
    house.agree()
    hold(problems.hold, reason="감사")
    act(house.officer, actions.start, project=house.project(house.officer))
    assert state(house.owner, Problem) == "on_hold"
    hold(problems.resume)
    assert state(house.owner, Problem) == "in_project"
    hold(problems.hold, reason="감사")
    house.verified()
    hold(problems.resume)
    assert state(house.owner, Problem) == "verified"
    with walls.acting_as(house.owner):
        told = set(Entry.objects.values_list("verb", flat=True))
    assert {"problems.start_project", "problems.apply", "problems.verify", "problems.resume"} <= told


def test_each_letter_goes_to_whom_it_concerns(house):
    house.start()
    house.step()
    house.site(confirmed=False)
    assert mailed("agree") == ["owner", "speaker"]
    assert mailed("agreed") == ["professor"]
    assert mailed("confirm_trl") == ["owner"]
    assert mailed("confirm_site") == ["owner"]
    house.site()
    house.verified()
    assert mailed("verify") == ["verifier"]
    assert mailed("judged") == ["owner", "professor"]


def test_proposal_names_partners_and_people(house):
    project = house.propose(members=[house.owner])
    with walls.acting_as(house.professor):
        partners = {
            str(one.organisation.name): one.is_lead for one in Partner.objects.select_related("organisation")
        }
        people = set(Member.objects.values_list("person__name", flat=True))
    assert partners == {"university": True, "company": False}
    assert people == {"professor", "owner"}
    assert project.state == "proposed"


def test_responsible_person_of_the_decision_may_propose(house):
    decision = decide_again(house, house.owner)
    assert propose(house.owner, decision, house.lead, house.professor, house.company).lead == house.lead


def decide_again(house, responsible, kind="joint_task"):
    with walls.system("test"):
        type(house.decision).objects.filter(pk=house.decision.pk).update(responsible=responsible, kind=kind)
        return type(house.decision).objects.select_related("problem__disclosure").get(pk=house.decision.pk)


@pytest.mark.parametrize("kind", ["advice", "more_data", "stop"])
def test_decision_that_asks_for_no_project_gets_none(house, kind):
    decision = decide_again(house, house.officer, kind)
    with pytest.raises(Refused):
        propose(house.officer, decision, house.lead, house.professor, house.company)


def test_somebody_else_may_not_propose(house):
    with pytest.raises(Refused):
        propose(house.owner, house.decision, house.lead, house.professor, house.company)


def test_project_starts_only_when_every_partner_agreed(house):
    house.propose()
    with pytest.raises(Refused):
        act(house.officer, actions.start, project=house.project(house.officer))
    with walls.acting_as(house.owner):
        partner = queries.partners(house.project(house.owner)).get(organisation=house.company)
        actions.agree(person=house.owner, partner=partner)
    assert state(house.officer, Project) == "proposed"
    with walls.acting_as(house.owner), pytest.raises(Refused):
        actions.agree(
            person=house.owner, partner=queries.partners(house.project(house.owner)).get(is_lead=True)
        )
    house2 = house.project(house.speaker)
    with walls.acting_as(house.speaker):
        actions.agree(person=house.speaker, partner=queries.partners(house2).get(is_lead=True))
    assert state(house.officer, Project) == "agreed"


def test_bilateral_project_has_a_thread_of_its_own(house):
    project = propose(
        house.speaker, None, house.lead, house.professor, house.company, kind="bilateral", area="robot",
        level="alliance",
    )  # fmt: skip
    assert project.disclosure.thread == project.code
    assert project.problem is None
    assert [seen(one, Project) for one in (house.speaker, house.owner, house.member, house.rival, None)] == [
        1, 1, 0, 0, 0,
    ]  # fmt: skip


def test_secretariat_that_writes_a_bilateral_project_down_does_not_own_it(house):
    propose(house.officer, None, house.lead, house.professor, house.company, kind="bilateral", area="robot")
    with walls.acting_as(house.professor):
        project = Project.objects.select_related("disclosure").get()
        owners = queries.owners_named(project.disclosure)
    assert owners == [house.professor]


def test_trl_step_counts_when_a_partner_other_than_the_lead_confirms_it(house):
    house.start()
    step = house.step()
    for person in (house.professor, house.speaker, house.officer):
        with pytest.raises(Refused, match="lead|주관기관"):
            act(person, actions.confirm_trl, step=step)
    assert house.project(house.owner).trl_now == 4
    act(house.owner, actions.confirm_trl, step=step)
    assert house.project(house.owner).trl_now == 5


def test_applied_is_said_by_the_site_itself(house):
    house.start()
    site = house.site(confirmed=False)
    with pytest.raises(Refused):
        act(house.professor, actions.confirm_site, application=site)
    assert state(house.owner, Problem) == "in_project"
    act(house.owner, actions.confirm_site, application=site)
    assert (state(house.owner, Project), state(house.owner, Problem)) == ("applied", "applied")


def test_no_evidence_no_count(house):
    house.start()
    house.site()
    effect = house.plan()
    with pytest.raises(Invalid):
        act(house.professor, actions.claim, effect=effect)
    house.measure(effect, proof=False)
    with pytest.raises(Invalid):
        act(house.professor, actions.claim, effect=effect)
    house.measure(effect)
    act(house.professor, actions.claim, effect=house.effect(house.professor, effect))
    assert house.effect(house.professor, effect).claimed == Decimal(82)


def test_latest_measurement_needs_the_evidence_not_an_older_one(house):
    house.start()
    house.site()
    effect = house.plan()
    house.measure(effect, days=-5)
    house.measure(effect, value=90, days=-1, proof=False)
    with pytest.raises(Invalid):
        act(house.professor, actions.claim, effect=effect)


def test_effect_is_claimed_at_a_site_that_confirmed(house):
    house.start()
    house.site(confirmed=False)
    effect = house.plan()
    house.measure(effect)
    with pytest.raises(Invalid):
        act(house.professor, actions.claim, effect=effect)


def test_of_two_sites_one_is_chosen(house):
    house.start()
    house.site()
    second = house.site(name="2공장")
    effect = house.plan()
    house.measure(effect)
    with pytest.raises(Invalid) as refusal:
        act(house.professor, actions.claim, effect=effect)
    assert "application" in refusal.value.fields
    act(house.professor, actions.claim, effect=house.effect(house.professor, effect), application=second)
    assert house.effect(house.professor, effect).application_id == second.pk


@pytest.mark.parametrize("who", ["professor", "speaker", "owner", "rival"])
def test_whoever_belongs_to_the_project_or_competes_is_no_verifier(house, who):
    house.start()
    effect = house.plan()
    person = getattr(house, who)
    with pytest.raises(Invalid) as refusal:
        act(house.officer, actions.name_verifier, effect=house.effect(house.officer, effect), verifier=person)
    assert person.name in str(refusal.value)


def test_affiliate_of_a_partner_is_no_verifier(house):
    from oneteam.alliance.models import Organisation

    Organisation.objects.filter(pk__in=[house.lead.pk, house.institute.pk]).update(group="one")
    house.start()
    effect = house.plan()
    with pytest.raises(Invalid):
        act(
            house.officer,
            actions.name_verifier,
            effect=house.effect(house.officer, effect),
            verifier=house.verifier,
        )


def test_member_of_the_project_who_verifies_is_refused_with_the_reason(house):
    effect = house.claimed()
    with pytest.raises(Refused, match=house.professor.name):
        act(
            house.professor, actions.judge, effect=house.effect(house.professor, effect), confirmed=True,
            verdict=Bi("좋아요", ""),
        )  # fmt: skip


def test_somebody_from_outside_who_was_not_named_cannot_verify(house):
    effect = house.claimed()
    with pytest.raises(Refused):
        act(
            house.officer,
            actions.judge,
            effect=house.effect(house.officer, effect),
            confirmed=True,
            verdict=Bi("", "x"),
        )


def test_who_measured_the_effect_or_worked_on_it_once_does_not_verify_it(house):
    house.start()
    effect, other = house.plan(), house.plan("다른 지표")
    measured = {
        "on": today(-1),
        "value": Decimal(82),
        "n": 120,
        "upload": SimpleUploadedFile("m.csv", b"day,recall\n1,82\n"),
    }
    act(house.officer, actions.measure, effect=house.effect(house.officer, effect), **measured)
    with pytest.raises(Invalid, match="직접 쟀거나"):
        name_verifier(house, effect, house.officer)
    name_verifier(house, other, house.officer)
    project = house.project(house.professor)
    helper = seated("expert", house.company, "helper")
    act(house.officer, actions.add_member, project=project, somebody=helper)
    act(house.officer, actions.remove_member, project=house.project(house.officer), somebody=helper)
    with pytest.raises(Invalid, match="일한 적이 있어요"):
        name_verifier(house, effect, helper)


def name_verifier(house, effect, verifier):
    found = house.effect(house.officer, effect)
    act(house.officer, actions.name_verifier, effect=found, verifier=verifier)


def test_rejected_effect_is_claimed_again(house):
    effect = house.claimed()
    act(house.verifier, actions.judge, effect=effect, confirmed=False, verdict=Bi("표본이 적습니다", ""))
    assert state(house.owner, Effect, pk=effect.pk) == "rejected"
    assert state(house.owner, Problem) == "applied"
    house.measure(house.effect(house.professor, effect), value=85, days=0)
    act(house.professor, actions.claim, effect=house.effect(house.professor, effect))
    act(
        house.verifier, actions.judge, effect=house.effect(house.verifier, effect), confirmed=True,
        verdict=Bi("이제 맞습니다", ""),
    )  # fmt: skip
    assert state(house.owner, Problem) == "verified"


def test_changed_verifier_does_not_see_the_thread_any_more(house):
    effect = house.claimed()
    assert seen(house.verifier, Project) == 1
    other = seated("expert", house.institute, "other")
    act(house.officer, actions.name_verifier, effect=house.effect(house.officer, effect), verifier=other)
    assert (seen(house.verifier, Project), seen(other, Project)) == (0, 1)
    assert (seen(house.verifier, Problem), seen(other, Problem)) == (1, 1)  # its teaser, as every member


def test_stop_needs_a_reason_and_lessons_and_the_secretariat_closes_the_problem(house):
    project = house.start()
    whole = {"reason": Bi("가", ""), "lessons": Bi("나", "")} | LESSON
    for values in (
        *(whole | {name: Bi()} for name in ("reason", "lessons", "change")),
        whole | {"why": "bad luck"},
    ):
        with pytest.raises(Invalid):
            act(house.professor, actions.stop, project=project, **values)
    act(
        house.professor,
        actions.stop,
        project=project,
        reason=Bi("자료 없음", ""),
        lessons=Bi("먼저 확인", ""),
        **LESSON,
    )
    assert state(house.owner, Project) == "stopped"
    assert mailed("stopped") == ["owner", "speaker"]
    with pytest.raises(Refused):
        act(house.owner, actions.close_problem, project=house.project(house.owner), reason="자료 없음")
    with pytest.raises(Invalid):
        act(house.officer, actions.close_problem, project=house.project(house.officer), reason=" ")
    act(house.officer, actions.close_problem, project=house.project(house.officer), reason="자료 없음")
    assert state(house.owner, Problem) == "closed"


def test_what_is_over_is_not_changed_any_more(house):
    project = house.start()
    act(house.professor, actions.stop, project=project, reason=Bi("가", ""), lessons=Bi("나", ""), **LESSON)
    with pytest.raises(Refused):
        act(
            house.professor, actions.add_milestone, project=house.project(house.professor), name=Bi("가", ""),
            due_on=today(3),
        )  # fmt: skip


def test_field_trial_and_handing_over(house):
    project = house.start()
    act(house.professor, actions.try_out, project=project)
    house.site()
    act(house.professor, actions.hand_over, project=house.project(house.professor))
    assert state(house.owner, Project) == "handed_over"
