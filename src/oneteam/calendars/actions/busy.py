"""When somebody is busy elsewhere: from a file, or fetched again and again from an address."""

from __future__ import annotations

import base64
import logging
from collections.abc import Collection, Iterable
from datetime import timedelta
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from oneteam import walls
from oneteam.accounts.forgetting import forgets
from oneteam.base.errors import Invalid, Refused, invalid
from oneteam.base.jobs import defer_once
from oneteam.journal.actions import record
from oneteam.walls.actions import person_circle, shared_circle
from oneteam.walls.models import Circle

from .. import fetching, queries, reading
from ..enums import Failure, SourceKind
from ..models import BusyDraft, BusySource, BusyTime, draft_code
from ..spans import Span

log = logging.getLogger("oneteam.calendars")

FETCH = "calendars.fetch"
PLANNERS = "secretariat"  # the key of those who look for dates
EVERY, LONGEST = timedelta(minutes=30), timedelta(days=1)
MOST_SOURCES = 5
KEPT = timedelta(days=7)  # what was read of a file and never confirmed


def _circle(person_id: int) -> Circle:
    """As the hours and days that somebody gives by hand."""
    return shared_circle(PLANNERS, f"person:{person_id}")


# --- a file ---------------------------------------------------------------------------------------------


@transaction.atomic
def draft_file(*, person: Any, data: bytes) -> BusyDraft:
    """Read a file and keep what was read, and nothing of the file, until its person agrees."""
    reading.check_size(len(data))
    found = reading.read(data, timezone.now())
    busy = [[starts.isoformat(), ends.isoformat()] for starts, ends in found.busy]
    values = {"code": draft_code(), "left": found.left, "busy": busy, "at": timezone.now()}
    draft, _is_new = BusyDraft.objects.update_or_create(
        person=person, defaults={**values, "circle": person_circle(person.pk)}
    )
    return draft


@transaction.atomic
def keep_draft(*, person: Any, draft: BusyDraft) -> BusySource:
    """What was read takes the place of the file before, whole."""
    if not BusyDraft.objects.filter(pk=draft.pk, person=person).delete()[0]:
        raise Refused(_("This calendar was kept already, or another one was read meanwhile."))
    BusySource.objects.filter(person=person, kind=SourceKind.FILE).delete()
    source = BusySource.objects.create(
        person=person, kind=SourceKind.FILE, circle=person_circle(person.pk), read_at=draft.at,
        busy=len(draft.busy), left=draft.left,
    )  # fmt: skip
    _write(source, queries.spans_of(draft))
    record(
        verb="calendars.busy_kept", actor=person, target=source.code, circle=source.circle,
        data={"busy": source.busy},
    )  # fmt: skip
    return source


def _write(source: BusySource, spans: Iterable[Span]) -> None:
    circle = _circle(source.person_id)
    BusyTime.objects.filter(source=source).delete()
    BusyTime.objects.bulk_create(
        BusyTime(person_id=source.person_id, source=source, circle=circle, starts_at=starts, ends_at=ends)
        for starts, ends in spans
    )


def sweep_drafts() -> int:
    with walls.system("calendars that were read and never kept"):
        return BusyDraft.objects.filter(at__lt=timezone.now() - KEPT).delete()[0]


# --- an address -----------------------------------------------------------------------------------------


@transaction.atomic
def subscribe(*, person: Any, address: str) -> BusySource:
    """Remember an address, enciphered, and fetch the calendar as soon as this is committed."""
    if queries.sources(person).filter(kind=SourceKind.ADDRESS).count() >= MOST_SOURCES:
        raise invalid(
            "address", _("There are five addresses already. Take one away before you give another.")
        )
    if address in {_opened(source) for source in queries.sources(person) if source.sealed}:
        raise invalid("address", _("This calendar is on the list already."))
    source = BusySource.objects.create(
        person=person, kind=SourceKind.ADDRESS, circle=person_circle(person.pk),
        host=fetching.host_of(address), sealed=_cipher().encrypt(address.encode()).decode(),
    )  # fmt: skip
    record(verb="calendars.subscribed", actor=person, target=source.code, circle=source.circle)
    _soon([source.pk])
    return source


@transaction.atomic
def read_again(*, person: Any, source: BusySource) -> None:
    """Now and not only after half an hour; who has just asked is not asked for twice."""
    if source.tried_at and source.tried_at > timezone.now() - timedelta(minutes=1):
        raise Refused(_("It was read less than a minute ago. Please wait a moment."))
    _soon([source.pk])


@transaction.atomic
def remove_source(*, person: Any, source: BusySource) -> None:
    """The busy times of it go along."""
    if BusySource.objects.filter(pk=source.pk, person=person).delete()[0]:
        record(
            verb="calendars.source_removed", actor=person, target=source.code, circle=person_circle(person.pk)
        )


def _soon(numbers: Collection[int]) -> None:
    BusySource.objects.filter(pk__in=numbers).update(next_at=timezone.now() + EVERY)
    for number in numbers:
        defer_once(FETCH, source_id=number)


@transaction.atomic
def fetch_due() -> int:
    """Ask for everything whose time has come; each is fetched by a job of its own."""
    with walls.system("calendars that are to be read again"):
        due = queries.due(timezone.now()).select_for_update(of=("self",), skip_locked=True)
        numbers = list(due.values_list("pk", flat=True))
        _soon(numbers)
    return len(numbers)


def fetch(source_id: int) -> None:
    """In the worker. No transaction is open while the host is asked."""
    source = queries.source_by_number(source_id)
    if source is None:
        return
    address = _opened(source)
    if not address:
        _failed(source, Failure.KEY)
        return
    try:
        found = reading.read(fetching.fetch(address), timezone.now())
    except fetching.NotFetched as reason:
        _failed(source, reason.why)
    except Invalid:
        _failed(source, Failure.CONTENT)
    else:
        _fetched(source, found)


def _fetched(source: BusySource, found: reading.Reading) -> None:
    now = timezone.now()
    with transaction.atomic(), walls.system("busy times of a calendar take the place of those before"):
        there = BusySource.objects.filter(pk=source.pk)
        if there.update(
            read_at=now, tried_at=now, next_at=now + EVERY, failures=0, failure="", busy=len(found.busy),
            left=found.left,
        ):  # fmt: skip
            _write(source, found.busy)


def _failed(source: BusySource, why: Failure) -> None:
    """What was read before stays; the next attempt waits twice as long, a day at most."""
    now, failures = timezone.now(), source.failures + 1
    log.info("calendar not read", extra={"error": str(why.value)})
    wait = min(EVERY * 2 ** min(failures, 10), LONGEST)
    with transaction.atomic(), walls.system("a calendar could not be read"):
        BusySource.objects.filter(pk=source.pk).update(
            tried_at=now, next_at=now + wait, failures=failures, failure=why
        )


def _cipher() -> Fernet:
    digest = salted_hmac("oneteam.calendars.address", "", algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(digest))


def _opened(source: BusySource) -> str:
    """Empty where it was sealed under another key, as after a restore elsewhere."""
    try:
        return _cipher().decrypt(source.sealed.encode()).decode()
    except InvalidToken:
        return ""


@forgets
def forget_busy_times(person: Any) -> None:
    BusyDraft.objects.filter(person=person).delete()
    BusySource.objects.filter(person=person).delete()
