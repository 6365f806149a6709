"""Tables that are filled when a migration comes: it must see their rows, walls or not."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from oneteam import walls
from oneteam.alliance import actions
from oneteam.alliance.models import ErasureRequest, Seat
from oneteam.base.fields import Bi
from oneteam.experts.models import ExpertProfile, FieldExperience, Work
from oneteam.walls.actions import shared_circle
from tests.alliance.house import organisation, rivals, somebody

BEFORE = [("alliance", "0004_versions"), ("experts", "0002_walls")]


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_rows_that_had_numbers_get_codes_of_their_own():
    host, other = organisation("Host"), organisation("Other")
    people = [somebody(f"P{number}", host) for number in range(3)]
    rivals(host, other, "*")
    with walls.system("a test fills tables"):
        circle = shared_circle("secretariat")
        told = {"person": people[0], "organisation": host, "circle": circle}
        profile = ExpertProfile.objects.create(**told)
        Work.objects.bulk_create(Work(profile=profile, circle=circle) for _ in range(3))
    for person in people:
        with walls.acting_as(person):
            actions.ask_erasure(person=person)
    try:
        before = MigrationExecutor(connection).migrate(BEFORE).apps.get_model("experts", "ExpertProfile")
        with walls.system("a test fills a column of that time"):
            before.objects.filter(pk=profile.pk).update(field_experience=Bi("용접 공장 3년", ""))
    finally:
        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes())
    with walls.system("a test looks at the rows"):
        for model, prefix in ((Seat, "ST-"), (ErasureRequest, "ER-"), (Work, "W-")):
            codes = list(model.objects.values_list("code", flat=True))
            assert len(set(codes)) == 3 and all(code.startswith(prefix) for code in codes), codes
        first = FieldExperience.objects.get()  # what stood in one text
        assert (first.profile, first.what, first.circle) == (profile, Bi("용접 공장 3년", ""), circle)
