"""What a page costs, as a multiple of a bare Django page measured in the same run.

    .venv/bin/python benchmarks/pages.py [--json FILE] [--only NAME] [--rounds N] [--fresh]

``--only projects`` measures every page whose name begins so, and the drawing of a plan of 200 milestones by itself.

10,000 problems, 5,000 experts and 2,000 projects from the seeded generator stand in a database of its own
(``oneteam_benchmark_…``; made once, kept until migrations or generator change). Every page is asked for through Django's handler in
this process, one after the other, round after round; its figure is the median CPU time of this process.
PostgreSQL's own time is not in it; the column "wall" has both.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import logging
import os
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]
DATABASE = "oneteam_benchmark"  # and a fingerprint, so that a database of other migrations is never used
SIZE = {"problems": 10_000, "experts": 5_000, "projects": 2_000}
MILESTONES, DRAWING_MS = 200, 150
LIMITS = {"list": 5.0, "detail": 4.0, "home": 2.0, "thread": 6.0}


@dataclass
class Page:
    name: str
    ask: Callable[[], Any]
    cpu: list[float] = field(default_factory=list)
    wall: list[float] = field(default_factory=list)
    sql: int = 0
    bytes: int = 0

    @property
    def ms(self) -> float:
        return 1000 * statistics.median(self.cpu)


def prepare(fresh: bool) -> None:
    """Django on a database of our own, filled when it is not."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "oneteam.config.settings"
    import django

    django.setup()
    for name in ("oneteam", "django"):  # log lines are made, as in service, but not shown
        for handler in logging.getLogger(name).handlers:
            if isinstance(handler, logging.StreamHandler):
                handler.setStream(open(os.devnull, "w"))  # noqa: SIM115
    _own_database(fresh)

    from oneteam.config.migrating import migrate
    from oneteam.config.statics import collect_when_changed

    migrate()
    collect_when_changed()
    _fill()


def _own_database(fresh: bool) -> None:
    from django.db import connection
    from psycopg import sql

    wanted = f"{DATABASE}_{_fingerprint()}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [f"{DATABASE}%"])
        known = {name for (name,) in cursor.fetchall()}
        for name in known if fresh else known - {wanted}:
            cursor.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(name)).as_string(None))
        if fresh or wanted not in known:
            cursor.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(wanted)).as_string(None))
    connection.close()
    connection.settings_dict["NAME"] = wanted


def _fingerprint() -> str:
    """Of everything that decides what stands in the database."""
    found = hashlib.sha256(repr(SIZE).encode())
    for path in sorted((ROOT / "src").glob("oneteam/*/migrations/*.py")):
        found.update(path.read_bytes())
    for path in sorted((ROOT / "src/oneteam/demo").glob("bulk/*.py")):
        found.update(path.read_bytes())
    return found.hexdigest()[:8]


def _fill() -> None:
    from oneteam import walls
    from oneteam.demo.generate import generate
    from oneteam.problems.models import Problem

    with walls.system("is the benchmark's database filled"):
        filled = Problem.objects.exists()
    if not filled:
        generate(**SIZE, seed=1, say=print)

    from benchmarks import bare

    with walls.system("copy titles for the bare page"):
        bare.fill()


def pages() -> list[Page]:
    from django.test import Client
    from django.test.utils import override_settings
    from django.urls import reverse

    from benchmarks import bare

    officer, problem = _reader_and_problem()
    signed_in, visitor, plain = (Client(SERVER_NAME="localhost") for _ in range(3))
    signed_in.force_login(officer)
    plain.cookies = signed_in.cookies
    with override_settings(MIDDLEWARE=bare.MIDDLEWARE):
        plain.handler.load_middleware()

    def ask(client: Client, url: str) -> Callable[[], Any]:
        return lambda: client.get(url)

    return [
        Page("bare", ask(plain, "/")),
        Page("list", ask(signed_in, reverse("problems:list"))),
        Page("detail", ask(signed_in, reverse("problems:detail", args=[problem.code]))),
        Page("home", ask(visitor, reverse("desk:public"))),
        Page("thread", ask(signed_in, reverse("cases:thread", args=[problem.code]))),
        # Without a limit, for orientation.
        Page("desk", ask(signed_in, reverse("desk:home"))),
        Page("experts", ask(signed_in, reverse("experts:list"))),
        *(Page(f"projects {name}", ask(signed_in, url)) for name, url in _project_pages().items()),
        Page("tables", ask(signed_in, reverse("roundtables:list"))),
    ]


def _project_pages() -> dict[str, str]:
    from django.urls import reverse

    from oneteam import walls
    from oneteam.projects.models import Project

    with walls.system("choose what the benchmark reads"):
        found = Project.objects.filter(disclosure__level="alliance", problem__state="verified")
        project, long = found.order_by("pk")[:2]
        _plan_long(long)
    return {
        "list": reverse("projects:list"), "filter": reverse("projects:list") + "?q=a&state=running",
        "timeline": reverse("projects:portfolio"), "page": reverse("projects:detail", args=[project.code]),
        "plan": reverse("projects:timeline", args=[long.code]),
    }  # fmt: skip


def _plan_long(project: Any) -> None:
    """A plan of 200 milestones, each waiting for the one before it."""
    from datetime import timedelta

    from oneteam.base.fields import Bi
    from oneteam.projects.models import Dependency, Milestone

    missing = MILESTONES - project.milestones.count()
    rows = Milestone.objects.bulk_create(
        Milestone(
            project=project, circle_id=project.circle_id, name=Bi(f"단계 {n}", f"Step {n}"),
            starts_on=project.starts_on + timedelta(days=n), due_on=project.starts_on + timedelta(days=n + 9),
            planned_on=project.starts_on + timedelta(days=n + 5),
        ) for n in range(missing)
    )  # fmt: skip
    Dependency.objects.bulk_create(
        Dependency(before=one, after=other, circle_id=project.circle_id) for one, other in pairwise(rows)
    )


def drawing() -> Callable[[], Any]:
    """Both drawings of that plan as the page has them, with neither its table nor the database."""
    from django.template.loader import render_to_string

    from oneteam import walls
    from oneteam.projects import queries, timelines
    from oneteam.projects.models import Dependency, Project

    with walls.system("the plan that the benchmark draws"):
        first = Dependency.objects.order_by("pk").values("before__project")[:1]
        project = Project.objects.get(pk__in=first)
        rows, links = list(queries.planned_milestones(project)), queries.dependencies(project)

    def draw() -> str:
        found = timelines.plan_drawn(project, rows, links, project.starts_on)
        return render_to_string("projects/_gantt.html", {"drawings": found, "label": "plan"})

    return draw


def measure_drawing(rounds: int) -> float:
    draw, taken = drawing(), []
    for _ in range(rounds + 2):
        cpu = time.process_time()
        draw()
        taken.append(time.process_time() - cpu)
    ms = 1000 * statistics.median(taken[2:])
    over = "  over" if ms > DRAWING_MS else ""
    print(f"\ndrawing of {MILESTONES} milestones: {ms:.1f} ms CPU, limit {DRAWING_MS} ms{over}")
    return ms


def _reader_and_problem() -> tuple[Any, Any]:
    """An officer, and a problem of the alliance that went the whole way."""
    from oneteam import walls
    from oneteam.alliance.models import Seat
    from oneteam.problems.models import Problem

    with walls.system("choose what the benchmark reads"):
        seat = Seat.objects.filter(role="officer").select_related("person").order_by("pk")[0]
        found = Problem.objects.filter(state="verified", disclosure__level="alliance").order_by("pk")[0]
    return seat.person, found


def look(page: Page) -> None:
    """Once, before the measurements: that it is the page, its statements and its size."""
    from django.db import connection

    answer = page.ask()
    if answer.status_code != 200:
        raise SystemExit(f"benchmark: the page {page.name} answered {answer.status_code}.")
    page.bytes = len(answer.content)

    def count(execute: Any, *rest: Any) -> Any:
        page.sql += 1
        return execute(*rest)

    with connection.execute_wrapper(count):
        page.ask()


def measure(shown: list[Page], rounds: int) -> None:
    for page in shown:
        for _ in range(5):
            page.ask()
    for _ in range(rounds):
        for page in shown:
            cpu, wall = time.process_time(), time.perf_counter()
            page.ask()
            page.cpu.append(time.process_time() - cpu)
            page.wall.append(time.perf_counter() - wall)


def report(shown: list[Page]) -> dict[str, float]:
    bare = next(page for page in shown if page.name == "bare")
    figures: dict[str, float] = {}
    print(f"{'page':<18}{'cpu ms':>8}{'wall ms':>9}{'ratio':>8}{'limit':>8}{'sql':>6}{'kB':>8}")
    for page in shown:
        ratio, limit = page.ms / bare.ms, LIMITS.get(page.name)
        wall = 1000 * statistics.median(page.wall)
        said = "" if limit is None else f"{limit:.0f}"
        over = "  over" if limit is not None and ratio > limit else ""
        print(
            f"{page.name:<18}{page.ms:>8.2f}{wall:>9.2f}{ratio:>8.2f}{said:>8}{page.sql:>6}{page.bytes / 1000:>8.1f}{over}"
        )
        if limit is not None:
            figures[f"{page.name}_ratio"] = round(ratio, 3)
        if page.name == "list":
            figures |= {"list_sql": page.sql, "list_kb": round(page.bytes / 1000, 1)}
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(description="What pages cost, as multiples of a bare Django page.")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    parser.add_argument(
        "--only", metavar="NAME", help="measure the pages whose name begins so, beside the bare one"
    )
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--fresh", action="store_true", help="make the database anew")
    options = parser.parse_args()
    prepare(options.fresh)
    every = pages()
    names = [page.name for page in every]
    if options.only and not any(name.startswith(options.only) for name in names):
        parser.error(f"there is no page {options.only}; there are {', '.join(names)}")
    shown = [page for page in every if page.name.startswith(options.only or "") or page.name == "bare"]
    for page in shown:
        look(page)
    measure(shown, options.rounds)
    figures = report(shown)
    if "projects plan" in {page.name for page in shown}:
        figures["drawing_ms"] = round(measure_drawing(options.rounds), 1)
    if options.json:
        options.json.write_text(json.dumps(figures, indent=2) + "\n")


if __name__ == "__main__":
    main()
