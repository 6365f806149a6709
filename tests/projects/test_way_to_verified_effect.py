"""From a decision to an effect that somebody outside the project verified."""

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from oneteam import walls
from oneteam.base.errors import Invalid, Refused, Stale
from oneteam.base.fields import Bi
from oneteam.problems.models import Problem
from oneteam.projects import actions, queries
from oneteam.projects.models import Effect, Measurement, Project

from tests.factories import accepted, make_org, rivals, seated, today
from tests.projects.factories import decide, propose

pytestmark = pytest.mark.django_db


class House:
    """One company's decided problem and the people around it."""

    def __init__(self) -> None:
        self.company, self.lead, self.competitor = (
            make_org("company"),
            make_org("lead", "academia"),
            make_org("rival"),
        )
        rivals(self.company, self.competitor, ["robot"])
        self.owner, self.officer = seated("owner", self.company), seated("officer")
        self.professor, self.speaker = seated("expert", self.lead), seated("coordinator", self.lead)
        self.rival, self.member = seated("coordinator", self.competitor), seated("staff")
        self.verifier = seated("expert", make_org("institute", "research"), "verifier")
        self.problem = accepted(self.owner, self.company, self.officer)
        self.decision = decide(self.problem, self.officer)
        self.project = propose(self.officer, self.decision, self.lead, self.professor, self.company)


@pytest.fixture
def house(settings, tmp_path):
    settings.FILES_DIR = tmp_path
    return House()


def act(person, action, **values):
    with walls.acting_as(person):
        return action(person=person, **values)


def fresh(person, model, pk):
    with walls.acting_as(person):
        return model.objects.get(pk=pk)


def agree_all(house):
    for person in (house.owner, house.speaker):
        with walls.acting_as(person):
            for partner in queries.partners(house.project).select_related("project__disclosure"):
                if f"org:{partner.organisation_id}" in walls.keys_of(person):
                    actions.agree(person=person, partner=partner)


def at_the_site(house):
    agree_all(house)
    house.project.refresh_from_db = lambda **_: None
    with walls.acting_as(house.officer):
        project = queries.projects().get(pk=house.project.pk)
        actions.start(person=house.officer, project=project)
    site = act(
        house.professor, actions.apply_on_site, project=project, organisation=house.company,
        site=Bi("1공장", "Plant 1"), since=today(-30),
    )  # fmt: skip
    act(house.owner, actions.confirm_site, application=site)
    return site


def measured(house):
    site = at_the_site(house)
    effect = act(
        house.professor, actions.plan_effect, application=site, metric=Bi("재현율", "Recall"), unit="%",
        better="higher", baseline=Decimal(35), target=Decimal(80), method="before_after",
    )  # fmt: skip
    proof = SimpleUploadedFile("measured.csv", b"day,recall\n1,82\n")
    act(
        house.professor, actions.measure, effect=effect, on=today(-1), value=Decimal(82), n=120,
        note=Bi("두 달", ""), upload=proof,
    )  # fmt: skip
    return effect


def test_problem_goes_to_verified(house):
    effect = measured(house)
    act(house.officer, actions.name_verifier, effect=effect, verifier=house.verifier)
    act(house.professor, actions.claim, effect=effect)
    act(house.verifier, actions.judge, effect=effect, confirmed=True, verdict=Bi("맞습니다", "Right"))
    assert fresh(house.owner, Effect, effect.pk).state == "verified"
    assert fresh(house.owner, Problem, house.problem.pk).state == "verified"


def test_project_is_agreed_only_when_every_partner_agreed(house):
    with walls.acting_as(house.owner):
        partner = (
            queries.partners(house.project)
            .select_related("project__disclosure")
            .get(organisation=house.company)
        )
        actions.agree(person=house.owner, partner=partner)
    assert fresh(house.officer, Project, house.project.pk).state == "proposed"
    agree_all_again = queries.partners(house.project).select_related("project__disclosure")
    with walls.acting_as(house.speaker):
        actions.agree(person=house.speaker, partner=agree_all_again.get(organisation=house.lead))
    assert fresh(house.officer, Project, house.project.pk).state == "agreed"


def test_no_evidence_no_count(house):
    site = at_the_site(house)
    effect = act(
        house.professor, actions.plan_effect, application=site, metric=Bi("재현율", ""), better="higher",
        baseline=Decimal(35), target=Decimal(80), method="before_after",
    )  # fmt: skip
    with pytest.raises(Invalid):
        act(house.professor, actions.claim, effect=effect)


@pytest.mark.parametrize("who", ["professor", "speaker", "owner"])
def test_whoever_belongs_to_the_project_cannot_be_its_verifier(house, who):
    effect = measured(house)
    with pytest.raises(Invalid):
        act(house.officer, actions.name_verifier, effect=effect, verifier=getattr(house, who))


def test_trl_step_is_not_confirmed_by_the_lead(house):
    agree_all(house)
    step = act(house.professor, actions.record_trl, project=house.project, level=5, evidence=Bi("시험", ""))
    with pytest.raises(Refused):
        act(house.speaker, actions.confirm_trl, step=step)
    act(house.owner, actions.confirm_trl, step=step)
    assert fresh(house.owner, Project, house.project.pk).trl_now == 5


def test_measurement_in_the_future_is_refused(house):
    effect = measured(house)
    with pytest.raises(Invalid):
        act(house.professor, actions.measure, effect=effect, on=today(1), value=Decimal(1), n=None, note=Bi())


def seen(person, model):
    with walls.acting_as(person):
        return model.objects.count()


def test_rival_and_other_members_see_no_project_and_no_effect(house):
    measured(house)
    for model in (Project, Effect, Measurement):
        assert [seen(p, model) for p in (house.rival, house.member, None)] == [0, 0, 0]
        assert seen(house.owner, model) == 1


def test_released_effect_is_seen_by_everybody_its_measurements_are_not(house):
    effect = measured(house)
    act(house.officer, actions.name_verifier, effect=effect, verifier=house.verifier)
    act(house.professor, actions.claim, effect=effect)
    act(house.verifier, actions.judge, effect=effect, confirmed=True, verdict=Bi("맞습니다", ""))
    with walls.acting_as(house.owner):
        actions.release(person=house.owner, effect=queries.effects().get(pk=effect.pk))
    for person in (house.rival, house.member, None):
        assert (seen(person, Effect), seen(person, Measurement), seen(person, Project)) == (1, 0, 0)


def test_double_verdict_counts_once(house):
    effect = measured(house)
    act(house.officer, actions.name_verifier, effect=effect, verifier=house.verifier)
    act(house.professor, actions.claim, effect=effect)
    late = fresh(house.verifier, Effect, effect.pk)
    act(house.verifier, actions.judge, effect=effect, confirmed=True, verdict=Bi("맞습니다", ""))
    with pytest.raises(Stale):
        act(house.verifier, actions.judge, effect=late, confirmed=False, verdict=Bi("아닙니다", ""))
    assert fresh(house.owner, Effect, effect.pk).state == "verified"
