"""Letters about non-disclosure agreements. They name no problem: an agreement holds for all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from oneteam.base.text import called, day, say, span, when
from oneteam.journal.letters import Letter, letter

from . import queries
from .actions import gone, token_of
from .enums import CopyState

Data = Mapping[str, Any]


def _why() -> str:
    return _("You get this mail because you sign a non-disclosure agreement in OneTeam.")


@letter("nda.confirm")
def confirm(recipient: Any, data: Data) -> Letter | None:
    signing = queries.signings().filter(code=data["signing"]).first()
    if signing is None or gone(signing, None):
        return None
    return Letter(
        subject=_("Please confirm that you sign the non-disclosure agreement"),
        paragraphs=[
            say(_("%(name)s, you asked to sign version %(version)s of the alliance's non-disclosure agreement."),
                name=signing.name, version=signing.text.version),
            _("The link shows once more what you sign. You sign with the button on that page, not by opening it."),
            _("It works once, until %(when)s, and only for you. Please do not pass it on.")
            % {"when": when(signing.expires_at)},
        ],
        button=_("Read and sign"), path=reverse("nda:sign", args=[token_of(signing)]),
        why=_("You get this mail because you asked for it in OneTeam. If it was not you, ignore it: nothing is signed."),
    )  # fmt: skip


@letter("nda.signed")
def signed(recipient: Any, data: Data) -> Letter | None:
    """The person's copy: what was signed, by whom, when and from where."""
    signing = queries.signed().filter(code=data["signing"]).first()
    if signing is None or signing.agreement is None:
        return None
    return Letter(
        subject=_("Your copy of the non-disclosure agreement"),
        paragraphs=[
            _("You have signed the non-disclosure agreement. This mail is your copy."),
            *record_of(signing),
            *filter(None, map(str.strip, str(signing.text.body).split("\n"))),
        ],
        button=_("See the agreement"), path=signing.get_absolute_url(), why=_why(),
    )  # fmt: skip


def record_of(signing: Any) -> list[str]:
    return [
        _("Name: %(name)s. E-mail: %(email)s.") % {"name": signing.name, "email": signing.email},
        _("Signed: %(when)s, from the address %(address)s.")
        % {"when": when(signing.signed_at), "address": signing.address},
        _("Valid: %(span)s. Number: %(code)s.")
        % {
            "span": span(signing.agreement.starts_on, signing.agreement.ends_on),
            "code": signing.agreement.code,
        },
        _("Text: version %(version)s, SHA-256 %(digest)s.")
        % {"version": signing.text.version, "digest": signing.digest},
    ]


@letter("nda.copy_sent")
def copy_sent(recipient: Any, data: Data) -> Letter | None:
    copy = queries.waiting_copies().filter(code=data["copy"]).first()
    if copy is None:
        return None
    return Letter(
        subject=_("A signed non-disclosure agreement waits for you"),
        paragraphs=[
            say(_("%(who)s has uploaded a signed non-disclosure agreement. Please look at it and confirm it, or say what is missing."),
                who=called(copy.person)),
            _("Until it is confirmed, nothing opens to this person."),
        ],
        button=_("Look at it"), path=copy.get_absolute_url(),
        why=_("You get this mail because you work in the secretariat."),
    )  # fmt: skip


@letter("nda.copy_answered")
def copy_answered(recipient: Any, data: Data) -> Letter | None:
    copy = queries.copies().filter(code=data["copy"]).first()
    if copy is None:
        return None
    if copy.state == CopyState.CONFIRMED and copy.agreement is not None:
        subject = _("Your non-disclosure agreement is confirmed")
        lines = [
            _("The secretariat has confirmed your signed non-disclosure agreement."),
            _("Valid: %(span)s. Number: %(code)s.")
            % {"span": span(copy.agreement.starts_on, copy.agreement.ends_on), "code": copy.agreement.code},
        ]
    else:
        subject = _("Your signed file was not taken")
        lines = [
            _("The secretariat could not take the signed file that you uploaded."),
            _("Reason: %(reason)s") % {"reason": copy.reason},
            _("Please upload it again, or sign by mail."),
        ]
    return Letter(
        subject=subject,
        paragraphs=lines,
        button=_("See where it stands"),
        path=reverse("nda:mine"),
        why=_why(),
    )


@letter("nda.ends")
def ends(recipient: Any, data: Data) -> Letter | None:
    """Nothing, where it was prolonged or ended before this mail went out."""
    agreement = queries.ending().filter(code=data["agreement"]).select_related("person").first()
    if agreement is None:
        return None
    own = agreement.person_id == recipient.pk
    if own:
        first = say(_("Your non-disclosure agreement ends on %(day)s."), day=day(agreement.ends_on))
        then = _("After that day what it opened to you is closed. Sign again to go on without a break.")
    else:
        first = say(
            _("The non-disclosure agreement of %(who)s ends on %(day)s."),
            who=called(agreement.person), day=day(agreement.ends_on),
        )  # fmt: skip
        then = _("They were told as well, and can sign again themselves.")
    return Letter(
        subject=_("A non-disclosure agreement ends soon"), paragraphs=[first, then],
        button=_("Sign again") if own else _("See the agreements"),
        path=reverse("nda:mine") if own else reverse("nda:office"),
        why=_why() if own else _("You get this mail because you work in the secretariat."),
    )  # fmt: skip
