from oneteam.base.jobs import OUTSIDE, every, job

from . import actions
from .actions import busy


@job(name=busy.FETCH, retry=None, queue=OUTSIDE)
def fetch(*, source_id: int) -> None:
    actions.fetch(source_id)


@every("*/5 * * * *", name="calendars.fetch_due")
def fetch_due() -> None:
    actions.fetch_due()


@every("20 19 * * *", name="calendars.sweep")
def sweep() -> None:
    actions.sweep_drafts()
