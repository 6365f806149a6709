"""Delivering a mail: written now, under the recipient's keys and in their language, and sent once.

A mail that was sent but not noted as sent (the process died between) goes again under the same Message-ID,
so that it is one mail at the receiver.
"""

from __future__ import annotations

import logging
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation

from oneteam import walls
from oneteam.base.jobs import MAIL
from oneteam.base.signature import alliance_name

from .letters import Letter, writer
from .models import Mail, MailState

log = logging.getLogger("oneteam.mail")
MOST = (MAIL.max_attempts or 0) + 1  # the strategy counts what comes after the first attempt


def deliver(mail_id: int) -> None:
    """Send one mail of the outbox; raises what went wrong, after noting it, as long as it is tried again."""
    mail = _waiting(mail_id)
    if mail is None:
        return
    try:
        letter = written(mail)
        if letter is not None:
            message(mail, letter).send()
    except Exception as reason:
        _note_failure(mail, reason)
        if mail.attempts + 1 < MOST:
            raise
    else:
        sent = {"state": MailState.SENT, "sent_at": timezone.now(), "attempts": mail.attempts + 1}
        _note(mail, problem="", **({"state": MailState.WITHHELD} if letter is None else sent))


def _note_failure(mail: Mail, reason: Exception) -> None:
    last = mail.attempts + 1 >= MOST
    log.warning("mail not sent", extra={"mail": mail.pk, "error": type(reason).__qualname__, "last": last})
    state = MailState.FAILED if last else MailState.WAITING
    _note(mail, state=state, attempts=mail.attempts + 1, problem=type(reason).__name__)


def written(mail: Mail) -> Letter | None:
    """The letter as the recipient may read it now; ``None`` where they may not any more."""
    if mail.recipient is not None and not mail.recipient.is_active:
        return None
    with translation.override(_language(mail)), walls.acting_as(mail.recipient):
        return writer(mail.kind)(mail.recipient, mail.data)


def message(mail: Mail, letter: Letter) -> EmailMultiAlternatives:
    with translation.override(_language(mail)):
        context = _context(letter)
        text = render_to_string("base/mail.txt", context)
        html = render_to_string("base/mail.html", context)
    headers = {"Message-ID": mail.message_id, "Auto-Submitted": "auto-generated"}
    mail_out = EmailMultiAlternatives(letter.subject, text, to=[mail.sent_to], headers=headers)
    mail_out.attach_alternative(html, "text/html")
    if letter.invite is not None:
        mail_out.attach_alternative(letter.invite.text, f"text/calendar; method={letter.invite.method}")
    return mail_out


def _context(letter: Letter) -> dict[str, Any]:
    return {
        "letter": letter,
        "subject": letter.subject,
        "paragraphs": letter.paragraphs,
        "button": letter.button,
        "url": f"{settings.PUBLIC_URL}{letter.path}",
        "why": letter.why,
        "alliance_name": alliance_name(),
    }


def _language(mail: Mail) -> str:
    return mail.recipient.language if mail.recipient is not None else str(mail.data.get("language", "ko"))


def _waiting(mail_id: int) -> Mail | None:
    with walls.system("take a mail from the outbox"):
        return Mail.objects.select_related("recipient").filter(pk=mail_id, state=MailState.WAITING).first()


def _note(mail: Mail, **values: object) -> None:
    with transaction.atomic(), walls.system("note what became of a mail"):
        Mail.objects.filter(pk=mail.pk).update(**values)
