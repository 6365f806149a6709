"""The program does not serve with a role that no wall would stop."""

import pytest
from django.conf import settings

from tests.config.processes import Processes, address

pytestmark = pytest.mark.skipif(
    settings.EMBEDDED_DATABASE is None, reason="only the embedded server has a superuser to try with"
)


@pytest.mark.parametrize("kind", ["web", "live", "worker"])
def test_superuser_is_refused_with_one_sentence(house: Processes, kind: str) -> None:
    done = house.run(kind, DATABASE_URL=address(house.name, USER="postgres"))
    assert done.returncode == 1
    assert done.stderr.strip() == (
        "oneteam: the database role “postgres” is a superuser, and no wall stops such a role; "
        "use one that is NOSUPERUSER and NOBYPASSRLS."
    )


def test_check_names_the_superuser(house: Processes) -> None:
    done = house.run("check", DATABASE_URL=address(house.name, USER="postgres"))
    assert done.returncode == 1
    assert "wrong The database role “postgres” is a superuser" in done.stdout
