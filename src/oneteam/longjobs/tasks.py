from oneteam.base.jobs import LONG, every, job

from . import actions


@job(name=actions.RUN, retry=None, queue=LONG)
def run(*, job_id: int) -> None:
    actions.run(job_id)


@every("50 18 * * *", name="longjobs.sweep")
def sweep() -> None:
    actions.sweep()
