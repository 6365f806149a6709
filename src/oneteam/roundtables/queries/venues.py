"""Rooms, and when they are taken."""

from __future__ import annotations

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


def taken(*venues: Venue) -> QuerySet[VenueBooking]:
    """From now on. The table stands beside it for whoever may see it."""
    ahead = VenueBooking.objects.filter(venue__in=venues, span__endswith__gt=timezone.now())
    return ahead.order_by("span")


def tables_of_bookings(rows: list[VenueBooking]) -> dict[int, str]:
    """By number, the codes of those tables that whoever acts may see."""
    found = RoundTable.objects.filter(pk__in=[row.table_id for row in rows if row.table_id])
    return dict(found.values_list("pk", "code"))
