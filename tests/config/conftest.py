from collections.abc import Iterator

import pytest

from tests.config.processes import Processes


@pytest.fixture(scope="module")
def house() -> Iterator[Processes]:
    """A migrated database of its own, with nothing in it and no process yet."""
    from django.conf import settings

    from oneteam.config import postgres

    if settings.EMBEDDED_DATABASE is not None:
        postgres.ensure_server(settings.EMBEDDED_DATABASE)
    with Processes() as made:
        done = made.run("migrate", "--verbosity=0")
        assert done.returncode == 0, done.stderr
        yield made
