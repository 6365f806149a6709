from collections.abc import Iterator

import pytest

from tests.config.processes import Processes


@pytest.fixture(scope="module")
def house() -> Iterator[Processes]:
    """A migrated database of its own, with nothing in it and no process yet."""
    with Processes() as made:
        done = made.run("migrate", "--verbosity=0")
        assert done.returncode == 0, done.stderr
        yield made
