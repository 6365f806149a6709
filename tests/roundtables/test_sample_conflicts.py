"""The sample alliance's blocked pairs are blocked, each for the right reason, through database and core."""

from itertools import groupby

import pytest
from django.utils import timezone

from oneteam import walls
from oneteam.base.fields import Bi
from oneteam.demo import sample_data
from oneteam.demo.story import founding
from oneteam.demo.story.house import House
from oneteam.problems.models import Brief, Problem
from oneteam.roundtables import actions, queries
from oneteam.roundtables.matching import Parameters
from tests.factories import accepted, seated

pytestmark = pytest.mark.django_db

REASONS = {
    "rival": {"competitor_org", "affiliate_of_competitor"},
    "engaged_with_rival": {"engaged_with_competitor"},
}
OPEN = Parameters(min_academia=0, min_research=0, min_field=0)


@pytest.fixture
def sample():
    house = House(today=timezone.localdate())
    founding.found(house)
    return house


def problem(house, row, officer):
    organisation = house.organisations[row["owner"]]
    owner = seated("owner", organisation)
    made = accepted(owner, organisation, officer, area=row["areas"][0])
    with walls.system("the sample's own words"):
        Problem.objects.filter(pk=made.pk).update(title=Bi.of(row["title"]), skills=row["methods"])
        Brief.objects.filter(problem=made).update(
            background=Bi.of(row["background"]), goal=Bi.of(row["goal"]),
            questions=[Bi.of(one) for one in row["questions"]],
        )  # fmt: skip
    return made


def test_every_blocked_pair_is_excluded_with_the_right_reason(sample):
    officer = sample.people["officer_nei"]
    rows = {row["key"]: row for row in sample_data.problems(sample.today)}
    judged = sample.read("relevance")["blocked"]
    for key, pairs in groupby(
        sorted(judged, key=lambda pair: pair["problem"]), key=lambda pair: pair["problem"]
    ):
        made = problem(sample, rows[key], officer)
        with walls.acting_as(officer):
            again = queries.problem(made.code).get()
            run = actions.run_match(person=officer, problem=again, parameters=OPEN)
            found = {one.expert_code: one for one in queries.candidates(run)}
        for pair in pairs:
            one = found[sample.experts[pair["expert"]]]
            assert not one.chosen and one.rank is None, (key, pair)
            assert set(one.excluded) & REASONS[pair["reason"]], (key, pair, one.excluded)


def test_the_best_judged_experts_lead(sample):
    """At least half of those judged 2 or 3 by hand sit on the proposed panel of six."""
    officer = sample.people["officer_nei"]
    rows = {row["key"]: row for row in sample_data.problems(sample.today)}
    judgements = sample.read("relevance")["judgements"]
    hits = wanted = 0
    for key in ("P02", "P06", "P11"):
        made = problem(sample, rows[key], officer)
        with walls.acting_as(officer):
            again = queries.problem(made.code).get()
            run = actions.run_match(person=officer, problem=again, parameters=OPEN)
            chosen = {one.expert_code for one in queries.panel(run)}
        blocked = {pair["expert"] for pair in sample.read("relevance")["blocked"] if pair["problem"] == key}
        best = {sample.experts[e] for e, value in judgements[key].items() if value >= 2 and e not in blocked}
        hits, wanted = hits + len(best & chosen), wanted + len(best)
    assert hits >= 0.5 * wanted, (hits, wanted)
