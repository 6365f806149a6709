"""Server-sent events: `/live/?t=…&t=…` says which topic changed, no more; the page then asks for its part.

One process listens on one connection to PostgreSQL for all its readers, asks on another one who of them may read
what was changed, and holds no content.
"""

import asyncio
import functools
import logging
import os
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

import django
import psycopg

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "oneteam.config.settings")
django.setup()

from django.db import Error, connection  # noqa: E402

from oneteam.journal import live  # noqa: E402

log = logging.getLogger("oneteam.live")
Send = Callable[[dict[str, Any]], Awaitable[None]]
Receive = Callable[[], Awaitable[dict[str, Any]]]
HEARTBEAT, PATIENCE = 15.0, 2.0  # seconds
MOST = 20  # topics of one page
HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    # The topic itself is the permission, signed and short-lived; no cookie is read here.
    (b"access-control-allow-origin", b"*"),
    (b"x-accel-buffering", b"no"),
]


@dataclass(eq=False)
class Reader:
    """One open page: its passes by topic, and the topics that changed since it was last told."""

    passes: dict[live.Topic, str]
    changed: set[live.Topic] = field(default_factory=set)
    wake: asyncio.Event = field(default_factory=asyncio.Event)

    async def next(self) -> list[str]:
        """The passes whose topic changed; empty when nothing did for a while."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self.wake.wait(), HEARTBEAT)
        self.wake.clear()
        found, self.changed = sorted(self.passes[topic] for topic in self.changed), set()
        return found

    @property
    def until(self) -> float:
        return min(topic.until for topic in self.passes)


class Hub:
    """Readers by topic, and the one listener that wakes them."""

    def __init__(self) -> None:
        self.readers: defaultdict[str, set[Reader]] = defaultdict(set)
        self.task: asyncio.Task[None] | None = None
        self.asking = ThreadPoolExecutor(1, "asking")  # one connection for all questions

    def join(self, reader: Reader) -> None:
        if self.task is None or self.task.done():
            self.task = asyncio.create_task(self.listen())
        for topic in reader.passes:
            self.readers[topic.name].add(reader)

    def leave(self, reader: Reader) -> None:
        for name in {topic.name for topic in reader.passes}:
            self.readers[name].discard(reader)
            if not self.readers[name]:
                del self.readers[name]

    def topics(self, name: str) -> list[tuple[Reader, live.Topic]]:
        readers = self.readers.get(name, ())
        return [(reader, topic) for reader in readers for topic in reader.passes if topic.name == name]

    async def tell(self, change: live.Change) -> None:
        """Wake those who may read what was changed."""
        people = {topic.person for _, topic in self.topics(change.name)}
        if people:
            ask = functools.partial(live.admitted, people, change)
            admitted = await asyncio.get_running_loop().run_in_executor(self.asking, ask)
            self.wake(change.name, admitted)

    def wake(self, name: str, people: set[int] | None = None) -> None:
        """``people``: nobody but these."""
        for reader, topic in self.topics(name):
            if people is None or topic.person in people:
                reader.changed.add(topic)
                reader.wake.set()

    async def listen(self) -> None:
        """For ever; after a lost connection every reader is woken, for something may have been missed."""
        while True:
            with suppress(psycopg.Error, Error, OSError):
                parameters = connection.get_connection_params()
                for unused in ("cursor_factory", "context", "prepare_threshold"):
                    parameters.pop(unused, None)
                link = await psycopg.AsyncConnection.connect(**parameters, autocommit=True)
                async with link:
                    await link.execute(f"LISTEN {live.CHANNEL}")
                    for name in list(self.readers):
                        self.wake(name)
                    async for notice in link.notifies():
                        change = live.heard(notice.payload)
                        if change is not None:
                            await self.tell(change)
            log.warning("listener lost its connection")
            await asyncio.sleep(PATIENCE)


hub = Hub()


async def application(scope: dict[str, Any], receive: Receive, send: Send) -> None:
    if scope["type"] == "lifespan":
        await _lifespan(receive, send)
    elif scope["type"] == "http":
        await _answer(scope, receive, send)


async def _answer(scope: dict[str, Any], receive: Receive, send: Send) -> None:
    if scope["path"] == "/healthz":
        await _plain(send, 200, b"ok\n")
        return
    reader = _reader(parse_qs(scope["query_string"].decode("latin-1")).get("t", []))
    if scope["path"].rstrip("/") != "/live" or scope["method"] != "GET" or reader is None:
        await _plain(send, 404, b"not found\n")
        return
    stream = asyncio.ensure_future(_stream(send, reader))
    gone = asyncio.ensure_future(_until_gone(receive))
    _, left = await asyncio.wait({stream, gone}, return_when=asyncio.FIRST_COMPLETED)
    for task in left:
        task.cancel()
    await asyncio.gather(stream, gone, return_exceptions=True)


def _reader(tokens: list[str]) -> Reader | None:
    """A page with a pass that is forged or too old hears of the others only."""
    passes = {topic: token for token in tokens[:MOST] if (topic := live.read(token)) is not None}
    return Reader(passes) if passes else None


async def _stream(send: Send, reader: Reader) -> None:
    hub.join(reader)
    try:
        await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
        await _part(send, b"retry: 3000\n: open\n\n")
        while time.time() < reader.until:
            changed = await reader.next()
            lines = "".join(f"event: changed\ndata: {token}\n\n" for token in changed)
            await _part(send, (lines or ": still here\n\n").encode())
        await send({"type": "http.response.body", "body": b"", "more_body": False})
    finally:
        hub.leave(reader)


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _part(send: Send, body: bytes) -> None:
    await send({"type": "http.response.body", "body": body, "more_body": True})


async def _plain(send: Send, status: int, body: bytes) -> None:
    headers = [(b"content-type", b"text/plain"), (b"access-control-allow-origin", b"*")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body, "more_body": False})


async def _lifespan(receive: Receive, send: Send) -> None:
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return
