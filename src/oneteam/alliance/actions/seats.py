from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _

from oneteam import walls
from oneteam.base.errors import Invalid, Refused, invalid, require
from oneteam.base.fields import both
from oneteam.base.races import or_else
from oneteam.base.workflow import save_version
from oneteam.journal.actions import record
from oneteam.journal.outbox import send
from oneteam.journal.verbs import named

from .. import disclosure as disclosures
from .. import queries, rules
from ..enums import Role, Standing
from ..models import Organisation, Seat
from ._common import concerns_you, in_order, names, office_and, today


@transaction.atomic
def give_seat(
    *,
    person: Any,
    holder: Any,
    organisation: Organisation,
    role: str,
    department: str = "",
    starts_on: dt.date | None = None,
    ends_on: dt.date | None = None,
    tell: bool = True,
) -> Seat:
    """``person`` gives ``holder`` a seat. With ``tell`` the holder gets a mail."""
    require(rules.may_give_role(person, role, organisation), not_yours(person, organisation))
    if not rules.needs_no_invitation(person, holder, organisation):
        sentence = _(
            "Please invite this person: a first seat in your organisation begins with their own consent."
        )
        raise Invalid(sentence, {"email": sentence})
    seat = place(holder, organisation, role, department, starts_on, ends_on)
    told(person, "alliance.seat_given", seat)
    if tell and holder != person:
        send(kind="alliance.seat_given", to=holder, data={"organisation": organisation.code, "role": role})
    return seat


def not_yours(person: Any, organisation: Organisation) -> str:
    if not rules.has_no_stake(person, organisation):
        return concerns_you()
    return _(
        "You may not give or take this role. Please ask the secretariat, or its head for roles of the secretariat."
    )


def place(
    holder: Any,
    organisation: Organisation,
    role: str,
    department: str = "",
    starts_on: dt.date | None = None,
    ends_on: dt.date | None = None,
) -> Seat:
    """The row itself; whoever calls this has asked the rule. Says so where the seat is held already."""
    if organisation.standing == Standing.LEFT:
        raise Invalid(_("This organisation has left the alliance, so nobody can be given a seat in it."))
    begins = starts_on or today()
    in_order(begins, ends_on)
    sentence = _("%(name)s already holds this role there.") % {"name": holder.name}
    held = Invalid(sentence, {"role": sentence})
    if queries.seats_in(organisation).filter(person=holder, role=role).exists():
        raise held
    with or_else(held):
        return Seat.objects.create(
            person=holder,
            organisation=organisation,
            role=role,
            department=department,
            starts_on=begins,
            ended_at=after(ends_on),
        )


def after(day: dt.date | None) -> dt.datetime | None:
    """The first moment after a day: a seat holds to the end of its last one."""
    return timezone.make_aware(dt.datetime.combine(day + dt.timedelta(days=1), dt.time())) if day else None


@transaction.atomic
def set_last_day(*, person: Any, seat: Seat, version: int, ends_on: dt.date | None) -> None:
    """Move a seat's last day, or take it away."""
    require(rules.may_change_seat(person, seat), not_yours(person, seat.organisation))
    _lies_ahead(seat, ends_on)
    if ends_on is not None:
        _not_the_last_head(seat)
    if not queries.seats().filter(pk=seat.pk).exists():
        raise _ended_already()
    save_version(seat, version, ended_at=after(ends_on))
    if ends_on is None:
        told(person, "alliance.seat_opened", seat)
    else:
        told(person, "alliance.seat_moved", seat, day=ends_on.isoformat())


def _lies_ahead(seat: Seat, ends_on: dt.date | None) -> None:
    in_order(seat.starts_on, ends_on)
    if ends_on is not None and ends_on < today():
        raise invalid(
            "ends_on",
            _("Please give today or a later day. To close access at once, end the seat instead."),
        )


def _ended_already() -> Refused:
    return Refused(_("This seat has ended already."))


@transaction.atomic
def end_seat(*, person: Any, seat: Seat) -> None:
    """Closes access with the next request: keys are made from seats."""
    require(rules.may_change_seat(person, seat), not_yours(person, seat.organisation))
    _not_the_last_head(seat)
    if not queries.seats().filter(pk=seat.pk).update(ended_at=Now(), version=F("version") + 1):
        raise _ended_already()
    seat.refresh_from_db(fields=["ended_at"])
    disclosures.leave(seat.person)
    told(person, "alliance.seat_ended", seat)


def _not_the_last_head(seat: Seat) -> None:
    if seat.role == Role.HEAD and queries.holders(Role.HEAD).count() < 2:
        raise Refused(_("This is the only head of the secretariat. Please name another head first."))


@transaction.atomic
def end_seats_of(*, person: Any, organisation: Organisation | None = None, holder: Any = None) -> int:
    """Every seat of an organisation that leaves, or of a person who is forgotten."""
    found = queries.seats()
    found = found.filter(organisation=organisation) if organisation else found.filter(person=holder)
    seats = list(found)
    if any(seat.role == Role.HEAD for seat in seats):
        _not_the_last_head(next(seat for seat in seats if seat.role == Role.HEAD))
    ending = Seat.objects.filter(pk__in=[seat.pk for seat in seats])
    ending.update(ended_at=Now(), version=F("version") + 1)
    for seat in seats:
        disclosures.leave(seat.person)
        told(person, "alliance.seat_ended", seat)
    return len(seats)


def sweep_names() -> int:
    """Take off the threads whose seats ended by their last day: nobody pressed a button then."""
    since = timezone.now() - dt.timedelta(days=3)
    with walls.system("whose seats have ended"):
        people = list(queries.seat_holders_until_now(since))
    for person in people:
        disclosures.leave(person)
    return len(people)


def told(person: Any, verb: str, seat: Seat, **more: str) -> None:
    role = Role(seat.role)
    record(
        verb=verb,
        actor=person,
        circle=office_and(seat.organisation),
        target=seat.person.code,
        data={
            "person": named(seat.person),
            "role": both(lambda: str(role.label)).as_dict(),
            "organisation": names(seat.organisation),
            **more,
        },
    )
