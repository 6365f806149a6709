import argparse

from django.conf import settings


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, default=0, help="instead of ONETEAM_LIVE_PORT")


def run(options: argparse.Namespace) -> int:
    from granian import Granian
    from granian.constants import Interfaces

    from oneteam.config import guard

    guard.require()
    server = Granian(
        "oneteam.config.live:application",
        address=settings.HOST,
        port=options.port or settings.LIVE_PORT,
        interface=Interfaces.ASGI,
        workers=1,
        websockets=False,
        log_enabled=False,
        respawn_failed_workers=True,
        workers_kill_timeout=2,  # a stream never ends by itself; the browser comes back
    )
    server.serve()
    return 0
