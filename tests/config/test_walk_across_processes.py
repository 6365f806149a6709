"""The whole way of a problem, each request answered by another process than the one before."""

import itertools
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest

from oneteam.demo.walking.way import Way
from tests import databases
from tests.config.processes import Running

pytestmark = [pytest.mark.processes, pytest.mark.slow]


def test_way_is_walked_across_two_webs_two_lives_and_two_workers() -> None:
    settings = {"ONETEAM_DEMO": "on", "ONETEAM_LOG_LEVEL": "WARNING"}
    with databases.processes(databases.SAMPLE, **settings) as house:
        webs, lives, workers = ([house.start(kind) for _ in range(2)] for kind in ("web", "live", "worker"))
        said: list[str] = []
        with in_turns(webs) as (address, asked):
            Way(address, say=said.append).walk()
        assert len(said) == 22, said
        assert min(asked.values()) > 50, asked
        for process in (*webs, *lives, *workers):
            assert process.child.poll() is None, process.log.read_text()
            assert "Traceback" not in process.log.read_text(), process.log.read_text()


@contextmanager
def in_turns(webs: list[Running]) -> Iterator[tuple[str, dict[int, int]]]:
    """An address in front of all of them; each connection goes to the next. Counts what each was asked."""
    asked = {process.port: 0 for process in webs}
    turns = itertools.cycle(asked)
    with socket.create_server(("127.0.0.1", 0)) as door:

        def serve() -> None:
            with suppress(OSError):
                while True:
                    caller, _ = door.accept()
                    port = next(turns)
                    asked[port] += 1
                    callee = socket.create_connection(("127.0.0.1", port))
                    for one, other in ((caller, callee), (callee, caller)):
                        threading.Thread(target=_carry, args=(one, other), daemon=True).start()

        threading.Thread(target=serve, daemon=True).start()
        yield f"http://127.0.0.1:{door.getsockname()[1]}", asked
        door.shutdown(socket.SHUT_RDWR)


def _carry(one: socket.socket, other: socket.socket) -> None:
    with suppress(OSError):
        while content := one.recv(65536):
            other.sendall(content)
        other.shutdown(socket.SHUT_WR)
