import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from oneteam.config import postgres
from tests import databases
from tests.config.processes import Processes


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """Unlike tmp_path one that the database's own user may pass through, whoever else runs tests meanwhile."""
    folder = Path(tempfile.mkdtemp(prefix="oneteam-test-"))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def server(open_folder: Path) -> Iterator[Path]:
    """A server of its own, which a test may stop."""
    folder = open_folder / "pg"
    postgres.ensure_server(folder)
    yield folder
    postgres.stop(folder, even_if_used=True)


@pytest.fixture(scope="module")
def house() -> Iterator[Processes]:
    """A migrated database of its own, with nothing in it and no process yet."""
    with databases.processes(databases.MIGRATED) as made:
        yield made
