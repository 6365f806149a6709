"""Signing by mail, a signed PDF that an officer confirms, and the text itself."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from oneteam import walls
from oneteam.accounts.forgetting import forgets
from oneteam.alliance.actions import agree, bind
from oneteam.alliance.enums import AgreementKind
from oneteam.alliance.queries import officers
from oneteam.alliance.rules import may_keep_alliance
from oneteam.base.codes import hash_of, secret
from oneteam.base.errors import Invalid, Refused, Stale, invalid, require
from oneteam.base.fields import Bi
from oneteam.base.races import or_else
from oneteam.files.actions import keep, rehang
from oneteam.files.queries import attached_to
from oneteam.journal.actions import record
from oneteam.journal.outbox import send
from oneteam.journal.verbs import named
from oneteam.walls.actions import shared_circle
from oneteam.walls.models import Circle

from . import queries, rules
from .enums import CopyState
from .models import EndTold, SignedCopy, Signing, Text, digest_of

VALID = dt.timedelta(days=7)


def circle_of(person: Any) -> Circle:
    """The secretariat and the person, as of the agreement itself."""
    return shared_circle("secretariat", f"person:{person.pk}")


# The text -----------------------------------------------------------------------------------------------


@transaction.atomic
def keep_text(*, person: Any, body: Bi, years: int, version: int) -> Text:
    """A new version over the one that its writer saw. Who signed an older one stays bound by that one."""
    require(may_keep_alliance(person))
    now = _kept_text()
    newer = Stale(_("Somebody has written a newer version meanwhile. Compare both texts, then save again."))
    if now.version != version:
        raise newer
    if not body.ko or not body.en:
        raise invalid("body", _("Please write the text in both languages: people sign what they can read."))
    if (now.body, now.years) == (body, years):
        raise Invalid(_("Nothing is changed, so there is no new version."))
    with or_else(newer):
        made = Text.objects.create(
            version=version + 1, body=body, years=years, digest=digest_of(body), by=person
        )
    record(
        verb="nda.text_kept", actor=person, circle=shared_circle("member", "secretariat"),
        data={"version": made.version},
    )  # fmt: skip
    return made


def _kept_text() -> Text:
    """The version in force as a row: the delivered one is kept when it is first used."""
    now = queries.text_in_force()
    if now._state.adding:
        values = {"body": now.body, "years": now.years, "digest": now.digest}
        now, _made = Text.objects.get_or_create(version=now.version, defaults=values)
    return now


# By mail ------------------------------------------------------------------------------------------------


def token_of(signing: Signing) -> str:
    """The secret of the link, bound to the person and the version. Made with the installation's key and kept
    nowhere, not in the outbox either; the table holds its hash."""
    bound = f"{signing.code}:{signing.person_id}:{signing.text.version}"
    return secret("oneteam.nda", bound)


@transaction.atomic
def ask_to_sign(*, person: Any, name: str, version: int) -> Signing:
    """The mail whose link signs. An earlier mail's link is dead from now on."""
    _may_sign(person)
    text = _kept_text()
    if text.version != version:
        raise Stale(_("The text was changed while you read it. Please read the new text and ask again."))
    circle = circle_of(person)
    Signing.objects.filter(person=person, signed_at=None, replaced_at=None).update(replaced_at=timezone.now())
    signing = Signing(
        person=person,
        text=text,
        name=name,
        email=person.email,
        expires_at=timezone.now() + VALID,
        circle=circle,
    )
    signing.token_hash = hash_of(token_of(signing))
    signing.save()
    send(kind="nda.confirm", to=person, data={"signing": signing.code})
    record(verb="nda.asked", actor=person, circle=circle, target=signing.code, data={"version": text.version})
    return signing


def _may_sign(person: Any) -> None:
    sentence = _("A non-disclosure agreement is signed by people of a member organisation or a start-up.")
    require(rules.may_sign(person), sentence)
    held = queries.in_force(person)
    if held is not None and not rules.ends_soon(held):
        raise Refused(_("Your non-disclosure agreement is in force already. There is nothing to sign."))


def gone(signing: Signing, reader: Any) -> str:
    """Why a link signs nothing, for whoever opened it; empty while it can sign."""
    if reader is not None and reader.pk and reader.pk != signing.person_id:
        return _("This link is for somebody else. Sign out to use it, or sign an agreement of your own.")
    if signing.signed_at:
        return _("This link was used already: the agreement is signed. The copy is in your mail.")
    if signing.replaced_at:
        return _("You asked for a newer mail after this one. Please use the link in the newest mail.")
    if signing.expires_at <= timezone.now():
        return _("This link was valid for seven days, which are over. Please ask for a new mail.")
    if signing.text.version != queries.text_in_force().version:
        return _(
            "The text was changed after this mail was sent. Please read the new text and ask for a new mail."
        )
    if signing.email != signing.person.email or not signing.person.is_active:
        return _("This address is no longer the one you sign in with. Please ask for a new mail.")
    return ""


@transaction.atomic
def sign(*, signing: Signing, reader: Any, address: str) -> Signing:
    """Once, by whoever holds the link; in force from this minute. ``reader``: who is signed in there, if anybody."""
    with walls.system("hold a signing"):
        fresh = queries.signings().select_for_update(of=("self",)).get(pk=signing.pk)
        reason = gone(fresh, reader)
    if reason:
        raise Stale(reason)
    with walls.acting_as(fresh.person):
        _may_sign(fresh.person)
        today = timezone.localdate()
        fresh.agreement = bind(person=fresh.person, ends_on=years_later(today, fresh.text.years))
        fresh.signed_at, fresh.address, fresh.digest = timezone.now(), address[:45], fresh.text.digest
        fresh.save(update_fields=["agreement", "signed_at", "address", "digest"])
        record(
            verb="nda.signed", actor=fresh.person, circle=fresh.circle, target=fresh.code,
            data={"version": fresh.text.version, "code": fresh.agreement.code},
        )  # fmt: skip
    send(kind="nda.signed", to=fresh.person, data={"signing": fresh.code})
    return fresh


def years_later(day: dt.date, years: int) -> dt.date:
    """The last day: the one before the same day, so many years on."""
    leap = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + years, day=28 if leap else day.day) - dt.timedelta(
        days=0 if leap else 1
    )


# A signed file ------------------------------------------------------------------------------------------


@transaction.atomic
def send_copy(*, person: Any, upload: Any) -> SignedCopy:
    """A signed PDF waits for an officer; nothing opens until one has confirmed it."""
    _may_sign(person)
    circle = circle_of(person)
    waits = Refused(
        _("A signed file of yours waits for the secretariat already. You get a mail when it is looked at.")
    )
    with or_else(waits):
        copy = SignedCopy.objects.create(person=person, circle=circle)
    kept = keep(person=person, upload=upload, target=copy.target, thread="", circle=circle)
    if kept.kind != "application/pdf":
        raise invalid("file", _("Please upload the signed agreement as a PDF file."))
    record(verb="nda.copy_sent", actor=person, circle=circle, target=copy.code)
    for officer in officers():
        send(kind="nda.copy_sent", to=officer, data={"copy": copy.code})
    return copy


@transaction.atomic
def confirm_copy(*, person: Any, copy: SignedCopy, starts_on: dt.date | None, ends_on: dt.date) -> None:
    """The officer has read it: the agreement stands, with the file on it."""
    require(may_keep_alliance(person))
    _not_oneself(person, copy)
    _answer(person, copy, CopyState.CONFIRMED)
    agreement = agree(
        person=person, kind=AgreementKind.NDA, holder=copy.person, starts_on=starts_on, ends_on=ends_on
    )
    SignedCopy.objects.filter(pk=copy.pk).update(agreement=agreement)
    for file in attached_to(copy.target):
        rehang(attachment=file, target=f"agreement:{agreement.code}")
    _told(person, copy, "nda.copy_confirmed", code=agreement.code)


@transaction.atomic
def decline_copy(*, person: Any, copy: SignedCopy, reason: str) -> None:
    require(may_keep_alliance(person))
    _not_oneself(person, copy)
    _answer(person, copy, CopyState.DECLINED, reason=reason)
    _told(person, copy, "nda.copy_declined", reason=reason)


def _not_oneself(person: Any, copy: SignedCopy) -> None:
    require(person.pk != copy.person_id, _("Nobody confirms their own signature. Please ask a colleague."))


def _answer(person: Any, copy: SignedCopy, state: CopyState, **more: Any) -> None:
    waiting = SignedCopy.objects.filter(pk=copy.pk, state=CopyState.WAITING)
    if not waiting.update(state=state, answered_at=timezone.now(), answered_by=person, **more):
        raise Stale(_("A colleague has answered this already. Read the page again to see how."))


def _told(person: Any, copy: SignedCopy, verb: str, **more: Any) -> None:
    record(
        verb=verb, actor=person, circle=copy.circle, target=copy.code,
        data={"person": named(copy.person), **more},
    )  # fmt: skip
    send(kind="nda.copy_answered", to=copy.person, data={"copy": copy.code})


# The end ------------------------------------------------------------------------------------------------


@transaction.atomic
def tell_of_ends() -> int:
    """Thirty days before an agreement ends, the person and the secretariat are told, once."""
    with walls.system("agreements that end soon"):
        found = list(queries.not_told().select_for_update(of=("self",)).select_related("circle"))
        EndTold.objects.bulk_create([EndTold(agreement=one, circle=one.circle) for one in found])
        people = list(officers()) if found else []
    for one in found:
        told: list[Any] = [one.person, *people]
        for recipient in {each.pk: each for each in told}.values():
            send(kind="nda.ends", to=recipient, data={"agreement": one.code})
    return len(found)


@forgets
def forget_signature(person: Any) -> None:
    """Name, addresses: what says who signed. That something was signed stays, as the agreement does."""
    Signing.objects.filter(person=person).update(name="", email="", address="")
