"""`oneteam serve` on a machine with nothing: one command starts all of it, Ctrl-C stops all of it."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from oneteam.config import postgres
from tests.config.processes import ROOT, free_port, status

pytestmark = pytest.mark.processes


def start(folder: Path, port: int) -> "subprocess.Popen[str]":
    environment = {
        key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "ONETEAM_TEST_DB")
    }
    environment |= {
        "ONETEAM_DATA_DIR": str(folder),
        "ONETEAM_PORT": str(port),
        "PYTHONPATH": str(ROOT / "src"),
    }
    return subprocess.Popen(
        [sys.executable, "-m", "oneteam", "serve"], env=environment, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, text=True, start_new_session=True,
    )  # fmt: skip


def wait_until(url: str, house: "subprocess.Popen[str]") -> None:
    end = time.monotonic() + 120
    while status(url) != 200:
        assert house.poll() is None, house.communicate(timeout=30)[0]
        assert time.monotonic() < end, f"{url} does not answer"
        time.sleep(0.1)


def test_serve_starts_everything_and_ctrl_c_stops_everything(open_folder: Path) -> None:
    folder, port = open_folder / "자료 폴더", free_port()
    for _ in ("from nothing", "with what is there"):
        house = start(folder, port)
        try:
            wait_until(f"http://127.0.0.1:{port}/healthz", house)
            wait_until(f"http://127.0.0.1:{port}/readyz", house)
            assert status(f"http://127.0.0.1:{port + 1}/healthz") == 200
        finally:
            os.killpg(house.pid, signal.SIGINT)
            said = house.communicate(timeout=30)[0]
        assert house.returncode == 0, said
        assert f"OneTeam answers at http://localhost:{port}" in said
        assert "Traceback" not in said
        assert not postgres.is_running(folder / "pg")
        assert (
            status(f"http://127.0.0.1:{port}/healthz") == status(f"http://127.0.0.1:{port + 1}/healthz") == 0
        )


def test_port_in_use_is_one_sentence(open_folder: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        house = start(open_folder / "data", taken.getsockname()[1])
        said = house.communicate(timeout=60)[0]
    assert house.returncode == 1
    assert said.count("\n") == 1
    assert said.endswith("is in use; stop what uses it or set ONETEAM_PORT to another.\n")
