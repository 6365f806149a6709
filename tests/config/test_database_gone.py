"""The database is gone for a while: pages say so, nothing dies, and all goes on when it is back."""

import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings

from oneteam.config import postgres
from tests.config.processes import Processes, status

pytestmark = [
    pytest.mark.processes,
    pytest.mark.skipif(settings.EMBEDDED_DATABASE is None, reason="only a server of ours may be stopped"),
]


def within(seconds: float, holds: Callable[[], bool]) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(0.3)
    return False


def test_pages_and_jobs_wait_for_the_database_and_go_on(server: Path) -> None:
    with Processes(DATABASE_URL=postgres.dsn(server)) as house:
        house.run("migrate", "--verbosity=0")
        web, worker = house.start("web"), house.start("worker")
        assert within(30, lambda: status(f"{web.url}/readyz") == 200)
        postgres.stop(server, even_if_used=True)
        with pytest.raises(urllib.error.HTTPError) as answer:
            urllib.request.urlopen(f"{web.url}/", timeout=10)
        assert (answer.value.code, answer.value.headers["Retry-After"]) == (503, "10")
        assert status(f"{web.url}/healthz") == 200
        assert status(f"{web.url}/readyz") == 503
        time.sleep(3)
        postgres.ensure_server(server)
        assert within(10, lambda: status(f"{web.url}/") == 200)
        house.python("from oneteam.base.models import Heartbeat; Heartbeat.objects.all().delete()")
        assert within(30, lambda: status(f"{web.url}/readyz") == 200), worker.log.read_text()
        assert worker.child.poll() is None
