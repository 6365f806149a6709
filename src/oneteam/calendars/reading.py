"""When the owner of a calendar is busy, read from an iCalendar file, in a process that is ended when it takes long."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
import threading
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.utils import timezone
from django.utils.translation import gettext as _

import oneteam
from oneteam.base.errors import Invalid, Refused, TooLarge
from oneteam.base.text import file_size

from .spans import Span

log = logging.getLogger("oneteam.calendars")

MAX_BYTES = 2 * 1024 * 1024
SECONDS = 8
PATIENCE = 2  # seconds, for the file before
ONE = threading.Lock()  # however many files come, the other threads of a process stay with the pages
PROGRAM = "oneteam.calendars.parsing"
SOURCES = Path(oneteam.__file__).parents[1]


@dataclass(frozen=True)
class Reading:
    """``busy``: joined, in order, within the horizon. ``left``: how many events were left out, by why."""

    busy: tuple[Span, ...]
    left: dict[str, int]


def check_size(size: int) -> None:
    if size > MAX_BYTES:
        raise TooLarge(
            _(
                "This file has %(size)s; at most %(most)s are read. Export fewer months, or one calendar at a time."
            )
            % {"size": file_size(size), "most": file_size(MAX_BYTES)}
        )


def read(data: bytes, now: datetime) -> Reading:
    """Raises ``Invalid`` where it is no calendar, or one that would take too long."""
    if not ONE.acquire(timeout=PATIENCE):
        raise Refused(_("Another calendar is being read at this moment. Please try again in a minute."))
    try:
        found = json.loads(_parsed(data, now))
    finally:
        ONE.release()
    if found is None:
        raise Invalid(
            _(
                "This is not a calendar file. Please export an .ics file from your calendar and choose it here."
            )
        )
    busy = ((datetime.fromisoformat(starts), datetime.fromisoformat(ends)) for starts, ends in found["busy"])
    return Reading(tuple(busy), found["left"])


def _parsed(data: bytes, now: datetime) -> bytes:
    """What ``parsing`` makes of it. It is told nothing of the house: neither settings nor secrets."""
    asked = [now.isoformat(), timezone.get_current_timezone_name(), str(SECONDS)]
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", PROGRAM, *asked], input=data, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, env={"PYTHONPATH": str(SOURCES)}, timeout=SECONDS, check=True,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise Invalid(_too_long()) from None
    except subprocess.CalledProcessError as ended:
        log.warning("reading a calendar ended early", extra={"error": str(ended.returncode)})
        raise Invalid(_too_long()) from None
    return done.stdout


def _too_long() -> str:
    return _(
        "This calendar takes too long to be read. Export fewer events, or only those of the coming months."
    )
