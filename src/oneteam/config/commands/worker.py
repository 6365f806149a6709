import argparse
import asyncio
import logging
import os
import signal
import socket
from contextlib import suppress
from typing import Any

log = logging.getLogger("oneteam.worker")


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--jobs", type=int, default=2, help="how many jobs may run at once")


def run(options: argparse.Namespace) -> int:
    from oneteam.config import guard

    guard.require()
    asyncio.run(_work(options.jobs))
    return 0


async def _work(concurrency: int) -> None:
    """Until the process is told to stop; a database that is gone for a while is waited for."""
    stop = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    beating = asyncio.create_task(_beat())
    stopped = asyncio.create_task(stop.wait())
    while not stop.is_set():
        running = asyncio.create_task(_run_jobs(concurrency))
        await asyncio.wait({running, stopped}, return_when=asyncio.FIRST_COMPLETED)
        await _finish(running)
        if not stop.is_set():
            log.warning("worker begins again")
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), 2)
    beating.cancel()
    await asyncio.gather(beating, return_exceptions=True)


async def _run_jobs(concurrency: int) -> None:
    from procrastinate.contrib.django import app

    from oneteam.base.jobs import LONG, OUTSIDE, SHORT

    connector: Any = app.connector
    with app.replace_connector(connector.get_worker_connector()) as working:
        async with working.open_async(), asyncio.TaskGroup() as all_of_them:
            all_of_them.create_task(_take(working, SHORT, concurrency))
            for queue in (LONG, OUTSIDE):  # neither long work nor a host that dawdles keeps mail waiting
                all_of_them.create_task(_take(working, [queue], 1))


async def _take(app: Any, queues: list[str], concurrency: int) -> None:
    await app.run_worker_async(
        queues=queues,
        concurrency=concurrency,
        install_signal_handlers=False,
        delete_jobs="successful",  # a job's arguments are not kept longer than needed
        fetch_job_polling_interval=5,
        shutdown_graceful_timeout=10,
    )


async def _finish(running: asyncio.Task[None]) -> None:
    """Jobs that run may end in ten seconds; what does not is taken up again by another worker."""
    if not running.done():
        running.cancel()
    try:
        await running
    except asyncio.CancelledError:
        pass
    except Exception as error:
        log.warning("worker lost the database", extra={"error": type(error).__qualname__})


async def _beat() -> None:
    from oneteam.base import heartbeat

    name = f"{socket.gethostname()}:{os.getpid()}"
    while True:
        await asyncio.to_thread(_beat_once, name)
        await asyncio.sleep(heartbeat.EVERY)


def _beat_once(name: str) -> None:
    from django.db import DatabaseError, InterfaceError, close_old_connections

    from oneteam.base import heartbeat

    close_old_connections()
    with suppress(DatabaseError, InterfaceError):
        heartbeat.beat(name)
