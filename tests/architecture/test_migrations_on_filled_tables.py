"""Tables that are filled when a migration comes: it must see their rows, walls or not."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from oneteam import walls
from oneteam.projects.models import Application, Site, SiteCheck, SiteVersion
from tests.projects.factories import House


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
