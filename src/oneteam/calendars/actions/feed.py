"""The secret address at which somebody's calendar can be read by their calendar program."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from oneteam.accounts.forgetting import forgets
from oneteam.base.codes import hash_of, secret
from oneteam.journal.actions import record
from oneteam.walls.actions import person_circle

from ..models import CalendarFeed, feed_code


def token_of(feed: CalendarFeed) -> str:
    """Made from the code and the installation's key, so that it can be shown again and is kept nowhere."""
    return secret("oneteam.calendars.feed", feed.code)


def can_be_shown(feed: CalendarFeed) -> bool:
    """Not under another key than it was made with, as after a restore elsewhere; who has it reads there as before."""
    return hash_of(token_of(feed)) == feed.token_hash


def address_of(feed: CalendarFeed) -> str:
    return f"{settings.PUBLIC_URL}{reverse('calendars:feed', args=[token_of(feed)])}"


@transaction.atomic
def make_feed(*, person: Any) -> CalendarFeed:
    """A new address; one that was there before leads nowhere from now on."""
    code, circle = feed_code(), person_circle(person.pk)
    values = {"code": code, "token_hash": hash_of(token_of(CalendarFeed(code=code)))}
    feed, is_new = CalendarFeed.objects.update_or_create(
        person=person, defaults={**values, "made_at": timezone.now(), "circle": circle}
    )
    verb = "calendars.feed_made" if is_new else "calendars.feed_renewed"
    record(verb=verb, actor=person, target=feed.code, circle=circle)
    return feed


@transaction.atomic
def switch_off(*, person: Any) -> None:
    if CalendarFeed.objects.filter(person=person).delete()[0]:
        record(verb="calendars.feed_ended", actor=person, circle=person_circle(person.pk))


@forgets
def forget_feed(person: Any) -> None:
    CalendarFeed.objects.filter(person=person).delete()
