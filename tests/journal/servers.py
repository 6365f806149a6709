"""Mail servers as they are on a bad day."""

from __future__ import annotations

import smtplib
from typing import Any, ClassVar

from django.core.mail.backends.locmem import EmailBackend


class Refusing(EmailBackend):
    """Refuses ``times`` mails, then takes them."""

    times: ClassVar[int] = 0

    def send_messages(self, email_messages: Any) -> int:
        if Refusing.times > 0:
            Refusing.times -= 1
            raise smtplib.SMTPServerDisconnected("Connection unexpectedly closed")
        return super().send_messages(email_messages)


class PowerCut(BaseException):
    """What nobody catches: the process ends."""


class Dying(EmailBackend):
    """Takes the mail, and then the process dies before it can note so, ``times`` times."""

    times: ClassVar[int] = 0

    def send_messages(self, email_messages: Any) -> int:
        sent = super().send_messages(email_messages)
        if Dying.times > 0:
            Dying.times -= 1
            raise PowerCut
        return sent
