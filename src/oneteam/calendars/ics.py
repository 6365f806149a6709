"""Writing iCalendar: somebody's calendar, and the part of a mail that brings an event into it or takes it out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, timedelta
from email.utils import parseaddr
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from oneteam.base.later import Later
from oneteam.base.signature import alliance_name

from .events import OURS, Event

if TYPE_CHECKING:
    import icalendar
else:
    icalendar = Later("icalendar")

REQUEST, CANCEL = "REQUEST", "CANCEL"
AGAIN = timedelta(hours=1)  # how often a program is asked to look


def calendar(events: Iterable[Event]) -> bytes:
    """All events, to be read at an address."""
    made = _empty()
    made.add("X-WR-CALNAME", alliance_name())
    made.add("REFRESH-INTERVAL", AGAIN, parameters={"VALUE": "DURATION"})
    made.add("X-PUBLISHED-TTL", "PT1H")
    for event in events:
        made.add_component(_component(event))
    return bytes(made.to_ical())


def invitation(event: Event, person: Any, *, method: str) -> str:
    """One event for one person; nobody else who is expected there is named.

    The organiser is the sender of all mail, and asks for no answer by mail: one answers on the page.
    """
    made = _empty()
    made.add("METHOD", method)
    one = _component(event)
    one.add("STATUS", "CANCELLED" if method == CANCEL else "CONFIRMED")
    one["ORGANIZER"] = _address(parseaddr(settings.DEFAULT_FROM_EMAIL)[1], alliance_name())
    one["ATTENDEE"] = _address(person.email, person.name)
    one["ATTENDEE"].params["RSVP"] = icalendar.vText("FALSE")
    made.add_component(one)
    return bytes(made.to_ical()).decode()


def _empty() -> icalendar.Calendar:
    made = icalendar.Calendar()
    made.add("PRODID", f"-//OneTeam//{(get_language() or 'ko').upper()}")
    made.add("VERSION", "2.0")
    return made


def _component(event: Event) -> icalendar.Event:
    """Times in UTC: they need no definition of a zone, and every program shows them where its reader is."""
    one = icalendar.Event()
    one.add("UID", f"{event.name}{OURS}")
    one.add("SEQUENCE", event.sequence)
    for name, moment in (("DTSTAMP", event.changed), ("DTSTART", event.starts), ("DTEND", event.ends)):
        one.add(name, moment.astimezone(UTC))
    one.add("SUMMARY", event.title)
    if event.place:
        one.add("LOCATION", event.place)
    url = f"{settings.PUBLIC_URL}{event.path}"
    one.add("URL", url)
    one.add("DESCRIPTION", _("Read more and answer here: %(url)s") % {"url": url})
    return one


def _address(email: str, name: str) -> icalendar.vCalAddress:
    found = icalendar.vCalAddress(f"mailto:{email}")
    found.params["CN"] = icalendar.vText(name)
    return found
