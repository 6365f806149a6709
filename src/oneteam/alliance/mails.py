"""Letters of the alliance, written at delivery under the recipient's keys."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from oneteam.base.text import say, when
from oneteam.journal.letters import Letter, letter

from . import queries
from .actions.invitations import gone, token_of
from .enums import Role


def _organisation(data: Mapping[str, Any]) -> Any:
    return queries.organisations().filter(code=data["organisation"]).first()


@letter("alliance.invited")
def invited(recipient: Any, data: Mapping[str, Any]) -> Letter | None:
    invitation = queries.invitation_to_write(data["invitation"])
    if invitation is None or gone(invitation):
        return None
    words = {"organisation": str(invitation.organisation.name), "role": str(Role(invitation.role).label)}
    return Letter(
        subject=say(_("Invitation to OneTeam for %(organisation)s"), **words),
        paragraphs=[
            _(
                "The alliance's secretariat invites you to OneTeam, where members work on problems from the field together."
            ),
            say(_("Organisation: %(organisation)s. Role: %(role)s."), **words),
            _("The link works once, until %(when)s, and only for this address. Please do not pass it on.")
            % {"when": when(invitation.expires_at)},
        ],
        button=_("Accept the invitation"),
        path=reverse("alliance:accept", args=[token_of(invitation)]),
        why=_(
            "You get this mail because somebody in the alliance entered your address. If you do not expect it, ignore it."
        ),
    )


@letter("alliance.welcomed")
def welcomed(recipient: Any, data: Mapping[str, Any]) -> Letter | None:
    organisation = _organisation(data)
    if organisation is None:
        return None
    return Letter(
        subject=_("Your seat in OneTeam is ready"),
        paragraphs=[
            say(
                _("The secretariat has entered you for %(organisation)s."),
                organisation=str(organisation.name),
            ),
            _("You need no password: write your address on the sign-in page and we send you a code."),
        ],
        button=_("Sign in with a code"),
        path=reverse("account_request_login_code"),
        why=_("You get this mail because the secretariat entered your address."),
    )


@letter("alliance.seat_given")
def seat_given(recipient: Any, data: Mapping[str, Any]) -> Letter | None:
    organisation = _organisation(data)
    if organisation is None:
        return None
    words = {"organisation": str(organisation.name), "role": str(Role(data["role"]).label)}
    return Letter(
        subject=_("You have a new seat in OneTeam"),
        paragraphs=[say(_("Organisation: %(organisation)s. Role: %(role)s."), **words)],
        button=_("To my work"),
        path="/",
        why=_("You get this mail because your access has changed."),
    )


@letter("alliance.erasure_asked")
def erasure_asked(recipient: Any, data: Mapping[str, Any]) -> Letter | None:
    """Nothing, where it was done or taken back before the mail went out."""
    if not queries.erasure_waits(data["request"]):
        return None
    return Letter(
        subject=_("Somebody asks to have their data erased"),
        paragraphs=[
            _(
                "A person of the alliance asks to be forgotten. Please check with their organisation, then do it."
            ),
            _("What they did is kept; name, address and every way in are taken away. This cannot be undone."),
        ],
        button=_("Open the request"),
        path=reverse("alliance:erasures"),
        why=_("You get this mail because you work in the secretariat."),
    )
