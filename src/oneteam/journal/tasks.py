from oneteam.base.jobs import MAIL, job

from . import delivery, outbox


@job(name=outbox.DELIVER, retry=MAIL, queue="mail")
def deliver_mail(*, mail_id: int) -> None:
    delivery.deliver(mail_id)
