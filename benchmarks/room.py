"""Sixty people in one room, one note a second: how soon everybody sees it, and how much memory the live process takes.

    .venv/bin/python benchmarks/room.py [--json FILE] [--people N] [--notes N]

The real web and live processes on a database of their own. Each of the people has the room's page open as a browser
has it: a stream of events, and one request for the part that changed; every 25 seconds it says that it is open. A time
is from before the note is sent until the part with it has arrived, once for each note and each person.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import re
import statistics
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "oneteam.config.settings")
LIMITS = {"room_p95_ms": 1000.0, "room_mb": 200.0}
BEAT = 25.0
PART = re.compile(r'data-live="([^"]+)" data-live-url="[^"]*" data-live-poll="3" hx-get="([^"]+)"')
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass
class Window:
    """One person's open page."""

    web: str
    live: str
    code: str
    cookie: str
    parts: dict[str, str] = field(default_factory=dict)  # where to ask, by the pass that was told
    token: str = ""
    seen: dict[str, float] = field(default_factory=dict)  # when each note was there
    asking: dict[str, asyncio.Task[None]] = field(default_factory=dict)
    again: set[str] = field(default_factory=set)

    async def open(self) -> None:
        page = await self.ask("GET", f"/rooms/{self.code}/")
        self.parts = dict(PART.findall(page))
        found = TOKEN.search(page)
        assert found, "the room's page was not shown"
        self.token = found[1]

    async def ask(self, method: str, path: str, **data: str) -> str:
        host = urlsplit(self.web)
        reader, writer = await asyncio.open_connection(host.hostname, host.port)
        body = urlencode(data).encode()
        lines = [
            f"{method} {path} HTTP/1.1", f"Host: {host.netloc}", "Connection: close", "HX-Request: true",
            f"Cookie: {self.cookie}; csrftoken={self.token}", f"X-CSRFToken: {self.token}",
            "Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}", "", "",
        ]  # fmt: skip
        writer.write("\r\n".join(lines).encode() + body)
        answer = (await reader.read()).decode("utf-8", "replace")
        writer.close()
        return answer

    async def watch(self) -> None:
        """As the browser does: what changed is asked for again, and no more."""
        host = urlsplit(self.live)
        reader, writer = await asyncio.open_connection(host.hostname, host.port)
        asked = "&".join(f"t={quote(topic)}" for topic in self.parts)
        writer.write(f"GET /live/?{asked} HTTP/1.1\r\nHost: {host.netloc}\r\n\r\n".encode())
        async for line in reader:
            told = line.decode().strip().removeprefix("data: ")
            if told in self.parts:
                self.refresh(told)

    def refresh(self, topic: str) -> None:
        """One request for a part at a time, and one more where it has changed meanwhile: as htmx does."""
        if topic in self.asking:
            self.again.add(topic)
        else:
            self.asking[topic] = asyncio.create_task(self._refresh(topic))

    async def _refresh(self, topic: str) -> None:
        while True:
            self.again.discard(topic)
            part = await self.ask("GET", self.parts[topic])
            for name in re.findall(r"note-of-benchmark-\d+\b", part):
                self.seen.setdefault(name, time.perf_counter())
            if topic not in self.again:
                break
        del self.asking[topic]

    async def beat(self) -> None:
        while True:
            await self.ask("POST", f"/rooms/{self.code}/here/")
            await asyncio.sleep(BEAT)


async def meet(windows: list[Window], notes: int) -> list[float]:
    """Milliseconds from sending to arriving, for each note and each person."""
    for window in windows:
        await window.open()
    tasks = [asyncio.create_task(window.watch()) for window in windows]
    for window in windows:  # people do not come in the same moment
        tasks.append(asyncio.create_task(window.beat()))
        await asyncio.sleep(0.2)
    await asyncio.sleep(2)
    sent: dict[str, float] = {}
    for number in range(notes):
        name = f"note-of-benchmark-{number}"
        sent[name] = time.perf_counter()
        answer = await windows[0].ask("POST", f"/rooms/{windows[0].code}/say/", text=name, kind="said")
        assert " 204 " in answer.splitlines()[0], answer[:300]
        await asyncio.sleep(max(0.0, 1 - (time.perf_counter() - sent[name])))
    await asyncio.sleep(5)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    missed = sum(name not in window.seen for name in sent for window in windows)
    print(f"{notes} notes, {len(windows)} people, {missed} not seen within 5 s")
    return [1000 * (window.seen.get(name, at + 60) - at) for name, at in sent.items() for window in windows]


def room(people: int) -> tuple[str, list[str]]:
    """A table that meets now, and a signed-in session for each of the people."""
    import datetime as dt

    from django.test import Client
    from django.utils import timezone

    from oneteam import walls
    from oneteam.meeting import actions
    from oneteam.roundtables.models import RoundTable
    from tests.factories import seated
    from tests.factories.roundtables import convened, get_table, make_house

    house = make_house()
    code = convened(house).code
    now = timezone.now()
    with walls.system("the benchmark's meeting is now"):
        RoundTable.objects.filter(code=code).update(starts_at=now, ends_at=now + dt.timedelta(hours=2))
    with walls.acting_as(house.officer):
        actions.begin(person=house.officer, table=get_table(house.officer, code))
    inside = [house.owner] + [seated("staff", house.company, f"staff {n}") for n in range(people - 1)]
    return code, [_session(Client(), person) for person in inside]


def _session(client: Any, person: Any) -> str:
    from django.conf import settings

    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    name = settings.SESSION_COOKIE_NAME
    return f"{name}={client.cookies[name].value}"


def memory_of(pid: int) -> float:
    """Megabytes in use by a process and those it started."""
    pages = 0
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            text = status.read_text()
        except OSError:
            continue
        facts = dict(line.split(":\t", 1) for line in text.splitlines() if ":\t" in line)
        if int(facts["Pid"]) == pid or int(facts["PPid"]) == pid:
            pages += int(facts.get("VmRSS", "0 kB").split()[0])
    return pages / 1024


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--json", type=Path)
    parser.add_argument("--people", type=int, default=60)
    parser.add_argument("--notes", type=int, default=60)
    given = parser.parse_args()
    os.environ["ONETEAM_TEST_DB"] = "oneteam_room"
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection
    from django.test.utils import get_runner, setup_test_environment

    setup_test_environment()
    runner = get_runner(settings)(verbosity=0, interactive=False)
    databases = runner.setup_databases()
    try:
        from tests.config.processes import Processes, address

        code, cookies = room(given.people)
        here = address(str(connection.settings_dict["NAME"]))
        with Processes(
            DATABASE_URL=here, ONETEAM_SECRET_KEY=settings.SECRET_KEY, ONETEAM_WEB_WORKERS="0"
        ) as house:
            live, web = house.start("live"), house.start("web")
            windows = [Window(web.url, live.url, code, cookie) for cookie in cookies]
            times = asyncio.run(meet(windows, given.notes))
            mb = memory_of(live.child.pid)
    finally:
        connection.close()
        runner.teardown_databases(databases)
    quantiles = statistics.quantiles(times, n=100)
    found = {"room_p95_ms": round(quantiles[94], 1), "room_mb": round(mb, 1)}
    print(f"{'figure':<14}{'value':>10}{'limit':>10}")
    print(f"{'median ms':<14}{statistics.median(times):>10.1f}")
    for name, value in found.items():
        print(f"{name:<14}{value:>10}{LIMITS[name]:>10}{'' if value < LIMITS[name] else '   MISSED'}")
    if given.json:
        given.json.write_text(json.dumps(found))
    return 0 if all(value < LIMITS[name] for name, value in found.items()) else 1


if __name__ == "__main__":
    sys.exit(main())
