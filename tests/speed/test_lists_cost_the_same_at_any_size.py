"""A list of 1,000 asks the database as often as a list of one, makes few objects, and stays small."""

import pytest
from django.urls import reverse

from tests.factories import area, make_org, seated
from tests.speed import bulk
from tests.speed.counting import cost

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

MOST_SQL, MOST_BYTES, PAGE = 12, 60_000, 25
LISTS = {
    "problems": "problems:list", "experts": "experts:list", "projects": "projects:list",
    "roundtables": "roundtables:list", "timelines": "projects:portfolio", "organisations": "alliance:organisations", "people": "alliance:people",
    "outcomes": "outcomes:list",
    "ledger": "cases:ledger",
}  # fmt: skip


OFFICE = {
    "agreements": "alliance:agreements", "rivals": "alliance:rivalries", "skills": "alliance:skills",
    "invitations": "alliance:invitations", "erasures": "alliance:erasures", "without_profile": "experts:enrol",
    "venues": "roundtables:venues",
}  # fmt: skip
FILTERED = {("coordinator", "projects"): "?kind=joint&state=running&q=조립"}  # as dear as the whole list
SHOWN = {"without_profile": 10}  # a search that shows its first ones
CASES = [(role, what) for what in LISTS for role in ("officer", "coordinator")]
CASES += [("officer", what) for what in OFFICE]


@pytest.mark.parametrize(("role", "what"), CASES)
def test_list_costs_the_same_for_1_25_and_1000_rows(client, role, what):
    area("robot")
    client.force_login(seated(role, make_org("home")))
    url = reverse({**LISTS, **OFFICE}[what]) + FILTERED.get((role, what), "")
    found = []
    for more in (1, 24, 975):
        bulk.add(what, more)
        found.append(cost(client, url))
    assert [one.status for one in found] == [200, 200, 200]
    assert len({one.sql for one in found}) == 1, "\n\n".join(one.told() for one in found)
    for one in found:
        assert one.sql <= MOST_SQL, one.told()
        assert not one.repeated(), one.told()
        # each row shown may bring four objects: itself and what stands beside it
        assert sum(one.instances.values()) <= 4 * min(one.rows or PAGE, PAGE) + 100, one.instances
        assert one.bytes <= MOST_BYTES
    assert found[-1].rows >= SHOWN.get(what, PAGE)
