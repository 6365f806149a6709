from __future__ import annotations

from oneteam.base.jobs import MAIL, job

from . import mailing


@job(name=mailing.DELIVER, retry=MAIL, queue="mail")
def deliver(*, sealed: str, minutes: int) -> None:
    content = mailing.opened(sealed, minutes)
    if content is not None:
        mailing.deliver(content)
