"""A server of embeddings as OpenAI's interface has it; a text's vector is how often each letter stands in it."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from oneteam_core.matching import Endpoint


class Server(ThreadingHTTPServer):
    status, broken = 200, b""
    asked: list[dict[str, Any]]
    keys: list[str | None]


class Answer(BaseHTTPRequestHandler):
    """Counts letters: texts with the same letters are near. Answers in reverse order, as it may."""

    server: Server

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append({"path": self.path, **asked})
        self.server.keys.append(self.headers["Authorization"])
        rows = [
            {"index": at, "embedding": [1 + text.count(letter) for letter in "abcdefghijklmnopqrstuvwxyz"]}
            for at, text in enumerate(asked["input"])
        ]
        body = self.server.broken or json.dumps({"data": rows[::-1]}).encode()
        self.send_response(self.server.status)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        pass


@contextmanager
def serving(status: int = 200, broken: bytes = b"") -> Iterator[tuple[Server, Endpoint]]:
    server = Server(("127.0.0.1", 0), Answer)
    server.status, server.broken, server.asked, server.keys = status, broken, [], []
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield (
            server,
            Endpoint(
                base_url=f"http://127.0.0.1:{server.server_port}/v1/", model="letters", key="secret", batch=8
            ),
        )
    finally:
        server.shutdown()
        server.server_close()
