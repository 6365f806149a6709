from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from oneteam.base.errors import Invalid, Refused, require
from oneteam.base.fields import Bi, both
from oneteam.files.actions import attach
from oneteam.files.models import Attachment
from oneteam.journal.actions import record
from oneteam.walls.actions import shared_circle
from oneteam.walls.models import Circle

from ..enums import AgreementKind
from ..models import Agreement, Disclosure, Organisation
from ..rules import owns
from ._common import in_order, require_keeper, today


@transaction.atomic
def agree(
    *,
    person: Any,
    kind: str,
    starts_on: dt.date | None = None,
    ends_on: dt.date | None = None,
    organisation: Organisation | None = None,
    holder: Any = None,
    thread: str = "",
    note: Bi | None = None,
) -> Agreement:
    """Enter a signed agreement: with an organisation (memorandum), a person (NDA), for a problem (waiver)."""
    require_keeper(person)
    begins = starts_on or today()
    in_order(begins, ends_on)
    _parties(kind, organisation, holder, thread)
    agreement = Agreement.objects.create(
        kind=kind,
        organisation=organisation,
        person=holder,
        thread=thread,
        starts_on=begins,
        ends_on=ends_on,
        note=note or Bi(),
        circle=_circle(organisation, holder, thread),
    )
    _tell("alliance.agreement_entered", person, agreement)
    return agreement


@transaction.atomic
def waive(*, person: Any, disclosure: Disclosure, holder: Any, ends_on: dt.date) -> Agreement:
    """The owner's own leave for somebody at their own problem, from today to a day; nobody enters it for them."""
    require(owns(person, disclosure))
    in_order(today(), ends_on)
    agreement = Agreement.objects.create(
        kind=AgreementKind.WAIVER, person=holder, thread=disclosure.thread, starts_on=today(), ends_on=ends_on,
        circle=_circle(None, holder, disclosure.thread),
    )  # fmt: skip
    _tell("alliance.agreement_entered", person, agreement)
    return agreement


@transaction.atomic
def bind(*, person: Any, ends_on: dt.date) -> Agreement:
    """Somebody binds themselves to secrecy, from this minute to a day. Whoever calls this has their signature."""
    in_order(today(), ends_on)
    agreement = Agreement.objects.create(
        kind=AgreementKind.NDA,
        person=person,
        starts_on=today(),
        ends_on=ends_on,
        circle=_circle(None, person, ""),
    )
    _tell("alliance.agreement_entered", person, agreement)
    return agreement


def _parties(kind: str, organisation: Organisation | None, holder: Any, thread: str) -> None:
    if kind == AgreementKind.MOU and organisation is None:
        raise _missing("organisation", _("Please choose the organisation that signed the memorandum."))
    if kind == AgreementKind.MOU and thread:
        raise _missing("thread", _("A memorandum holds for no single problem. Please leave this empty."))
    if kind == AgreementKind.NDA and holder is None:
        raise _missing("holder", _("Please choose the person who signed: an NDA binds a person."))
    if kind == AgreementKind.NDA and thread:
        raise _missing(
            "thread", _("An NDA holds for everything the person is named in. Please leave this empty.")
        )
    if kind == AgreementKind.WAIVER and not thread:
        raise _missing(
            "thread", _("Please give the number of the problem that the waiver is for, such as P-7KQ2XM.")
        )
    if kind == AgreementKind.WAIVER and (organisation is None) == (holder is None):
        raise _missing(
            "holder", _("A waiver lets in one person or one organisation. Please give one of the two.")
        )


def _missing(field: str, sentence: str) -> Invalid:
    return Invalid(sentence, {field: sentence})


def _circle(organisation: Organisation | None, holder: Any, thread: str) -> Circle:
    """The secretariat and the parties; for a problem, its own desk, so that nobody learns that it exists."""
    if thread:
        disclosure = Disclosure.objects.filter(thread=thread).first()
        desk = Circle.objects.filter(pk=disclosure.desk_id).first() if disclosure else None
        if desk is None:  # the same for a problem that this officer's own wall keeps from its desk
            raise _missing("thread", _("There is no problem with this number. Please check it."))
        return desk
    keys = ["secretariat"]
    keys += [f"org:{organisation.pk}"] if organisation else []
    keys += [f"person:{holder.pk}"] if holder else []
    return shared_circle(*keys)


@transaction.atomic
def end_agreement(*, person: Any, agreement: Agreement) -> None:
    """Ends this minute, and with it what it opened."""
    require_keeper(person)
    if not Agreement.objects.filter(pk=agreement.pk, ended_at__isnull=True).update(ended_at=Now()):
        raise Refused(_("This agreement has ended already."))
    agreement.refresh_from_db(fields=["ended_at"])
    _tell("alliance.agreement_ended", person, agreement)


@transaction.atomic
def attach_signed(*, person: Any, agreement: Agreement, upload: Any) -> Attachment:
    """The agreement as it was signed. Whoever sees the agreement may fetch it; its digest shows that it is the same."""
    require_keeper(person)
    disclosure = Disclosure.objects.filter(thread=agreement.thread).first() if agreement.thread else None
    return attach(
        person=person, upload=upload, target=f"agreement:{agreement.code}", thread=agreement.thread,
        circle=agreement.circle, confidential=disclosure is not None and disclosure.is_confidential,
    )  # fmt: skip


def _tell(verb: str, person: Any, agreement: Agreement) -> None:
    kind = AgreementKind(agreement.kind)
    data = {"kind": both(lambda: str(kind.label)).as_dict(), "code": agreement.code}
    record(
        verb=verb,
        actor=person,
        circle=agreement.circle,
        thread=agreement.thread,
        target=agreement.code,
        data=data,
    )
