import subprocess
import sys

import pytest

from tests.core.cases import ROOT

OUTSIDE = ("django", "oneteam", "scipy", "ortools")


def imports(modules: str, *, without: tuple[str, ...]) -> None:
    code = f"import sys\nfor name in {without}: sys.modules[name] = None\nimport {modules}\n"
    subprocess.run([sys.executable, "-c", code], check=True, env={"PYTHONPATH": str(ROOT / "src")})


def test_the_core_is_importable_with_django_blocked() -> None:
    cores = "oneteam_core.matching, oneteam_core.timetable, oneteam_core.effects"
    imports(f"{cores}, oneteam_core.__main__", without=OUTSIDE)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("oneteam_core.matching", "oneteam_core.timetable"),
        ("oneteam_core.timetable", "oneteam_core.matching"),
        ("oneteam_core.effects", "oneteam_core.matching"),
    ],
)
def test_each_core_is_importable_with_the_other_blocked(one: str, other: str) -> None:
    imports(one, without=(*OUTSIDE, other))
