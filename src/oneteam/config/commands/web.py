import argparse

from django.conf import settings


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, default=0, help="instead of ONETEAM_PORT")


def run(options: argparse.Namespace) -> int:
    from granian import Granian
    from granian.constants import Interfaces

    from oneteam.config import guard, statics

    guard.require()
    statics.collect_when_changed()
    server = Granian(
        "oneteam.config.wsgi:application",
        address=settings.HOST,
        port=options.port or settings.PORT,
        interface=Interfaces.WSGI,
        workers=settings.WEB_WORKERS,
        blocking_threads=settings.WEB_THREADS,
        websockets=False,
        log_enabled=False,  # the program logs its requests itself, without content
        respawn_failed_workers=True,
        workers_kill_timeout=10,
    )
    server.serve()
    return 0
