"""What import contracts do not show."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps

SOURCE = Path(__file__).resolve().parents[2] / "src"
LADDER = (
    ("base",), ("accounts",), ("walls",), ("journal",), ("calendars", "files", "longjobs"), ("alliance",), ("nda",), ("problems", "experts"),
    ("roundtables",), ("projects",), ("cases", "dataregister", "meeting", "outcomes"), ("talent", "startups", "forum"), ("summit", "newsroom"), ("desk",), ("demo",),
)  # fmt: skip
STEP = {app: number for number, row in enumerate(LADDER) for app in row}
URL_NAME = re.compile(
    r"""(?:url |reverse\(|redirect\(|reverse_lazy\(|resolve_url\()\s*["']([a-z_]+):([a-z_]+)["']"""
)
HANGUL = re.compile(r"[\uac00-\ud7a3]")
KOREAN_IS_MEANT = {
    "config/settings.py": "the languages' own names",
    "base/titles.py": "titles of people in both languages",
    "base/text.py": "particles, dates and counts of the Korean language",
    "base/gallery.py": "examples of every component",
    "files/gallery.py": "examples of every component",
    "projects/gallery.py": "examples of every component",
    "base/templates/base/c/switches.html": "the languages' own names",
    "base/forms.py": "dates as Koreans write them",
    "base/tags/blocks.py": "particles",
    "base/templates/base/gallery.html": "examples of every component",
    "dataregister/tables/reading.py": "how Korean tables call counts and totals",
    "accounts/models.py": "the languages' own names",
    "cases/quoting.py": "words that say no",
    "base/numerals.py": "numerals of the Korean language",
    "projects/tables.py": "headings and figures as Korean tables have them",
    "projects/templates/projects/measure_table.html": "headings and figures as Korean tables have them",
    "projects/planfile": "headings and dates as Korean tables have them",
    "projects/templates/projects/plan_file.html": "headings and dates as Korean tables have them",
    "projects/gates.py": "the questions of the levels in both languages",
    "projects/facts.py": "a figure with a Korean unit, as an example",
    "demo": "the sample alliance",
}
UPWARDS_ALLOWED = {
    # The shell of every page links home, to signing in and to the navigation's places.
    "base/templates/base": "the shell of every page",
}


# Doors that a lower app opens to a higher one by name only, each with its reason.
WAYS_UP = {
    "cases:thread": "every station of a problem leads to its whole story",
    "meeting:room": "a table's page leads to its room",
    "nda:office": "the page of agreements leads to how non-disclosure agreements are signed",
    "projects:new_from": "a decision leads to the project that carries it out",
    "alliance:erasure": "a person's own data page leads to asking for its erasure",
    "calendars:mine": "a person's own page leads to their calendar",
}


def app_of(path: Path) -> str:
    return path.relative_to(SOURCE / "oneteam").parts[0]


def within(path: Path, places: dict[str, str]) -> bool:
    name = str(path.relative_to(SOURCE / "oneteam"))
    return any(name == place or name.startswith(f"{place}/") for place in places)


def python() -> Iterator[Path]:
    for path in sorted((SOURCE / "oneteam").rglob("*.py")):
        if "migrations" not in path.parts:
            yield path


def pages() -> Iterator[Path]:
    yield from sorted((SOURCE / "oneteam").glob("*/templates/**/*.html"))


def is_above(app: str, other: str) -> bool:
    """Whether `other` stands above `app` or beside it on the same row."""
    return app != other and other in STEP and app in STEP and STEP[other] >= STEP[app]


def test_ladder_names_every_app() -> None:
    present = {path.parent.name for path in (SOURCE / "oneteam").glob("*/apps.py")}
    assert present <= STEP.keys()


def test_views_and_api_ask_queries_and_never_a_manager() -> None:
    found = [
        f"{path.relative_to(SOURCE)}:{node.lineno}"
        for path in python()
        if app_of(path) in STEP
        and ("views" in path.relative_to(SOURCE).with_suffix("").parts or path.stem in ("views", "api"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in ("objects", "_default_manager")
    ]
    assert found == []


def test_pages_link_only_downwards_or_within_their_row() -> None:
    """An app that links to one above it knows it. Two apps on one row are strangers and do not link either."""
    found = [
        f"{path.relative_to(SOURCE)} links to {other}:{page}"
        for path in [*pages(), *python()]
        if not within(path, UPWARDS_ALLOWED)
        for other, page in URL_NAME.findall(path.read_text(encoding="utf-8"))
        if is_above(app_of(path), other) and f"{other}:{page}" not in WAYS_UP
    ]
    assert found == []


def test_no_query_looks_upwards_by_name() -> None:
    """`filter(roundtable__…)` and `problem.roundtables` in a lower app: reverse relations of a higher one."""
    up: dict[str, set[str]] = {}
    for model in apps.get_models():
        for relation in model._meta.related_objects:
            own, other = model._meta.app_label, relation.related_model._meta.app_label
            if is_above(own, other) and (name := relation.get_accessor_name()):
                up.setdefault(own, set()).add(name)
                up[own].add(relation.name)
    found = [
        f"{path.relative_to(SOURCE)}:{line} {name}"
        for path in python()
        for line, name in _names(path)
        if name in up.get(app_of(path), set())
    ]
    assert found == []


def _names(path: Path) -> Iterator[tuple[int, str]]:
    """Look-ups by keyword: `filter(a__b=…)`, and names inside `select_related("a__b")`."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        if node.func.attr in ("filter", "exclude", "get", "annotate", "aggregate"):
            found = [keyword.arg for keyword in node.keywords if keyword.arg and "__" in keyword.arg]
            yield from ((node.lineno, part) for name in found for part in name.split("__"))
        if node.func.attr in ("select_related", "prefetch_related", "order_by", "values", "values_list"):
            texts = [str(argument.value) for argument in node.args if isinstance(argument, ast.Constant)]
            yield from ((node.lineno, part) for text in texts for part in text.split("__"))


def test_cores_run_where_django_is_not_to_be_had() -> None:
    code = (
        "import sys, pkgutil, importlib\n"
        "for name in ('django', 'oneteam', 'psycopg', 'procrastinate'): sys.modules[name] = None\n"
        "import oneteam_core\n"
        "for found in pkgutil.walk_packages(oneteam_core.__path__, 'oneteam_core.'): importlib.import_module(found.name)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=SOURCE, capture_output=True, text=True, check=False,
        env={"PYTHONPATH": str(SOURCE)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_korean_stands_in_catalogues_only() -> None:
    found = [
        f"{path.relative_to(SOURCE)}:{number}"
        for path in [*pages(), *python()]
        if not within(path, KOREAN_IS_MEANT)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if HANGUL.search(line)
    ]
    assert found == []


@pytest.mark.parametrize("sign", ["style=", "<style", "javascript:"])
def test_pages_need_nothing_that_the_content_policy_forbids(sign: str) -> None:
    pattern = re.compile(rf"(?:^|\s){re.escape(sign)}" if sign == "style=" else re.escape(sign), re.MULTILINE)
    assert [
        str(path.relative_to(SOURCE)) for path in pages() if pattern.search(path.read_text(encoding="utf-8"))
    ] == []


def test_pages_have_no_script_or_handler_inside() -> None:
    inside = re.compile(r"<script(?![^>]*(?:\bsrc=|application/json))|\son[a-z]+\s*=\s*[\"']")
    assert [
        str(path.relative_to(SOURCE)) for path in pages() if inside.search(path.read_text(encoding="utf-8"))
    ] == []


def test_models_have_no_save_of_their_own_and_apps_no_signals() -> None:
    found = []
    for path in python():
        if app_of(path) not in STEP:
            continue
        text = path.read_text(encoding="utf-8")
        if path.stem == "models" and re.search(r"^    def (save|delete)\(", text, re.MULTILINE):
            found.append(f"{path.relative_to(SOURCE)} overrides save or delete")
        if re.search(r"^from django\.(db\.models\.signals|dispatch) import|@receiver", text, re.MULTILINE):
            found.append(f"{path.relative_to(SOURCE)} uses signals")
    assert found == []


def test_import_contracts_hold() -> None:
    program = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [program, "--no-cache"], cwd=SOURCE.parent, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-3000:]
