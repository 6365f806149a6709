"""What sign-in mails say. They name no organisation and nothing of the work."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


@dataclass(frozen=True)
class SignInLetter:
    subject: str
    paragraphs: list[str]
    button: str = ""
    url: str = ""
    why: str = ""
    minutes: int = 60 * 24 * 3  # how long it is worth being delivered

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


CHANGED: dict[str, str | Promise] = {
    "password_changed": gettext_lazy("Your password was changed."),
    "password_set": gettext_lazy("A password was set for your access."),
    "password_reset": gettext_lazy("Your password was set anew."),
    "email_changed": gettext_lazy("The address of your access was changed."),
    "email_confirm": gettext_lazy("The address of your access was confirmed."),
    "email_deleted": gettext_lazy("An address of your access was removed."),
    "totp_activated": gettext_lazy("An authenticator app was switched on for your access."),
    "totp_deactivated": gettext_lazy("The authenticator app of your access was switched off."),
    "recovery_codes_generated": gettext_lazy("New recovery codes were made for your access."),
    "webauthn_added": gettext_lazy("A passkey was added to your access."),
    "webauthn_removed": gettext_lazy("A passkey of your access was removed."),
}


def written(kind: str, context: Mapping[str, Any], request: HttpRequest) -> SignInLetter | None:
    """The letter of a kind that allauth asks for; none for kinds that we never send."""
    if kind == "login_code":
        return _code(str(context["code"]))
    if kind == "password_reset_key":
        return _reset(str(context["password_reset_url"]))
    if kind in ("email_confirmation", "email_confirmation_signup"):
        return _confirm(str(context["activate_url"]))
    if kind in CHANGED:
        return _changed(str(CHANGED[kind]), request)
    return None


def _why() -> str:
    return _(
        "You get this mail because somebody used your address on our sign-in page. If it was not you, ignore it."
    )


def _code(code: str) -> SignInLetter:
    return SignInLetter(
        subject=_("Your code to sign in"),
        paragraphs=[_("Please write this code on the sign-in page. It is valid for ten minutes."), code],
        why=_why(),
        minutes=10,
    )


def _reset(url: str) -> SignInLetter:
    return SignInLetter(
        subject=_("Set a new password"),
        paragraphs=[_("The button leads to a page where you choose a new password. It works once.")],
        button=_("Choose a new password"),
        url=url,
        why=_why(),
    )


def _confirm(url: str) -> SignInLetter:
    return SignInLetter(
        subject=_("Confirm your address"),
        paragraphs=[_("Please confirm that this address is yours. The link is valid for three days.")],
        button=_("Confirm the address"),
        url=url,
        why=_why(),
    )


def _changed(sentence: str, request: HttpRequest) -> SignInLetter:
    return SignInLetter(
        subject=_("Your access was changed"),
        paragraphs=[
            sentence,
            _("If it was not you, please look through your devices at once and write to the secretariat."),
        ],
        button=_("Look through my devices"),
        url=request.build_absolute_uri(reverse("accounts:sessions")),
        why=_("You get this mail because it concerns the safety of your access."),
    )
