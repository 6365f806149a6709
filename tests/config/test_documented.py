"""Every setting and every command stands in the documentation, and nothing else does."""

import re
from pathlib import Path

from oneteam.config import env
from oneteam.config.cli import OWN

DOCS = Path(__file__).resolve().parents[2] / "docs" / "settings.md"


def test_settings_in_the_documentation_are_those_the_program_reads() -> None:
    rows = re.findall(r"^\| `([A-Z_]+)` \|.*\| (.+) \|$", DOCS.read_text(encoding="utf-8"), re.MULTILINE)
    assert dict(rows) == {setting.name: setting.help for setting in env.REGISTRY.values()}


def test_commands_are_documented() -> None:
    named = set(re.findall(r"^\| `oneteam ([a-z]+)", DOCS.read_text(encoding="utf-8"), re.MULTILINE))
    assert OWN.keys() | {"migrate", "generate"} == named
