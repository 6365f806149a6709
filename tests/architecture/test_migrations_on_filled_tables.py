"""Tables that are filled when a migration comes: it must see their rows, walls or not."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from oneteam import walls
from oneteam.alliance import actions
from oneteam.alliance.models import ErasureRequest, Seat
from oneteam.base.fields import Bi
from oneteam.experts.models import ExpertProfile, FieldExperience, Work
from oneteam.projects.models import Application, Site, SiteCheck, SiteVersion
from oneteam.walls.actions import shared_circle
from tests.alliance.house import organisation, rivals, somebody
from tests.projects.factories import House

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


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_the_text_of_an_application_becomes_a_site(settings, tmp_path):
    settings.FILES_DIR = tmp_path
    house = House()
    house.start()
    first, same, reported = house.site(), house.site(), house.site(confirmed=False, name="2공장")
    try:
        before = MigrationExecutor(connection).migrate([("projects", "0003_site_out_of_use")])
        with walls.system("a test fills columns of that time"):
            rows = before.apps.get_model("projects", "Application").objects
            rows.update(version_there="1.2")
            rows.filter(pk=reported.pk).update(state="in_use")
    finally:
        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes())
    with walls.acting_as(house.owner):
        site = Site.objects.get()  # of two results one site; what was not confirmed has none yet
        assert (str(site), site.person, site.circle) == ("1공장", house.owner, first.circle)
        found = {row.pk: (row.at, row.state) for row in Application.objects.all()}
        assert found == {
            first.pk: (site, "in_use"), same.pk: (site, "in_use"), reported.pk: (None, "reported"),
        }  # fmt: skip
        assert SiteCheck.objects.filter(application=first).count() == 2
        assert [one.name for one in SiteVersion.objects.filter(application=first)] == ["1.2"]
