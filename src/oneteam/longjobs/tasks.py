from oneteam.base.jobs import every, job

from . import actions


@job(name=actions.RUN, retry=None, queue="long")
def run(*, job_id: int) -> None:
    actions.run(job_id)


@every("50 18 * * *", name="longjobs.sweep")
def sweep() -> None:
    actions.sweep()
