"""A wrong setting stops the start with one sentence and no traceback."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.config.processes import ROOT

WRONG = {
    "ONETEAM_PORT": (
        "eight",
        "oneteam: ONETEAM_PORT must be a whole number from 1 to 65535, but “eight” is not.",
    ),
    "ONETEAM_DEMO": ("perhaps", "oneteam: ONETEAM_DEMO must be on or off, but “perhaps” is not."),
    "ONETEAM_URL": (
        "ftp://x",
        "oneteam: ONETEAM_URL must be an address that begins with http:// or https://, but the value given is not.",
    ),
    "DATABASE_URL": (
        "mysql://user:secret@host/name",
        "oneteam: DATABASE_URL must be an address that begins with postgresql:// or postgres://, "
        "but the value given is not.",
    ),
    "ONETEAM_PROT": ("8000", "oneteam: there is no setting ONETEAM_PROT. Did you mean ONETEAM_PORT?"),
    "ONETEAM_CONFIG": (
        "/nowhere.toml",
        "oneteam: the file /nowhere.toml named by ONETEAM_CONFIG cannot be read.",
    ),
    "ONETEAM_LOG_LEVEL": (
        "LOUD",
        "oneteam: ONETEAM_LOG_LEVEL must be one of DEBUG, INFO, WARNING, ERROR, but “LOUD” is not.",
    ),
}


def start(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "oneteam", *arguments],
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT / "src"), "ONETEAM_DATA_DIR": str(folder), **environment},
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_wrong_setting_stops_the_start_with_one_sentence(name: str, tmp_path: Path) -> None:
    given, sentence = WRONG[name]
    done = start(tmp_path, "web", **{name: given})
    assert (done.returncode, done.stderr.strip()) == (1, sentence)


def test_file_gives_settings_and_the_environment_wins(tmp_path: Path) -> None:
    place = tmp_path / "oneteam.toml"
    place.write_text('port = 8100\ndemo = true\nhosts = ["a.example", "b.example"]\n')
    code = "from django.conf import settings as s; print(s.PORT, s.DEMO, s.HOSTS)"
    done = start(
        tmp_path, "shell", "--verbosity=0", "-c", code, ONETEAM_CONFIG=str(place), ONETEAM_PORT="8200"
    )
    assert done.stdout.strip() == "8200 True ['a.example', 'b.example']", done.stderr


def test_unknown_setting_in_the_file_is_refused(tmp_path: Path) -> None:
    place = tmp_path / "oneteam.toml"
    place.write_text("potr = 1\n")
    done = start(tmp_path, "check", ONETEAM_CONFIG=str(place))
    assert done.stderr.strip() == "oneteam: there is no setting ONETEAM_POTR. Did you mean ONETEAM_PORT?"


def test_database_that_does_not_answer_is_one_sentence(tmp_path: Path) -> None:
    done = start(tmp_path, "web", DATABASE_URL="postgresql://nobody@127.0.0.1:1/none")
    assert done.returncode == 1
    assert done.stderr.startswith("oneteam: the database does not answer: ")
    assert done.stderr.count("\n") == 1


def test_secret_key_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    code = "from django.conf import settings as s; print(s.SECRET_KEY)"
    first, second = (start(tmp_path, "shell", "--verbosity=0", "-c", code).stdout.strip() for _ in range(2))
    assert first == second != ""
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600
