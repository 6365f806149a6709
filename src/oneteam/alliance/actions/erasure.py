from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from oneteam import walls
from oneteam.accounts.actions import anonymise
from oneteam.base.errors import Refused
from oneteam.base.races import or_else
from oneteam.journal.actions import record
from oneteam.journal.outbox import send
from oneteam.walls.actions import shared_circle

from .. import queries
from ..models import ErasureRequest, ImportDraft, Invitation
from ._common import require_keeper
from .seats import end_seats_of


@transaction.atomic
def ask_erasure(*, person: Any) -> ErasureRequest:
    """Ask to be forgotten; the secretariat gets a mail and does it."""
    asked = Refused(_("You have asked for this already. The secretariat will do it."))
    if queries.open_erasure(person) is not None:
        raise asked
    circle = shared_circle("secretariat", f"person:{person.pk}")
    with or_else(asked):
        request = ErasureRequest.objects.create(person=person, circle=circle)
    record(verb="alliance.erasure_asked", actor=person, circle=circle)
    for officer in queries.officers():
        send(kind="alliance.erasure_asked", to=officer, data={"request": request.code})
    return request


@transaction.atomic
def take_erasure_back(*, person: Any) -> None:
    """Whoever asked may change their mind until it is done."""
    request = queries.open_erasure(person)
    if request is None or not ErasureRequest.objects.filter(pk=request.pk, done_at=None).delete()[0]:
        raise Refused(_("There is no request any more that could be taken back."))
    record(verb="alliance.erasure_taken_back", actor=person, circle=request.circle)


@transaction.atomic
def erase(*, person: Any, request: ErasureRequest) -> None:
    """Takes away name, address and every way in; what was done stays, by somebody without a name."""
    require_keeper(person)
    if not ErasureRequest.objects.filter(pk=request.pk, done_at__isnull=True).update(
        done_at=timezone.now(), done_by=person
    ):
        raise Refused(_("This was done already, or the person has taken the request back."))
    end_seats_of(person=person, holder=request.person)
    with walls.system("forget a person"):
        _forget_address(request.person)
        anonymise(person=request.person)
    record(verb="alliance.erased", actor=person, circle=request.circle)


def _forget_address(person: Any) -> None:
    """Where the address was written down before there was a person, or beside them."""
    Invitation.objects.filter(email=person.email).delete()
    ImportDraft.objects.filter(text__icontains=person.email).delete()
