"""House-keeping that belongs to no app."""

from typing import Any

from django.contrib.sessions.backends.db import SessionStore
from procrastinate.contrib.django import app
from procrastinate.exceptions import UniqueViolation
from procrastinate.jobs import Status

from oneteam.base import jobs


@app.periodic(cron="*/5 * * * *")
@app.task(name="base.rescue", queueing_lock="base.rescue", retry=False)
async def rescue(timestamp: int) -> None:
    """A job whose worker died in the middle is taken up by another."""
    stalled: Any = await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=60)
    for job in stalled:
        try:
            await app.job_manager.retry_job(job)
        except UniqueViolation:  # another of its name waits already, and does its work
            await app.job_manager.finish_job(job, Status.FAILED, delete_job=True)


@jobs.every("20 18 * * *", name="base.clear_sessions")
def clear_sessions() -> None:
    SessionStore.clear_expired()
