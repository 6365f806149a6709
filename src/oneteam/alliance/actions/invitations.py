from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from oneteam import walls
from oneteam.accounts.actions import create_person
from oneteam.base.codes import hash_of, secret
from oneteam.base.errors import Invalid, Refused, Stale, require
from oneteam.base.fields import both
from oneteam.base.races import or_else
from oneteam.journal.actions import record
from oneteam.journal.outbox import send

from .. import queries, rules
from ..enums import Role, Standing
from ..models import Invitation, Organisation, invitation_code
from ._common import names, office_and
from .seats import not_yours, place, told

VALID = dt.timedelta(days=7)


def token_of(invitation: Invitation) -> str:
    """The secret of the link. Made from the code and the installation's key, so it is kept nowhere, not in the
    outbox either; the table holds its hash."""
    return secret("oneteam.invitation", invitation.code)


@transaction.atomic
def invite(*, person: Any, email: str, organisation: Organisation, role: str, name: str = "") -> Invitation:
    require(rules.may_give_role(person, role, organisation), not_yours(person, organisation))
    address = email.strip().lower()
    _fits(address, organisation, role)
    invitation = write(address, organisation, role, name, by=person)
    tell("alliance.invited", person, invitation)
    return invitation


def _fits(address: str, organisation: Organisation, role: str) -> None:
    if organisation.standing == Standing.LEFT:
        raise _wrong(
            "organisation", _("This organisation has left the alliance, so nobody can be invited to it.")
        )
    if _seated(address, organisation, role):
        raise _wrong("email", _("This person already holds this role there."))
    waiting = Q(used_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=timezone.now())
    with walls.system("whether the same invitation is open"):
        open_one = Invitation.objects.filter(
            waiting, email=address, organisation=organisation, role=role
        ).exists()
    if open_one:
        raise _wrong(
            "email", _("An invitation to this address is still open. You can send it again from the list.")
        )


def _seated(address: str, organisation: Organisation, role: str) -> bool:
    return queries.seats_in(organisation).filter(person__email=address, role=role).exists()


def _wrong(field: str, sentence: str) -> Invalid:
    return Invalid(sentence, {field: sentence})


def write(address: str, organisation: Organisation, role: str, name: str, *, by: Any) -> Invitation:
    """The row and its mail; whoever calls this has asked the rule."""
    invitation = Invitation(
        email=address,
        organisation=organisation,
        role=role,
        name=name,
        by=by,
        expires_at=timezone.now() + VALID,
        circle=office_and(organisation),
    )
    invitation.token_hash = hash_of(token_of(invitation))
    with walls.system("write an invitation"):
        invitation.save()
    _mail(invitation)
    return invitation


def _mail(invitation: Invitation) -> None:
    data = {"invitation": invitation.code, "language": get_language() or "ko"}
    send(kind="alliance.invited", address=invitation.email, data=data)


@transaction.atomic
def send_again(*, person: Any, invitation: Invitation) -> None:
    """A new link for seven more days; the old one is dead."""
    require(rules.may_give_role(person, invitation.role, invitation.organisation))
    invitation.code = invitation_code()
    values = {
        "code": invitation.code,
        "token_hash": hash_of(token_of(invitation)),
        "sent_at": timezone.now(),
        "expires_at": timezone.now() + VALID,
    }
    if not Invitation.objects.filter(
        pk=invitation.pk, used_at__isnull=True, withdrawn_at__isnull=True
    ).update(**values):
        raise Refused(_("This invitation was used or withdrawn. Please write a new one."))
    _mail(invitation)
    tell("alliance.invited_again", person, invitation)


@transaction.atomic
def withdraw(*, person: Any, invitation: Invitation) -> None:
    require(rules.may_give_role(person, invitation.role, invitation.organisation))
    open_ones = Invitation.objects.filter(pk=invitation.pk, used_at__isnull=True, withdrawn_at__isnull=True)
    if not open_ones.update(withdrawn_at=timezone.now()):
        raise Refused(_("This invitation was used or withdrawn already."))
    tell("alliance.invitation_withdrawn", person, invitation)


def gone(invitation: Invitation) -> str:
    """Why an invitation cannot be used any more and what to do; empty while it can."""
    if invitation.used_at:
        return _(
            "This invitation was used already. If it was you, please sign in; otherwise ask the secretariat."
        )
    if invitation.withdrawn_at:
        return _("This invitation was withdrawn. Please ask the person who invited you, or the secretariat.")
    if invitation.expires_at <= timezone.now():
        return _(
            "This invitation was valid for seven days, which are over. Please ask the secretariat to send it again."
        )
    if invitation.organisation.standing == Standing.LEFT:
        return _("The organisation of this invitation has left the alliance. Please ask the secretariat.")
    return ""


@transaction.atomic
def accept(*, person: Any, invitation: Invitation) -> None:
    """Somebody who is known already takes the seat; only with the address that was invited."""
    if not constant_time_compare(person.email.lower(), invitation.email.lower()):
        sentence = _("This invitation is for %(address)s. Please sign out and come back with that address.")
        raise Refused(sentence % {"address": invitation.email})
    _use(invitation)
    if not _seated(invitation.email, invitation.organisation, invitation.role):
        told(person, "alliance.seat_taken", place(person, invitation.organisation, invitation.role))


@transaction.atomic
def create_from_invitation(*, invitation: Invitation, password: str, name: str, **values: Any) -> Any:
    """A new person. The link came by mail, so the address is proven."""
    known = Stale(_("There is already somebody with this address. Please sign in; the seat is then yours."))
    if get_user_model().objects.filter(email=invitation.email).exists():
        raise known
    _use(invitation)
    with or_else(known):
        person = create_person(email=invitation.email, name=name, password=password, **values)
    told(person, "alliance.seat_taken", place(person, invitation.organisation, invitation.role))
    return person


def _use(invitation: Invitation) -> None:
    """Once, by one: of two at the same moment the second finds it used."""
    with walls.system("use an invitation"):
        fresh = (
            Invitation.objects.select_for_update(of=("self",))
            .select_related("organisation")
            .get(pk=invitation.pk)
        )
        if reason := gone(fresh):
            raise Stale(reason)
        Invitation.objects.filter(pk=fresh.pk).update(used_at=timezone.now())


def tell(verb: str, person: Any, invitation: Invitation) -> None:
    role = Role(invitation.role)
    data = {"role": both(lambda: str(role.label)).as_dict(), "organisation": names(invitation.organisation)}
    record(verb=verb, actor=person, circle=invitation.circle, target=invitation.organisation.code, data=data)
