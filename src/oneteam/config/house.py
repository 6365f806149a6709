"""The processes of one machine, started and stopped together by `oneteam serve` and `oneteam demo`."""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from types import FrameType

KINDS = ("web", "live", "worker")
PATIENCE = 60  # seconds until a page must come
TIRED = 5  # deaths of one process within a minute: something is wrong for good


class House:
    def __init__(self, *, port: int = 0) -> None:
        if port:
            os.environ["ONETEAM_PORT"] = str(port)
        self.children: dict[str, subprocess.Popen[bytes]] = {}
        self.deaths: dict[str, list[float]] = {kind: [] for kind in KINDS}
        self.started_database = False
        self.stopping = False

    def open(self, *, prepare: Callable[[], None] = lambda: None) -> None:
        """`prepare` runs after the migrations and before the first page can be asked for."""
        signal.signal(signal.SIGTERM, self._told)
        signal.signal(signal.SIGINT, self._told)
        self._read_settings()
        self._refuse_taken_ports()
        self._database()
        prepare()
        for kind in KINDS:
            self._start(kind)
        self._wait_for_page()

    def watch(self) -> int:
        """Until told to stop. A process that dies is started again, but not for ever."""
        while not self.stopping:
            for kind, child in list(self.children.items()):
                if child.poll() is not None and not self.stopping:
                    self._again(kind)
            time.sleep(0.2)
        return 0

    def close(self) -> None:
        self.stopping = True
        for child in self.children.values():
            if child.poll() is None:
                child.terminate()
        end = time.monotonic() + 15
        for child in self.children.values():
            try:
                child.wait(max(0.1, end - time.monotonic()))
            except subprocess.TimeoutExpired:
                os.killpg(child.pid, signal.SIGKILL)
        self._stop_database()

    def _read_settings(self) -> None:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "oneteam.config.settings")
        import django

        django.setup()
        from django.conf import settings

        host = "127.0.0.1" if settings.HOST in ("0.0.0.0", "::", "127.0.0.1") else settings.HOST
        self.inside = f"http://{f'[{host}]' if ':' in host else host}:{settings.PORT}"
        self.address = settings.PUBLIC_URL

    def _refuse_taken_ports(self) -> None:
        from django.conf import settings

        for port in (settings.PORT, settings.LIVE_PORT):
            family = socket.AF_INET6 if ":" in settings.HOST else socket.AF_INET
            with socket.socket(family, socket.SOCK_STREAM) as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                try:
                    probe.bind((settings.HOST, port))
                except OSError:
                    raise SystemExit(
                        f"oneteam: port {port} is in use; stop what uses it or set ONETEAM_PORT to another."
                    ) from None

    def _database(self) -> None:
        from django.conf import settings

        from oneteam.config import guard, postgres, statics
        from oneteam.config.migrating import migrate

        if settings.EMBEDDED_DATABASE is not None:
            self.started_database = not postgres.is_running(settings.EMBEDDED_DATABASE)
            postgres.ensure_server(settings.EMBEDDED_DATABASE)
        guard.require()
        migrate()
        statics.collect_when_changed()

    def _stop_database(self) -> None:
        """Not while somebody else, say a test run, still uses the same server."""
        from django.conf import settings
        from django.db import connections

        from oneteam.config import postgres

        if not self.started_database or settings.EMBEDDED_DATABASE is None:
            return
        connections.close_all()
        for _ in range(20):  # the children's connections take a moment to go
            if postgres.stop(settings.EMBEDDED_DATABASE):
                return
            time.sleep(0.1)

    def _start(self, kind: str) -> None:
        # In a session of its own, so that Ctrl-C reaches this process only, which stops them in order.
        self.children[kind] = subprocess.Popen(
            [sys.executable, "-m", "oneteam", kind],
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=_die_with_parent,
        )

    def _again(self, kind: str) -> None:
        now = time.monotonic()
        self.deaths[kind] = [*(then for then in self.deaths[kind] if now - then < 60), now]
        if len(self.deaths[kind]) >= TIRED:
            raise SystemExit(f"oneteam: the {kind} process keeps ending; see the lines above.")
        time.sleep(1)
        if not self.stopping:
            self._start(kind)

    def _wait_for_page(self) -> None:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and not self.stopping:
            if self.children["web"].poll() is not None:
                raise SystemExit("oneteam: the web process ended; see the lines above.")
            try:
                urllib.request.urlopen(f"{self.inside}/healthz", timeout=5).close()
                return
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
        if not self.stopping:
            raise SystemExit(f"oneteam: no page came within {PATIENCE} seconds.")

    def _told(self, number: int, frame: FrameType | None) -> None:
        self.stopping = True


def _die_with_parent() -> None:
    """Linux: a child gets SIGTERM even when this process is killed outright."""
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)
