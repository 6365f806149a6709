import subprocess
import sys

from tests.core.cases import ROOT


def test_the_core_is_importable_with_django_blocked() -> None:
    code = (
        "import sys\n"
        "for name in ('django', 'oneteam', 'scipy', 'ortools'): sys.modules[name] = None\n"
        "import oneteam_core.matching, oneteam_core.timetable, oneteam_core.effects, oneteam_core.__main__\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, env={"PYTHONPATH": str(ROOT / "src")})
