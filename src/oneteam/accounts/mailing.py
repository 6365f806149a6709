"""Sending sign-in mail by a job. Codes and links are enciphered in the queue, so that its table tells nobody."""

from __future__ import annotations

import base64
import json
import uuid
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.crypto import salted_hmac
from procrastinate.contrib.django import app

from oneteam.base.signature import alliance_name

from .letters import SignInLetter

DELIVER = "accounts.deliver"  # the job in tasks.py


def _cipher() -> Fernet:
    return Fernet(
        base64.urlsafe_b64encode(salted_hmac("oneteam.accounts.mail", "", algorithm="sha256").digest())
    )


def send(letter: SignInLetter, *, to: str, language: str) -> None:
    content = {
        **letter.as_dict(),
        "to": to,
        "language": language,
        "message_id": f"<{uuid.uuid4().hex}@oneteam>",
    }
    app.configure_task(DELIVER).defer(
        sealed=_cipher().encrypt(json.dumps(content).encode()).decode(), minutes=letter.minutes
    )


def opened(sealed: str, minutes: int) -> dict[str, Any] | None:
    """What was sealed, as long as it is worth delivering."""
    try:
        content: dict[str, Any] = json.loads(_cipher().decrypt(sealed.encode(), ttl=minutes * 60))
    except InvalidToken:
        return None
    return content


def deliver(content: dict[str, Any]) -> None:
    with translation.override(content["language"]):
        context = {**content, "alliance_name": alliance_name()}
        text = render_to_string("base/mail.txt", context)
        html = render_to_string("base/mail.html", context)
    headers = {"Message-ID": content["message_id"], "Auto-Submitted": "auto-generated"}
    mail = EmailMultiAlternatives(content["subject"], text, to=[content["to"]], headers=headers)
    mail.attach_alternative(html, "text/html")
    mail.send()
