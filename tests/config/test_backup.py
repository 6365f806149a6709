"""What is backed up comes back whole, walled rows and files too; what is damaged changes nothing."""

import io
import tarfile
from pathlib import Path

import pytest

from tests.config.processes import Processes

WRITE = """
from oneteam import walls
from oneteam.walls.models import Circle
from oneteam.journal.models import AuditLine
from django.utils import timezone
with walls.system("a test"):
    circle = Circle.objects.create(admitted=["person:1"])
    AuditLine.objects.create(at=timezone.now(), verb="test.done", target="x", before="0", digest="1", circle=circle)
"""
READ = """
from oneteam import walls
from oneteam.journal.models import AuditLine
seen = AuditLine.objects.count()
with walls.system("a test"):
    print(seen, AuditLine.objects.count())
"""


@pytest.fixture(scope="module")
def filled(house: Processes) -> Processes:
    """With one row, one file and a backup of both; each test leaves it so."""
    house.python(WRITE)
    place = house.folder / "files" / "ab" / "한글 파일.pdf"
    place.parent.mkdir(parents=True)
    place.write_bytes(b"content")
    done = house.run("backup", str(house.folder / "one.tar"))
    assert done.returncode == 0, done.stderr
    return house


def test_archive_brings_walled_rows_and_files_back_into_an_empty_house(filled: Processes) -> None:
    with Processes() as other:
        done = other.run("restore", str(filled.folder / "one.tar"))
        assert done.returncode == 0, done.stderr
        assert other.python(READ) == "0 1"
        assert (other.folder / "files" / "ab" / "한글 파일.pdf").read_bytes() == b"content"
        assert "ok    All migrations are applied." in other.run("check").stdout


def test_restore_does_not_write_over_data_without_force(filled: Processes) -> None:
    archive = str(filled.folder / "one.tar")
    filled.python(WRITE)
    done = filled.run("restore", archive)
    assert done.returncode == 1
    assert done.stderr.strip().startswith("oneteam: there is data here already; --force replaces it")
    assert filled.python(READ) == "0 2"
    assert filled.run("restore", archive, "--force").returncode == 0
    assert filled.python(READ) == "0 1"


def test_damaged_archive_changes_nothing(filled: Processes) -> None:
    archive, torn = filled.folder / "one.tar", filled.folder / "torn.tar"
    torn.write_bytes(archive.read_bytes()[:-20_000].ljust(archive.stat().st_size, b"\0"))
    changed = _with_other_file(archive, filled.folder / "changed.tar")
    for place in (torn, changed, filled.folder / "none.tar"):
        done = filled.run("restore", str(place), "--force")
        assert done.returncode == 1
        assert done.stderr.strip().endswith("nothing was changed.")
        assert done.stderr.count("\n") == 1
    assert filled.python(READ) == "0 1"


def test_backup_does_not_write_over_a_file_without_force(filled: Processes) -> None:
    done = filled.run("backup", str(filled.folder / "one.tar"))
    assert done.returncode == 1
    assert "exists; choose another name or add --force" in done.stderr


def _with_other_file(archive: Path, place: Path) -> Path:
    with tarfile.open(archive) as old, tarfile.open(place, "w") as new:
        for member in old.getmembers():
            file = old.extractfile(member)
            assert file is not None
            data = file.read()
            if member.name.startswith("files/"):
                data = b"CONTENT"
            member.size = len(data)
            new.addfile(member, io.BytesIO(data))
    return place
