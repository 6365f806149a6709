"""make.py where Python comes without ensurepip, as Debian packages it."""

import importlib.util
import subprocess
import sys
import venv
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def make() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make", ROOT / "make.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_systems_pip_serves_a_venv_that_has_none(make: ModuleType, tmp_path: Path) -> None:
    venv.create(tmp_path / "bare", with_pip=False, symlinks=True)
    make.PYTHON = tmp_path / "bare" / "bin" / "python"
    assert make.pip()[0] == sys.executable
    done = subprocess.run([*make.pip(), "list"], capture_output=True, text=True, check=True)
    assert "Django" not in done.stdout


def test_without_any_pip_it_is_said_what_to_install(make: ModuleType, tmp_path: Path) -> None:
    venv.create(tmp_path / "bare", with_pip=False, symlinks=True)
    make.PYTHON = tmp_path / "bare" / "bin" / "python"
    make.sys = type("sys", (), {"executable": str(make.PYTHON)})
    with pytest.raises(SystemExit, match="apt-get install python3-pip"):
        make.pip()
