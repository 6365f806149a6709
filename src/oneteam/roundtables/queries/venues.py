"""Rooms, and when they are taken."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from ..models import RoundTable, Venue, VenueBooking


def venues() -> QuerySet[Venue]:
    return Venue.objects.all()


def listed_venues() -> QuerySet[Venue]:
    """Those that are offered first; each with how often it is taken from now on."""
    ahead = VenueBooking.objects.filter(span__endswith__gt=timezone.now())
    taken = Count("bookings", filter=Q(bookings__in=ahead))
    return venues().annotate(taken=taken).order_by("-offered", "pk")


def offered_venues() -> QuerySet[Venue]:
    return venues().filter(offered=True)


def venues_for(table: RoundTable) -> QuerySet[Venue]:
    """Those that are offered, and the one that the table has booked."""
    booked = VenueBooking.objects.filter(table=table)
    return venues().filter(Q(offered=True) | Q(pk__in=booked.values("venue")))


def taken(*venues: Venue) -> QuerySet[VenueBooking]:
    """From now on. The table stands beside it for whoever may see it."""
    ahead = VenueBooking.objects.filter(venue__in=venues, span__endswith__gt=timezone.now())
    return ahead.order_by("span")


def taken_between(venues: Iterable[Venue], first: datetime, after: datetime) -> QuerySet[VenueBooking]:
    """When these rooms are taken in a time."""
    found = VenueBooking.objects.filter(venue__in=list(venues), span__overlap=(first, after))
    return found.order_by("span")


def tables_of_bookings(rows: list[VenueBooking]) -> dict[int, str]:
    """By number, the codes of those tables that whoever acts may see."""
    found = RoundTable.objects.filter(pk__in=[row.table_id for row in rows if row.table_id])
    return dict(found.values_list("pk", "code"))


def venue_of(table: RoundTable) -> Venue | None:
    """The room that the table has booked."""
    return Venue.objects.filter(bookings__table=table).first()


def venues_of(tables: Iterable[int]) -> dict[int | None, Venue]:
    """The rooms that these tables have booked, by the number of the table."""
    found = VenueBooking.objects.filter(table__in=list(tables)).select_related("venue")
    return {one.table_id: one.venue for one in found}


def is_taken(venue: Venue, starts_at: datetime, ends_at: datetime, but: RoundTable) -> bool:
    """By anything ``but`` this table."""
    at_once = VenueBooking.objects.filter(venue=venue, span__overlap=(starts_at, ends_at))
    return at_once.exclude(table=but).exists()
