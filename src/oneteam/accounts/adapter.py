"""How allauth's sign-in speaks and writes here. There is no sign-up: people come by invitation."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from . import letters, mailing, queries

SENTENCES = {
    "account_inactive": _("This access is closed. Please write to the secretariat."),
    "email_password_mismatch": _("Address and password do not belong together. Please check both, or sign in with a code."),
    "incorrect_code": _("This code is not right. Please copy it from the mail or the app again."),
    "incorrect_password": _("This password is not right. Please try again."),
    "enter_current_password": _("Please write your present password."),
    "invalid_or_expired_key": _("This link has run out. Please ask for a new one."),
    "invalid_login": _("This sign-in did not work. Please begin again."),
    "invalid_password_reset": _("This link has run out or was used. Please ask for a new one."),
    "too_many_login_attempts": _("There were too many attempts. Please wait ten minutes, then try again or use a code."),
    "rate_limited": _("That was too quick. Please wait a minute, then try again."),
    "same_as_current": _("This is what it is already. Please give another one."),
    "duplicate_email": _("This address is yours already."),
    "email_taken": _("Please give another address."),
    "unverified_primary_email": _("Please confirm your address first; the link is in your mail."),
    "cannot_remove_primary_email": _("You need one address to sign in. Please add another one first."),
}  # fmt: skip

DONE = {
    "account/messages/password_changed.txt": _("Your password is changed."),
    "account/messages/password_set.txt": _("Your password is set."),
    "account/messages/email_confirmation_sent.txt": _("We have sent a mail to the new address. Please open the link in it."),
    "account/messages/email_confirmed.txt": _("The address is confirmed."),
    "account/messages/email_deleted.txt": _("The change of address is cancelled."),
    "account/messages/email_confirmation_failed.txt": _("This address cannot be confirmed. Please write to the secretariat."),
    "account/messages/login_code_sent.txt": "",
    "mfa/messages/totp_activated.txt": _("The authenticator app is switched on."),
    "mfa/messages/totp_deactivated.txt": _("The authenticator app is switched off."),
    "mfa/messages/recovery_codes_generated.txt": _("There are new recovery codes; the old ones no longer work."),
    "mfa/messages/webauthn_added.txt": _("The passkey is added."),
    "mfa/messages/webauthn_removed.txt": _("The passkey is removed."),
    "usersessions/messages/sessions_logged_out.txt": _("The other devices are signed out."),
}  # fmt: skip


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    error_messages = {**DefaultAccountAdapter.error_messages, **SENTENCES}

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """In the look of all our mails, by a job: the answer takes as long for an address nobody has."""
        person = context.get("user") or queries.by_email(email)
        language = person.language if person is not None else translation.get_language()
        with translation.override(language):
            letter = letters.written(template_prefix.rsplit("/", 1)[-1], context, self.request)
        if letter is not None:
            mailing.send(letter, to=email, language=str(language))

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        words = message or DONE.get(message_template or "", "")
        if words:
            messages.add_message(request, level, str(words), extra_tags=extra_tags)

    def get_client_ip(self, request: HttpRequest) -> str:
        """The peer, or whom the proxy in front saw: only its own, last word is believed."""
        if settings.BEHIND_PROXY and (seen := request.META.get("HTTP_X_FORWARDED_FOR", "")):
            return str(seen.rsplit(",", 1)[-1].strip())
        return str(request.META.get("REMOTE_ADDR") or "127.0.0.1")
