"""Rooms: kept by the secretariat, booked by tables, blocked for anything else."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from oneteam.alliance.enums import Level
from oneteam.alliance.models import Disclosure
from oneteam.base.errors import Invalid, invalid, require
from oneteam.base.races import or_else
from oneteam.base.text import say
from oneteam.base.workflow import save_version
from oneteam.journal.actions import record
from oneteam.walls.actions import shared_circle

from .. import rules
from ..models import RoundTable, Venue, VenueBooking

KEEPERS = "secretariat"


@transaction.atomic
def save_venue(*, person: Any, venue: Venue | None = None, version: int = 0, **values: Any) -> Venue:
    require(rules.may_keep_venues(person))
    if venue is None:
        venue = Venue.objects.create(circle=shared_circle(KEEPERS), **values)
    else:
        save_version(venue, version, **values)
    _tell(person, "roundtables.venue_saved", venue)
    return venue


@transaction.atomic
def block_venue(
    *, person: Any, venue: Venue, starts_at: datetime, ends_at: datetime, note: str = ""
) -> VenueBooking:
    """For a lecture, for repairs: a table cannot book it then."""
    require(rules.may_keep_venues(person))
    if ends_at <= starts_at:
        raise invalid("ends_at", _("Please give a time after the first one."))
    if ends_at <= timezone.now():
        raise invalid("ends_at", _("Please give a time that is still to come."))
    booking = _take(venue, starts_at, ends_at, field="starts_at", note=note, by=person)
    _tell(person, "roundtables.venue_taken", venue, on=timezone.localdate(starts_at).isoformat())
    return booking


@transaction.atomic
def free_venue(*, person: Any, venue: Venue, code: str) -> None:
    """Whoever noted that it is taken takes that back; a table gives its room back when it is cancelled."""
    require(rules.may_keep_venues(person))
    if VenueBooking.objects.filter(venue=venue, code=code, by=person).delete()[0]:
        _tell(person, "roundtables.venue_freed", venue)


def seat_in(venue: Venue, table: RoundTable, people: int) -> None:
    """Book the room of a table that is being convened."""
    refuse_small(venue, people)
    _take(venue, table.starts_at, table.ends_at, field="venue", table=table)


def refuse_small(venue: Venue, people: int) -> None:
    if people > venue.capacity:
        sentence = _(
            "%(room)s has %(seats)s seats, and %(people)s people are expected. Please choose a larger room."
        )
        raise invalid("venue", sentence % {"room": venue, "seats": venue.capacity, "people": people})


def taken_then(field: str, venue: Venue) -> Invalid:
    sentence = _("%(room)s is taken at that time. Please choose another room or another time.")
    return invalid(field, say(sentence, room=venue))


def free_of_sealed(disclosure: Disclosure) -> None:
    """A sealed table keeps no room: that one is taken would tell all of the secretariat that something is on."""
    if disclosure.level != Level.SEALED:
        return
    booked = VenueBooking.objects.filter(table__problem__disclosure=disclosure)
    for table, name in booked.values_list("table__code", "venue__name"):
        record(
            verb="roundtables.venue_given_up", actor=None, thread=disclosure.thread, target=table,
            circle=disclosure.room, data={"name": name.as_dict()},
        )  # fmt: skip
    booked.delete()


def _take(venue: Venue, starts_at: datetime, ends_at: datetime, *, field: str, **more: Any) -> VenueBooking:
    with or_else(taken_then(field, venue)):
        return VenueBooking.objects.create(
            venue=venue, span=(starts_at, ends_at), circle=shared_circle(KEEPERS), **more
        )


def _tell(person: Any, verb: str, venue: Venue, **data: Any) -> None:
    told = {"name": venue.name.as_dict(), **data}
    record(verb=verb, actor=person, target=venue.code, circle=shared_circle(KEEPERS), data=told)
