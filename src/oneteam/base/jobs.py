"""Jobs: functions that a worker runs after the change that asked for them is committed.

    @job(name="journal.deliver", retry=MAIL)
    def deliver(*, mail_id: int) -> None: ...

    app.configure_task("journal.deliver").defer(mail_id=7)   # in the action's transaction: no commit, no job

    @every("0 * * * *", name="alliance.sweep")
    def sweep() -> None: ...

A job carries no keys: it opens `walls.acting_as(person)` or `walls.system(reason)` itself.
Jobs stand in an app's `tasks.py`, where the worker finds them.
"""

import functools
import json
import logging
import time
from collections.abc import Callable
from typing import Any

from django.db import connection, transaction
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

log = logging.getLogger("oneteam.jobs")

QUICK = RetryStrategy(max_attempts=5, wait=2, exponential_wait=3)  # some two minutes in all
MAIL = RetryStrategy(max_attempts=10, exponential_wait=3)  # 3 s, 9 s, 27 s … most of a day

# Queues: beside the short jobs a worker takes one long job at a time, and one that waits for a host outside.
SHORT, LONG, OUTSIDE = ["default", "mail"], "long", "outside"

Job = Callable[..., None]
Register = Callable[[Job], Any]  # Any: a task of procrastinate, which has no exact type to offer


def job(
    *, name: str, retry: RetryStrategy | None = QUICK, queue: str = "default", lock: str | None = None
) -> Register:
    """Register a function. With `lock` no two jobs of that lock run at once, on any machine."""

    def register(function: Job) -> Any:
        return app.task(name=name, retry=retry or False, queue=queue, lock=lock)(_logged(function, name))

    return register


def every(cron: str, *, name: str, queue: str = "default") -> Register:
    """A job on a clock (Asia/Seoul as in the settings is not known to cron: the times are UTC)."""

    def register(function: Job) -> Any:
        @functools.wraps(function)
        def run(timestamp: int) -> None:
            function()

        task = app.task(name=name, queue=queue, queueing_lock=name, retry=False)(_logged(run, name))
        return app.periodic(cron=cron)(task)

    return register


def defer_once(name: str, **arguments: Any) -> None:
    """Defer a job, unless one of its name with the same arguments waits already."""
    lock = ":".join([name, *(f"{key}={value}" for key, value in sorted(arguments.items()))])
    try:
        with transaction.atomic():
            app.configure_task(name, queueing_lock=lock).defer(**arguments)
    except AlreadyEnqueued:
        pass


def run_waiting(*, limit: int = 1000) -> int:
    """Run what is due now in this process, for tests and `oneteam` commands; a failing job raises."""
    done = 0
    while done < limit and (row := _take()) is not None:
        identity, name, arguments = row
        app.tasks[name].func(**arguments)
        _finish(identity)
        done += 1
    return done


def _take() -> tuple[int, str, dict[str, Any]] | None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, task_name, args FROM procrastinate_jobs WHERE status = 'todo'"
            " AND (scheduled_at IS NULL OR scheduled_at <= now()) ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED"
        )
        row = cursor.fetchone()
    if row is None:
        return None
    return row[0], row[1], json.loads(row[2]) if isinstance(row[2], str) else row[2]


def _finish(identity: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs WHERE id = %s", [identity])


def _logged(function: Job, name: str) -> Job:
    @functools.wraps(function)
    def run(*args: Any, **arguments: Any) -> None:
        began = time.perf_counter()
        function(*args, **arguments)
        log.info("job done", extra={"task": name, "ms": round((time.perf_counter() - began) * 1000)})

    return run
